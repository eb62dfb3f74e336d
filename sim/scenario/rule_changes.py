"""A scenario with other rules: one value changed, or nothing closed any more.

A changed value is read by the models that read files, so that it can be nothing that
a file could not say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import replace
from typing import Any, Final

from sim.scenario.faults import FaultList, Place, hint
from sim.scenario.layer import Located
from sim.scenario.nodes import Entry, Node, Scalar, Series
from sim.scenario.nodes import Mapping as MappingNode
from sim.scenario.rule import REGRETTED, Rule
from sim.scenario.rule_entry import RuleEntry
from sim.scenario.rule_list import RuleReader, in_order
from sim.scenario.sentences import validate

RULES: Final = "rules."
_PATH = re.compile(r"rules\.([^.\[\]]+)((?:\.[^.\[\]]+|\[\d{1,9}\])+)")
_STEP = re.compile(r"\.([^.\[\]]+)|\[(\d{1,9})\]")


def without_closing(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """Return the rules less what regret is judged of; one left with nothing goes."""
    return tuple(_less(rule, REGRETTED) for rule in rules if not _only(rule, REGRETTED))


def _only(rule: Rule, names: tuple[str, ...]) -> bool:
    return all(action.do in names for action in rule.then)


def _less(rule: Rule, names: tuple[str, ...]) -> Rule:
    if not rule.does(*names):
        return rule
    written = dict(rule.written)
    if "then" in written:
        written["then"] = [one for one in written["then"] if one["do"] not in names]
    left = tuple(action for action in rule.then if action.do not in names)
    return replace(rule, then=left, written=written)


def with_values(
    rules: Iterable[Rule],
    values: Mapping[str, str],
    reader: RuleReader,
    origin: str = "",
) -> tuple[Rule, ...]:
    """Return the rules with some of their values changed.

    Parameters
    ----------
    rules
        In the order in which they act.
    values
        Texts by path, as `rules.close.when.all[0]` or `rules.close.then[0].notice`.
    reader
        Reads the changed rules; its list receives every fault.
    origin
        What the values come from, such as `--set`; told before each fault.
    """
    held = {rule.id: rule for rule in rules}
    changed: dict[str, tuple[dict[str, Any], Place]] = {}
    for path, text in values.items():
        place = Place(f"{origin} {path}={text}".strip())
        if not _is_text(path + text):
            reader.faults.add(
                Place(origin or RULES),
                "文字里有不成字符的字节；改正它",
                "the text has bytes that are no character; correct it",
            )
            continue
        found = _steps(path, held, place, reader.faults)
        if found is None:
            continue
        name, steps = found
        tree, _ = changed.get(name, (deepcopy(dict(held[name].written)), place))
        if _put(tree, steps, text, path, place, reader.faults):
            changed[name] = tree, place
    for name, (tree, place) in changed.items():
        rule = _read_again(held[name], tree, place, reader)
        held[name] = rule or held[name]
    return in_order(held.values())


def value_at(rules: Iterable[Rule], path: str) -> str:
    """Return a value of a rule as its file has it; empty where the default holds.

    Raises
    ------
    KeyError
        There is no such rule, or the path leads to no single value.
    """
    match = _PATH.fullmatch(path)
    held = {rule.id: rule for rule in rules}
    if match is None or match[1] not in held:
        raise KeyError(path)
    inner: Any = held[match[1]].written
    for key, number in _STEP.findall(match[2]):
        if isinstance(inner, list) and number and int(number) < len(inner):
            inner = inner[int(number)]
        elif isinstance(inner, Mapping) and key:
            inner = inner.get(key, {})
        else:
            raise KeyError(path)
    if inner and not isinstance(inner, str):
        raise KeyError(path)
    return inner or ""


def _is_text(text: str) -> bool:
    """Say whether a text can be written to a file; a terminal may hand over halves."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _steps(
    path: str, held: Mapping[str, Rule], place: Place, faults: FaultList
) -> tuple[str, list[str | int]] | None:
    """Return the rule that a path is of, and the way within it."""
    match = _PATH.fullmatch(path)
    if match is None:
        faults.add(
            place,
            f"“{path}”不是规则里的一个值；写成 rules.编号.when.all[0] 这样",
            f"“{path}” is no value of a rule; write it like rules.ID.when.all[0]",
        )
        return None
    name = match[1]
    if name not in held:
        zh, en = hint(name, held)
        faults.add(place, f"没有规则“{name}”{zh}", f"there is no rule “{name}”{en}")
        return None
    steps = [key or int(number) for key, number in _STEP.findall(match[2])]
    return name, steps


def _put(
    tree: dict[str, Any],
    steps: list[str | int],
    text: str,
    path: str,
    place: Place,
    faults: FaultList,
) -> bool:
    """Put a text where a path leads; a key that is not there yet is made."""
    inner: Any = tree
    for number, step in enumerate(steps):
        is_last = number == len(steps) - 1
        if isinstance(step, int):
            if not isinstance(inner, list) or step >= len(inner):
                _no_such(path, inner, place, faults)
                return False
        elif not isinstance(inner, dict):
            _no_such(path, inner, place, faults)
            return False
        elif step not in inner:
            inner[step] = None if is_last else {}
        if is_last:
            if isinstance(inner[step], dict | list):
                faults.add(
                    place,
                    f"“{path}”不是一个值，里面还有几项；写到其中一项",
                    f"“{path}” is no single value but has parts; name one of them",
                )
                return False
            inner[step] = text
        else:
            inner = inner[step]
    return True


def _no_such(path: str, inner: Any, place: Place, faults: FaultList) -> None:
    has = len(inner) if isinstance(inner, list) else 0
    zh = f"；那里的列表有 {has} 项，从 [0] 数起" if has else ""
    items = "1 item" if has == 1 else f"{has} items"
    en = f"; the list there has {items}, counted from [0]" if has else ""
    faults.add(
        place,
        f"规则里没有“{path}”{zh}",
        f"the rule has no “{path}”{en}",
    )


def _read_again(
    rule: Rule, tree: dict[str, Any], place: Place, reader: RuleReader
) -> Rule | None:
    node = _node(tree, place)
    entry = validate(RuleEntry, node, reader.faults)
    if entry is None:
        return None
    found = reader.read(rule.id, Located(entry, node, place))
    # Where it was written does not change.
    return None if found is None else replace(found, file=rule.file, line=rule.line)


def _node(value: Any, place: Place) -> Node:
    """Return plain data as nodes that all stand in one place."""
    if isinstance(value, dict):
        entries = {
            key: Entry(key, place, _node(held, place)) for key, held in value.items()
        }
        return MappingNode(entries, place)
    if isinstance(value, list):
        return Series(tuple(_node(held, place) for held in value), place)
    return Scalar("" if value is None else str(value), place)
