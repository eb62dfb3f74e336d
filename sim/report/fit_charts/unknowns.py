"""What the observations say of each unknown, and of which they say nothing."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite
from typing import Any, Final

import pandas as pd

from sim.report.blocks import Cell, Chart, Table, proper, said
from sim.report.charts import style
from sim.report.fit_charts.amounts import ends, number, span
from sim.report.fit_charts.names import lines_of, plain_text, wrapped
from sim.report.fit_charts.targets import label, unit_word
from sim.report.numbers import NOT_KNOWN
from sim.report.words import Text, Words

LOOKS: Final = {
    "yes": style.Look("#0072B2", "solid", "circle"),
    "partly": style.Look("#D55E00", "dash", "square"),
    "no": style.Look(style.QUIET, "dot", "circle-open"),
}
# Height of a line of words, and of what is drawn beneath it. [px]
_NAME, _DRAWN, _WIDEST = 17, 33, 250
_HEADS: Final = (
    "unknown",
    "fit_unit",
    "prior_median",
    "prior_range",
    "posterior_median",
    "posterior_range",
    "narrowing",
    "identified",
    "source",
    "grade",
    "paths",
)


def unknowns_chart(fitted: pd.DataFrame, words: Words) -> Chart:
    """Return the fitted unknowns after the fit on the scale of what was known before.

    Parameters
    ----------
    fitted
        The rows of role `fitted` of `FitPageData.unknowns`, in the order drawn.
    """
    title = words["unknowns.title"]
    if fitted.empty:
        return Chart("unknowns", title, words["unknowns.missing"])
    counted = counts(fitted)
    return Chart(
        "unknowns",
        title,
        words["unknowns.reading"].fill(**counted),
        _figure(list(fitted.itertuples()), words),
        words["unknowns.alternative"].fill(**counted),
        unknowns_table("unknowns", fitted, words),
    )


def counts(fitted: pd.DataFrame) -> dict[str, int]:
    """Return how many unknowns are identified, partly and not, and how many in all."""
    found = fitted["identified"].astype(str)
    each = {name: int((found == name).sum()) for name in LOOKS}
    return {**each, "total": len(fitted)}


def _figure(lines: Sequence[Any], words: Words) -> dict[str, Any]:
    scaled = [_scaled(line) for line in lines]
    everything = [one for ends in scaled for one in ends if isfinite(one)]
    low, high = min([-0.2, *everything]), max([1.2, *everything])
    names = [wrapped(label(line), _WIDEST) for line in lines]
    tops = [0]
    for name in names:
        tops.append(tops[-1] + _NAME * lines_of(name) + _DRAWN)
    lanes = [top - 18 for top in tops[1:]]
    traces = [
        trace
        for kind, look in LOOKS.items()
        for trace in _kind(kind, look, lines, scaled, lanes, words)
    ]
    return {
        "data": [*traces, _priors(lines, lanes, words)],
        "layout": style.layout(
            tops[-1] + 112,
            margin={"l": 10, "r": 10, "t": 64, "b": 48},
            legend={"orientation": "h", "x": 0, "y": 1, "yanchor": "bottom"},
            xaxis=style.axis(
                words["unknowns.axis"],
                range=[low - 0.05, high + 0.05],
                tickvals=[0, 1],
                ticktext=[words["unknowns.low"], words["unknowns.high"]],
                fixedrange=True,
            ),
            yaxis=style.axis(
                range=[tops[-1], 0], visible=False, fixedrange=True, showgrid=False
            ),
            shapes=[_band()],
            annotations=_notes(lines, names, tops, words),
        ),
    }


def _scaled(line: Any) -> tuple[float, float, float]:
    """Return the posterior where 0 and 1 are the ends of the prior's interval."""
    width = line.prior_high - line.prior_low
    if not width > 0:
        return (float("nan"),) * 3
    low, mid, high = (
        round((one - line.prior_low) / width, 4)
        for one in (line.posterior_low, line.posterior_median, line.posterior_high)
    )
    return low, mid, high


def _kind(
    kind: str,
    look: style.Look,
    lines: Sequence[Any],
    scaled: Sequence[tuple[float, float, float]],
    lanes: Sequence[int],
    words: Words,
) -> list[dict[str, Any]]:
    """Return intervals and medians of the unknowns that are so far identified."""
    chosen = [
        (at, line, ends)
        for at, line, ends in zip(lanes, lines, scaled, strict=True)
        if str(line.identified) == kind and all(isfinite(one) for one in ends)
    ]
    drawn = {"color": look.colour, "dash": look.dash, "width": 4}
    # Hollow ones are filled with white, or their line would strike them through.
    fill = "#fff" if look.marker.endswith("-open") else look.colour
    symbol = {
        "symbol": look.marker.removesuffix("-open"),
        "size": 11,
        "color": fill,
        "line": {"width": 2, "color": look.colour},
    }
    shared = {"type": "scatter", "legendgroup": kind}
    legend = {
        **shared,
        "mode": "lines+markers",
        "x": [None],
        "y": [None],
        "name": words[f"identified.{kind}"],
        "line": drawn,
        "marker": symbol,
    }
    if not chosen:
        return []
    spans = {
        **shared,
        "mode": "lines+markers",
        "marker": {"symbol": "line-ns-open", "size": 9, "color": look.colour}
        | {"line": {"width": 2}},
        "x": [one for _, _, ends in chosen for one in (ends[0], ends[2], None)],
        "y": [one for at, _, _ in chosen for one in (at, at, None)],
        "line": drawn,
        "hoverinfo": "skip",
        "showlegend": False,
    }
    middles = {
        **shared,
        "mode": "markers",
        "x": [ends[1] for _, _, ends in chosen],
        "y": [at for at, _, _ in chosen],
        "customdata": [_hover(line, words) for _, line, _ in chosen],
        "hovertemplate": "%{customdata}<extra></extra>",
        "marker": symbol,
        "showlegend": False,
    }
    return [legend, spans, middles]


def _priors(lines: Sequence[Any], lanes: Sequence[int], words: Words) -> dict[str, Any]:
    """Return the medians before the fit."""
    places = [
        (round((line.prior_median - line.prior_low) / width, 4), at)
        for at, line in zip(lanes, lines, strict=True)
        if (width := line.prior_high - line.prior_low) > 0
    ]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": words["unknowns.prior_median"],
        "x": [x for x, _ in places],
        "y": [y for _, y in places],
        "marker": {"symbol": "line-ns-open", "size": 13, "color": style.INK},
        "hoverinfo": "skip",
    }


def _hover(line: Any, words: Words) -> Text:
    unit = str(line.unit)
    before = span(line.prior_low, line.prior_high, unit, words)
    after = span(line.posterior_low, line.posterior_high, unit, words)
    name = plain_text(label(line))
    return words["fit_hover.unknown"].fill(name=name, before=before, after=after)


def _band() -> dict[str, Any]:
    return {
        "type": "rect",
        "yref": "paper",
        "x0": 0,
        "x1": 1,
        "y0": 0,
        "y1": 1,
        "fillcolor": "#eceff3",
        "line": {"width": 0},
        "layer": "below",
    }


def _notes(
    lines: Sequence[Any], names: Sequence[Text], tops: Sequence[int], words: Words
) -> list[dict[str, Any]]:
    notes = []
    for line, name, top in zip(lines, names, tops, strict=False):
        shared = {"xref": "paper", "y": top + 1, "yanchor": "top", "showarrow": False}
        quiet = {"color": style.QUIET, "size": 12}
        side = words["unknowns.side"].fill(narrowing=narrowed(line))
        bold = Text(*(f"<b>{one}</b>" for one in name))
        left = {"x": 0, "xanchor": "left", "align": "left", "text": bold}
        right = {"x": 1, "xanchor": "right", "text": side, "font": quiet}
        notes += [shared | left, shared | right]
    return notes


def narrowed(line: Any) -> str:
    """Return by how much the spread has shrunk, in whole percents."""
    if not isfinite(line.narrowing):
        return NOT_KNOWN
    return f"{100 * line.narrowing:.0f}%".replace("-0%", "0%").replace("-", "−")


def unknowns_table(name: str, unknowns: pd.DataFrame, words: Words) -> Table:
    """Return prior and posterior of unknowns in their own units."""
    return Table(
        name,
        words[f"{name}.table"],
        [words[f"fit_head.{head}"] for head in _HEADS],
        [_cells(line, words) for line in unknowns.itertuples()],
    )


def _cells(line: Any, words: Words) -> list[Cell]:
    unit = str(line.unit)
    paths = line.paths if isinstance(line.paths, str) else ", ".join(line.paths)
    return [
        said(label(line)),
        said(unit_word(unit, words)),
        number(line.prior_median, unit),
        ends(line.prior_low, line.prior_high, unit, words),
        number(line.posterior_median, unit),
        ends(line.posterior_low, line.posterior_high, unit, words),
        Cell(Text.of(narrowed(line)), f"{line.narrowing:.3f}"),
        said(words.named("identified", str(line.identified))),
        proper(str(line.source)),
        said(words.named("grade", str(line.grade))),
        proper(paths),
    ]
