"""Homes at the start and how full they were, for the workbook of a run.

Single homes only where the registry is real: drawn ones are told by class, since the
next draw has others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from sim.experiment.place import county_codes
from sim.indicators.closing import SIZES, size_of, standing_at_start
from sim.report.masking import holds_real_people, masked_occupancy
from sim.report.workbook.data import HomeFigures

if TYPE_CHECKING:
    from sim.experiment.results import Results

_REPETITION: Final = ["draw", "replication"]
_CLASS: Final = ["tier", "ownership", "size"]
# Ends of the 80 % interval, as everywhere.
_ENDS: Final = (0.1, 0.9)


def home_figures(results: Results) -> HomeFigures:
    """Return the homes of a run by class, or one by one where they are real."""
    scenario = results.scenario
    homes = results.homes
    here = homes["county_code"].astype("str").isin(county_codes(scenario))
    homes = standing_at_start(homes[here])
    own = homes.assign(
        home_id=homes["home_id"].astype("str"),
        beds=homes["beds_ordinary"] + homes["beds_nursing"],
        size=size_of(homes),
    )
    years = scenario.timeline.years
    first, last = years[0], years[-1]
    days = _days(results, [first, last])
    if own.empty or bool(own["synthetic"].any()):
        return HomeFigures(first, last, by_class=_by_class(own, days))
    closing = results.closing_share if scenario.rules else pd.DataFrame()
    table = _by_home(own, days, closing)
    if holds_real_people(scenario.area):
        for when in ("first", "last"):
            ends = [f"{when}_{end}" for end in ("mean", "low", "high")]
            if ends[0] in table:
                table = masked_occupancy(table, own, ends, as_words=False)
    return HomeFigures(first, last, by_home=table)


def _days(results: Results, years: list[int]) -> pd.DataFrame:
    """Return residents and beds of each home, a row a repetition and year."""
    wanted = [
        ("area_level", "==", "home"),
        ("indicator", "in", ["residents", "licensed_beds"]),
        ("year", "in", years),
    ]
    columns = [*_REPETITION, "year", "area_code", "indicator", "value"]
    path = results.folder / "indicators.parquet"
    rows = pd.read_parquet(path, columns=columns, filters=wanted)
    rows["home_id"] = rows["area_code"].astype("str")
    rows["indicator"] = rows["indicator"].astype("str")
    keys = [*_REPETITION, "year", "home_id"]
    return (
        rows.pivot_table(index=keys, columns="indicator", values="value")
        .reindex(columns=["residents", "licensed_beds"])
        .reset_index()
    )


def _by_class(homes: pd.DataFrame, days: pd.DataFrame) -> pd.DataFrame:
    """Return number, beds, carers of the homes of each class, and its occupancy."""
    draws = max(homes["draw"].nunique(), 1)
    grouped = homes.groupby(_CLASS, observed=True)
    table = grouped.agg(
        homes=("home_id", "size"),
        beds=("beds", "sum"),
        beds_nursing=("beds_nursing", "sum"),
        care_staff=("care_staff", "sum"),
    )
    table = (table / draws).reset_index()
    known = days.merge(homes[["draw", "home_id", *_CLASS]], on=["draw", "home_id"])
    table = _with_occupancy(table, known, _CLASS)
    order = {name: at for at, name in enumerate(SIZES)}
    return table.sort_values(
        _CLASS, key=lambda one: one.map(order) if one.name == "size" else one
    ).reset_index(drop=True)


def _by_home(
    homes: pd.DataFrame, days: pd.DataFrame, closing: pd.DataFrame
) -> pd.DataFrame:
    """Return the homes of a real registry, one by one."""
    table = homes.drop_duplicates("home_id")
    known = days[days["home_id"].isin(set(table["home_id"]))]
    table = _with_occupancy(table, known, ["home_id"])
    if "home_id" in closing:
        share = closing.set_index(closing["home_id"].astype("str"))["share"]
        table["closing_share"] = table["home_id"].map(share)
    return table.sort_values(["county_code", "home_id"]).reset_index(drop=True)


def _with_occupancy(
    table: pd.DataFrame, days: pd.DataFrame, keys: list[str]
) -> pd.DataFrame:
    """Return the table with mean and interval of occupancy in both years."""
    sums = days.groupby([*keys, "year", *_REPETITION], observed=True)[
        ["residents", "licensed_beds"]
    ].sum()
    beds = sums["licensed_beds"].where(sums["licensed_beds"] > 0)
    rate = (sums["residents"] / beds).rename("rate").reset_index()
    for name, year in zip(
        ("first", "last"), sorted(set(days["year"])) or (0, 0), strict=False
    ):
        chosen = rate[rate["year"] == year].groupby(keys, observed=True)["rate"]
        enough = chosen.count() > 1
        figures = pd.DataFrame(
            {
                f"{name}_mean": chosen.mean(),
                f"{name}_low": chosen.quantile(_ENDS[0]).where(enough, np.nan),
                f"{name}_high": chosen.quantile(_ENDS[1]).where(enough, np.nan),
            }
        )
        table = table.merge(figures.reset_index(), on=keys, how="left")
    return table
