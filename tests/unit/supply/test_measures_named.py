"""What a scenario file may name and what can be computed are one list."""

from sim.scenario.measure_list import measures
from sim.supply.measures import MEASURES


def test_files_may_name_what_can_be_computed_and_nothing_else():
    assert list(MEASURES) == list(measures())
