"""How many replications a figure needs, against SciPy and against theory."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from sim.experiment.interval_widths import (
    half_width,
    look_ahead,
    narrow_for,
    needed,
)
from sim.experiment.plan import make_plan
from sim.experiment.precision import reached, waves
from sim.experiment.precision_told import precision_told
from sim.indicators import CATALOGUE
from sim.scenario import load_scenario
from sim.scenario.replication_rule import FIGURES, ReplicationRule

TEACHING = Path(__file__).parents[3] / "scenarios" / "teaching"
SD = 0.05


def rule(half: float, least: int = 10, most: int = 500, **more) -> ReplicationRule:
    figure = {"indicator": "occupancy_rate", "half_width": half, **more}
    return ReplicationRule.model_validate(
        {"until": [figure], "min": least, "max": most}
    )


def table(values: np.ndarray, **others) -> pd.DataFrame:
    """Rows of occupancy in 2030, a value for each draw (row) and replication."""
    draws, replications = values.shape
    row = {
        "area_level": "region",
        "indicator": "occupancy_rate",
        "year": 2030,
        **dict.fromkeys(("tier", "ownership", "operation", "residence"), "all"),
        **others,
    }
    return pd.DataFrame(
        {
            **row,
            "draw": np.repeat(np.arange(draws), replications),
            "replication": np.tile(np.arange(replications), draws),
            "value": values.ravel(),
        }
    )


@pytest.fixture(scope="module")
def small():
    return load_scenario(TEACHING / "small_county.yaml")


def ruled(small, asked: ReplicationRule):
    plan = make_plan(small, jobs=1)
    scenario = small.with_run(replications=asked.max)
    object.__setattr__(scenario, "replication_rule", asked)
    object.__setattr__(plan, "scenario", scenario)
    return plan


@pytest.mark.parametrize("confidence", [0.8, 0.95, 0.99])
def test_half_width_is_that_of_scipy(confidence):
    values = np.random.default_rng(1).normal(0.5, SD, 17)

    low, high = stats.ttest_1samp(values, 0).confidence_interval(confidence)

    found = half_width(float(values.std(ddof=1)), 17, confidence)
    assert found == pytest.approx((high - low) / 2)


def test_no_interval_comes_from_fewer_than_two_values():
    assert half_width(math.nan, 1, 0.95) == math.inf
    assert half_width(0.0, 2, 0.95) == 0.0


@pytest.mark.parametrize("target", [0.2, 0.03, 0.01, 0.004])
def test_the_fewest_that_do_are_found(target):
    number = needed(SD, target, 0.95, 10_000)

    counts = np.arange(2, 10_001)
    widths = stats.t.ppf(0.975, counts - 1) * SD / np.sqrt(counts)
    assert number == counts[np.argmax(widths <= target)]
    assert needed(SD, target, 0.95, 3) <= 3


def test_half_width_falls_with_the_square_root_of_replications():
    widths = [half_width(SD, n, 0.95) * math.sqrt(n) for n in (50, 200, 800)]

    assert widths == pytest.approx([1.96 * SD] * 3, rel=0.03)


def test_a_replication_of_several_draws_is_their_mean(small):
    rng = np.random.default_rng(2)
    draws, chance = rng.normal(0, 0.2, (4, 1)), rng.normal(0.5, SD, (1, 12))

    [told] = reached(ruled(small, rule(0.01)).scenario, table(draws + chance))

    # What sets the draws apart is not chance, and no replication takes it away.
    assert told.replications == 12
    assert told.sd == pytest.approx(chance.std(ddof=1))


def test_only_the_homes_and_the_year_asked_for_count(small):
    asked = rule(0.01, tier="township", year=2028)
    rows = pd.concat(
        [
            table(np.full((1, 5), 0.9)),
            table(np.full((1, 5), 0.3), tier="township", year=2028),
            table(np.full((1, 5), 0.1), tier="township"),
            table(np.full((1, 5), 0.2), area_level="county", tier="township"),
        ]
    )

    [told] = reached(ruled(small, asked).scenario, rows)

    assert (told.mean, told.year, told.is_precise) == (pytest.approx(0.3), 2028, True)


def test_a_figure_that_no_replication_has_is_never_precise(small):
    rows = table(np.full((1, 5), 0.9), indicator="residents")

    [told] = reached(ruled(small, rule(0.01)).scenario, rows)

    assert not told.is_precise
    assert told.needed(40) == 40
    assert "has too few values" in precision_told([told], 40)[0]["en"]


def numbers(plan, values: np.ndarray, monkeypatch) -> list[int]:
    monkeypatch.setattr(
        "sim.experiment.precision._rows",
        lambda plan, folder: table(values[:, : plan.scenario.replications]),
    )
    return [plans[0].scenario.replications for plans in waves([plan], [None])]


def test_waves_begin_with_min_and_stop_when_it_is_precise(small, monkeypatch):
    values = np.random.default_rng(3).normal(0.5, SD, (1, 500))

    ran = numbers(ruled(small, rule(0.01)), values, monkeypatch)

    assert ran[:2] == [10, 20]
    before = values[0, : ran[-2]]
    asked = needed(float(before.std(ddof=1)), 0.01, 0.95, 500)
    assert ran[-1] == min(asked + look_ahead(asked), 2 * ran[-2])
    for number in range(ran[-1] - look_ahead(ran[-1]), ran[-1] + 1):
        seen = values[0, :number]
        assert half_width(float(seen.std(ddof=1)), number, 0.95) <= 0.01
    assert ran == sorted(set(ran))
    # The true number for a known deviation is (1.96 · 0.05 / 0.01)² = 96.
    assert 60 <= ran[-1] <= 140


def test_a_figure_that_is_narrow_for_once_is_looked_at_again(small, monkeypatch):
    """Ten values far apart, then enough alike: narrow at 12, and five more are run."""
    alike = np.full(490, 0.5)
    values = np.concatenate([0.5 + 0.04 * (-1.0) ** np.arange(10), alike])[None, :]
    [narrow] = [
        n
        for n in range(3, 30)
        if widths(values[0])[n] <= 0.026 < widths(values[0])[n - 1]
    ]

    ran = numbers(ruled(small, rule(0.026)), values, monkeypatch)

    assert narrow > 10
    assert narrow + 5 <= ran[-1] <= 20


def widths(values: np.ndarray) -> dict[int, float]:
    """Half the interval of the first so many values."""
    return {n: half_width(float(values[:n].std(ddof=1)), n, 0.95) for n in range(2, 31)}


@pytest.mark.parametrize("middle", [0.5, 1e9])
def test_for_how_long_it_was_narrow_is_counted_backwards(middle):
    values = middle + np.random.default_rng(4).normal(0, SD, 30)
    by_number = widths(values)

    for target in (0.01, 0.02, 0.03, 0.5):
        wide = [n for n, width in by_number.items() if width > target]
        expected = 30 - max(wide, default=1)
        assert narrow_for(values, target, 0.95) == expected
    assert narrow_for(values[:1], 0.5, 0.95) == 0


def test_it_must_stay_narrow_for_five_or_for_one_in_twenty():
    """As `n` and `kLimit` of Hoad, Robinson and Davies."""
    assert [look_ahead(n) for n in (3, 100, 119, 120, 400)] == [5, 5, 5, 6, 20]


def test_waves_never_go_beyond_max(small, monkeypatch):
    values = np.random.default_rng(3).normal(0.5, SD, (1, 500))

    ran = numbers(ruled(small, rule(0.001, most=40)), values, monkeypatch)

    assert ran == [10, 20, 40]


def test_without_spread_the_first_wave_is_the_last(small, monkeypatch):
    ran = numbers(ruled(small, rule(0.001)), np.full((1, 500), 0.5), monkeypatch)

    assert ran == [10]


def test_a_number_of_replications_is_one_wave(small):
    plan = make_plan(small, replications=7, jobs=1)

    assert [list(plans) for plans in waves([plan], [None])] == [[plan]]


def test_a_unit_is_known_again_whatever_the_number_of_units(small):
    plans = [make_plan(small, replications=n, jobs=1) for n in (2, 9)]
    seeded = make_plan(small, replications=2, seed=99, jobs=1)
    asked = ruled(small, rule(0.01))

    assert plans[0].unit_hash == plans[1].unit_hash == asked.unit_hash
    assert plans[0].input_hash != plans[1].input_hash
    assert asked.input_hash == asked.with_replications(33).input_hash
    assert asked.input_hash != ruled(small, rule(0.02)).input_hash
    assert seeded.unit_hash != plans[0].unit_hash


# Only runs with rules have these, or those in which somebody moved or a home closed.
OF_RULES = (
    "moved_",
    "false_closure",
    "missed_closure",
    "stayers_closed",
    "censored_closures",
)


def of_rules(name: str) -> bool:
    return CATALOGUE[name].without_rules is not None or name.startswith(OF_RULES)


def test_rules_may_name_what_the_catalogue_has():
    splits = {
        name: tuple(split for split in entry.splits if split in ("tier", "ownership"))
        for name, entry in CATALOGUE.items()
        if "region" in entry.levels and not of_rules(name)
    }

    assert splits == FIGURES
