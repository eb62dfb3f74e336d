"""Whether scenarios can be held against one another at all."""

from __future__ import annotations

from collections.abc import Sequence

from sim.experiment.plan import Plan
from sim.scenario import Fault, Scenario, ScenarioError


def refuse_unlike(plans: Sequence[Plan], baseline: str | None = None) -> None:
    """Refuse scenarios that cannot be held against one another.

    Raises
    ------
    ScenarioError
        One fault for each of them.
    """
    faults = list(_faults([plan.scenario for plan in plans], baseline))
    if faults:
        raise ScenarioError(faults)


def _faults(scenarios: Sequence[Scenario], baseline: str | None) -> list[Fault]:
    if len(scenarios) < 2:
        name = str(scenarios[0].file) if scenarios else "compare"
        zh = "只有一个方案，没有可比的；再写一个方案文件"
        en = "a single scenario has nothing to be compared with; name another file"
        return [Fault(name, 0, 0, zh, en)]
    first, faults = scenarios[0], []
    for place, one in enumerate(scenarios):
        told = _told(one, first, [other.id for other in scenarios[:place]])
        faults += [Fault(str(one.file), 0, 0, zh, en) for zh, en in told]
    ids = [one.id for one in scenarios]
    if baseline is not None and baseline not in ids:
        zh = f"--baseline {baseline}：没有这个方案；可写：{'、'.join(ids)}"
        en = f"there is no such scenario; write one of {', '.join(ids)}"
        faults.append(Fault(f"--baseline {baseline}", 0, 0, zh, en))
    return faults


def _told(
    one: Scenario, first: Scenario, before: Sequence[str]
) -> list[tuple[str, str]]:
    """Return why a scenario does not go with the first one, in both languages."""
    told = []
    if one.id in before:
        zh = f"id {one.id} 前面的文件已经用了；相比的方案各要有自己的 id"
        en = f"another file has the id {one.id}; each scenario needs an id of its own"
        told.append((zh, en))
    if (one.area.folder, one.county_indices) != (
        first.area.folder,
        first.county_indices,
    ):
        zh = f"地区和 {first.file} 不同（县不一样），不能相比"
        en = f"its area is not that of {first.file} (other counties); not comparable"
        told.append((zh, en))
    days = [(each.timeline.start, each.timeline.end) for each in (one, first)]
    if days[0] != days[1]:
        own, other = (f"{start}–{end}" for start, end in days)
        zh = f"时段 {own} 和 {first.file} 的 {other} 不同，不能相比"
        en = f"its period {own} is not the {other} of {first.file}; not comparable"
        told.append((zh, en))
    return told
