"""Which headings mean which field, and which words mean what: `fields.yaml`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Any, Final, Literal

from sim.area.nodes import compose, plain
from sim.importing.text import bare
from sim.scenario.faults import Language

_FILE: Final = Path(__file__).with_name("fields.yaml")
KINDS: Final = ("homes", "population", "travel", "admissions", "events")
REGISTERS: Final = ("admissions", "events")
"""Kinds of table that say who stayed where and when."""

# “床位/张”: what is counted, written behind a stroke.
_UNIT: Final = re.compile(r"/(张|人|名|个|所|家|年|岁|元|万元|分钟|%)$")

Holds = Literal["text", "count", "number", "share", "yes_no", "day", "statement"]


@dataclass(frozen=True)
class Field:
    """One thing that a table may say of each of its rows."""

    id: str
    zh: str
    en: str
    holds: Holds
    is_summed: bool
    """Whether a row of totals has its sum."""
    headings: tuple[re.Pattern[str], ...]

    @cached_property
    def labels(self) -> set[str]:
        """The own names of the field in the form in which headings are compared."""
        return {_forms(name)[0] for name in (self.id, self.zh, self.en)}

    def label(self, language: Language) -> str:
        """Return what the field is called."""
        return self.zh if language == "zh" else self.en


@dataclass(frozen=True)
class Vocabulary:
    """Everything that `fields.yaml` says."""

    fields: Mapping[str, Mapping[str, Field]]
    """By kind of table, then by id."""
    raw: Mapping[str, Any]

    def field_of(self, kind: str, candidates: list[str]) -> tuple[Field, int] | None:
        """Return the field that a heading means, and how well it fits (0 best)."""
        for candidate in candidates:
            for one in self.fields[kind].values():
                if candidate in one.labels:
                    return one, 0
                for rank, pattern in enumerate(one.headings):
                    if pattern.fullmatch(candidate):
                        return one, rank
        return None

    def said_by(self, word: str) -> dict[str, Any]:
        """Return what a word of a cell states of a home; nothing if unknown."""
        # “公办（事业单位）” says two things; “公办养老机构” no more than “公办”.
        parts = [word, *re.split(r"[/、,，;；+()\[\]]", word)]
        parts += [re.sub(r"(养老)?(服务)?(机构|单位)$", "", part) for part in parts]
        said: dict[str, Any] = {}
        for entry in self.raw["statements"]:
            if any(part and bare(part) in entry["words"] for part in parts):
                said |= {key: entry[key] for key in entry if key != "words"}
        return said

    def said_by_name(self, name: str) -> dict[str, Any]:
        """Return what the name of a home states, where it does."""
        for entry in self.raw["name_words"]:
            if any(word in name for word in entry["words"]):
                return {key: entry[key] for key in entry if key != "words"}
        return {}

    def said_in_register(self, field_id: str, word: str) -> str | None:
        """Return what a word of a register means for a field; None if unknown."""
        forms = {
            bare(word),
            *(bare(part) for part in re.split(r"[/、,，;；(（]", word)),
        }
        for meaning, words in self.raw["register_words"][field_id].items():
            if forms & set(words):
                return str(meaning)
        return None

    def yes_or_no(self, word: str) -> bool | None:
        """Return what a word of a cell answers; None for another word."""
        for answer, words in self.raw["yes_no"].items():
            if bare(word) in words:
                return bool(answer == "yes")
        return None

    @cached_property
    def persons(self) -> dict[str, re.Pattern[str]]:
        """Patterns of headings that name, number or reach a person."""
        return {name: re.compile(text) for name, text in self.raw["persons"].items()}

    @cached_property
    def codes(self) -> re.Pattern[str]:
        """Headings of codes of organisations."""
        return re.compile(self.raw["codes"])

    @cached_property
    def passed_over(self) -> re.Pattern[str]:
        """Headings that nobody expects to be used."""
        return re.compile(self.raw["passed_over"])


@cache
def vocabulary() -> Vocabulary:
    """Return the vocabulary, read once."""
    raw = plain(compose(_FILE), _FILE)
    fields = {
        kind: {
            name: Field(
                name,
                entry["zh"],
                entry["en"],
                entry["holds"],
                bool(entry.get("sums", False)),
                tuple(re.compile(str(text)) for text in entry["headings"]),
            )
            for name, entry in raw[kind].items()
        }
        for kind in KINDS
    }
    return Vocabulary(fields, raw)


def heading_candidates(levels: list[str]) -> list[str]:
    """Return the forms under which a heading is looked up, the fullest first.

    Parameters
    ----------
    levels
        Its lines from the top down, where a heading above covers several columns.
    """
    found: list[str] = []
    for text in ("".join(levels), "".join(levels[-2:]), levels[-1] if levels else ""):
        for form in _forms(text):
            if form and form not in found:
                found.append(form)
    return found


# Each heading is tried in many rows and tables, and some sheets have 16,000.
@lru_cache(maxsize=50_000)
def _forms(text: str) -> tuple[str, ...]:
    lowered = re.sub(r"[\s_:：*★●\-.“”\"']", "", text.lower())
    lowered = re.sub(r"^([0-9]+[、)]|[一二三四五六七八九十]+[、])", "", lowered)
    lowered = _UNIT.sub("", lowered)
    kept = re.sub(r"[()\[\]、,，]", "", lowered)
    dropped = re.sub(r"[、,，]", "", re.sub(r"[(\[][^)\]]*[)\]]", "", lowered))
    found = []
    for form in (kept, dropped):
        found += [form, form.removeprefix("其中"), form.replace("/", "")]
        # A heading in both languages: “床位数 Licensed beds”.
        first_letter = re.search(r"[a-z]", form)
        if first_letter is not None:
            at = first_letter.start()
            found += [form[:at].strip("/"), form[at:]]
    return tuple(found)
