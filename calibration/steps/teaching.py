"""Made-up packs of a few homes, complete in the format of the real ones."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from calibration.steps.county_elders import ELDER_AGES, RESIDENCES, SEXES, read_census
from calibration.steps.later_elders import LATER_AGES, region_later
from calibration.steps.whole_numbers import largest_remainder

_PREFECTURE = {
    "prefecture_code": "990100",
    "prefecture_zh": "子虚市",
    "prefecture_en": "Zixu City",
}
_SOURCE = "made_up"
_HOME_DEFAULTS: dict[str, Any] = {
    "ownership": "public",
    "operation": "direct",
    "accepts_social": True,
    "fire_safety_ok": True,
    "equipment_age_years": 10,
    "upgradable": True,
    "regional_center": False,
}


def counties_of(place: dict[str, Any]) -> pd.DataFrame:
    """Return `counties.csv` of a made-up place."""
    rows = [
        {
            "county_code": county["code"],
            "name_zh": county["zh"],
            "name_en": county["en"],
            "kind": "county",
            **_PREFECTURE,
            **{key: county[key] for key in ("lon", "lat", "area_km2")},
            "source_id": _SOURCE,
        }
        for county in place["counties"]
    ]
    return pd.DataFrame(rows)


def townships_of(place: dict[str, Any]) -> pd.DataFrame:
    """Return `townships.csv` of a made-up place."""
    rows = [
        {
            "township_code": unit["code"],
            "county_code": unit["code"][:6],
            "name_zh": unit["zh"],
            "name_en": unit["en"],
            "kind": unit["kind"],
            "lon": unit["lon"],
            "lat": unit["lat"],
            "position": "synthetic",
            "villages": unit["villages"],
            "resident_committees": unit["resident_committees"],
            "source_id": _SOURCE,
        }
        for unit in place["townships"]
    ]
    return pd.DataFrame(rows)


def elders_of(place: dict[str, Any], inputs: Path) -> pd.DataFrame:
    """Return `elders.csv`: ages and sexes as in Guangxi, by residence."""
    census = read_census(inputs)
    later = region_later(inputs)
    rows = []
    for unit in place["townships"]:
        for residence, total in zip(RESIDENCES, unit["elders"], strict=True):
            is_rural = residence == "rural"
            own = census.rural if is_rural else census.region - census.rural
            elders = largest_remainder(own.reshape(-1).astype(float), total)
            younger = later.sum() * total / census.region.sum()
            people = largest_remainder(later.reshape(-1).astype(float), round(younger))
            rows += _rows(unit["code"], residence, ELDER_AGES, elders)
            rows += _rows(unit["code"], residence, LATER_AGES, people)
    names = ["county_code", "township_code", "residence", "sex", "age_group", "elders"]
    table = pd.DataFrame(rows, columns=pd.Index(names))
    ages = table["age_group"].map({a: n for n, a in enumerate(LATER_AGES + ELDER_AGES)})
    order = ["township_code", "residence", "sex", "age"]
    return table[table["elders"] > 0].assign(age=ages).sort_values(order)[names]


def _rows(
    code: str, residence: str, ages: tuple[str, ...], persons: np.ndarray
) -> list[list[Any]]:
    keys = [(sex, age) for sex in SEXES for age in ages]
    return [
        [code[:6], code, residence, sex, age, int(number)]
        for (sex, age), number in zip(keys, persons, strict=True)
    ]


def homes_of(place: dict[str, Any]) -> pd.DataFrame:
    """Return `homes.csv`; homes stand at their township's place."""
    where = {unit["code"]: (unit["lon"], unit["lat"]) for unit in place["townships"]}
    rows = []
    for home in place["homes"]:
        merged = {**_HOME_DEFAULTS, **home}
        ordinary, nursing = home["beds"]
        lon, lat = where[home["township"]]
        rows.append(
            {
                "home_id": home["id"],
                "name": home["name"],
                "county_code": home["township"][:6],
                "township_code": home["township"],
                "tier": home["tier"],
                "ownership": merged["ownership"],
                "operation": merged["operation"],
                "accepts_social": _yes_no(merged["accepts_social"]),
                "beds_ordinary": ordinary,
                "beds_nursing": nursing,
                "care_staff": home["staff"],
                "under_60_residents": 0,
                "fire_safety_ok": _yes_no(merged["fire_safety_ok"]),
                "equipment_age_years": merged["equipment_age_years"],
                "upgradable": _yes_no(merged["upgradable"]),
                "regional_center": _yes_no(merged["regional_center"]),
                "opened": "",
                "lon": lon,
                "lat": lat,
            }
        )
    return pd.DataFrame(rows)


def _yes_no(value: bool) -> str:
    return "yes" if value else "no"


def values_yaml(place: dict[str, Any]) -> str:
    """Return `parameters/demand.yaml` of a made-up place."""
    lines = [
        "# Invented: where people ask more often than in Guangxi, it is so that a few",
        "# homes suffice to see things happen.",
        "values:",
    ]
    for path, given in place["values"].items():
        lines.append(
            f"  {path}: {{value: {given['value']}, unit: {given['unit']}, "
            f"source: {_SOURCE}, grade: assumed}}"
        )
    return "\n".join(lines) + "\n"


def sources_table() -> pd.DataFrame:
    """Return `sources.csv` of a made-up place."""
    columns = [
        "source_id",
        "title",
        "title_zh",
        "publisher",
        "publisher_zh",
        "year",
        "licence",
        "address",
        "grade",
    ]
    rows = [
        [
            _SOURCE,
            "An invented place, for teaching and tests",
            "虚构的地方，仅供教学与测试",
            "this project",
            "本项目",
            2026,
            "MIT",
            "calibration/inputs/teaching_places.yaml",
            "assumed",
        ],
        [
            "guangxi_rates",
            "Rates of death and disability of the pack guangxi",
            "数据包 guangxi 的死亡率和失能率",
            "this project",
            "本项目",
            2026,
            "MIT",
            "calibration/areas/guangxi/parameters",
            "derived",
        ],
    ]
    return pd.DataFrame(rows, columns=pd.Index(columns))
