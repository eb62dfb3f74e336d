"""Deaths per person-year of a region by residence, sex, period and age.

China's rates (published) times the region's multiplier (derived) times a ratio of rural
and urban people (derived for rural, and for urban such that the mean over the elders of
2020 is the region's rate). Multiplier and ratio fade to 1 at 100 together.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from calibration.steps.places import read_table
from calibration.steps.recipe import read_recipe

_COLUMNS = ["residence", "sex", "period_start", "age_start", "rate"]


def mortality_table(inputs: Path) -> pd.DataFrame:
    """Return the table `mortality_rate`: 2 residences, 2 sexes, 6 periods, 12 ages."""
    region = _with_45(regional_rates(inputs))
    rural_share = rural_shares(inputs)
    multiplier = read_recipe(inputs).rural_multiplier
    tables = []
    for residence in ("rural", "urban"):
        table = region.copy()
        table["residence"] = residence
        ratios = _ratios(region, rural_share, multiplier, residence)
        table["rate"] = (table["rate"] * ratios).round(6)
        tables.append(table)
    order = ["residence", "sex", "period_start", "age_start"]
    return pd.concat(tables, ignore_index=True)[_COLUMNS].sort_values(order)


def regional_rates(inputs: Path) -> pd.DataFrame:
    """Return sex, period_start, age_start, multiplier, rate of the region."""
    china = read_table(inputs, "mortality_china_wpp2024.csv")
    long = china.melt(["sex", "age_start"], var_name="period", value_name="rate")
    long["period_start"] = long["period"].str.removeprefix("from_").astype(int)
    multiplier = read_table(inputs, "mortality_multiplier.csv")
    ratio = multiplier.melt("age_start", var_name="sex", value_name="multiplier")
    table = long.merge(ratio, on=["sex", "age_start"], validate="m:1")
    table["rate"] *= table["multiplier"]
    return table[["sex", "period_start", "age_start", "multiplier", "rate"]]


def rural_shares(inputs: Path) -> dict[str, float]:
    """Return the rural share of each sex's elders (60+, 2020)."""
    rural = read_table(inputs, "rural_age_rates_2020.csv").groupby("sex")
    region = read_table(inputs, "census_2020_region_age_sex.csv").set_index("age_group")
    elders = region.loc["60-64":"85+"].sum()
    return {
        str(sex): float(group["rural_elders"].sum() / elders[sex])
        for sex, group in rural
    }


def _with_45(region: pd.DataFrame) -> pd.DataFrame:
    """Add 45-49, which was not found: the step from 50 to 55 carried down (assumed)."""
    by_age = region.set_index(["sex", "period_start"]).groupby("age_start")
    at_50, at_55 = by_age.get_group(50), by_age.get_group(55)
    youngest = at_50.assign(age_start=45, rate=at_50["rate"] ** 2 / at_55["rate"])
    return pd.concat([region, youngest.reset_index()], ignore_index=True)


def _ratios(
    region: pd.DataFrame,
    rural_share: dict[str, float],
    rural_multiplier: dict[str, float],
    residence: str,
) -> pd.Series:
    """Return the ratio to the region's rate; 1 where the multiplier is 1."""
    strongest = region.groupby("sex")["multiplier"].transform("min")
    fading = (1 - region["multiplier"]) / (1 - strongest)
    strongest_rural = region["sex"].map(rural_multiplier) / strongest
    rural = 1 + (strongest_rural - 1) * fading
    if residence == "rural":
        return rural
    share = region["sex"].map(rural_share)
    return pd.Series(np.asarray((1 - share * rural) / (1 - share)), index=region.index)
