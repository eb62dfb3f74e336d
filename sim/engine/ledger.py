"""Bed-days as they accrue, for rules that must see the past while it happens.

Everything published comes from the event log; a test holds the two equal.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


class BedDayLedger:
    """Residents, licensed beds and their areas under the curve, home by home.

    Parameters
    ----------
    homes
        How many homes there are.
    """

    def __init__(self, homes: int) -> None:
        self.residents = [0] * homes
        self.beds = [0] * homes
        self._resident_days = [0.0] * homes
        self._bed_days = [0.0] * homes
        self._since = [0.0] * homes
        self.snapshots: dict[float, NDArray[np.float64]] = {}

    def change(self, home: int, day: float, residents: int, beds: int = 0) -> None:
        """Note that a home's residents or licensed beds change on a day."""
        elapsed = day - self._since[home]
        if elapsed:
            self._resident_days[home] += elapsed * self.residents[home]
            self._bed_days[home] += elapsed * self.beds[home]
            self._since[home] = day
        self.residents[home] += residents
        self.beds[home] += beds

    def snapshot(self, day: float) -> NDArray[np.float64]:
        """Return and keep the days accrued up to a day.

        Returns
        -------
            Resident-days and licensed bed-days. Shape (homes, 2). [days]
        """
        for home in range(len(self.residents)):
            self.change(home, day, 0)
        result = np.array([self._resident_days, self._bed_days]).T
        self.snapshots[day] = result
        return result
