"""The four numbers of the first screen, each with what must be read beside it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, NamedTuple

from sim.report.answer import shown
from sim.report.figures import Figures
from sim.report.numbers import Estimate, count_in_words, decimals_known, percent
from sim.report.words import Text, Words


class Headline(NamedTuple):
    """One number, its interval, and the lines beneath it."""

    label: Text
    value: Text
    interval: Text | None
    lines: list[Text]
    indicator: str = ""
    of_part: bool = False
    """Whether it is of one kind of homes."""
    basis: Any = None
    """What it rests on; see `sim.report.basis`."""


# What each label is of, and whether of one kind of homes only.
_INDICATORS: Final = {
    "headline.occupancy_public": ("occupancy_rate", True),
    "headline.occupancy_all": ("occupancy_rate", False),
    "headline.nursing": ("nursing_bed_share", False),
    "headline.coverage": ("center_coverage_served", False),
    "headline.guaranteed": ("guaranteed_placed_share", False),
}


def headlines(figures: Figures, words: Words) -> list[Headline]:
    """Return the four numbers of the last year; those that a run lacks are left out."""
    parts: tuple[Callable[[Figures, Words], Headline | None], ...] = (
        occupancy_headline,
        nursing_headline,
        coverage_headline,
        need_headline,
    )
    return [line for part in parts if (line := part(figures, words)) is not None]


def _share(
    figures: Figures, words: Words, label: str, estimate: Estimate, lines: list[Text]
) -> Headline | None:
    if not estimate.is_known:
        return None
    decimals = decimals_known(estimate)
    value = Text.of(percent(estimate.mean, decimals))
    ends = [Text.of(percent(end, decimals)) for end in estimate[1:]]
    name = words[label].fill(year=figures.last_year)
    interval = _interval(figures, estimate, ends, words)
    indicator, of_part = _INDICATORS[label]
    return Headline(name, value, interval, lines, indicator, of_part)


def _interval(
    figures: Figures, estimate: Estimate, ends: list[Text], words: Words
) -> Text | None:
    """Return the interval in words; what is the same in all repetitions says so."""
    if not estimate.has_interval:
        return None
    low, high = ends
    if low == high:
        return words["interval.same"].fill(count=figures.repetitions)
    return words["page.interval"].fill(low=low, high=high)


def _people(figures: Figures, words: Words, line: str, **splits: str) -> list[Text]:
    """Return occupancy with the residents and beds that it is made of."""
    at = figures.last_year
    residents, beds, rate = (
        figures.at(at, one, **splits)
        for one in ("residents", "licensed_beds", "occupancy_rate")
    )
    if not (residents.is_known and beds.is_known and rate.is_known):
        return []
    return [
        words[line].fill(
            share=percent(rate.mean, decimals_known(rate)),
            residents=count_in_words(residents.mean),
            beds=count_in_words(beds.mean),
        )
    ]


def occupancy_headline(figures: Figures, words: Words) -> Headline | None:
    """Return how full public homes are, else all homes."""
    rate = figures.at(figures.last_year, "occupancy_rate", ownership="public")
    lines = [
        *_people(figures, words, "headline.public", ownership="public"),
        *_people(figures, words, "headline.all"),
    ]
    if rate.is_known:
        return _share(figures, words, "headline.occupancy_public", rate, lines)
    rate = figures.at(figures.last_year, "occupancy_rate")
    return _share(figures, words, "headline.occupancy_all", rate, lines)


def _since(figures: Figures, words: Words, indicator: str) -> list[Text]:
    first = figures.at(figures.first_year, indicator)
    if not first.is_known or figures.first_year == figures.last_year:
        return []
    share = percent(first.mean, decimals_known(first))
    return [words["headline.since"].fill(year=figures.first_year, share=share)]


def nursing_headline(figures: Figures, words: Words) -> Headline | None:
    """Return the share of nursing beds."""
    share = figures.at(figures.last_year, "nursing_bed_share")
    lines = _since(figures, words, "nursing_bed_share")
    rate = figures.at(figures.last_year, "beds_per_1000_aged_65_plus")
    if rate.is_known:
        beds = f"{rate.mean:.1f}"
        lines.append(words["headline.beds_per_1000"].fill(beds=beds))
    return _share(figures, words, "headline.nursing", share, lines)


def coverage_headline(figures: Figures, words: Words) -> Headline | None:
    """Return which share of towns and streets a centre serves."""
    at = figures.last_year
    lines = [
        words[f"headline.{one}"].fill(share=shown(estimate, words))
        for one in ("center_coverage_has", "institution_coverage")
        if (estimate := figures.at(at, one)).is_known
    ]
    share = figures.at(at, "center_coverage_served")
    return _share(figures, words, "headline.coverage", share, lines)


def need_headline(figures: Figures, words: Words) -> Headline | None:
    """Return elders without the care they asked for, on an average day."""
    at = figures.last_year
    placed = figures.at(at, "guaranteed_placed_share")
    need = figures.at(at, "unmet_need_person_days").per(figures.days(at))
    wait = figures.at(at, "median_wait_days")
    lines = []
    if placed.is_known:
        lines.append(words["headline.placed"].fill(share=percent(placed.mean)))
    if wait.is_known:
        lines.append(words["headline.wait"].fill(days=f"{wait.mean:.0f}"))
    if not need.is_known:
        return _share(figures, words, "headline.guaranteed", placed, lines[1:])
    ends = [count_in_words(end) for end in need[1:]]
    value = words["headline.persons"].fill(count=count_in_words(need.mean))
    label = words["headline.need"].fill(year=at)
    interval = _interval(figures, need, ends, words)
    return Headline(label, value, interval, lines, "unmet_need_person_days")
