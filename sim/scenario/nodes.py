"""The tree of a YAML file: text with its line and column, and nothing guessed.

Every value stays the text that the planner wrote, so that `045010`, `no` and
`2030-13-31` mean what they say until the schema reads them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sim.scenario.faults import Place


@dataclass(frozen=True)
class Scalar:
    """A single value; `is_plain` if written without quotes."""

    text: str
    place: Place
    is_plain: bool = True


@dataclass(frozen=True)
class Series:
    """A list."""

    items: tuple[Node, ...]
    place: Place


@dataclass(frozen=True)
class Entry:
    """A key of a mapping with its own place, and the value."""

    key: str
    place: Place
    value: Node


@dataclass(frozen=True)
class Mapping:
    """Keys and values in the order of the file; no key occurs twice."""

    entries: dict[str, Entry]
    place: Place

    def get(self, key: str) -> Node | None:
        """Return the value of a key, if it is there."""
        entry = self.entries.get(key)
        return entry.value if entry else None

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries.values())


Node = Scalar | Series | Mapping


def plain(node: Node) -> object:
    """Return the node as text, lists and dictionaries of text."""
    if isinstance(node, Scalar):
        return None if node.is_plain and node.text in ("", "~", "null") else node.text
    if isinstance(node, Series):
        return [plain(item) for item in node.items]
    return {entry.key: plain(entry.value) for entry in node}


def locate(node: Node, path: Sequence[int | str], *, key: bool = False) -> Place:
    """Return the place of the value at a path, or of the nearest thing there.

    Parameters
    ----------
    node
        The root that the path starts from.
    path
        Keys and list positions, as in a pydantic `loc`. Steps that the file does
        not have (tags of unions) are passed over.
    key
        Whether the place of the last key is wanted instead of its value's.
    """
    place = node.place
    for step in path:
        if isinstance(node, Mapping) and str(step) in node.entries:
            entry = node.entries[str(step)]
            node = entry.value
            place = entry.place if key else node.place
        elif isinstance(node, Series) and step in range(len(node.items)):
            node = node.items[int(step)]
            place = node.place
    return place
