"""What all of China would cost follows from what was measured, as each row says."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from calibration.scaling import COUNTIES, COUNTY, UnitCost, extrapolated, measure_here

ROOT = Path(__file__).parents[3]
COUNTY_COST = UnitCost(0.5, 200e6, 1e6, 2e6, 4000, 100_000)
REGION_COST = UnitCost(36.0, 1000e6, 50e6, 20e6, 500_000, 18_000_000)


def values(table: pd.DataFrame) -> dict[str, float]:
    figures = table[table["value"] != ""].set_index("quantity")["value"]
    return figures.astype(float).to_dict()


def test_costs_are_multiplied_as_they_say():
    found = values(extrapolated(COUNTY_COST, REGION_COST, 0.01))

    times = 264.0 / 8.363779
    assert found["elders_of_china"] == pytest.approx(times, rel=0.005)
    assert found["replication_of_china"] == pytest.approx(36 * times, rel=0.005)
    # 36 seconds, a thousand times, are ten hours.
    assert found["all"] == pytest.approx(10 * times, rel=0.005)
    by_counties = found["replication_of_china_by_counties"]
    assert by_counties == pytest.approx(0.5 * COUNTIES, rel=0.005)
    assert found["dask_all"] == pytest.approx(0.01 * 31 * 1000 / 3600, rel=0.005)
    assert found["memory_of_a_worker"] == pytest.approx(21.2 / 8.363779, rel=0.005)
    assert found["tables"] == pytest.approx(50 * times, rel=0.005)
    assert found["log"] == pytest.approx(20 * times, rel=0.005)


def test_the_committed_table_follows_from_its_own_measurements():
    table = pd.read_csv(ROOT / "results/reference/scaling.csv", keep_default_na=False)
    found = values(table)

    times = found["elders_of_china"]
    seconds = found["replication_of_a_region"] * times
    assert found["replication_of_china"] == pytest.approx(seconds, rel=0.02)
    assert found["all"] == pytest.approx(seconds / 3.6, rel=0.02)
    assert found["tables"] == pytest.approx(
        found["tables_of_a_region"] * times, rel=0.02
    )
    assert (table["how"] != "").all()
    # Two ways to multiply: by elders, and by counties of another size.
    assert 0.5 < found["all_by_counties"] / found["all"] < 2


def test_a_unit_is_measured_with_its_tables_and_its_log():
    cost = measure_here([COUNTY])

    assert cost.cpu_seconds > 0
    assert cost.log_rows > 1000
    assert cost.log_bytes / cost.log_rows < 44, "Parquet packs a row of 44 bytes"
    assert 10_000 < cost.tables_bytes < 1e6
    assert 50_000 < cost.elders < 300_000
