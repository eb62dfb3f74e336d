"""What a sweep is asked for, and what it gives back."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from sim.experiment.doubt import doubt_of
from sim.experiment.fingerprints import sha256
from sim.experiment.plan import Plan
from sim.experiment.sweep_flip import FLIP_TABLE, read_flip
from sim.experiment.sweep_page import sweep_page_data
from sim.experiment.sweep_points import Point
from sim.experiment.sweep_running import Facts, plans_of, settled
from sim.experiment.sweep_tables import points_table, sweep_table
from sim.experiment.told import Told
from sim.indicators import band_of
from sim.report.sweep_page import write_sweep_page
from sim.scenario import Scenario
from sim.scenario.sweep_list import Sweep


@dataclass(frozen=True)
class Asked:
    """A sweep that is to be run."""

    plan: Plan
    """The scenario as it would be run."""
    sweep: Sweep
    points: Sequence[Point]

    @property
    def name(self) -> str:
        """Name of the folder in which its results lie."""
        return f"sweep-{self.plan.scenario.id}-{self.sweep.name}"

    @cached_property
    def fingerprint(self) -> str:
        """One fingerprint of all that can change a table or the page."""
        plain = settled(self.plan, self.plan.scenario.replications)
        hashes = [one.input_hash for one in plans_of(plain, self.points).values()]
        keys = [one.key for one in self.sweep.varied]
        asked = [self.plan.input_hash, self.sweep.design, keys, hashes]
        return sha256(json.dumps(asked).encode())


@dataclass(frozen=True)
class SweepResults:
    """What a sweep gives back."""

    scenario: Scenario
    """With the part of the area, the seed, draws and replications that were used."""
    sweep: Sweep
    points: pd.DataFrame
    """A row a point: `point`, and a column for each path that is varied."""
    table: pd.DataFrame
    """A row a point, headline and year; see `sim.experiment.sweep_tables`."""
    synthetic_registry: bool
    """Whether homes are drawn and not those of a register."""
    precision: Mapping[str, Any] | None = None
    """What a rule of precision asked for and reached at the scenario's own values."""
    folder: Path | None = None
    """Where it was kept, if it was."""
    flip: pd.DataFrame | None = None
    """As `sim.experiment.sweep_flip.flip_of_points` returned it, if it has just run."""
    unwritten: Told | None = None
    """That its page could not be written in the language asked for."""

    @property
    def band(self) -> str:
        """What intervals contain; see `sim.indicators.band_of`."""
        one = self.scenario
        joint = doubt_of(one).is_joint
        return band_of(one.draws, one.replications, joint=joint)

    @property
    def flipped(self) -> pd.DataFrame | None:
        """Where "close" becomes "keep" at each point; None where nothing closes."""
        if self.flip is not None or self.folder is None:
            return self.flip
        return read_flip(self.folder / FLIP_TABLE)

    def report(self, folder: str | Path, lang: str = "zh") -> Path:
        """Write ``report.html``, which opens in `lang` and has both languages."""
        data = sweep_page_data(self)
        return write_sweep_page(Path(folder) / "report.html", data, lang)


def results_of(
    asked: Asked, figures: Mapping[str, pd.DataFrame], facts: Facts
) -> SweepResults:
    """Return the results of a sweep from the headlines of its points."""
    joint = doubt_of(asked.plan.scenario).is_joint
    return results_from(asked, sweep_table(figures, joint=joint), facts)


def results_from(
    asked: Asked, table: pd.DataFrame, facts: Facts, folder: Path | None = None
) -> SweepResults:
    """Return the results of a sweep from its table."""
    own = settled(asked.plan, facts.replications).scenario
    return SweepResults(
        scenario=own,
        sweep=asked.sweep,
        points=points_table(own, asked.sweep, asked.points),
        table=table,
        synthetic_registry=facts.synthetic_registry,
        precision=facts.precision,
        folder=folder,
    )
