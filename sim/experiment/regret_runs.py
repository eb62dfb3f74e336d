"""What regret is judged by: a unit's elders once more, in a twin that closes nothing.

A unit of a scenario that closes homes is simulated again with its rules less `close`,
`merge` and `convert`, until 36 months after the last review; and both once more at
other weights of supply on demand, which no figure we have identifies. Everything is
told by one unit alone: its own happenings, and of the twin what each home did in the 36
months after every review. What closures are judged by is the mean of all replications
of a draw, in `sim.experiment.regret`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Final, NamedTuple
from weakref import ref

import pandas as pd

from sim.engine import Outcome, simulate
from sim.experiment.regret_figures import AtWeight, decided, in_windows, of_level
from sim.experiment.regret_windows import (
    MONTHS,
    Windows,
    closing_rules,
    threshold,
    windows_of,
)
from sim.experiment.units import Unit
from sim.scenario import Scenario
from sim.timeline import Timeline

WEIGHT: Final = "demand.supply_weight"
CENTRAL: Final = "central"
LEVELS: Final = ("zero", CENTRAL, "high")
"""Nought, as the scenario has it, and the upper end of the range of `WEIGHT`."""


@dataclass(frozen=True)
class Variant:
    """A scenario at one weight of supply on demand, and its twin."""

    level: str
    """One of `LEVELS`."""
    weight: float
    """On the first day. [ratio]"""
    scenario: Scenario
    """With the period of the twin, so that both have the same elders."""
    twin: Scenario


@dataclass(frozen=True)
class Variants:
    """All variants of a scenario."""

    days: float
    """How long the reported period is. [days]"""
    windows: Windows
    by_level: tuple[Variant, ...]

    @property
    def central(self) -> Variant:
        """The scenario as it is."""
        return next(one for one in self.by_level if one.level == CENTRAL)


# Those of the scenarios that this process works for; making them takes its time.
_held: list[tuple[ref[Scenario], Variants]] = []


def variants_of(scenario: Scenario) -> Variants:
    """Return the variants of a scenario that closes homes, made once while it lives."""
    _held[:] = [entry for entry in _held if entry[0]() is not None]
    for held, known in _held:
        if held() is scenario:
            return known
    windows = windows_of(scenario)
    found = Variants(
        days=scenario.timeline.horizon_days,
        windows=windows,
        by_level=tuple(_variants(_until(scenario, windows))),
    )
    _held.append((ref(scenario), found))
    return found


def _until(scenario: Scenario, windows: Windows) -> Scenario:
    """Return the scenario with a period that the last window fits into."""
    own = scenario.timeline
    last = max(own.end, own.date(windows.end - 1))
    return replace(scenario, timeline=Timeline(own.start, last))


def _variants(scenario: Scenario) -> Iterator[Variant]:
    for level, weight in weights_of(scenario).items():
        other = scenario
        if level != CENTRAL:
            other = scenario.with_values({WEIGHT: weight})
        yield Variant(level, weight, other, other.without_closing())


def weights_of(scenario: Scenario) -> dict[str, float]:
    """Return the weights of supply on demand by level, in the order of `LEVELS`.

    Central is the scenario's own on the first day; a level that would be the same is
    left out, and both others where applications come by themselves, whatever is near.
    """
    own, high = float(scenario.value(WEIGHT)), scenario.settings[WEIGHT].high
    weights = {"zero": 0.0, CENTRAL: own, "high": own if high is None else high}
    if scenario.demand is not None:
        return {CENTRAL: own}
    moves = scenario.is_dated(WEIGHT)
    return {
        level: weight
        for level, weight in weights.items()
        if level == CENTRAL or weight != own or moves
    }


def regret_told(scenario: Scenario) -> dict[str, Any]:
    """Return how closures are judged, as the manifest has it."""
    windows = windows_of(scenario)
    rules = closing_rules(scenario.rules)
    return {
        "twin_end": scenario.timeline.date(windows.end - 1).isoformat(),
        "window_months": MONTHS,
        "continuations": scenario.replications,
        "supply_weights": weights_of(scenario),
        "thresholds": {rule.id: threshold(rule, scenario) for rule in rules},
    }


class RegretTables(NamedTuple):
    """What a unit tells of regret."""

    homes: pd.DataFrame
    """Closures that were decided, and eligible homes that stayed, by level."""
    twin: pd.DataFrame
    """What each home of the twin did after each review, by level."""
    levels: pd.DataFrame
    """How many homes closed and how many residents were moved, by level and county."""
    access: pd.DataFrame
    """Access of townships in the twin of the scenario as it is."""


def regret_tables(
    variants: Variants,
    unit: Unit,
    own: Outcome,
    access_of: Callable[[Outcome], pd.DataFrame],
) -> RegretTables:
    """Simulate what a unit's regret is judged by.

    Parameters
    ----------
    variants
        Of the scenario in the unit's draw.
    unit
        Draw and replication; its chances are those of every variant.
    own
        What the central variant left behind in this unit.
    access_of
        Gives the access of townships in the reported period of a simulation.
    """
    parts = [
        _of_variant(
            *(one, variants, unit, own if one.level == CENTRAL else None, access_of)
        )
        for one in variants.by_level
    ]
    tables = (
        pd.concat(
            [table for part in parts if (table := getattr(part, name)) is not None],
            ignore_index=True,
        )
        for name in RegretTables._fields
    )
    return RegretTables(*tables)


class _OfVariant(NamedTuple):
    """What one variant tells; the fields of `RegretTables`."""

    homes: pd.DataFrame
    twin: pd.DataFrame
    levels: pd.DataFrame
    access: pd.DataFrame | None
    """Of the central variant only."""


def _of_variant(
    variant: Variant,
    variants: Variants,
    unit: Unit,
    known: Outcome | None,
    access_of: Callable[[Outcome], pd.DataFrame],
) -> _OfVariant:
    scenario = variant.scenario
    where = unit.draw, unit.chances
    outcome = known or simulate(scenario, *where, days=variants.days)
    twin = simulate(variant.twin, *where, days=variants.windows.end)
    at = AtWeight(variant.level, variant.weight)
    return _OfVariant(
        homes=at.over(decided(outcome, scenario.rules, variants.windows)),
        twin=at.over(in_windows(twin.log, twin.homes, variants.windows)),
        levels=at.over(of_level(outcome, scenario)),
        access=access_of(twin) if variant.level == CENTRAL else None,
    )
