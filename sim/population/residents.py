"""Residents on the first day: the survivors of past admissions, with an identity each.

A resident takes the number of an elder of the same township, residence, sex and age,
so that nobody is counted twice and the resident's later life is that elder's.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.population.ages import Cells
from sim.population.arrays import AGES, IDS_PER_COUNTY, Bools, Codes, Floats, Ints
from sim.population.care import care_end
from sim.population.people import People, ability_at, before, select
from sim.population.setting import PopulationSetting
from sim.population.stationary import FROM, AtHome
from sim.population.stays import PastStays
from sim.population.still import arrivals_between, still_people, with_lives
from sim.streams import Streams
from sim.timeline import DAYS_PER_YEAR

# Whoever came at 60 is 110 by now: nothing is cut off that could matter.
_PAST_YEARS = 50
# Stays that ended before say next to nothing about who lies where on the first day.
REMEMBERED_YEARS = 8


@dataclass(frozen=True)
class Residents:
    """Residents of one county, ordered by number."""

    number: Ints
    """Of the elder whose identity is taken."""
    ability: Codes
    elder_class: Codes
    elapsed_days: Floats
    lives: People
    """Lives in care since admission, for a frozen population; in the same order."""
    past: PastStays
    """Stays of the residents, and of those who left in the years before."""


def draw_residents(
    setting: PopulationSetting, county_index: int, home: AtHome, streams: Streams
) -> Residents:
    """Return the residents of a county on the first day."""
    generator = streams.generator("past_arrivals", county_index)
    kind, ago = arrivals_between(
        home.applications(), _PAST_YEARS * DAYS_PER_YEAR, generator
    )
    n = len(ago)
    past = still_people(
        setting,
        county_index,
        county_index * IDS_PER_COUNTY + np.arange(n),
        (*kind[:3], home.cells.townships[kind[3]], *kind[4:]),
        -ago,
        setting.timeline.horizon_days if setting.frozen else 0.0,
    )
    first_exit, discharge, excess = generator.standard_exponential((3, n))
    first_direction, birthday = generator.random((2, n))
    maybe = np.flatnonzero(_may_stay(setting, past, discharge))
    past = with_lives(
        select(past, maybe), first_exit[maybe], first_direction[maybe], streams, "past"
    )
    everyone = np.arange(len(past))
    end, _ = care_end(past, everyone, past.clock, discharge[maybe], excess[maybe])
    here = np.flatnonzero(end > 0)
    years = birthday[maybe[here]] - past.clock[here] / DAYS_PER_YEAR
    number = _identify(home.cells, select(past, here), np.floor(years).astype(np.int64))
    found = np.flatnonzero(number >= 0)
    order = found[np.argsort(number[found], kind="stable")]
    number, here = number[order], here[order]
    return Residents(
        number=number,
        ability=ability_at(past, here, 0.0),
        elder_class=past.class_before[here],
        elapsed_days=-past.clock[here],
        lives=select(past, here),
        past=_stays(past, maybe, end, number, here),
    )


def _may_stay(setting: PopulationSetting, past: People, discharge: Floats) -> Bools:
    """Return who may not have left alive too long ago; the others need no life."""
    slowest = setting.rates.discharge.min(axis=1)[past.elder_class]
    remembered = -past.clock - REMEMBERED_YEARS * DAYS_PER_YEAR
    here: Bools = slowest * remembered <= discharge
    return here


def _stays(
    past: People, arrival: Ints, end: Floats, number: Ints, here: Ints
) -> PastStays:
    """Return the stays that are remembered, in the order of admission.

    Parameters
    ----------
    past, arrival, end
        Who came, as the how-many-th, and when the stay ends.
    number, here
        Numbers of the residents and their positions in `past`. Whoever found no
        number is taken to leave on the first day.
    """
    first = past.county_index * IDS_PER_COUNTY
    # Counted from the end of the county's numbers, which no elder has.
    elder_id = first + IDS_PER_COUNTY - 1 - arrival
    elder_id[here] = first + number
    gone = np.minimum(end, 0.0)
    gone[here] = np.inf
    kept = np.flatnonzero(end > -REMEMBERED_YEARS * DAYS_PER_YEAR)
    kept = kept[np.argsort(past.clock[kept], kind="stable")]
    stays = before(select(past, kept), np.minimum(gone[kept], 0.0))
    return PastStays(
        elder_id=elder_id[kept],
        township=stays.township.astype(np.int64),
        elder_class=stays.class_before,
        gone=gone[kept],
        segment_offset=stays.segment_offset,
        segment_day=stays.segment_day,
        segment_ability=stays.segment_ability,
    )


def _identify(cells: Cells, past: People, years: Ints) -> Ints:
    """Return the numbers of elders for residents, -1 where there is none."""
    row = past.row + np.minimum(years, AGES - 1 - past.row % AGES)
    township = np.searchsorted(cells.townships, past.township)
    return take_numbers(cells, row, township)


def take_numbers(cells: Cells, row: Ints, township: Ints) -> Ints:
    """Return a number of its own for each, from the cell or the nearest age with room.

    Parameters
    ----------
    row, township
        Row of the cohort table and position among the county's townships.

    Returns
    -------
        Numbers; -1 where the township has no such elder aged 60+ left.
    """
    places = len(cells.townships)
    size = cells.count.reshape(-1)
    first = cells.cell_end - size
    cell = row * places + township
    number = np.full(len(cell), -1, dtype=np.int64)
    rank = _rank_within(cell)
    fits = rank < size[cell]
    number[fits] = first[cell[fits]] + rank[fits]
    taken = np.bincount(cell[fits], minlength=len(size))
    for left in np.flatnonzero(~fits):
        for other in _by_distance(int(row[left])):
            near = other * places + int(township[left])
            if taken[near] < size[near]:
                number[left] = first[near] + taken[near]
                taken[near] += 1
                break
    return number


def _rank_within(cell: Ints) -> Ints:
    """Return how many earlier entries each has in its own cell."""
    order = np.argsort(cell, kind="stable")
    ordered = cell[order]
    new = np.append(True, ordered[1:] != ordered[:-1])[: len(cell)]
    begin = np.maximum.accumulate(np.where(new, np.arange(len(cell)), 0))
    rank = np.empty(len(cell), dtype=np.int64)
    rank[order] = np.arange(len(cell)) - begin
    return rank


def _by_distance(row: int) -> list[int]:
    """Return rows of the same residence and sex aged 60+, nearest age first."""
    base, age = row // AGES * AGES, row % AGES
    ages = sorted(range(FROM, AGES), key=lambda other: (abs(other - age), other))
    return [base + other for other in ages]
