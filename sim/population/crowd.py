"""Numbers drawn for every elder of a county, of which those of candidates are kept.

A county has a hundred times as many elders as ever apply. Their numbers are drawn and
looked at in blocks that stay in the cache, and most are forgotten at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from sim.population.ages import Cells
from sim.population.arrays import (
    AGES,
    ELIGIBLE_AGE,
    FIRST_AGE,
    ROWS,
    Bools,
    Codes,
    Floats,
    Ints,
)
from sim.population.candidates import Bounds
from sim.population.lives import Start
from sim.population.residents import Residents
from sim.streams import Streams
from sim.timeline import DAYS_PER_YEAR

_BLOCK = 16384


@dataclass(frozen=True)
class Crowd:
    """What is drawn for elders before their lives are, in the order of numbers."""

    number: Ints
    """The elder's number in the county."""
    row: Ints
    birthday: Floats
    """Part of a year since the last birthday."""
    ability: Codes
    """On the first day."""
    first_exit: Floats
    first_direction: Floats
    threshold: Floats
    guaranteed: Floats
    hardship: Floats
    maybe_guaranteed: Bools

    def select(self, index: Ints) -> Crowd:
        """Return some of the elders."""
        return Crowd(**{name: held[index] for name, held in vars(self).items()})

    def start(self) -> Start:
        """Return how their lives begin."""
        return Start(self.row, self.ability, self.first_exit, self.first_direction)

    def birth_day(self) -> Floats:
        """Return days of birth [days]."""
        years: Floats = self.row % AGES + FIRST_AGE + self.birthday
        return -years * DAYS_PER_YEAR

    def eligible_from(self) -> Floats:
        """Return 60th birthdays [days]."""
        return self.birth_day() + ELIGIBLE_AGE * DAYS_PER_YEAR


@dataclass(frozen=True)
class Signs:
    """What elders are judged by before their lives are drawn.

    All by row of the cohort table; the first axis of limits as in `Bounds`.
    """

    abilities: Floats
    """Share of those with at most each ability, at home on the first day (rows, 4)."""
    guaranteed: Floats
    """Share that none exceeds who is ever guaranteed. Shape (rows)."""
    limit: Bounds


def draw_crowd(
    county_index: int,
    cells: Cells,
    signs: Signs,
    residents: Residents,
    streams: Streams,
    thin: bool = True,
) -> Crowd:
    """Return the elders who might apply, and the residents.

    Judged by their first numbers and the row alone; everybody if not thinned.
    """
    county = _County(county_index, cells, signs, streams)
    wanted = residents.number
    parts: list[tuple[Ints, list[Floats]]] = []
    for first, drawn, possible in county.blocks():
        if thin:
            inside = slice(*np.searchsorted(wanted, (first, first + len(possible))))
            possible[wanted[inside] - first] = True
        else:
            possible[:] = True
        chosen = np.flatnonzero(possible)
        parts.append((first + chosen, [values[chosen] for values in drawn]))
    number = np.concatenate([numbers for numbers, _ in parts])
    drawn_for = {
        name: np.concatenate([values[place] for _, values in parts])
        for place, name in enumerate(county.fill)
    }
    return _crowd(cells, signs, residents, number, drawn_for)


def _crowd(
    cells: Cells,
    signs: Signs,
    residents: Residents,
    number: Ints,
    drawn: dict[str, Floats],
) -> Crowd:
    """Return the chosen; a resident's ability is known already."""
    row = cells.rows(number)
    ability = np.zeros(len(number), dtype=np.int8)
    for level in range(3):
        ability += drawn["ability"] >= signs.abilities[:, level].take(row)
    at = np.searchsorted(number, residents.number)
    ability[at] = residents.ability
    maybe = drawn["guaranteed"] < signs.guaranteed.take(row)
    maybe[at] = True
    return Crowd(
        number=number,
        row=row,
        birthday=drawn["birth"],
        ability=ability,
        first_exit=drawn["first_exit"],
        first_direction=drawn["first_direction"],
        threshold=drawn["application"],
        guaranteed=drawn["guaranteed"],
        hardship=drawn["hardship"],
        maybe_guaranteed=maybe,
    )


class _County:
    """The elders of a county, block by block in the order of their numbers."""

    def __init__(
        self, county_index: int, cells: Cells, signs: Signs, streams: Streams
    ) -> None:
        self._cells = cells
        self._signs = signs
        self._limits = signs.limit.by_first_numbers()
        self.fill = _fillers(streams, county_index)

    def blocks(self) -> Iterator[tuple[int, list[Floats], Bools]]:
        """Yield the first number, what is drawn, and who might apply.

        What is drawn is overwritten by the next block.
        """
        number = self._cells.elders
        room = np.empty((len(self.fill), min(number, _BLOCK)))
        # A county of nobody has one block, of nobody.
        for first in range(0, max(number, 1), _BLOCK):
            drawn = list(room[:, : min(_BLOCK, number - first)])
            for fill, values in zip(self.fill.values(), drawn, strict=True):
                fill(out=values)
            yield first, drawn, self._possible(first, drawn)

    def _possible(self, first: int, drawn: list[Floats]) -> Bools:
        """Return who of a block might apply."""
        first_exit, threshold, _, ability, _, guaranteed, _ = drawn
        signs, (able_limit, limit) = self._signs, self._limits
        row = self._rows(first, len(threshold))
        stays_able = ability < signs.abilities[:, 0].take(row)
        stays_able &= first_exit >= signs.limit.exit_from_able.take(row)
        most = np.where(stays_able, able_limit[0].take(row), limit[0].take(row))
        possible: Bools = threshold <= most
        maybe = np.flatnonzero(guaranteed < signs.guaranteed.take(row))
        row = row[maybe]
        most = np.where(stays_able[maybe], able_limit[1].take(row), limit[1].take(row))
        possible[maybe] = threshold[maybe] <= most
        return possible

    def _rows(self, first: int, size: int) -> Ints:
        """Return the rows of a block of elders."""
        ends = self._cells.row_start + self._cells.row_size
        inside = np.minimum(ends, first + size) - np.maximum(
            self._cells.row_start, first
        )
        return np.repeat(np.arange(ROWS), np.maximum(inside, 0))


def _fillers(streams: Streams, county: int) -> dict[str, Callable[..., object]]:
    """Return what fills an array with the numbers of each decision."""
    return {
        "first_exit": streams.generator("first_exit", county).standard_exponential,
        "application": streams.generator("application", county).standard_exponential,
        "birth": streams.generator("birth", county).random,
        "ability": streams.generator("ability", county).random,
        "first_direction": streams.generator("first_direction", county).random,
        "guaranteed": streams.generator("guaranteed", county).random,
        "hardship": streams.generator("hardship", county).random,
    }
