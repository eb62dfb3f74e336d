"""The values of a sweep's points, as people read them and as charts place them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from sim.report.sweep_data import SweepPageData, VariedPath
from sim.report.words import Text


def label_of(path: VariedPath) -> Text:
    """Return what a path is called."""
    return Text.of(path.label)


def values_of(row: Mapping[str, Any] | pd.Series[Any], data: SweepPageData) -> Text:
    """Return the values of a point in one line."""
    told = [
        (
            f"{one.label['zh']} {short(row[one.key])}",
            f"{one.label['en']} {short(row[one.key])}",
        )
        for one in data.paths
    ]
    return Text("，".join(zh for zh, _ in told), ", ".join(en for _, en in told))


def short(text: str) -> str:
    """Return a value to four figures; what is no number as it is."""
    try:
        return text if len(text) <= 6 else f"{float(text):.4g}"
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
