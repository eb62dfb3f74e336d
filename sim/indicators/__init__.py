"""What a planner reads off an event log: pure functions, tables in, tables out.

`indicator_table` gives the figures of one replication, `summary_table` their mean and
spread, `targets_table` how they stand against what was asked. Nothing here simulates.
"""

from sim.indicators.catalogue import CATALOGUE, Indicator
from sim.indicators.summary import band_of, summary_table
from sim.indicators.table import indicator_table
from sim.indicators.targets import targets_table

__all__ = [
    "CATALOGUE",
    "Indicator",
    "band_of",
    "indicator_table",
    "summary_table",
    "targets_table",
]
