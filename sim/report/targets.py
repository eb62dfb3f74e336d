"""Targets as the page shows them: what was asked, what stands, how likely it is.

A past target is never given a probability: it shows the published figure, or says
that the outcome is unknown and what the model makes of it.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from datetime import date
from math import isfinite
from typing import Any, Final, NamedTuple

import pandas as pd

from sim.report.blocks import Cell, Table, proper, said
from sim.report.numbers import NOT_KNOWN, count_in_words, percent
from sim.report.words import Text, Words

# From which probability on a target counts as met, likely or unlikely.
_MET: Final = 0.95
_LIKELY: Final = 0.5
_MISSED: Final = 0.05

COLUMNS: Final = (
    "id", "indicator", "date", "sense", "limit", "nature", "source", "document",
    "scope", "published", "mean", "low", "high", "probability", "first_met", "gap",
    "note",
)  # fmt: skip


class Target(NamedTuple):
    """One target in words."""

    status: str
    """`met`, `likely`, `unlikely`, `missed`, `unknown` or `published`."""
    name: Text
    demand: Text
    verdict: Text


def read_targets(table: pd.DataFrame, planning_start: date | None) -> pd.DataFrame:
    """Return the targets with every one of `COLUMNS` and a `status`.

    Parameters
    ----------
    table
        The targets table of a run. `limit`, `published`, `mean`, `low`, `high` and
        `gap` are in the unit of the indicator, `sense` is `at_least` or `at_most`,
        `probability` is missing for past targets. Missing columns count as unknown.
    """
    targets = table.reindex(columns=list(COLUMNS))
    targets["date"] = pd.to_datetime(targets["date"]).dt.date
    for name in ("limit", "published", "mean", "low", "high", "probability", "gap"):
        targets[name] = pd.to_numeric(targets[name], errors="coerce")
    lines = targets.to_dict("records")
    targets["status"] = [_status(line, planning_start) for line in lines]
    return targets


def _status(line: Mapping[Hashable, Any], planning_start: date | None) -> str:
    if isfinite(line["published"]):
        return "published"
    past = planning_start is not None and line["date"] < planning_start
    probability = line["probability"]
    if past or not isfinite(probability):
        return "unknown"
    if probability >= _MET:
        return "met"
    if probability <= _MISSED:
        return "missed"
    return "likely" if probability >= _LIKELY else "unlikely"


def is_share(indicator: str) -> bool:
    """Whether an indicator is a share, to be shown as a percentage."""
    return "share" in indicator or "coverage" in indicator or "occupancy" in indicator


def amount(indicator: str, value: float) -> Text:
    """Return a value of an indicator as a target states it."""
    if not isfinite(value):
        return Text.of(NOT_KNOWN)
    if is_share(indicator):
        whole = abs(value * 100 - round(value * 100)) < 1e-9
        return Text.of(percent(value, 0 if whole else 1))
    return count_in_words(value)


def described(targets: pd.DataFrame, words: Words) -> list[Target]:
    """Return the targets of `read_targets` in words, the next date first."""
    ordered = targets.sort_values("date", kind="stable")
    return [_target(line, words) for line in ordered.to_dict("records")]


def _target(line: Mapping[Hashable, Any], words: Words) -> Target:
    indicator = str(line["indicator"])
    sense = "at_most" if line["sense"] == "at_most" else "at_least"
    demand = words[f"targets.{sense}"].fill(
        limit=amount(indicator, line["limit"]), year=line["date"].year
    )
    name = words.named("indicator", indicator)
    return Target(line["status"], name, demand, _verdict(line, indicator, words))


def _verdict(line: Mapping[Hashable, Any], indicator: str, words: Words) -> Text:
    status = line["status"]
    if status == "published":
        reached = "reached" if _reached(line) else "not_reached"
        return words[f"targets.published_{reached}"].fill(
            value=amount(indicator, line["published"])
        )
    if status == "unknown":
        if not isfinite(line["mean"]):
            return words["targets.unknown_at_all"]
        ends = (line["low"], line["high"])
        low, high = ends if isfinite(ends[0]) else (line["mean"], line["mean"])
        return words["targets.unknown"].fill(
            low=amount(indicator, low), high=amount(indicator, high)
        )
    return words["targets.chance"].fill(
        status=words[f"status.{status}"], chance=_chance(line["probability"])
    )


def _reached(line: Mapping[Hashable, Any]) -> bool:
    if line["sense"] == "at_most":
        return bool(line["published"] <= line["limit"])
    return bool(line["published"] >= line["limit"])


def _chance(probability: float) -> Text:
    """Return a probability without more certainty than a few replications give."""
    if probability >= 0.99:
        return Text(">99%", ">99%")
    if probability <= 0.01:
        return Text("<1%", "<1%")
    return Text.of(percent(probability, 0))


def targets_table(targets: pd.DataFrame, words: Words) -> Table:
    """Return every target with its clause, what the model says, and what is missing."""
    heads = ("target", "asked", "nature", "standing", "model", "first_met", "clause")
    ordered = targets.sort_values("date", kind="stable").to_dict("records")
    return Table(
        "targets",
        words["targets.table"],
        [words.named("head", head) for head in heads],
        [_row(line, words) for line in ordered],
    )


def _row(line: Mapping[Hashable, Any], words: Words) -> list[Cell]:
    target = _target(line, words)
    indicator = str(line["indicator"])
    model = amount(indicator, line["mean"])
    if isfinite(line["mean"]) and isfinite(line["low"]):
        low, high = amount(indicator, line["low"]), amount(indicator, line["high"])
        model = words["page.with_ends"].fill(mean=model, low=low, high=high)
    first = line["first_met"]
    source = line["source"]
    return [
        said(target.name),
        said(target.demand),
        said(words.named("nature", str(line["nature"]))),
        said(target.verdict),
        said(model),
        proper(first if pd.notna(first) else NOT_KNOWN),
        proper(source if isinstance(source, Text) else NOT_KNOWN),
    ]
