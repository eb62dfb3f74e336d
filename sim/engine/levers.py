"""What multiplies the hazard of applying: supply within reach, and dated levers."""

from __future__ import annotations

import datetime as dt

import numpy as np
from numpy.typing import NDArray

from sim.events import Ability, ElderClass
from sim.scenario import Scenario

RURAL_KINDS = ("town", "township")
LEVERS = ("demand.level", "village.points_per_100_villages")


def lever_dates(scenario: Scenario) -> list[dt.date]:
    """Return the dates on which a dated lever has a value of its own."""
    return [
        date
        for path in LEVERS
        if scenario.is_dated(path)
        for date in scenario.changes(path)
    ]


def multipliers(
    scenario: Scenario,
    date: dt.date,
    *,
    supply_weight: float,
    values: NDArray[np.float64],
    start_values: NDArray[np.float64],
    services: NDArray[np.float64],
    rural: NDArray[np.bool_],
) -> NDArray[np.float64]:
    """Return what multiplies the hazard of applying, before the cap.

    Parameters
    ----------
    scenario
        Levers and townships.
    date
        Levers have the value of this date.
    supply_weight
        λ: response of the hazard to the inclusive value. [1/utility]
    values, start_values
        Inclusive values now and at the start. Shape (townships, classes, abilities).
        Where no home was within reach at the start, or none is now, supply has no
        effect on the hazard: who applies there finds no home and is counted.
    services
        What centres and converted houses make of the hazard of able and mildly
        disabled elders. Shape (townships).
    rural
        See `rural_townships`.

    Returns
    -------
        Shape (townships, classes, abilities); 1 for the guaranteed.
    """
    known = np.isfinite(values) & np.isfinite(start_values)
    change = np.zeros_like(values)
    np.subtract(values, start_values, out=change, where=known)
    result = np.exp(supply_weight * change)
    result *= float(scenario.value_on("demand.level", date))
    relief = _village_points(scenario, date, rural) * services
    result[:, :, : Ability.MODERATE] *= relief[:, None, None]
    result[:, ElderClass.GUARANTEED, :] = 1.0
    return result


def rural_townships(scenario: Scenario) -> NDArray[np.bool_]:
    """Return which townships have villages. Shape (townships)."""
    return scenario.area.townships["kind"].isin(RURAL_KINDS).to_numpy(dtype=bool)


def _village_points(
    scenario: Scenario, date: dt.date, rural: NDArray[np.bool_]
) -> NDArray[np.float64]:
    """Return the effect of mutual-aid points in the villages. Shape (townships).

    Points beyond those of the start put off the applications of able and mildly
    disabled elders in towns and townships.
    """
    path = "village.points_per_100_villages"
    more = float(scenario.value_on(path, date)) - float(
        scenario.value_on(path, scenario.period.start)
    )
    effect = float(scenario.value("village.point_effect"))
    return np.where(rural, np.exp(-effect * more / 100), 1.0)
