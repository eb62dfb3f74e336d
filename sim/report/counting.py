"""What a county would count to learn an unknown: `what_to_count.yaml`, read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from sim.own_yaml import own_yaml
from sim.report.words import Text
from sim.scenario.catalogue import catalogue


@dataclass(frozen=True)
class Count:
    """Something that a county can count, and what is known afterwards."""

    label: Text
    count: Text
    """What to do, as the end of a sentence."""
    parts: tuple[str, ...]
    """Unknowns that are known together then: paths, or facts of drawn homes."""


@cache
def counts() -> Mapping[str, Count]:
    """Return all that can be counted, by id."""
    return {
        str(name): Count(
            Text.of(entry["label"]), Text.of(entry["count"]), tuple(entry["parts"])
        )
        for name, entry in _read()["counts"].items()
    }


@cache
def facts() -> Mapping[str, Text]:
    """Return what the facts of drawn homes are called."""
    return {str(name): Text.of(words) for name, words in _read()["facts"].items()}


def called(unknown: str) -> Text:
    """Return what an unknown, or a group of them, is called."""
    if unknown in counts():
        return counts()[unknown].label
    if unknown in facts():
        return facts()[unknown]
    parameter = catalogue().get(unknown)
    return (
        Text.of(unknown)
        if parameter is None
        else Text.of({"zh": parameter.label.zh, "en": parameter.label.en})
    )


@cache
def _read() -> Any:
    return own_yaml("sim.report", "what_to_count.yaml")
