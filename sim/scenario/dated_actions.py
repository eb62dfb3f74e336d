"""`history` and `programme`: dated changes of homes, checked against the calendar."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal

from sim.scenario.entries import DatedAction
from sim.scenario.faults import FaultList
from sim.scenario.layer import Layer, Located
from sim.scenario.nodes import locate
from sim.scenario.schema import Build, ConvertBeds, Upgrade
from sim.scenario.source_check import SourceCheck
from sim.timeline import Timeline

Label = Literal["history", "programme"]
Written = Located[Upgrade | ConvertBeds | Build]


def read_actions(
    label: Label,
    chain: Sequence[Layer],
    timeline: Timeline | None,
    planning_start: date | None,
    sources: SourceCheck,
) -> list[DatedAction]:
    """Return the actions of the nearest file that has the key, by date.

    Faults of the files go to `sources.faults`.
    """
    written = next(
        (layer.actions[label] for layer in chain if label in layer.actions), []
    )
    for item in written:
        sources.check(item.value.source, item.value.note, item.node)
        _check_amount(item, sources.faults)
        _check_range(item, sources.faults)
        if timeline and planning_start:
            _check_date(label, item, timeline, planning_start, sources.faults)
    return sorted(
        (_action(label, item) for item in written), key=lambda action: action.date
    )


def _check_amount(item: Written, faults: FaultList) -> None:
    action = item.value
    if not isinstance(action, ConvertBeds):
        return
    given = [
        name
        for name in ("beds", "share", "nursing_share")
        if getattr(action, name) is not None
    ]
    if len(given) != 1:
        faults.add(
            item.place,
            "convert_beds 在 beds、share、nursing_share 中写且只写一个",
            "convert_beds needs one of beds, share and nursing_share",
        )


def _check_range(item: Written, faults: FaultList) -> None:
    if item.value.range is None:
        return
    low, high = item.value.range
    amount = _amount(item.value)
    if amount is None:
        faults.add(
            locate(item.node, ["range"], key=True),
            "range 只能和 count 或 beds 一起写",
            "range belongs to count or beds; this entry has neither",
        )
    elif not low <= amount <= high:
        faults.add(
            locate(item.node, ["range"]),
            f"range 写成 [低, 高]，{amount} 要在其中",
            f"range is [low, high] with {amount} within",
        )


def _amount(action: Upgrade | ConvertBeds | Build) -> int | None:
    """Return what a range is about: the homes, or the beds where none are counted."""
    return action.beds if isinstance(action, ConvertBeds) else action.count


def _check_date(
    label: Label,
    item: Written,
    timeline: Timeline,
    planning_start: date,
    faults: FaultList,
) -> None:
    day = item.value.date
    place = locate(item.node, ["date"])
    if label == "history" and not timeline.start <= day < planning_start:
        faults.add(
            place,
            f"{day} 不在历史时段内：应不早于 {timeline.start}，早于规划起始日 "
            f"{planning_start}；以后的变化写在 programme 里",
            f"{day} is no history: it must not be before {timeline.start} and must be "
            f"before planning_start {planning_start}; later changes belong under "
            "programme",
        )
    if label == "programme" and not planning_start <= day <= timeline.end:
        faults.add(
            place,
            f"{day} 不在规划时段内：应在 {planning_start} 到 {timeline.end} 之间；"
            "更早的变化写在 history 里",
            f"{day} is outside the planned time, {planning_start} to {timeline.end}; "
            "earlier changes belong under history",
        )


def _action(label: Label, item: Written) -> DatedAction:
    action = item.value
    among = {} if isinstance(action, Build) else action.among.model_dump()
    return DatedAction(
        label=label,
        date=action.date,
        do=action.do,
        count=getattr(action, "count", None),
        beds=getattr(action, "beds", None),
        share=getattr(action, "share", None),
        nursing_share=getattr(action, "nursing_share", None),
        among={name: value for name, value in among.items() if value},
        tier=getattr(action, "tier", None),
        ownership=getattr(action, "ownership", None),
        grade=action.grade,
        source=action.source,
        note=action.note or "",
        file=item.place.file,
        line=item.place.line,
        range=(action.range[0], action.range[1]) if action.range else None,
    )
