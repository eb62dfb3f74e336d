"""Dated facts in a draw: one number a kind says where in their ranges they lie."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np

from sim.scenario import DatedAction, load_scenario
from sim.supply.actions import facts_in_draw

ROOT = Path(__file__).parents[3]
UPGRADE = DatedAction(
    label="history",
    date=date(2022, 1, 1),
    do="upgrade",
    count=60,
    beds=None,
    share=None,
    nursing_share=None,
    among={},
    tier=None,
    ownership=None,
    grade="assumed",
    source="assumption",
    note="x",
    file="f",
    line=1,
    range=(30, 110),
)
LATER = replace(UPGRADE, date=date(2023, 1, 1), count=30, range=(15, 55))
CONVERT = replace(UPGRADE, do="convert_beds", count=None, beds=100, range=(0, 1000))
FIXED = replace(UPGRADE, range=None)
PLANNED = replace(UPGRADE, label="programme")
DRAWS = range(1, 201)


def counts(fact: DatedAction) -> list[int]:
    return [
        found.count if found.count is not None else (found.beds or 0)
        for draw in DRAWS
        for found in facts_in_draw([fact], 1, draw)
    ]


def test_the_first_draw_is_as_it_is_written() -> None:
    facts = [UPGRADE, CONVERT, FIXED]

    assert facts_in_draw(facts, 1, 0) == facts


def test_draws_lie_within_the_range_and_fill_it() -> None:
    drawn = np.array(counts(UPGRADE))

    assert drawn.min() >= 30
    assert drawn.max() <= 110
    # the mean of 200 even draws from 80 has a standard error of 80/sqrt(12*200) = 1.6
    assert abs(drawn.mean() - 70) < 5
    assert np.ptp(drawn) > 70


def test_years_of_a_kind_move_together() -> None:
    early, late = np.array(counts(UPGRADE)), np.array(counts(LATER))

    # the later range is half as wide and begins at half: half the number, rounded
    assert np.abs(late - early / 2).max() <= 0.75


def test_kinds_and_layers_move_apart() -> None:
    drawn = [counts(fact) for fact in (UPGRADE, CONVERT, PLANNED)]

    apart = np.abs(np.corrcoef(drawn)[np.triu_indices(3, 1)])

    # four standard errors of the correlation of 200 independent pairs
    assert apart.max() < 4 / np.sqrt(200)


def test_what_has_no_range_stays_in_every_draw() -> None:
    assert set(counts(FIXED)) == {60}


def test_the_shipped_ranges_bracket_48_to_58_percent_nursing_beds() -> None:
    baseline = load_scenario(ROOT / "scenarios" / "baseline.yaml")
    by_2025 = [
        fact.range
        for fact in baseline.history
        if fact.do == "convert_beds" and fact.date.year <= 2025
    ]

    low, high = (sum(span[end] for span in by_2025 if span) for end in (0, 1))

    assert round((39_000 + low) / 92_000, 3) == 0.480
    assert round((39_000 + high) / 92_000, 3) == 0.580
