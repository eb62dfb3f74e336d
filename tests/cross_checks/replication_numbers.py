"""How many replications this program runs, and how many sim-tools would.

Both stop once Student's interval of the mean is narrow enough. They differ in three
things, each on purpose: here the half width is asked for in the figure's own unit and
there as a part of the mean; here replications come in waves of as many as the
deviation says are lacking, there one at a time; there the interval must stay narrow
for five more (Hoad, Robinson and Davies 2010), here what is judged is already the end
of a wave.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pandas as pd

from sim.experiment.plan import make_plan
from sim.experiment.precision import half_width, waves
from sim.scenario import load_scenario
from sim.scenario.replication_rule import ReplicationRule

SMALL = Path(__file__).parents[2] / "scenarios" / "teaching" / "small_county.yaml"
MEAN, FIRST, MOST = 50.0, 10, 800
PRECISION = 0.05
"""Half width asked for, as a part of the mean."""


def nearly_normal(random: np.random.Generator) -> np.ndarray:
    return random.normal(MEAN, 0.2 * MEAN, MOST)


def skewed(random: np.random.Generator) -> np.ndarray:
    """As waits and shares of few are: a skewness of 2."""
    return random.exponential(0.3 * MEAN, MOST) + 0.7 * MEAN


SERIES: dict[str, Callable[[np.random.Generator], np.ndarray]] = {
    "normal": nearly_normal,
    "skewed": skewed,
}


def series(name: str, number: int) -> np.ndarray:
    """Return a made-up figure of so many replications, known mean, fixed chance."""
    return SERIES[name](np.random.default_rng([number, 20250601]))


def half_width_here(values: np.ndarray) -> float:
    """Return half the interval of the mean, as the program has it."""
    return half_width(float(values.std(ddof=1)), len(values), 0.95)


def half_width_there(values: np.ndarray) -> float:
    """Return half the interval of the mean, as sim-tools has it."""
    from sim_tools.output_analysis import OnlineStatistics  # noqa: PLC0415

    return float(OnlineStatistics(data=values, alpha=0.05).half_width)


def first_narrow(values: np.ndarray) -> int:
    """Return the fewest replications whose interval is narrow.

    From 3 on: sim-tools runs `FIRST` and then looks whether fewer would have done.
    """
    return next(
        n
        for n in range(3, MOST + 1)
        if half_width_here(values[:n]) <= PRECISION * values[:n].mean()
    )


def first_that_stays_narrow(values: np.ndarray) -> int:
    """Return the fewest replications whose interval is narrow and stays so.

    For five more, or one more in twenty beyond a hundred: the algorithm of Hoad,
    Robinson and Davies as sim-tools has it, without its tables.
    """
    narrow = 0
    for n in range(3, MOST + 1):
        seen = values[:n]
        is_narrow = half_width_here(seen) <= PRECISION * seen.mean()
        narrow = narrow + 1 if is_narrow else 0
        if narrow > max(n, 100) // 20:
            return n - narrow + 1
    return MOST


@dataclass(frozen=True)
class _Model:
    """What sim-tools asks for a replication."""

    values: np.ndarray

    def single_run(self, replication_number: int) -> dict[str, float]:
        return {"figure": float(self.values[replication_number])}


def number_there(values: np.ndarray, look_ahead: int) -> int:
    """Return how many replications the algorithm of sim-tools asks for."""
    from sim_tools.output_analysis import ReplicationsAlgorithm  # noqa: PLC0415

    algorithm = ReplicationsAlgorithm(
        alpha=0.05,
        half_width_precision=PRECISION,
        initial_replications=FIRST,
        look_ahead=look_ahead,
        replication_budget=MOST - 50,
    )
    numbers, _ = algorithm.select(_Model(values), ["figure"])
    return int(numbers["figure"])


@dataclass(frozen=True)
class _Finished:
    """A run whose replications have the values of a series."""

    values: np.ndarray
    folder: Path

    def part_files(self, _: str, units: Iterator[object]) -> list[Path]:
        number = len(list(units))
        table = pd.DataFrame(
            {
                "area_level": "region",
                "indicator": "residents",
                "year": 2030,
                **dict.fromkeys(("tier", "ownership", "operation", "residence"), "all"),
                "draw": 0,
                "replication": np.arange(number),
                "value": self.values[:number],
            }
        )
        table.to_parquet(self.folder / "part.parquet")
        return [self.folder / "part.parquet"]


class Here:
    """The program's own rule, with nothing simulated."""

    def __init__(self) -> None:
        rule = ReplicationRule.model_validate(
            {
                "until": [
                    {
                        "indicator": "residents",
                        "year": 2030,
                        "half_width": PRECISION * MEAN,
                    }
                ],
                "min": FIRST,
                "max": MOST,
            }
        )
        plan = make_plan(load_scenario(SMALL), jobs=1)
        self._plan = replace(
            plan,
            scenario=replace(plan.scenario, replications=MOST, replication_rule=rule),
        )

    def number(self, values: np.ndarray) -> int:
        """Return how many replications the program would have run."""
        with TemporaryDirectory() as folder:
            run = _Finished(values, Path(folder))
            *_, last = waves([self._plan], [run])  # type: ignore[list-item]
        return int(last[0].scenario.replications)


def holds_the_mean(values: np.ndarray, number: int) -> bool:
    """Say whether the interval of so many replications has the true mean in it."""
    seen = values[:number]
    return bool(abs(seen.mean() - MEAN) <= half_width_here(seen))
