"""Parameters with their values, layer over layer: catalogue, area pack, files, --set.

Later layers replace earlier ones whole, and every value keeps where it came from.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from pydantic_core import PydanticCustomError

from sim.area import AreaError, AreaValue
from sim.scenario.catalogue import Parameter, catalogue, catalogue_lines
from sim.scenario.course import Course, Value
from sim.scenario.faults import FaultList, Place, hint
from sim.scenario.file_text import shown
from sim.scenario.layer import Located
from sim.scenario.nodes import locate
from sim.scenario.outcomes import is_outcome
from sim.scenario.schema import SetEntry
from sim.scenario.sentences import sentence
from sim.scenario.source_check import SourceCheck
from sim.scenario.values import read_day

COMMAND_LINE = "--set"


@dataclass(frozen=True)
class Setting:
    """A parameter as it holds in a scenario, and where its value came from."""

    path: str
    parameter: Parameter
    course: Course
    low: float | None
    high: float | None
    source: str
    grade: str
    note: str
    file: str
    line: int


Settings = dict[str, Setting]


def from_catalogue() -> Settings:
    """Return every parameter at its default."""
    lines = catalogue_lines()
    return {
        path: Setting(
            path,
            parameter,
            Course(parameter.read(parameter.default)),
            parameter.range[0] if parameter.range else None,
            parameter.range[1] if parameter.range else None,
            parameter.source,
            parameter.grade,
            "",
            "sim/scenario/catalogue.yaml",
            lines[path],
        )
        for path, parameter in catalogue().items()
    }


def lay_area(settings: Settings, values: Mapping[str, AreaValue]) -> Settings:
    """Return the settings with an area pack's values laid over them.

    Raises
    ------
    AreaError
        If the pack names a parameter that the catalogue does not have, in another
        unit or outside its bounds.
    """
    result = dict(settings)
    for path, value in values.items():
        if path not in result:
            zh, en = hint(path, result)
            raise _pack_fault(
                value, f"不认识的参数“{path}”{zh}", f"unknown parameter “{path}”{en}"
            )
        parameter = result[path].parameter
        if value.unit and value.unit != parameter.unit:
            raise _pack_fault(
                value,
                f"{path} 的单位是 {parameter.unit}，不是 {value.unit}",
                f"{path} is in {parameter.unit}, not in {value.unit}",
            )
        try:
            held = parameter.read(value.value)
        except PydanticCustomError as error:
            zh, en = sentence(error, value.value)
            raise _pack_fault(value, f"{path}：{zh}", f"{path}: {en}") from error
        result[path] = replace(
            result[path],
            course=Course(held),
            low=value.low,
            high=value.high,
            source=value.source,
            grade=value.grade,
            note=value.note or "",
            file=shown(value.file),
            line=value.line,
        )
    return result


def _pack_fault(value: AreaValue, zh: str, en: str) -> AreaError:
    return AreaError(zh, en, file=value.file, line=value.line)


@dataclass(frozen=True)
class SetReader:
    """Lays the `set` of one file over what holds beneath it."""

    start: date
    end: date
    sources: SourceCheck
    faults: FaultList

    def lay(self, settings: Settings, sets: Mapping[str, Located[SetEntry]]) -> None:
        """Change `settings` by one file's entries, noting every fault."""
        for path, entry in sets.items():
            if path not in settings:
                self._unknown(path, entry.place)
                continue
            self.sources.check(entry.value.source, entry.value.note, entry.node)
            course = self._course(settings[path], entry)
            if course is not None:
                self._replace(settings, settings[path], entry, course)

    def _unknown(self, path: str, place: Place) -> None:
        if is_outcome(path):
            self.faults.add(
                place,
                f"“{path}”是模型算出来的结果，不能设定；想要达到的值写在 targets 里",
                f"“{path}” is an outcome that the model computes and cannot be set; "
                "what is to be reached belongs under targets",
            )
            return
        zh, en = hint(path, catalogue())
        self.faults.add(
            place, f"不认识的参数“{path}”{zh}", f"unknown parameter “{path}”{en}"
        )

    def _course(self, beneath: Setting, entry: Located[SetEntry]) -> Course | None:
        value, values = entry.value.value, entry.value.values
        if (value is None) == (not values):
            self.faults.add(
                entry.node.place,
                "value（一个值）和 values（按日期的值）写且只写一个",
                "write either value (one value) or values (by date)",
            )
            return None
        if value is not None:
            held = self._read(beneath.parameter, value, entry, "value")
            return None if held is None else Course(held)
        if not beneath.parameter.dated:
            self.faults.add(
                locate(entry.node, ["values"], key=True),
                f"“{beneath.path}”不随时间变化，写 value 而不是 values",
                f"“{beneath.path}” does not change over time; write value, not values",
            )
            return None
        return self._dated(beneath, entry)

    def _dated(self, beneath: Setting, entry: Located[SetEntry]) -> Course | None:
        points: dict[date, Value] = {}
        for day, text in (entry.value.values or {}).items():
            held = self._read(beneath.parameter, text, entry, "values", day.isoformat())
            if held is None:
                return None
            points[day] = held
        before = beneath.course.value_on(self.start)
        return Course.dated(before, points, entry.value.between, self.start)

    def _read(
        self, parameter: Parameter, text: str, entry: Located[SetEntry], *steps: str
    ) -> Value | None:
        try:
            return parameter.read(text)
        except PydanticCustomError as error:
            zh, en = sentence(error, text)
            self.faults.add(locate(entry.node, steps), zh, en)
            return None

    def _replace(
        self,
        settings: Settings,
        beneath: Setting,
        entry: Located[SetEntry],
        course: Course,
    ) -> None:
        low, high = entry.value.range or (beneath.low, beneath.high)
        same_range = (low, high) == (beneath.low, beneath.high)
        if same_range and course.is_same_as(beneath.course, self.start, self.end):
            held = shown_value(beneath.course.value_on(self.start))
            self.faults.add(
                entry.place,
                f"这一条没有作用：“{beneath.path}”本来就是 {held}"
                f"（{beneath.file}:{beneath.line}）",
                f"has no effect: “{beneath.path}” is {held} anyway "
                f"({beneath.file}:{beneath.line})",
            )
            return
        settings[beneath.path] = replace(
            beneath,
            course=course,
            low=low,
            high=high,
            source=entry.value.source,
            grade=self.sources.grade(entry.value.source),
            note=entry.value.note or "",
            file=entry.place.file,
            line=entry.place.line,
        )


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
            SetReader(start, start, SourceCheck.without_area(faults), faults)._unknown(
                path, place
            )
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
        )


def _overridden(beneath: Setting, value: Value, day: str, start: date) -> Course | None:
    if not day:
        return Course(value)
    if not beneath.parameter.dated:
        return None
    points = dict(beneath.course.points) | {read_day(day): value}
    held = beneath.course.value_on(start)
    return Course.dated(held, points, beneath.course.between, start)


def shown_value(value: Value) -> str:
    """Return a value as a scenario file would have it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:.12g}"
