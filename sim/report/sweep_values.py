"""The values of a sweep's points, as people read them and as charts place them."""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite
from typing import Any

import pandas as pd

from sim.report.compare_charts.money import MILLIONTH, YUAN
from sim.report.sweep_data import SweepPageData, VariedPath
from sim.report.words import Text, Words, joined


def label_of(path: VariedPath) -> Text:
    """Return what a path is called."""
    return Text.of(path.label)


def values_of(
    row: Mapping[str, Any] | pd.Series[Any], data: SweepPageData, words: Words
) -> Text:
    """Return the values of a point in one line."""
    told = [
        joined([label_of(one), option(row[one.key], one, words)], Text(" ", " "))
        for one in data.paths
    ]
    return joined(told, words["page.comma"])


def option(text: str, path: VariedPath, words: Words) -> Text:
    """Return a value as people say it: yes and no in their language, else short."""
    if path.unit == "yes_no":
        return words.named("sweep_option", text)
    return Text.of(short(text))


def short(text: str) -> str:
    """Return a value to three figures; what is no number as it is."""
    try:
        return text if len(text) <= 6 else f"{float(text):.3g}"
    except ValueError:
        return text


def number_of(text: str) -> float:
    """Return the number that a text of a scenario file stands for."""
    return float(text.rstrip("% ")) / 100 if text.endswith("%") else float(text)


def places_of(rows: pd.DataFrame, path: VariedPath) -> list[Any]:
    """Return where points stand along a path: numbers, or options as they are."""
    texts = rows[path.key].tolist()
    return [number_of(text) for text in texts] if path.is_number else texts


def in_order(rows: pd.DataFrame, path: VariedPath) -> pd.DataFrame:
    """Return points by the numbers of a path; options stay as the file has them."""
    if not path.is_number:
        return rows
    return rows.sort_values(
        path.key, key=lambda texts: texts.map(number_of), kind="stable"
    )


def factor_of(headline: Mapping[str, str]) -> float:
    """Return by what a figure is multiplied to be drawn.

    Shares become per cent, and yuan millions.
    """
    return {"share": 100.0, YUAN: MILLIONTH}.get(headline["unit"], 1.0)


def rounded(value: float, factor: float) -> float | None:
    """Return a figure as charts draw it; None, a gap, where there is none."""
    return float(f"{value * factor:.6g}") if isfinite(value) else None
