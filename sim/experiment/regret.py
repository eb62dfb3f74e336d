"""Which closures were wrong, and which were missed: verdicts over a whole run.

A closure is false if its home, in the twin that closes nothing, would have been at or
above the rule's threshold in the following 36 months: expected, that is in the mean of
the twin's replications of the same draw, each of which is one way in which things may
have gone on from any decision.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
import pandas as pd

from sim.experiment.plan import Plan
from sim.experiment.regret_figures import STAYED
from sim.experiment.regret_runs import CENTRAL, LEVELS
from sim.experiment.regret_windows import closing_rules, threshold, windows_of
from sim.experiment.store import RunFolder
from sim.experiment.units import Unit
from sim.indicators.regret import VERDICTS
from sim.scenario import Scenario

COLUMNS: Final = [
    *("draw", "replication", "home_id", "county_code", "kind", "time_days", "rule"),
    *("theta", "theta_from", "twin_occupancy", "twin_se", "continuations", "verdict"),
]
ALL: Final = "all"
_HOME: Final = ["level", "time_days", "home_id"]


class Verdicts:
    """Verdicts of a run at every weight of supply on demand.

    Parameters
    ----------
    plan
        What was run; it has rules that close homes.
    folder
        The run folder, with the tables of all its units.
    """

    def __init__(self, plan: Plan, folder: RunFolder) -> None:
        by_draw = [
            _of_draw(plan.scenario, folder, units) for units in _by_draw(plan.units)
        ]
        self._judged = pd.concat(by_draw, ignore_index=True)
        files = folder.part_files("regret_levels", plan.units)
        self._levels = pd.concat(map(pd.read_parquet, files), ignore_index=True)

    @property
    def table(self) -> pd.DataFrame:
        """Closures and homes that stayed, judged, of the scenario as it is.

        A row each, columns `COLUMNS`: `kind` is close, merge, convert or stayed,
        `time_days` the day of the decision or of the last review. `twin_occupancy` is
        the mean of the `continuations` (replications of the twin in which the home has
        beds) and `twin_se` its standard error, missing where there is one; of a home
        that stayed both are those of its fullest review. `theta` is the occupancy
        they are held against, `theta_from` who said it: rule, target or assumed.
        """
        own = self._judged["level"] == CENTRAL
        return self._judged.loc[own, COLUMNS].reset_index(drop=True)

    def by_weight(self) -> pd.DataFrame:
        """Return what comes of closing at each weight of supply on demand.

        Returns
        -------
            A row for each weight (zero, central, high; one that the scenario has
            itself stands under central alone), for all counties together and each of
            them: `closures` and `moved` (homes and persons, mean of the repetitions,
            `_low` to `_high` 10 % to 90 % of them), `decided` (mean number of
            decisions to close that were not stopped), mean numbers of each verdict,
            and the shares of false and missed closures over all repetitions together.
        """
        counted = _counted(self._levels).merge(
            _numbers(self._judged, len(self._units())),
            on=["level", "county_code"],
            how="left",
        )
        counted[[*VERDICTS]] = counted[[*VERDICTS]].fillna(0.0)
        right, stays = counted["right"], counted["not_missed"]
        false, missed = counted["false"], counted["missed"]
        counted.insert(
            len(counted.columns) - len(VERDICTS),
            "decided",
            false + right + counted["censored"],
        )
        # Nought over nought is undefined, and says so.
        counted["false_closure_share"] = false / (false + right)
        counted["missed_closure_share"] = missed / (missed + stays)
        counted["stayers_closed_share"] = false / (false + stays)
        order = counted["level"].map(LEVELS.index)
        every = counted["county_code"] != ALL
        return (
            counted.assign(order=order, every=every)
            .sort_values(["every", "county_code", "order"], ignore_index=True)
            .drop(columns=["order", "every"])
        )

    def _units(self) -> pd.DataFrame:
        return self._levels[["draw", "replication"]].drop_duplicates()


def _by_draw(units: Sequence[Unit]) -> Iterator[list[Unit]]:
    for draw in dict.fromkeys(unit.draw for unit in units):
        yield [unit for unit in units if unit.draw == draw]


def _of_draw(
    scenario: Scenario, folder: RunFolder, units: Sequence[Unit]
) -> pd.DataFrame:
    """Return the verdicts of one draw, whose homes are in no other."""
    homes, twin = (
        pd.concat(
            map(pd.read_parquet, folder.part_files(f"regret_{name}", units)),
            ignore_index=True,
        )
        for name in ("homes", "twin")
    )
    return judged(homes, expected(twin), scenario)


def expected(twin: pd.DataFrame) -> pd.DataFrame:
    """Return the occupancy of each home and window, mean of the continuations.

    Parameters
    ----------
    twin
        Rows of one draw: `level`, `time_days`, `home_id`, `resident_days`, `bed_days`.

    Returns
    -------
        `level`, `time_days`, `home_id`, `twin_occupancy`, `twin_se` (missing where
        there is one continuation), `continuations`.
    """
    there = twin[twin["bed_days"] > 0]
    there = there.assign(occupancy=there["resident_days"] / there["bed_days"])
    grouped = there.groupby(_HOME, observed=True)["occupancy"]
    table = grouped.agg(["mean", "std", "count"]).reset_index()
    table["twin_se"] = table["std"] / np.sqrt(table["count"])
    names = {"mean": "twin_occupancy", "count": "continuations"}
    return table.rename(columns=names)[
        [*_HOME, "twin_occupancy", "twin_se", "continuations"]
    ]


def judged(
    homes: pd.DataFrame, expectations: pd.DataFrame, scenario: Scenario
) -> pd.DataFrame:
    """Return the verdict on each closure and each home that stayed.

    Parameters
    ----------
    homes
        As `sim.experiment.regret_figures.decided` gives them, with `level`, `draw`,
        `replication`.
    expectations
        As `expected` gives them.
    scenario
        With its rules.

    Returns
    -------
        Columns `COLUMNS` and `level`, in the order of `homes`; a home that stayed
        under several rules has one row, of the first rule that missed it, else of the
        first rule.
    """
    limits = {
        rule.id: threshold(rule, scenario) for rule in closing_rules(scenario.rules)
    }
    table = homes.assign(
        theta=homes["rule"].map({name: limit for name, (limit, _) in limits.items()}),
        theta_from=homes["rule"].map({name: who for name, (_, who) in limits.items()}),
    )
    table["theta"] = table["theta"].astype("float64")
    table["theta_from"] = table["theta_from"].astype("str")
    stays = table["kind"] == STAYED
    told = pd.concat(
        [
            _closures(table[~stays], expectations, scenario),
            _stayed(table[stays], expectations, scenario),
        ]
    ).sort_index(kind="stable")
    told["continuations"] = told["continuations"].fillna(0).astype("int64")
    told["verdict"] = told["verdict"].astype("str")
    return told[["level", *COLUMNS]].reset_index(drop=True)


def _closures(
    table: pd.DataFrame, expectations: pd.DataFrame, scenario: Scenario
) -> pd.DataFrame:
    windows = windows_of(scenario)
    told = _joined(table, expectations)
    whole = np.array([windows.is_whole(day) for day in told["time_days"]], dtype=bool)
    # A home that has no bed in the twin either is not at its threshold.
    false = told["twin_occupancy"] >= told["theta"]
    told["verdict"] = np.select([~whole, false], ["censored", "false"], "right")
    return told


def _stayed(
    table: pd.DataFrame, expectations: pd.DataFrame, scenario: Scenario
) -> pd.DataFrame:
    windows = windows_of(scenario)
    reviews = [
        (rule, day)
        for rule, days in windows.reviews.items()
        for day in days
        if windows.is_whole(day)
    ]
    days = pd.DataFrame(reviews, columns=["rule", "reviewed"])
    days = days.astype({"rule": "str", "reviewed": "float64"})
    # Homes of a rule whose windows are all cut short cannot be judged.
    rows = table.reset_index(names="row").merge(days, on="rule")
    rows = rows.merge(
        expectations.rename(columns={"time_days": "reviewed"}),
        on=["level", "reviewed", "home_id"],
        how="left",
    )
    # Below at every review is below at the fullest.
    rows = rows.sort_values("twin_occupancy", kind="stable", na_position="first")
    rows = rows.drop_duplicates("row", keep="last").set_index("row").sort_index()
    rows["missed"] = rows["twin_occupancy"] < rows["theta"]
    rows["verdict"] = np.where(rows["missed"], "missed", "not_missed")
    rows = rows.sort_values("missed", ascending=False, kind="stable")
    return rows.drop_duplicates(["level", "draw", "replication", "home_id"])


def _joined(table: pd.DataFrame, expectations: pd.DataFrame) -> pd.DataFrame:
    joined = table.merge(expectations, on=_HOME, how="left")
    joined.index = table.index
    return joined


def _counted(levels: pd.DataFrame) -> pd.DataFrame:
    """Return closures and moves by level and county, and of all counties."""
    unit = ["level", "supply_weight", "draw", "replication"]
    figures = ["closures", "moved"]
    whole = levels.groupby(unit, sort=False)[figures].sum().reset_index()
    every = pd.concat([whole.assign(county_code=ALL), levels])
    grouped = every.groupby(["level", "county_code"], sort=False)
    table = grouped["supply_weight"].mean().to_frame()
    table["repetitions"] = grouped.size()
    for name in figures:
        table[name] = grouped[name].mean()
        table[f"{name}_low"] = grouped[name].quantile(0.1)
        table[f"{name}_high"] = grouped[name].quantile(0.9)
    return table.reset_index().astype({"county_code": "str", "level": "str"})


def _numbers(judged: pd.DataFrame, repetitions: int) -> pd.DataFrame:
    """Return how many verdicts of each kind a repetition has, by level and county."""
    every = pd.concat([judged.assign(county_code=ALL), judged])
    keys = [every["level"], every["county_code"]]
    table = pd.crosstab(keys, every["verdict"]) / repetitions
    table = table.reindex(columns=[*VERDICTS], fill_value=0.0)
    table.columns.name = None
    return table.reset_index().astype({"county_code": "str", "level": "str"})
