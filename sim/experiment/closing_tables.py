"""What the repetitions of a run say together about homes that end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from sim import indicators
from sim.experiment.place import county_codes

if TYPE_CHECKING:
    from sim.experiment.results import Results


def closing_share(results: Results) -> pd.DataFrame:
    """Return in which share of the repetitions homes close, or homes of a class."""
    if not results.scenario.rules:
        return pd.DataFrame()
    scenario, homes = results.scenario, results.homes
    here = homes["county_code"].astype("str").isin(county_codes(scenario))
    homes = homes[here]
    drawn = bool(homes["synthetic"].any())
    return indicators.closing_share(
        *(results.closings, homes, results.units), by_home=not drawn
    )


def closings_by_year(results: Results) -> pd.DataFrame:
    """Return how many homes end a year, by rule, event and cause."""
    if not results.scenario.rules:
        return pd.DataFrame()
    return indicators.closings_by_year(results.closings, results.units)


def refusals(results: Results) -> pd.DataFrame:
    """Return how often a rule did nothing although it might have, and why."""
    if not results.scenario.rules:
        return pd.DataFrame()
    return indicators.refusals(results.decisions, results.units)
