"""What of a pack is said in words rather than in tables: `build.yaml` of its inputs.

Everything else about a place is in the input tables, so that another place is other
inputs and the same steps.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

RECIPE = "build.yaml"


@dataclass(frozen=True)
class Recipe:
    """How the steps shall build one place."""

    sources: dict[str, str]
    """Source ids of `counties` and `townships`."""
    mortality: dict[str, str]
    """Head of the table: source, grade, note."""
    prevalence: dict[str, str]
    """The same."""
    rural_multiplier: dict[str, float]
    """Rural deaths over the nation's below 85, by sex. [ratio]"""
    aged_45_per_aged_50: float
    """Persons of 45-49 over those of 50-54, where nobody published them. [ratio]"""
    as_they_are: list[str]
    """Files written by hand, with their sources in them, that go in unchanged."""


def read_recipe(inputs: Path) -> Recipe:
    """Return the recipe among the inputs of a place.

    Raises
    ------
    FileNotFoundError
        There is no `build.yaml`.
    TypeError
        An entry is missing or unknown.
    """
    text = (inputs / RECIPE).read_text(encoding="utf-8")
    content: dict[str, Any] = YAML(typ="safe", pure=True).load(text)
    return Recipe(**content)
