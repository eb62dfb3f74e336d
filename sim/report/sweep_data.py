"""What the page of a sweep is made from: tables and facts, nothing computed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

Pair = Mapping[str, str]
OWN = "own"


@dataclass(frozen=True)
class VariedPath:
    """A parameter that is varied."""

    key: str
    """Path, or `path@date`: a column of the points."""
    label: Pair
    unit: str
    own: str
    """The scenario's own value, as a text."""
    is_number: bool


@dataclass(frozen=True)
class SweepPageData:
    """Everything that the page of a sweep shows; shares run from 0 to 1."""

    scenario_id: str
    title: Pair
    name: str
    design: str
    """grid, one_at_a_time or latin_hypercube."""
    area_name: Pair
    start: str
    end: str
    """First and last day of the period."""
    paths: Sequence[VariedPath]
    points: pd.DataFrame
    """A row a point: `point`, and a column of texts for each path."""
    table: pd.DataFrame
    """A row a point (first `own`), headline and year: `point, headline, year, mean,
    low, high, difference, difference_low, difference_high`."""
    headlines: Sequence[Mapping[str, str]]
    """`headline, indicator, of (whole or part), label_zh, label_en, unit, unit_zh,
    unit_en` of each."""
    replications: int
    draws: int
    seed: int
    version: str
    joint: bool
    """Whether draws move parameters."""
    synthetic_registry: bool
    flip: pd.DataFrame | None = None
    """Where "close" becomes "keep": `point`, and `sim.indicators.flip.FLIP`; None
    where no rule closes homes."""
    figure_grades: pd.DataFrame | None = None
    """What figures rest on; as `sim.experiment.figure_grades` returns it."""
    is_part: bool = False
    """Whether only a part of the area pack was run."""
    warnings: Sequence[Pair] = field(default_factory=tuple)

    @property
    def last_year(self) -> int:
        """The last calendar year of the period."""
        return int(self.table["year"].max())

    def known_headlines(self) -> list[Mapping[str, str]]:
        """Return the headlines that have figures in the last year, in their order."""
        rows = self.table[self.table["year"] == self.last_year]
        there = set(rows.dropna(subset=["mean"])["headline"])
        return [one for one in self.headlines if one["headline"] in there]

    def of(self, headline: str) -> pd.DataFrame:
        """Return a headline at every point in the last year, with the points' values.

        The point `own` is left out, and so are points without the figure.
        """
        rows = self.table[
            (self.table["headline"] == headline)
            & (self.table["year"] == self.last_year)
        ].dropna(subset=["mean"])
        return self.points.merge(rows, on="point")

    def stands_still(self, headline: Mapping[str, str]) -> bool:
        """Return whether a headline is the scenario's own at every point."""
        changes = self.of(headline["headline"])["difference"]
        return bool((changes.fillna(0.0) == 0).all())

    def own(self, headline: str) -> float:
        """Return a headline of the scenario as it is, in the last year."""
        rows = self.table[
            (self.table["headline"] == headline)
            & (self.table["year"] == self.last_year)
            & (self.table["point"] == OWN)
        ]
        return float(rows["mean"].iloc[0]) if len(rows) else float("nan")
