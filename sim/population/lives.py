"""Changes of ability and death, drawn before a life is lived.

The hazard of leaving a level accumulates along the cohort; it is left when a unit
exponential is used up, and a uniform number says where to. Numbers belong to the elder
and to the how-many-th change.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from sim.population.arrays import Bools, Codes, Floats, Ints
from sim.population.cohorts import CohortTable
from sim.streams import Streams

DEAD = 4


@dataclass(frozen=True)
class Start:
    """How lives begin, and the numbers that decide their first change.

    Arrays of one length; days are of the cohort table's clock.
    """

    row: Ints
    ability: Codes
    first_exit: Floats
    """Unit exponentials."""
    first_direction: Floats
    """Uniform numbers."""

    def select(self, index: Ints | Bools) -> Start:
        """Return some of the lives."""
        return Start(
            self.row[index],
            self.ability[index],
            self.first_exit[index],
            self.first_direction[index],
        )


class Reach(Protocol):
    """Judges, while lives are drawn, which of them matter at all."""

    def add(self, at: Ints, ability: Codes, since: Floats, until: Floats) -> None:
        """Note that lives had an ability between two days of each one's own."""

    def can_matter(self, at: Ints, day: Floats) -> Bools:
        """Say which lives, known up to a day, may yet matter."""

    def matter(self) -> Bools:
        """Say which lives matter, now that all are known or cannot."""


@dataclass(frozen=True)
class Lives:
    """Segments of ability (as in `People`) and death, in days of the clock."""

    segment_offset: Ints
    segment_day: Floats
    segment_ability: Codes
    death_day: Floats
    who: Ints
    """Positions, among those asked for, of whose lives these are."""


def next_ability(table: CohortTable, key: Ints, slot: Ints, direction: Floats) -> Codes:
    """Return the level for which another is left in a slot; `DEAD` is one."""
    level = (key % 4).astype(np.int8)
    worse = direction < table.worsen_share[key, slot]
    lives_on = direction < table.change_share[key, slot]
    better_or_dead = np.where(lives_on, level - 1, DEAD)
    return np.where(worse, level + 1, better_or_dead).astype(np.int8)


def draw_lives(
    table: CohortTable,
    start: Start,
    until: Floats,
    elder_id: Ints,
    streams: Streams,
    decision: str = "life",
    reach: Reach | None = None,
) -> Lives:
    """Return the changes of ability of elders up to a day of each one's own.

    Parameters
    ----------
    table
        Hazards along the clock.
    start
        Row, ability and first numbers of each elder.
    until
        Day of the clock after which nothing need be known. [days]
    elder_id
        Address of the numbers for second and later changes.
    streams
        Random numbers of the replication.
    decision
        Name of the decision, so that lives in the past have numbers of their own.
    reach
        Lives that do not matter are not drawn to their end and left out.
    """
    n = len(elder_id)
    death = np.full(n, np.inf)
    numbers = _Numbers(start, elder_id, streams, decision)
    at, day, ability = np.arange(n), np.zeros(n), start.ability
    slot = np.zeros(n, dtype=np.int64)
    steps = [(at, day, ability)]
    while len(at):
        key, since, last = start.row[at] * 4 + ability, day, until[at]
        threshold = numbers.threshold(at, len(steps) - 1)
        left, day, slot = table.exits.reached(key, since, slot, threshold)
        within = np.flatnonzero(day < last[left])
        left, day, slot = left[within], day[within], slot[within]
        if reach is not None:
            last[left] = day
            reach.add(at, ability, since, last)
        at, key = at[left], key[left]
        direction = numbers.direction(at, len(steps) - 1)
        ability = next_ability(table, key, slot, direction)
        lives_on = ability != DEAD
        death[at[~lives_on]] = day[~lives_on]
        if reach is not None:
            lives_on &= reach.can_matter(at, day)
        at, day, slot = at[lives_on], day[lives_on], slot[lives_on]
        ability = ability[lives_on]
        steps.append((at, day, ability))
    kept = np.ones(n, dtype=bool) if reach is None else reach.matter()
    return _in_rows(steps, death, kept)


@dataclass(frozen=True)
class _Numbers:
    """The random numbers of everybody's how-many-th change."""

    start: Start
    elder_id: Ints
    streams: Streams
    decision: str

    def threshold(self, at: Ints, change: int) -> Floats:
        if change == 0:
            return self.start.first_exit[at]
        decision = self.decision
        elder_id = self.elder_id[at]
        return self.streams.exponential(f"{decision}_exit", elder_id, change)

    def direction(self, at: Ints, change: int) -> Floats:
        if change == 0:
            return self.start.first_direction[at]
        elder_id = self.elder_id[at]
        return self.streams.uniform(f"{self.decision}_direction", elder_id, change)


def _in_rows(
    steps: list[tuple[Ints, Floats, Codes]], death: Floats, kept: Bools
) -> Lives:
    """Return segments elder by elder; the k-th step has everybody's k-th, if any."""
    counts = np.zeros(len(death), dtype=np.int64)
    for at, _, _ in steps:
        counts[at] += 1
    counts[~kept] = 0
    end = np.cumsum(counts)
    place = end - counts
    days = np.empty(end[-1] if len(end) else 0)
    abilities = np.empty(len(days), dtype=np.int8)
    for number, (at, day, ability) in enumerate(steps):
        mine = kept[at]
        to = place[at[mine]] + number
        days[to], abilities[to] = day[mine], ability[mine]
    who = np.flatnonzero(kept)
    offset = np.concatenate([[0], end[who]])
    return Lives(offset, days, abilities, death[who], who)
