"""Whether headline figures are still the same for a planner, whatever the chances.

The exact tier (`sim.experiment.regression`) sees every change, also one that means
nothing, as another order of draws. This tier asks whether what came out is equivalent:
whether the interval of the difference lies within a margin in percentage points.

References
----------
.. [1] D. Schuirmann, A comparison of the two one-sided tests procedure and the power
   approach, *J. Pharmacokinet. Biopharm.* 15 (1987), 657–680.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd
from scipy import special

from sim.experiment.reference import EQUIVALENCE, UnreadableReferenceError
from sim.experiment.units import all_units
from sim.experiment.work import Shared, run_unit
from sim.indicators.headlines import SPLITS
from sim.population import expected_population
from sim.scenario import Scenario, load_scenario

# Long'an, near Nanning, and Lingyun, a mountain one: many beds for their time.
COUNTIES: Final = ("450123", "451027")
SCENARIOS: Final = ("baseline", "programme")
YEARS: Final = (2025, 2030)
# Smaller than what a plan would be changed for. [share]
MARGINS: Final[Mapping[str, float]] = {
    "occupancy_rate": 0.01,
    "nursing_bed_share": 0.01,
    "center_coverage_served": 0.01,
    "guaranteed_placed_share": 0.01,
}
# The reference is made once, so that it can have less chance in it than every look.
REFERENCE_REPLICATIONS: Final = 300
REPLICATIONS: Final = 60
# Two one-sided tests of 5 % each are the 90 % interval of the difference.
LEVEL: Final = 0.05
_FAILS: Final = 0.8

KEYS: Final = ["scenario", "indicator", "year"]
COLUMNS: Final = [*KEYS, "mean", "standard_error", "replications"]


@dataclass(frozen=True)
class Equivalence:
    """One figure beside its reference; all are shares."""

    scenario: str
    indicator: str
    year: int
    old: float
    new: float
    low: float
    """Lower end of the 90 % interval of new less old."""
    high: float
    """Upper end."""
    margin: float
    power: float
    """Chance to pass if there is no true difference."""
    detectable: float
    """True difference that fails with a chance of 80 %."""

    @property
    def difference(self) -> float:
        """New less old."""
        return self.new - self.old

    @property
    def passes(self) -> bool:
        """Whether the whole interval lies within the margin."""
        return -self.margin < self.low and self.high < self.margin


def equivalence_file(folder: Path) -> Path:
    """Return where means and standard errors lie in the folder of the reference."""
    return folder / EQUIVALENCE


def load_two_counties(file: Path) -> Scenario:
    """Return a shipped scenario of a real place as this tier runs it."""
    return load_scenario(file).in_area(COUNTIES)


def headline_figures(scenario: Scenario, replications: int) -> pd.DataFrame:
    """Run a scenario in this process and return its headline figures.

    Returns
    -------
        Columns `COLUMNS`: mean [share] over the replications that have the figure, its
        standard error, and how many those are.
    """
    shared = Shared(scenario, expected_population(scenario), events=False)
    rows = pd.concat(
        _headlines(run_unit(shared, unit).indicators)
        for unit in all_units(1, replications)
    )
    grouped = rows.groupby(["indicator", "year"], sort=True)["value"]
    table = grouped.agg(
        mean="mean", standard_error="sem", replications="count"
    ).reset_index()
    table.insert(0, "scenario", scenario.id)
    return table[COLUMNS]


def _headlines(rows: pd.DataFrame) -> pd.DataFrame:
    kept = (rows["area_level"] == "region") & rows["indicator"].isin(list(MARGINS))
    for split in SPLITS:
        kept &= rows[split] == "all"
    kept &= rows["year"].isin(YEARS)
    return rows.loc[kept, ["indicator", "year", "value"]].astype({"indicator": "str"})


def compare(old: pd.DataFrame, new: pd.DataFrame) -> list[Equivalence]:
    """Return each figure of `new` beside its reference.

    Parameters
    ----------
    old, new
        Columns `COLUMNS`. A figure that one of them lacks can never pass.
    """
    both = old.merge(new, on=KEYS, how="outer", suffixes=("_old", "_new"))
    asked = both[both["scenario"].isin(new["scenario"])]
    return [_tested(row) for row in asked.to_dict("records")]


def _tested(row: Mapping[Any, Any]) -> Equivalence:
    """Test one figure by two one-sided tests, Welch's for unequal variances."""
    indicator = str(row["indicator"])
    margin = MARGINS.get(indicator, 0.0)
    errors = [float(row[f"standard_error_{of}"]) for of in ("old", "new")]
    counts = [float(row[f"replications_{of}"]) for of in ("old", "new")]
    error = math.hypot(*errors)
    factor = _factor(errors, counts)
    difference = float(row["mean_new"]) - float(row["mean_old"])
    power, detectable = power_of(margin, error, factor)
    return Equivalence(
        scenario=str(row["scenario"]),
        indicator=indicator,
        year=int(row["year"]),
        old=float(row["mean_old"]),
        new=float(row["mean_new"]),
        low=difference - factor * error,
        high=difference + factor * error,
        margin=margin,
        power=power,
        detectable=detectable,
    )


def _factor(errors: list[float], counts: list[float]) -> float:
    """Return Student's factor of the interval, by Welch's degrees of freedom."""
    squares = np.square(errors)
    if squares.sum() == 0:
        return 0.0  # nothing varies: the difference is what it is
    parts = squares**2 / (np.asarray(counts) - 1)
    freedom = squares.sum() ** 2 / parts.sum()
    return float(special.stdtrit(freedom, 1 - LEVEL))


def power_of(margin: float, error: float, factor: float) -> tuple[float, float]:
    """Return the chance to pass without a difference, and what difference is noticed.

    Parameters
    ----------
    margin
        Of the difference. [share]
    error
        Standard error of the difference. [share]
    factor
        Standard errors from the middle of its interval to either end.

    Returns
    -------
        The chance to pass if there is no true difference, and the true difference
        [share] that fails with a chance of 80 %: never more than the margin, at which
        95 % fail.
    """
    if error == 0:
        return 1.0, margin
    room = margin - factor * error
    power = max(0.0, 2 * float(special.ndtr(room / error)) - 1)
    return power, max(0.0, room + float(special.ndtri(_FAILS)) * error)


def read_equivalence(folder: Path) -> pd.DataFrame | None:
    """Return the reference of this tier; none if there is no file.

    Raises
    ------
    UnreadableReferenceError
        The file is no such table.
    """
    path = equivalence_file(folder)
    if not path.is_file():
        return None
    try:
        table = pd.read_csv(path, dtype={"scenario": "str", "indicator": "str"})
    except (ValueError, UnicodeDecodeError) as error:
        raise UnreadableReferenceError(path.name) from error
    if list(table.columns) != COLUMNS or table.isna().to_numpy().any():
        raise UnreadableReferenceError(path.name)
    return table


def write_equivalence(table: pd.DataFrame, folder: Path) -> None:
    """Write figures into the reference; those of other scenarios stay as they are."""
    try:
        old = read_equivalence(folder)
    except UnreadableReferenceError:
        old = None  # marks of a merge are what `--update` is to mend
    if old is not None:
        table = pd.concat([old[~old["scenario"].isin(table["scenario"])], table])
    folder.mkdir(parents=True, exist_ok=True)
    table.sort_values(KEYS).to_csv(
        equivalence_file(folder),
        index=False,
        lineterminator="\n",
        encoding="utf-8",
        float_format="%.8g",
    )
