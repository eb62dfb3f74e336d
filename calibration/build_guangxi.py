"""Rebuild `calibration/areas/guangxi/` from `calibration/inputs/`, byte for byte.

Needs no optional extra: names and boundaries were prepared before. Run with
``python -m calibration.build_guangxi``; a folder may be given instead.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

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
    "homes_totals.yaml",
    "boundaries.geojson",
    "sources.csv",
    "parameters/demand.yaml",
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
    townships = townships_table(inputs)
    write_table(counties_table(inputs), target / "counties.csv")
    write_table(townships, target / "townships.csv")
    write_elders_and_rates(target, inputs)
    for name in _AS_THEY_ARE:
        write_text((inputs / name).read_text(encoding="utf-8"), target / name)


def write_elders_and_rates(target: Path, inputs: Path) -> None:
    """Write elders.csv and the two tables of rates, which rest upon one another."""
    units = read_table(inputs, "township_units.csv").sort_values("township_code")
    units["county_code"] = units["township_code"].str[:6]
    census = read_census(inputs)
    elders = whole_elders(census)
    everybody = np.concatenate([later_elders(inputs, census, elders), elders], axis=3)
    ages = LATER_AGES + ELDER_AGES
    table = township_elders(units, county_codes(inputs), everybody, ages)
    write_table(table, target / "elders.csv")
    mortality = mortality_table(inputs)
    comment = "Deaths per person-year from age_start to the next, from period_start on."
    text = table_yaml("mortality_rate", mortality, _MORTALITY_HEAD, comment)
    write_text(text, target / "parameters" / "mortality.yaml")
    prevalence = prevalence_table(inputs, region_by_single_age(table, mortality))
    comment = "Shares of people by completed age; six ADLs as in CLHLS 2018."
    text = table_yaml("prevalence", prevalence, _PREVALENCE_HEAD, comment)
    write_text(text, target / "parameters" / "prevalence.yaml")


def main(arguments: list[str]) -> None:
    """Rebuild the pack, or build it into the folder that is given."""
    build(Path(arguments[0]) if arguments else AREAS / "guangxi")


if __name__ == "__main__":
    main(sys.argv[1:])
