"""How the draws of each fitted unknown are spread, before the fit and after it."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import pandas as pd

from sim.report.blocks import Cell, Table, said
from sim.report.charts import style
from sim.report.fit_charts.amounts import number
from sim.report.fit_charts.panels import Panel, Panels, small_axis, small_layout
from sim.report.fit_charts.targets import label, unit_word
from sim.report.words import Text, Words

BINS: Final = 24
# Draws beyond these shares of either distribution are not drawn.
_TAIL: Final = 0.005
_QUANTILES: Final = (0.1, 0.5, 0.9)


def marginals(
    fitted: pd.DataFrame, prior: pd.DataFrame, posterior: pd.DataFrame, words: Words
) -> Panels:
    """Return a small chart for each fitted unknown of which there are draws.

    Parameters
    ----------
    fitted
        The rows of role `fitted` of `FitPageData.unknowns`.
    prior, posterior
        Draws, a column an unknown, natural units.
    """
    known = set(prior.columns) & set(posterior.columns)
    lines = [line for line in fitted.itertuples() if line.unknown in known]
    title = words["marginals.title"]
    if not lines or posterior.empty or prior.empty:
        return Panels("marginals", title, words["marginals.missing"])
    panels = [
        _panel(line, prior[line.unknown], posterior[line.unknown], words)
        for line in lines
    ]
    reading = words["marginals.reading"].fill(draws=len(posterior))
    table = _table(lines, prior, posterior, words)
    return Panels("marginals", title, reading, panels, table)


def _panel(line: Any, prior: pd.Series, posterior: pd.Series, words: Words) -> Panel:
    before, after = prior.dropna().to_numpy(), posterior.dropna().to_numpy()
    edges = _edges(before, after)
    factor = 100 if line.unit == "share" else 1
    figure = {
        "data": [
            _steps(before, edges * factor, factor, _LOOK_PRIOR),
            _steps(after, edges * factor, factor, _LOOK_POSTERIOR),
        ],
        "layout": small_layout(
            xaxis={
                **small_axis(float(edges[0]), float(edges[-1]), str(line.unit)),
                "showgrid": False,
                "ticks": "outside",
                "tickcolor": style.GRID,
            },
            yaxis=style.axis(visible=False, fixedrange=True, rangemode="tozero"),
            margin={"l": 8, "r": 8, "t": 6, "b": 24},
        ),
    }
    name = label(line)
    words_for = words["marginals.alternative"].fill(name=name)
    return Panel(f"marginal-{line.unknown}", name, figure, words_for)


_LOOK_PRIOR: Final = {
    "line": {"color": style.QUIET, "dash": "dot", "width": 1.8, "shape": "hv"},
}
_LOOK_POSTERIOR: Final = {
    "line": {"color": "#0072B2", "dash": "solid", "width": 2, "shape": "hv"},
    "fill": "tozeroy",
    "fillcolor": "rgba(0,114,178,0.18)",
}


def _edges(before: Any, after: Any) -> Any:
    ends = (
        np.quantile(before, [_TAIL, 1 - _TAIL]),
        np.quantile(after, [_TAIL, 1 - _TAIL]),
    )
    low, high = min(one[0] for one in ends), max(one[1] for one in ends)
    if not high > low:
        low, high = low - abs(low) * 0.05 - 1e-9, high + abs(high) * 0.05 + 1e-9
    return np.linspace(low, high, BINS + 1)


def _steps(
    draws: Any, edges: Any, factor: float, look: dict[str, Any]
) -> dict[str, Any]:
    """Return the outline of a histogram, shares of all draws."""
    counts = np.histogram(draws * factor, edges)[0] / len(draws)
    heights = [0.0, *counts, 0.0]
    places = [edges[0], *edges]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [float(f"{place:.5g}") for place in places],
        "y": [round(float(height), 4) for height in heights],
        "hoverinfo": "skip",
        **look,
    }


def _table(
    lines: list[Any], prior: pd.DataFrame, posterior: pd.DataFrame, words: Words
) -> Table:
    heads = ["unknown", "fit_unit"]
    heads += [f"{kind}_{q}" for kind in ("prior", "posterior") for q in (10, 50, 90)]
    return Table(
        "marginals",
        words["marginals.table"],
        [words[f"fit_head.{head}"] for head in heads],
        [_cells(line, prior, posterior, words) for line in lines],
    )


def _cells(
    line: Any, prior: pd.DataFrame, posterior: pd.DataFrame, words: Words
) -> list[Cell]:
    unit = str(line.unit)
    values = [
        float(draws[line.unknown].quantile(level))
        for draws in (prior, posterior)
        for level in _QUANTILES
    ]
    name: Text = label(line)
    first = [said(name), said(unit_word(unit, words))]
    return [*first, *(number(value, unit) for value in values)]
