"""What happens in a year, added up over the years that are planned for.

How many homes close in the last year says nothing of a rule that closed them in the
first: of such figures the sum is held against the reference, repetition by repetition.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np

from sim.indicators.repetitions import Repetitions, Values

FLOWS: Final = ("moves_by_rule", "closures", "conversions")
"""Headlines that count what happens in a year."""


def summed(repetitions: Repetitions, since: int) -> Repetitions:
    """Return the sums of the flows, a row a headline, under the last of their years.

    Parameters
    ----------
    repetitions
        Figures of all scenarios.
    since
        First year that counts.
    """
    figures = repetitions.figures
    is_meant = figures["headline"].isin(FLOWS) & (figures["year"] >= since)
    chosen = repetitions.only(is_meant.to_numpy())
    headline, year = chosen.figures["headline"], chosen.figures["year"]
    last = chosen.figures[year == year.max()].reset_index(drop=True)
    by_scenario = {
        name: np.array([_sum(values[headline == one]) for one in last["headline"]])
        for name, values in chosen.by_scenario.items()
    }
    shape = (len(last), len(repetitions.draw))
    return replace(
        chosen,
        figures=last,
        by_scenario={name: own.reshape(shape) for name, own in by_scenario.items()},
    )


def _sum(values: Values) -> Values:
    """Return the sum over years; missing where no year has the figure."""
    missing = np.isnan(values).all(axis=0)
    total: Values = np.where(missing, np.nan, np.nansum(values, axis=0))
    return total
