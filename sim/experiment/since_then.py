"""What a scenario says otherwise than when a run was made, and what changed it.

A resolved scenario holds every value, the program's own defaults among them. When it
is not what it was, the files may be as they were and the program another.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from sim.experiment.fingerprints import file_entry
from sim.experiment.told import Told

_LINE: Final = re.compile(r"^(?:# )?(\s*)([\w.@-]+): (.*)$")
_ACTION: Final = re.compile(r"^  - ")
_SECTIONS: Final = frozenset({"set", "history", "programme", "targets", "rules"})
_CATALOGUES: Final = ("sim", "scenario")
_NAMED: Final = 4
_LONGEST: Final = 30
_NOT_THERE: Final = Told("没有", "absent")


def otherwise(manifest: Mapping[str, Any], then: Path, now: str) -> Told:
    """Return what changed a scenario and which of its values are not as they were.

    Parameters
    ----------
    manifest
        Of the run, read in the folder in which it was made.
    then
        The scenario as it was resolved when the run was made.
    now
        The text that it is resolved to now.
    """
    files, data = _changed_files(manifest)
    if files:
        listed = "、".join(files), ", ".join(files)
        begin = Told(f"{listed[0]} 已改动", f"{listed[1]} changed")
    elif data:
        begin = Told(
            "方案文件没有改动，地区数据改了",
            "its files are as then, but not the data of the area",
        )
    else:
        begin = Told(
            "方案文件没有改动，程序改了", "its files are as then, but not the program"
        )
    was = then.read_text(encoding="utf-8") if then.is_file() else now
    values = differing_values(was, now)
    if not values:
        return begin
    told = [_value(*one) for one in values[:_NAMED]]
    rest = len(values) - len(told)
    more = Told(f"等 {len(values)} 处", f" and {rest} more") if rest else Told("", "")
    return Told(
        f"{begin.zh}；不同的是 {'、'.join(one.zh for one in told)}{more.zh}",
        f"{begin.en}; what differs: {', '.join(one.en for one in told)}{more.en}",
    )


def _changed_files(manifest: Mapping[str, Any]) -> tuple[list[str], list[str]]:
    """Return which files of the scenario, and of its pack, are not as they were."""
    pack = str(manifest["area"].get("folder"))
    changed = [
        name
        for name, entry in manifest["scenario"]["files"].items()
        # The catalogue of parameters is named among the files that values came from.
        if Path(name).parent.parts[-2:] != _CATALOGUES
        if not Path(name).is_file()
        or file_entry(Path(name))["sha256"] != entry["sha256"]
    ]
    data = [name for name in changed if Path(name).is_relative_to(pack)]
    return [name for name in changed if name not in data], data


def differing_values(then: str, now: str) -> list[tuple[str, str | None, str | None]]:
    """Return the names of what differs between two resolved scenarios, and its values.

    Actions of history and programme go by the name of their section, without values.
    """
    old, new = _lines(then), _lines(now)
    return [
        (name, _shown(old.get(name)), _shown(new.get(name)))
        for name in dict.fromkeys((*new, *old))
        if old.get(name) != new.get(name)
    ]


def _lines(resolved: str) -> dict[str, str]:
    """Return the lines of a resolved scenario by their name."""
    found: dict[str, str] = {}
    section = ""
    for line in resolved.splitlines():
        if _ACTION.match(line):
            found[section] = found.get(section, "") + line
        elif line.removesuffix(":") in _SECTIONS:
            section = line.removesuffix(":")
        elif known := _LINE.match(line):
            indent, name, value = known.groups()
            is_parameter = line.startswith("#") or section == "set"
            inside = indent and not is_parameter
            found[f"{section}.{name}" if inside else name] = value
    return found


def _shown(text: str | None) -> str | None:
    """Return the value in a line; nothing where it is long, or is no value."""
    if text is None:
        return _NOT_THERE.en
    value = text.partition("    (")[0]
    if value.startswith("{"):
        held = json.loads(value)
        value = str(held["value"]) if "value" in held else ""
    return value if 0 < len(value) <= _LONGEST else None


def _value(name: str, then: str | None, now: str | None) -> Told:
    if then is None or now is None or then == now:
        return Told(name, name)
    old, new = (_NOT_THERE.zh if one == _NOT_THERE.en else one for one in (then, now))
    return Told(f"{name}（当时 {old}，现在 {new}）", f"{name} ({then} then, {now} now)")
