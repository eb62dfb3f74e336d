"""All benchmarks: ``python tests/benchmarks [--write] [--region]``.

Needs Ciw (``pip install -e '.[bench]'``). A few minutes on one core; with ``--region``
a few more, for replications of the whole region. ``--write`` makes the reference anew.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import count as numbers

from benchmarks import report
from benchmarks.ciw_network import ciw_network, ciw_stays
from benchmarks.counts import count
from benchmarks.elder_processes import elder_processes
from benchmarks.engine_ratio import engine_ratio
from benchmarks.pairing import pairing
from benchmarks.processes import peak_megabytes, start_seconds
from benchmarks.report import Row, row
from benchmarks.scaling import (
    Growth,
    elders_of,
    with_elders,
    with_homes,
    with_replications,
    with_years,
)
from benchmarks.timing import cpu_seconds, in_turns

from sim.engine import simulate
from sim.scenario import Scenario, load_scenario

COUNTY = "450123"
BASELINE = "scenarios/baseline.yaml"
OTHER = "scenarios/combined_plan.yaml"


def main(words: list[str]) -> None:
    """Run all benchmarks and print them."""
    rows = report.machine()
    region = load_scenario(BASELINE)
    county = region.in_area([COUNTY])
    parts = [_counts(county), _others(county), _engine(county), _growth(region, county)]
    parts += [_processes(), _pairing(county)]
    if "--region" in words:
        parts.append(_region(region))
    for part in parts:
        for each in part:
            print(each.benchmark, file=sys.stderr)  # noqa: T201
            rows.append(each)
    print(report.table(rows))  # noqa: T201
    if "--write" in words:
        report.write(rows)


def _counts(county: Scenario) -> Iterator[Row]:
    counted = count(county)
    note = f"county {COUNTY}, baseline, replication 0"
    yield row("events_per_stay", counted.events_per_stay, "SimPy events", note)
    yield row("lives_kept", counted.lives, "elders", f"of {elders_of(county)}, {note}")
    yield row("bytes_per_log_row", counted.bytes_per_row, "bytes", note)
    yield row("rows", counted.rows, "rows", note)


def _others(county: Scenario) -> Iterator[Row]:
    fresh = numbers(1)
    outcome = simulate(county, 0, 0)
    network, days = ciw_network(county, outcome), county.timeline.horizon_days
    log = outcome.log[outcome.log["time_days"] > 0]
    applied, admitted = ((log["event"] == one).sum() for one in ("applied", "admitted"))
    stays = int(admitted)
    taken = in_turns(
        {
            "ours": lambda: simulate(county, 0, next(fresh)),
            "at_hand": lambda: simulate(county, 0, 0),
            "plain": lambda: elder_processes(county),
            "yearly": lambda: elder_processes(county, yearly=True),
            "ciw": lambda: ciw_stays(network, days),
        }
    )
    other = elder_processes(county)
    each = f"county {COUNTY}, lives, log and all: times faster"
    done = f"{other.applications} applications, {other.stays} stays"
    ours_done = f"here {applied} and {admitted}"
    sleeping, asked = taken["plain"] / taken["ours"], taken["yearly"] / taken["ours"]
    yield row("replication_county", taken["ours"], "s", f"county {COUNTY}")
    note = f"{each}; a process an elder ({done}, {ours_done})"
    yield row("elder_processes", sleeping, "ratio", note)
    yield row("elder_processes_yearly", asked, "ratio", f"{each}; asked once a year")
    ours, theirs = taken["at_hand"] / stays, taken["ciw"] / ciw_stays(network, days)
    note = "CPU time of a stay begun in Ciw over that of one here, lives at hand"
    yield row("ciw", theirs / ours, "ratio", note)


def _engine(county: Scenario) -> Iterator[Row]:
    note = "speed relative to as many bare SimPy timeouts as the log has rows"
    yield row("engine_ratio", engine_ratio(county), "ratio", f"{note}, {COUNTY}")


def _growth(region: Scenario, county: Scenario) -> Iterator[Row]:
    yield _slope("elders", with_elders(region, (1, 3, 10, 30), 3))
    yield _slope("homes_in_reach", with_homes((3, 10, 30, 100), 3))
    yield _slope("replications", with_replications(county, (1, 2, 4, 8), 3))
    yield _slope("years", with_years(county, (1, 2, 5, 10), 5))


def _slope(name: str, growth: Growth) -> Row:
    points = ", ".join(
        f"{size:.0f}: {seconds:.2f} s"
        for size, seconds in zip(growth.sizes, growth.seconds, strict=True)
    )
    return row(f"slope_{name}", growth.slope, "log/log", points)


def _processes() -> Iterator[Row]:
    yield row("start_python", start_seconds("-c", "pass"), "s", "the interpreter alone")
    yield row("start_help", start_seconds("-m", "sim", "--help"), "s", "with it")
    run = start_seconds("-c", "import sim.commands.run")
    yield row("start_run", run, "s", "all that a run imports")
    yield row("memory_county", peak_megabytes(BASELINE, COUNTY), "MB", COUNTY)


def _pairing(county: Scenario) -> Iterator[Row]:
    other = load_scenario(OTHER).in_area([COUNTY])
    found = pairing(county, other, 24, half_width=5.0)
    note = "residents of the last year, baseline and combined plan, 24 replications"
    yield row("pairing_variance", found.variance_ratio, "ratio", note)
    until = "until the difference is known to 5 residents (95 %)"
    yield row("pairing_common", found.seconds_common, "s", until)
    yield row("pairing_independent", found.seconds_independent, "s", until)


def _region(region: Scenario) -> Iterator[Row]:
    seconds = cpu_seconds(lambda: simulate(region, 0, 0))
    yield row("replication_region", seconds, "s", f"{elders_of(region)} aged 45+")
    note = "all counties; the least of three turns of each"
    yield row("engine_ratio_region", engine_ratio(region, 3), "ratio", note)
    yield row("memory_region", peak_megabytes(BASELINE), "MB", "all counties")
