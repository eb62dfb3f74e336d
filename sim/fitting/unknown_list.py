"""A list of unknowns as it is written, every doubt a fault with file and line.

What the place says of them comes later, see `sim.fitting.unknowns`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

from ruamel.yaml.nodes import Node

from sim.area import AreaError
from sim.area.nodes import compose, entries, line_of, plain
from sim.fitting.scales import SCALES
from sim.scenario.catalogue import catalogue
from sim.scenario.faults import hint

Act = Literal["value", "level", "power", "contrast"]
Role = Literal["fitted", "carried"]

BUILT_IN = Path(__file__).parent / "unknowns.yaml"
_KEYS = ("acts", "moves", "reference", "scale", "range", "role", "label")
_NO_NUMBERS = ("yes_no", "choice")
_NUMBER_OF_PATHS: Mapping[str, int] = {"value": 1, "contrast": 2}


@dataclass(frozen=True)
class Declared:
    """One entry of the list; see `sim.fitting.unknowns.Unknown`."""

    id: str
    acts: Act
    paths: tuple[str, ...]
    reference: str | None
    scale: str
    range: tuple[float, float] | None
    role: Role
    label: Mapping[str, str] | None
    file: Path
    line: int

    def fault(self, zh: str, en: str) -> AreaError:
        """Return a fault of this entry."""
        told = f"“{self.id}”"
        return AreaError(
            f"{told}：{zh}", f"{told}: {en}", file=self.file, line=self.line
        )


@dataclass(frozen=True)
class UnknownList:
    """All entries, and the paths that are left alone with the reason `zh` and `en`."""

    unknowns: tuple[Declared, ...]
    fixed: Mapping[str, Mapping[str, str]]


def read_list(path: Path = BUILT_IN) -> UnknownList:
    """Return a list of unknowns.

    Raises
    ------
    AreaError
        At the first entry that is not understood, with file and line.
    """
    found = entries(compose(path), path)
    for key, node in found.items():
        _one_of(key, ("unknowns", "fixed"), "键", "key", path, node)
    listed = entries(found["unknowns"], path) if "unknowns" in found else {}
    unknowns = tuple(_declared(name, node, path) for name, node in listed.items())
    if not any(entry.role == "fitted" for entry in unknowns):
        raise AreaError(
            "unknowns 下没有一项的 role 是 fitted：没有可拟合的参数",
            "nothing under unknowns has role fitted: there is nothing to fit",
            file=path,
        )
    fixed = _fixed(found["fixed"], path) if "fixed" in found else {}
    _check_together(unknowns, fixed)
    return UnknownList(unknowns, fixed)


def _declared(name: str, node: Node, path: Path) -> Declared:
    fields = entries(node, path)
    for key, value in fields.items():
        _one_of(key, _KEYS, "键", "key", path, value)
    missing = [key for key in ("moves", "scale", "role") if key not in fields]
    if missing:
        listed = ", ".join(missing)
        raise AreaError(
            f"“{name}”：缺少 {listed}",
            f"“{name}”: lacks {listed}",
            file=path,
            line=line_of(node),
        )
    given = {key: plain(value, path) for key, value in fields.items()}
    acts = given.get("acts", "value")
    for key, word, known in (
        ("acts", acts, get_args(Act)),
        ("scale", given["scale"], tuple(SCALES)),
        ("role", given["role"], get_args(Role)),
    ):
        _one_of(word, known, key, key, path, fields.get(key, node))
    reference = given.get("reference")
    declared = Declared(
        id=name,
        acts=acts,
        paths=_paths(given["moves"], path, fields["moves"]),
        reference=reference,
        scale=given["scale"],
        range=_range(given["range"], path, fields["range"])
        if "range" in given
        else None,
        role=given["role"],
        label=_bilingual(given["label"], path, fields["label"])
        if "label" in given
        else None,
        file=path,
        line=line_of(node),
    )
    if reference is not None:
        _known_path(reference, path, fields["reference"])
    _check_entry(declared)
    return declared


def _one_of(
    word: Any, known: Collection[str], zh: str, en: str, path: Path, node: Node
) -> None:
    if word not in known:
        hint_zh, hint_en = hint(str(word), known)
        listed = ", ".join(known)
        raise AreaError(
            f"{zh}“{word}”不认识；可用：{listed}{hint_zh}",
            f"unknown {en} “{word}”; it can be: {listed}{hint_en}",
            file=path,
            line=line_of(node),
        )


def _paths(moves: Any, path: Path, node: Node) -> tuple[str, ...]:
    """Return the paths meant; `a.*` is all whose name begins so."""
    if isinstance(moves, str) and moves.endswith(".*"):
        found = tuple(name for name in catalogue() if name.startswith(moves[:-1]))
        if found:
            return found
    named: Sequence[Any] = moves if isinstance(moves, list) else [moves]
    for name in named:
        _known_path(name, path, node)
    return tuple(named)


def _known_path(name: Any, path: Path, node: Node) -> None:
    parameter = catalogue().get(str(name))
    if parameter is None:
        zh, en = hint(str(name), catalogue())
        raise AreaError(
            f"不认识的参数“{name}”{zh}",
            f"unknown parameter “{name}”{en}",
            file=path,
            line=line_of(node),
        )
    if parameter.unit in _NO_NUMBERS:
        raise AreaError(
            f"参数“{name}”不是数字，不能作未知参数",
            f"the parameter “{name}” is no number and cannot be an unknown",
            file=path,
            line=line_of(node),
        )


def _range(given: Any, path: Path, node: Node) -> tuple[float, float]:
    numbers = isinstance(given, list) and [
        isinstance(n, int | float) and not isinstance(n, bool) for n in given
    ]
    if numbers != [True, True] or not given[0] < given[1]:
        raise AreaError(
            "range 应写作 [low, high]，两个数字，且 low < high",
            "range must be [low, high], two numbers with low < high",
            file=path,
            line=line_of(node),
        )
    return float(given[0]), float(given[1])


def _bilingual(given: Any, path: Path, node: Node) -> Mapping[str, str]:
    if not isinstance(given, dict) or given.keys() != {"zh", "en"}:
        raise AreaError(
            "应写作 {zh: …, en: …}",
            "must be {zh: …, en: …}",
            file=path,
            line=line_of(node),
        )
    return {language: str(text) for language, text in given.items()}


def _fixed(node: Node, path: Path) -> Mapping[str, Mapping[str, str]]:
    reasons = {}
    for name, reason in entries(node, path).items():
        if name not in catalogue():
            _known_path(name, path, reason)
        reasons[name] = _bilingual(plain(reason, path), path, reason)
    return reasons


def _check_entry(entry: Declared) -> None:
    """Refuse an entry whose parts do not fit each other."""
    number = _NUMBER_OF_PATHS.get(entry.acts)
    if number and len(entry.paths) != number:
        raise entry.fault(
            f"acts 为 {entry.acts} 时 moves 应有 {number} 项，不是 {len(entry.paths)}",
            f"acts: {entry.acts} moves {number} parameter(s), not {len(entry.paths)}",
        )
    if entry.reference is not None and entry.acts != "power":
        raise entry.fault(
            "只有 acts 为 power 时才有 reference", "only acts: power has a reference"
        )
    if entry.acts == "value":
        return
    if entry.range is None or entry.label is None:
        raise entry.fault(
            f"acts 为 {entry.acts} 时应写 range 和 label",
            f"acts: {entry.acts} needs range and label",
        )
    if entry.acts == "contrast" and entry.scale != "log":
        raise entry.fault(
            "acts 为 contrast 时 scale 应为 log", "acts: contrast needs scale: log"
        )


def _check_together(
    unknowns: Sequence[Declared], fixed: Mapping[str, Mapping[str, str]]
) -> None:
    """Refuse a path that is set twice, or both moved and left alone."""
    movers: dict[str, list[Declared]] = {}
    for entry in unknowns:
        for path in entry.paths:
            movers.setdefault(path, []).append(entry)
    for path, entries_of in movers.items():
        last = entries_of[-1]
        if path in fixed:
            raise last.fault(
                f"“{path}”同时列在 fixed 下", f"“{path}” is also listed under fixed"
            )
        if len(entries_of) > 1 and any(entry.acts == "value" for entry in entries_of):
            others = "、".join(entry.id for entry in entries_of[:-1])
            raise last.fault(
                f"“{path}”已由 {others} 决定",
                f"“{path}” is already set by {others}",
            )
