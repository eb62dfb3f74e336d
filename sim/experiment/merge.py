"""Finished units become the tables of a run, always in the order of the units."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sim.experiment.store import RunFolder
from sim.experiment.tables import merge_parquet
from sim.experiment.units import Unit

# A row of each says itself which draw and replication it belongs to.
BY_UNIT: Final = (
    *("events", "decisions", "elders", "indicators"),
    *("moves", "closings"),
)


def merge_tables(folder: RunFolder, units: Sequence[Unit]) -> None:
    """Write the run's tables from those of its units."""
    for name in BY_UNIT:
        files = folder.part_files(name, units)
        merge_parquet(files, folder.path / f"{name}.parquet")
    # The registry belongs to the draw: every replication starts with the same homes.
    firsts = [unit for unit in units if unit.replication == 0]
    homes = folder.part_files("homes", firsts)
    merge_parquet(homes, folder.path / "homes.parquet")
