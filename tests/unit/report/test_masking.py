"""Four people are a handful that is not told; five are told."""

from __future__ import annotations

import pandas as pd
import pytest

from sim.report.masking import HIDDEN, SMALL, is_small, masked, masked_occupancy

HOMES = pd.DataFrame(
    {
        "home_id": list("ABC"),
        "county_code": "450881",
        "tier": "township",
        "ownership": "public",
        "operation": "direct",
        "beds_ordinary": 8,
        "beds_nursing": 2,
    }
)


@pytest.mark.parametrize(
    ("count", "hidden"), [(0, False), (0.4, True), (4, True), (5, False)]
)
def test_fewer_than_five_are_few_and_nobody_is_nobody(count, hidden):
    assert is_small(count) is hidden


def figures(residents: dict[str, float]) -> pd.DataFrame:
    """Return residents and occupancy of homes of ten beds."""
    rows = [
        {
            "area_level": "home",
            "area_code": home,
            "tier": "all",
            "ownership": "all",
            "operation": "all",
            "residence": "all",
            "indicator": indicator,
            "unit": unit,
            "year": 2025,
            "value": number * size,
        }
        for home, number in residents.items()
        for indicator, unit, size in (
            ("residents", "residents", 1.0),
            ("occupancy_rate", "share", 0.1),
        )
    ]
    return pd.DataFrame(rows)


def shown(table: pd.DataFrame, indicator: str) -> list[object]:
    return table.loc[table["indicator"] == indicator, "value"].tolist()


def test_four_residents_are_hidden_with_what_tells_them_and_the_next_smallest():
    table = masked(figures({"A": 4.0, "B": 7.0, "C": 9.0}), HOMES)

    assert shown(table, "residents") == [SMALL, HIDDEN, 9.0]
    assert shown(table, "occupancy_rate") == [HIDDEN, HIDDEN, pytest.approx(0.9)]


def test_five_residents_and_an_empty_home_are_shown():
    table = figures({"A": 5.0, "B": 0.0, "C": 9.0})

    pd.testing.assert_frame_equal(masked(table, HOMES), table, check_dtype=False)


def test_an_occupancy_beside_the_beds_is_hidden_below_five_residents():
    table = pd.DataFrame({"home_id": list("ABC"), "rate": [0.4, 0.5, 0.0]})

    found = masked_occupancy(table, HOMES, ["rate"])

    assert found["rate"].tolist() == [HIDDEN, 0.5, 0.0]
