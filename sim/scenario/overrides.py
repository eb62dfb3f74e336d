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

COMMAND_LINE = "--set"


def lay_overrides(
    settings: Settings, overrides: Mapping[str, str], start: date, faults: FaultList
) -> None:
    """Change `settings` by `--set PATH=VALUE` or `--set PATH@DATE=VALUE`.

    Parameters
    ----------
    settings
        Changed in place.
    overrides
        Values by path; with `@date` one dated value is added or replaced.
    start
        First day of the period.
    faults
        Receives unknown paths, bad dates and values. No effect is no fault here.
    """
    for key, text in overrides.items():
        place = Place(f"{COMMAND_LINE} {key}={text}")
        path, _, day = key.partition("@")
        if path not in settings:
            add_unknown(path, place, faults)
            continue
        beneath = settings[path]
        try:
            value = beneath.parameter.read(text)
            course = _overridden(beneath, value, day, start)
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


def _overridden(beneath: Setting, value: Value, day: str, start: date) -> Course | None:
    if not day:
        return Course(value)
    if not beneath.parameter.dated:
        return None
    points = dict(beneath.course.points) | {read_day(day): value}
    held = beneath.course.value_on(start)
    return Course.dated(held, points, beneath.course.between, start)
