"""Ability against what others published: checked, never fitted."""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite
from typing import Any, Final

import pandas as pd

from sim.report.blocks import Chart, Table, said
from sim.report.fit_charts.amounts import amount, ends, number, span
from sim.report.fit_charts.names import plain_text
from sim.report.fit_charts.rows import Row, Span, rows_figure
from sim.report.fit_charts.targets import unit_word
from sim.report.fit_data import is_yes
from sim.report.numbers import NOT_KNOWN
from sim.report.words import Text, Words

# Published tables of transitions run to hundreds of rows; the first ones are shown.
MOST: Final = 26
_ENDS: Final = {"observed": "published", "posterior": "model"}


def checks_chart(checks: pd.DataFrame | None, words: Words) -> Chart:
    """Return published figures on ability beside those of the model.

    Parameters
    ----------
    checks
        As `FitPageData.transitions`.
    """
    title = words["checks.title"]
    lines = [] if checks is None else [_whole(one, words) for one in _told(checks)]
    if not lines:
        return Chart("checks", title, words["checks.missing"])
    shown = lines[:MOST]
    told = {
        "total": len(lines),
        "inside": sum(is_yes(line["inside"]) for line in lines),
        "shown": len(shown),
    }
    judged = any(line["inside"] for line in lines)
    form = "checks.reading" if judged else "checks.reading_only"
    return Chart(
        "checks",
        title,
        words[form].fill(**told),
        rows_figure(
            [_row(line, words) for line in shown],
            {kind: words[f"checks.{kind}"] for kind in ("posterior", "observed")},
        ),
        words["checks.alternative"].fill(**told),
        _table(shown, words),
    )


def _told(checks: pd.DataFrame) -> list[dict[Any, Any]]:
    """Return the rows that were checked, under the first definition of disability."""
    chosen = checks
    if "use" in chosen:
        chosen = chosen[chosen["use"] == "checked"]
    if "definition" in chosen and not chosen.empty:
        chosen = chosen[chosen["definition"] == chosen["definition"].iloc[0]]
    return chosen.to_dict("records")


def _whole(line: Mapping[Any, Any], words: Words) -> dict[str, Any]:
    """Return a row with all columns that a table of checks may have."""
    label = {lang: str(line.get(f"label_{lang}") or "") for lang in Text._fields}
    name = Text.of(label) if any(label.values()) else Text.of(line["check"])
    if line.get("bound") in {"upper", "lower"}:
        name = words[f"checks.{line['bound']}"].fill(name=name)
    inside = line.get("inside")
    whole: dict[str, Any] = {
        "label": name,
        "unit": str(line.get("unit") or "share"),
        "inside": "" if inside is None or pd.isna(inside) else str(inside),
    }
    for kind, column in _ENDS.items():
        values = (
            line.get(f"{column}_low"),
            line.get(column),
            line.get(f"{column}_high"),
        )
        whole[kind] = Span(*(_float(one) for one in values))
    return whole


def _float(value: object) -> float:
    return float(pd.to_numeric(pd.Series([value]), errors="coerce").iloc[0])


def _row(line: dict[str, Any], words: Words) -> Row:
    unit = line["unit"]
    spans = {kind: line[kind] for kind in ("posterior", "observed")}
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
        published=_shown(line["observed"], unit, words),
        model=_shown(line["posterior"], unit, words),
    )
    alarming = bool(line["inside"]) and not is_yes(line["inside"])
    return Row(line["label"], figures, unit, spans, hovers, alarming)


def _shown(one: Span, unit: str, words: Words) -> Text:
    """Return a number, or its ends where it has no middle."""
    if isfinite(one.mid):
        return amount(one.mid, unit, words)
    return span(one.low, one.high, unit, words)


def _table(lines: list[dict[str, Any]], words: Words) -> Table:
    heads = ["check", "fit_unit", "published", "published_range"]
    heads += ["model", "model_range", "inside"]
    return Table(
        "checks",
        words["checks.table"],
        [words[f"fit_head.{head}"] for head in heads],
        [
            [
                said(line["label"]),
                said(unit_word(line["unit"], words)),
                number(line["observed"].mid, line["unit"]),
                ends(line["observed"].low, line["observed"].high, line["unit"], words),
                number(line["posterior"].mid, line["unit"]),
                ends(
                    line["posterior"].low, line["posterior"].high, line["unit"], words
                ),
                said(_judged(line["inside"], words)),
            ]
            for line in lines
        ],
    )


def _judged(inside: str, words: Words) -> Text:
    if not inside:
        return Text.of(NOT_KNOWN)
    return words["page.yes" if is_yes(inside) else "page.no"]
