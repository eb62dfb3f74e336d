"""Values that a planner set and that cannot do what they seem to say.

They are sound values, so they are warnings and no faults.
"""

from __future__ import annotations

from sim.scenario.setting import Setting, Settings, shown_value
from sim.timeline import Timeline

POINTS = "village.points_per_100_villages"
LEVEL = "demand.level"
CAP = "demand.multiplier_cap"


def without_effect(settings: Settings, span: Timeline) -> list[tuple[str, str]]:
    """Return a warning in Chinese and English for each value without effect.

    Parameters
    ----------
    settings
        As they hold in the scenario.
    span
        The period.
    """
    warnings = []
    points, level = settings[POINTS], settings[LEVEL]
    if _is_set(points) and not points.course.changes(span.start, span.end):
        warnings.append(_told(points, *_constant_points(points, span)))
    cap = float(settings[CAP].course.value_on(span.start))
    highest = _highest(level, span)
    if highest > cap and (_is_set(level) or _is_set(settings[CAP])):
        told = level if _is_set(level) else settings[CAP]
        warnings.append(_told(told, *_beyond_cap(highest, cap)))
    return warnings


def _is_set(held: Setting) -> bool:
    """Whether a scenario or the command line says the value."""
    return held.layer in ("scenario", "command")


def _highest(held: Setting, span: Timeline) -> float:
    days = [span.start, *(day for day, _ in held.course.points), span.end]
    return max(
        float(held.course.value_on(day))
        for day in days
        if span.start <= day <= span.end
    )


def _constant_points(points: Setting, span: Timeline) -> tuple[str, str]:
    value = shown_value(points.course.value_on(span.start))
    return (
        f"“{POINTS}”整个时段都是 {value}，对结果没有作用："
        f"起作用的只是 {span.start} 以后的变化，请用 values: 按日期写",
        f"“{POINTS}” is {value} throughout and so has no effect: only change after "
        f"{span.start} counts; write values: by date",
    )


def _beyond_cap(highest: float, cap: float) -> tuple[str, str]:
    return (
        f"“{LEVEL}”写到 {highest:g}，但申请倍数的上限“{CAP}”是 {cap:g}，"
        "超出的部分没有作用；要更高，把上限一并调高",
        f"“{LEVEL}” reaches {highest:g}, but “{CAP}” caps what multiplies applications "
        f"at {cap:g}; what is above has no effect unless the cap is raised too",
    )


def _told(held: Setting, zh: str, en: str) -> tuple[str, str]:
    place = f"{held.file}:{held.line}" if held.line else str(held.note)
    return f"{place}: {zh}", f"{place}: {en}"
