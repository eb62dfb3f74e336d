"""Rebuild `calibration/areas/guangxi/` from `calibration/inputs/`, byte for byte.

The same as ``python -m calibration.build_area guangxi``. Run with
``python -m calibration.build_guangxi``; a folder may be given instead.
"""

from __future__ import annotations

import sys
from pathlib import Path

from calibration import build_area
from calibration.steps.places import AREAS, INPUTS


def build(target: Path, inputs: Path = INPUTS) -> None:
    """Write every file of the pack into `target`."""
    build_area.build(target, inputs)


def main(arguments: list[str]) -> None:
    """Rebuild the pack, or build it into the folder that is given."""
    build(Path(arguments[0]) if arguments else AREAS / "guangxi")


if __name__ == "__main__":
    main(sys.argv[1:])
