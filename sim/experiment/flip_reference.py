"""Finds the committed map of "close" and "keep", and says where it was worked out."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pandas as pd

from sim.experiment.place import county_codes
from sim.experiment.reference_tables import FLIP_MAP, SPREAD, reference_table
from sim.report.flip_data import FlipReference
from sim.scenario import Scenario

_WORDS: Final = {"county_code": "str", "value": "str", "own": "str"}
# What the map was run from is a shipped file, which a page cannot read.
_TITLE: Final = {"zh": "入住率低于一半即撤并", "en": "Close homes below half"}
_LAST_YEAR: Final = 2030


def flip_reference(scenario: Scenario) -> FlipReference | None:
    """Return the committed map; None if it is not there, or of no county here."""
    table = _read(scenario, FLIP_MAP)
    if table is None:
        return None
    code = str(table["county_code"].iloc[0])
    counties = scenario.area.counties
    named = counties[counties["county_code"].astype("str") == code]
    if named.empty:
        return None
    return FlipReference(
        table=table,
        spread=_read(scenario, SPREAD),
        place={
            "zh": str(named.iloc[0]["name_zh"]),
            "en": str(named.iloc[0]["name_en"]),
        },
        scenario=_TITLE,
        is_here=county_codes(scenario).tolist() == [code],
        last_year=_LAST_YEAR,
    )


def _read(scenario: Scenario, file: Path) -> pd.DataFrame | None:
    table = reference_table(scenario, file, _WORDS)
    if table is None:
        return None
    texts = [name for name in _WORDS if name in table]
    return table.assign(**{one: table[one].fillna("") for one in texts})
