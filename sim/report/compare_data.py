"""What the page of a comparison is made from: tables and facts, nothing computed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from sim.report.closing_data import ClosingHomes
from sim.report.words import Text

Pair = Mapping[str, str]


@dataclass(frozen=True)
class Compared:
    """One of the scenarios."""

    id: str
    title: Pair


@dataclass(frozen=True)
class ComparePageData:
    """Everything that the page of a comparison shows; shares run from 0 to 1."""

    area_name: Pair
    start: str
    end: str
    """First and last day of the period."""
    scenarios: Sequence[Compared]
    reference: str
    """Id of the scenario that the others are held against."""
    headlines: pd.DataFrame
    """A row a headline: `headline, indicator, of (whole or part), label_zh, label_en,
    unit, unit_zh, unit_en, better` (up, down or nothing)."""
    lines: pd.DataFrame
    """A row a scenario, headline and year: `scenario, headline, year, mean, low,
    high`; `sim.indicators.paired.headline_lines`."""
    differences: pd.DataFrame
    """Headlines of the whole area, a row a scenario, headline and year; columns as of
    `sim.indicators.paired.differences_table`."""
    ranking: pd.DataFrame
    """As `sim.indicators.ranking.ranking_table` returns it."""
    shares: pd.DataFrame
    """As `sim.indicators.ranking.chance_and_ignorance` returns it."""
    settings: pd.DataFrame
    """`path, label_zh, label_en, unit, scenario, value`: what differs."""
    actions: pd.DataFrame
    """Dated changes that not all scenarios have, with `scenario`."""
    waterfall: pd.DataFrame
    """Why occupancy of public homes differs: `scenario, year, step, mean, mean_low,
    mean_high`; `sim.indicators.waterfall.waterfall_means`. Empty where unknown."""
    trade_offs: pd.DataFrame
    """A row a scenario; `sim.indicators.trade_offs`."""
    replications: int
    draws: int
    seed: int
    version: str
    joint: bool
    """Whether draws move parameters."""
    synthetic_registry: bool
    """Whether the homes were drawn from totals rather than taken from a register."""
    family: int
    """How many intervals of a year hold together."""
    counties: int = 0
    """How many counties were run; 0 where that is not known."""
    whole: Pair | None = None
    """Name of the area pack where only a part of it was run."""
    rules: Mapping[str, Sequence[Pair]] = field(default_factory=dict)
    """Labels of the rules of each scenario, by its id."""
    classes: pd.DataFrame | None = None
    """Homes that close, a row a scenario and class: `scenario, tier, size, homes,
    closed, share, any_share`; None where no scenario has a rule that ends homes."""
    closing: ClosingHomes | None = None
    """Single homes that close; None where no scenario has a rule that ends homes."""
    figure_grades: pd.DataFrame | None = None
    """What figures rest on, the worst of the scenarios; as
    `sim.experiment.figure_grades` returns it."""
    is_part: bool = False
    """Whether only a part of the area pack was run."""
    information: pd.DataFrame | None = None
    """What each unknown is worth; as `sim.indicators.information.information_table`
    returns it, empty where there is nothing to choose."""
    loses: pd.DataFrame | None = None
    """Who comes to live farther from care than in the reference, with `scenario`; as
    `who_loses.csv` of the comparison; None where that is not known."""
    warnings: Sequence[Pair] = field(default_factory=tuple)

    @property
    def others(self) -> list[Compared]:
        """The scenarios but for the reference, in the order given."""
        return [one for one in self.scenarios if one.id != self.reference]

    @property
    def repetitions(self) -> int:
        """How many repetitions each mean is of."""
        return self.draws * self.replications

    @property
    def last_year(self) -> int:
        """The last calendar year of the period."""
        return int(self.lines["year"].max())

    def title(self, scenario: str) -> Text:
        """Return the title of a scenario; its id where two have the same title."""
        titles = [Text.of(one.title) for one in self.scenarios]
        own = next(Text.of(one.title) for one in self.scenarios if one.id == scenario)
        if titles.count(own) > 1:
            form = Text("{title}（{id}）", "{title} ({id})")
            return form.fill(title=own, id=scenario)
        return own

    def known_headlines(self) -> list[Mapping[str, str]]:
        """Return the headlines that have figures, in their order."""
        there = set(self.lines.dropna(subset=["mean"])["headline"])
        rows = self.headlines.to_dict("records")
        return [
            {str(key): str(value) for key, value in row.items()}
            for row in rows
            if row["headline"] in there
        ]
