"""The first screen of a sweep: what is asked, and how far the first figures go."""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite
from typing import Any, Final

import pandas as pd

from sim.report.basis import bases, of_headlines
from sim.report.compare_charts.amounts import (
    changed,
    figure,
    name_of,
    span,
)
from sim.report.compare_charts.money import spoken, spoken_unit
from sim.report.compare_first import of_rules
from sim.report.headlines import Headline
from sim.report.sweep_data import SweepPageData
from sim.report.sweep_values import label_of, values_of
from sim.report.words import NOTHING, Text, Words, joined

_CARDS: Final = 4


def question(data: SweepPageData, words: Words) -> Text:
    """Return what is asked by trying these values."""
    return words["sweep_first.question"].fill(
        title=Text.of(data.title),
        paths=joined(map(label_of, data.paths), words["sweep_answer.and"]),
    )


def sweep_cards(data: SweepPageData, words: Words) -> list[Headline]:
    """Return the first figures that move: their range, and the points at its ends.

    They are the first in the order in which all figures stand, not the largest.
    """
    moving = [one for one in data.known_headlines() if not data.stands_still(one)]
    cards = [_card(one, data, words) for one in moving[:_CARDS]]
    known = of_rules(bases(data.figure_grades, words), ruled=data.flip is not None)
    return of_headlines(cards, known, part=data.is_part)


def _card(headline: Mapping[str, str], data: SweepPageData, words: Words) -> Headline:
    rows, unit = data.of(headline["headline"]), headline["unit"]
    means = rows["mean"].to_numpy()
    ends = [rows.iloc[int(means.argmin())], rows.iloc[int(means.argmax())]]
    value = words["page.span"].fill(
        **{
            end: spoken(figure, unit, row["mean"])
            for end, row in zip(("low", "high"), ends, strict=True)
        }
    )
    own = words["sweep_first.own"].fill(
        value=spoken(figure, unit, data.own(headline["headline"])),
        unit=NOTHING if unit == "share" else spoken_unit(headline, words),
    )
    lines = [
        _end(name, row, headline, data, words)
        for name, row in zip(("least", "most"), ends, strict=True)
    ]
    return Headline(
        name_of(headline),
        value,
        own,
        lines[: len(rows)],
        headline["indicator"],
        headline["of"] == "part",
    )


def _end(
    name: str,
    row: pd.Series[Any],
    headline: Mapping[str, str],
    data: SweepPageData,
    words: Words,
) -> Text:
    """Return where a figure is least or most, and how it differs there."""
    unit, ends = headline["unit"], NOTHING
    low, high = row["difference_low"], row["difference_high"]
    if isfinite(low) and low != high:
        ends = words["sweep_first.ends"].fill(ends=spoken(span, unit, low, high))
    return words[f"sweep_first.{name}"].fill(
        values=values_of(row, data, words),
        value=spoken(changed, unit, row["difference"]),
        unit=spoken_unit(headline, words),
        ends=ends,
    )
