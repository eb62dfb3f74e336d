"""`rules`: read along the chain by their ids, in the order in which they act."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sim.area import Area
from sim.scenario.area_choice import meant_by
from sim.scenario.conditions import condition_of, depth
from sim.scenario.faults import FaultList, hint
from sim.scenario.layer import Layer, Located
from sim.scenario.nodes import Node, locate, plain
from sim.scenario.rule import HomeScope, Limits, Rule
from sim.scenario.rule_actions import action_of
from sim.scenario.rule_checks import check_rule
from sim.scenario.rule_entry import RuleEntry, RuleScope
from sim.scenario.schema import Off
from sim.scenario.source_check import ASSUMPTION, SourceCheck
from sim.timeline import Timeline

DEEPEST = 4


@dataclass(frozen=True)
class RuleReader:
    """Makes rules of entries that are sound alone.

    What is None was faulty itself, and nothing is checked against it.
    """

    timeline: Timeline | None
    planning_start: date | None
    area: Area | None
    sources: SourceCheck

    @property
    def faults(self) -> FaultList:
        """Where what is wrong is noted."""
        return self.sources.faults

    def read(self, name: str, entry: Located[RuleEntry]) -> Rule | None:
        """Return a rule; None, after noting why, if there is no saying when it acts."""
        written, node = entry.value, entry.node
        note = written.note or "、".join(written.assumes) or None
        if written.source == ASSUMPTION and not note:
            self.faults.add(
                locate(node, ["source"]),
                "source 是 assumption 时要写 assumes 或 note，说明假设了什么",
                "an assumption needs assumes or a note that says what is assumed",
            )
        else:
            self.sources.check(written.source, note, node)
        when = None if written.when is None else condition_of(written.when)
        if depth(when) > DEEPEST:
            self.faults.add(
                locate(node, ["when"]),
                f"all、any、not 嵌套超过 {DEEPEST} 层",
                f"all, any and not are nested deeper than {DEEPEST} levels",
            )
        if self.timeline is None or self.planning_start is None:
            return None
        rule = Rule(
            id=name,
            label=written.label.model_dump(),
            source=written.source,
            assumes=tuple(written.assumes),
            note=written.note or "",
            scope=self._scope(written.scope, node),
            reviews=self._reviews(written, node, self.timeline, self.planning_start),
            when=when,
            then=tuple(action_of(one) for one in written.then),
            protect=tuple(written.protect),
            limits=_limits(written),
            precedence=written.precedence,
            file=entry.place.file,
            line=entry.place.line,
            written=_as_written(node),
        )
        check_rule(rule, written, node, self.faults)
        return rule

    def _reviews(
        self, written: RuleEntry, node: Node, timeline: Timeline, start: date
    ) -> tuple[date, ...]:
        first, until = written.review.first, written.until
        if first < start:
            self.faults.add(
                locate(node, ["review"]),
                f"第一次评估 {first} 早于规划起始日 {start}；以前的事写在 history 里",
                f"the first review, {first}, is before planning_start {start}; what "
                "happened before belongs under history",
            )
        if until is not None and until < first:
            self.faults.add(
                locate(node, ["until"]),
                f"until（{until}）早于第一次评估 {first}，规则一次也不评估",
                f"until ({until}) is before the first review, {first}: the rule never "
                "judges",
            )
        return written.review.days(min(until or timeline.end, timeline.end))

    def _scope(self, written: RuleScope, node: Node) -> HomeScope:
        values = written.model_dump(exclude={"counties"})
        return HomeScope(**values, counties=self._counties(written, node))

    def _counties(self, written: RuleScope, node: Node) -> tuple[str, ...]:
        """Return the codes of counties, those of a prefecture for its own."""
        if self.area is None:
            return tuple(written.counties or ())
        codes: dict[str, None] = {}
        for number, code in enumerate(written.counties or ()):
            place = locate(node, ["scope", "counties", number])
            indices = meant_by(code, self.area, place, self.faults)
            codes |= dict.fromkeys(self.area.counties["county_code"].iloc[indices])
        return tuple(codes)


def read_rules(chain: Sequence[Layer], reader: RuleReader) -> tuple[Rule, ...]:
    """Return the rules in force by precedence; of the same, parents' first.

    A rule of a nearer file replaces the whole rule of the same id in its place. Faults
    of the files go to the reader's list.
    """
    held: dict[str, Rule | None] = {}
    for layer in reversed(chain):
        for name, entry in layer.rules.items():
            if isinstance(entry.value, Off):
                _take_out(name, entry, held, reader.faults)
            elif entry.value is None:
                held[name] = None  # It has its fault.
            else:
                sound = Located(entry.value, entry.node, entry.place)
                held[name] = reader.read(name, sound)
    return in_order(rule for rule in held.values() if rule is not None)


def in_order(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """Return rules by precedence; those of the same keep their order."""
    return tuple(sorted(rules, key=lambda rule: rule.precedence))


def _take_out(
    name: str, entry: Located[Any], held: dict[str, Rule | None], faults: FaultList
) -> None:
    if name not in held:
        zh, en = hint(name, held)
        faults.add(
            entry.place,
            f"没有继承到规则“{name}”，无可取消{zh}",
            f"no rule “{name}” is inherited that could be taken out{en}",
        )
    held.pop(name, None)


def _limits(written: RuleEntry) -> Limits:
    values = written.limits.model_dump(exclude={"cooldown"})
    return Limits(**values, cooldown_days=written.limits.cooldown)


def _as_written(node: Node) -> Mapping[str, Any]:
    held = plain(node)
    assert isinstance(held, dict)
    return held
