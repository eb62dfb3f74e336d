"""The workbook has the page's figures as numbers, and names as texts."""

from __future__ import annotations

import importlib.util
import re
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import ModuleType

import pandas as pd
import pytest
from python_calamine import CalamineWorkbook

import sim
from sim.report import PageData
from sim.report.page import page_words
from sim.report.words import Text, load_words
from sim.report.workbook.book import write_book
from sim.report.workbook.data import HomeFigures
from sim.report.workbook.run_sheets import WORDS, run_sheets
from sim.report.workbook.sheets import Column, Sheet, Value

CHINESE = re.compile(r"[\u4e00-\u9fff]")
OCCUPANCY = {f"{when}_{end}": 0.5 for when in ("first", "last")
             for end in ("mean", "low", "high")}  # fmt: skip
FAMILIES = ("sheet", "book", "column", "in_unit")
# Of these a key is put together in the code.
ENDINGS = re.compile("_(chart|of)$")
NAMES = ("=1+1", "+86 771", "-待核", "@SUM(A1)", "铃\x07声\x00", "{=A1}", "<b>")


@pytest.fixture(scope="module")
def ruled() -> ModuleType:
    path = Path(__file__).with_name("rule_pages.py")
    spec = importlib.util.spec_from_file_location("rule_pages_of_books", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def classes() -> HomeFigures:
    kind = {"tier": "township", "ownership": "public", "size": "20_to_39"}
    beds = {"homes": 3.5, "beds": 105.0, "beds_nursing": 40.0, "care_staff": 12.0}
    return HomeFigures(2021, 2030, by_class=pd.DataFrame([kind | beds | OCCUPANCY]))


def registry() -> HomeFigures:
    kind = {"tier": "township", "ownership": "public", "operation": "direct"}
    beds = {"beds": 30, "beds_nursing": 10, "care_staff": 3.0, "closing_share": 0.2}
    lines = [
        {"home_id": f"H{at}", "name": name, "county_code": "450000"} | kind | beds
        for at, name in enumerate(NAMES)
    ]
    return HomeFigures(2021, 2030, by_home=pd.DataFrame(lines).assign(**OCCUPANCY))


def written(data: PageData, homes: HomeFigures, path: Path, lang: str = "zh") -> Path:
    sheets = run_sheets(data, homes, page_words(data, WORDS))
    return write_book(path, sheets, lang, {"title": "x"})


def rows_of(path: Path, name: str) -> list[list[object]]:
    book = CalamineWorkbook.from_path(str(path))
    return [list(row) for row in book.get_sheet_by_name(name).to_python()]


def table(path: Path, name: str, first_head: str) -> pd.DataFrame:
    rows = rows_of(path, name)
    at = next(at for at, row in enumerate(rows) if row[0] == first_head)
    return pd.DataFrame(rows[at + 1 :], columns=rows[at])


def part(path: Path, number: int) -> str:
    with zipfile.ZipFile(path) as book:
        return book.read(f"xl/worksheets/sheet{number}.xml").decode()


@pytest.fixture(scope="module")
def book(full: PageData, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(full, classes(), tmp_path_factory.mktemp("book") / "run.xlsx")


def test_numbers_by_year_are_those_of_the_summary(full: PageData, book: Path) -> None:
    found = table(book, "逐年", "指标")
    own = found[(found["指标"] == "入住率") & (found["范围"] == "公办合计")]

    known = full.summary
    same = known[
        (known["area_level"] == "region")
        & (known["indicator"] == "occupancy_rate")
        & (known["ownership"] == "public")
        & (known["tier"] == "all")
    ].sort_values("year")
    for head, column in (("均值", "mean"), ("80%区间下限", "low")):
        line = own[own["统计量"] == head].iloc[0]
        got = [line[f"{year}年"] for year in same["year"]]
        assert got == pytest.approx(same[column].tolist(), rel=1e-12)


def test_counties_run_from_the_emptiest_to_the_fullest(book: Path) -> None:
    found = table(book, "分县", "区划代码")

    rates = found.iloc[:24, 3].tolist()
    assert len(rates) == 24
    assert rates == sorted(rates)
    assert all(isinstance(code, str) for code in found.iloc[:24, 0])


def test_sheets_can_be_filtered_and_printed(book: Path) -> None:
    names = CalamineWorkbook.from_path(str(book)).sheet_names

    assert names == [
        *("摘要", "政策目标", "机构", "分县", "逐年", "搬迁"),
        *("参数与假设", "历次变动", "资料来源"),
    ]
    years = part(book, names.index("逐年") + 1)
    assert 'state="frozen"' in years
    assert "<autoFilter" in years
    assert 'paperSize="9"' in years
    assert 'orientation="landscape"' in years
    with zipfile.ZipFile(book) as file:
        told = file.read("xl/workbook.xml").decode()
        charts = [one for one in file.namelist() if "charts/chart" in one]
        styles = file.read("xl/styles.xml").decode()
    assert "_xlnm.Print_Titles" in told
    assert len(charts) == 3
    assert "0.0%" in styles
    assert "yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;" in styles


def test_a_name_is_never_a_formula(full: PageData, tmp_path: Path) -> None:
    real = replace(full, synthetic_registry=False)
    path = written(real, registry(), tmp_path / "real.xlsx")

    found = table(path, "机构", "机构编号")["名称"].tolist()[: len(NAMES)]
    assert found == ["=1+1", "+86 771", "-待核", "@SUM(A1)", "铃声", "{=A1}", "<b>"]
    with zipfile.ZipFile(path) as file:
        sheets = [one for one in file.namelist() if "worksheets/sheet" in one]
        assert not any(b"<f>" in file.read(one) for one in sheets)


def test_drawn_homes_are_told_by_class(book: Path) -> None:
    found = table(book, "机构", "层级")

    assert found.iloc[0, :4].tolist() == ["乡镇", "公办", "20至39张", 3.5]


def test_a_median_keeps_its_range(
    full: PageData, ruled: ModuleType, tmp_path: Path
) -> None:
    data = replace(full, rules=ruled.rules_data())
    path = written(data, classes(), tmp_path / "ruled.xlsx")

    told = [str(cell) for row in rows_of(path, "规则与处置") for cell in row]
    assert "2（1至3）" in told


def test_the_english_book_has_english_heads(full: PageData, tmp_path: Path) -> None:
    path = written(full, classes(), tmp_path / "words.xlsx", "en")

    names = CalamineWorkbook.from_path(str(path)).sheet_names
    heads = [str(cell) for name in names for cell in rows_of(path, name)[0]]
    assert names[0] == "Summary"
    assert not [one for one in (*names, *heads) if CHINESE.search(one)]


def test_every_word_has_a_use_and_both_languages() -> None:
    folder = Path(sim.__file__).parent / "report" / "workbook"
    code = "".join(one.read_text("utf-8") for one in folder.glob("*.py"))

    for family in FAMILIES:
        own = load_words(WORDS).family(family)
        assert own
        for name, text in own.items():
            assert re.search(rf"\b{ENDINGS.sub('', name)}\b", code), name
            assert text.zh
            assert text.en
            assert not CHINESE.search(text.en)
            parts = (set(re.findall(r"{(\w+)}", one)) for one in text)
            assert len(set(map(frozenset, parts))) == 1, name


def test_a_book_that_cannot_be_written_leaves_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "report.xlsx"
    path.write_bytes(b"old")
    broken = Sheet(Text.of("x"), Text.of("x"), [Column(Text.of("a"))], [["a", "b"]])

    with pytest.raises(ValueError, match="argument 2 is shorter"):
        write_book(path, [broken], "zh", {})

    assert path.read_bytes() == b"old"
    assert [one.name for one in tmp_path.iterdir()] == ["report.xlsx"]


def test_days_and_shares_are_numbers(tmp_path: Path) -> None:
    kinds = [Column(Text.of(name)) for name in "ab"]
    rows = [[Value(date(2030, 12, 31), "date"), Value(0.25, "share")]]
    sheet = Sheet(Text.of("x"), Text.of("x"), kinds, rows)

    path = write_book(tmp_path / "x.xlsx", [sheet], "zh", {})

    assert rows_of(path, "x")[2] == [date(2030, 12, 31), 0.25]
