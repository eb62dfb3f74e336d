"""Build new homes."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from sim.area import Area
from sim.area.units import RURAL_KINDS


def new_homes(
    table: pd.DataFrame,
    area: Area,
    *,
    date: str,
    count: int,
    beds: int,
    tier: str,
    ownership: str,
    nursing_share: float,
) -> pd.DataFrame:
    """Return rows of homes that open on a date.

    They go one by one to the counties with the fewest licensed beds per elder, each
    to the unit with most resident committees (county tier) or, among rural units
    without a home, most villages (township tier).

    Parameters
    ----------
    table
        The registry as it is by then.
    area
        The pack: elders and townships.
    date
        Day of opening, ISO.
    count, beds
        Number of homes, and beds of each.
    tier, ownership, nursing_share
        Of the new homes.
    """
    rows: list[dict[str, object]] = []
    licensed = (table["beds_ordinary"] + table["beds_nursing"]).groupby(
        table["county_code"]
    )
    by_county = licensed.sum().reindex(area.counties["county_code"], fill_value=0)
    sixty = area.elders[area.elders["age_group"] >= "60-64"]
    elders = sixty.groupby("county_code")["elders"].sum()
    elders = elders.reindex(area.counties["county_code"], fill_value=0)
    taken = set(table["township_code"])
    staff = staff_per_bed(table, tier, ownership)
    for number in range(1, count + 1):
        per_elder = (by_county / elders.clip(lower=1)).to_numpy()
        county = str(area.counties["county_code"].iloc[int(np.argmin(per_elder))])
        by_county[county] += beds
        unit = site(area.townships, county, tier, taken)
        taken.add(str(unit["township_code"]))
        rows.append(
            home_row(
                unit,
                home_id=f"{county}-N{date.replace('-', '')}{number:02d}",
                opened=date,
                tier=tier,
                ownership=ownership,
                beds=beds,
                nursing_share=nursing_share,
                staff_per_bed=staff,
            )
        )
    return pd.DataFrame(rows)


def home_row(
    unit: pd.Series[Any],
    *,
    home_id: str,
    opened: str,
    tier: str,
    ownership: str,
    beds: int,
    nursing_share: float,
    staff_per_bed: float,
) -> dict[str, object]:
    """Return the row of a new home: in good repair, open to all, run by its owner.

    Parameters
    ----------
    unit
        Row of the township in which it stands.
    """
    nursing = round(beds * nursing_share)
    return {
        "home_id": home_id,
        "name": "",
        "county_code": unit["county_code"],
        "township_code": unit["township_code"],
        "tier": tier,
        "ownership": ownership,
        "operation": "direct",
        "accepts_social": True,
        "beds_ordinary": beds - nursing,
        "beds_nursing": nursing,
        "care_staff": round(staff_per_bed * beds, 1),
        "under_60_residents": 0,
        "fire_safety_ok": True,
        "equipment_age_years": 0.0,
        "upgradable": True,
        "regional_center": False,
        "opened": opened,
        "lon": unit["lon"],
        "lat": unit["lat"],
        "home_effect": 0.0,
        "synthetic": True,
    }


def staff_per_bed(table: pd.DataFrame, tier: str, ownership: str) -> float:
    """Return the care staff per bed of the homes of a kind; of all if there is none."""
    alike = (table["tier"] == tier) & (table["ownership"] == ownership)
    homes = table[alike] if alike.any() else table
    beds = homes["beds_ordinary"].sum() + homes["beds_nursing"].sum()
    return float(homes["care_staff"].sum() / beds) if beds else 0.0


def site(
    townships: pd.DataFrame, county: str, tier: str, taken: set[str]
) -> pd.Series[Any]:
    """Return the unit of a county in which the next home of a tier is built.

    Parameters
    ----------
    taken
        Townships with a home, where no further township home is built.
    """
    units = townships[townships["county_code"] == county]
    if tier == "township":
        free = units["kind"].isin(RURAL_KINDS) & ~units["township_code"].isin(taken)
        if free.any():
            units = units[free]
        return units.iloc[int(units["villages"].to_numpy().argmax())]
    return units.iloc[int(units["resident_committees"].to_numpy().argmax())]
