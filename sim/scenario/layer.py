"""One file of an `extends` chain: its keys read and checked piece by piece.

Each piece is validated on its own, so that a fault in one hides none in another.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Generic, TypeVar

from sim.scenario.faults import FaultList, Place, hint
from sim.scenario.file_text import read_text
from sim.scenario.fullwidth import check_characters
from sim.scenario.nodes import Entry, Mapping, Node, Scalar, Series, plain
from sim.scenario.rule_entry import RuleEntry
from sim.scenario.schema import (
    Action,
    Build,
    ConvertBeds,
    Off,
    RuleOrOff,
    ScenarioFile,
    SetEntry,
    SweepOrOff,
    TargetEntry,
    TargetOrOff,
    Upgrade,
)
from sim.scenario.sentences import SENTENCES, shorten, validate
from sim.scenario.sweep_entry import SweepEntry
from sim.scenario.values import Name
from sim.scenario.yaml_nodes import parse

_FIELDS = ScenarioFile.model_fields


Kind = TypeVar("Kind")


@dataclass(frozen=True)
class Located(Generic[Kind]):
    """A checked piece of a file with its node and the place of its key."""

    value: Kind
    node: Node
    place: Place


@dataclass
class Layer:
    """One scenario file as written, checked as far as it can be alone."""

    path: Path
    file: str
    node: Mapping
    warnings: tuple[tuple[str, str], ...] = ()
    fields: dict[str, Located[Any]] = field(default_factory=dict)
    """Keys that hold one thing, by name."""
    sets: dict[str, Located[SetEntry]] = field(default_factory=dict)
    targets: dict[str, Located[TargetEntry | Off]] = field(default_factory=dict)
    sweeps: dict[str, Located[SweepEntry | Off]] = field(default_factory=dict)
    rules: dict[str, Located[RuleEntry | Off | None]] = field(default_factory=dict)
    """None where the entry has faults of its own."""
    actions: dict[str, list[Located[Upgrade | ConvertBeds | Build]]] = field(
        default_factory=dict
    )
    """`history` and `programme`, where the file has them."""

    def value(self, key: str) -> Any:
        """Return what a key holds, or None if it is missing or faulty."""
        return self.fields[key].value if key in self.fields else None


def parse_layer(path: Path) -> Layer:
    """Read one file into nodes.

    Raises
    ------
    ScenarioError
        If it cannot be read or is not YAML as the format allows it.
    """
    content = read_text(path)
    node = parse(content.file, content.text)
    return Layer(path, content.file, node, content.warnings)


def check_layer(layer: Layer, faults: FaultList) -> None:
    """Fill the layer with what its file says, noting every fault."""
    check_characters(layer.node, faults)
    for entry in layer.node:
        if entry.key not in _FIELDS:
            zh, en = hint(entry.key, _FIELDS)
            faults.add(
                entry.place,
                f"不认识的键“{entry.key}”{zh}",
                f"unknown key “{entry.key}”{en}",
            )
        elif entry.key == "set":
            _check_sets(layer, entry.value, faults)
        elif entry.key == "targets":
            _check_targets(layer, entry.value, faults)
        elif entry.key in ("history", "programme"):
            _check_actions(layer, entry.key, entry.value, faults)
        elif entry.key == "sweeps":
            _check_sweeps(layer, entry.value, faults)
        elif entry.key == "rules":
            _check_rules(layer, entry.value, faults)
        else:
            _check_field(layer, entry, faults)
    for name in ("format", "id", "title"):
        if name not in layer.node.entries:
            faults.add(Place(layer.file, 1, 1), f"缺少“{name}”", f"“{name}” is missing")


def _check_field(layer: Layer, entry: Entry, faults: FaultList) -> None:
    """Read a key that holds one thing; left empty it is a fault, never a default."""
    if plain(entry.value) is None:
        zh, en = (text.format(key=entry.key) for text in SENTENCES["value_missing"])
        faults.add(entry.value.place, zh, en)
        return
    field_info = _FIELDS[entry.key]
    kind: Any = field_info.annotation
    if field_info.metadata:
        kind = Annotated[kind, *field_info.metadata]
    value = validate(kind, entry.value, faults)
    if value is not None:
        layer.fields[entry.key] = Located(value, entry.value, entry.place)


def _check_sets(layer: Layer, node: Node, faults: FaultList) -> None:
    for entry in _entries(node, faults):
        if isinstance(entry.value, Scalar):
            if "：" in entry.key:
                continue  # The fault of the key says how to write both.
            read = f"{entry.key}: {{value: {shorten(entry.value.text)}"
            faults.add(
                entry.value.place,
                f"要写出处：{read}, source: assumption, note: …}}",
                f"needs a source: {read}, source: assumption, note: …}}",
            )
            continue
        value = validate(SetEntry, entry.value, faults)
        if value is not None:
            layer.sets[entry.key] = Located(value, entry.value, entry.place)


def _check_targets(layer: Layer, node: Node, faults: FaultList) -> None:
    for entry in _entries(node, faults):
        value = validate(TargetOrOff, entry.value, faults)
        if value is not None:
            layer.targets[entry.key] = Located(value, entry.value, entry.place)


def _check_sweeps(layer: Layer, node: Node, faults: FaultList) -> None:
    for entry in _entries(node, faults):
        # The name becomes that of a folder.
        name = validate(Name, Scalar(entry.key, entry.place), faults)
        value = validate(SweepOrOff, entry.value, faults)
        if name is not None and value is not None:
            layer.sweeps[entry.key] = Located(value, entry.value, entry.place)


def _check_actions(layer: Layer, key: str, node: Node, faults: FaultList) -> None:
    if plain(node) is None:
        node = Series((), node.place)
    if not isinstance(node, Series):
        validate(list[Action], node, faults)
        return
    actions = layer.actions.setdefault(key, [])
    for item in node.items:
        value = validate(Action, item, faults)
        if value is not None:
            actions.append(Located(value, item, item.place))


def _check_rules(layer: Layer, node: Node, faults: FaultList) -> None:
    for entry in _entries(node, faults):
        name = validate(Name, Scalar(entry.key, entry.place), faults)
        value = validate(RuleOrOff, entry.value, faults)
        if name is not None:
            layer.rules[entry.key] = Located(value, entry.value, entry.place)


def _entries(node: Node, faults: FaultList) -> Iterable[Entry]:
    """Return the entries of a mapping; of nothing none; else note a fault."""
    if isinstance(node, Mapping):
        return node
    if plain(node) is not None:
        validate(dict[str, Any], node, faults)
    return ()
