"""What an explanation is made of: lines with their day, and the names of places."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pandas as pd

from sim.report.masking import HIDDEN, SMALL, holds_real_people, is_small, people
from sim.report.numbers import percent
from sim.report.words import Text, Words, joined
from sim.scenario import Scenario
from sim.scenario.rule import Rule

Row = Mapping[Hashable, Any]


@dataclass(frozen=True)
class Line:
    """One thing that happened, or one judgement."""

    day: float
    """[days]"""
    kind: str
    """`review` or the name of the event in the log."""
    date: str
    """As 2027-01-01."""
    text: Text
    row: Mapping[str, object] = field(default_factory=dict)
    """What the CSV has beside the sentence: rule, outcome, measure and the like."""


@dataclass(frozen=True)
class Part:
    """A part of an explanation: sentences, lines with dates, or a table."""

    title: Text | None = None
    sentences: Sequence[Text] = ()
    """Also what a table says, for those who see no table."""
    lines: Sequence[Line] = ()
    heads: Sequence[Text] = ()
    table: Sequence[Sequence[str]] = ()


@dataclass(frozen=True)
class Explanation:
    """What is told, and its rows for a spreadsheet."""

    parts: Sequence[Part]
    rows: pd.DataFrame
    """The column `sentence` is a `Text`."""


class Setting:
    """What sentences need to know of a run: its words, rules, dates and places.

    Parameters
    ----------
    scenario
        As it was run.
    homes
        Registry of one draw: `home_id`, `name`, `township_code`, `beds_ordinary`,
        `beds_nursing`.
    words
        With those of `explain_words.yaml`.
    """

    def __init__(self, scenario: Scenario, homes: pd.DataFrame, words: Words) -> None:
        self.scenario = scenario
        self.words = words
        names = homes["name"].fillna("").astype(str)
        self._name_of = dict(zip(homes["home_id"].astype(str), names, strict=True))
        self._township_of = dict(
            zip(
                homes["home_id"].astype(str),
                homes["township_code"].astype(str),
                strict=True,
            )
        )

        beds = homes["beds_ordinary"] + homes["beds_nursing"]
        self._beds_of = dict(zip(homes["home_id"].astype(str), beds, strict=True))
        self.is_real = holds_real_people(scenario.area)
        """Whether residents are people somebody knows: small counts are hidden."""

    def is_few(self, count: float) -> bool:
        """Whether a count is one of a handful of real residents."""
        return self.is_real and is_small(count)

    def people(self, count: float) -> Text:
        """Return a count of people; a small one of real people in words."""
        return people(count, self.words, real=self.is_real)

    def share(self, share: float, residents: float) -> Text:
        """Return an occupancy, unless it tells of a handful of residents."""
        if self.is_few(residents):
            return self.words["mask.hidden"]
        return Text.of(percent(share))

    def tells_few(self, home: str, share: float) -> bool:
        """Whether an occupancy of a home is one of a handful of real residents."""
        return self.is_few(share * self._beds_of.get(home, 0))

    def in_table(self, count: float) -> object:
        """Return a count of people as a CSV file has it."""
        return SMALL if self.is_few(count) else count

    @property
    def hidden(self) -> str:
        """What a CSV file has for a figure that would tell a small count."""
        return HIDDEN

    @cached_property
    def rules(self) -> dict[str, Rule]:
        """Rules by id."""
        return {rule.id: rule for rule in self.scenario.rules}

    def rule_name(self, rule: str) -> Text:
        """Return the label of a rule."""
        found = self.rules.get(rule)
        return Text.of(found.label) if found is not None else Text.of(rule)

    def date(self, day: float) -> str:
        """Return the date of a moment, as 2027-01-01."""
        return self.scenario.timeline.date(day).isoformat()

    @cached_property
    def _townships(self) -> dict[str, Text]:
        return _names(self.scenario.area.townships, "township_code")

    @cached_property
    def _counties(self) -> dict[str, Text]:
        return _names(self.scenario.area.counties, "county_code")

    def township(self, code: str) -> Text:
        """Return county and township by the township's code."""
        county = self.county(code[:6])
        name = self._townships.get(code, Text.of(code))
        return Text(county.zh + name.zh, f"{name.en}, {county.en}")

    def county(self, code: str) -> Text:
        """Return the name of a county."""
        return self._counties.get(code, Text.of(code))

    def place_of(self, home: str) -> Text:
        """Return county and township of a home."""
        return self.township(self._township_of.get(home, ""))

    def home(self, home: str) -> Text:
        """Return a home as sentences name it: its id, and its name or township."""
        name = self._townships.get(self._township_of.get(home, ""), Text("", ""))
        if own := self._name_of.get(home, ""):
            name = Text.of(own)
        if not name.zh:
            return Text.of(home)
        return Text(f"{home}（{name.zh}）", f"{home} ({name.en})")


def _names(places: pd.DataFrame, key: str) -> dict[str, Text]:
    names = places.get("name_en", places["name_zh"])
    return {
        str(code): Text.of({"zh": zh, "en": en})
        for code, zh, en in zip(places[key], places["name_zh"], names, strict=True)
    }


def sentences(texts: Iterable[Text]) -> Text:
    """Return sentences one after the other, as each language spaces them."""
    told = [text for text in texts if text.zh]
    return Text("".join(text.zh for text in told), " ".join(t.en.strip() for t in told))


def listed(texts: Iterable[Text], words: Words) -> Text:
    """Return things in a list within a sentence."""
    return joined(texts, words["review.and"])
