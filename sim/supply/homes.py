"""The homes of an area as a table and as arrays.

The table is what people read and what is stored; the arrays are what the choice of
elders and the engine calculate with. Row number and home index are the same.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.area import Area

COLUMNS = [
    "draw",
    "home_id",
    "name",
    "county_code",
    "township_code",
    "tier",
    "ownership",
    "operation",
    "accepts_social",
    "beds_ordinary",
    "beds_nursing",
    "care_staff",
    "under_60_residents",
    "fire_safety_ok",
    "equipment_age_years",
    "upgradable",
    "regional_center",
    "opened",
    "lon",
    "lat",
    "home_effect",
    "synthetic",
]


_CHANGING = (
    "accepts_social",
    "regional_center",
    "is_open",
    "entrusted",
    "beds",
    "care_staff",
    "fire_safety_ok",
    "equipment_age_years",
)


@dataclass(frozen=True)
class Homes:
    """State of the supply at one moment, one entry a home.

    Attributes
    ----------
    county, township
        Indices in the area pack. Shape (homes).
    public, township_tier, accepts_social, regional_center, is_open, entrusted
        Statements; an entrusted home is run by somebody other than its public owner.
        Shape (homes).
    beds
        Licensed beds, by `BedKind` ordinary and nursing. Shape (homes, 2).
    care_staff
        Full-time equivalents. Shape (homes).
    fire_safety_ok, equipment_age_years, home_effect
        As in the registry. Shape (homes). [-], [years], [utility]
    """

    county: NDArray[np.int64]
    township: NDArray[np.int64]
    public: NDArray[np.bool_]
    township_tier: NDArray[np.bool_]
    accepts_social: NDArray[np.bool_]
    regional_center: NDArray[np.bool_]
    is_open: NDArray[np.bool_]
    entrusted: NDArray[np.bool_]
    beds: NDArray[np.int64]
    care_staff: NDArray[np.float64]
    fire_safety_ok: NDArray[np.bool_]
    equipment_age_years: NDArray[np.float64]
    home_effect: NDArray[np.float64]
    lon: NDArray[np.float64]
    lat: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.county)

    def copy(self) -> Homes:
        """Return a state whose beds, staff, repair and flags can be changed alone."""
        return replace(self, **{name: getattr(self, name).copy() for name in _CHANGING})


def homes_of(table: pd.DataFrame, area: Area) -> Homes:
    """Return the arrays of a registry at the start of the period.

    Parameters
    ----------
    table
        A registry with `COLUMNS`. Homes with a date in `opened` are built later and
        not open yet.
    area
        The pack whose county and township indices are used.
    """
    county = pd.Index(area.counties["county_code"]).get_indexer(table["county_code"])
    township = pd.Index(area.townships["township_code"]).get_indexer(
        table["township_code"]
    )
    return Homes(
        county=county.astype(np.int64),
        township=township.astype(np.int64),
        public=(table["ownership"] == "public").to_numpy(),
        township_tier=(table["tier"] == "township").to_numpy(),
        accepts_social=table["accepts_social"].to_numpy(dtype=bool, copy=True),
        regional_center=table["regional_center"].to_numpy(dtype=bool, copy=True),
        is_open=(table["opened"] == "").to_numpy(copy=True),
        entrusted=(table["operation"] == "entrusted").to_numpy(),
        beds=table[["beds_ordinary", "beds_nursing"]].to_numpy(dtype=np.int64),
        care_staff=table["care_staff"].to_numpy(dtype=np.float64),
        fire_safety_ok=table["fire_safety_ok"].to_numpy(dtype=bool),
        equipment_age_years=table["equipment_age_years"].to_numpy(dtype=np.float64),
        home_effect=table["home_effect"].to_numpy(dtype=np.float64),
        lon=table["lon"].to_numpy(dtype=np.float64),
        lat=table["lat"].to_numpy(dtype=np.float64),
    )
