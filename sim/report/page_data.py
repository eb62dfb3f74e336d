"""What a page is made from: tables and facts of one finished run, nothing computed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from sim.report.figures import Figures
from sim.report.homes_data import HomesData
from sim.report.observed import ObservedData
from sim.report.rules.data import RulesData
from sim.report.stress import Facts
from sim.timeline import Timeline

Pair = Mapping[str, str]


@dataclass(frozen=True)
class RunFacts:
    """How the run was made, as its manifest says."""

    version: str
    seed: int
    replications: int
    draws: int
    status: str = "complete"
    """`complete` or `partial` (cancelled before the end)."""
    run_id: str = ""
    finished: str = ""
    """Moment at which the run ended, as text."""


@dataclass(frozen=True)
class Drawn:
    """What differs from draw to draw; nothing where there is one."""

    parameters: Sequence[str] = ()
    """Paths that are drawn together."""
    held: Sequence[str] = ()
    """Paths that could be drawn, but that the scenario fixes."""
    amounts: int = 0
    """Dated changes whose amounts are drawn."""


@dataclass(frozen=True)
class Limits:
    """How often the run met a limit of the model, over all its replications."""

    capped: int = 0
    """Times that demand met its cap."""
    dropped: int = 0
    """Starting residents without a bed. [persons]"""
    dropped_share: float = 0.0
    """Their share of all starting residents."""


@dataclass(frozen=True)
class PageData:
    """Everything that the page of a run shows.

    Texts of the scenario are `{zh, en}` mappings; one missing language borrows the
    other. All of them are shown as text, never as markup.
    """

    scenario_id: str
    title: Pair
    question: Pair
    status: str
    """`draft`, `reviewed` or `approved`."""
    area_name: Pair
    counties: pd.DataFrame
    """Counties of the run: `county_code`, `name_zh`, `name_en`."""
    timeline: Timeline
    summary: pd.DataFrame
    """As `sim.indicators.summary_table` returns it; see `sim.report.figures`."""
    targets: pd.DataFrame
    """As `sim.indicators.targets_table` returns it; see `sim.report.targets`."""
    origins: pd.DataFrame
    """`path, label_zh, label_en, value, unit, low, high, source, grade, note, file,
    line`: every value of the scenario and where it comes from; `note_en` where the
    note has an English of its own."""
    run: RunFacts
    planning_start: date | None = None
    boundaries: Mapping[str, Any] | None = None
    """GeoJSON whose features carry the county code as `id` or `county_code`."""
    map_note: Pair | None = None
    """Attribution and review number of the map, shown beneath it."""
    frozen_null: pd.DataFrame | None = None
    """Drift of occupancy over ten years in `frozen`: `tier, size_class, start, end,
    change`, shares."""
    frozen_draws: pd.DataFrame | None = None
    """The same under joint draws: `tier, size_class, draws, mean, worst, share_beyond`,
    shares."""
    null_area: Pair | None = None
    """Name of the whole area for which the null was run; that of the run if missing."""
    is_part: bool = False
    """Whether the run leaves out counties of the area for which the null was run."""
    sources: pd.DataFrame | None = None
    """`source_id, title, publisher, year, licence, grade`, and `title_zh`,
    `publisher_zh` where there is Chinese beside them."""
    actions: pd.DataFrame | None = None
    """History and programme, a row an entry: `label, date, do, count, beds, share,
    nursing_share, grade, source, note`."""
    notes: str | Pair | None = None
    guarantee_breaches: float = 0.0
    """Willing 特困 elders not placed in time, mean over replications. [elders]"""
    guarantee_days: int = 30
    synthetic_registry: bool = True
    """Whether the homes were drawn from totals rather than taken from a register."""
    stress: Facts | None = None
    """What fills the statement after STRESS-DES; see `sim.report.stress`."""
    figure_grades: pd.DataFrame | None = None
    """Grade of each indicator and its grounds; see `sim.report.basis`."""
    masked: bool = False
    """Whether small counts of people are left out; see `sim.report.masking`."""
    precision: Sequence[Pair] = ()
    """How precise the figures came to be that decided on the replications."""
    drawn: Drawn = Drawn()
    limits: Limits = Limits()
    rules: RulesData | None = None
    """What the rules did; None for a scenario without rules."""
    false_closures: pd.DataFrame | None = None
    """How often chance alone closes a home; see `charts.false_closures`."""
    screening: pd.DataFrame | None = None
    """How far each assumption moves each headline; see `charts.tornado`."""
    doubt: pd.DataFrame | None = None
    """Chance and ignorance of the headlines; see `charts.doubt_split`."""
    homes: HomesData | None = None
    """What became of homes since planning starts; None without an event log."""
    observed: ObservedData | None = None
    """What the place has counted itself, beside the run; None where it has not."""
    warnings: Sequence[Pair] = field(default_factory=tuple)
    """Further sentences that a reader must see before the figures."""

    @property
    def figures(self) -> Figures:
        """The summary, to be looked up by name, with the years of the run."""
        line = self.timeline
        return Figures(self.summary, line.years, np.diff(line.year_edges).tolist())
