"""Where "close" becomes "keep", by class of home, over what no figure identifies.

Runs `scenarios/close_below_half.yaml` for one county in a world that closes nothing, at
its central values and at some others of λ, the trend of the guaranteed, σ and the stay,
each by itself, over the same drawn registries. Writes `flip_map.csv`, and how far the
registry alone moves the county's answer, `registry_spread.csv`, both in
`results/reference` and shown on pages of scenarios that close homes::

    python -m calibration.flip_map --jobs 2

It takes about ten minutes of one processor.
"""

from __future__ import annotations

import argparse
import os
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Final

# Small matrices: threads would cost a hundred times what they save.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import pandas as pd

from sim.experiment.flip import seen_in
from sim.experiment.registries import of_registry
from sim.experiment.units import Unit, all_units
from sim.experiment.workers import in_parallel
from sim.indicators.flip import flip_table, judged_homes
from sim.scenario import Scenario, load_scenario

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "results" / "reference"
TARGET = FOLDER / "flip_map.csv"
TARGET_OF_SPREAD = FOLDER / "registry_spread.csv"
# Guiping: 24 township homes of every size, 1.5 million people.
COUNTY: Final = "450881"
REGISTRIES: Final = 40
SPREAD: Final = 50
OWN: Final = "own"
LEAVING: Final = tuple(
    f"stay.discharge_rate.{ability}"
    for ability in ("able", "mild", "moderate", "severe")
)
WORLDS: Final = {
    (OWN, ""): {},
    **{
        (path, f"{value:g}"): {path: value}
        for path, values in {
            "demand.supply_weight": (0.0, 0.6, 1.0),
            "guaranteed.trend": (-0.03, 0.03),
            "choice.home_effect_sd": (0.0, 0.2, 0.7),
        }.items()
        for value in values
    },
    # Ends of the range that the calibration left open.
    **{
        ("stay.discharge_rate", f"{value:g}"): dict.fromkeys(LEAVING, value)
        for value in (0.156, 0.423)
    },
}
"""What is tried, by the name of what it moves and its value."""


def flip_map(scenario: Scenario, registries: int, jobs: int = 1) -> pd.DataFrame:
    """Return the verdict on each class of home in each of the `WORLDS`.

    Returns
    -------
        Columns `county_code, scenario, path, value, own, registries` and
        `sim.indicators.flip.FLIP`; `own` is the scenario's own value.
    """
    held = scenario.with_drawn_homes_alone()
    units = [Unit(draw, 0) for draw in range(1, registries + 1)]
    asked = [(world, unit) for world in WORLDS for unit in units]
    found = dict(in_parallel(partial(_seen, held), asked, min(jobs, len(asked))))
    tables = []
    for world in WORLDS:
        seen = pd.concat([found[world, unit] for unit in units], ignore_index=True)
        table = flip_table(judged_homes(seen))
        path, value = world
        known = LEAVING[0] if path == "stay.discharge_rate" else path
        own = "" if path == OWN else f"{scenario.value(known):.3g}"
        before: dict[str, str | int] = {
            "path": path,
            "value": value,
            "own": own,
            "registries": registries,
        }
        for place, (name, held_value) in enumerate(before.items()):
            table.insert(place, name, held_value)
        tables.append(table)
    whole = pd.concat(tables, ignore_index=True)
    whole.insert(0, "scenario", scenario.id)
    whole.insert(0, "county_code", scenario.area_codes[0])
    return whole


def _seen(
    scenario: Scenario, asked: tuple[tuple[str, str], Unit]
) -> tuple[tuple[tuple[str, str], Unit], pd.DataFrame]:
    world, unit = asked
    other = scenario.with_values(WORLDS[world]) if WORLDS[world] else scenario
    return asked, seen_in(other, unit)


def spread(scenario: Scenario, registries: int, jobs: int = 1) -> pd.DataFrame:
    """Return what the closing scenario comes to in each registry.

    Returns
    -------
        Columns `county_code, scenario` and those of
        `sim.experiment.registries.of_registry`.
    """
    held = scenario.with_drawn_homes_alone().with_run(draws=registries, replications=1)
    units = all_units(registries, 1)
    found = dict(in_parallel(partial(_of_unit, held), units, min(jobs, len(units))))
    table = pd.DataFrame(chain(found[unit] for unit in units))
    table.insert(0, "scenario", scenario.id)
    table.insert(0, "county_code", scenario.area_codes[0])
    return table


def _of_unit(scenario: Scenario, unit: Unit) -> tuple[Unit, dict[str, float]]:
    return unit, of_registry(scenario, unit)


def main(jobs: int) -> None:
    """Work both tables out and write them."""
    scenario = load_scenario(ROOT / "scenarios" / "close_below_half.yaml")
    scenario = scenario.in_area([COUNTY])
    for target, table in (
        (TARGET, flip_map(scenario, REGISTRIES, jobs)),
        (TARGET_OF_SPREAD, spread(scenario, SPREAD, jobs)),
    ):
        table.to_csv(target, index=False, float_format="%.4g", lineterminator="\n")
        print(table.to_string())  # noqa: T201


if __name__ == "__main__":
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--jobs", type=int, default=1)
    main(reader.parse_args().jobs)
