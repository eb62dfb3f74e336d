"""The briefing: an official paper that is no surer than the run."""

from __future__ import annotations

import importlib.util
import re
import zipfile
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import docx
import pytest

from sim.report import PageData
from sim.report.briefing.fields import FIELDS, plain
from sim.report.briefing.looks import LOOKS
from sim.report.briefing.make_templates import make
from sim.report.briefing.run_fields import run_fields, watermark
from sim.report.briefing.template import TemplateError, fill, shipped, write_shipped
from sim.report.page import page_words
from sim.report.words import Words, load_words

WORDS = "briefing_words.yaml"
CHINESE = re.compile(r"[\u4e00-\u9fff]")


@pytest.fixture(scope="module")
def ruled(full: PageData) -> PageData:
    path = Path(__file__).with_name("rule_pages.py")
    spec = importlib.util.spec_from_file_location("rule_pages_of_papers", path)
    assert spec is not None
    assert spec.loader is not None
    module: ModuleType = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return replace(full, rules=module.rules_data())


@pytest.fixture(scope="module")
def told(full: PageData) -> dict[str, object]:
    return fields_of(full)


@pytest.fixture(scope="module")
def own_words(ruled: PageData) -> Words:
    return page_words(ruled, WORDS)


def fields_of(data: PageData, lang: str = "zh") -> dict[str, object]:
    told: dict[str, object] = plain(run_fields(data, page_words(data, WORDS)), lang)
    return told


def text_of(path: Path) -> str:
    document = docx.Document(str(path))
    lines = [one.text for one in document.paragraphs]
    for table in document.tables:
        lines += [cell.text for row in table.rows for cell in row.cells]
    return "\n".join(lines)


def template(path: Path, *lines: str) -> Path:
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    document.save(str(path))
    return path


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_paper_has_all_sections_and_no_open_field(
    ruled: PageData, lang: str, tmp_path: Path
) -> None:
    path = fill(shipped(lang), fields_of(ruled, lang), tmp_path / "report.docx")

    said = text_of(path)
    for head in LOOKS[lang].heads[:-1]:
        assert head in said
    assert "{{" not in said
    assert "{%" not in said
    share = "80%区间" if lang == "zh" else "80% interval"
    assert share in said
    assert [one.name for one in tmp_path.iterdir()] == ["report.docx"]


def test_every_field_is_described_and_there_is_none_beside(
    told: dict[str, object],
) -> None:
    assert set(told) == set(FIELDS)


def test_what_nobody_approved_has_a_watermark(
    full: PageData, told: dict[str, object], own_words: Words, tmp_path: Path
) -> None:
    marks = {}
    for status in ("draft", "reviewed", "approved"):
        mark = watermark(replace(full, status=status), own_words).zh
        path = tmp_path / f"{status}.docx"
        fill(shipped("zh"), {**told, "watermark": mark, "annexes": []}, path)
        with zipfile.ZipFile(path) as file:
            head = next(one for one in file.namelist() if "header" in one)
            marks[status] = re.findall('string="(.*?)"', file.read(head).decode())

    assert marks == {"draft": ["草　稿"], "reviewed": ["草　稿"], "approved": [""]}


def test_a_drawn_register_decides_nothing_about_a_home(
    full: PageData, told: dict[str, object]
) -> None:
    real = fields_of(replace(full, synthetic_registry=False))["decisions"]

    assert "不得据此决定某一家机构的去留" in str(told["decisions"])
    assert "不得据此决定某一家机构的去留" not in str(real)
    assert "须实地核实" in str(real)


def test_doubtful_targets_are_named_and_left_to_people(
    told: dict[str, object],
) -> None:
    assert re.search("预计达不到或把握不大.*主管部门决定", str(told["decisions"]))


def test_the_english_paper_has_no_chinese_of_ours(ruled: PageData) -> None:
    said = fields_of(ruled, "en")

    for name in ("title", "basis", "situation", "results", "risks", "decisions"):
        assert not CHINESE.search(str(said[name])), name


def test_an_unknown_field_is_named_with_the_list_of_fields(
    told: dict[str, object], tmp_path: Path
) -> None:
    own = template(tmp_path / "own.docx", "{{ title }}", "{{ tittle }}")

    with pytest.raises(TemplateError) as raised:
        fill(own, told, tmp_path / "report.docx")

    assert "没有“tittle”这个字段" in raised.value.told.zh
    assert "there is no field tittle" in raised.value.told.en
    assert all(name in raised.value.told.zh for name in FIELDS)
    assert not (tmp_path / "report.docx").exists()


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("{{ targets[0].nmae }}", "asks for what there is not"),
        ("{%p for one in basis %}", "written wrongly"),
        ("{{ title.__class__.__mro__ }}", "asks for what there is not"),
        ("{% for one in range(10000000) %}{% endfor %}", "asks for what there is not"),
    ],
)
def test_a_template_written_wrongly_is_told(
    told: dict[str, object], tmp_path: Path, line: str, sentence: str
) -> None:
    own = template(tmp_path / "own.docx", line)

    with pytest.raises(TemplateError, match=sentence):
        fill(own, told, tmp_path / "report.docx")


def test_what_is_no_word_file_is_told(told: dict[str, object], tmp_path: Path) -> None:
    own = tmp_path / "own.docx"
    own.write_bytes(b"not a zip")

    with pytest.raises(TemplateError, match=r"no \.docx of Word"):
        fill(own, told, tmp_path / "report.docx")


def test_titles_stay_text(told: dict[str, object], tmp_path: Path) -> None:
    title = "甲<script>&{{ x }}\x07乙"

    path = fill(shipped("zh"), {**told, "title": title}, tmp_path / "report.docx")

    assert "甲<script>&{{ x }}乙" in text_of(path)


def test_an_office_takes_the_shipped_template_and_changes_it(
    told: dict[str, object], tmp_path: Path
) -> None:
    own = tmp_path / "own.docx"
    write_shipped(own, "zh")
    document = docx.Document(str(own))
    document.paragraphs[0].insert_paragraph_before("某某县民政局简报")
    document.save(str(own))

    said = text_of(fill(own, told, tmp_path / "report.docx"))

    assert said.startswith("某某县民政局简报")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_shipped_templates_are_those_that_the_script_makes(lang: str) -> None:
    made, there = make(lang), docx.Document(str(shipped(lang)))

    assert made.element.xml == there.element.xml
    assert made.styles.element.xml == there.styles.element.xml
    margins = there.sections[0]
    sides = ("top", "bottom", "left", "right")
    assert [round(getattr(margins, f"{side}_margin").mm) for side in sides] == [
        *(37, 35, 28, 26),
    ]


def test_every_word_is_in_both_languages() -> None:
    for key, text in load_words(WORDS).items():
        if key.startswith("brief"):
            assert text.zh
            assert text.en
            assert not CHINESE.search(text.en)
