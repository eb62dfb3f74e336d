"""Whether the emulator tells what the model itself would say."""

from __future__ import annotations

from math import isfinite
from typing import Any, Final

import numpy as np
import pandas as pd
from scipy.stats import norm

from sim.report.blocks import Cell, Table, said
from sim.report.charts import style
from sim.report.fit_charts.amounts import number
from sim.report.fit_charts.panels import Panel, Panels, small_axis, small_layout
from sim.report.fit_charts.targets import label, unit_word
from sim.report.numbers import NOT_KNOWN, percent
from sim.report.words import Text, Words

# More points are not told apart on a small chart; the table counts all of them.
MOST_POINTS: Final = 120
WEAK: Final = 0.5
_EIGHTY: Final = float(norm.ppf(0.9))


def emulator_panels(
    targets: pd.DataFrame, emulator: pd.DataFrame, words: Words
) -> Panels:
    """Return simulated against predicted, a small chart for each fitted target.

    Parameters
    ----------
    targets
        Rows of `FitPageData.targets`; those of which the emulator has points are drawn.
    emulator
        `target, simulated, predicted, sd`.
    """
    title = words["emulator.title"]
    known = {str(name): points for name, points in emulator.groupby("target")}
    lines: list[Any] = [
        line for line in targets.itertuples() if str(line.target) in known
    ]
    if not lines:
        return Panels("emulator", title, words["emulator.missing"])
    weak = [line for line in lines if line.emulator_r2 < WEAK]
    form = "emulator.reading_weak" if weak else "emulator.reading"
    return Panels(
        "emulator",
        title,
        words[form].fill(weak=len(weak), total=len(lines)),
        [_panel(line, known[str(line.target)], words) for line in lines],
        _table(lines, known, words),
    )


def covered(points: pd.DataFrame) -> float:
    """Return the share of simulations within the 80 % interval of their prediction."""
    miss = (points["simulated"] - points["predicted"]).abs()
    return float((miss <= _EIGHTY * points["sd"]).mean())


def _panel(line: Any, points: pd.DataFrame, words: Words) -> Panel:
    factor = 100.0 if line.unit == "share" else 1.0
    if len(points) > MOST_POINTS:
        chosen = np.linspace(0, len(points) - 1, MOST_POINTS).round().astype(int)
        points = points.iloc[chosen]
    x, y, sd = (
        factor * points[name].to_numpy() for name in ("simulated", "predicted", "sd")
    )
    low, high = float(min(x.min(), y.min())), float(max(x.max(), y.max()))
    pad = 0.05 * ((high - low) or abs(high) or 1.0)
    ends = (low - pad) / factor, (high + pad) / factor
    title = words["emulator.panel"].fill(name=label(line), r2=_r2(line.emulator_r2))
    figure = {
        "data": [_diagonal(low, high), _bars(x, y, sd), _dots(x, y)],
        "layout": small_layout(
            200,
            xaxis=small_axis(*ends, str(line.unit), words["emulator.simulated"]),
            yaxis=small_axis(*ends, str(line.unit)),
            annotations=[style.upright(words["emulator.predicted"])],
            margin={"l": 46, "r": 10, "t": 22, "b": 36},
        ),
    }
    alternative = words["emulator.alternative"].fill(name=title)
    return Panel(f"emulator-{line.target}", title, figure, alternative)


def _r2(value: float) -> str:
    return f"{value:.2f}".replace("-", "−") if isfinite(value) else NOT_KNOWN


def _diagonal(low: float, high: float) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [low, high],
        "y": [low, high],
        "line": {"color": style.WARNING, "width": 1.5, "dash": "dash"},
        "hoverinfo": "skip",
    }


def _bars(x: Any, y: Any, sd: Any) -> dict[str, Any]:
    """Return the 80 % interval of each prediction."""
    places = [
        (_short(a), _short(b - _EIGHTY * c), _short(b + _EIGHTY * c))
        for a, b, c in zip(x, y, sd, strict=True)
    ]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [one for a, _, _ in places for one in (a, a, None)],
        "y": [one for _, low, high in places for one in (low, high, None)],
        "line": {"color": "rgba(0,114,178,0.25)", "width": 1},
        "hoverinfo": "skip",
    }


def _dots(x: Any, y: Any) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [_short(one) for one in x],
        "y": [_short(one) for one in y],
        "marker": {"size": 4.5, "color": "#0072B2", "opacity": 0.75},
        "hoverinfo": "skip",
    }


def _short(value: float) -> float | None:
    return float(f"{value:.5g}") if isfinite(value) else None


def _table(lines: list[Any], known: dict[str, pd.DataFrame], words: Words) -> Table:
    heads = ("target", "fit_unit", "points", "emulator_r2", "rmse", "covered")
    return Table(
        "emulator",
        words["emulator.table"],
        [words[f"fit_head.{head}"] for head in heads],
        [_cells(line, known[str(line.target)], words) for line in lines],
    )


def _cells(line: Any, points: pd.DataFrame, words: Words) -> list[Cell]:
    unit = str(line.unit)
    miss = points["simulated"] - points["predicted"]
    share = covered(points)
    return [
        said(label(line)),
        said(unit_word(unit, words)),
        Cell(Text.of(len(points)), str(len(points))),
        Cell(Text.of(_r2(line.emulator_r2)), f"{line.emulator_r2:.3f}"),
        number(float(np.sqrt((miss**2).mean())), unit),
        Cell(Text.of(percent(share, 0)), f"{share:.3f}"),
    ]
