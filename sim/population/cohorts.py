"""Cumulative hazards along the life of a cohort, and the day on which one is used up.

A cohort table has one row for each residence, sex and age, and one slot for each year
of its clock. In a slot all rates are constant. The calendar table's clock starts with
the simulated period and follows the calendar years; the still table's clock starts
with an admission and ages an elder under the rates of the first year for ever.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np

from sim.population.arrays import AGES, ROWS, Floats, Ints
from sim.population.curves import Curves, slot_of
from sim.population.hazards import Hazards
from sim.population.mortality import period_of_year
from sim.timeline import DAYS_PER_YEAR, Timeline

STILL_YEARS = 70


@dataclass(frozen=True)
class CohortTable:
    """Rates of each (row, ability) in each slot; the two are one flat key.

    `key = row * 4 + ability`. Shapes (keys, slots) or (keys, edges). Rates are per
    day, cumulative hazards count from the clock's start.
    """

    edges: Floats
    """Days of the clock at which slots begin, and the end. Shape (slots + 1)."""
    exit_rate: Floats
    exit_cumulative: Floats
    worsen_share: Floats
    """Share of exits that lead to the next worse level."""
    change_share: Floats
    """Share of exits that are no death: worsening or recovery."""
    death_rate: Floats
    death_cumulative: Floats

    @cached_property
    def exits(self) -> Curves:
        """Hazard of leaving each level."""
        return Curves.of(self.edges, self.exit_rate, self.exit_cumulative)

    @cached_property
    def deaths(self) -> Curves:
        """Hazard of death in each level."""
        return Curves.of(self.edges, self.death_rate, self.death_cumulative)

    def exit_day(self, key: Ints, clock: Floats, threshold: Floats) -> Floats:
        """Return when the level is left, `threshold` of hazard after `clock`.

        Infinite if not before the table's end.
        """
        return self.exits.day(key, clock, threshold)

    def death_crossing(self, key: Ints, clock: Floats, threshold: Floats) -> Floats:
        """Return when `threshold` of death hazard after `clock` is used up."""
        return self.deaths.day(key, clock, threshold)

    def death_hazard(self, key: Ints, clock: Floats) -> Floats:
        """Return the cumulative death hazard of a level at a moment of the clock."""
        return self.deaths.used(key, clock, self.slot(clock))

    def slot(self, clock: Floats) -> Ints:
        """Return the slot in which a moment of the clock lies."""
        return slot_of(self.edges, clock)


def calendar_edges(timeline: Timeline) -> Floats:
    """Return the anniversaries of the start up to the horizon or just beyond [days]."""
    edges = [0.0]
    year = timeline.start.year
    while edges[-1] < timeline.horizon_days:
        year += 1
        edges.append(timeline.day(_same_day(timeline.start, year)))
    return np.array(edges)


def _same_day(start: date, year: int) -> date:
    if (start.month, start.day) == (2, 29):
        return date(year, 3, 1)
    return date(year, start.month, start.day)


def calendar_periods(hazards: Hazards, timeline: Timeline) -> list[int]:
    """Return the mortality period of each slot of the calendar table."""
    slots = len(calendar_edges(timeline)) - 1
    first = timeline.start.year
    return [period_of_year(hazards.periods, first + slot) for slot in range(slots)]


def calendar_table(hazards: Hazards, timeline: Timeline) -> CohortTable:
    """Return the table of cohorts named by their age at the start of the period."""
    return _table(
        hazards, calendar_periods(hazards, timeline), calendar_edges(timeline)
    )


def still_table(hazards: Hazards, timeline: Timeline) -> CohortTable:
    """Return the table of cohorts named by their age at admission, first-year rates."""
    period = period_of_year(hazards.periods, timeline.start.year)
    edges = np.array([year * DAYS_PER_YEAR for year in range(STILL_YEARS + 1)])
    return _table(hazards, [period] * STILL_YEARS, edges)


def _table(hazards: Hazards, periods: list[int], edges: Floats) -> CohortTable:
    slots = len(edges) - 1
    # Ages of the cohort in each slot; the last age is open.
    age = np.minimum(np.arange(AGES)[:, None] + np.arange(slots), AGES - 1)
    period = np.array(periods)
    days = np.diff(edges)

    def along(rates: Floats) -> Floats:
        """Return (residence, sex, age, slot, levels) as (row, level, slot) per day."""
        picked = rates[period, :, :, age, :]  # (age, slot, residence, sex, levels)
        moved = np.transpose(picked, (2, 3, 0, 4, 1)) / days
        return moved.reshape(ROWS, -1, slots)

    nothing = np.zeros((ROWS, 1, slots))
    worse = np.concatenate([along(hazards.onset), nothing], axis=1)
    better = np.concatenate([nothing, along(hazards.recovery)], axis=1)
    death = along(hazards.death)
    leave = worse + better + death
    return CohortTable(
        edges=edges,
        exit_rate=_flat(leave),
        exit_cumulative=_accumulate(leave, days),
        worsen_share=_flat(worse / leave),
        change_share=_flat((worse + better) / leave),
        death_rate=_flat(death),
        death_cumulative=_accumulate(death, days),
    )


def _flat(rates: Floats) -> Floats:
    return np.ascontiguousarray(rates.reshape(ROWS * 4, -1))


def _accumulate(rates: Floats, days: Floats) -> Floats:
    flat = _flat(rates)
    total = np.zeros((len(flat), len(days) + 1))
    np.cumsum(flat * days, axis=1, out=total[:, 1:])
    return total
