"""Simulations of a place with other values: many, in parallel, each kept as it is done.

Elders belong to a replication and registries to a draw. Every point has elders and
homes of its own: elders that came back every few points would pass their chance off as
a property of the place, which no number of simulations would average out.
"""

from __future__ import annotations

import json
import os
import pickle
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd

from sim.engine import simulate
from sim.experiment.measuring import measure
from sim.experiment.workers import in_parallel
from sim.fitting.measures import Sight, measured
from sim.fitting.scales import Floats
from sim.fitting.targets import Target
from sim.fitting.unknowns import Unknowns
from sim.population import expected_population
from sim.scenario import Scenario

SHARED = "shared.pickle"
DROPPED = "dropped_share"

_at_hand: list[tuple[Path, Shared]] = []


@dataclass(frozen=True)
class Shared:
    """What every simulation reads."""

    scenario: Scenario
    """Two years of the place, without history, rules or targets."""
    unknowns: Unknowns
    targets: list[Target]


@dataclass(frozen=True)
class Point:
    """One simulation: which values, which homes, which elders."""

    stage: str
    """`prior`, `near` (a first posterior) or `check` (the joint draws)."""
    number: int
    scores: tuple[float, ...]
    draw: int
    """Number of the registry."""
    replication: int

    @property
    def name(self) -> str:
        """The point as the name of a file."""
        return f"{self.stage}-{self.number:05d}.json"


def points_of(stage: str, scores: Floats, first_draw: int) -> list[Point]:
    """Return a point for each row of scores. Shape (points, unknowns).

    Homes and elders are numbered alike, from `first_draw` on.
    """
    return [
        Point(stage, n, tuple(row.tolist()), first_draw + n, first_draw + n)
        for n, row in enumerate(scores)
    ]


def share(shared: Shared, parts: Path) -> None:
    """Lay down what all simulations read."""
    (parts / SHARED).write_bytes(pickle.dumps(shared))
    _at_hand[:] = [(parts, shared)]


def run_points(
    points: Sequence[Point],
    parts: Path,
    jobs: int,
    tell: Callable[[int, int], None],
) -> pd.DataFrame:
    """Simulate what is missing and return what was seen at every point.

    Parameters
    ----------
    points
        What to simulate.
    parts
        Where finished points are kept, and `share` has laid what they read.
    jobs
        Processes; they change no figure.
    tell
        Called with points done and points in all.

    Returns
    -------
        A row a point in the order given; a column a target (natural units, NaN where
        the place has no such figure) and `dropped_share`, the starting residents for
        whom there was no bed.
    """
    missing = [point for point in points if _kept(parts / point.name) is None]
    done = len(points) - len(missing)
    tell(done, len(points))
    for _ in in_parallel(partial(_save, parts), missing, jobs):
        done += 1
        tell(done, len(points))
    return pd.DataFrame([_kept(parts / point.name) or {} for point in points])


def _kept(path: Path) -> dict[str, float] | None:
    try:
        kept: dict[str, float] = json.loads(path.read_text(encoding="utf-8"))
        return {name: np.nan if v is None else float(v) for name, v in kept.items()}
    except (OSError, ValueError, TypeError, AttributeError, RecursionError):
        return None  # Another content is as good as none: the point is done again.


def _save(parts: Path, point: Point) -> None:
    """Run one point; its file appears at once, complete."""
    seen = see(_shared(parts), point)
    written = {name: None if np.isnan(v) else v for name, v in seen.items()}
    unfinished = parts / f".{point.name}.{os.getpid()}"
    unfinished.write_text(json.dumps(written), encoding="utf-8")
    unfinished.replace(parts / point.name)


def _shared(parts: Path) -> Shared:
    if not _at_hand or _at_hand[0][0] != parts:
        _at_hand[:] = [(parts, pickle.loads((parts / SHARED).read_bytes()))]
    return _at_hand[0][1]


def see(shared: Shared, point: Point) -> dict[str, float]:
    """Return the figures of one simulation by target, and `dropped_share`."""
    scores = np.array(point.scores)
    scenario = shared.scenario.with_values(shared.unknowns.values(scores))
    outcome = simulate(scenario, point.draw, point.replication)
    population = expected_population(scenario)
    sight = Sight(
        log=outcome.log,
        homes=outcome.homes,
        elders=outcome.elders,
        indicators=measure(scenario, outcome.log, outcome.homes, population),
        persons_60=persons_aged_60(scenario),
        first_year=scenario.timeline.start.year,
    )
    seen = {
        target.id: measured(
            sight,
            target.measure.id,
            tier=target.tier,
            ownership=target.ownership,
            elder_class=target.elder_class,
        )
        for target in shared.targets
    }
    starting = int(outcome.elders["in_care_days"].notna().sum())
    dropped = outcome.dropped_residents
    return seen | {DROPPED: dropped / max(starting + dropped, 1)}


def persons_aged_60(scenario: Scenario) -> float:
    """Return the elders aged 60+ of a run's counties on the first day."""
    elders = scenario.area.elders
    chosen = elders["county_index"].isin(scenario.county_indices)
    return float(elders.loc[chosen & (elders["age_group"] >= "60-64"), "elders"].sum())
