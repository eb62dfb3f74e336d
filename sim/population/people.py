"""Elders of one county as arrays: who they are and what their lives will be."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np

from sim.events import ElderClass
from sim.population.arrays import Bools, Codes, Floats, Ints
from sim.population.cohorts import CohortTable
from sim.population.rates import Rates
from sim.population.stays import PastStays


@dataclass
class People:
    """Elders who could ever apply, and the residents at the start.

    Arrays of length n, ordered by elder_id. Days count from the start of the period.
    """

    county_index: int
    elder_id: Ints
    township: Ints
    """Pack-wide index of the home township."""
    residence: Codes
    sex: Codes
    birth_day: Floats
    elder_class: Codes
    """The final class."""
    class_before: Codes
    """Class up to `guaranteed_from`; equals `elder_class` of all who never enter."""
    guaranteed_from: Floats
    """-inf: since before the start; inf: never in this life and period. [days]"""
    special_family: Bools
    special_contribution: Bools
    eligible_from: Floats
    """The 60th birthday; at most 0 for those who are 60 already. [days]"""
    segment_offset: Ints
    """Segments of elder i are segment_offset[i] … segment_offset[i + 1] - 1."""
    segment_day: Floats
    """Ability holds from this day; the first segment begins on day 0. [days]"""
    segment_ability: Codes
    death_day: Floats
    """inf if after the horizon. [days]"""
    threshold: Floats
    """Hazard at which the first application falls: a unit exponential."""
    resident: Bools
    """In a home at the start."""
    elapsed_days: Floats
    """Time in that home before the start; nan if not resident. [days]"""
    row: Ints
    """Row of the cohort table."""
    clock: Floats
    """Day on which the cohort table's clock starts. [days]"""
    table: CohortTable
    rates: Rates
    horizon: float
    applies_on: Floats | None = None
    """Fixed application days (frozen and renewal), inf for residents. [days]"""
    stay_days: Floats | None = None
    """Fixed length of stay, for residents what remains of it (renewal). [days]"""
    past: PastStays | None = None
    """Of the residents and of those who left shortly before the start."""

    def __len__(self) -> int:
        return len(self.elder_id)


def segment_counts(people: People, index: Ints) -> Ints:
    """Return how many segments each life has."""
    return people.segment_offset[index + 1] - people.segment_offset[index]


def ability_at(people: People, index: Ints, day: Floats | float) -> Codes:
    """Return the ability of elders on a day of each one's own."""
    index = np.asarray(index)
    moment = np.broadcast_to(np.asarray(day, dtype=float), index.shape)
    place = people.segment_offset[index]
    last = people.segment_offset[index + 1] - 1
    for ordinal in range(1, _most_segments(people, index)):
        later = np.minimum(people.segment_offset[index] + ordinal, last)
        place = np.where(people.segment_day[later] <= moment, later, place)
    return people.segment_ability[place]


def class_at(people: People, index: Ints, day: Floats | float) -> Codes:
    """Return the class of elders on a day of each one's own."""
    entered = people.guaranteed_from[index] <= day
    return np.where(entered, ElderClass.GUARANTEED, people.class_before[index]).astype(
        np.int8
    )


def select(people: People, index: Ints) -> People:
    """Return some of the elders, in the order of `index`."""
    counts = segment_counts(people, index)
    offset = np.concatenate([[0], np.cumsum(counts)])
    segment = (
        np.repeat(people.segment_offset[index] - offset[:-1], counts)
        + np.arange(offset[-1])
    ).astype(np.int64)
    chosen: dict[str, Any] = {
        item.name: getattr(people, item.name)[index]
        for item in fields(people)
        if item.name not in _NOT_BY_ELDER and getattr(people, item.name) is not None
    }
    return replace(
        people,
        **chosen,
        segment_offset=offset,
        segment_day=people.segment_day[segment],
        segment_ability=people.segment_ability[segment],
    )


def before(people: People, day: Floats) -> People:
    """Return the elders with the segments that begin before a day of each one's own.

    The first segment always stays.
    """
    counts = np.diff(people.segment_offset)
    kept = people.segment_day < np.repeat(day, counts)
    kept[people.segment_offset[:-1]] = True
    total = np.concatenate([[0], np.cumsum(kept)])
    return replace(
        people,
        segment_offset=total[people.segment_offset].astype(np.int64),
        segment_day=people.segment_day[kept],
        segment_ability=people.segment_ability[kept],
    )


_NOT_BY_ELDER = {
    "county_index",
    "segment_offset",
    "segment_day",
    "segment_ability",
    "table",
    "rates",
    "horizon",
    "past",
}


def _most_segments(people: People, index: Ints) -> int:
    return int(segment_counts(people, index).max(initial=1))
