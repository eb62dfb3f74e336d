"""YAML of a pack as plain values that remember their line."""

from __future__ import annotations

from collections.abc import Iterator
from math import isfinite
from pathlib import Path
from typing import Any, Final

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from sim.area.errors import AreaError

_TAG = "tag:yaml.org,2002:"
_DEEPEST: Final = 30
# Numbers that nobody counts to; their digits alone would take ages.
_LONGEST_NUMBER: Final = 300
_TOO_DEEP: Final = (
    f"嵌套超过 {_DEEPEST} 层",
    f"is nested deeper than {_DEEPEST} levels",
)


def compose(path: Path) -> MappingNode:
    """Return the top mapping of a YAML file.

    Raises
    ------
    AreaError
        If the file is missing, not UTF-8, not YAML, not a mapping, nested too deeply,
        or has aliases, which can make a short file endless.
    """
    if not path.is_file():
        raise AreaError(
            "地区数据包缺少此文件", "the area pack lacks this file", file=path
        )
    try:
        node = YAML(typ="safe", pure=True).compose(path.read_text("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise AreaError(
            "文件不是 UTF-8 编码", "the file is not UTF-8", file=path
        ) from error
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        raise AreaError(
            f"YAML 语法错误：{error.problem}",
            f"not valid YAML: {error.problem}",
            file=path,
            line=line,
        ) from error
    except YAMLError as error:
        raise AreaError(
            "文件里有看不见的控制字符，删去它",
            "the file has invisible control characters; remove them",
            file=path,
        ) from error
    except RecursionError as error:
        raise AreaError(*_TOO_DEEP, file=path) from error
    if not isinstance(node, MappingNode):
        raise AreaError("文件应为键值对", "the file must be a mapping", file=path)
    _refuse_endless(node, path)
    return node


def _refuse_endless(top: Node, path: Path) -> None:
    """Refuse aliases and pits; an alias is a node that stands in two places."""
    waiting, seen = [(top, 1)], set()
    while waiting:
        node, depth = waiting.pop()
        if id(node) in seen:
            raise fault_at(
                node,
                path,
                "不支持锚和别名（&、*）；把值写全",
                "anchors and aliases (&, *) are not supported; write the value out",
            )
        if depth > _DEEPEST:
            raise fault_at(node, path, *_TOO_DEEP)
        seen.add(id(node))
        waiting += [(child, depth + 1) for child in _children(node)]


def _children(node: Node) -> Iterator[Node]:
    if isinstance(node, MappingNode):
        for pair in node.value:
            yield from pair
    elif isinstance(node, SequenceNode):
        yield from node.value


def line_of(node: Node) -> int:
    """Return the line on which a node begins, from 1."""
    return int(node.start_mark.line) + 1


def fault_at(node: Node, path: Path, zh: str, en: str) -> AreaError:
    """Return a fault of a pack with the line on which a node begins."""
    return AreaError(zh, en, file=path, line=line_of(node))


def entries(node: Node, path: Path) -> dict[str, Node]:
    """Return the keys and value nodes of a mapping; a key may occur once."""
    if not isinstance(node, MappingNode):
        raise fault_at(node, path, "此处应为键值对", "must be a mapping")
    result: dict[str, Node] = {}
    for key, value in node.value:
        if not isinstance(key, ScalarNode):
            raise fault_at(key, path, "键必须是文字", "a key must be text")
        name = str(key.value)
        if name in result:
            raise fault_at(
                key, path, f"键“{name}”重复", f"the key {name!r} occurs twice"
            )
        result[name] = value
    return result


def plain(node: Node, path: Path) -> Any:
    """Return a node as dicts, lists, numbers, booleans and text."""
    if isinstance(node, MappingNode):
        found = entries(node, path)
        return {name: plain(value, path) for name, value in found.items()}
    if isinstance(node, SequenceNode):
        return [plain(item, path) for item in node.value]
    assert isinstance(node, ScalarNode)
    try:
        return scalar(node)
    except ValueError as error:
        raise fault_at(
            node,
            path,
            f"“{node.value[:30]}”不是可用的数；文字请加引号",
            f"“{node.value[:30]}” is no number that can be used; quote a text",
        ) from error


def text_of(node: Node, path: Path) -> str:
    """Return what is written where a single word or number belongs."""
    if isinstance(node, ScalarNode):
        return str(node.value)
    raise fault_at(
        node,
        path,
        "此处应写一个值，不能是列表或键值对",
        "must be a single value, no list and no mapping",
    )


def scalar(node: ScalarNode) -> float | int | bool | str | None:
    """Return a scalar by its tag; dates stay text.

    Raises
    ------
    ValueError
        It is tagged as a number and is none, or none that is finite.
    """
    text = str(node.value)
    match node.tag.removeprefix(_TAG) if isinstance(node.tag, str) else str(node.tag):
        case tag if tag.endswith("int"):
            if len(text) > _LONGEST_NUMBER:
                raise ValueError(text[:_LONGEST_NUMBER])
            return int(text.replace("_", ""), 0)
        case tag if tag.endswith("float"):
            number = float(text.replace("_", ""))
            if not isfinite(number):
                raise ValueError(text)
            return number
        case tag if tag.endswith("bool"):
            return text.lower() == "true"
        case tag if tag.endswith("null"):
            return None
    return text
