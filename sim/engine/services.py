"""What regional centres and converted houses do for elders who live at home.

Day care, home visits and mutual aid put off applications of elders who manage: a
township newly served by a centre, or with a house that was converted, applies less, and
one that loses its centre more. What was there at the start is in the rates already.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.engine.ledger import BedDayLedger
from sim.engine.supply_state import SupplyState
from sim.scenario import Scenario
from sim.supply.catchment import Catchments
from sim.supply.homes import Homes
from sim.supply.setting import SupplySetting

Flags = NDArray[np.bool_]

# Quasi units carry elders, and nobody owes them a centre.
UNIT_KINDS = ("street", "town", "township")


class Services:
    """Which townships are served now, and what that does to applications.

    Parameters
    ----------
    scenario, supply
        Catchments and effects.
    homes, ledger, state
        The supply as it changes.
    """

    def __init__(
        self,
        scenario: Scenario,
        supply: SupplySetting,
        homes: Homes,
        ledger: BedDayLedger,
        state: SupplyState,
    ) -> None:
        townships = scenario.area.townships
        county = townships["county_index"].to_numpy(dtype=np.int64)
        run = np.isin(county, np.array(scenario.county_indices))
        units = townships["kind"].isin(UNIT_KINDS).to_numpy() & run
        self._catchments = Catchments(
            supply.homes,
            supply.table["home_id"].astype(str).tolist(),
            county,
            units,
            supply.travel,
            float(scenario.value("center.minutes")),
        )
        self._most = int(scenario.value("center.townships"))
        self._of_center = float(scenario.value("center.substitution_effect"))
        self._of_house = float(scenario.value("day_care.substitution_effect"))
        self._homes = homes
        self._ledger = ledger
        self._state = state
        self._start = self._served(homes.regional_center & homes.is_open)

    def served(self) -> Flags:
        """Return which townships an operating centre serves. Shape (townships)."""
        stands = np.array(self._ledger.beds) > 0
        return self._served(self._homes.regional_center & stands)

    def _served(self, is_center: Flags) -> Flags:
        return self._catchments.served(is_center, self._most)

    def factor(self) -> NDArray[np.float64]:
        """Return what multiplies the hazard of able and mildly disabled elders.

        Returns
        -------
            Shape (townships of the pack).
        """
        more = self.served().astype(float) - self._start
        houses = np.zeros(len(more))
        houses[sorted(self._state.houses)] = 1.0
        return np.exp(-self._of_center * more - self._of_house * houses)
