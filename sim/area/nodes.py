"""YAML of a pack as plain values that remember their line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from sim.area.errors import AreaError

_TAG = "tag:yaml.org,2002:"


def compose(path: Path) -> MappingNode:
    """Return the top mapping of a YAML file.

    Raises
    ------
    AreaError
        If the file is missing, not UTF-8, not YAML or not a mapping.
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
    if not isinstance(node, MappingNode):
        raise AreaError("文件应为键值对", "the file must be a mapping", file=path)
    return node


def line_of(node: Node) -> int:
    """Return the line on which a node begins, from 1."""
    return int(node.start_mark.line) + 1


def entries(node: Node, path: Path) -> dict[str, Node]:
    """Return the keys and value nodes of a mapping; a key may occur once."""
    if not isinstance(node, MappingNode):
        raise AreaError(
            "此处应为键值对", "must be a mapping", file=path, line=line_of(node)
        )
    result: dict[str, Node] = {}
    for key, value in node.value:
        name = str(key.value)
        if name in result:
            raise AreaError(
                f"键“{name}”重复",
                f"the key {name!r} occurs twice",
                file=path,
                line=line_of(key),
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
    return scalar(node)


def scalar(node: ScalarNode) -> float | int | bool | str | None:
    """Return a scalar by its tag; dates stay text."""
    text = str(node.value)
    match node.tag.removeprefix(_TAG) if isinstance(node.tag, str) else str(node.tag):
        case tag if tag.endswith("int"):
            return int(text.replace("_", ""), 0)
        case tag if tag.endswith("float"):
            return float(text.replace("_", ""))
        case tag if tag.endswith("bool"):
            return text.lower() == "true"
        case tag if tag.endswith("null"):
            return None
    return text
