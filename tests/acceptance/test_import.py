"""`ruralbeds import`: from a workbook to the answer of a run, as a clerk does it."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pandas as pd
import pytest
from county_workbooks import BEDS, COUNTY, changed, registry, write_book
from python_calamine import CalamineWorkbook

from sim.cli import main


def run(*words: object) -> int:
    with pytest.raises(SystemExit) as ended:
        main([str(word) for word in words])
    return int(ended.value.code or 0)


@pytest.fixture
def book(tmp_path, monkeypatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return write_book(tmp_path / "名册.xlsx", registry())


def sheets_of(path: Path) -> dict[str, list[list[object]]]:
    read = CalamineWorkbook.from_path(str(path))
    return {
        name: read.get_sheet_by_name(name).to_python(skip_empty_area=False)
        for name in read.sheet_names
    }


def filled_in(template: Path, path: Path) -> Path:
    """Return the form with the example's homes, in townships of the county."""
    sheets = sheets_of(template)
    homes, example = sheets["机构名册 Homes"], sheets["示例 Example"]
    names = {"城关镇": "西山镇", "东山镇": "木乐镇"}
    homes += [[names.get(str(cell), cell) for cell in row] for row in example[2:]]
    sheets["老年人口 Population"].append(["木乐镇", "", 12000, 8000, 1700])
    sheets["车程 Travel"].append(["木乐镇", "西山镇", 40])
    # Of a home of 80 beds: 40 there all the time, and one who came and died.
    sheets["入住登记 Admissions"] += [
        [
            "康寿老年公寓",
            f"{at}",
            "2020-01-01",
            "",
            "",
            "自理",
            "社会",
            "女",
            80,
            "普通",
        ]
        for at in range(40)
    ]
    sheets["入住登记 Admissions"].append(
        ["康寿老年公寓", "A", "2023-05-01", "2024-05-01", "去世", "重度"]
    )
    return write_book(path, sheets, hidden=["选项 Lists"])


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_form_is_filled_in_imported_checked_and_run(lang, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    words = ["import", "--template", "form.xlsx", "--county", COUNTY, "--lang", lang]
    assert run(*words) == 0
    book = filled_in(tmp_path / "form.xlsx", tmp_path / "filled.xlsx")

    assert run("import", book, "--county", COUNTY, "--out", "./mycounty") == 0
    assert run("validate", "mycounty.yaml") == 0
    words = ["run", "mycounty.yaml", "--replications", "1", "--jobs", "1"]
    # 1: with three homes not everybody who is guaranteed a place gets one.
    assert run(*words, "--set", "demand.level=0.1") in (0, 1)

    homes = pd.read_csv(tmp_path / "mycounty" / "homes.csv")
    assert homes["beds_ordinary"].sum() + homes["beds_nursing"].sum() == 290
    counted = pd.read_csv(tmp_path / "mycounty" / "observed.csv")
    assert counted["residents_guaranteed"].sum() == 62
    assert counted["residents_social"].sum() == 104
    observed = pd.read_csv(tmp_path / "mycounty" / "observed_years.csv")
    full = observed[(observed["area_level"] == "home") & (observed["year"] == 2025)]
    rates = full.set_index("indicator")["value"]
    assert rates["occupancy_rate"] == pytest.approx(57 / 80)
    (summary,) = (tmp_path / "results").rglob("summary.csv")
    assert len(pd.read_csv(summary)) > 100


def test_a_form_has_lists_to_choose_from_and_notes(tmp_path):
    path = tmp_path / "form.xlsx"
    assert run("import", "--template", path, "--county", COUNTY) == 0

    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
        assert any("comments" in name for name in parts.namelist())
    assert len(re.findall("<dataValidation ", sheet)) > 10
    assert '"公办,民办,公建民营"' in sheet
    assert "选项 Lists" in sheet


def test_an_empty_form_is_no_registry(tmp_path, capsys):
    path = tmp_path / "form.xlsx"
    run("import", "--template", path)

    assert run("import", path, "--county", COUNTY, "--out", tmp_path / "mine") == 3
    assert "没有一家本县的机构" in capsys.readouterr().err
    assert not (tmp_path / "mine").exists()


def test_the_last_line_is_the_folder_and_the_mapping_is_shown(book, capsys):
    assert run("import", book, "--county", COUNTY, "--out", "./mycounty") == 0

    told = capsys.readouterr().out.splitlines()
    assert told[-1] == "mycounty"
    assert "   E 床位数 = 床位数 (beds)" in told
    assert any(f"床位 {BEDS} 张" in line for line in told)


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("zh", "名册.xlsx 工作表“Sheet1”第3行E列“床位数”：读到“六十”，应写一个数字"),
        (
            "en",
            "名册.xlsx, sheet “Sheet1”, row 3, column E “床位数”: read “六十”; write",
        ),
    ],
)
def test_faults_are_told_in_the_language_asked_for(lang, said, book, tmp_path, capsys):
    write_book(book, changed(1, "床位数", "六十"))

    words = ["--county", COUNTY, "--out", "./mycounty", "--lang", lang]
    assert run("import", book, *words) == 3
    assert said in capsys.readouterr().err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["名册.xlsx"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "没有写要导入的文件"),
        (["名册.xlsx", "--out", "x"], "没有写 --county"),
        (["名册.xlsx", "--county", COUNTY], "没有写 --out"),
        (["无.xlsx", "--county", COUNTY, "--out", "x"], "没有这个文件"),
        (["名册.xlsx", "--county", "1", "--out", "x"], "没有县代码"),
        (["名册.xlsx", "--county", COUNTY, "--out", "x", "--pack", "no"], "没有名为"),
        (["名册.xlsx", "--county", COUNTY, "--out", "名册.xlsx"], "不是文件夹"),
        (["--template", "a.txt"], ".xlsx 结尾"),
        (["--template", "名册.xlsx"], "不覆盖"),
        (["名册.xlsx", "--template", "a.xlsx"], "不要同时写"),
        (
            ["名册.xlsx", "--county", COUNTY, "--out", "x", "--mapping", "no.yaml"],
            "没有这个 mapping",
        ),
        (
            ["名册.xlsx", "--county", COUNTY, "--out", "x", "--date", "2019-01-01"],
            "早于数据包",
        ),
    ],
)
def test_a_command_that_cannot_be_done_is_misuse(words, said, book, capsys):
    assert run("import", *words) == 2
    assert said in capsys.readouterr().err


def test_the_example_in_the_first_scenario_is_one(book, tmp_path, capsys):
    run("import", book, "--county", COUNTY, "--out", "./mycounty")
    text = (tmp_path / "mycounty.yaml").read_text(encoding="utf-8")
    lines = [line[4:] for line in text.splitlines() if line.startswith("#   ")]
    (tmp_path / "close.yaml").write_text("\n".join(lines), encoding="utf-8")

    assert run("validate", "close.yaml") == 0, capsys.readouterr().err
    assert "rules" in "\n".join(lines)
