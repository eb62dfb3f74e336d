"""`sweeps`: which values are tried, read against the parameters that they are of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import prod
from typing import Any, Final

from pydantic_core import PydanticCustomError

from sim.scenario.catalogue import Parameter
from sim.scenario.faults import FaultList, Place
from sim.scenario.layer import Layer, Located
from sim.scenario.nodes import locate
from sim.scenario.rule import Rule
from sim.scenario.rule_changes import RULES
from sim.scenario.rule_list import RuleReader
from sim.scenario.rule_sweep import RuleTrial, is_whole
from sim.scenario.schema import Off
from sim.scenario.sentences import sentence
from sim.scenario.set_entries import add_unknown
from sim.scenario.setting import Settings
from sim.scenario.sweep_entry import Span, SweepEntry
from sim.scenario.values import read_day, read_number

# A slip of the pen must not run for a week.
MOST_POINTS: Final = 1000
_NO_NUMBER: Final = frozenset({"yes_no", "choice"})


@dataclass(frozen=True)
class Varied:
    """A parameter that a sweep varies."""

    key: str
    """Path, or `path@date` for one dated value."""
    values: tuple[str, ...] = ()
    """What is tried, as the file has it; empty where a span is drawn from."""
    low: float = 0.0
    high: float = 0.0
    """Ends of the span that a Latin hypercube draws from."""
    whole: bool = False
    """Whether only whole numbers make sense."""

    @property
    def path(self) -> str:
        """Path of the parameter."""
        return self.key.partition("@")[0]


@dataclass(frozen=True)
class Sweep:
    """Values to try on a scenario, and in which combinations."""

    name: str
    design: str
    """grid, one_at_a_time or latin_hypercube."""
    varied: tuple[Varied, ...]
    points: int | None = None
    """How many points a Latin hypercube has."""
    seed: int = 0
    """Of the points of a Latin hypercube."""


def read_sweeps(
    chain: Sequence[Layer],
    settings: Settings,
    rules: Sequence[Rule],
    reader: RuleReader,
) -> tuple[Sweep, ...]:
    """Return the sweeps of a scenario and its parents; a nearer file's replaces.

    Faults of names, values and bounds go to the reader's list.
    """
    held: dict[str, Sweep] = {}
    faults = reader.faults
    named = {name for layer in chain for name in layer.rules}
    trial = RuleTrial(rules, reader, named - {rule.id for rule in rules})
    for layer in reversed(chain):
        for name, entry in layer.sweeps.items():
            if isinstance(entry.value, Off):
                held.pop(name, None)
            elif (sweep := _sweep(name, entry, settings, trial, faults)) is not None:
                held[name] = sweep
    return tuple(held.values())


def _sweep(
    name: str,
    entry: Located[Any],
    settings: Settings,
    trial: RuleTrial,
    faults: FaultList,
) -> Sweep | None:
    written: SweepEntry = entry.value
    varied = [
        _varied_rule(key, held, entry, trial)
        if key.startswith(RULES)
        else _varied(key, held, entry, settings, faults)
        for key, held in written.vary.items()
    ]
    _check_design(written, entry, faults)
    known = [one for one in varied if one is not None]
    if len(known) < len(varied):
        return None
    if written.design == "grid":
        _check_number(prod(len(one.values) for one in known), entry, faults)
    return Sweep(
        name=name,
        design=written.design,
        varied=tuple(known),
        points=written.points,
        seed=written.seed,
    )


def _check_design(written: SweepEntry, entry: Located[Any], faults: FaultList) -> None:
    """Note a list where a span belongs, the reverse, and points where none belong."""
    drawn = written.design == "latin_hypercube"
    for key, held in written.vary.items():
        if isinstance(held, Span) != drawn:
            place = locate(entry.node, ["vary", key])
            faults.add(
                place,
                f"design: {written.design} 的“{key}”"
                + ("要写 {low: …, high: …}" if drawn else "要写成列表 [值, 值]"),
                f"design: {written.design} needs “{key}” as "
                + ("{low: …, high: …}" if drawn else "a list [value, value]"),
            )
    if drawn and written.points is None:
        faults.add(
            entry.place,
            "latin_hypercube 要写 points（抽几个点）",
            "latin_hypercube needs points: how many are drawn",
        )
    if not drawn and written.points is not None:
        faults.add(
            locate(entry.node, ["points"], key=True),
            f"points 只用于 latin_hypercube；{written.design} 的点由列表决定，删去它",
            f"points belongs to latin_hypercube; the points of {written.design} follow "
            "from the lists: leave it out",
        )
    _check_number(written.points or 0, entry, faults)


def _check_number(points: int, entry: Located[Any], faults: FaultList) -> None:
    if points > MOST_POINTS:
        faults.add(
            entry.place,
            f"共 {points} 个点，最多 {MOST_POINTS} 个",
            f"this makes {points} points; at most {MOST_POINTS} are run",
        )


def _varied(
    key: str,
    held: Any,
    entry: Located[Any],
    settings: Settings,
    faults: FaultList,
) -> Varied | None:
    place = locate(entry.node, ["vary", key], key=True)
    path, at, day = key.partition("@")
    if path not in settings:
        add_unknown(path, place, faults)
        return None
    parameter = settings[path].parameter
    if at and not _is_dated(path, day, parameter, place, faults):
        return None
    if isinstance(held, Span):
        return _span(key, held, entry, parameter, faults)
    return _listed(key, held, entry, parameter, faults)


def _varied_rule(
    key: str, held: Any, entry: Located[Any], trial: RuleTrial
) -> Varied | None:
    place = locate(entry.node, ["vary", key])
    texts = [held.low, held.high] if isinstance(held, Span) else list(held)
    if not trial.works(key, texts, place):
        return None
    if not isinstance(held, Span):
        if len(set(texts)) < len(texts):
            _add_repeated(key, place, trial.reader.faults)
        return Varied(key, tuple(texts))
    try:
        ends = read_number(held.low), read_number(held.high)
    except PydanticCustomError:
        _add_no_number(key, place, trial.reader.faults)
        return None
    return _ends(key, held, ends, is_whole(key), place, trial.reader.faults)


def _is_dated(
    path: str, day: str, parameter: Parameter, place: Place, faults: FaultList
) -> bool:
    if not parameter.dated:
        faults.add(
            place,
            f"“{path}”不随时间变化，不能写 @日期",
            f"“{path}” does not change over time; leave out @date",
        )
        return False
    try:
        read_day(day)
    except PydanticCustomError as error:
        kind = "day" if error.type == "value_missing" else error.type
        faults.add(place, *sentence(PydanticCustomError(kind, ""), day))
        return False
    return True


def _listed(
    key: str,
    texts: Sequence[str],
    entry: Located[Any],
    parameter: Parameter,
    faults: FaultList,
) -> Varied | None:
    place = locate(entry.node, ["vary", key])
    read = []
    for text in texts:
        try:
            read.append(parameter.read(text))
        except PydanticCustomError as error:
            faults.add(place, *sentence(error, text))
    if any(one == other for one, other in pairwise(sorted(read, key=str))):
        _add_repeated(key, place, faults)
    return Varied(key, tuple(texts)) if len(read) == len(texts) else None


def _span(
    key: str,
    held: Span,
    entry: Located[Any],
    parameter: Parameter,
    faults: FaultList,
) -> Varied | None:
    place = locate(entry.node, ["vary", key])
    if parameter.unit in _NO_NUMBER:
        _add_no_number(key, place, faults)
        return None
    ends = []
    for name, text in (("low", held.low), ("high", held.high)):
        try:
            ends.append(float(parameter.read(text)))
        except PydanticCustomError as error:
            faults.add(locate(entry.node, ["vary", key, name]), *sentence(error, text))
    if len(ends) < 2:
        return None
    whole = parameter.unit == "count"
    return _ends(key, held, (ends[0], ends[1]), whole, place, faults)


def _ends(
    key: str,
    held: Span,
    ends: tuple[float, float],
    whole: bool,
    place: Place,
    faults: FaultList,
) -> Varied | None:
    if ends[0] >= ends[1]:
        faults.add(
            place,
            f"low（{held.low}）要小于 high（{held.high}）",
            f"low ({held.low}) must be less than high ({held.high})",
        )
        return None
    return Varied(key, low=ends[0], high=ends[1], whole=whole)


def _add_no_number(key: str, place: Place, faults: FaultList) -> None:
    faults.add(
        place,
        f"“{key}”不是数，没有 low 和 high；用 design: grid 和列表",
        f"“{key}” is no number and has no low and high; use design: grid and a list",
    )


def _add_repeated(key: str, place: Place, faults: FaultList) -> None:
    faults.add(
        place, f"“{key}”有重复的值", f"“{key}” has the same value more than once"
    )
