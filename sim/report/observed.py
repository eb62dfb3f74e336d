"""What the page shows of a place's own counts, computed beforehand."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True)
class ObservedData:
    """Observed figures, and what the run says of the same homes."""

    years: pd.DataFrame
    """Occupancy of the county: `year`, `tier`, `ownership`, `value`, `persons`."""
    homes: pd.DataFrame
    """A row a home: `home_id`, `name`, `beds`, `observed` (in `last`), and `mean`,
    `low`, `high` of the run (in `beside`), shares."""
    last: int
    """Last year of the observed figures."""
    beside: int
    """Year of the run that stands beside it: the same, else the nearest."""
    small: int = 0
    """Homes left out because fewer than five lived there."""
