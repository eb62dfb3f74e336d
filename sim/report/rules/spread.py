"""Numbers of repetitions in short: the median, and the least and greatest."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median
from typing import Final

from sim.report.blocks import Cell
from sim.report.numbers import NOT_KNOWN, count, count_in_words
from sim.report.words import Text, Words

_WITHIN: Final = Text("{middle}（{low}至{high}）", "{middle} ({low} to {high})")


def ranged(values: Sequence[float], words: Words | None = None) -> Text:
    """Return the median with its range; a single number where all are the same.

    Parameters
    ----------
    words
        Where given, large numbers are written as prose has them.
    """
    known = [one for one in values if one == one]  # noqa: PLR0124 - drops NaN
    if not known:
        return Text.of(NOT_KNOWN)
    show = count if words is None else count_in_words
    middle, low, high = (show(one) for one in (median(known), min(known), max(known)))
    if Text.of(low) == Text.of(high):
        return Text.of(middle)
    return _WITHIN.fill(middle=middle, low=low, high=high)


def ranged_cell(values: Sequence[float]) -> Cell:
    """Return a cell with the median and range, and the median for spreadsheets."""
    known = [one for one in values if one == one]  # noqa: PLR0124 - drops NaN
    return Cell(ranged(values), f"{median(known):.5g}" if known else "")
