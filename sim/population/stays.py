"""Stays that began before the first day: what residents found when they came.

Whoever was admitted in the past came to lie where a bed was free at that time, which
depends on those who were there then and have left since.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.population.arrays import Codes, Floats, Ints


@dataclass(frozen=True)
class PastStays:
    """Stays up to the first day, of residents and of some who have left since.

    Arrays of length n; days count from the start of the period.
    """

    elder_id: Ints
    """Of residents their own; of others a number that no elder has."""
    township: Ints
    """Pack-wide index of the home township."""
    elder_class: Codes
    gone: Floats
    """Day of departure; inf if not before day 0. [days]"""
    segment_offset: Ints
    """Segments of stay i are segment_offset[i] … segment_offset[i + 1] - 1."""
    segment_day: Floats
    """Ability holds from this day; the first segment begins on admission. [days]"""
    segment_ability: Codes

    def __len__(self) -> int:
        return len(self.elder_id)


def join_stays(counties: Sequence[PastStays]) -> PastStays:
    """Return the stays of several counties in one, in the order given."""

    def all_of(name: str) -> np.ndarray:
        return np.concatenate([getattr(stays, name) for stays in counties])

    lengths = np.concatenate([np.diff(stays.segment_offset) for stays in counties])
    return PastStays(
        elder_id=all_of("elder_id"),
        township=all_of("township"),
        elder_class=all_of("elder_class"),
        gone=all_of("gone"),
        segment_offset=np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64),
        segment_day=all_of("segment_day"),
        segment_ability=all_of("segment_ability"),
    )
