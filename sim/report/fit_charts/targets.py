"""Observed figures beside what the model says before and after the fit."""

from __future__ import annotations

from math import isfinite
from typing import Any, Final

import pandas as pd

from sim.report.blocks import Cell, Chart, Table, proper, said
from sim.report.fit_charts.amounts import amount, ends, number, signed, span
from sim.report.fit_charts.names import plain_text
from sim.report.fit_charts.rows import MARKS, Row, Span, rows_figure
from sim.report.fit_data import count_inside, is_yes
from sim.report.words import Text, Words

_HEADS: Final = (
    "target",
    "observed",
    "observed_range",
    "prior_range",
    "posterior_median",
    "posterior_range",
    "predictive_range",
    "inside",
    "z",
)


def fit_chart(targets: pd.DataFrame, words: Words) -> Chart:
    """Return the figures that were fitted.

    Parameters
    ----------
    targets
        The rows of use `fit` of `FitPageData.targets`.
    """
    return _chart("fit", targets, words)


def holdouts_chart(targets: pd.DataFrame, words: Words) -> Chart:
    """Return the figures that were stated in advance and never fitted."""
    return _chart("holdouts", targets, words)


def _chart(name: str, targets: pd.DataFrame, words: Words) -> Chart:
    title = words[f"{name}.title"]
    if targets.empty:
        return Chart(name, title, words[f"{name}.missing"])
    counted = {"inside": count_inside(targets), "total": len(targets)}
    return Chart(
        name,
        title,
        words[f"{name}.reading"].fill(**counted),
        rows_figure(
            [_row(line, words) for line in targets.itertuples()],
            {kind: words[f"fit_kind.{kind}"] for kind in MARKS},
        ),
        words[f"{name}.alternative"].fill(**counted),
        _table(name, targets, words),
    )


def label(line: Any) -> Text:
    """Return the name of a target or an unknown."""
    return Text(str(line.label_zh), str(line.label_en))


def standing(line: Any, words: Words) -> Text:
    """Return whether the value lies within its predictive interval, if there is one."""
    if not (isfinite(line.predictive_low) and isfinite(line.predictive_high)):
        return words["inside.unknown"]
    return words["inside.yes" if is_yes(line.inside) else "inside.no"]


def _row(line: Any, words: Words) -> Row:
    unit = str(line.unit)
    spans = {
        "prior": Span(line.prior_low, line.prior_median, line.prior_high),
        "predictive": Span(line.predictive_low, float("nan"), line.predictive_high),
        "posterior": Span(
            line.posterior_low, line.posterior_median, line.posterior_high
        ),
        "observed": Span(line.low, line.value, line.high),
    }
    name = plain_text(label(line))
    hovers = {
        kind: words["fit_hover.number"].fill(
            name=name,
            kind=words[f"fit_kind.{kind}"],
            mid=amount(one.mid, unit, words),
            span=span(one.low, one.high, unit, words),
        )
        for kind, one in spans.items()
        if kind != "predictive"
    }
    figures = words["fit_row.figures"].fill(
        observed=amount(line.value, unit, words),
        span=span(line.predictive_low, line.predictive_high, unit, words),
        inside=standing(line, words),
    )
    alarming = not is_yes(line.inside) and isfinite(line.predictive_low)
    return Row(label(line), figures, unit, spans, hovers, alarming)


def _table(name: str, targets: pd.DataFrame, words: Words) -> Table:
    score = {"fit": "emulator_r2", "holdouts": "crps"}[name]
    return Table(
        name,
        words[f"{name}.table"],
        [words[f"fit_head.{head}"] for head in (*_HEADS, score)],
        [_cells(line, score, words) for line in targets.itertuples()],
    )


def _cells(line: Any, score: str, words: Words) -> list[Cell]:
    unit = str(line.unit)
    return [
        said(_with_unit(line, words)),
        number(line.value, unit),
        ends(line.low, line.high, unit, words),
        ends(line.prior_low, line.prior_high, unit, words),
        number(line.posterior_median, unit),
        ends(line.posterior_low, line.posterior_high, unit, words),
        ends(line.predictive_low, line.predictive_high, unit, words),
        said(standing(line, words)),
        signed(line.z),
        number(getattr(line, score), unit if score == "crps" else ""),
    ]


def _with_unit(line: Any, words: Words) -> Text:
    form = words["fit_row.with_unit"]
    return form.fill(name=label(line), unit=unit_word(str(line.unit), words))


def sources_table(targets: pd.DataFrame, words: Words) -> Table:
    """Return where each observed figure comes from, fitted or held out."""
    heads = ("target", "use", "observed", "source", "grade", "note")
    return Table(
        "observed",
        words["observed.table"],
        [words[f"fit_head.{head}"] for head in heads],
        [_origin(line, words) for line in targets.itertuples()],
    )


def _origin(line: Any, words: Words) -> list[Cell]:
    source = Text.of({"zh": line.source_title_zh, "en": line.source_title_en})
    note = {lang: getattr(line, f"note_{lang}") for lang in Text._fields}
    note = {lang: "" if pd.isna(one) else str(one) for lang, one in note.items()}
    return [
        said(_with_unit(line, words)),
        said(words[f"use.{line.use}"]),
        number(line.value, str(line.unit)),
        proper(source),
        said(words.named("grade", str(line.grade))),
        proper(Text.of(note)),
    ]


def unit_word(unit: str, words: Words) -> Text:
    """Return what a number of a table is measured in."""
    key = f"fit_measured.{unit}"
    return words[key] if key in words else words.named("unit", unit)
