"""The region's occupancy that runs of single counties are held against."""

from pathlib import Path

import pandas as pd
import pytest

from sim.area import AreaError, load_area
from sim.area.region_occupancy import checked_region_occupancy
from sim.area.tables import Table

ROOT = Path(__file__).parents[3]


def table(*rows: tuple[str, str]) -> Table:
    frame = pd.DataFrame(rows, columns=["year", "occupancy"])
    return Table(frame, Path("region_occupancy.yaml"))


def test_each_year_has_a_share():
    checked = checked_region_occupancy(table(("2026", "0.45"), ("2027", "0.46")))

    assert checked["year"].tolist() == [2026, 2027]
    assert checked["occupancy"].tolist() == [0.45, 0.46]


@pytest.mark.parametrize("rows", [[("2026", "0.4"), ("2026", "0.5")], [("2026", "46")]])
def test_a_year_twice_and_no_share_are_refused(rows):
    with pytest.raises(AreaError):
        checked_region_occupancy(table(*rows))


def test_guangxi_has_every_year_that_a_rule_may_look_back_to():
    area = load_area(ROOT / "calibration" / "areas" / "guangxi")

    assert area.tables["region_occupancy"]["year"].tolist() == list(range(2021, 2031))
