"""A rule as data: which homes, when, on what condition, and what is done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any, Literal

Operator = Literal["<", "<=", ">", ">=", "is"]
Unit = Literal["home", "county", "township"]

# What ends a home as a place to live.
ENDING = ("close", "merge", "convert", "mothball")
# What regret is judged of: a mothballed home can be reopened.
REGRETTED = ("close", "merge", "convert")
# What is done to a county or a township instead of a home.
OF_COUNTY = ("build", "restrict_construction")


@dataclass(frozen=True)
class Comparison:
    """A measure against a limit."""

    measure: str
    """As `sim/supply/measures.py` knows it, such as `home.occupancy.mean24m`."""
    operator: Operator
    limit: float
    """In the unit of the measure: shares 0 to 1, minutes, years; yes is 1, no is 0."""
    reviews: int = 1
    """At how many reviews in a row it must hold."""
    text: str = ""
    """As the planner wrote it."""


@dataclass(frozen=True)
class Group:
    """Conditions taken together."""

    kind: Literal["all", "any", "not"]
    parts: tuple[Condition, ...]


Condition = Comparison | Group


def comparisons(condition: Condition | None) -> Iterator[Comparison]:
    """Yield the comparisons of a condition in the order in which they are written."""
    if isinstance(condition, Comparison):
        yield condition
    elif condition is not None:
        for part in condition.parts:
            yield from comparisons(part)


@dataclass(frozen=True)
class RuleAction:
    """One thing that a rule does.

    Attributes
    ----------
    do
        Name of the action.
    values
        Its choices by name, defaults filled in: durations in days, shares 0 to 1,
        travel in minutes.
    """

    do: str
    values: Mapping[str, float | int | str | bool | None]

    def number(self, name: str) -> float:
        """Return a choice that is a number."""
        value = self.values[name]
        assert isinstance(value, int | float)
        return float(value)

    def text(self, name: str) -> str:
        """Return a choice that is a word."""
        value = self.values[name]
        assert isinstance(value, str)
        return value

    def flag(self, name: str) -> bool:
        """Return a choice that is yes or no."""
        return bool(self.values[name])


@dataclass(frozen=True)
class HomeScope:
    """Which homes a rule looks at; None and empty mean any."""

    tier: str | None = None
    ownership: str | None = None
    operation: str | None = None
    counties: tuple[str, ...] = ()
    beds_below: int | None = None
    beds_from: int | None = None
    regional_center: bool | None = None
    accepts_social: bool | None = None
    public_means: Literal["owner", "operator"] = "owner"
    """Whether entrusted homes count as public."""
    state: Literal["open", "mothballed"] = "open"


@dataclass(frozen=True)
class Limits:
    """How many at a time, in which order, how often."""

    per_county_and_review: int | None = None
    per_review: int | None = None
    order: Literal["lowest_occupancy", "smallest", "oldest_equipment", "id"] = (
        "lowest_occupancy"
    )
    cooldown_days: float = 0.0
    """How long a rule leaves a home alone after any rule acted on it. [days]"""


@dataclass(frozen=True)
class Rule:
    """A rule, checked; nothing in it changes."""

    id: str
    label: Mapping[str, str]
    source: str
    assumes: tuple[str, ...]
    note: str
    scope: HomeScope
    reviews: tuple[date, ...]
    """Days on which it judges, ascending, none after `until` or the period."""
    when: Condition | None
    then: tuple[RuleAction, ...]
    protect: tuple[str, ...] = ()
    limits: Limits = field(default_factory=Limits)
    precedence: int = 100
    file: str = ""
    line: int = 0
    written: Mapping[str, Any] = field(default_factory=dict, compare=False, repr=False)
    """As the file has it: text by key, from which it can be read again."""

    @property
    def unit(self) -> Unit:
        """What is judged: homes, or counties or townships where nothing is done to one.

        Townships where a measure of a township is named.
        """
        if any(action.do not in OF_COUNTY for action in self.then):
            return "home"
        named = [one.measure for one in comparisons(self.when)]
        by_township = any(measure.startswith("township.") for measure in named)
        return "township" if by_township else "county"

    def does(self, *names: str) -> bool:
        """Say whether it does one of some actions."""
        return any(action.do in names for action in self.then)


def decisive(rule: Rule) -> dict[str, Any]:
    """Return what of a rule decides a run: not its label, source, notes or place."""
    return {
        "id": rule.id,
        "scope": asdict(rule.scope),
        "reviews": list(rule.reviews),
        "when": _plain(rule.when),
        "then": [[action.do, dict(action.values)] for action in rule.then],
        "protect": list(rule.protect),
        "limits": asdict(rule.limits),
        "precedence": rule.precedence,
    }


def _plain(condition: Condition | None) -> list[Any] | None:
    if condition is None:
        return None
    if isinstance(condition, Comparison):
        return [*asdict(condition).values()][:-1]
    return [condition.kind, *(_plain(part) for part in condition.parts)]
