"""The layers of tests in the order in which they are asked, cheap ones first."""

from __future__ import annotations

from typing import Final

_DRIVEN: Final = {
    "cases": ("cases",),
    "property": ("property/engine",),
    "statistical": ("statistical/engine",),
    "metamorphic": ("metamorphic",),
    "regression": ("regression/test_scenarios.py",),
}
_READ: Final = {
    "property": ("property/figures", "property/test_moves_of_made_up_logs.py"),
    "statistical": ("statistical/indicators", "statistical/test_false_closures.py"),
    "regression": ("regression/test_scenarios.py",),
}
_ROOM: Final = {
    "scenario": {
        "property": ("property/test_scenario_reader.py",),
        "regression": ("regression/test_scenarios.py",),
        "acceptance": ("acceptance/test_validate.py", "acceptance/test_teaching.py"),
    },
    "population": {
        "property": ("property/test_lives.py",),
        "statistical": ("statistical/population",),
        "metamorphic": ("metamorphic",),
        "regression": ("regression/test_scenarios.py",),
    },
    "supply": _DRIVEN,
    "engine": _DRIVEN,
    "indicators": _READ,
    "experiment": {
        "regression": ("regression",),
        "acceptance": ("acceptance/run", "acceptance/compare"),
    },
    "report": {
        "acceptance": (
            *("acceptance/test_small_numbers.py", "acceptance/test_report.py"),
            "acceptance/page",
        ),
    },
    "importing": {
        "acceptance": (
            *("acceptance/test_import.py", "acceptance/test_import_register.py"),
            "acceptance/test_import_teaching.py",
        ),
    },
}

LAYERS: Final = (
    *("unit", "cases", "property", "statistical", "metamorphic", "regression"),
    "acceptance",
)


def asked_of(file: str, layer: str) -> tuple[str, ...]:
    """Return the tests of a layer that have to do with a file of the program.

    Returns
    -------
        Files and folders below ``tests``; none if the layer does not look at the file.
    """
    room = file.split("/")[1].removesuffix(".py")
    if layer == "unit":
        return (f"unit/{room}",) if room in _ROOM else (f"unit/test_{room}.py",)
    return tuple(_ROOM.get(room, _DRIVEN).get(layer, ()))
