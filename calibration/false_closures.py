"""How often homes are closed by chance, by size, stay, threshold, window and reviews.

Writes `results/reference/false_closures.csv`, which pages show. It holds no figure of
any real home: one home by itself, with demand that never changes::

    python -m calibration.false_closures --paths 200000
"""

from __future__ import annotations

import argparse
import os
from itertools import product
from pathlib import Path

# Small matrices: threads would cost a hundred times what they save.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import pandas as pd

from sim.indicators.false_closures import closings
from sim.indicators.lone_home import LoneHome
from sim.streams import Streams

TARGET = Path(__file__).parents[1] / "results" / "reference" / "false_closures.csv"
BEDS = (20, 30, 45, 60, 100, 150, 200)
STAYS = (1.0, 2.0, 2.7, 3.4, 5.0, 11.0)
OCCUPANCIES = (0.5, 0.55, 0.6, 0.7)
THRESHOLDS = (0.4, 0.5, 0.6)
WINDOWS = (12, 24, 36)
IN_A_ROW = (1, 2, 3)
PATHS = 200_000
SEED = 1


def table(paths: int) -> pd.DataFrame:
    """Return the rows of all homes; each home has chances of its own."""
    homes = [LoneHome(*each) for each in product(BEDS, STAYS, OCCUPANCIES)]
    rows = [
        closings(
            home,
            THRESHOLDS,
            WINDOWS,
            IN_A_ROW,
            paths,
            Streams(SEED, number).generator("lone_home"),
        )
        for number, home in enumerate(homes)
    ]
    return pd.concat(rows, ignore_index=True)


def main(paths: int) -> None:
    """Work the table out and write it."""
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    # What the calculation cannot tell from nothing may come out a little below it.
    rows = table(paths).clip(lower=0)
    rows.to_csv(TARGET, index=False, float_format="%.5g", lineterminator="\n")


if __name__ == "__main__":
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--paths", type=int, default=PATHS)
    main(reader.parse_args().paths)
