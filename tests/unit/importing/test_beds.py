"""Beds by kind from a total and a share, whatever of them a workbook has."""

from __future__ import annotations

import pytest
from county_workbooks import HEADINGS, ROWS, homes_of, registry, write_book


@pytest.mark.parametrize(("share", "nursing"), [("56%", 34), ("55%", 33), ("51%", 31)])
def test_a_share_of_the_beds_becomes_the_nearest_whole_number(share, nursing, tmp_path):
    """51 % of 60 are 30.6: rounding down would lose nursing beds in every home."""
    at = HEADINGS.index("护理型床位数")
    cells = registry(
        headings=[*HEADINGS[:at], "护理型床位占比", *HEADINGS[at + 1 :]],
        rows=[[*row[:at], share, *row[at + 1 :]] for row in ROWS],
    )

    homes = homes_of(write_book(tmp_path / "a.xlsx", cells))

    own = homes.loc["木乐镇敬老院"]
    assert own["beds_nursing"] == nursing
    assert own["beds_ordinary"] == 60 - nursing
