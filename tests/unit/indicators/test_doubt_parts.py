"""Chance and ignorance of a figure, on a summary of two rows."""

from __future__ import annotations

import pandas as pd
import pytest

from sim.indicators.doubt_parts import Wanted, doubt_parts


def summary(**changes: float) -> pd.DataFrame:
    row = {
        **{"area_level": "region", "year": 2030, "indicator": "occupancy_rate"},
        **{"tier": "all", "ownership": "public", "operation": "all"},
        **{"residence": "all", "mean": 0.5, "sd_chance": 0.03, "sd_ignorance": 0.04},
    }
    return pd.DataFrame([row | changes, row | {"ownership": "all", "sd_chance": 9.0}])


PUBLIC = {"public": Wanted("occupancy_rate", {"ownership": "public"})}


def test_ignorance_is_its_share_of_the_variance() -> None:
    parts = doubt_parts(summary(), 2030, PUBLIC)

    assert list(parts["name"]) == ["public"]
    assert parts["ignorance_share"].item() == pytest.approx(16 / 25)


def test_what_has_no_spread_or_none_known_is_left_out() -> None:
    still = summary(sd_chance=0.0, sd_ignorance=0.0)
    unknown = summary(sd_chance=float("nan"))

    assert doubt_parts(still, 2030, PUBLIC).empty
    assert doubt_parts(unknown, 2030, PUBLIC).empty
    assert doubt_parts(summary(), 2029, PUBLIC).empty
    assert doubt_parts(summary().drop(columns="sd_chance"), 2030, PUBLIC).empty
