"""Cumulative hazards of many keys, straight between the edges of slots.

One key is one level of ability of one cohort. The lookups here are what drawing a
population's lives costs most, so that rows lie behind each other in flat arrays.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.population.arrays import Floats, Ints


@dataclass(frozen=True)
class Curves:
    """Hazards by key, flat: key k has its row from k * len(edges) on."""

    edges: Floats
    """Days of the clock at which slots begin, and the end. Shape (slots + 1)."""
    slot_end: Floats
    """Day at which each slot ends, of the last infinity. Shape (slots)."""
    rate: Floats
    """Of each slot; each row has an unused place at its end. [1/day]"""
    cumulative: Floats
    """From the clock's start to each edge."""

    @classmethod
    def of(cls, edges: Floats, rate: Floats, cumulative: Floats) -> Curves:
        """Return the curves of rates (keys, slots) and their sums (keys, slots + 1)."""
        unused = np.zeros((len(rate), 1))
        return cls(
            edges=edges,
            slot_end=np.append(edges[1:-1], np.inf),
            rate=np.concatenate([rate, unused], axis=1).ravel(),
            cumulative=np.ascontiguousarray(cumulative).ravel(),
        )

    def used(self, key: Ints, clock: Floats, slot: Ints) -> Floats:
        """Return the cumulative hazard at moments of the clock, whose slot is known."""
        place = key * len(self.edges) + slot
        value: Floats = self.cumulative.take(place) + self.rate.take(place) * (
            clock - self.edges.take(slot)
        )
        return value

    def reached(
        self, key: Ints, clock: Floats, slot: Ints, threshold: Floats
    ) -> tuple[Ints, Floats, Ints]:
        """Return who uses up `threshold` of hazard after `clock`, and when.

        Parameters
        ----------
        key, clock, slot, threshold
            Whose hazard, since when, and the slot of that moment. Arrays of one length.

        Returns
        -------
            Positions of those who do before the table's end, in order; their days, and
            the slots of these.
        """
        target = self.used(key, clock, slot) + threshold
        row = key * len(self.edges)
        place = self._last_edge(row, target)
        slot = place - row
        who = np.flatnonzero(slot < len(self.edges) - 1)
        place, slot, target = place[who], slot[who], target[who]
        day = self.edges.take(slot) + (
            target - self.cumulative.take(place)
        ) / self.rate.take(place)
        day = np.maximum(day, clock[who])
        # By rounding, a day may lie on the edge that its hazard does not reach.
        return who, day, slot + (day >= self.slot_end.take(slot))

    def day(self, key: Ints, clock: Floats, threshold: Floats) -> Floats:
        """Return when `threshold` of hazard after `clock` is used up, or infinity."""
        result = np.full(len(key), np.inf)
        who, day, _ = self.reached(key, clock, slot_of(self.edges, clock), threshold)
        result[who] = day
        return result

    def _last_edge(self, row: Ints, target: Floats) -> Ints:
        """Return the place of the last edge whose hazard is not above the target.

        Halves the edges in question for all at once. Each elder compares with its own
        row only, so that the arithmetic does not depend on who else is asked for.
        """
        place, left = row.copy(), len(self.edges) - 1
        while left:
            half = (left + 1) // 2
            place += half * (self.cumulative[half:].take(place) <= target)
            left //= 2
        return place


def slot_of(edges: Floats, clock: Floats) -> Ints:
    """Return the slots in which moments of the clock lie; the last one is open."""
    place = np.searchsorted(edges, clock, side="right") - 1
    return np.asarray(np.clip(place, 0, len(edges) - 2), dtype=np.int64)
