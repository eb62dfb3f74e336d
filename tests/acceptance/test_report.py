"""`ruralbeds report`: what people read of a stored folder, made anew without a run."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import zipfile

import pandas as pd
import pytest
from python_calamine import CalamineWorkbook
from run_folders import folder_of, manifest_of, tables

TEACHING = "scenarios/teaching"
ONE, OTHER = (f"{TEACHING}/two_homes{name}.yaml" for name in ("", "_out_of_reach"))
FEW = ("--replications", 2, "--jobs", 1)


@pytest.fixture(scope="module")
def made(ruralbeds, root, tmp_path_factory):
    """Two runs and their comparison; tests work on copies."""
    cwd = tmp_path_factory.mktemp("stored")
    shutil.copytree(root / TEACHING, cwd / TEACHING)
    for name in (ONE, OTHER):
        text = (cwd / name).read_text("utf-8")
        if "question:" not in text:
            text += "question: {zh: 远的一家开不开, en: Does the far home matter}\n"
            (cwd / name).write_text(text, encoding="utf-8")
    done = ruralbeds("compare", ONE, OTHER, *FEW, "--lang", "zh", cwd=cwd)
    assert done.returncode == 0, done.stderr
    return cwd


@pytest.fixture
def cwd(made, tmp_path):
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    return tmp_path


def newest(cwd, name="two-homes"):
    return max((cwd / "results" / name).iterdir())


def test_page_workbook_and_briefing_come_back_and_the_tables_stay(ruralbeds, cwd):
    run = newest(cwd)
    before, told = tables(run), manifest_of(run)
    (run / "report.html").unlink()
    (run / "report.xlsx").unlink()
    words = ("--format", "html,xlsx,docx", "--lang", "en")

    done = ruralbeds("report", "results/two-homes", *words, cwd=cwd)

    assert done.returncode == 0, done.stderr
    assert folder_of(done, cwd) == run
    assert "simulating" not in done.stderr
    now = manifest_of(run)
    for name in ("report.html", "report.xlsx", "report.docx"):
        assert now["outputs"][name]["bytes"] == (run / name).stat().st_size
    (run / "report.docx").unlink()
    assert tables(run) == before
    assert {**now, "outputs": 0} == {**told, "outputs": 0, "page_language": "en"}
    page = (run / "report.html").read_text("utf-8")
    assert re.search('<html lang="(.*?)"', page)[1] == "en"


def test_the_workbook_has_the_figures_of_the_summary(cwd):
    run = newest(cwd)
    book = CalamineWorkbook.from_path(str(run / "report.xlsx"))
    rows = book.get_sheet_by_name("逐年").to_python()
    at = next(at for at, row in enumerate(rows) if row[0] == "指标")
    found = pd.DataFrame(rows[at + 1 :], columns=rows[at])
    summary = pd.read_csv(run / "summary.csv", encoding="utf-8-sig")
    whole = summary[
        (summary["area_level"] == "region")
        & (summary[["tier", "ownership", "operation", "residence"]] == "all").all(
            axis=1
        )
    ]

    checked = 0
    for indicator, label in (("occupancy_rate", "入住率"), ("residents", "入住人数")):
        own = found[(found["指标"] == label) & (found["范围"] == "全部机构")]
        for statistic, head in (("mean", "均值"), ("high", "80%区间上限")):
            line = own[own["统计量"] == head].iloc[0]
            known = whole[whole["indicator"] == indicator].set_index("year")[statistic]
            for year, value in known.items():
                assert line[f"{year}年"] == pytest.approx(value, rel=1e-12)
                checked += 1
    assert checked > 20


def test_a_comparison_has_all_three(ruralbeds, cwd):
    compared = newest(cwd, "compare-two-homes-two-homes-out-of-reach")

    done = ruralbeds("report", compared, "--format", "xlsx,docx", cwd=cwd)

    assert done.returncode == 0, done.stderr
    names = CalamineWorkbook.from_path(str(compared / "report.xlsx")).sheet_names
    assert names[:3] == ["摘要", "方案差异", "政策目标"]
    with zipfile.ZipFile(compared / "report.docx") as file:
        told = file.read("word/document.xml").decode()
    assert "成对" in told
    assert "{{" not in told


def test_a_sweep_has_page_and_workbook_and_no_briefing(ruralbeds, cwd):
    sweep = f"{TEACHING}/swept.yaml"
    (cwd / sweep).write_text(
        "format: ruralbeds-scenario/1\nid: swept\ntitle: {zh: 甲, en: A}\n"
        "extends: two_homes\nquestion: {zh: 远近, en: Reach}\nsweeps:\n"
        "  reach: {vary: {choice.max_minutes: [45]}, design: grid}\n",
        encoding="utf-8",
    )
    done = ruralbeds("sweep", sweep, "--replications", 1, "--jobs", 1, cwd=cwd)
    folder = folder_of(done, cwd)
    page = (folder / "report.html").read_bytes()
    (folder / "report.html").unlink()

    again = ruralbeds("report", folder, cwd=cwd)
    refused = ruralbeds("report", folder, "--format", "docx", "--lang", "en", cwd=cwd)

    assert again.returncode == 0, again.stderr
    assert (folder / "report.html").read_bytes() == page
    book = CalamineWorkbook.from_path(str(folder / "report.xlsx"))
    assert book.sheet_names == ["试算结果", "取值点"]
    assert refused.returncode == 2
    assert "is a sweep, which has no briefing" in refused.stderr


def test_damage_and_halves_get_a_sentence_and_nothing_is_written(ruralbeds, cwd):
    run = newest(cwd)
    whole = (run / "indicators.parquet").read_bytes()
    page = (run / "report.html").read_bytes()

    (run / "indicators.parquet").write_bytes(whole[:-9])
    damaged = ruralbeds("report", run, "--lang", "en", cwd=cwd)
    (run / "indicators.parquet").unlink()
    missing = ruralbeds("report", run, cwd=cwd)
    (run / "indicators.parquet").write_bytes(whole)
    manifest = manifest_of(run)
    text = json.dumps({**manifest, "status": "partial"})
    (run / "manifest.json").write_text(text, encoding="utf-8")
    partial = ruralbeds("report", run, "--lang", "en", cwd=cwd)
    (run / "manifest.json").write_text("{", encoding="utf-8")
    garbled = ruralbeds("report", run, "--lang", "en", cwd=cwd)

    assert (damaged.returncode, missing.returncode) == (3, 3)
    assert "indicators.parquet: damaged, or changed since the run" in damaged.stderr
    assert "indicators.parquet：文件缺失" in missing.stderr
    assert partial.returncode == 2
    assert "not completed" in partial.stderr
    assert garbled.returncode == 3
    assert "manifest.json: damaged" in garbled.stderr
    assert (run / "report.html").read_bytes() == page
    for done in (damaged, missing, partial, garbled):
        assert done.stdout == ""
        assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ((), "no folder of results"),
        (("results/two-homes", "--format", "pdf"), "there is no format 'pdf'"),
        (("results/two-homes", "--template", "x.docx"), "write --format docx beside"),
        (
            ("results/two-homes", "--format", "docx", "--template", "none.docx"),
            "there is no such template",
        ),
        (("nowhere",), "there is no such folder"),
        (("scenarios",), "there is no complete run in it"),
        (("--new-template", "form.doc"), "must end in .docx"),
        (("results/two-homes", "--boundaries", "own.geojson"), "whose map it is"),
    ],
)
def test_misuse_is_told(ruralbeds, cwd, words, sentence):
    code = manifest_of(newest(cwd))["area"]["counties"][0]
    write_square(cwd / "own.geojson", code)

    done = ruralbeds("report", *words, "--lang", "en", cwd=cwd)

    assert done.returncode == 2, done.stderr
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr


def test_a_template_of_the_office_is_filled_and_its_faults_are_told(ruralbeds, cwd):
    form = ruralbeds("report", "--new-template", "form.docx", cwd=cwd)
    again = ruralbeds("report", "--new-template", "form.docx", cwd=cwd)
    words = ("--format", "docx", "--template", "form.docx")
    filled = ruralbeds("report", "results/two-homes", *words, cwd=cwd)
    with zipfile.ZipFile(cwd / "form.docx") as file:
        parts = {one: file.read(one) for one in file.namelist()}
    with zipfile.ZipFile(cwd / "form.docx", "w") as file:
        for name, content in parts.items():
            file.writestr(name, content.replace(b"{{ question }}", b"{{ quest }}"))
    faulty = ruralbeds("report", "results/two-homes", *words, cwd=cwd)

    assert form.stdout.strip() == "form.docx"
    assert (again.returncode, filled.returncode, faulty.returncode) == (2, 0, 2)
    assert "不覆盖" in again.stderr
    assert "没有“quest”这个字段" in faulty.stderr
    assert "targets_reading" in faulty.stderr


def write_square(path, code):
    ring = [[108, 22], [109, 22], [109, 23], [108, 23], [108, 22]]
    shape = {"type": "Polygon", "coordinates": [ring]}
    feature = {"type": "Feature", "id": code, "geometry": shape, "properties": {}}
    content = {"type": "FeatureCollection", "features": [feature]}
    path.write_text(json.dumps(content), encoding="utf-8")


def test_a_workbook_that_was_saved_again_costs_no_new_run(ruralbeds, cwd):
    run = newest(cwd)
    (run / "report.xlsx").write_bytes(b"saved by another program")

    done = ruralbeds("run", ONE, *FEW, "--lang", "zh", cwd=cwd)

    assert "已经算完" in done.stderr
    assert folder_of(done, cwd) == run


def test_the_planners_own_map_stays_with_the_run(ruralbeds, cwd):
    write_square(cwd / "own.geojson", "990101")
    own = ("--boundaries", "own.geojson", "--map-note", "审图号：桂S(2024)12号")
    words = ("--replications", 1, "--jobs", 1, "--no-events", "--lang", "en")
    place = f"{TEACHING}/small_county.yaml"

    done = ruralbeds("run", place, *words, *own, cwd=cwd)
    run = folder_of(done, cwd)
    later = ruralbeds("report", run, "--format", "html", cwd=cwd)

    assert (done.returncode, later.returncode) == (0, 0), done.stderr
    assert "counties have no outline and stay blank: 9901" in done.stderr
    manifest = manifest_of(run)
    assert manifest["map_note"] == "审图号：桂S(2024)12号"
    assert "boundaries.geojson" in manifest["outputs"]
    assert "审图号：桂S(2024)12号" in (run / "report.html").read_text("utf-8")


def test_a_bad_map_is_told_before_anything_is_run(ruralbeds, cwd):
    (cwd / "own.geojson").write_text("[]", encoding="utf-8")
    own = ("--boundaries", "own.geojson", "--map-note", "x", "--out", "elsewhere")

    done = ruralbeds("run", ONE, *FEW, *own, "--lang", "en", cwd=cwd)

    assert done.returncode == 3
    assert "own.geojson: no GeoJSON collection" in done.stderr
    assert not (cwd / "elsewhere").exists()


@pytest.mark.long
@pytest.mark.parametrize(
    "name", ["two-homes", "compare-two-homes-two-homes-out-of-reach"]
)
def test_libreoffice_opens_both_without_a_word(ruralbeds, cwd, name):
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("needs LibreOffice: apt-get install libreoffice-calc and -writer")
    folder = newest(cwd, name)
    ruralbeds("report", folder, "--format", "xlsx,docx", cwd=cwd)

    start = [office, f"-env:UserInstallation=file://{cwd}/profile", "--headless"]
    start += ["--convert-to", "pdf"]
    for file in ("report.xlsx", "report.docx"):
        out = cwd / "pdf" / file
        done = subprocess.run(
            [*start, "--outdir", str(out), str(folder / file)],
            capture_output=True,
            text=True,
            timeout=300,
            check=True,
        )

        pdf = out / "report.pdf"
        assert pdf.stat().st_size > 20_000
        assert "rror" not in done.stdout + done.stderr
        if shutil.which("pdftotext"):
            told = subprocess.run(
                ["pdftotext", str(pdf), "-"], capture_output=True, check=True
            ).stdout.decode()
            assert "80%" in re.sub(r"\s", "", told)
            assert "#NAME?" not in told
            assert "#VALUE!" not in told
