"""Counties, townships, elders and travel minutes of a pack, checked against another."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from sim.area.tables import Table, read_csv

COUNTY_KINDS = ("district", "county_level_city", "county", "autonomous_county")
TOWNSHIP_KINDS = ("street", "town", "township", "quasi")
RURAL_KINDS = ("town", "township")
"""Where township homes stand."""
RESIDENCES = ("rural", "urban")
SEXES = ("female", "male")
AGE_GROUPS = (
    "45-49",
    "50-54",
    "55-59",
    "60-64",
    "65-69",
    "70-74",
    "75-79",
    "80-84",
    "85+",
)
# No group of one township is larger; a figure beyond is a slip of the keyboard, and
# would fill the memory with people.
MOST_ELDERS = 1e6
COUNTY_COLUMNS = [
    "county_code",
    "name_zh",
    "name_en",
    "kind",
    "prefecture_code",
    "prefecture_zh",
    "prefecture_en",
    "lon",
    "lat",
    "area_km2",
    "source_id",
]
TOWNSHIP_COLUMNS = [
    "township_code",
    "county_code",
    "name_zh",
    "name_en",
    "kind",
    "lon",
    "lat",
    "position",
    "villages",
    "resident_committees",
    "source_id",
]
_ELDER_KEYS = ["county_code", "township_code", "residence", "sex", "age_group"]


def add_places(table: Table) -> pd.DataFrame:
    """Return the rows with `lon` and `lat` as numbers."""
    return table.rows.assign(
        lon=table.numbers("lon", -180, 180), lat=table.numbers("lat", -90, 90)
    )


def read_counties(folder: Path, sources: pd.Series) -> pd.DataFrame:
    """Return the counties by code; the row number is the county index."""
    table = read_csv(folder / "counties.csv", COUNTY_COLUMNS)
    table.refuse(
        pd.Series([False] if len(table.rows) else [True]),
        "没有任何县级单位",
        "holds no county",
    )
    table.codes("county_code", 6)
    table.unique(["county_code"])
    table.codes("prefecture_code", 6)
    table.words("kind", COUNTY_KINDS)
    table.positions_in("source_id", sources, "sources.csv")
    rows = add_places(table).assign(area_km2=table.numbers("area_km2", 0, 1e7))
    return rows.sort_values("county_code", ignore_index=True)


def read_townships(
    folder: Path, counties: pd.DataFrame, sources: pd.Series
) -> pd.DataFrame:
    """Return the townships by code, with `county_index`."""
    table = read_csv(folder / "townships.csv", TOWNSHIP_COLUMNS)
    table.codes("township_code", 9)
    table.unique(["township_code"])
    table.words("kind", TOWNSHIP_KINDS)
    table.words("position", ("published", "synthetic"))
    table.positions_in("source_id", sources, "sources.csv")
    index = table.positions_in("county_code", counties["county_code"], "counties.csv")
    rows = add_places(table).assign(
        villages=table.counts("villages", 1e5),
        resident_committees=table.counts("resident_committees", 1e5),
        county_index=index,
    )
    return rows.sort_values("township_code", ignore_index=True)


def read_elders(folder: Path, townships: pd.DataFrame) -> pd.DataFrame:
    """Return the elders with `county_index` and `township_index`."""
    table = read_csv(folder / "elders.csv", [*_ELDER_KEYS, "elders"])
    table.words("residence", RESIDENCES)
    table.words("sex", SEXES)
    table.words("age_group", AGE_GROUPS)
    table.unique(_ELDER_KEYS)
    township = table.positions_in(
        "township_code", townships["township_code"], "townships.csv"
    )
    own_county = townships["county_code"].to_numpy()[township]
    table.refuse(
        table.rows["county_code"].to_numpy() != own_county,
        "county_code 与该乡镇所属的县不符",
        "county_code is not the county of this township",
    )
    elders = table.counts("elders", MOST_ELDERS)
    if not elders.any():
        raise table.fault(
            0,
            f"从这一行起读到 {len(elders)} 行，elders 没有一个大于 0，这个地方没有人；"
            "请写各乡镇的实际人数",
            f"of the {len(elders)} rows read from here on none has elders above 0, so "
            "that nobody lives here; write how many people each township has",
        )
    return table.rows.assign(
        elders=elders,
        county_index=townships["county_index"].to_numpy()[township],
        township_index=township,
    )


def read_minutes(folder: Path, townships: pd.DataFrame) -> pd.DataFrame | None:
    """Return minutes between townships, or None without `travel_minutes.csv`."""
    path = folder / "travel_minutes.csv"
    if not path.is_file():
        return None
    keys = ["from_township", "to_township"]
    table = read_csv(path, [*keys, "minutes"])
    table.unique(keys)
    for column in keys:
        table.positions_in(column, townships["township_code"], "townships.csv")
    return table.rows.assign(minutes=table.numbers("minutes", 0, 1e5))
