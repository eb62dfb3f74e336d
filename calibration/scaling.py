"""What all counties of China would cost: measured for one region, then multiplied.

Nothing of the kind has been run. One replication of a county and one of all Guangxi,
with their tables, are measured in a process of their own; so is what a Dask cluster on
this machine adds to a unit that does nothing. Writes `results/reference/scaling.csv`,
each row with its formula::

    python -m calibration.scaling

It takes a minute or two of one core and about as much memory as its row
`memory_of_a_region` says. Nothing compares these figures with later ones: they are
those of one machine, whatever else ran on it.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from functools import partial
from importlib.metadata import version
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import numpy as np
import pandas as pd

from sim.experiment.cluster import on_cluster
from sim.experiment.units import Unit
from sim.experiment.work import Shared, share, unit_files
from sim.population import expected_population
from sim.population.area import setting_of
from sim.scenario import load_scenario

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "results" / "reference" / "scaling.csv"
BASELINE = ROOT / "scenarios" / "baseline.yaml"
COUNTY = "450123"
COUNTIES, AGED_60_PLUS = 2850, 264.0e6
"""Of China: counties, districts and county-level cities; census of 2020."""
REGION_COUNTIES, REGION_AGED_60_PLUS = 111, 8_363_779
LARGEST_PROVINCE_AGED_60_PLUS = 21.2e6
"""Shandong, census of 2020: the largest pack, if each province has one."""
REPLICATIONS = 1000
TINY_UNITS = 400
_MEGA, _GIGA = 1e6, 1e9


@dataclass(frozen=True)
class UnitCost:
    """What one replication takes."""

    cpu_seconds: float
    """The median of replications after the first, which looks through the pack."""
    peak_bytes: float
    tables_bytes: float
    """Of what a unit leaves, without the event log."""
    log_bytes: float
    log_rows: int
    elders: int
    """Aged 45 and over in the pack."""


def measure_here(codes: list[str]) -> UnitCost:
    """Run replications of some counties (five), or of all (one), in this process."""
    scenario = load_scenario(BASELINE)
    scenario = scenario.in_area(codes) if codes else scenario
    shared = Shared(scenario, expected_population(scenario), events=True)
    setting = setting_of(scenario)
    elders = sum(setting.cells(county).elders for county in scenario.county_indices)
    with TemporaryDirectory() as folder:
        where = Path(folder)
        share({where: shared}, where)
        unit_files(where, Unit(0, 0), where)
        taken = []
        for number in range(1, 6 if codes else 2):
            begin = time.process_time()
            files = unit_files(where, Unit(0, number), where)
            taken.append(time.process_time() - begin)
        (where / "log.parquet").write_bytes(files["events.parquet"])
        rows = len(pd.read_parquet(where / "log.parquet", columns=["time_days"]))
    log = len(files["events.parquet"])
    return UnitCost(
        cpu_seconds=median(taken),
        peak_bytes=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
        tables_bytes=sum(map(len, files.values())) - log,
        log_bytes=log,
        log_rows=rows,
        elders=elders,
    )


def measure_apart(codes: list[str]) -> UnitCost:
    """Do the same in a process of its own, whose memory is nobody else's."""
    done = subprocess.run(
        [sys.executable, "-m", "calibration.scaling", "--unit", *codes],
        check=True,
        capture_output=True,
        text=True,
        cwd=ROOT,
    )
    return UnitCost(**json.loads(done.stdout))


def nothing_of_size(number_of_bytes: int, _: int) -> bytes:
    """Return what a unit would send back, without having done anything."""
    return bytes(number_of_bytes)


def dask_seconds(number_of_bytes: int) -> float:
    """Return the seconds by which a cluster of two workers here delays each unit."""
    from distributed import LocalCluster  # noqa: PLC0415 - of an extra

    work = partial(nothing_of_size, number_of_bytes)
    with (
        TemporaryDirectory() as folder,
        LocalCluster(
            n_workers=2, threads_per_worker=1, dashboard_address=None
        ) as cluster,
    ):
        where = Path(folder)
        share({}, where)
        address = cluster.scheduler_address
        list(on_cluster(address, where, work, range(10)))
        begin = time.perf_counter()
        list(on_cluster(address, where, work, range(TINY_UNITS)))
        return (time.perf_counter() - begin) / TINY_UNITS


def extrapolated(county: UnitCost, region: UnitCost, dask: float) -> pd.DataFrame:
    """Return what was measured and what follows from it, each with its formula.

    Cost is taken to grow in proportion to elders, which `benchmarks.csv` shows for 1
    to 30 counties; elders, homes and applications of other provinces are taken to be
    like those of Guangxi. A unit is one province of one replication: nobody moves
    between provinces.
    """
    by_elders = AGED_60_PLUS / REGION_AGED_60_PLUS
    seconds = region.cpu_seconds * by_elders
    by_counties = county.cpu_seconds * COUNTIES
    largest = LARGEST_PROVINCE_AGED_60_PLUS / REGION_AGED_60_PLUS
    of_mean = county.elders * REGION_COUNTIES / region.elders
    units = 31 * REPLICATIONS
    hours = seconds * REPLICATIONS / 3600
    tables = region.tables_bytes * by_elders * REPLICATIONS
    log = region.log_bytes * by_elders * REPLICATIONS
    rows = [
        *_measured("county", f"county {COUNTY}, {county.elders} aged 45+", county),
        *_measured("region", f"Guangxi, {region.elders} aged 45+", region),
        (
            "dask_each_unit",
            dask * 1000,
            "ms",
            "measured: a unit that does nothing "
            "and sends back a county's tables; scheduler and 2 workers on this machine",
        ),
        ("elders_of_china", by_elders, "Guangxis", "264.0 million / 8.364 million 60+"),
        ("replication_of_china", seconds, "CPU s", "region × elders"),
        (
            "replication_of_china_by_counties",
            by_counties,
            "CPU s",
            f"county × {COUNTIES}; {COUNTY} has {of_mean:.2f}"
            " of the elders of the region's mean county",
        ),
        (
            "all",
            hours,
            "core hours",
            f"replication_of_china × {REPLICATIONS}; one scenario, one draw, baseline",
        ),
        (
            "all_by_counties",
            by_counties * REPLICATIONS / 3600,
            "core hours",
            f"replication_of_china_by_counties × {REPLICATIONS}",
        ),
        ("all_on_64_cores", hours / 64, "hours", "all / 64"),
        (
            "dask_all",
            dask * units / 3600,
            "hours of one scheduler",
            f"dask_each_unit × 31 provinces × {REPLICATIONS}",
        ),
        ("dask_share", dask * units / 3600 / hours, "of the work", "dask_all / all"),
        (
            "memory_of_a_worker",
            region.peak_bytes * largest / _GIGA,
            "GB",
            "memory of a region × 21.2 million (Shandong) / 8.364 million",
        ),
        (
            "tables",
            tables / _GIGA,
            "GB",
            f"tables of a region × elders × {REPLICATIONS}",
        ),
        (
            "log",
            log / _GIGA,
            "GB",
            f"log of a region × elders × {REPLICATIONS}; --no-events spares it",
        ),
    ]
    busy = f"load {os.getloadavg()[0]:.0f} on {os.cpu_count()} processors"
    machine = ("machine", "", "", f"{platform.platform()}, {_processor()}; {busy}")
    packages = ", ".join(f"{p} {version(p)}" for p in _PACKAGES)
    software = ("versions", "", "", f"Python {platform.python_version()}, {packages}")
    table = [machine, software, *((n, _figure(v), u, f) for n, v, u, f in rows)]
    return pd.DataFrame(table, columns=["quantity", "value", "unit", "how"])


_PACKAGES = ("simpy", "numpy", "pandas", "pyarrow", "distributed")


def _measured(
    name: str, where: str, cost: UnitCost
) -> list[tuple[str, float, str, str]]:
    note = f"measured: {where}, baseline, ten years"
    return [
        (f"replication_of_a_{name}", cost.cpu_seconds, "CPU s", f"{note}, with tables"),
        (f"memory_of_a_{name}", cost.peak_bytes / _MEGA, "MB", f"{note}, peak"),
        (f"tables_of_a_{name}", cost.tables_bytes / _MEGA, "MB", f"{note}, Parquet"),
        (
            f"log_of_a_{name}",
            cost.log_bytes / _MEGA,
            "MB",
            f"{note}, Parquet, {cost.log_rows} rows",
        ),
    ]


def _figure(value: float) -> str:
    """Return three digits that count."""
    digits = 2 - int(np.floor(np.log10(value))) if value > 0 else 0
    return f"{round(value, digits):.{max(digits, 0)}f}"


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    if info.is_file():
        for line in info.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    return platform.machine()


def main() -> None:
    """Measure, extrapolate, write."""
    parser = argparse.ArgumentParser(description="What all of China would cost.")
    parser.add_argument("--unit", nargs="*", help="measure these counties and stop")
    asked = parser.parse_args()
    if asked.unit is not None:
        print(json.dumps(asdict(measure_here(asked.unit))))  # noqa: T201
        return
    county, region = measure_apart([COUNTY]), measure_apart([])
    table = extrapolated(county, region, dask_seconds(round(county.tables_bytes)))
    table.to_csv(TARGET, index=False, lineterminator="\n")
    print(table.to_string(index=False))  # noqa: T201


if __name__ == "__main__":
    main()
