"""Counties and townships: `counties.csv` and `townships.csv`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas as pd

from calibration.steps.places import read_table
from calibration.steps.positions import Rings, lay_out, rings_of
from calibration.steps.recipe import read_recipe


def counties_table(inputs: Path) -> pd.DataFrame:
    """Return `counties.csv`: codes, names, kinds, prefectures, centres, areas."""
    units = read_table(inputs, "county_units.csv").sort_values("county_code")
    english = _english(inputs)
    places = read_table(inputs, "county_places.csv").drop_duplicates("county_code")
    table = units.merge(places, on="county_code", how="left", validate="1:1")
    table["name_en"] = table["county_code"].map(english)
    table["prefecture_en"] = table["prefecture_code"].map(english)
    table["source_id"] = read_recipe(inputs).sources["counties"]
    return table[
        [
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
    ]


def townships_table(inputs: Path) -> pd.DataFrame:
    """Return `townships.csv`; positions are synthetic, nobody publishes them."""
    units = read_table(inputs, "township_units.csv").sort_values("township_code")
    units["county_code"] = units["township_code"].str[:6]
    units["name_en"] = units["township_code"].map(_english(inputs))
    places = township_places(inputs, units)
    table = units.merge(places, on="township_code", how="left", validate="1:1")
    table["position"] = "synthetic"
    table["source_id"] = read_recipe(inputs).sources["townships"]
    return table[
        [
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
    ]


def township_places(inputs: Path, units: pd.DataFrame) -> pd.DataFrame:
    """Return township_code, lon, lat, every unit inside its county."""
    shapes = boundary_rings(inputs)
    tables = []
    for code, group in units.groupby("county_code"):
        # Streets stand where people are many: nearest the middle of the county.
        # Quasi units (farms, estates) come last; a county seat has the lowest code.
        last = group["kind"].map({"street": 0, "town": 1, "township": 1, "quasi": 2})
        ordered = group.assign(last=last).sort_values(["last", "township_code"])
        places = lay_out(shapes[str(code)], len(ordered))
        codes = ordered["township_code"].to_numpy()
        lon, lat = places[:, 0], places[:, 1]
        tables.append(pd.DataFrame({"township_code": codes, "lon": lon, "lat": lat}))
    return pd.concat(tables, ignore_index=True)


def boundary_rings(inputs: Path) -> dict[str, Rings]:
    """Return all rings (exterior and holes) of each county's boundary."""
    text = (inputs / "boundaries.geojson").read_text(encoding="utf-8")
    collection: dict[str, Any] = json.loads(text)
    return {f["id"]: rings_of(f["geometry"]) for f in collection["features"]}


def _english(inputs: Path) -> dict[str, str]:
    names = read_table(inputs, "names_en.csv")
    return dict(zip(names["unit_code"], names["name_en"], strict=True))
