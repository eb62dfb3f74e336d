"""How many replications this program runs, and how many sim-tools would.

Both stop once Student's interval of the mean is narrow enough and stays so for five
replications more (Hoad, Robinson and Davies 2010). They differ in three things, each on
purpose: here the half width is asked for in the figure's own unit and there as a part
of the mean; here replications come in waves of as many as the deviation says are
lacking, there one at a time; here the five are among what is reported, there they are
thrown away.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pandas as pd
from scipy import special

from sim.experiment.interval_widths import half_width, look_ahead, needed
from sim.experiment.plan import make_plan
from sim.experiment.precision import waves
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


def skewed_and_few(random: np.random.Generator) -> np.ndarray:
    """The same with a third of the replications needed: 35 for a known deviation."""
    return random.exponential(0.15 * MEAN, MOST) + 0.85 * MEAN


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


def number_there(values: np.ndarray, ahead: int) -> int:
    """Return how many replications the algorithm of sim-tools asks for."""
    from sim_tools.output_analysis import ReplicationsAlgorithm  # noqa: PLC0415

    algorithm = ReplicationsAlgorithm(
        alpha=0.05,
        half_width_precision=PRECISION,
        initial_replications=FIRST,
        look_ahead=ahead,
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


def numbers_here(values: np.ndarray) -> np.ndarray:
    """Return what `Here.number` says of each row, of thousands at once.

    The same rule told a second time; a test holds the two to each other.
    """
    widths = running_half_widths(values)
    numbers = np.full(len(values), FIRST)
    going = np.arange(len(values))
    while going.size:
        asked = [_asked(widths[i, : numbers[i]]) for i in going]
        more = [wanted is not None for wanted in asked]
        wanted = np.array([one for one in asked if one is not None], dtype=int)
        going = going[more]
        going, wanted = (x[numbers[going] < MOST] for x in (going, wanted))
        least = np.maximum(wanted, numbers[going] + 1)
        numbers[going] = np.minimum(np.minimum(least, 2 * numbers[going]), MOST)
    return numbers


def _asked(widths: np.ndarray) -> int | None:
    """Return how many are asked for after these; none if they are enough."""
    n, asked = len(widths), PRECISION * MEAN
    narrow = np.argmax(widths[::-1] > asked)
    if narrow > look_ahead(n):
        return None
    first = n + 1 - narrow
    if narrow == 0:
        sd = widths[-1] * np.sqrt(n) / special.stdtrit(n - 1, 0.975)
        first = needed(float(sd), asked, 0.95, MOST)
    return min(MOST, first + look_ahead(first))


def running_half_widths(values: np.ndarray) -> np.ndarray:
    """Return half the interval of the first so many of each row; of one it is wide."""
    n = np.arange(2, values.shape[1] + 1)
    apart = values - MEAN
    sums, squares = apart.cumsum(axis=1)[:, 1:], (apart**2).cumsum(axis=1)[:, 1:]
    sd = np.sqrt((squares - sums**2 / n) / (n - 1))
    widths = special.stdtrit(n - 1, 0.975) * sd / np.sqrt(n)
    return np.hstack([np.full((len(values), 1), np.inf), widths])


def holds_the_mean(values: np.ndarray, number: int) -> bool:
    """Say whether the interval of so many replications has the true mean in it."""
    seen = values[:number]
    return bool(abs(seen.mean() - MEAN) <= half_width_here(seen))


def is_within(values: np.ndarray, number: int) -> bool:
    """Say whether the mean of so many is as near the true one as was asked for."""
    return bool(abs(values[:number].mean() - MEAN) <= PRECISION * MEAN)
