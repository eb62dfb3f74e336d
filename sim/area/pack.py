"""An area: counties, townships, elders, homes and parameters of one place.

Read strictly and once; nothing here computes anything about the future.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from sim.area.errors import AreaError
from sim.area.home_spreads import check_places
from sim.area.homes import HOMES_TOTALS, read_homes, read_homes_totals
from sim.area.joint_draws import JOINT_DRAWS, checked_draws
from sim.area.nodes import compose, plain
from sim.area.observed import read_observed
from sim.area.parameters import GRADES, AreaValue, read_parameters
from sim.area.rates import checked_rates
from sim.area.region_occupancy import REGION_OCCUPANCY, checked_region_occupancy
from sim.area.tables import Table, read_csv, refuse_folders, tables_in_gbk
from sim.area.units import read_counties, read_elders, read_minutes, read_townships

_SOURCE_COLUMNS = [
    "source_id",
    "title",
    "publisher",
    "year",
    "licence",
    "address",
    "grade",
]

# What `ruralbeds calibrate` writes names this as its source.
CALIBRATION = {
    "source_id": "calibration",
    "title": "Calibration by ruralbeds calibrate",
    "title_zh": "ruralbeds calibrate 校准",
    "publisher": "this project",
    "publisher_zh": "本项目",
    "grade": "derived",
}


@dataclass(frozen=True)
class Area:
    """Everything that a pack says about its place."""

    name: str
    """Name of the folder."""
    title: dict[str, str]
    """Name of the place, `zh` and `en`; that of the folder where the pack has none."""
    folder: Path
    part_of: str
    """Pack of the region that an imported county was taken from; empty otherwise."""
    counties: pd.DataFrame
    """By county_code; the row number is the county index."""
    townships: pd.DataFrame
    """By township_code, with county_index; the row number is the township index."""
    elders: pd.DataFrame
    """county_code, township_code, residence, sex, age_group, elders, county_index,
    township_index; groups of nobody have no row. [persons]"""
    homes: pd.DataFrame | None
    """A real registry by home_id, if the place has one."""
    homes_totals: dict[str, Any] | None
    """Published totals and distributions from which registries are drawn."""
    parameters: dict[str, AreaValue]
    """Values by path of the parameter catalogue, those of a calibration among them."""
    unfitted: dict[str, AreaValue]
    """The same without a calibration: what a new one starts from."""
    tables: dict[str, pd.DataFrame]
    """`mortality_rate` [1/person-year], `prevalence` [share] and, after a calibration,
    `joint_draws`: `draw` from 1, and a column for each path. Perhaps
    `region_occupancy`: `year`, `occupancy` of all public homes."""
    rows_at: dict[str, tuple[Path, int]]
    """File and line of the first row of each table."""
    boundaries: dict[str, Any] | None
    """GeoJSON, one feature a county, `id` the county code."""
    sources: pd.DataFrame
    minutes: pd.DataFrame | None
    """from_township, to_township, minutes; replaces the estimate where given."""
    in_gbk: tuple[str, ...] = ()
    """Tables that were read as GB 18030, because they are not UTF-8."""
    date: str = ""
    """Day that an imported registry describes; empty for other packs."""
    observed: pd.DataFrame | None = None
    """What the place has counted itself, by year; see `sim.area.observed`."""

    @property
    def joint_draws(self) -> int:
        """How many joint draws there are; 0 without a calibration."""
        return len(self.tables.get(JOINT_DRAWS, ()))

    @property
    def has_homes(self) -> bool:
        """Whether there is a registry or something to draw one from."""
        return self.homes is not None or self.homes_totals is not None


def load_area(folder: Path) -> Area:
    """Read and check an area pack.

    Raises
    ------
    AreaError
        At the first file that is missing or contradicts itself or another; with file,
        line and a sentence in Chinese and English.
    """
    folder = folder.resolve()
    refuse_folders(folder)
    sources = read_sources(folder)
    ids = sources["source_id"]
    counties = read_counties(folder, ids)
    townships = read_townships(folder, counties, ids)
    elders = read_elders(folder, townships)
    parameters = read_parameters(folder, ids)
    return Area(
        name=folder.name,
        title=read_title(folder),
        folder=folder,
        part_of=read_about(folder, "part_of"),
        date=read_about(folder, "date"),
        in_gbk=tables_in_gbk(folder),
        counties=counties,
        townships=townships,
        elders=elders,
        homes=read_homes(folder, townships),
        homes_totals=_checked_totals(folder, townships, elders),
        parameters=parameters.effective,
        unfitted=parameters.unfitted,
        tables=checked_tables(parameters.tables, folder),
        rows_at={
            name: (table.file, table.first_line)
            for name, table in parameters.tables.items()
        },
        boundaries=read_boundaries(folder, counties),
        sources=sources,
        minutes=read_minutes(folder, townships),
        observed=read_observed(folder),
    )


def _checked_totals(
    folder: Path, townships: pd.DataFrame, elders: pd.DataFrame
) -> dict[str, Any] | None:
    """Return the totals of homes, for which this place has room; None without any."""
    totals = read_homes_totals(folder)
    if totals is not None:
        check_places(totals, townships, elders, folder / HOMES_TOTALS)
    return totals


def checked_tables(tables: dict[str, Table], folder: Path) -> dict[str, pd.DataFrame]:
    """Return the tables of rates, and the joint draws and such if there are any."""
    checked = checked_rates(tables, folder)
    if JOINT_DRAWS in tables:
        checked[JOINT_DRAWS] = checked_draws(tables[JOINT_DRAWS])
    if REGION_OCCUPANCY in tables:
        checked[REGION_OCCUPANCY] = checked_region_occupancy(tables[REGION_OCCUPANCY])
    return checked


def read_title(folder: Path) -> dict[str, str]:
    """Return the name of the place from the optional `area.yaml`."""
    path = folder / "area.yaml"
    if not path.is_file():
        words = folder.name.replace("_", " ")
        return {"zh": words, "en": words.capitalize()}
    title = plain(compose(path), path).get("title")
    if not isinstance(title, dict) or not {"zh", "en"} <= title.keys():
        raise AreaError(
            "应有 title: {zh: …, en: …}", "must have title: {zh: …, en: …}", file=path
        )
    return {language: str(title[language]) for language in ("zh", "en")}


def read_about(folder: Path, key: str) -> str:
    """Return a value of the optional `area.yaml`, which an import writes."""
    path = folder / "area.yaml"
    if not path.is_file():
        return ""
    return str(plain(compose(path), path).get(key) or "")


def read_sources(folder: Path) -> pd.DataFrame:
    """Return the sources, one row each; a calibration is one of every pack."""
    table = read_csv(folder / "sources.csv", _SOURCE_COLUMNS)
    table.unique(["source_id"])
    table.words("grade", GRADES)
    if CALIBRATION["source_id"] in set(table.rows["source_id"]):
        return table.rows
    rows = [table.rows, pd.DataFrame([CALIBRATION])]
    return pd.concat(rows, ignore_index=True).fillna("")


def read_boundaries(folder: Path, counties: pd.DataFrame) -> dict[str, Any] | None:
    """Return the GeoJSON, or None without one; it may name only known counties."""
    path = folder / "boundaries.geojson"
    if not path.is_file():
        return None
    try:
        collection: dict[str, Any] = json.loads(path.read_text("utf-8-sig"))
        ids = [str(feature["id"]) for feature in collection["features"]]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise AreaError(
            f"不是带 id 的 GeoJSON 要素集：{error}",
            f"not a GeoJSON collection of features with ids: {error}",
            file=path,
        ) from error
    unknown = sorted(set(ids) - set(counties["county_code"]))
    if unknown:
        raise AreaError(
            f"边界中的县代码不在 counties.csv 中：{', '.join(unknown)}",
            f"boundaries of counties not in counties.csv: {', '.join(unknown)}",
            file=path,
        )
    return collection
