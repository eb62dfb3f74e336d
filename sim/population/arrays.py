"""Names of the array types of this package, and the order of their axes.

Axes come in the order residence (rural, urban), sex (female, male), single age
(`FIRST_AGE` … `LAST_AGE`, the last one open), class, ability. A *row* of a cohort
table is the flat index of (residence, sex, age).
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Codes = NDArray[np.int8]

RESIDENCES: Final = ("rural", "urban")
SEXES: Final = ("female", "male")
# Youngest age of a pack, whatever the horizon: an elder's number must not depend on
# how long the simulation lasts.
FIRST_AGE: Final = 45
LAST_AGE: Final = 110
AGES: Final = LAST_AGE - FIRST_AGE + 1
ELIGIBLE_AGE: Final = 60
ROWS: Final = 4 * AGES
# One county has fewer elders than this, so that ids of counties never meet.
IDS_PER_COUNTY: Final = 10**7
