"""What the page says of rules is made from: tables of a finished run, by repetition."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pandas as pd

from sim.report.flip_data import FlipReference
from sim.report.homes_data import FlowsData
from sim.scenario.rule import ENDING, Rule

REPETITION = ["draw", "replication"]


@dataclass(frozen=True)
class RulesData:
    """What rules did in a run; tables have `draw` and `replication` where not told."""

    rules: Sequence[Rule]
    """By precedence."""
    rules_since: int
    """First year in which they may act."""
    repetitions: pd.MultiIndex
    """All pairs of draw and replication, those in which nothing happened included."""
    outcomes: pd.DataFrame
    """`rule, outcome, reason, judgements, places`: a row for each that occurred;
    judgements are places times reviews, places are homes, counties or townships."""
    closings: pd.DataFrame | None
    """As `sim.indicators.closings_table` returns it; None without an event log."""
    by_class: pd.DataFrame | None
    """Homes that such a rule looks at, a row a class: `tier, size, homes, closed,
    share, any_share, repetitions`, over all repetitions."""
    by_home: pd.DataFrame | None
    """The same for single homes of a real registry, with `home_id`."""
    moves: pd.DataFrame | None
    """As `sim.indicators.moves_table` returns it; None without an event log."""
    extra_beds: pd.DataFrame | None
    """`day, beds, moved`: extra beds put up since planning starts, and residents that
    a rule moved into one."""
    relocation_deaths: pd.DataFrame | None
    """`day, persons`: deaths that a move brought forward."""
    death_ratios: tuple[float, float]
    """Ratios of death after a planned move and after an emergency."""
    unplaced: pd.DataFrame
    """`year, breaches`: guaranteed elders without a place in time, by year."""
    by_weight: pd.DataFrame | None
    """Closures judged, a row a weight of supply in demand and a county, and all
    counties; as `closures_by_supply_weight.csv` of the run folder."""
    cost_grade: Callable[[str], str]
    """Grade of a figure of cost: that of the worst value behind it."""
    judged: pd.DataFrame | None = None
    """Closures and homes that stayed, judged: `verdict, theta, twin_occupancy, twin_se,
    continuations`, as `regret.parquet` of the run folder; None without it."""
    flip: FlipReference | None = None
    """The committed map of "close" and "keep"; None without one."""
    sent_home: pd.DataFrame | None = None
    """`persons, under_60`: residents of a home lost overnight who found no place, of
    which under 60 (missing without an event log); None or no rows where there are
    none."""

    flows: FlowsData | None = None
    """Between which homes residents were moved; None where nobody was."""
    loses: pd.DataFrame | None = None
    """Who comes to live farther from care, against what, by group and measure; as
    `who_loses.csv` of the run folder; None where there is nothing to hold against."""
    synthetic: bool = True
    """Whether the homes were drawn from totals."""

    def named(self, rule: str) -> Rule | None:
        """Return a rule by its id; None for what is no rule, such as the programme."""
        return next((one for one in self.rules if one.id == rule), None)

    @property
    def ends_homes(self) -> bool:
        """Whether a rule closes, merges, converts or mothballs homes."""
        return any(rule.does(*ENDING) for rule in self.rules)

    @property
    def moves_people(self) -> bool:
        """Whether a rule moves residents to another home."""
        return any(rule.does(*ENDING, "regroup_guaranteed") for rule in self.rules)

    @property
    def closes_by_occupancy(self) -> bool:
        """Whether a rule ends homes for what their occupancy is."""
        return any(
            rule.does(*ENDING) and "home.occupancy" in str(rule.when)
            for rule in self.rules
        )

    @property
    def sent_home_counts(self) -> list[float]:
        """Return the residents sent home in each repetition; empty if there are none.

        They are no moves: no other home took them.
        """
        if self.sent_home is None or not self.sent_home["persons"].any():
            return []
        return self.counted(self.sent_home, "persons")

    def counted(self, rows: pd.DataFrame, column: str = "") -> list[float]:
        """Return a sum or a number of rows for each repetition, noughts included."""
        keys = [rows[name].astype("int64") for name in REPETITION]
        grouped = rows.groupby(keys)
        found = grouped[column].sum() if column else grouped.size()
        return [float(one) for one in found.reindex(self.repetitions, fill_value=0)]
