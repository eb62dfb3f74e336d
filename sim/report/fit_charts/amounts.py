"""Numbers of a calibration in their own units: three figures, never an exponent."""

from __future__ import annotations

from math import floor, isfinite, log10

from sim.report.blocks import Cell
from sim.report.numbers import NOT_KNOWN
from sim.report.words import Text, Words

_FIGURES = 3


def plain(value: float, figures: int = _FIGURES) -> str:
    """Return a number to so many figures, such as ``0.00034`` or ``41,200``."""
    if not isfinite(value):
        return NOT_KNOWN
    if value == 0:
        return "0"
    rounded = round(value, figures - 1 - floor(log10(abs(value))))
    # Once more, since 9.996 has become 10.0.
    decimals = figures - 1 - floor(log10(abs(rounded)))
    return f"{rounded:,.{max(0, decimals)}f}"


def bare(value: float, unit: str) -> str:
    """Return a number without its unit; a share as a percentage."""
    if unit == "share" and isfinite(value):
        return minus(f"{plain(100 * value)}%")
    return minus(plain(value))


def minus(number: str) -> str:
    """Return a number with a sign as people print it, not as they type it."""
    return number.replace("-", "−")


def amount(value: float, unit: str, words: Words) -> Text:
    """Return a number with its unit, as prose has it."""
    number = Text.of(bare(value, unit))
    form = f"fit_unit.{unit}"
    if not isfinite(value) or form not in words:
        return number
    return words[form].fill(value=number)


def span(low: float, high: float, unit: str, words: Words) -> Text:
    """Return the two ends of an interval; a dash where they are unknown."""
    if not (isfinite(low) and isfinite(high)):
        return Text.of(NOT_KNOWN)
    return words["page.span"].fill(low=bare(low, unit), high=bare(high, unit))


def number(value: float, unit: str = "") -> Cell:
    """Return a cell with a number, raw to five figures for spreadsheets."""
    raw = ""
    if isfinite(value):
        # Five figures without an exponent, which some spreadsheets take for text.
        raw = plain(value, 5).replace(",", "")
        raw = raw.rstrip("0").rstrip(".") if "." in raw else raw
    return Cell(Text.of(bare(value, unit)), raw)


def signed(value: float, decimals: int = 2) -> Cell:
    """Return a cell with a number that says its sign."""
    if not isfinite(value):
        return Cell(Text.of(NOT_KNOWN), "")
    return Cell(Text.of(minus(f"{value:+.{decimals}f}")), f"{value:.{decimals + 2}f}")


def ends(low: float, high: float, unit: str, words: Words) -> Cell:
    """Return a cell with the two ends of an interval."""
    return Cell(span(low, high, unit, words))
