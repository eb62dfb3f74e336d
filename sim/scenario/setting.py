"""Parameters with their values, layer over layer: catalogue, area pack, files, --set.

Later layers replace earlier ones whole, and every value keeps where it came from.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from pydantic_core import PydanticCustomError

from sim.area import AreaError, AreaValue
from sim.scenario.catalogue import Parameter, catalogue, catalogue_places
from sim.scenario.course import Course, Value
from sim.scenario.faults import hint
from sim.scenario.file_text import shown
from sim.scenario.sentences import sentence

Layer = Literal["catalogue", "area", "scenario", "command", "draw", "held"]


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
    note: str | dict[str, str]
    """One text for both languages, or `zh` and `en`."""
    file: str
    line: int
    layer: Layer = "catalogue"
    """Which layer said the value: a draw replaces only those of the first two. `held`
    is the value of one of these two where draws are to move the homes alone."""


Settings = dict[str, Setting]


def from_catalogue() -> Settings:
    """Return every parameter at its default."""
    places = catalogue_places()
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
            places[path].file,
            places[path].line,
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
            layer="area",
        )
    return result


def _pack_fault(value: AreaValue, zh: str, en: str) -> AreaError:
    return AreaError(zh, en, file=value.file, line=value.line)


def shown_value(value: Value) -> str:
    """Return a value as a scenario file would have it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return value
    return f"{value:.12g}"
