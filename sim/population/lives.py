"""Changes of ability and death, drawn before a life is lived.

The hazard of leaving a level accumulates along the cohort; it is left when a unit
exponential is used up, and a uniform number says where to. Numbers belong to the elder
and to the how-many-th change.
"""

from __future__ import annotations

from dataclasses import dataclass

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


@dataclass(frozen=True)
class Lives:
    """Segments of ability (as in `People`) and death, in days of the clock."""

    segment_offset: Ints
    segment_day: Floats
    segment_ability: Codes
    death_day: Floats


def next_change(
    table: CohortTable,
    key: Ints,
    clock: Floats,
    threshold: Floats,
    direction: Floats,
) -> tuple[Floats, Codes]:
    """Return when the present level is left, and for which; `DEAD` is one.

    A change after the table's end is at infinity.
    """
    day = table.exit_day(key, clock, threshold)
    slot = table.slot(day)
    level = (key % 4).astype(np.int8)
    worse = direction < table.worsen_share[key, slot]
    lives_on = direction < table.change_share[key, slot]
    better_or_dead = np.where(lives_on, level - 1, DEAD)
    return day, np.where(worse, level + 1, better_or_dead).astype(np.int8)


def draw_lives(
    table: CohortTable,
    start: Start,
    until: Floats,
    elder_id: Ints,
    streams: Streams,
    decision: str = "life",
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
    """
    n = len(elder_id)
    death = np.full(n, np.inf)
    who, when, what = [np.arange(n)], [np.zeros(n)], [start.ability]
    at, day, ability = np.arange(n), np.zeros(n), start.ability
    change = 0
    while len(at):
        if change == 0:
            threshold, direction = start.first_exit, start.first_direction
        else:
            threshold = streams.exponential(f"{decision}_exit", elder_id[at], change)
            direction = streams.uniform(f"{decision}_direction", elder_id[at], change)
        key = start.row[at] * 4 + ability
        day, ability = next_change(table, key, day, threshold, direction)
        within = day < until[at]
        dies = within & (ability == DEAD)
        death[at[dies]] = day[dies]
        lives_on = within & ~dies
        at, day, ability = at[lives_on], day[lives_on], ability[lives_on]
        who.append(at)
        when.append(day)
        what.append(ability)
        change += 1
    return _in_rows(n, who, when, what, death)


def _in_rows(
    n: int, who: list[Ints], when: list[Floats], what: list[Codes], death: Floats
) -> Lives:
    """Return segments elder by elder; each elder's are in order already."""
    elder = np.concatenate(who)
    order = np.argsort(elder, kind="stable")
    offset = np.zeros(n + 1, dtype=np.int64)
    np.cumsum(np.bincount(elder, minlength=n), out=offset[1:])
    return Lives(
        offset,
        np.concatenate(when)[order],
        np.concatenate(what)[order].astype(np.int8),
        death,
    )
