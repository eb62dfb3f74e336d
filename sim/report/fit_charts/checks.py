"""Ability against what others published: checked, never fitted."""

from __future__ import annotations

from typing import Any

import pandas as pd

from sim.report.blocks import Chart, Table, said
from sim.report.fit_charts.amounts import amount, ends, number, span
from sim.report.fit_charts.names import plain_text
from sim.report.fit_charts.rows import Row, Span, rows_figure
from sim.report.fit_charts.targets import unit_word
from sim.report.words import Text, Words

_NONE = float("nan")


def checks_chart(checks: pd.DataFrame | None, words: Words) -> Chart:
    """Return published figures on ability beside those of the model.

    Parameters
    ----------
    checks
        As `FitPageData.transitions`.
    """
    title = words["checks.title"]
    if checks is None or checks.empty:
        return Chart("checks", title, words["checks.missing"])
    lines = [_whole(line) for line in checks.to_dict("records")]
    return Chart(
        "checks",
        title,
        words["checks.reading"].fill(total=len(lines)),
        rows_figure(
            [_row(line, words) for line in lines],
            {kind: words[f"checks.{kind}"] for kind in ("posterior", "observed")},
        ),
        words["checks.alternative"].fill(total=len(lines)),
        _table(lines, words),
    )


def _whole(line: dict[Any, Any]) -> dict[str, Any]:
    """Return a row with all columns that a table of checks may have."""
    name = str(line["check"])
    label = {lang: str(line.get(f"label_{lang}") or name) for lang in Text._fields}
    return {
        "label": Text.of(label),
        "unit": str(line.get("unit") or "share"),
        "low": float(line.get("low", _NONE)),
        "high": float(line.get("high", _NONE)),
        "published": float(line["published"]),
        "model": float(line["model"]),
    }


def _row(line: dict[str, Any], words: Words) -> Row:
    unit = line["unit"]
    spans = {
        "posterior": Span(_NONE, line["model"], _NONE),
        "observed": Span(line["low"], line["published"], line["high"]),
    }
    hovers = {
        kind: words["fit_hover.number"].fill(
            name=plain_text(line["label"]),
            kind=words[f"checks.{kind}"],
            mid=amount(one.mid, unit, words),
            span=span(one.low, one.high, unit, words),
        )
        for kind, one in spans.items()
    }
    figures = words["checks.figures"].fill(
        published=amount(line["published"], unit, words),
        model=amount(line["model"], unit, words),
    )
    return Row(line["label"], figures, unit, spans, hovers)


def _table(lines: list[dict[str, Any]], words: Words) -> Table:
    heads = ("check", "fit_unit", "published", "published_range", "model")
    return Table(
        "checks",
        words["checks.table"],
        [words[f"fit_head.{head}"] for head in heads],
        [
            [
                said(line["label"]),
                said(unit_word(line["unit"], words)),
                number(line["published"], line["unit"]),
                ends(line["low"], line["high"], line["unit"], words),
                number(line["model"], line["unit"]),
            ]
            for line in lines
        ],
    )
