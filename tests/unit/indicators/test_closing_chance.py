"""How surely homes close, with intervals and places."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from sim.indicators.closing_chance import CHANCES, closing_chances, share_interval


def shares(**share: float) -> pd.DataFrame:
    kind = {"county_code": "1", "tier": "township", "size": "under_20"}
    return pd.DataFrame(
        [{**kind, "home_id": name, "share": one} for name, one in share.items()]
    ).assign(repetitions=10)


def test_nothing_seen_in_ten_trials_is_not_never():
    low, high = share_interval(np.array([0.0, 0.5, 1.0]), 10)

    # Wilson's intervals of 0, 5 and 10 of 10, as textbooks have them.
    assert low == pytest.approx([0.0, 0.2366, 0.7225], abs=1e-4)
    assert high == pytest.approx([0.2775, 0.7634, 1.0], abs=1e-4)


def test_homes_stand_by_how_surely_they_close_over_all_scenarios():
    tables = {"mild": shares(a=0.0, b=0.1), "harsh": shares(a=1.0, b=0.3, c=0.0)}

    table = closing_chances(tables, 10)

    assert table["home_id"].drop_duplicates().tolist() == ["a", "b", "c"]
    # The rules of `mild` do not look at c.
    assert len(table) == 5
    own = table[(table["home_id"] == "b") & (table["scenario"] == "harsh")].iloc[0]
    assert (own["closed"], own["repetitions"]) == (3, 10)
    assert own["mean_share"] == pytest.approx(0.2)


def test_homes_whose_intervals_overlap_have_no_order():
    places = closing_chances({"x": shares(a=1.0, b=0.9, c=0.0)}, 10)

    of = places.set_index("home_id")[["place_from", "place_to"]].to_dict("index")
    assert of["a"] == {"place_from": 1, "place_to": 2}
    assert of["b"] == {"place_from": 1, "place_to": 2}
    assert of["c"] == {"place_from": 3, "place_to": 3}


def test_of_several_draws_the_draws_count():
    few, many = (closing_chances({"x": shares(a=0.5)}, n).iloc[0] for n in (2, 20))

    assert few["high"] - few["low"] > 2 * (many["high"] - many["low"])


def test_without_rules_that_end_homes_there_is_no_row():
    assert list(closing_chances({}, 10).columns) == list(CHANCES)
