"""What a place has counted itself, by calendar year: `observed_years.csv`, optional."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pandas as pd

from sim.area.tables import read_csv

OBSERVED: Final = "observed_years.csv"
_WORDS: Final = {
    "area_level": ("county", "home"),
    "tier": ("all", "county", "township", "village"),
    "ownership": ("all", "public", "private"),
}
_VALUES: Final = ("value", "unit", "persons", "source_id", "grade")
_COLUMNS: Final = [
    "year",
    *_WORDS,
    "area_code",
    "indicator",
    *_VALUES,
]


def read_observed(folder: Path) -> pd.DataFrame | None:
    """Return the observed figures of a pack, or None where nobody counted.

    Returns
    -------
        As `sim.observed` writes them: `year`, `area_level`, `area_code`, `tier`,
        `ownership`, `indicator`, `value`, `unit`, `persons` (on how many a figure
        rests), `source_id`, `grade`, and further columns as text.
    """
    path = folder / OBSERVED
    if not path.is_file():
        return None
    table = read_csv(path, _COLUMNS)
    table.unique([name for name in _COLUMNS if name not in _VALUES])
    for name, allowed in _WORDS.items():
        table.words(name, allowed)
    return table.rows.assign(
        year=table.counts("year"),
        value=table.numbers("value", low=0),
        persons=table.numbers("persons", low=0),
    )
