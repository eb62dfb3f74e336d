"""`period`: checked against the calendar and what the area pack describes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sim.area import Area
from sim.scenario.faults import FaultList
from sim.scenario.layer import Located
from sim.scenario.nodes import locate
from sim.scenario.pack_date import day_described, last_day
from sim.timeline import Timeline

# Far beyond any plan; a slip of the pen must not run for a day.
LONGEST_YEARS = 100
# Packs have nobody below 45: later on, nobody new would turn 60.
LONGEST_YEARS_OF_LIVES = 14


def read_span(found: Located[Any] | None, faults: FaultList) -> Timeline | None:
    """Return the simulated time, or None after noting what is wrong with it."""
    if found is None:
        return None
    period = found.value
    if period.end <= period.start:
        faults.add(
            found.node.place,
            f"period 的 end（{period.end}）要晚于 start（{period.start}）",
            f"the end of the period ({period.end}) must be after its start "
            f"({period.start})",
        )
        return None
    if period.end.year - period.start.year > LONGEST_YEARS:
        faults.add(
            found.node.place,
            f"period 超过 {LONGEST_YEARS} 年",
            f"the period is longer than {LONGEST_YEARS} years",
        )
        return None
    return Timeline(period.start, period.end)


def check_start(
    found: Located[Any] | None, area: Area | None, faults: FaultList
) -> None:
    """Note a start other than the day after the one that the pack describes."""
    described = day_described(area) if area else None
    if found is None or described is None:
        return
    first = described + timedelta(days=1)
    if found.value.start != first:
        faults.add(
            locate(found.node, ["start"]),
            f"数据包是 {described} 的状态，period.start 只能写 {first}",
            f"the pack describes {described}: write {first} as period.start",
        )


def check_end(
    found: Located[Any] | None, timeline: Timeline | None, faults: FaultList
) -> None:
    """Note a period in which the pack runs out of people who turn 60.

    Of no matter where demand is renewal, which needs nobody's age.
    """
    if timeline is None or found is None:
        return
    last = last_day(timeline.start, LONGEST_YEARS_OF_LIVES)
    if timeline.end > last:
        faults.add(
            locate(found.node, ["end"]),
            f"period.end 最晚只能是 {last}（{LONGEST_YEARS_OF_LIVES} 年）："
            "数据包里没有开始时不满 45 岁的人，再往后就没有人新满 60 岁",
            f"period.end can be {last} at the latest ({LONGEST_YEARS_OF_LIVES} "
            "years from the start): the pack has nobody younger than 45 at the "
            "start, so after that nobody new turns 60",
        )
