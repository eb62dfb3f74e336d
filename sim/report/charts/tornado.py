"""Which assumptions move a result: a bar each, the longest on top."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import pandas as pd

from sim.indicators.catalogue import CATALOGUE
from sim.indicators.catalogue import Words as Label
from sim.report.blocks import Cell, Chart, Table, said
from sim.report.charts import style
from sim.report.compare_charts.amounts import change_cell, changed
from sim.report.screened import ends, told_apart
from sim.report.words import Text, Words, joined
from sim.scenario.catalogue import catalogue

WORDS: Final = "screening_words.yaml"
TOP: Final = 12
_NAME: Final = "tornado"
_SPACE: Final = Text("", " ")
_COLOUR: Final = style.LOOKS[0].colour
# Grades are told apart without their colour.
_PATTERNS: Final = {"assumed": "/", "derived": "", "published": "x"}
_ROW: Final = 30

Row = Mapping[Any, Any]


def tornado_chart(
    screening: pd.DataFrame | None,
    labels: Mapping[str, Label],
    words: Words,
    *,
    scenario: str,
) -> Chart:
    """Return how far each assumption moves each headline; the reader chooses which.

    Parameters
    ----------
    screening
        A row a headline and assumption; see `sim.experiment.screening`. None where the
        place has not been screened.
    labels
        What each headline is called.
    words
        With the file `WORDS` among them.
    scenario
        Id of the scenario of the page, perhaps not the one that was screened.
    """
    title = words["screening.title"]
    moved = _moved(screening)
    if screening is None or not moved:
        return Chart(_NAME, title, words["screening.missing"])
    reading = joined(
        [
            _reading(next(iter(moved.items())), labels, words),
            *_design(screening, words, scenario),
        ],
        _SPACE,
    )
    return Chart(
        _NAME,
        title,
        reading,
        _figure(moved, labels, words),
        words["screening.alternative"].fill(reading=reading),
        _table(moved, labels, words),
    )


def _moved(screening: pd.DataFrame | None) -> dict[str, list[Row]]:
    """Return the longest rows of each headline that moves at all."""
    if screening is None or screening.empty:
        return {}
    moving = screening[screening["mu_star"] > 0]
    moving = moving.sort_values("mu_star", ascending=False, kind="stable")
    return {
        headline: list[Row](rows.head(TOP).to_dict("records"))
        for headline in screening["headline"].unique()
        if len(rows := moving[moving["headline"] == headline])
    }


def _reading(
    first: tuple[str, Sequence[Row]], labels: Mapping[str, Label], words: Words
) -> Text:
    headline, rows = first
    row = rows[0]
    return words["screening.reading"].fill(
        year=int(row["year"]),
        headline=_headline(headline, labels, prose=True),
        first=_parameter(row),
        ends=ends(row, words),
        low=changed(float(row["low_change"]), row["unit"]),
        high=changed(float(row["high_change"]), row["unit"]),
        unit=_unit(row, words),
    )


def _design(screening: pd.DataFrame, words: Words, scenario: str) -> list[Text]:
    row = screening.iloc[0]
    counties = str(row["counties"])
    whole = words["screening.whole"]
    told = [
        words["screening.design"].fill(
            bases=int(row["bases"]),
            counties=whole if counties == "all" else counties,
            scenario=row["scenario"],
        ),
        words[f"screening.kind_{row['kind']}"],
        words["screening.limits"],
    ]
    if row["scenario"] != scenario:
        told.insert(0, words["screening.other"].fill(scenario=row["scenario"]))
    return told


def _headline(name: str, labels: Mapping[str, Label], *, prose: bool = False) -> Text:
    label = labels[name]
    return Text(label.zh, label.en[0].lower() + label.en[1:] if prose else label.en)


def _parameter(row: Row) -> Text:
    label = catalogue()[str(row["path"])].label
    return Text(label.zh, label.en)


def _unit(row: Row, words: Words) -> Text:
    if row["unit"] == "share":
        return words["screening.points"]
    told = _unit_label(row)
    return Text(told.zh, f" {told.en}")


def _unit_label(row: Row) -> Text:
    label = next(
        one for one in CATALOGUE.values() if one.unit == row["unit"]
    ).unit_label
    return Text(label.zh, label.en)


def _figure(
    moved: Mapping[str, Sequence[Row]], labels: Mapping[str, Label], words: Words
) -> dict[str, Any]:
    shown = next(iter(moved))
    keys = [_key(grade, words) for grade in _PATTERNS if _has(moved, grade)]
    bars = [_bars(rows, name == shown, words) for name, rows in moved.items()]
    longest = max(len(rows) for rows in moved.values())
    return {
        "data": [*bars, *keys],
        "layout": style.layout(
            170 + _ROW * longest,
            margin={"l": 8, "r": 16, "t": 84, "b": 52},
            legend={"orientation": "h", "x": 0, "y": 1.0, "yanchor": "bottom"},
            xaxis=_across(moved[shown][0], words),
            yaxis=_names(moved[shown]),
            shapes=[_zero()],
            updatemenus=[_menu(moved, len(keys), labels, words)],
        ),
    }


def _bars(rows: Sequence[Row], is_shown: bool, words: Words) -> dict[str, Any]:
    spans = [_span(row) for row in rows]
    sure = [told_apart(row) for row in rows]
    return {
        "type": "bar",
        "orientation": "h",
        "y": list(range(len(rows))),
        "base": [_rounded(low) for low, _ in spans],
        "x": [_rounded(high - low) for low, high in spans],
        "marker": {
            "color": [_COLOUR if one else "#ffffff" for one in sure],
            "line": {"color": _COLOUR, "width": 1.2},
            "pattern": {
                "shape": [_PATTERNS.get(str(row["grade"]), "") for row in rows],
                "fillmode": "overlay",
                "fgcolor": ["#ffffff" if one else _COLOUR for one in sure],
                "size": 7,
                "solidity": 0.25,
            },
        },
        "customdata": [_hover(row, words) for row in rows],
        "hovertemplate": "%{customdata}<extra></extra>",
        "showlegend": False,
        "visible": is_shown,
    }


def _span(row: Row) -> tuple[float, float]:
    factor = 100.0 if row["unit"] == "share" else 1.0
    changes = [0.0, float(row["low_change"]), float(row["high_change"])]
    return factor * min(changes), factor * max(changes)


def _rounded(value: float) -> float:
    return float(f"{value:.4g}")


def _hover(row: Row, words: Words) -> Text:
    return words["screening.hover"].fill(
        name=_parameter(row),
        ends=ends(row, words),
        low=changed(float(row["low_change"]), row["unit"]),
        high=changed(float(row["high_change"]), row["unit"]),
        unit=_unit(row, words),
        grade=words.named("grade", str(row["grade"])),
    )


def _has(moved: Mapping[str, Sequence[Row]], grade: str) -> bool:
    return any(row["grade"] == grade for rows in moved.values() for row in rows)


def _key(grade: str, words: Words) -> dict[str, Any]:
    """Return an entry of the legend: a bar that is nowhere."""
    pattern = {"shape": _PATTERNS[grade], "fgcolor": "#ffffff", "size": 7}
    return {
        "type": "bar",
        "x": [None],
        "y": [None],
        "name": words.named("grade", grade),
        "marker": {
            "color": _COLOUR,
            "pattern": {**pattern, "fillmode": "overlay", "solidity": 0.25},
        },
        "hoverinfo": "skip",
    }


def _across(row: Row, words: Words) -> dict[str, Any]:
    return style.axis(_axis_title(row, words), fixedrange=True)


def _axis_title(row: Row, words: Words) -> Text:
    unit = words["screening.points_axis"]
    if row["unit"] != "share":
        unit = _unit_label(row)
    return words["screening.change"].fill(unit=unit)


def _names(rows: Sequence[Row]) -> dict[str, Any]:
    return style.axis(
        tickmode="array",
        tickvals=list(range(len(rows))),
        ticktext=[_parameter(row) for row in rows],
        range=[len(rows) - 0.4, -0.6],
        automargin=True,
        fixedrange=True,
        showgrid=False,
    )


def _zero() -> dict[str, Any]:
    line = {"color": style.INK, "width": 1}
    return {"type": "line", "yref": "paper", "x0": 0, "x1": 0, "y0": 0, "y1": 1} | {
        "line": line
    }


def _menu(
    moved: Mapping[str, Sequence[Row]],
    keys: int,
    labels: Mapping[str, Label],
    words: Words,
) -> dict[str, Any]:
    def button(name: str) -> dict[str, Any]:
        rows = moved[name]
        names = _names(rows)
        changes = {
            "xaxis.title.text": _axis_title(rows[0], words),
            "xaxis.autorange": True,
            **{f"yaxis.{key}": names[key] for key in ("tickvals", "ticktext", "range")},
        }
        seen = [other == name for other in moved] + [True] * keys
        return {
            "label": _headline(name, labels),
            "method": "update",
            "args": [{"visible": seen}, changes],
        }

    return {
        "type": "dropdown",
        "x": 0,
        "xanchor": "left",
        "y": 1.0,
        "yanchor": "bottom",
        "pad": {"b": 34},
        "active": 0,
        "bgcolor": "#ffffff",
        "bordercolor": style.QUIET,
        "font": {"size": 13},
        "buttons": [button(name) for name in moved],
    }


def _table(
    moved: Mapping[str, Sequence[Row]], labels: Mapping[str, Label], words: Words
) -> Table:
    heads = ("headline", "from", "low", "high", "size", "sigma", "grade")
    named = [words[f"screening.{head}"] for head in heads]
    named.insert(1, words["head.parameter"])
    rows = [
        [
            said(_headline(name, labels)),
            said(_parameter(row)),
            said(ends(row, words)),
            *(_amount(float(row[key]), row) for key in _AMOUNTS),
            said(words.named("grade", str(row["grade"]))),
        ]
        for name, listed in moved.items()
        for row in listed
    ]
    year = int(next(iter(moved.values()))[0]["year"])
    return Table(_NAME, words["screening.table"].fill(year=year), named, rows)


_AMOUNTS: Final = ("low_change", "high_change", "mu_star", "sigma")


def _amount(value: float, row: Row) -> Cell:
    return change_cell(value, str(row["unit"]))
