"""Lays what a place has counted beside what a run says of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from sim.experiment.place import county_codes
from sim.report.masking import FEWEST, is_small
from sim.report.observed import ObservedData

if TYPE_CHECKING:
    from sim.experiment.results import Results

_RATE = "occupancy_rate"
_SHOWN = ["home_id", "name", "beds", "observed", "mean", "low", "high"]


def observed_data(results: Results) -> ObservedData | None:
    """Return observed figures and their simulated fellows; None without any.

    The observed figures are of one county, and are shown where just that one is run.
    """
    scenario = results.scenario
    observed = scenario.area.observed
    codes = county_codes(scenario)
    if observed is None or len(codes) != 1:
        return None
    counties = observed[
        (observed["area_level"] == "county")
        & (observed["area_code"] == codes.iloc[0])
        & (observed["indicator"] == _RATE)
    ]
    # A count of fewer than five, and the rate that would tell it, stay with the county.
    counties = counties[~counties["persons"].map(is_small)]
    if counties.empty:
        return None
    last = int(counties["year"].max())
    years = scenario.timeline.years
    beside = last if last in years else min(years, key=lambda year: abs(year - last))
    small, homes = _homes(results, observed, last, beside)
    return ObservedData(counties, homes, last, beside, small)


def _homes(
    results: Results, observed: pd.DataFrame, last: int, beside: int
) -> tuple[int, pd.DataFrame]:
    """Return how many homes are too small to be shown, and the others, a row each."""
    own = observed[
        (observed["area_level"] == "home")
        & (observed["indicator"] == _RATE)
        & (observed["year"] == last)
    ].set_index("area_code")
    seen, persons = own["value"].to_dict(), own["persons"].to_dict()
    table = pd.read_parquet(
        results.folder / "indicators.parquet",
        columns=["area_code", "indicator", "value"],
        filters=[("area_level", "==", "home"), ("year", "==", beside)],
    )
    rates = table[table["indicator"].astype("str") == _RATE]
    by_home = rates.groupby(rates["area_code"].astype("str"), observed=True)["value"]
    homes = results.homes.drop_duplicates("home_id").set_index("home_id")
    beds = (homes["beds_ordinary"] + homes["beds_nursing"]).to_dict()
    kinds = homes["tier"].astype("str") + "|" + homes["ownership"].astype("str")
    rows = []
    for code, values in by_home:
        if code not in seen:
            continue
        low, high = np.quantile(values, [0.1, 0.9])
        many = len(values) > 1
        rows.append(
            {
                "home_id": code,
                "name": str(homes["name"].get(code, "")),
                "beds": int(beds[code]),
                "observed": float(seen[code]),
                "mean": float(values.mean()),
                "low": float(low) if many else np.nan,
                "high": float(high) if many else np.nan,
                "persons": float(persons[code]),
                "kind": str(kinds[code]),
            }
        )
    table = pd.DataFrame(rows, columns=[*_SHOWN, "persons", "kind"])
    hidden = untold(table)
    return int(hidden.sum()), table.loc[~hidden, _SHOWN].reset_index(drop=True)


def untold(homes: pd.DataFrame) -> pd.Series:
    """Return which homes are not shown: their occupancy and beds would tell a count.

    Where one home alone of its kind is hidden, the kind's sum less the others would
    tell it, and the next smallest is hidden too.

    Parameters
    ----------
    homes
        A row a home: `beds`, `observed` and `mean` (shares), `persons`, `kind`.
    """
    by_rates = homes[["observed", "mean"]].mul(homes["beds"], axis=0)
    counts = by_rates.assign(persons=homes["persons"])
    hidden = ((counts > 0) & (counts < FEWEST)).any(axis=1)
    for _, own in homes[homes["persons"] > 0].groupby("kind"):
        gone = hidden[own.index]
        if gone.sum() == 1 and len(own) > 1:
            smallest = own.loc[~gone, "persons"].idxmin()
            hidden = hidden | (hidden.index == smallest)
    return hidden
