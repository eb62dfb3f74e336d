"""What a scenario holds beside values: dated actions, targets, made-up demand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal


@dataclass(frozen=True)
class DatedAction:
    """An entry of `history` or `programme`."""

    label: Literal["history", "programme"]
    date: date
    do: Literal["upgrade", "convert_beds", "build"]
    count: int | None
    """Homes, in the whole pack."""
    beds: int | None
    """Beds converted in the whole pack; of each home where homes are built."""
    share: float | None
    """Share of the ordinary beds of the homes meant that become nursing beds."""
    nursing_share: float | None
    """Share that homes below it reach; of the new homes where homes are built."""
    among: dict[str, str]
    """`tier` and `ownership` of the homes meant; empty for all."""
    tier: str | None
    ownership: str | None
    grade: str
    source: str
    note: str
    file: str
    line: int
    range: tuple[int, int] | None = None
    """Within what a draw moves `count`, or `beds` where there is no count."""


@dataclass(frozen=True)
class Target:
    """A figure to be reached on a date."""

    id: str
    indicator: str
    date: date
    at_least: float | None
    at_most: float | None
    nature: str
    source: str
    document: str
    """planner, opinions, plan, national or data."""
    scope: str
    """all, or counties_and_cities (without districts)."""
    published: float | None
    note: str
    file: str
    line: int


@dataclass(frozen=True)
class Renewal:
    """Poisson applications and exponential stays of a made-up place."""

    applications_per_year: float
    mean_stay_days: float
    ability: str
    klass: str
