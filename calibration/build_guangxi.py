"""Rebuild `calibration/areas/guangxi/` from `calibration/inputs/`, byte for byte.

Needs no optional extra: names and boundaries were prepared before. Run with
``python -m calibration.build_guangxi``; a folder may be given instead.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pandas as pd

from calibration.steps.county_elders import (
    ELDER_AGES,
    county_codes,
    read_census,
    whole_elders,
)
from calibration.steps.later_elders import LATER_AGES, later_elders
from calibration.steps.mortality import mortality_table
from calibration.steps.parameters import table_yaml
from calibration.steps.places import (
    AREAS,
    INPUTS,
    read_table,
    write_table,
    write_text,
)
from calibration.steps.prevalence import prevalence_table
from calibration.steps.single_ages import region_by_single_age
from calibration.steps.township_elders import township_elders
from calibration.steps.units import counties_table, townships_table

# Written by hand, with their sources in them: they go into the pack as they are.
_AS_THEY_ARE = [
    "area.yaml",
    "homes_totals.yaml",
    "boundaries.geojson",
    "sources.csv",
    "parameters/demand.yaml",
    "parameters/fitted.yaml",
    "parameters/draws.yaml",
    "parameters/region_occupancy.yaml",
]
_MORTALITY_HEAD = {
    "unit": "per_person_year",
    "source": "guangxi_mortality_multiplier",
    "grade": "derived",
    "note": "wpp_2024 x Guangxi multiplier x rural or urban ratio; 45-49 assumed",
}
_PREVALENCE_HEAD = {
    "unit": "share",
    "source": "prevalence_fitted",
    "grade": "derived",
    "note": "reproduces clhls_2018 at 65-74, 75-84, 85+; below 65 and above 95 assumed",
}


def build(target: Path, inputs: Path = INPUTS) -> None:
    """Write every file of the pack into `target`."""
    write_table(counties_table(inputs), target / "counties.csv")
    write_table(townships_table(inputs), target / "townships.csv")
    write_table(elders_table(inputs), target / "elders.csv")
    for name, text in rate_files(inputs).items():
        write_text(text, target / "parameters" / name)
    for name in _AS_THEY_ARE:
        write_text((inputs / name).read_text(encoding="utf-8"), target / name)


def elders_table(inputs: Path) -> pd.DataFrame:
    """Return `elders.csv`: people aged 45+ by township, residence, sex and age."""
    units = read_table(inputs, "township_units.csv").sort_values("township_code")
    units["county_code"] = units["township_code"].str[:6]
    census = read_census(inputs)
    elders = whole_elders(census)
    everybody = np.concatenate([later_elders(inputs, census, elders), elders], axis=3)
    ages = LATER_AGES + ELDER_AGES
    return township_elders(units, county_codes(inputs), everybody, ages)


def rate_files(inputs: Path, source: str | None = None) -> dict[str, str]:
    """Return the files of mortality and prevalence by name.

    Parameters
    ----------
    source
        Id under which another pack lists these rates; its own ids if not given.
    """
    named = {"source": source} if source else {}
    mortality = mortality_table(inputs)
    elders = region_by_single_age(inputs, mortality)
    return {
        "mortality.yaml": table_yaml(
            "mortality_rate",
            mortality,
            _MORTALITY_HEAD | named,
            "Deaths per person-year from age_start to the next, from period_start on.",
        ),
        "prevalence.yaml": table_yaml(
            "prevalence",
            prevalence_table(inputs, elders),
            _PREVALENCE_HEAD | named,
            "Shares of people by completed age; six ADLs as in CLHLS 2018.",
        ),
    }


def main(arguments: list[str]) -> None:
    """Rebuild the pack, or build it into the folder that is given."""
    build(Path(arguments[0]) if arguments else AREAS / "guangxi")


if __name__ == "__main__":
    main(sys.argv[1:])
