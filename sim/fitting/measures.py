"""Figures of one simulation that a table of targets may name.

Indicators are taken from the indicator table of the run, so that a county's occupancy
is compared with the figure that every page shows. The few figures that no indicator
gives are read from the event log.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import pandas as pd

from sim.fitting.scales import SCALES, Scale
from sim.fitting.stays import stay_curve, stays_of
from sim.indicators.catalogue import CATALOGUE
from sim.own_yaml import own_yaml

WINDOW_YEARS = 2
BY_CLASS = (
    "residents_of_class",
    "mean_stay_years",
    "first_year_deaths_share",
    "stay_median_of_mean",
)
"""Measures that a class of elders may have of its own."""
_SCALES_OF_UNITS = {"share": "log_odds"}


@dataclass(frozen=True)
class Measure:
    """A figure that may be a target."""

    id: str
    label_zh: str
    label_en: str
    unit: str
    scale: Scale


@dataclass(frozen=True)
class Sight:
    """What is seen of one simulation."""

    log: pd.DataFrame
    homes: pd.DataFrame
    elders: pd.DataFrame
    indicators: pd.DataFrame
    persons_60: float
    """Elders aged 60+ on the first day. [persons]"""
    first_year: int


@cache
def measures() -> Mapping[str, Measure]:
    """Return everything that a target may name, by id."""
    own: Mapping[str, Any] = own_yaml(__package__, "measures.yaml")["measures"]
    found = {
        name: Measure(
            name,
            fields["label"]["zh"],
            fields["label"]["en"],
            fields["unit"],
            SCALES[fields["scale"]],
        )
        for name, fields in own.items()
    }
    for name, indicator in CATALOGUE.items():
        scale = SCALES[_SCALES_OF_UNITS.get(indicator.unit, "log")]
        label = indicator.label
        found[name] = Measure(name, label.zh, label.en, indicator.unit, scale)
    return found


def measured(
    sight: Sight, measure: str, *, tier: str, ownership: str, elder_class: str
) -> float:
    """Return a figure, NaN where the place has none.

    Parameters
    ----------
    sight
        One simulation of at least `WINDOW_YEARS` years.
    measure
        One of `measures()`.
    tier, ownership, elder_class
        Which homes and which residents; `all` for all.
    """
    homes = _kind(sight.homes, tier, ownership)
    match measure:
        case "occupancy_spread":
            return _occupancy_spread(sight, homes)
        case "elders_in_homes_share":
            return _mean_elders(sight, homes) / sight.persons_60
        case "residents_of_class":
            return _residents_of_class(sight, homes, elder_class)
        case "mean_stay_years":
            return _mean_stay(sight, homes, elder_class)
        case "first_year_deaths_share" | "stay_median_of_mean":
            return _of_curve(sight, homes, elder_class, measure)
    return _indicator(sight, measure, tier, ownership)


def _kind(homes: pd.DataFrame, tier: str, ownership: str) -> pd.DataFrame:
    chosen = pd.Series(True, index=homes.index)
    if tier != "all":
        chosen &= homes["tier"] == tier
    if ownership != "all":
        chosen &= homes["ownership"] == ownership
    return homes[chosen & (homes["opened"] == "")]


def _indicator(sight: Sight, measure: str, tier: str, ownership: str) -> float:
    table = sight.indicators
    rows = table[
        (table["area_level"] == "region")
        & (table["indicator"] == measure)
        & (table["year"] == sight.first_year)
        & (table["tier"] == tier)
        & (table["ownership"] == ownership)
        & (table["operation"] == "all")
        & (table["residence"] == "all")
    ]
    return float(rows["value"].iloc[0]) if len(rows) else float("nan")


def _occupancy_spread(sight: Sight, homes: pd.DataFrame) -> float:
    table = sight.indicators
    rows = table[
        (table["area_level"] == "home")
        & (table["indicator"] == "occupancy_rate")
        & (table["year"] == sight.first_year)
        & table["area_code"].isin(homes["home_id"])
    ]
    return float(rows["value"].std())


def _mean_elders(sight: Sight, homes: pd.DataFrame) -> float:
    """Return mean residents aged 60+ over the first year [persons]."""
    log = sight.log
    rows = log[log["elder_id"].notna() & log["facility_id"].isin(homes["home_id"])]
    left = np.maximum(1 - rows["time_days"] / 365.25, 0.0)
    return float((rows["residents_change"] * left).sum())


def _guaranteed(sight: Sight) -> pd.Series:
    """Return who is guaranteed on the first day, by elder."""
    elders = sight.elders.set_index("elder_id")
    return elders["guaranteed_from"] <= 0


def _of_class(sight: Sight, ids: pd.Series, elder_class: str) -> pd.Series:
    if elder_class == "all":
        return pd.Series(True, index=ids.index)
    guaranteed = ids.map(_guaranteed(sight)).astype(bool)
    return guaranteed if elder_class == "guaranteed" else ~guaranteed


def _residents_of_class(sight: Sight, homes: pd.DataFrame, elder_class: str) -> float:
    log = sight.log
    start = log[(log["time_days"] == 0) & log["facility_id"].isin(homes["home_id"])]
    start = start[start["residents_change"] != 0]
    elders = start[start["elder_id"].notna()]
    chosen = _of_class(sight, elders["elder_id"], elder_class)
    number = float(elders.loc[chosen, "residents_change"].sum())
    if elder_class != "social":
        under_60 = start[start["elder_id"].isna()]
        number += float(under_60["residents_change"].sum())
    return number


def _mean_stay(sight: Sight, homes: pd.DataFrame, elder_class: str) -> float:
    stays = _stays(sight, homes, elder_class)
    window = WINDOW_YEARS * 365.25
    # A stay counts with the days of it that lie in the window.
    began, ended = np.maximum(stays["began"], 0.0), np.minimum(stays["ended"], window)
    admissions = float(((stays["began"] > 0) & (stays["began"] <= window)).sum())
    days = float(np.maximum(ended - began, 0.0).sum())
    return days / 365.25 / admissions if admissions else float("nan")


def _stays(sight: Sight, homes: pd.DataFrame, elder_class: str) -> pd.DataFrame:
    stays = stays_of(sight.log, sight.elders)
    stays = stays[stays["facility_id"].isin(homes["home_id"])]
    return stays[_of_class(sight, stays["elder_id"], elder_class)]


def _of_curve(
    sight: Sight, homes: pd.DataFrame, elder_class: str, measure: str
) -> float:
    stays = _stays(sight, homes, elder_class)
    if stays.empty:
        return float("nan")
    curve = stay_curve(stays, WINDOW_YEARS * 365.25)
    if measure == "first_year_deaths_share":
        return curve.died_within(365.25)
    return curve.median_of_mean()
