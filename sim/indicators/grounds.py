"""What each indicator rests on: beds, elders, demand and the like, as declared.

The grade of a figure is told ground by ground: the beds of a region may be published
while who lies in them follows from an assumed demand. The lists are in `grounds.yaml`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from sim.own_yaml import own_yaml

BEDS: Final = "beds"
SPLIT: Final = "split"


@cache
def _read() -> Mapping[str, Any]:
    content: Mapping[str, Any] = own_yaml(__package__, "grounds.yaml")
    return content


def ground_words() -> Mapping[str, Mapping[str, str]]:
    """Return what each ground is called, `zh` and `en`."""
    words: Mapping[str, Mapping[str, str]] = _read()["grounds"]
    return words


def listed() -> frozenset[str]:
    """Return the indicators whose grounds are declared."""
    return frozenset(_read()["indicators"])


def grounds_of(indicator: str, *, part: bool = False) -> tuple[str, ...]:
    """Return what an indicator rests on.

    Parameters
    ----------
    part
        Whether the figure is of a part of the area, or of one kind of homes: beds are
        then those of the split, not of the total.
    """
    content = _read()
    given = content["indicators"][indicator]
    grounds = content["families"][given] if isinstance(given, str) else given
    split = part or indicator in content["of_parts"]
    return tuple(SPLIT if split and one == BEDS else one for one in grounds)
