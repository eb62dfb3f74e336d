"""What a planner reads off an event log: pure functions, tables in, tables out.

`indicator_table` gives the figures of one replication, `summary_table` their mean and
spread, `targets_table` how they stand against what was asked. Nothing here simulates.
"""

from sim.indicators.catalogue import CATALOGUE, Indicator
from sim.indicators.closing import (
    closing_share,
    closings_by_year,
    closings_table,
    refusals,
)
from sim.indicators.cost_rates import CostRates, cost_grade, cost_rates
from sim.indicators.fates import fate_classes, fate_of_each, home_fates
from sim.indicators.moves import moves_table
from sim.indicators.occupancy_parts import parts_of_occupancy
from sim.indicators.summary import band_of, summary_table
from sim.indicators.table import indicator_table
from sim.indicators.targets import targets_table

__all__ = [
    "CATALOGUE",
    "CostRates",
    "Indicator",
    "band_of",
    "closing_share",
    "closings_by_year",
    "closings_table",
    "cost_grade",
    "cost_rates",
    "fate_classes",
    "fate_of_each",
    "home_fates",
    "indicator_table",
    "moves_table",
    "parts_of_occupancy",
    "refusals",
    "summary_table",
    "targets_table",
]
