"""Lays what a place has counted beside what a run says of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from sim.report.masking import is_small
from sim.report.observed import ObservedData

if TYPE_CHECKING:
    from sim.experiment.results import Results

_RATE = "occupancy_rate"


def observed_data(results: Results) -> ObservedData | None:
    """Return observed figures and their simulated fellows; None without any.

    The observed figures are of one county, and are shown where just that one is run.
    """
    scenario = results.scenario
    observed = scenario.area.observed
    codes = scenario.area.counties["county_code"].iloc[list(scenario.county_indices)]
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
    rows = []
    small = 0
    for code, values in by_home:
        if code not in seen:
            continue
        if is_small(float(persons[code])):
            small += 1
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
            }
        )
    names = ["home_id", "name", "beds", "observed", "mean", "low", "high"]
    return small, pd.DataFrame(rows, columns=names)
