"""Charts that the spreadsheet program draws itself, from the cells beside them."""

from __future__ import annotations

from typing import Any, Final

from sim.report.words import Text
from sim.report.workbook.sheets import BarChart, LineChart, Sheet

# Okabe and Ito's colours, told apart by marker and dash as well.
_LOOKS: Final = (
    ("#0072B2", "circle", "solid"),
    ("#D55E00", "square", "dash"),
    ("#009E73", "diamond", "long_dash"),
    ("#CC79A7", "triangle", "dash_dot"),
    ("#56B4E9", "x", "long_dash_dot"),
)
_WIDTH: Final = 860
_HEIGHT: Final = 380
_ROW: Final = 20
_BAR: Final = 16


def add(book: Any, made: Any, sheet: Sheet, head: int, below: int, lang: str) -> None:
    """Draw the charts of a sheet beneath its table."""
    at = below
    for chart in sheet.charts:
        name = made.get_name()
        if isinstance(chart, LineChart):
            drawn, height = _lines(book, chart, name, head, lang), _HEIGHT
        else:
            drawn, height = _bars(book, chart, name, head, lang), _tall(chart)
        drawn.set_size({"width": _WIDTH, "height": height})
        made.insert_chart(at, 0, drawn, {"object_position": 3})
        at += height // _ROW + 2


def _tall(chart: BarChart) -> int:
    return max(_HEIGHT, 110 + _BAR * chart.rows)


def _lines(book: Any, chart: LineChart, sheet: str, head: int, lang: str) -> Any:
    drawn = book.add_chart({"type": "line"})
    years = [sheet, head, chart.first, head, chart.last]
    hidden, series = [], 0
    for (colour, marker, dash), curve in zip(_LOOKS, chart.curves, strict=False):
        name = getattr(curve.name, lang)
        look = {
            "line": {"color": colour, "width": 2.25, "dash_type": dash},
            "marker": {"type": marker, "size": 6, "fill": {"color": colour}},
        }
        thin = {"line": {"color": colour, "width": 0.75, "dash_type": "round_dot"}}
        for row, form in ((curve.mean, look), (curve.low, thin), (curve.high, thin)):
            if row is None:
                continue
            at = head + 1 + row
            values = [sheet, at, chart.first, at, chart.last]
            drawn.add_series(
                {"name": name, "categories": years, "values": values, **form}
            )
            if form is thin:
                hidden.append(series)
            series += 1
    drawn.set_legend({"position": "bottom", "delete_series": hidden})
    drawn.set_title(_title(chart.title, lang))
    drawn.set_y_axis({**_axis(chart.axis, lang), "min": 0})
    return drawn


def _bars(book: Any, chart: BarChart, sheet: str, head: int, lang: str) -> Any:
    drawn = book.add_chart({"type": "bar"})
    first, last = head + 1, head + chart.rows
    drawn.add_series(
        {
            "name": getattr(chart.title, lang),
            "categories": [sheet, first, chart.names, last, chart.names],
            "values": [sheet, first, chart.values, last, chart.values],
            "fill": {"color": _LOOKS[0][0]},
            "gap": 40,
        }
    )
    drawn.set_legend({"none": True})
    drawn.set_title(_title(chart.title, lang))
    drawn.set_x_axis({**_axis(chart.axis, lang), "min": 0})
    # The first row on top, as in the table, and every name written.
    drawn.set_y_axis({"reverse": True, "interval_unit": 1})
    return drawn


def _title(text: Text, lang: str) -> dict[str, Any]:
    return {"name": getattr(text, lang), "name_font": {"size": 13}, "overlay": False}


def _axis(text: Text, lang: str) -> dict[str, Any]:
    return {
        "name": getattr(text, lang),
        "num_format": "0%",
        "major_gridlines": {"visible": True, "line": {"color": "#D9D9D9"}},
    }
