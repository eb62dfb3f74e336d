"""What a row of a screening says: from where to where, and whether it is sure."""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite
from typing import Any, Final

from sim.report.words import Text, Words
from sim.scenario.catalogue import catalogue

# Units that follow a number as a word; others say little to a reader.
_SUFFIXED: Final = ("days", "minutes", "km_per_hour", "beds")


def told_apart(row: Mapping[Any, Any]) -> bool:
    """Return whether an effect is told apart from nothing by its 95 % interval."""
    half, effect = float(row["half_width"]), float(row["mu"])
    return isfinite(half) and abs(effect) > half


def ends(row: Mapping[Any, Any], words: Words) -> Text:
    """Return the two values between which a parameter was moved."""
    low, high = (_end(row, row[name]) for name in ("low", "high"))
    unit = catalogue()[str(row["path"])].unit
    told = words["screening.ends"].fill(low=low, high=high)
    if unit not in _SUFFIXED:
        return told
    suffix = words[f"unit.{unit}"]
    return Text(f"{told.zh} {suffix.zh}", f"{told.en} {suffix.en}")


def _end(row: Mapping[Any, Any], value: object) -> Text:
    parameter = catalogue()[str(row["path"])]
    meaning = (parameter.options or {}).get(str(value))
    if meaning is not None:
        return Text(meaning.zh, meaning.en)
    number = float(str(value))
    if parameter.unit == "share":
        return Text.of(f"{number * 100:.3g}%")
    shown = f"{number:.3g}" if abs(number) < 1000 else f"{number:,.0f}"
    if "e" in shown:  # nobody reads 6.5e-05
        shown = f"{number:.8f}".rstrip("0")
    return Text.of(shown.replace("-", "−"))
