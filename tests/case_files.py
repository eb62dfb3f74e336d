"""Reads the cases that planners write: a small place, rules, what should happen.

The files are read by the reader of scenarios, so that dates, `no` and `50%` mean in a
case what they mean there, and rules go to the program as they were written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sim.scenario.nodes import plain
from sim.scenario.yaml_nodes import parse

FOLDER = Path(__file__).parent / "cases"
OF_FILE = {"about", "homes", "townships", "minutes", "rules", "set", "cases"}
OF_CASE = {
    *("says", "homes", "townships", "minutes", "rule", "rules", "set", "period"),
    *("planning_start", "applicants", "programme", "bug"),
    *("expect", "order", "after", "moved", "log"),
}
OF_HOME = {
    *("beds", "nursing", "residents", "under_60", "leave", "come", "township"),
    *("county", "tier", "ownership", "operation", "social", "carers", "fire"),
    *("equipment", "upgradable", "center"),
}
CLASSES = ("guaranteed", "hardship", "self_paying")
ABILITIES = ("able", "mild", "moderate", "severe")
REVIEW = "2027-01-01"


@dataclass(frozen=True)
class Home:
    """A home as the case describes it, with what is not said filled in."""

    name: str
    county: int
    township: str
    beds: int
    nursing: int
    residents: tuple[tuple[int, int], ...]
    """Class and ability of each."""
    under_60: int
    leave: dict[date, int]
    come: dict[date, int]
    words: dict[str, str]
    """Tier, ownership and the like, as the registry has them."""


@dataclass(frozen=True)
class Applicant:
    """Somebody who asks for a place and stays for good."""

    township: str
    day: date
    elder_class: int
    ability: int


@dataclass(frozen=True)
class Expected:
    """What a rule should decide about a unit at a review."""

    day: str
    """Empty where the case has one review only."""
    rule: str
    unit: str
    outcome: str
    reason: str


@dataclass(frozen=True)
class Case:
    """One case."""

    file: str
    name: str
    homes: tuple[Home, ...]
    townships: dict[str, int]
    """County of each, by name."""
    minutes: dict[str, float]
    """By two names, and `default`."""
    rules: dict[str, Any]
    scenario: dict[str, Any]
    """Period, parameters and programme as a scenario has them."""
    applicants: tuple[Applicant, ...]
    expected: tuple[Expected, ...]
    order: dict[str, list[str]]
    after: dict[str, dict[str, dict[str, str]]]
    """By day and home."""
    moved: dict[str, int]
    log: dict[str, int]
    bug: str
    """What the program is known to do instead; empty if it does as it should."""

    def __str__(self) -> str:
        return f"{self.file}: {self.name}"


def all_cases() -> list[Case]:
    """Return the cases of all files, in the order in which they are written."""
    return [case for path in sorted(FOLDER.glob("*.yaml")) for case in read_cases(path)]


def read_cases(path: Path) -> Iterator[Case]:
    """Yield the cases of a file."""
    read: Any = plain(parse(path.name, path.read_text(encoding="utf-8")))
    _refuse_unknown(path.name, read, OF_FILE)
    for name, written in read["cases"].items():
        _refuse_unknown(f"{path.name}, {name}", written, OF_CASE)
        yield _case(path.stem, name, read, written)


def _case(file: str, name: str, shared: Mapping[str, Any], case: Any) -> Case:
    homes = _homes(shared.get("homes") or {}, case.get("homes") or {})
    townships = {home.township: home.county for home in homes}
    for place in (shared.get("townships") or {}, case.get("townships") or {}):
        townships |= {town: int(county) for town, county in place.items()}
    rules = dict(shared.get("rules") or {}) | dict(case.get("rules") or {})
    if "rule" in case:
        rules["rule"] = case["rule"]
    minutes = {"default": "20"} | (shared.get("minutes") or {})
    return Case(
        file=file,
        name=name,
        homes=homes,
        townships=townships,
        minutes={
            pair: float(value)
            for pair, value in (minutes | (case.get("minutes") or {})).items()
        },
        rules={one: _rule(rule) for one, rule in rules.items()},
        scenario=_scenario(shared, case),
        applicants=tuple(_applicant(one) for one in case.get("applicants") or ()),
        expected=tuple(_expected(case.get("expect") or {}, set(rules))),
        order={day: list(homes) for day, homes in _by_day(case.get("order") or {})},
        after=dict(_by_day(case.get("after") or {})),
        moved={pair: int(n) for pair, n in (case.get("moved") or {}).items()},
        log={event: int(n) for event, n in (case.get("log") or {}).items()},
        bug=case.get("bug", ""),
    )


def _homes(shared: Mapping[str, Any], own: Mapping[str, Any]) -> tuple[Home, ...]:
    names = dict.fromkeys([*shared, *own])
    laid = {name: (shared.get(name) or {}) | (own.get(name) or {}) for name in names}
    return tuple(_home(name, words) for name, words in laid.items())


def _home(name: str, said: dict[str, Any]) -> Home:
    _refuse_unknown(f"home {name}", said, OF_HOME)
    beds = int(said["beds"])
    return Home(
        name=name,
        county=int(said.get("county", 1)),
        township=said.get("township", name),
        beds=beds,
        nursing=int(said.get("nursing", 0)),
        residents=tuple(_people(said.get("residents", "0"))),
        under_60=int(said.get("under_60", 0)),
        leave=_dated(said.get("leave")),
        come=_dated(said.get("come")),
        words={
            "tier": said.get("tier", "township"),
            "ownership": said.get("ownership", "public"),
            "operation": said.get("operation", "direct"),
            "accepts_social": said.get("social", "yes"),
            "care_staff": said.get("carers", str(beds)),
            "fire_safety_ok": said.get("fire", "yes"),
            "equipment_age_years": said.get("equipment", "10"),
            "upgradable": said.get("upgradable", "yes"),
            "regional_center": said.get("center", "no"),
        },
    )


def _people(said: str | dict[str, str]) -> Iterator[tuple[int, int]]:
    """Yield class and ability of residents: `6`, or `{guaranteed severe: 2}`."""
    groups = {"self_paying": said} if isinstance(said, str) else said
    for who, number in groups.items():
        yield from [_who(who)] * int(number)


def _who(said: str) -> tuple[int, int]:
    elder_class, ability = CLASSES.index("self_paying"), 0
    for word in said.split():
        if word in CLASSES:
            elder_class = CLASSES.index(word)
        else:
            ability = ABILITIES.index(word)
    return elder_class, ability


def _applicant(said: Mapping[str, str]) -> Applicant:
    return Applicant(said["in"], date.fromisoformat(said["on"]), *_who(said["who"]))


def _dated(said: Mapping[str, str] | None) -> dict[date, int]:
    return {date.fromisoformat(day): int(n) for day, n in (said or {}).items()}


def _rule(written: Mapping[str, Any]) -> dict[str, Any]:
    """Return a rule as a scenario file has it; what it need not say is filled in."""
    filled: dict[str, Any] = {
        "label": {"zh": "规则", "en": "Rule"},
        "source": "assumption",
        "note": "测试 a test",
        "review": f"once on {REVIEW}",
    }
    return {**filled, **written}


def _scenario(shared: Mapping[str, Any], case: Mapping[str, Any]) -> dict[str, Any]:
    said: dict[str, Any] = {
        "period": case.get("period") or {"start": "2025-01-01", "end": "2029-12-31"},
        "planning_start": case.get("planning_start", REVIEW),
        "replications": "1",
        "seed": "1",
    }
    values = (shared.get("set") or {}) | (case.get("set") or {})
    said["set"] = {
        path: {"value": value, "source": "assumption", "note": "测试 a test"}
        for path, value in values.items()
    }
    if "programme" in case:
        said["programme"] = case["programme"]
    return said


def _expected(said: Mapping[str, Any], rules: set[str]) -> Iterator[Expected]:
    """Yield expectations: `{A: kept}`, by rule, by day, or by day and rule."""
    for day, by_day in _by_day(said):
        by_rule = by_day if set(by_day) <= rules else {"": by_day}
        for rule, units in by_rule.items():
            for unit, text in units.items():
                outcome, _, reason = text.partition(" ")
                yield Expected(day, rule, unit, outcome, reason.strip())


def _by_day(said: Any) -> list[tuple[str, Any]]:
    """Return what is said by day; under an empty day where no day is named."""
    if isinstance(said, dict) and said and all(_is_day(key) for key in said):
        return list(said.items())
    return [("", said)] if said else []


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _refuse_unknown(place: str, said: Mapping[str, Any], known: set[str]) -> None:
    if unknown := sorted(set(said) - known):
        raise ValueError(f"{place}: unknown {', '.join(unknown)}")
