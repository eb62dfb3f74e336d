"""What each published indicator is called, means, and is measured in.

The texts are in `catalogue.yaml`, those of rules and cost in `catalogue_rules.yaml`, in
Chinese and English, so that a rewording is a change of one file. What is not listed
there is not published.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from sim.own_yaml import own_yaml


@dataclass(frozen=True)
class Words:
    """The same text in both languages."""

    zh: str
    """Chinese."""
    en: str
    """English."""


@dataclass(frozen=True)
class Indicator:
    """One entry of the catalogue."""

    id: str
    """Name in tables and scenario files."""
    label: Words
    """Name for people."""
    definition: Words
    """One sentence that lets another recompute it."""
    unit: str
    """Code of the unit; shares run from 0 to 1."""
    unit_label: Words
    """The unit for people."""
    numerator: Words
    """What is counted."""
    denominator: Words
    """Over what; `none` for plain numbers."""
    kind: str
    """`average` over the year, `flow` of the year or `stock` at its end."""
    levels: tuple[str, ...]
    """Area levels at which it is given."""
    splits: tuple[str, ...]
    """Columns in which parts are given beside `all`."""
    without_rules: float | None = None
    """Value in a run without rules, which has no row of it; None if it has none."""


FILES: Final = ("catalogue.yaml", "catalogue_rules.yaml")


@cache
def _read() -> Mapping[str, Any]:
    """Return the units and indicators of all catalogue files, in their order."""
    content: dict[str, dict[str, Any]] = {"units": {}, "indicators": {}}
    for name in FILES:
        part = own_yaml(__package__, name)
        for kind, entries in content.items():
            entries.update(part[kind])
    return content


def _indicator(name: str, entry: Mapping[str, Any]) -> Indicator:
    """Return one entry of the file as an `Indicator`."""
    return Indicator(
        id=name,
        label=Words(**entry["label"]),
        definition=Words(**entry["definition"]),
        unit=entry["unit"],
        unit_label=Words(**_read()["units"][entry["unit"]]),
        numerator=Words(**entry["numerator"]),
        denominator=Words(**entry["denominator"]),
        kind=entry["kind"],
        levels=tuple(entry["levels"]),
        splits=tuple(entry["splits"]),
        without_rules=entry.get("without_rules"),
    )


CATALOGUE: Final[Mapping[str, Indicator]] = {
    name: _indicator(name, entry) for name, entry in _read()["indicators"].items()
}
