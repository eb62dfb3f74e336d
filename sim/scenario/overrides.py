"""`--set`: values of the command line, laid over every file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from pydantic_core import PydanticCustomError

from sim.scenario.course import Course, Value
from sim.scenario.faults import FaultList, Place
from sim.scenario.sentences import sentence
from sim.scenario.set_entries import add_unknown
from sim.scenario.setting import Setting, Settings
from sim.scenario.values import read_day
from sim.timeline import Timeline

COMMAND_LINE = "--set"


def lay_overrides(
    settings: Settings, overrides: Mapping[str, str], span: Timeline, faults: FaultList
) -> list[tuple[str, str]]:
    """Change `settings` by `--set PATH=VALUE` or `--set PATH@DATE=VALUE`.

    A constant is laid before dated values of the same path, whatever the order.

    Parameters
    ----------
    settings
        Changed in place.
    overrides
        Values by path; with `@date` one dated value is added or replaced.
    span
        The period.
    faults
        Receives unknown paths, bad dates and values. No effect is no fault here.

    Returns
    -------
        Of each dated value that changes nothing, a warning in Chinese and English.
    """
    warnings = []
    for key, text in sorted(overrides.items(), key=lambda item: "@" in item[0]):
        place = Place(f"{COMMAND_LINE} {key}={text}")
        path, at, day = key.partition("@")
        if path not in settings:
            add_unknown(path, place, faults)
            continue
        if at and not day:
            faults.add(
                place,
                f"“@”后面没有日期；写成 {path}@2030-01-01={text}，"
                f"整个时段不变就写 {path}={text}",
                f"no date after “@”; write {path}@2030-01-01={text}, or "
                f"{path}={text} for the whole period",
            )
            continue
        beneath = settings[path]
        try:
            value = beneath.parameter.read(text)
            course = _overridden(beneath, value, day, span.start)
        except PydanticCustomError as error:
            faults.add(place, *sentence(error, day if "day" in error.type else text))
            continue
        if course is None:
            faults.add(
                place,
                f"“{path}”不随时间变化，不能写 @日期",
                f"“{path}” does not change over time; leave out @date",
            )
            continue
        if day and course.is_same_as(beneath.course, span.start, span.end):
            zh, en = _no_effect(span)
            warnings.append((f"{place.file}: {zh}", f"{place.file}: {en}"))
        settings[path] = replace(
            beneath,
            course=course,
            source="assumption",
            grade="assumed",
            note=f"{COMMAND_LINE} {key}={text}",
            file=COMMAND_LINE,
            line=0,
            layer="command",
        )
    return warnings


def _no_effect(span: Timeline) -> tuple[str, str]:
    return (
        f"没有作用：方案的时段是 {span.start} 至 {span.end}，"
        "这个日期的值不改变其中任何一天",
        f"has no effect: the period is {span.start} to {span.end}, and no day of it "
        "gets another value",
    )


def _overridden(beneath: Setting, value: Value, day: str, start: date) -> Course | None:
    if not day:
        return Course(value)
    if not beneath.parameter.dated:
        return None
    points = dict(beneath.course.points) | {read_day(day): value}
    held = beneath.course.value_on(start)
    return Course.dated(held, points, beneath.course.between, start)
