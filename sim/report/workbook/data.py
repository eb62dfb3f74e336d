"""What a workbook shows beside what its page does."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True)
class HomeFigures:
    """Homes that stand at the start, by class or one by one.

    Columns of both: `tier, ownership, beds, beds_nursing, care_staff`, and mean and
    ends of the 80 % interval of occupancy in either year, `first_mean` to `last_high`.
    """

    first: int
    last: int
    """Years of the occupancies."""
    by_class: pd.DataFrame | None = None
    """With `size` and `homes`, means over the draws; None for a real registry."""
    by_home: pd.DataFrame | None = None
    """With `home_id, name, county_code, operation`, and `closing_share` where rules
    end homes; None for a drawn one."""
