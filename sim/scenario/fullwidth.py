"""Full-width punctuation, digits and invisible blanks, which YAML takes for letters.

Titles, questions and notes may hold any of them; keys, numbers, dates and names may
not. Where they break the file's structure, lines are searched for the usual causes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from sim.scenario.faults import FaultList, Place, cropped
from sim.scenario.nodes import Mapping, Node, Scalar, Series

PROSE = frozenset({"title", "question", "label", "note", "notes", "author", "assumes"})

_WRITE = str.maketrans(
    {"“": '"', "”": '"', "‘": "'", "’": "'", "、": ",", "。": ".", "【": "[", "】": "]"}
)
_ODD = re.compile("[\uff01-\uff5e\u3000\u00a0\u200b\ufeff“”‘’、。【】]")
_NAMES = {"\u3000": "U+3000", "\u00a0": "NBSP", "\u200b": "U+200B", "\ufeff": "BOM"}
_WIDE_COLON = re.compile(r"^(\s*(?:- )?[\w.@/-]+?)\s*：")
_WIDE_IN_FLOW = re.compile(r"[{\[,]\s*[^\s{}\[\],:：#]+\s*([：，])")
_ODD_COLON = re.compile("^\\s*(?:- )?[\\w.@/-]+:([\u00a0\u3000])")
_ODD_INDENT = re.compile("^[ \t]*([\u3000\u00a0])")
_TIGHT_COLON = re.compile(r"((?:^|[{\[,]\s*)[\w.@/-]+):(?=\S)")
_BLOCK = re.compile(r"(?:^|[:-])\s*[|>][+-]?\d?\s*(?:#.*)?$")


def plain_form(text: str) -> str:
    """Return the text with half-width characters and ordinary blanks."""
    narrow = unicodedata.normalize("NFKC", text).translate(_WRITE)
    return narrow.replace("\u200b", "").replace("\ufeff", "").strip()


def check_characters(node: Node, faults: FaultList) -> None:
    """Fault every key and every value other than prose that has odd characters."""
    if isinstance(node, Scalar):
        _check(node.text, node.place, faults)
    elif isinstance(node, Series):
        for item in node.items:
            check_characters(item, faults)
    elif isinstance(node, Mapping):
        for entry in node:
            _check(entry.key, entry.place, faults)
            if entry.key not in PROSE:
                check_characters(entry.value, faults)


def _check(text: str, place: Place, faults: FaultList) -> None:
    if not _ODD.search(text):
        return
    read = cropped(text)
    for character, name in _NAMES.items():
        read = read.replace(character, f"<{name}>")
    write = plain_form(text)
    write = _TIGHT_COLON.sub(r"\1: ", write)
    faults.add(
        place,
        f"“{read}”含全角字符或特殊空格，改成 {write}",
        f"“{read}” has full-width characters or special blanks; write {write}",
        settles=True,
    )


def suspicious_lines(file: str, text: str) -> Iterator[tuple[Place, str, str]]:
    """Yield the lines whose full-width characters may have broken the structure."""
    block_indent: int | None = None
    for number, line in enumerate(text.splitlines(), start=1):
        indent = len(line) - len(line.lstrip(" "))
        if block_indent is not None and (not line.strip() or indent > block_indent):
            continue
        block_indent = indent if _BLOCK.search(line) else None
        if line.lstrip().startswith("#"):
            continue
        yield from _suspicions(Place(file, number), line)


def _suspicions(place: Place, line: str) -> Iterator[tuple[Place, str, str]]:
    def at(column: int) -> Place:
        return Place(place.file, place.line, column + 1)

    if match := _ODD_INDENT.search(line):
        name = _NAMES[match.group(1)]
        yield (
            at(match.start(1)),
            f"缩进里有特殊空格（{name}），改成普通空格",
            f"the indentation has a special blank ({name}); write ordinary blanks",
        )
    elif match := _WIDE_COLON.search(line):
        yield (
            at(match.end() - 1),
            "用了全角冒号“：”，改成半角冒号加空格“: ”",
            "has a full-width colon “：”; write a colon and a blank “: ”",
        )
    elif match := _ODD_COLON.search(line):
        yield (
            at(match.start(1)),
            f"冒号后是特殊空格（{_NAMES[match.group(1)]}），改成普通空格",
            f"a special blank ({_NAMES[match.group(1)]}) follows the colon; "
            "write an ordinary one",
        )
    for match in _WIDE_IN_FLOW.finditer(line):
        mark = match.group(1)
        narrow = plain_form(mark)
        yield (
            at(match.start(1)),
            f"用了全角“{mark}”，改成半角“{narrow} ”",
            f"has a full-width “{mark}”; write “{narrow} ”",
        )
