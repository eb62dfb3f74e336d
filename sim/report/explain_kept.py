"""Tells what became of a home that was kept, and what that meant for others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import isnan, nan, sqrt
from statistics import mean, stdev
from typing import Final

from scipy import special

from sim.report.explain_story import Setting
from sim.report.numbers import count, percent
from sim.report.words import Text

_CONFIDENCE: Final = 0.95


@dataclass(frozen=True)
class KeptUnit:
    """One replication with the home kept, as `sim.experiment.keep_open` has it."""

    draw: int
    replication: int
    day: float
    seen_until: float
    months: int
    """Of the window, how many were seen."""
    is_whole: bool
    """Whether that is the whole window."""
    occupancy: float
    figures: Mapping[str, float]
    without: Mapping[str, float]


def kept_lines(
    home: str,
    rule: str,
    kept: Sequence[KeptUnit],
    units: int,
    limit: float | None,
    setting: Setting,
) -> Iterator[Text]:
    """Yield the sentences about a home that was kept.

    Parameters
    ----------
    home, rule
        Its id, and that of the rule that would have ended it.
    kept
        Replications in which its end was decided; at least one.
    units
        How many replications were asked about.
    limit
        Threshold of the rule; None if it names no occupancy.
    """
    words = setting.words
    yield words["kept.head"].fill(home=setting.home(home))
    yield words["kept.counted"].fill(
        units=units,
        count=len(kept),
        share=percent(len(kept) / units, 0),
        rule=setting.rule_name(rule),
    )
    yield from (_unit(one, home, setting) for one in kept)
    yield from _verdict(kept, home, limit, setting)
    yield from _others(kept, setting)


def _unit(one: KeptUnit, home: str, setting: Setting) -> Text:
    words = setting.words
    name = words["explain.unit"].fill(draw=one.draw, replication=one.replication)
    text = words["kept.unit"].fill(
        unit=name,
        date=setting.date(one.day),
        occupancy=_occupancy(one.occupancy, home, setting),
    )
    if one.is_whole:
        return text
    short = words["kept.short"].fill(
        months=one.months, date=setting.date(one.seen_until)
    )
    return Text(text.zh + short.zh, text.en + short.en)


def interval(values: Sequence[float]) -> tuple[float, float]:
    """Return the 95 % interval of a mean by Student's t; nan of a single value."""
    if len(values) < 2:
        return nan, nan
    error = stdev(values) / sqrt(len(values))
    half = float(special.stdtrit(len(values) - 1, (1 + _CONFIDENCE) / 2)) * error
    return mean(values) - half, mean(values) + half


def _occupancy(share: float, home: str, setting: Setting) -> Text:
    """Return an occupancy, unless it tells of a handful of residents."""
    few = setting.tells_few(home, share)
    return setting.words["mask.hidden"] if few else Text.of(percent(share))


def _verdict(
    kept: Sequence[KeptUnit], home: str, limit: float | None, setting: Setting
) -> Iterator[Text]:
    words = setting.words
    seen = [one.occupancy for one in kept if one.is_whole]
    seen = [one for one in seen if not isnan(one)]
    if not seen:
        yield words["kept.not_seen"]
        return
    asked, average, ends = 0.5 if limit is None else limit, mean(seen), interval(seen)
    told = words["kept.one"]
    if not isnan(ends[0]):
        low, high = (_occupancy(min(max(end, 0.0), 1.5), home, setting) for end in ends)
        told = words["kept.interval"].fill(low=low, high=high)
    yield words["kept.mean_default" if limit is None else "kept.mean"].fill(
        mean=_occupancy(average, home, setting),
        count=len(seen),
        interval=told,
        limit=f"{100 * asked:g}%",
    )
    wrong = average >= asked
    below = sum(one < asked for one in seen)
    yield words["kept.false_closure" if wrong else "kept.right_closure"].fill(
        below=below
    )
    if ends[0] < asked <= ends[1]:
        yield words["kept.unsure"]


def _others(kept: Sequence[KeptUnit], setting: Setting) -> Iterator[Text]:
    """Yield what was otherwise for others, means of the replications."""
    words, timeline = setting.words, setting.scenario.timeline
    span = {"start": timeline.start.isoformat(), "end": timeline.end.isoformat()}
    yield words["kept.others"].fill(**span)
    for name in kept[0].figures:
        having = mean(one.figures[name] for one in kept)
        without = mean(one.without[name] for one in kept)
        change = having - without
        if isnan(change):  # the run was made before there was such a figure
            continue
        sign = "+" if change > 0 else "-" if change < 0 else ""
        yield words["kept.difference"].fill(
            **{"with": count(having)},
            label=words[f"kept.{name}"],
            change=sign + count(abs(change)),
            without=count(without),
        )
