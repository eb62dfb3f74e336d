"""What the draws of a run move: what is not known, as far as the pack says so.

A pack with joint draws moves its parameters together. Every pack moves how attractive
each home is, one without a real registry its homes as well, and dated facts that have
a range their amounts.
"""

from __future__ import annotations

from dataclasses import dataclass

from sim.scenario import Fault, Scenario, ScenarioError
from sim.scenario.draws import drawn_paths, too_many


@dataclass(frozen=True)
class Doubt:
    """What differs from draw to draw, and what the scenario holds fixed."""

    draws: int
    parameters: tuple[str, ...]
    """Paths that the joint draws move."""
    held: tuple[str, ...]
    """Paths that the pack would move, had the scenario not said a value."""
    registry: bool
    """Whether the homes are drawn anew."""
    amounts: int
    """Dated facts whose amounts are drawn."""

    @property
    def is_joint(self) -> bool:
        """Whether the draws move parameters, and not the homes alone."""
        return self.draws > 1 and bool(self.parameters)


def doubt_of(scenario: Scenario) -> Doubt:
    """Return what the draws of a scenario move; nothing where there is one draw."""
    several = scenario.draws > 1
    moved = scenario.drawn_paths() if several else []
    named = drawn_paths(scenario.area) if several else []
    facts = (*scenario.history, *scenario.programme)
    return Doubt(
        draws=scenario.draws,
        parameters=tuple(moved),
        held=tuple(path for path in named if path not in moved),
        registry=several and scenario.area.homes is None,
        amounts=sum(fact.range is not None for fact in facts) if several else 0,
    )


def refuse_too_many(scenario: Scenario, place: str) -> None:
    """Refuse more draws than the pack has.

    Raises
    ------
    ScenarioError
        The sentence says how many there are.
    """
    told = too_many(scenario.area, scenario.draws)
    if told is not None:
        raise ScenarioError([Fault(place, 0, 0, *told)])


def without_parameters(scenario: Scenario) -> list[tuple[str, str]]:
    """Return a warning in both languages where several draws move no parameter."""
    doubt = doubt_of(scenario)
    if doubt.draws == 1 or doubt.is_joint or scenario.draws_homes_alone:
        return []
    zh, en = ["各机构的吸引力"], ["how attractive each home is"]
    if doubt.registry:
        zh.insert(0, "机构名册")
        en.insert(0, "the registry of homes")
    if doubt.amounts:
        zh.append("写有 range 的变动数量")
        en.append("the amounts of dated changes that have a range")
    fixed = bool(doubt.held)
    why_zh = "联合抽样的参数都已由方案写定" if fixed else "数据包没有联合抽样"
    why_en = (
        "the scenario fixes every parameter of the joint draws"
        if fixed
        else f"the pack {scenario.area.name} has no joint draws"
    )
    return [
        (
            f"{why_zh}：{doubt.draws} 组抽样只变动{'、'.join(zh)}，不变动参数；"
            "区间不含参数不确定",
            f"{why_en}: the {doubt.draws} draws change only {', '.join(en)}, and no "
            "parameter; doubt about the parameters is not in the intervals",
        )
    ]
