"""The figure of a tornado: bars, their patterns, and the choice of headlines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from sim.indicators.catalogue import CATALOGUE
from sim.report.charts import style
from sim.report.charts.menus import Option, menu, with_menus
from sim.report.compare_charts.amounts import changed
from sim.report.screened import ends, told_apart
from sim.report.words import Text, Words
from sim.scenario.catalogue import catalogue

_COLOUR: Final = style.LOOKS[0].colour
# Grades are told apart without their colour.
_PATTERNS: Final = {"assumed": "/", "derived": "", "published": "x"}
_ROW: Final = 30

Row = Mapping[Any, Any]


def headline(row: Row, *, prose: bool = False) -> Text:
    """Return what the headline of a row is called; in prose English begins small."""
    zh, en = str(row["label_zh"]), str(row["label_en"])
    return Text(zh, en[0].lower() + en[1:] if prose else en)


def parameter(row: Row) -> Text:
    """Return what the parameter of a row is called."""
    label = catalogue()[str(row["path"])].label
    return Text(label.zh, label.en)


def unit(row: Row, words: Words) -> Text:
    """Return what follows a change in a sentence."""
    if row["unit"] == "share":
        return words["screening.points"]
    told = unit_of(row, words)
    return Text(f" {told.zh}", f" {told.en}")


def unit_of(row: Row, words: Words) -> Text:
    """Return what a change is counted in; shares in percentage points."""
    if row["unit"] == "share":
        return words["screening.points_axis"]
    label = next(
        one for one in CATALOGUE.values() if one.unit == row["unit"]
    ).unit_label
    return Text(label.zh, label.en)


def figure(moved: Mapping[str, Sequence[Row]], words: Words) -> dict[str, Any]:
    """Return the figure: the rows of each headline, the first of which is shown."""
    shown = next(iter(moved))
    keys = [_key(grade, words) for grade in _PATTERNS if _has(moved, grade)]
    bars = [_bars(rows, name == shown, words) for name, rows in moved.items()]
    longest = max(len(rows) for rows in moved.values())
    return {
        "data": [*bars, *keys],
        "layout": with_menus(
            style.layout(
                125 + _ROW * longest,
                margin={"l": 8, "r": 16, "t": 16, "b": 96},
                legend={"orientation": "h", "x": 0, "y": -0.15, "yanchor": "top"},
                xaxis=_across(moved[shown][0], words),
                yaxis=_names(moved[shown]),
                shapes=[_zero()],
            ),
            menu(words["screening.headline"], _options(moved, len(keys), words)),
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
        name=parameter(row),
        ends=ends(row, words),
        low=changed(float(row["low_change"]), row["unit"]),
        high=changed(float(row["high_change"]), row["unit"]),
        unit=unit(row, words),
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
    title = words["screening.change"].fill(unit=unit_of(row, words))
    return style.axis(title, fixedrange=True, tickformat=",")


def _names(rows: Sequence[Row]) -> dict[str, Any]:
    return style.axis(
        tickmode="array",
        tickvals=list(range(len(rows))),
        ticktext=[parameter(row) for row in rows],
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


def _options(
    moved: Mapping[str, Sequence[Row]], keys: int, words: Words
) -> list[Option]:
    return [
        Option(
            headline(rows[0]),
            {"visible": [other == name for other in moved] + [True] * keys},
            {"xaxis": _across(rows[0], words), "yaxis": _names(rows)},
        )
        for name, rows in moved.items()
    ]
