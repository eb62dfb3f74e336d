"""Writes place and rules of a planner's case as files that the program reads."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pandas as pd
from case_files import Case

PLACE = Path(__file__).parents[1] / "scenarios" / "teaching" / "places" / "one_home"
FIRST_COUNTY = 990100
# Homes differ in nothing but what the case says; moves of those who choose are rare.
SAME_HOMES = {"choice.home_effect_sd": "0"}


def home_id(county: int, name: str) -> str:
    return f"{FIRST_COUNTY + county}-{name}"


def write_scenario(case: Case, folder: Path) -> Path:
    place = folder / "place"
    shutil.copytree(PLACE, place)
    codes = township_codes(case)
    _counties(case).to_csv(place / "counties.csv", index=False)
    _townships(case, codes).to_csv(place / "townships.csv", index=False)
    _elders(codes).to_csv(place / "elders.csv", index=False)
    _registry(case, codes).to_csv(place / "homes.csv", index=False)
    _minutes(case, codes).to_csv(place / "travel_minutes.csv", index=False)
    same = {"source": "assumption", "note": "测试 a test"}
    values = {path: {"value": text, **same} for path, text in SAME_HOMES.items()}
    scenario = {
        "format": "ruralbeds-scenario/1",
        "id": "case",
        "title": {"zh": "测试", "en": "Case"},
        "area": "./place",
        **case.scenario,
        "set": values | case.scenario["set"],
        "rules": case.rules,
    }
    path = folder / "case.yaml"
    path.write_text(_yaml(scenario) + "\n", encoding="utf-8")
    return path


def _yaml(value: object, depth: int = 0) -> str:
    """Return texts, lists and dictionaries as YAML in block style."""
    blanks = "  " * depth
    if isinstance(value, dict) and value:
        return "".join(
            f"\n{blanks}{key}: {_yaml(one, depth + 1)}" for key, one in value.items()
        )
    if isinstance(value, list) and value:
        return "".join(f"\n{blanks}- {_yaml(one, depth + 1)}" for one in value)
    if isinstance(value, dict | list):
        return "{}" if isinstance(value, dict) else "[]"
    # Plain as the planner wrote it, unless YAML would read it otherwise.
    text = str(value)
    odd = any(mark in text for mark in ":#,[]{}'\"") or text[:1] in "-?&*!|>%@`"
    return json.dumps(text, ensure_ascii=False) if odd else text


def township_codes(case: Case) -> dict[str, str]:
    """Return the codes of townships by name, in the order of the codes."""
    in_order = sorted(case.townships.items(), key=lambda item: item[1])
    return {
        name: f"{FIRST_COUNTY + county}{100 + number}"
        for number, (name, county) in enumerate(in_order)
    }


def _counties(case: Case) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "county_code": FIRST_COUNTY + county,
            "name_zh": f"第{county}县",
            "name_en": f"County {county}",
            "kind": "county",
            "prefecture_code": FIRST_COUNTY,
            "prefecture_zh": "子虚市",
            "prefecture_en": "Zixu City",
            "lon": 100.5,
            "lat": 30.5,
            "area_km2": 100,
            "source_id": "made_up",
        }
        for county in sorted(set(case.townships.values()))
    )


def _townships(case: Case, codes: dict[str, str]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "township_code": code,
            "county_code": FIRST_COUNTY + case.townships[name],
            "name_zh": name,
            "name_en": name,
            "kind": "town",
            "lon": 100.5,
            "lat": 30.5,
            "position": "synthetic",
            "villages": 5,
            "resident_committees": 1,
            "source_id": "made_up",
        }
        for name, code in codes.items()
    )


def _elders(codes: dict[str, str]) -> pd.DataFrame:
    """Return the elders of one township for each: nobody of them is drawn."""
    known = pd.read_csv(PLACE / "elders.csv", dtype=str)
    known = known[known["township_code"] == known["township_code"].iloc[0]]
    return pd.concat(
        known.assign(township_code=code, county_code=code[:6])
        for code in codes.values()
    )


def _registry(case: Case, codes: dict[str, str]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "home_id": home_id(home.county, home.name),
            "name": home.name,
            "county_code": FIRST_COUNTY + home.county,
            "township_code": codes[home.township],
            "beds_ordinary": home.beds - home.nursing,
            "beds_nursing": home.nursing,
            "under_60_residents": home.under_60,
            "opened": "",
            "lon": 100.5,
            "lat": 30.5,
            **home.words,
        }
        for home in case.homes
    )


def _minutes(case: Case, codes: dict[str, str]) -> pd.DataFrame:
    pairs = [(one, other) for one in codes for other in codes if one != other]
    town = {home.name: home.township for home in case.homes} | {
        name: name for name in codes
    }
    said = {
        tuple(sorted(town[name] for name in pair.split())): minutes
        for pair, minutes in case.minutes.items()
        if pair != "default"
    }
    return (
        pd.DataFrame(
            {
                "from_township": codes[one],
                "to_township": codes[other],
                "minutes": said.get(
                    tuple(sorted((one, other))), case.minutes["default"]
                ),
            }
            for one, other in pairs
        )
        if pairs
        else pd.DataFrame(columns=["from_township", "to_township", "minutes"])
    )
