"""Build an area pack from its inputs, byte for byte.

Run with ``python -m calibration.build_area NAME``: what lies in
`calibration/inputs/NAME/` (Guangxi: `calibration/inputs/`) becomes
`calibration/areas/NAME/`; a folder may be given instead. The steps are told in
`calibration/README.md`. Needs no optional extra.
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
    inputs_of,
    read_table,
    write_table,
    write_text,
)
from calibration.steps.prevalence import prevalence_table
from calibration.steps.recipe import RECIPE, read_recipe
from calibration.steps.single_ages import region_by_single_age
from calibration.steps.township_elders import township_elders
from calibration.steps.units import counties_table, townships_table

TABLES = (
    "county_units.csv",
    "county_places.csv",
    "township_units.csv",
    "names_en.csv",
    "census_2020_counties.csv",
    "census_2020_region_age_sex.csv",
    "rural_age_rates_2020.csv",
    "mortality_multiplier.csv",
    "boundaries.geojson",
)


def build(target: Path, inputs: Path) -> None:
    """Write every file of the pack into `target`.

    Raises
    ------
    FileNotFoundError
        Some inputs are not there; all of them are named.
    """
    refuse_missing(inputs)
    write_table(counties_table(inputs), target / "counties.csv")
    write_table(townships_table(inputs), target / "townships.csv")
    write_table(elders_table(inputs), target / "elders.csv")
    for name, text in rate_files(inputs).items():
        write_text(text, target / "parameters" / name)
    for name in read_recipe(inputs).as_they_are:
        write_text((inputs / name).read_text(encoding="utf-8"), target / name)


def refuse_missing(inputs: Path) -> None:
    """Name every input that is not there."""
    wanted = [RECIPE, *TABLES]
    if (inputs / RECIPE).is_file():
        wanted += read_recipe(inputs).as_they_are
    missing = sorted({name for name in wanted if not (inputs / name).is_file()})
    if missing:
        raise FileNotFoundError(f"{inputs} lacks {', '.join(missing)}")


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
    recipe = read_recipe(inputs)
    mortality = mortality_table(inputs)
    elders = region_by_single_age(inputs, mortality)
    return {
        "mortality.yaml": table_yaml(
            "mortality_rate",
            mortality,
            {"unit": "per_person_year"} | recipe.mortality | named,
            "Deaths per person-year from age_start to the next, from period_start on.",
        ),
        "prevalence.yaml": table_yaml(
            "prevalence",
            prevalence_table(inputs, elders),
            {"unit": "share"} | recipe.prevalence | named,
            "Shares of people by completed age; six ADLs as in CLHLS 2018.",
        ),
    }


def main(arguments: list[str]) -> None:
    """Build the pack that is named, into the folder that may be given."""
    if not arguments:
        sys.exit("usage: python -m calibration.build_area NAME [FOLDER]")
    name, *folder = arguments
    try:
        build(Path(folder[0]) if folder else AREAS / name, inputs_of(name))
    except FileNotFoundError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main(sys.argv[1:])
