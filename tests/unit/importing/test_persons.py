"""What identifies a person is refused, and never repeated."""

from __future__ import annotations

import pytest
from county_workbooks import changed, faults, imported, registry, write_book, write_csv

PLACE = "名册.xlsx 工作表“Sheet1”"
IDENTITY = "450881194003021234"
MOBILE = "13812345678"


@pytest.mark.parametrize(
    ("heading", "value", "said"),
    [
        ("老人姓名", "张三", "个人姓名"),
        ("姓名", "欧阳小明", "个人姓名"),
        ("身份证号码", IDENTITY, "证件号码"),
        ("负责人", "李四", "负责人或联系人"),
        ("法定代表人", "王五", "负责人或联系人"),
        ("监护人", "王五", "负责人或联系人"),
        ("填报人", "王五", "负责人或联系人"),
        ("联系电话", MOBILE, "手机号码"),
        ("手机", 13812345678, "手机号码"),
        ("身份证", 450881194003021200.0, "证件号码"),
        ("包村干部", "李四", "负责人或联系人"),
        ("入住老人名单", "韦桂芳、李四", "老人名单"),
        ("名单", "韦桂芳", "老人名单"),
        ("银行账号", "6222021234567890123", "银行账号"),
        ("开户行", "农村信用社", "银行账号"),
        ("联系电话", "0775-3381234", "联系电话"),
        ("电话", "3381234", "联系电话"),
    ],
)
def test_a_column_of_persons_is_refused_as_a_whole(heading, value, said, tmp_path):
    cells = registry(**{heading: [value] * 4})

    found = faults(write_book(tmp_path / "名册.xlsx", cells))

    assert list(found) == [f"{PLACE}第1行H列“{heading}”"]
    text = "".join(found.values())
    assert said in text
    assert "删除整列" in text
    assert str(value) not in text


@pytest.mark.parametrize(
    "value",
    [
        IDENTITY,
        f"电话{MOBILE}",
        "138 1234 5678",
        "450881400302123",
        "450881 400302 123",
        "450881-19400302-1234",
        "450881 1940 0302 123X",
        "院长：韦桂芳",
        "另有护理员: 李四，负责夜班",
        "联系人：韦桂芳同志",
    ],
)
def test_a_cell_that_identifies_a_person_is_refused_wherever_it_is(value, tmp_path):
    cells = registry(备注=[None, value, None, None])

    found = faults(write_book(tmp_path / "名册.xlsx", cells))

    assert list(found) == [f"{PLACE}第3行H列"]
    assert value[-6:] not in "".join(found.values())


def test_a_number_of_a_person_among_beds_is_not_repeated(tmp_path):
    found = faults(write_book(tmp_path / "名册.xlsx", changed(1, "床位数", MOBILE)))

    assert list(found) == [f"{PLACE}第3行E列"]
    assert MOBILE not in "".join(found.values())


def test_persons_on_a_sheet_that_is_not_read_are_refused_too(tmp_path):
    sheets = {"Sheet1": registry(), "院民": [["姓名", "年龄"], ["张三", 80]]}

    found = faults(write_book(tmp_path / "名册.xlsx", sheets))

    assert list(found) == ["名册.xlsx 工作表“院民”第1行A列“姓名”"]


@pytest.mark.parametrize(
    "value",
    [
        "西山镇人民路12号，法人：桂平市民政局",
        "护理员：12人",
        "负责人：（签字）",
        "负责人： 审核人：",
        "2015-06-01 2016-07-02 2017-08-03",
        "院长由民政局委派",
        "面积450881平方米；联系人：见附件",
    ],
)
def test_addresses_offices_and_blanks_of_a_form_are_no_persons(value, tmp_path):
    cells = registry(地址=[f"西山镇 {value}", "", "", ""])

    assert faults(write_book(tmp_path / "名册.xlsx", cells)) == {}


def test_homes_offices_and_organisations_are_no_persons(tmp_path):
    cells = registry(
        办公电话=["0775-3381234"] * 4,
        统一社会信用代码=["52450881MJ12345678", "124508811234567890", "", ""],
        负责人=["", "", "", ""],
    )

    done = imported(write_book(tmp_path / "名册.xlsx", cells))

    assert len(done.homes) == 4
    assert any("H 办公电话" in notice.zh for notice in done.notices)


def test_nothing_of_a_person_is_in_what_is_written(tmp_path):
    cells = [*changed(0, "护理人员数", 26), ["填表人：张三丰", "", "", "", "", "", ""]]
    done = imported(write_csv(tmp_path / "名册.csv", cells))

    for path in done.folder.parent.rglob("*"):
        if path.is_file() and path.name != "名册.csv":
            assert "张三丰" not in path.read_text(encoding="utf-8")
