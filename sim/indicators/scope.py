"""For whom and when figures are given: years, counties, townships and homes.

A scope is the static side of the indicators; it knows nothing of what happened.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Protocol

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.events import Event
from sim.timeline import Timeline

Codes = NDArray[np.int64]

LEVELS: Final = ["region", "prefecture", "county", "home"]
TIERS: Final = ["all", "county", "township", "village"]
OWNERSHIPS: Final = ["all", "public", "private"]
OPERATIONS: Final = ["all", "direct", "entrusted"]
RESIDENCES: Final = ["all", "rural", "urban"]
ALL: Final = 0
BUILT_BY_RULE: Final = "rule"
"""What the registry has in `opened` of a home that a rule may build."""
PART: Final = ":part"
"""Behind the code of a region or prefecture of which not all counties are there."""

UNIT_KINDS: Final = ["street", "town", "township"]
RURAL_KINDS: Final = ["town", "township"]


class Places(Protocol):
    """What an area pack must offer here (`sim.area.Area` does)."""

    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def counties(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def townships(self) -> pd.DataFrame: ...  # noqa: D102


@dataclass(frozen=True)
class Scope:
    """The years, counties, townships and homes of a set of figures."""

    timeline: Timeline
    """The reported period."""
    counties: pd.DataFrame
    """Counties looked at, in the pack's order, RangeIndex."""
    townships: pd.DataFrame
    """Their townships, with `county` (position in `counties`) and `pack_index`."""
    homes: pd.DataFrame
    """Their homes by id, with `county` and `township` as positions."""
    registry_ids: list[str]
    """Ids of the whole registry, the homes of other counties included."""
    home_positions: Codes
    """Position in `homes` of each registry id, -1 if elsewhere; then -1 for none."""
    areas: pd.DataFrame
    """`level` (position in `LEVELS`) and `code` of region, prefectures, counties,
    homes, in this order."""
    county_areas: Codes
    """Rows of `areas` in which a county counts. Shape (3, counties)."""
    is_whole_pack: bool
    """Whether all counties of the pack are looked at."""

    @property
    def edges(self) -> NDArray[np.float64]:
        """Days at which the years begin, and the end. Shape (years + 1)."""
        return self.timeline.year_edges

    @property
    def year_days(self) -> NDArray[np.float64]:
        """Length of each year in days, as far as the period covers it."""
        return np.diff(self.edges)

    @property
    def year_ends(self) -> list[date]:
        """Last day of each year that belongs to the period."""
        return [
            min(date(year, 12, 31), self.timeline.end) for year in self.timeline.years
        ]

    @property
    def home_areas(self) -> Codes:
        """Row of `areas` of each home."""
        return np.arange(len(self.areas) - len(self.homes), len(self.areas))


def without_unbuilt(homes: pd.DataFrame, log: pd.DataFrame) -> pd.DataFrame:
    """Return a registry without the homes that rules might have built and did not."""
    if "opened" not in homes:
        return homes
    may_open = homes["opened"].astype("str") == BUILT_BY_RULE
    if not may_open.any():
        return homes
    opened = log.loc[log["event"] == str(Event.OPENED), "facility_id"]
    built = homes["home_id"].astype("str").isin(opened.astype("str").unique())
    return homes[built | ~may_open]


def make_scope(
    area: Places,
    homes: pd.DataFrame,
    timeline: Timeline,
    county_indices: Sequence[int],
) -> Scope:
    """Return the scope of `county_indices` of an area.

    Parameters
    ----------
    area
        The whole pack.
    homes
        Registry of the draw; those of other counties are left aside.
    timeline
        The reported period.
    county_indices
        Rows of `area.counties`. The region's figures are then of these alone.
    """
    chosen = np.unique(np.asarray(county_indices, dtype=np.int64))
    counties = area.counties.iloc[chosen].reset_index(drop=True)
    townships = _townships(area.townships, counties)
    registry = sorted(homes["home_id"].astype("str"))
    inside = _homes(homes, counties, townships)
    place = pd.Index(inside["home_id"]).get_indexer(pd.Index(registry))
    areas, county_areas = _areas(area, counties, inside)
    return Scope(
        timeline=timeline,
        counties=counties,
        townships=townships,
        homes=inside,
        registry_ids=registry,
        home_positions=np.append(place, -1).astype(np.int64),
        areas=areas,
        county_areas=county_areas,
        is_whole_pack=len(chosen) == len(area.counties),
    )


def _townships(townships: pd.DataFrame, counties: pd.DataFrame) -> pd.DataFrame:
    """Return the townships of the counties with their positions."""
    county = pd.Index(counties["county_code"]).get_indexer(
        pd.Index(townships["county_code"])
    )
    placed: pd.DataFrame = townships.assign(
        county=county, pack_index=np.arange(len(townships))
    )
    return placed[placed["county"] >= 0].reset_index(drop=True)


def _homes(
    homes: pd.DataFrame, counties: pd.DataFrame, townships: pd.DataFrame
) -> pd.DataFrame:
    """Return the homes of the counties by id with their positions."""
    county = pd.Index(counties["county_code"]).get_indexer(
        pd.Index(homes["county_code"])
    )
    township = pd.Index(townships["township_code"]).get_indexer(
        pd.Index(homes["township_code"])
    )
    placed: pd.DataFrame = homes.assign(county=county, township=township)
    placed = placed[placed["county"] >= 0]
    return placed.sort_values("home_id").reset_index(drop=True)


def _areas(
    area: Places, counties: pd.DataFrame, homes: pd.DataFrame
) -> tuple[pd.DataFrame, Codes]:
    """Return the list of areas, and where in it each county counts.

    A region or prefecture of which only some counties are looked at says so in its
    code: its figures are sums of those counties and of no other.
    """
    prefectures = sorted(counties["prefecture_code"].astype("str").unique())
    whole = area.counties["prefecture_code"].astype("str").value_counts()
    here = counties["prefecture_code"].astype("str").value_counts()
    groups: list[list[str]] = [
        [area.name if len(counties) == len(area.counties) else area.name + PART],
        [code if here[code] == whole[code] else code + PART for code in prefectures],
        counties["county_code"].astype("str").tolist(),
        homes["home_id"].astype("str").tolist(),
    ]
    areas = pd.DataFrame(
        {
            "level": np.repeat(np.arange(4), [len(group) for group in groups]),
            "code": [code for group in groups for code in group],
        }
    )
    prefecture = pd.Index(prefectures).get_indexer(
        pd.Index(counties["prefecture_code"].astype("str"))
    )
    county_areas = np.array(
        [
            np.zeros(len(counties), dtype=np.int64),
            1 + prefecture,
            1 + len(prefectures) + np.arange(len(counties)),
        ]
    )
    return areas, county_areas
