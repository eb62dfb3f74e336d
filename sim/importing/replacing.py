"""A fresh pack takes the place of the one before; what others added stays."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final

WRITTEN: Final = {
    "area.yaml",
    "boundaries.geojson",
    "counties.csv",
    "elders.csv",
    "filled.csv",
    "home_effects.csv",
    "homes.csv",
    "observed.csv",
    "observed_years.csv",
    "parameters",
    "read.csv",
    "sources.csv",
    "targets.csv",
    "townships.csv",
    "travel_minutes.csv",
}
"""What an import writes; anything else in the folder is its owner's."""
_FITTED: Final = ("fitted.yaml", "draws.yaml")


def replace_pack(fresh: Path, out: Path, region: Path) -> list[Path]:
    """Move the folder `fresh` to `out`; return what was kept of the one before.

    Files that no import writes stay, and so does a calibration of the county: files
    of fitted values that are not those of the pack of the region.
    """
    kept: list[Path] = []
    if out.is_dir():
        for path in sorted(out.iterdir()):
            if path.name not in WRITTEN:
                shutil.move(path, fresh / path.name)
                kept.append(path)
        for name in _FITTED:
            old, new = (folder / "parameters" / name for folder in (out, fresh))
            if old.is_file() and _differs(old, region / "parameters" / name):
                shutil.copyfile(old, new)
                kept.append(old)
        shutil.rmtree(out)
    fresh.rename(out)
    return kept


def _differs(one: Path, other: Path) -> bool:
    return not other.is_file() or one.read_bytes() != other.read_bytes()
