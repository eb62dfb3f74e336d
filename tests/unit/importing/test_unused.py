"""Where an import fails, the columns that were not understood are named."""

from __future__ import annotations

import pytest
from county_workbooks import HEADINGS, ROWS, changed, imported, registry, write_book

from sim.importing import ImportRefusedError


def shown(path):
    with pytest.raises(ImportRefusedError) as caught:
        imported(path)
    return caught.value.shown


def test_a_column_nobody_knows_is_named_when_the_import_fails(tmp_path):
    cells = changed(1, "床位数", "六十", 床铺情况=[1, 2, 3, 4], 备注=["好"] * 4)

    told = shown(write_book(tmp_path / "名册.xlsx", cells))

    assert "名册.xlsx 工作表“Sheet1”：没有看懂的列：H1“床铺情况”\n" in told.zh
    assert "columns not understood: H1 “床铺情况”\n" in told.en
    assert "--template" in told.zh
    assert "--mapping" in told.en


def test_nothing_is_said_where_every_column_is_understood(tmp_path):
    told = shown(write_book(tmp_path / "名册.xlsx", changed(1, "床位数", "六十")))

    assert "没有看懂" not in told.zh


def test_the_row_most_like_a_heading_is_shown_where_none_was_found(tmp_path):
    headings = ["院舍叫法", *HEADINGS[1:]]
    cells = [["名册"], headings, *ROWS]

    told = shown(write_book(tmp_path / "名册.xlsx", cells))

    assert "没有看懂的列：A2“院舍叫法”" in told.zh
    assert "桂平市社会福利院" not in told.zh


@pytest.mark.parametrize(("residents", "told"), [({}, 4), ({"在院人数": [9] * 4}, 0)])
def test_an_occupancy_without_residents_is_said_to_tell_no_home_apart(
    residents, told, tmp_path
):
    cells = registry(入住率=["45%"] * 4, **residents)

    done = imported(write_book(tmp_path / "名册.xlsx", cells))

    said = [one.zh for one in done.notices if "只写了入住率" in one.zh]
    assert len(said) == bool(told)
    assert all(f"有 {told} 家" in one for one in said)
