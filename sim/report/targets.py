"""Targets as the page shows them: what was asked, what stands, how likely it is.

A past target is never given a probability: it shows the published figure, or says
that the outcome is unknown and what the model makes of it.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from math import ceil, floor, isfinite
from typing import Any, Final, NamedTuple

import pandas as pd

from sim.report.blocks import Cell, Table, proper, said
from sim.report.indicator_words import indicator_name, is_share
from sim.report.numbers import NOT_KNOWN, count_in_words, percent
from sim.report.words import Text, Words

# From which probability on a target counts as met, likely or unlikely.
_MET: Final = 0.95
_LIKELY: Final = 0.5
_MISSED: Final = 0.05

HOPED: Final = ("met", "likely")
PENDING: Final = (*HOPED, "unlikely", "missed")

_TEXTS: Final = (
    "indicator", "label_zh", "label_en", "date", "sense", "nature", "source",
    "document", "status", "first_met",
)  # fmt: skip
_NUMBERS: Final = ("limit", "published", "mean", "low", "high", "n", "probability")

Line = Mapping[Hashable, Any]


class Target(NamedTuple):
    """One target in words."""

    standing: str
    """`met`, `likely`, `unlikely`, `missed`, `published` or `unknown`."""
    name: Text
    demand: Text
    origin: Text
    """Whose target it is; one that no document of the region gives says so."""
    verdict: Text


def read_targets(table: pd.DataFrame) -> pd.DataFrame:
    """Return the targets by date, each with its `standing`.

    Parameters
    ----------
    table
        As `sim.indicators.targets_table` returns it; columns it lacks are unknown.
    """
    targets = table.reindex(columns=[*_TEXTS, *_NUMBERS])
    targets["date"] = pd.to_datetime(targets["date"]).dt.date
    for name in _NUMBERS:
        targets[name] = pd.to_numeric(targets[name], errors="coerce")
    targets["standing"] = [_standing(line) for line in targets.to_dict("records")]
    return targets.sort_values("date", kind="stable", ignore_index=True)


def _standing(line: Line) -> str:
    if line["status"] == "published":
        return "published"
    probability = line["probability"]
    if line["status"] != "future" or not isfinite(probability):
        return "unknown"
    probability = _allowed(probability, line["n"])
    if probability >= _MET:
        return "met"
    if probability <= _MISSED:
        return "missed"
    return "likely" if probability >= _LIKELY else "unlikely"


def _allowed(probability: float, repetitions: float) -> float:
    """Return a probability no surer than the number of repetitions allows.

    All of n are counted as n of n + 1, none as one of n + 1, so that few repetitions
    never make a target expected or given up. An unknown number counts as one.
    """
    least, most = _bounds(repetitions if isfinite(repetitions) else 1.0)
    return min(max(probability, least), most)


def _bounds(repetitions: float) -> tuple[float, float]:
    """Return the least and the greatest probability that so many can tell."""
    return 1 / (repetitions + 1), repetitions / (repetitions + 1)


def amount(indicator: str, value: float) -> Text:
    """Return a value of an indicator as a target states it."""
    if not isfinite(value):
        return Text.of(NOT_KNOWN)
    if is_share(indicator):
        whole = abs(value * 100 - round(value * 100)) < 1e-9
        return Text.of(percent(value, 0 if whole else 1))
    return count_in_words(value)


def described(targets: pd.DataFrame, words: Words) -> list[Target]:
    """Return the targets of `read_targets` in words, those still to come first."""
    lines = [_target(line, words) for line in targets.to_dict("records")]
    return sorted(lines, key=lambda one: one.standing not in PENDING)


def _target(line: Line, words: Words) -> Target:
    indicator = str(line["indicator"])
    demand = words[f"targets.{_sense(line, indicator)}"].fill(
        limit=amount(indicator, line["limit"]), year=line["date"].year
    )
    return Target(
        standing=line["standing"],
        name=_name(line, indicator),
        demand=demand,
        origin=words.named("origin", str(line["document"])),
        verdict=_verdict(line, indicator, words),
    )


def _name(line: Line, indicator: str) -> Text:
    # The table names the figure that its scope selects, which the id alone does not.
    if pd.isna(line["label_zh"]):
        return indicator_name(indicator)
    return Text(str(line["label_zh"]), str(line["label_en"]))


def _sense(line: Line, indicator: str) -> str:
    if line["sense"] == "at_most":
        return "at_most"
    return "reach" if is_share(indicator) and line["limit"] >= 1 else "at_least"


def _verdict(line: Line, indicator: str, words: Words) -> Text:
    if line["standing"] == "published":
        reached = "reached" if _reached(line) else "not_reached"
        published = amount(indicator, line["published"])
        return words[f"targets.published_{reached}"].fill(value=published)
    if line["standing"] != "unknown":
        n = int(line["n"]) if isfinite(line["n"]) else 1
        chance = _chance(line["probability"], n)
        return words["targets.chance"].fill(chance=chance)
    if line["status"] == "outside":
        return words["targets.outside"]
    if not isfinite(line["mean"]):
        return words["targets.not_computed"]
    mean, low, high = (amount(indicator, line[end]) for end in ("mean", "low", "high"))
    if not isfinite(line["low"]) or low == high:
        return words["targets.unknown_one"].fill(mean=mean)
    return words["targets.unknown"].fill(low=low, high=high)


def _reached(line: Line) -> bool:
    if line["sense"] == "at_most":
        return bool(line["published"] <= line["limit"])
    return bool(line["published"] >= line["limit"])


def _chance(probability: float, repetitions: int) -> Text:
    """Return a probability with no more certainty than the repetitions give.

    The bounds are those of the standing; ten of ten say that it is above 10/11.
    """
    least, most = _bounds(repetitions)
    if probability > most:
        return Text.of(f">{floor(100 * most + 1e-9)}%")
    if probability < least:
        return Text.of(f"<{ceil(100 * least - 1e-9)}%")
    return Text.of(percent(probability, 0))


def targets_table(targets: pd.DataFrame, words: Words) -> Table:
    """Return every target with its clause, what the model says, and when it is met."""
    heads = ("target", "asked", "nature", "standing", "model", "first_met", "clause")
    return Table(
        "targets",
        words["targets.table"],
        [words.named("head", head) for head in heads],
        [_row(line, words) for line in targets.to_dict("records")],
    )


def _row(line: Line, words: Words) -> list[Cell]:
    target = _target(line, words)
    standing = words["targets.standing"].fill(
        standing=words.named("status", target.standing), verdict=target.verdict
    )
    source = line["source"]
    clause = source if isinstance(source, Text) else Text.of(source)
    first = line["first_met"]
    return [
        said(target.name),
        said(target.demand),
        said(words.named("nature", str(line["nature"]))),
        said(standing),
        said(_model(line, words)),
        proper(first if pd.notna(first) else NOT_KNOWN),
        said(words["targets.basis"].fill(origin=target.origin, clause=clause)),
    ]


def _model(line: Line, words: Words) -> Text:
    mean, low, high = (
        amount(str(line["indicator"]), line[end]) for end in ("mean", "low", "high")
    )
    if not isfinite(line["low"]) or low == high:
        return mean
    return words["page.with_ends"].fill(mean=mean, low=low, high=high)
