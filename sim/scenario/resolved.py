"""What a run keeps of its scenario: origins, one file without parents, a hash."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from sim.scenario import replication_rule, setting
from sim.scenario.area_choice import PACK_OF_CODES
from sim.scenario.file_text import shown
from sim.scenario.rule import decisive
from sim.scenario.schema import FORMAT
from sim.scenario.setting import Setting, shown_value

if TYPE_CHECKING:
    from sim.scenario.entries import DatedAction, Target
    from sim.scenario.scenario import Scenario

ORIGIN_COLUMNS = [
    "path",
    "label_zh",
    "label_en",
    "value",
    "unit",
    "low",
    "high",
    "source",
    "grade",
    "note",
    "note_en",
    "file",
    "line",
]


def origins(scenario: Scenario) -> pd.DataFrame:
    """Return every parameter with its value and where it came from."""
    rows = []
    for path, held in scenario.settings.items():
        course = held.course
        start = scenario.timeline.start
        rows.append(_origin(path, held, shown_value(course.value_on(start))))
        rows += [
            _origin(f"{path}@{day.isoformat()}", held, shown_value(value))
            for day, value in course.points
        ]
    return pd.DataFrame(rows, columns=ORIGIN_COLUMNS)


def _origin(path: str, held: Setting, value: str) -> list[object]:
    parameter = held.parameter
    return [
        path,
        parameter.label.zh,
        parameter.label.en,
        value,
        parameter.unit,
        held.low,
        held.high,
        held.source,
        held.grade,
        _note(held, "zh"),
        _note(held, "en"),
        held.file,
        held.line,
    ]


def _note(held: Setting, language: str) -> str:
    """Return the note in a language; one text serves for both."""
    return held.note if isinstance(held.note, str) else held.note[language]


def resolved_yaml(scenario: Scenario) -> str:
    """Return the scenario as one file that extends nothing and can be loaded.

    JSON is YAML: every value is a JSON text, so that no word needs a rule for quoting.
    Parameters that hold as the area pack or the catalogue has them are comments,
    since a value without effect is a fault of a file.
    """
    header = _header(scenario)
    lines = [f"{key}: {_json(value)}" for key, value in header.items()]
    lines += ["set:" + ("" if _changed(scenario) else " {}")]
    lines += [
        f"  {path}: {_json(_set_entry(held))}" for path, held in _changed(scenario)
    ]
    for key, actions in (
        ("history", scenario.history),
        ("programme", scenario.programme),
    ):
        lines += [f"{key}:" + ("" if actions else " []")]
        lines += [f"  - {_json(_action(action))}" for action in actions]
    lines += ["targets:" + ("" if scenario.targets else " {}")]
    lines += [f"  {target.id}: {_json(_target(target))}" for target in scenario.targets]
    if scenario.rules:
        lines += ["rules:"]
        lines += [f"  {rule.id}: {_json(rule.written)}" for rule in scenario.rules]
    lines += ["", "# as the area pack or the catalogue has them:"]
    changed = {path for path, _ in _changed(scenario)}
    lines += [
        f"# {path}: {shown_value(held.course.value_on(scenario.timeline.start))}"
        f"    ({held.source}, {held.grade})"
        for path, held in scenario.settings.items()
        if path not in changed
    ]
    return "\n".join(lines) + "\n"


def _header(scenario: Scenario) -> dict[str, Any]:
    span = scenario.timeline
    header: dict[str, Any] = {
        "format": FORMAT,
        "id": scenario.id,
        "title": scenario.title,
        "question": scenario.question,
        "status": scenario.status,
        "author": scenario.author,
        "notes": scenario.notes,
        "area": _area(scenario),
        "period": {"start": span.start, "end": span.end},
        "planning_start": scenario.planning_start,
        "replications": _replications(scenario),
        "draws": scenario.draws,
        "seed": scenario.seed,
    }
    if scenario.demand is not None:
        header["demand"] = {
            "kind": "renewal",
            "applications_per_year": scenario.demand.applications_per_year,
            "mean_stay": f"{scenario.demand.mean_stay_days!r} days",
            "ability": scenario.demand.ability,
            "class": scenario.demand.klass,
        }
    return {key: value for key, value in header.items() if value not in ("", {})}


def _replications(scenario: Scenario) -> int | dict[str, Any]:
    rule = scenario.replication_rule
    return scenario.replications if rule is None else replication_rule.written(rule)


def _area(scenario: Scenario) -> list[str] | str:
    """Return how the pack is found again from the same working folder."""
    folder = scenario.area.folder
    if scenario.area_codes and folder.name == PACK_OF_CODES:
        return list(scenario.area_codes)
    name = shown(folder)
    is_beyond = folder.parent.name == "areas" or Path(name).is_absolute()
    return folder.name if is_beyond else name


def _changed(scenario: Scenario) -> list[tuple[str, Setting]]:
    """Return what holds otherwise than in the area pack and the catalogue."""
    beneath = setting.lay_area(setting.from_catalogue(), scenario.area.parameters)
    span = scenario.timeline
    return [
        (path, held)
        for path, held in scenario.settings.items()
        if not held.course.is_same_as(beneath[path].course, span.start, span.end)
        or (held.low, held.high) != (beneath[path].low, beneath[path].high)
    ]


def _set_entry(held: Setting) -> dict[str, Any]:
    entry: dict[str, Any] = {}
    if held.course.points:
        entry["values"] = dict(held.course.points)
        entry["between"] = held.course.between
    else:
        entry["value"] = held.course.constant
    last = held.course.points[-1][1] if held.course.points else held.course.constant
    # A value beyond the range that holds beneath has none of its own to write, and an
    # option has none at all.
    if isinstance(last, float | int) and held.low is not None and held.high is not None:
        within = held.low <= last <= held.high
        entry |= {"range": [held.low, held.high]} if within else {}
    entry |= {"source": held.source, "note": _note(held, "zh") or held.file}
    return entry


def _action(action: DatedAction) -> dict[str, Any]:
    written = asdict(action)
    for key in ("label", "file", "line"):
        del written[key]
    if action.do == "build":
        del written["among"]
    return {key: value for key, value in written.items() if value not in (None, "")}


def _target(target: Target) -> dict[str, Any]:
    written = asdict(target)
    for key in ("id", "indicator", "date", "document", "file", "line"):
        del written[key]
    return {key: value for key, value in written.items() if value not in (None, "")}


def _json(value: object) -> str:
    return json.dumps(_writable(value), ensure_ascii=False)


def _writable(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(_writable(key)): _writable(held) for key, held in value.items()}
    if isinstance(value, list | tuple):
        return [_writable(held) for held in value]
    return value.isoformat() if isinstance(value, date) else value


def input_hash(scenario: Scenario) -> str:
    """Return the SHA-256 of everything that decides the results, in hex."""
    digest = hashlib.sha256()
    digest.update(_json(_decisive(scenario)).encode())
    folder = scenario.area.folder
    for file in sorted(folder.rglob("*"), key=lambda file: file.as_posix()):
        if file.is_file() and not file.name.startswith((".", "_")):
            digest.update(file.relative_to(folder).as_posix().encode() + b"\0")
            digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def _decisive(scenario: Scenario) -> dict[str, Any]:
    span = scenario.timeline
    rules = [decisive(rule) for rule in scenario.rules]
    # A scenario without rules keeps the hash that it had before there were any.
    some = {"rules": rules, "kept_open": list(scenario.kept_open)}
    # Where the draws move the homes alone, results are not those of joint draws.
    settings = scenario.settings.items()
    some["held"] = [path for path, one in settings if one.layer == "held"]
    return {key: held for key, held in some.items() if held} | {
        "id": scenario.id,
        "period": [span.start, span.end],
        "planning_start": scenario.planning_start,
        "run": [_replications(scenario), scenario.draws, scenario.seed],
        "counties": scenario.county_indices,
        "values": {
            path: [*asdict(held.course).values(), held.low, held.high]
            for path, held in scenario.settings.items()
        },
        "actions": [
            _action(action) | {"label": action.label}
            for action in (*scenario.history, *scenario.programme)
        ],
        "targets": {target.id: _target(target) for target in scenario.targets},
        "demand": asdict(scenario.demand) if scenario.demand else None,
    }
