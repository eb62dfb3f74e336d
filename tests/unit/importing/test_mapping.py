"""The mapping of columns: shown, written, corrected, used again."""

from __future__ import annotations

import pytest
from county_workbooks import BEDS, faults, imported, registry, write_book

from sim.importing import RequestError
from sim.importing.faults import letters
from sim.importing.headings import find_layout
from sim.importing.mapping import read_mapping
from sim.importing.sheets import Sheet
from sim.importing.vocabulary import KINDS, vocabulary


@pytest.fixture
def done(tmp_path):
    headings = ["甲", "乡镇", "所有制", "层级", "乙", "护理型床位数", "护理人员数"]
    odd = write_book(tmp_path / "odd.xlsx", registry(headings=headings))
    plain = imported(write_book(tmp_path / "名册.xlsx", registry(序号=[1, 2, 3, 4])))
    return odd, plain


def corrected(done, tmp_path, **changes):
    text = done[1].mapping.read_text(encoding="utf-8")
    for old, new in {"机构名称": "甲", "床位数": "乙", **changes}.items():
        text = text.replace(f'heading: "{old}"', f'heading: "{new}"')
    text = text.replace("名册.xlsx", "odd.xlsx")
    path = tmp_path / "corrected.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_mapping_that_was_written_gives_the_same_pack(done, tmp_path):
    again = imported(
        tmp_path / "名册.xlsx", mapping=done[1].mapping, out=tmp_path / "again"
    )

    first = (done[1].folder / "homes.csv").read_bytes()
    assert (again.folder / "homes.csv").read_bytes() == first


def test_a_corrected_mapping_reads_headings_that_nobody_knows(done, tmp_path):
    assert faults(done[0])

    again = imported(done[0], mapping=corrected(done, tmp_path), out=tmp_path / "again")

    assert sum(home.beds for home in again.homes) == BEDS


def test_a_mapping_keeps_what_its_owner_wrote(done, tmp_path):
    path = corrected(done, tmp_path)
    before = path.read_bytes()

    imported(done[0], mapping=path, out=tmp_path / "again")

    assert path.read_bytes() == before


def test_a_column_of_the_mapping_that_is_not_there_is_named(done, tmp_path):
    path = corrected(done, tmp_path, 乡镇="丙")

    found = faults(done[0], mapping=path, out=tmp_path / "again")

    assert any("找不到 corrected.yaml 里写的列“丙”" in text for text in found.values())


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("means: beds_nursing", "means: bedz", "means 写的是“bedz”"),
        ("holds: homes", "holds: house", "holds 写的是“house”"),
        ("ruralbeds-mapping/1", "other/1", "format"),
        ("date: 2025-12-31", "date: soon", "date “soon”"),
        ("tables:", "tablets:", "不认识的键“tablets”"),
        ("{first: 1, last: 1}", "1", "heading 应为"),
        ("tables:", "tables: [", "YAML"),
    ],
)
def test_a_faulty_mapping_is_refused(old, new, said, done, tmp_path):
    path = tmp_path / "bad.yaml"
    text = done[1].mapping.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")

    with pytest.raises(RequestError, match=said):
        read_mapping(path)


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_is_known_by_its_own_labels(kind):
    for name, one in vocabulary().fields[kind].items():
        for text in (one.zh, one.en, f"{one.zh}\n{one.en}", name):
            found = find_layout(
                Sheet("a", "", 0, [[text, *others(kind, name)]])
            ).columns.get(0)
            assert found is not None, text
            assert found.id == name, text


def others(kind: str, left_out: str) -> list[str]:
    """Return headings beside one, so that the table is of its kind."""
    fields = vocabulary().fields[kind]
    return [one.zh for name, one in fields.items() if name != left_out]


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("床位数（张）", "beds"),
        ("核定床位", "beds"),
        ("开放床位/张", "beds"),
        ("在院人数 / 人", "residents"),
        ("公/民办", "ownership"),
        ("养老床位总数", "beds"),
        ("其中：护理型", "beds_nursing"),
        ("护理型床位（张）*", "beds_nursing"),
        ("护理型床位占比（%）", "nursing_share"),
        ("护理员", "care_staff"),
        ("入住老人数", "residents"),
        ("在院老人（人）", "residents"),
        ("其中特困人员", "residents_guaranteed"),
        ("集中供养特困人员数", "residents_guaranteed"),
        ("失能老人数", "residents_disabled"),
        ("是否通过消防验收", "fire_safety_ok"),
        ("消防达标情况", "fire_safety_ok"),
        ("公办/民办", "ownership"),
        ("机构类别", "kind"),
        ("运营模式", "operation"),
        ("建成时间", "opened"),
        ("投入使用年份", "opened"),
        ("设备使用年限", "equipment_age_years"),
        ("是否具备改造条件", "upgradable"),
        ("是否对社会开放", "accepts_social"),
        ("社会老人", "accepts_social"),
        ("社会老人（人）", "residents_social"),
        ("社会老人/人", "residents_social"),
        ("社会老人数", "residents_social"),
        ("详细地址", "address"),
        ("所在镇（乡、街道）", "township"),
    ],
)
def test_synonyms_of_headings_are_known(heading, field):
    cells = [["机构名称", heading, "入住率", "备注", "经度", "纬度", "机构编号"]]

    found = find_layout(Sheet("a", "", 0, cells)).columns

    assert 1 in found, heading
    assert found[1].id == field


def test_columns_have_the_letters_of_a_spreadsheet():
    assert [letters(n) for n in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
