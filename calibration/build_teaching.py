"""Rebuild the made-up packs in `scenarios/teaching/places/`.

Run with ``python -m calibration.build_teaching``; a folder may be given instead.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from calibration.build_area import rate_files
from calibration.steps.places import CALIBRATION, INPUTS, write_table, write_text
from calibration.steps.teaching import (
    counties_of,
    elders_of,
    homes_of,
    sources_table,
    townships_of,
    values_yaml,
)

PLACES = CALIBRATION.parent / "scenarios" / "teaching" / "places"


def build(target: Path, inputs: Path = INPUTS) -> None:
    """Write every made-up pack into a folder of its own in `target`."""
    text = (inputs / "teaching_places.yaml").read_text(encoding="utf-8")
    rates = rate_files(inputs, source="guangxi_rates")
    for name, place in YAML(typ="safe", pure=True).load(text).items():
        build_place(place, target / name, inputs, rates)


def build_place(
    place: dict[str, Any], target: Path, inputs: Path, rates: dict[str, str]
) -> None:
    """Write one made-up pack."""
    write_table(counties_of(place), target / "counties.csv")
    write_table(townships_of(place), target / "townships.csv")
    write_table(elders_of(place, inputs), target / "elders.csv")
    write_table(homes_of(place), target / "homes.csv")
    write_table(sources_table(), target / "sources.csv")
    write_text(values_yaml(place), target / "parameters" / "demand.yaml")
    for name, text in rates.items():
        write_text(text, target / "parameters" / name)


def main(arguments: list[str]) -> None:
    """Rebuild the packs, or build them into the folder that is given."""
    build(Path(arguments[0]) if arguments else PLACES)


if __name__ == "__main__":
    main(sys.argv[1:])
