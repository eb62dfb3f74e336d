"""`set`: the values of one file, laid over what holds beneath it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from pydantic_core import PydanticCustomError

from sim.scenario.catalogue import Parameter, catalogue
from sim.scenario.course import Course, Value
from sim.scenario.faults import FaultList, Place, hint
from sim.scenario.layer import Located
from sim.scenario.nodes import locate
from sim.scenario.outcomes import is_outcome
from sim.scenario.schema import SetEntry
from sim.scenario.sentences import sentence
from sim.scenario.setting import Setting, Settings, shown_value
from sim.scenario.source_check import SourceCheck


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
                add_unknown(path, entry.place, self.faults)
                continue
            self.sources.check(entry.value.source, entry.value.note, entry.node)
            self._check_range(entry)
            course = self._course(settings[path], entry)
            if course is not None:
                self._replace(settings, settings[path], entry, course)

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
            if held is None:
                return None
            self._check_within(held, entry, "value")
            return Course(held)
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
        # The range is that of what the course leads to; it may begin elsewhere.
        last = max(points)
        self._check_within(points[last], entry, "values", last.isoformat())
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

    def _check_within(self, held: Value, entry: Located[SetEntry], *steps: str) -> None:
        if isinstance(held, str):
            self._refuse_range(entry)
            return
        low, high = entry.value.range or (-math.inf, math.inf)
        if low <= high and not low <= held <= high:
            read = shown_value(held)
            self.faults.add(
                locate(entry.node, steps),
                f"{read} 不在本条自己的 range（{low:g} 到 {high:g}）之内",
                f"{read} is outside the range of this entry ({low:g} to {high:g})",
            )

    def _refuse_range(self, entry: Located[SetEntry]) -> None:
        if entry.value.range is not None:
            self.faults.add(
                locate(entry.node, ["range"], key=True),
                "选项没有合理区间，删去 range",
                "a choice among options has no range; leave it out",
            )

    def _check_range(self, entry: Located[SetEntry]) -> None:
        low, high = entry.value.range or (0, 0)
        if low > high:
            self.faults.add(
                locate(entry.node, ["range"]),
                f"range 写成 [低, 高]：[{high:g}, {low:g}]",
                f"range is [low, high]: write [{high:g}, {low:g}]",
            )

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
            layer="scenario",
        )


def add_unknown(path: str, place: Place, faults: FaultList) -> None:
    """Note a path that the catalogue does not have; an outcome by its own sentence."""
    if is_outcome(path):
        faults.add(
            place,
            f"“{path}”是模型算出来的结果，不能设定；想要达到的值写在 targets 里",
            f"“{path}” is an outcome that the model computes and cannot be set; "
            "what is to be reached belongs under targets",
        )
        return
    zh, en = hint(path, catalogue())
    faults.add(place, f"不认识的参数“{path}”{zh}", f"unknown parameter “{path}”{en}")
