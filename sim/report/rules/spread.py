"""Numbers of repetitions in short: the median, and the least and greatest."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite
from statistics import median
from typing import Final

from sim.report.blocks import Cell
from sim.report.numbers import NOT_KNOWN, count
from sim.report.words import Text

_WITHIN: Final = Text("{middle}（{low}至{high}）", "{middle} ({low} to {high})")


def ranged(values: Sequence[float], *, whole: bool = False) -> Text:
    """Return the median with its range; a single number where all are the same.

    Parameters
    ----------
    whole
        Whether fractions are left out, as of minutes.
    """
    known = _known(values)
    if not known:
        return Text.of(NOT_KNOWN)
    middle, low, high = (
        count(float(round(one)) if whole else one)
        for one in (median(known), min(known), max(known))
    )
    if low == high:
        return Text.of(middle)
    return _WITHIN.fill(middle=middle, low=low, high=high)


def ranged_cell(values: Sequence[float], *, whole: bool = False) -> Cell:
    """Return a cell with the median and range, and the median for spreadsheets."""
    known = _known(values)
    raw = f"{median(known):.5g}" if known else ""
    return Cell(ranged(values, whole=whole), raw)


def _known(values: Sequence[float]) -> list[float]:
    return [one for one in values if isfinite(one)]
