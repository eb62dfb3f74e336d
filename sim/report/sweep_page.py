"""Writes the page of a sweep: what was tried, and what each value does.

One self-contained HTML file in Chinese and English, made with the machinery of the
run's page. It computes nothing but the ends of what it shows.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import pandas as pd

from sim.report.bands import size_of, what_holds
from sim.report.blocks import Cell, Table, proper, said
from sim.report.charts.flip_map import WORDS as FLIP_WORDS
from sim.report.compare_charts.amounts import (
    change_cell,
    figure,
    mean_cell,
    name_of,
    span_cell,
    unit_of,
    unit_of_change,
)
from sim.report.compare_charts.money import spoken, spoken_unit
from sim.report.frame import SWEEP, framed, laid
from sim.report.sweep_charts import kind_of, sweep_panels
from sim.report.sweep_data import SweepPageData, VariedPath
from sim.report.sweep_first import question, sweep_cards
from sim.report.sweep_flip import sweep_flip_chart
from sim.report.sweep_values import label_of, number_of, option, short, values_of
from sim.report.words import NOTHING, Text, Words, joined, load_words

_MOST: Final = 3
_HEADS: Final = (
    *("point", "values", "figure", "mean", "interval", "unit"),
    *("difference", "mean_interval", "unit_difference"),
)


def write_sweep_page(path: Path, data: SweepPageData, lang: str = "zh") -> Path:
    """Write the page of a sweep and return its path.

    Parameters
    ----------
    path
        A folder, which gets `report.html`, or a path ending in `.html`.
    lang
        Language that the page opens in, `zh` or `en`; the reader can switch.
    """
    return laid(path, sweep_page(data, sweep_words(), lang))


def sweep_words() -> Words:
    """Return the words of this page, and those that it shares with others."""
    return load_words("compare_words.yaml", "sweep_words.yaml", FLIP_WORDS)


def sweep_page(data: SweepPageData, words: Words, lang: str = "zh") -> str:
    """Return the whole page as text."""
    panels, flip = sweep_panels(data, words), sweep_flip_chart(data, words)
    area, title = Text.of(data.area_name), Text.of(data.title)
    name = f"sweep-{data.scenario_id}-{data.name}"
    parts = {
        "scenario_id": name,
        "page_title": words["sweep.page_title"].fill(title=title, area=area),
        "title": words["sweep.title"].fill(title=title, name=data.name),
        "facts": words[f"sweep.facts{_one(data)}"].fill(
            area=area,
            start=data.start,
            end=data.end,
            points=len(data.points),
            size=size_of(data.replications, data.draws, words),
        ),
        "question": question(data, words),
        "answer": summary(data, words),
        "cards": sweep_cards(data, words),
        "card_reading": words["sweep_first.reading"].fill(year=data.last_year),
        "warnings": [Text.of(one) for one in data.warnings],
        "paths": _paths_table(data, words),
        "charts": {"sweep": panels} | ({} if flip is None else {"flip": flip}),
        "wide": kind_of(data) == "tornado",
        "reading": words["sweep_table.reading"].fill(year=data.last_year),
        "points": _points_table(data, words),
        "caveats": _caveats(data, words),
        "made_by": words["sweep.made_by"].fill(
            version=data.version, scenario=data.scenario_id, seed=data.seed
        ),
    }
    return framed(SWEEP, parts, words, lang)


def _one(data: SweepPageData) -> str:
    """Return the ending of sentences about a single point."""
    return "_one" if len(data.points) == 1 else ""


def summary(data: SweepPageData, words: Words) -> Text:
    """Return what was tried and how far the first figures went, in one sentence."""
    moving = [one for one in data.known_headlines() if not data.stands_still(one)]
    told = []
    for headline in moving[:_MOST]:
        means, unit = data.of(headline["headline"])["mean"], headline["unit"]
        told.append(
            words["sweep_answer.range"].fill(
                name=name_of(headline),
                unit=_counted_in(headline, words),
                low=spoken(figure, unit, means.min()),
                high=spoken(figure, unit, means.max()),
                own=spoken(figure, unit, data.own(headline["headline"])),
            )
        )
    still = len(data.known_headlines()) - len(moving)
    if len(moving) > _MOST:
        told.append(words["sweep_answer.more"].fill(count=len(moving) - _MOST))
    if still:
        told.append(words["sweep_answer.same"].fill(count=still))
    names = joined(map(label_of, data.paths), words["sweep_answer.and"])
    begin = words[f"sweep_answer.begin{_one(data)}"].fill(
        points=len(data.points), paths=names, year=data.last_year
    )
    between = words["sweep_answer.between"]
    return joined([begin, joined(told, between), words["sweep_answer.stop"]])


def _counted_in(headline: Mapping[str, str], words: Words) -> Text:
    """Return the unit that follows a figure; per cent is within the figure."""
    if headline["unit"] == "share":
        return NOTHING
    return words["sweep_answer.unit"].fill(unit=spoken_unit(headline, words))


def _paths_table(data: SweepPageData, words: Words) -> Table:
    heads = [
        words[f"sweep_path.{one}"] for one in ("path", "name", "own", "tried", "unit")
    ]
    rows = [
        [
            proper(path.key),
            said(label_of(path)),
            said(option(path.own, path, words)),
            said(_tried(data, path, words)),
            said(words.named("unit", path.unit)),
        ]
        for path in data.paths
    ]
    return Table("paths", words["sweep_path.table"], heads, rows)


def _tried(data: SweepPageData, path: VariedPath, words: Words) -> Text:
    texts = list(dict.fromkeys(data.points[path.key]))
    if data.design == "one_at_a_time":
        texts = [text for text in texts if text != path.own] or texts
    if data.design != "latin_hypercube":
        return joined(
            [option(text, path, words) for text in texts], words["sweep_answer.and"]
        )
    ordered = sorted(texts, key=number_of)
    return words["sweep_path.span"].fill(low=short(ordered[0]), high=short(ordered[-1]))


def _points_table(data: SweepPageData, words: Words) -> Table:
    heads = [words[f"sweep_table.{one}"] for one in _HEADS]
    rows = [
        _row(row, headline, data, words)
        for headline in data.known_headlines()
        for _, row in data.of(headline["headline"]).iterrows()
    ]
    return Table("points", words["sweep_table.caption"], heads, rows)


def _row(row: Any, headline: Any, data: SweepPageData, words: Words) -> list[Cell]:
    unit = headline["unit"]
    ends = words["page.span"].fill(
        low=figure(row["low"], unit), high=figure(row["high"], unit)
    )
    return [
        Cell(Text.of(row["point"]), row["point"]),
        said(values_of(row, data, words)),
        said(name_of(headline)),
        mean_cell(row["mean"], unit),
        said(ends),
        said(unit_of(headline, words)),
        change_cell(row["difference"], unit),
        span_cell(
            *(row["difference_low"], row["difference_high"], unit),
            # The scenario as it is has no difference, nor repetitions of one.
            0 if pd.isna(row["n"]) else row["n"],
        ),
        said(unit_of_change(headline, words)),
    ]


def _caveats(data: SweepPageData, words: Words) -> list[Text]:
    lines = [words["sweep_caveat.paired"]]
    lines.append(
        what_holds(
            data.replications,
            data.draws,
            words,
            joint=data.joint,
            synthetic=data.synthetic_registry,
        )
    )
    lines.append(words["sweep_caveat.many"])
    if data.joint:
        lines.append(words["sweep_caveat.held"])
    return lines
