"""Finds the committed map of "close" and "keep", and says where it was worked out."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pandas as pd

from sim.report.flip_data import FlipReference
from sim.scenario import Scenario

_REFERENCE: Final = Path("results") / "reference"
_CHECKOUT: Final = Path(__file__).parents[2]
FLIP_MAP: Final = _REFERENCE / "flip_map.csv"
SPREAD: Final = _REFERENCE / "registry_spread.csv"
# What the map was run from is a shipped file, which a page cannot read.
_TITLE: Final = {"zh": "入住率低于一半即撤并", "en": "Close homes below half"}
_LAST_YEAR: Final = 2030


def flip_reference(scenario: Scenario) -> FlipReference | None:
    """Return the committed map; None if it is not there, or of no county here.

    It lies in the checkout that runs, or in the one from which the pack came.
    """
    table = _read(scenario, FLIP_MAP)
    if table is None:
        return None
    code = str(table["county_code"].iloc[0])
    counties = scenario.area.counties
    named = counties[counties["county_code"].astype("str") == code]
    if named.empty:
        return None
    here = counties.iloc[list(scenario.county_indices)]["county_code"].astype("str")
    return FlipReference(
        table=table,
        spread=_read(scenario, SPREAD),
        place={
            "zh": str(named.iloc[0]["name_zh"]),
            "en": str(named.iloc[0]["name_en"]),
        },
        scenario=_TITLE,
        is_here=here.tolist() == [code],
        last_year=_LAST_YEAR,
    )


def _read(scenario: Scenario, file: Path) -> pd.DataFrame | None:
    for folder in (_CHECKOUT, *scenario.area.folder.parents):
        if (folder / file).is_file():
            words = {"county_code": "str", "value": "str", "own": "str"}
            table = pd.read_csv(folder / file, dtype=words)
            texts = [name for name in words if name in table]
            return table.assign(**{one: table[one].fillna("") for one in texts})
    return None
