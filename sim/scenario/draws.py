"""Joint draws of a pack laid over a scenario: which values they move, and which not.

A draw moves what the catalogue or the pack says. What a scenario file or the command
line says was chosen by somebody, and stays in every draw.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from pydantic_core import PydanticCustomError

from sim.area import Area, AreaError
from sim.area.joint_draws import DRAW, JOINT_DRAWS
from sim.scenario.catalogue import Parameter, catalogue
from sim.scenario.course import Course, Value
from sim.scenario.faults import FaultList, hint
from sim.scenario.layer import Located
from sim.scenario.sentences import sentence
from sim.scenario.setting import Settings

CALIBRATION = "calibration"
MOST = 1000
"""Draws of a pack without joint draws."""
BENEATH = frozenset({"catalogue", "area"})
"""Layers whose values a draw replaces."""


def check_draws(area: Area) -> None:
    """Refuse joint draws of what is no parameter, or of what it cannot be.

    Raises
    ------
    AreaError
        At the first such column or cell.
    """
    table = area.tables.get(JOINT_DRAWS)
    if table is None:
        return
    file, first_line = area.rows_at[JOINT_DRAWS]

    def fault(row: int, zh: str, en: str) -> AreaError:
        return AreaError(zh, en, file=file, line=first_line + row)

    for path in drawn_paths(area):
        parameter = catalogue().get(path)
        if parameter is None:
            zh, en = hint(path, catalogue())
            raise fault(
                -1, f"不认识的参数“{path}”{zh}", f"unknown parameter “{path}”{en}"
            )
        for row, value in enumerate(table[path].tolist()):
            try:
                _read(parameter, value)
            except PydanticCustomError as error:
                zh, en = sentence(error, f"{value:g}")
                raise fault(row, f"{path}：{zh}", f"{path}: {en}") from error


def drawn_paths(area: Area) -> list[str]:
    """Return the paths that the pack's joint draws have values for."""
    table = area.tables.get(JOINT_DRAWS)
    return [] if table is None else [name for name in table.columns if name != DRAW]


def too_many(area: Area, draws: int) -> tuple[str, str] | None:
    """Return a sentence in both languages if the pack has fewer joint draws.

    One draw is the central values, which every pack has; a pack without joint draws
    has `MOST` of them, which differ in the homes alone.
    """
    held = area.joint_draws
    if draws == 1 or draws <= (held or MOST):
        return None
    if held == 0:
        return (
            f"draws 最多 {MOST}：数据包 {area.name} 没有联合抽样，"
            "各组只有机构不同，再多也不会更准",
            f"draws can be {MOST} at most: the pack {area.name} has no joint draws; "
            "they differ in the homes alone, and more of them tell nothing more",
        )
    return (
        f"draws 最多 {held}：数据包 {area.name} 只有 {held} 组联合抽样"
        "（parameters/draws.yaml）",
        f"draws can be {held} at most: the pack {area.name} has {held} joint draws "
        "(parameters/draws.yaml)",
    )


def check_number(
    found: Located[int] | None, area: Area | None, faults: FaultList
) -> None:
    """Note that a file asks for more draws than its pack has."""
    told = too_many(area, found.value) if area and found else None
    if found and told:
        faults.add(found.node.place, *told)


def draw_values(area: Area, draw: int) -> dict[str, float]:
    """Return the values of one joint draw by path.

    Raises
    ------
    ValueError
        The pack has no draw of that number.
    """
    if not 1 <= draw <= area.joint_draws:
        raise ValueError(f"{area.name} has {area.joint_draws} joint draws, not {draw}")
    row = area.tables[JOINT_DRAWS].iloc[draw - 1]
    return {path: float(row[path]) for path in drawn_paths(area)}


def lay_values(
    settings: Settings, values: Mapping[str, Value], note: Mapping[str, str]
) -> Settings:
    """Return the settings with values laid over whatever said them.

    Raises
    ------
    KeyError
        The catalogue has no such parameter.
    ValueError
        A value is not of its parameter's kind or outside its bounds.
    """
    result = dict(settings)
    for path, value in values.items():
        beneath = result[path]
        try:
            held = _read(beneath.parameter, value)
        except PydanticCustomError as error:
            raise ValueError(f"{path}: {sentence(error, str(value))[1]}") from error
        result[path] = replace(
            beneath,
            course=Course(held),
            source=CALIBRATION,
            # A joint draw is what the targets left open of assumptions.
            grade="assumed",
            note=dict(note),
            file="",
            line=0,
            layer="draw",
        )
    return result


def _read(parameter: Parameter, value: Value) -> Value:
    """Return a value as the catalogue has it; a yes or no is no matter of a draw."""
    if parameter.unit == "yes_no" and not isinstance(value, bool):
        raise PydanticCustomError("yes_no", "neither yes nor no")
    return parameter.read(value)
