"""The only module that knows ruamel.yaml: from text to nodes, strictly.

Nodes are built from the parser's events, before anything is constructed, so that a
tag, an alias or a pit of brackets is refused where it begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
)
from ruamel.yaml.reader import ReaderError

from sim.scenario.faults import FaultList, Place
from sim.scenario.fullwidth import suspicious_lines
from sim.scenario.nodes import Entry, Mapping, Node, Scalar, Series

DEEPEST = 20
# A hundred times what any scenario has; reading more takes half a minute.
MOST_NODES = 50_000
# Halves of UTF-16 pairs, which no file can hold.
_HALF_CHARACTER = re.compile("[\ud800-\udfff]")

# What ruamel says, and what a planner should read.
_PROBLEMS = {
    "could not find expected ':'": (
        "这一行缺少冒号；写成“键: 值”，冒号后要有空格",
        "the line has no colon; write “key: value” with a blank after the colon",
    ),
    "mapping values are not allowed": (
        "这里不该有冒号：检查缩进，或给含冒号的文字加引号",
        "a colon is not allowed here: check the indentation, or quote the text",
    ),
    "character '\\t'": (
        "缩进用了 Tab，改成空格",
        "the indentation has a tab; write blanks",
    ),
    "cannot start any token": (
        "值不能以这个字符开头，给它加引号",
        "a value cannot begin with this character; quote it",
    ),
    "unexpected end of stream": (
        "引号没有配对",
        "a quotation mark is not closed",
    ),
    "U+": (
        "这里有一个看不见的控制字符；删去它，或把文件另存为 UTF-8",
        "there is an invisible control character here; remove it, or save the file "
        "as UTF-8",
    ),
    "but got ':'": (
        "这里不该有冒号：上文括号没有配对，或文字里有冒号而没加引号",
        "a colon is not allowed here: a bracket before it is not closed, or a text "
        "with a colon is not quoted",
    ),
    "expected ',' or": (
        "括号没有配对，或少了逗号",
        "a bracket is not closed, or a comma is missing",
    ),
    "<document start>": (
        "上一份内容在此结束，后面不能再有；删去以 % 开头的行和多余的括号",
        "the content ends before this; remove lines that begin with %, and brackets "
        "that are not opened",
    ),
    "expected <block end>": (
        "缩进与上文不一致",
        "the indentation does not fit the lines above",
    ),
}


def parse(file: str, text: str) -> Mapping:
    """Return the tree of a scenario file.

    Raises
    ------
    ScenarioError
        If the text is not YAML as the format allows it: faults of syntax alone.
    """
    faults = FaultList()
    try:
        root = _Builder(file, faults).build(_events(text))
    except (YAMLError, ReaderError) as error:
        _add_syntax_fault(file, text, error, faults)
        root = None
    faults.raise_if_any()
    if isinstance(root, Mapping):
        return root
    for suspicion in suspicious_lines(file, text):
        faults.add(*suspicion)
    faults.add(
        Place(file, 1, 1),
        "文件应由“键: 值”组成，第一行写 format: ruralbeds-scenario/1",
        "a scenario consists of “key: value”, first format: ruralbeds-scenario/1",
    )
    faults.raise_if_any()
    raise AssertionError("unreachable")


def _events(text: str) -> Iterator[Any]:
    # The safe loader keeps no comments, whose handling of CRLF is unsure.
    return iter(YAML(typ="safe", pure=True).parse(text))


class _RefusedError(YAMLError):
    """The file uses something the format does not have; the fault is noted."""


class _Builder:
    """Builds nodes from events on a stack of its own, without recursion."""

    def __init__(self, file: str, faults: FaultList) -> None:
        self._file = file
        self._faults = faults

    def build(self, events: Iterator[Any]) -> Node | None:
        stack: list[tuple[Place, list[Node], bool]] = []
        root: Node | None = None
        documents = nodes = 0
        for event in events:
            node: Node | None = None
            if isinstance(event, DocumentStartEvent):
                documents += 1
                self._check_document(event, documents)
            elif isinstance(event, NodeEvent):
                self._check_node(event)
                place = self._place(event)
                nodes += 1
                self._check_number(place, nodes)
                if isinstance(event, ScalarEvent):
                    self._check_text(event.value, place)
                    node = Scalar(event.value, place, event.style is None)
                else:
                    is_mapping = isinstance(event, MappingStartEvent)
                    stack.append((place, [], is_mapping))
                    self._check_depth(place, len(stack))
            elif isinstance(event, MappingEndEvent | SequenceEndEvent):
                place, children, is_mapping = stack.pop()
                node = (
                    self._mapping(place, children)
                    if is_mapping
                    else Series(tuple(children), place)
                )
            if node is not None and stack:
                stack[-1][1].append(node)
            elif node is not None:
                root = node
        return root

    def _mapping(self, place: Place, children: list[Node]) -> Mapping:
        entries: dict[str, Entry] = {}
        for key, value in zip(children[::2], children[1::2], strict=True):
            if not isinstance(key, Scalar):
                self._add(key.place, "键必须是文字", "a key must be text")
            elif _HALF_CHARACTER.search(key.text):
                continue  # It has its fault.
            elif key.text == "<<":
                self._add(
                    key.place,
                    "不支持合并键“<<”；用 extends 继承",
                    "merge keys “<<” are not supported; use extends",
                )
            elif key.text in entries:
                first = entries[key.text].place.line
                self._add(
                    key.place,
                    f"键“{key.text}”重复，第 {first} 行已有；删去一个",
                    f"the key “{key.text}” is given twice, first in line {first}",
                )
            else:
                entries[key.text] = Entry(key.text, key.place, _placed(value, key))
        return Mapping(entries, place)

    def _check_document(self, event: Any, documents: int) -> None:
        if documents > 1:
            self._refuse(
                self._place(event),
                "一个文件只能有一份方案，删去“---”",
                "a file holds one scenario; remove the “---”",
            )
        if event.version or event.tags:
            self._refuse(
                self._place(event),
                "不支持以 % 开头的指令行",
                "directives beginning with % are not supported",
            )

    def _check_node(self, event: Any) -> None:
        place = self._place(event)
        if isinstance(event, AliasEvent) or event.anchor is not None:
            self._refuse(
                place,
                f"不支持锚和别名（&、*）：{event.anchor}；把值写全",
                f"anchors and aliases (&, *) are not supported: {event.anchor}; "
                "write the value out",
            )
        if getattr(event, "ctag", None) is not None and str(event.ctag):
            self._refuse(
                place,
                f"不支持类型标签“{event.ctag}”；删去它",
                f"the tag “{event.ctag}” is not supported; remove it",
            )

    def _check_text(self, text: str, place: Place) -> None:
        if _HALF_CHARACTER.search(text):
            self._add(
                place,
                "文字里有不成字符的转义（\\ud800 到 \\udfff）；删去它，直接写那个字",
                "the text has an escape that is no character (\\ud800 to \\udfff); "
                "remove it and write the character itself",
            )

    def _check_depth(self, place: Place, depth: int) -> None:
        if depth > DEEPEST:
            self._refuse(
                place,
                f"嵌套超过 {DEEPEST} 层",
                f"is nested deeper than {DEEPEST} levels",
            )

    def _check_number(self, place: Place, nodes: int) -> None:
        if nodes > MOST_NODES:
            self._refuse(
                place,
                f"键和值超过 {MOST_NODES} 个；方案文件不会这么大",
                f"has more than {MOST_NODES} keys and values; no scenario does",
            )

    def _place(self, event: Any) -> Place:
        mark = event.start_mark
        return Place(self._file, mark.line + 1, mark.column + 1)

    def _add(self, place: Place, zh: str, en: str) -> None:
        self._faults.add(place, zh, en)

    def _refuse(self, place: Place, zh: str, en: str) -> None:
        self._add(place, zh, en)
        raise _RefusedError


def _placed(value: Node, key: Scalar) -> Node:
    # Where nothing is written, ruamel's place is that of whatever comes next.
    if isinstance(value, Scalar) and value.is_plain and not value.text:
        return Scalar("", key.place)
    return value


def _add_syntax_fault(
    file: str, text: str, error: YAMLError | ReaderError, faults: FaultList
) -> None:
    """Say what broke the file: full-width marks near it, else ruamel's problem."""
    if isinstance(error, _RefusedError):
        return
    place, problem = _place_and_problem(file, text, error)
    causes = [s for s in suspicious_lines(file, text) if s[0].line <= place.line]
    for cause in causes:
        faults.add(*cause)
    if causes:
        return
    for fragment, (zh, en) in _PROBLEMS.items():
        if fragment in problem:
            faults.add(place, zh, en)
            return
    faults.add(place, f"不是合法的 YAML：{problem}", f"is not valid YAML: {problem}")


def _place_and_problem(
    file: str, text: str, error: YAMLError | ReaderError
) -> tuple[Place, str]:
    if isinstance(error, MarkedYAMLError) and error.problem_mark is not None:
        mark = error.problem_mark
        return Place(file, mark.line + 1, mark.column + 1), str(error.problem)
    if isinstance(error, ReaderError):
        before = text[: error.position]
        line = before.count("\n") + 1
        column = len(before) - (before.rfind("\n") + 1) + 1
        return Place(file, line, column), f"U+{error.character:04X}"
    return Place(file, 1, 1), str(error)
