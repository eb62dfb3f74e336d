"""Figures and differences as people read them, each in the manner of its unit."""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite
from typing import Final

from sim.report.blocks import Cell
from sim.report.numbers import NOT_KNOWN, count, formatted, three_figures
from sim.report.words import Text, Words

ENOUGH: Final = 10
"""So many repetitions that agree are told as every one."""
AMOUNT: Final = "amount"
"""Unit of money that is already told in a large unit: small ones keep decimals."""


def changed(value: float, unit: str) -> str:
    """Return a difference with its sign; shares in percentage points."""
    if not isfinite(value):
        return NOT_KNOWN
    if value == 0:
        return "0"
    shown = f"{abs(value) * 100:.1f}" if unit == "share" else count(abs(value))
    if unit in ("beds_per_1000", AMOUNT):
        shown = figure(abs(value), unit)
    # What rounds to nothing has no sign.
    zero = not any(digit in "123456789" for digit in shown)
    return shown if zero else f"{'+' if value > 0 else '−'}{shown}"


def unit_of_change(headline: Mapping[str, str], words: Words) -> Text:
    """Return what a difference is counted in."""
    if headline["unit"] == "share":
        return words["compare.points"]
    return unit_of(headline, words)


def unit_of(headline: Mapping[str, str], words: Words) -> Text:
    """Return what a figure is counted in."""
    if headline["unit"] == "share":
        return words["compare.percent"]
    return Text(headline["unit_zh"], headline["unit_en"])


def name_of(headline: Mapping[str, str]) -> Text:
    """Return what a headline is called."""
    return Text(headline["label_zh"], headline["label_en"])


def change_cell(value: float, unit: str) -> Cell:
    """Return a cell with a difference; the CSV file gets it in the unit shown."""
    return Cell(Text.of(changed(value, unit)), _raw(value, unit))


def mean_cell(value: float, unit: str) -> Cell:
    """Return a cell with a figure; the CSV file gets it in the unit shown."""
    return Cell(Text.of(figure(value, unit)), _raw(value, unit))


def _raw(value: float, unit: str) -> str:
    # The column of units says per cent and points, so that is what stands beside it.
    factor = 100.0 if unit == "share" else 1.0
    return f"{factor * value:.5g}" if isfinite(value) else ""


def span_cell(low: float, high: float, unit: str, n: float) -> Cell:
    """Return a cell with the two ends of an interval of a difference."""
    if not (isfinite(low) and isfinite(high)):
        return Cell(Text.of(NOT_KNOWN))
    return Cell(span(low, high, unit, n))


def span(low: float, high: float, unit: str, n: float = ENOUGH) -> Text:
    """Return the two ends of an interval of a difference.

    Ends that look the same are told by one number: an interval without any width is
    that number in all `n` repetitions, another is narrower than the digits shown.
    """
    ends = changed(low, unit), changed(high, unit)
    if ends[0] == ends[1]:
        if low == high:
            times = same_times(n)
            return Text(f"{ends[0]}（{times.zh}）", f"{ends[0]} ({times.en})")
        return Text(f"约{ends[0]}", f"about {ends[0]}")
    return Text("{} 至 {}".format(*ends), "{} to {}".format(*ends))


def same_times(n: float) -> Text:
    """Return that something was the same in `n` repetitions.

    A few that agree are no proof that all would: they are told by their number.
    """
    if n >= ENOUGH:
        return Text("每次相同", "every time")
    all_of = "both of" if n == 2 else "all"
    return Text(f"{n:.0f}次都相同", f"in {all_of} {n:.0f} repetitions")


def figure(value: float, unit: str) -> str:
    """Return a figure in the manner of its unit."""
    if unit == AMOUNT and isfinite(value):
        return f"{three_figures(value):,.10g}"
    return formatted(value, unit)
