"""Which part of its area a scenario runs, and what that is called."""

from __future__ import annotations

import pandas as pd

from sim.scenario import Scenario


def counties_run(scenario: Scenario) -> pd.DataFrame:
    """Return the rows of the area's counties that are run, in their order."""
    return scenario.area.counties.iloc[list(scenario.county_indices)]


def county_codes(scenario: Scenario) -> pd.Series:
    """Return the codes of the counties that are run, as texts."""
    return counties_run(scenario)["county_code"].astype("str")


def is_part(scenario: Scenario) -> bool:
    """Whether some counties of the area are left out."""
    return len(scenario.county_indices) < len(scenario.area.counties)


def area_name(scenario: Scenario) -> dict[str, str]:
    """Return the name of the part of the area that is run."""
    title = dict(scenario.area.title)
    if not is_part(scenario):
        return title
    everything, counties = scenario.area.counties, counties_run(scenario)
    first = counties.iloc[0]
    if len(counties) == 1:
        return {"zh": str(first["name_zh"]), "en": str(first["name_en"])}
    if (counties["prefecture_code"] == first["prefecture_code"]).all():
        title = {"zh": str(first["prefecture_zh"]), "en": str(first["prefecture_en"])}
        same = everything["prefecture_code"] == first["prefecture_code"]
        if same.sum() == len(counties):
            return title
    number = len(counties)
    return {
        "zh": f"{title['zh']}（其中{number}个县级单位）",
        "en": f"{number} county-level units of {title['en']}",
    }
