"""What to count first: what would most reduce the chance of choosing wrongly."""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite
from typing import Any, Final

import pandas as pd

from sim.report.blocks import Cell, Table, said
from sim.report.charts import style
from sim.report.compare_charts.amounts import name_of, unit_of_change
from sim.report.compare_data import ComparePageData
from sim.report.counting import called, counts
from sim.report.fit_charts.panels import Panel, Panels, small_layout
from sim.report.numbers import NOT_KNOWN, percent
from sim.report.words import Text, Words, joined

WORDS: Final = "information_words.yaml"
LEAST: Final = 20
# Bars of a chart; the table has all unknowns.
_MOST: Final = 8
_ROW: Final = 34
_TOLD, _NOISE = "#0072B2", "#B8C2CC"
_HEADS: Final = (
    *("figure", "unknown", "count", "value", "error", "held_out", "floor"),
    *("unit", "wrong_now", "wrong_after", "verdict"),
)


def information_panels(data: ComparePageData, words: Words) -> Panels:
    """Return a chart for each headline by which some count is worth its while."""
    title = words["information.title"]
    table = data.information
    why = _why_nothing(data, words)
    if table is None or why is not None:
        return Panels("information", title, why or words["information.one_draw"])
    panels = [
        _panel(headline, rows, words)
        for headline, rows in _by_headline(data)
        if (rows["verdict"] == "told").any()
    ]
    form = "reading" if panels else "none_told"
    reading = words[f"information.{form}"].fill(draws=data.draws, year=data.last_year)
    return Panels("information", title, reading, panels, _table(data, words))


def information_lines(data: ComparePageData, words: Words) -> list[Text]:
    """Return what to count first, a sentence or two for each headline."""
    if _why_nothing(data, words) is not None:
        return []
    lines, settled = [], []
    for headline, rows in _by_headline(data):
        if rows["verdict"].iloc[0] == "settled":
            settled.append(name_of(headline))
        else:
            lines.append(_line(headline, rows, data, words))
    if settled:
        listed = joined(settled, words["information.and"])
        lines.append(words["information.settled"].fill(listed=listed))
    return [*lines, words["information.chance"]]


def _why_nothing(data: ComparePageData, words: Words) -> Text | None:
    """Return why nothing can be said, if so."""
    table = data.information
    if data.draws < 2 or table is None:
        return words["information.one_draw"]
    if table.empty:
        return words["information.nothing"]
    if (table["verdict"] == "few").all():
        return words["information.few"].fill(draws=data.draws, least=LEAST)
    return None


def _by_headline(
    data: ComparePageData,
) -> list[tuple[Mapping[str, str], pd.DataFrame]]:
    """Return each headline with what could be counted, what is worth most first."""
    table = data.information
    if table is None:
        return []
    groups = table[table["kind"] == "group"]
    return [
        (one, rows.sort_values("value", ascending=False, kind="stable"))
        for one in data.known_headlines()
        if len(rows := groups[groups["headline"] == one["headline"]])
    ]


def _line(
    headline: Mapping[str, str], rows: pd.DataFrame, data: ComparePageData, words: Words
) -> Text:
    first = rows.iloc[0]
    now = words["information.now"].fill(
        figure=name_of(headline),
        chosen=data.title(str(first["chosen"])),
        wrong=percent(float(first["wrong_now"]), 0),
    )
    told = rows[rows["verdict"] == "told"]
    if told.empty:
        best = called(str(first["unknown"]))
        noise = words["information.noise"].fill(draws=data.draws, best=best)
        return joined([now, noise])
    best_row = told.iloc[0]
    unit = headline["unit"]
    worth = words["information.first"].fill(
        count=what_to_do(str(best_row["unknown"])),
        value=amount(best_row["value"], unit),
        error=amount(best_row["value_error"], unit),
        unit=unit_of_change(headline, words),
    )
    less, error = float(best_row["wrong_less"]), float(best_row["wrong_less_error"])
    if less < 2 * error or less <= 0:
        return joined([now, worth, words["information.not_less"]])
    after = words["information.less"].fill(
        after=percent(float(best_row["wrong_after"]), 0),
        less=f"{100 * less:.0f}",
        error=f"{100 * error:.0f}",
    )
    return joined([now, worth, after])


def what_to_do(unknown: str) -> Text:
    """Return what to count to know an unknown; its own name where nobody said."""
    if unknown in counts():
        return counts()[unknown].count
    for one in counts().values():
        if unknown in one.parts:
            return one.count
    name = called(unknown)
    return Text(f"弄清“{name.zh}”", f'find out "{name.en}"')


def amount(value: float, unit: str) -> str:
    """Return a worth with two figures, of shares in points."""
    if not isfinite(value):
        return NOT_KNOWN
    shown = 100 * value if unit == "share" else value
    return f"{shown:.0f}" if abs(shown) >= 100 else f"{shown:.2g}"


def _panel(headline: Mapping[str, str], rows: pd.DataFrame, words: Words) -> Panel:
    unit = unit_of_change(headline, words)
    shown = rows.head(_MOST)
    name = name_of(headline)
    listed = joined(
        [
            words["information.bar"].fill(
                name=called(str(row["unknown"])),
                value=amount(row["value"], headline["unit"]),
            )
            for row in shown.to_dict("records")
        ],
        words["information.and"],
    )
    return Panel(
        f"information-{headline['headline']}",
        words["information.panel"].fill(name=name, unit=unit),
        _figure(headline, shown, words),
        words["information.alternative"].fill(name=name, listed=listed),
    )


def _figure(
    headline: Mapping[str, str], rows: pd.DataFrame, words: Words
) -> dict[str, Any]:
    factor = 100.0 if headline["unit"] == "share" else 1.0
    names = [called(str(one)) for one in rows["unknown"]]
    told = (rows["verdict"] == "told").tolist()
    floor = factor * float(rows["noise_floor"].iloc[0])
    values = [round(factor * one, 6) for one in rows["value"]]
    errors = [round(factor * one, 6) for one in rows["value_error"]]
    end = 1.08 * max(floor, *(v + e for v, e in zip(values, errors, strict=True)))
    bars = {
        "type": "bar",
        "orientation": "h",
        "x": values,
        "y": list(range(len(names))),
        "width": 0.4,
        "error_x": {
            "type": "data",
            "array": errors,
            "arrayminus": [min(v, e) for v, e in zip(values, errors, strict=True)],
            "thickness": 1.2,
            "width": 3,
            "color": style.INK,
        },
        "marker": {
            "color": [_TOLD if one else _NOISE for one in told],
            "pattern": {"shape": ["" if one else "/" for one in told]},
        },
        "customdata": [_hover(row, headline, words) for _, row in rows.iterrows()],
        "hovertemplate": "%{customdata}<extra></extra>",
    }
    line = {"color": style.WARNING, "width": 1.5, "dash": "dash"}
    shape = {
        "type": "line",
        "yref": "paper",
        "y0": 0,
        "y1": 1,
        "x0": floor,
        "x1": floor,
    }
    labels = [
        {
            "xref": "paper",
            "x": 0,
            "xanchor": "left",
            "y": place - 0.42,
            "yanchor": "middle",
            "text": name,
            "showarrow": False,
            "font": {"size": 12},
            "bgcolor": "rgba(255,255,255,0.85)",
            "borderpad": 0,
        }
        for place, name in enumerate(names)
    ]
    layout = small_layout(
        50 + _ROW * len(names),
        margin={"l": 8, "r": 12, "t": 8, "b": 32},
        xaxis=style.axis(range=[0, end], fixedrange=True, nticks=5),
        yaxis={
            "range": [len(names) - 0.6, -0.8],
            "visible": False,
            "fixedrange": True,
        },
        shapes=[{**shape, "line": line}],
        annotations=labels,
    )
    return {"data": [bars], "layout": layout}


def _hover(row: Any, headline: Mapping[str, str], words: Words) -> Text:
    unit = headline["unit"]
    return words["information.hover"].fill(
        name=called(str(row["unknown"])),
        value=amount(row["value"], unit),
        error=amount(row["value_error"], unit),
        floor=amount(row["noise_floor"], unit),
        unit=unit_of_change(headline, words),
    )


def _table(data: ComparePageData, words: Words) -> Table:
    """Return what can be counted by each headline, what is worth most first.

    Single parameters, of which there are too many to read, stand in the file.
    """
    rows = [
        _row(row, headline, words)
        for headline, own in _by_headline(data)
        for row in own.to_dict("records")
    ]
    heads = [words[f"information_head.{one}"] for one in _HEADS]
    return Table("information", words["information.table"], heads, rows)


def _row(row: Any, headline: Mapping[str, str], words: Words) -> list[Cell]:
    unit = headline["unit"]
    factor = 100.0 if unit == "share" else 1.0
    worth = [
        Cell(
            Text.of(amount(row[name], unit)),
            f"{factor * row[name]:.3g}" if isfinite(row[name]) else "",
        )
        for name in ("value", "value_error", "held_out", "noise_floor")
    ]
    wrong = [
        Cell(Text.of(percent(row[name], 0)), f"{row[name]:.3g}")
        for name in ("wrong_now", "wrong_after")
    ]
    return [
        said(name_of(headline)),
        said(called(str(row["unknown"]))),
        said(what_to_do(str(row["unknown"]))),
        *worth,
        said(unit_of_change(headline, words)),
        *wrong,
        said(words[f"information_verdict.{row['verdict']}"]),
    ]
