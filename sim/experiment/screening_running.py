"""Runs a screening, and keeps it in the folder of results under what it was made from.

A screening is a few hundred small runs of which only the headlines are kept; those that
are finished stay when it is stopped, and the same command goes on with the rest.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import pandas as pd

from sim.area import AreaError
from sim.experiment.fingerprints import file_entries, sha256
from sim.experiment.merge import REGRET, merge_tables
from sim.experiment.plan import Plan, make_plan
from sim.experiment.progress import Progress, Silence
from sim.experiment.screening import (
    BASES,
    CLOSURES,
    FALSE_CLOSURES,
    HEADLINES,
    Factor,
    at_bases,
    effects_table,
    factors_of,
    points_of,
)
from sim.experiment.software import software
from sim.experiment.store import (
    RunFolder,
    is_sound,
    new_folder,
    unfinished_folder,
)
from sim.experiment.sweep_points import Point
from sim.experiment.tables import is_readable, write_csv, write_parquet
from sim.experiment.threads import one_thread_each
from sim.experiment.work import Shared, lay_unit, run_unit, share, unit_files
from sim.experiment.workers import in_parallel, worker_count
from sim.indicators.headlines import headline_list
from sim.population import expected_population
from sim.scenario import Scenario

FORMAT: Final = "ruralbeds-screening/1"
TABLE: Final = "screening.csv"
_FIGURES: Final = ["headline", "draw", "replication", "value"]


@dataclass(frozen=True)
class Screening:
    """A screening that is to be made."""

    plan: Plan
    """The scenario as it is, with a repetition for each base point."""
    factors: tuple[Factor, ...]

    @property
    def name(self) -> str:
        """Name of the folder in which its results lie."""
        return f"screening-{self.plan.scenario.id}"

    @property
    def of(self) -> str:
        """One fingerprint of what is screened, whatever the number of base points."""
        return self._hash(self.plan.unit_hash)

    @property
    def fingerprint(self) -> str:
        """One fingerprint of all that can change the table."""
        return self._hash(self.plan.input_hash)

    def _hash(self, of_plan: str) -> str:
        moved = [[one.path, one.low, one.high] for one in self.factors]
        return sha256(json.dumps([FORMAT, of_plan, moved]).encode())


def make_screening(
    scenario: Scenario,
    *,
    area: Sequence[str] | None = None,
    bases: int = BASES,
    jobs: int | None = None,
) -> Screening:
    """Return what a screening of a scenario will run.

    Parameters
    ----------
    scenario
        As it was loaded.
    area
        Counties or prefectures to be run instead of all of the scenario's.
    bases
        Base points; one more is one more run of each point.
    jobs
        Processes; they change no figure.
    """
    scenario = at_bases(scenario.in_area(area) if area else scenario, bases)
    plan = make_plan(scenario, jobs=1, events=False)
    factors = factors_of(plan.scenario)
    count = len(points_of(plan.scenario, factors))
    jobs = worker_count(jobs, count)
    return Screening(Plan(plan.scenario, jobs, False, regret=plan.regret), factors)


def run_screening(
    asked: Screening, out: Path | None, progress: Progress | None = None
) -> pd.DataFrame:
    """Run every point of a screening; return the effects, see `effects_table`.

    Parameters
    ----------
    out
        Folder of all results, in which it makes its own or goes on with one that was
        stopped; nothing is kept without one.

    Raises
    ------
    UnwritableError
        `out` cannot be written to.
    """
    progress = progress or Silence()
    with one_thread_each():
        if out is None:
            with TemporaryDirectory(prefix="ruralbeds-") as parts:
                return _run(asked, Path(parts), progress)
        former = unfinished_folder(out, asked.name, asked.fingerprint)
        folder = former or new_folder(out, asked.name, asked.fingerprint)
        return _filled(asked, folder, progress)


def finished_screening(asked: Screening, out: Path) -> pd.DataFrame | None:
    """Return the effects by the complete screening with most base points, if any."""
    found: list[tuple[int, Path]] = []
    for path in sorted((out / asked.name).glob("*_*")):
        manifest = RunFolder(path).manifest()
        same = manifest.get("format") == FORMAT and manifest.get("of") == asked.of
        if same and manifest.get("status") == "complete" and is_sound(path, manifest):
            found.append((int(manifest["bases"]), path))
    return read_screening(max(found)[1] / TABLE) if found else None


def read_screening(path: Path) -> pd.DataFrame:
    """Return a table of effects as it was written."""
    words = dict.fromkeys(["counties", "low", "value", "high"], "str")
    return pd.read_csv(path, dtype=words, encoding="utf-8-sig")


def _filled(asked: Screening, folder: RunFolder, progress: Progress) -> pd.DataFrame:
    """Run what is missing in the folder of a screening, and complete it."""
    content = _manifest(asked)
    folder.write_manifest(content | {"status": "running"})
    try:
        table = _run(asked, folder.parts, progress)
        write_csv(table, folder.path / TABLE)
        ended = {"status": "complete", "ended": _now()}
        outputs = {"outputs": file_entries(folder.path)}
        folder.write_manifest(content | ended | outputs)
    except BaseException:
        # Whatever stopped it, the folder must not claim to be running still.
        with suppress(OSError):
            folder.write_stopped(content | {"status": "partial", "ended": _now()})
        raise
    folder.remove_parts()
    return table


def _manifest(asked: Screening) -> dict[str, Any]:
    scenario = asked.plan.scenario
    return {
        "format": FORMAT,
        "status": "running",
        "started": _now(),
        "ended": None,
        "scenario": scenario.id,
        "counties": list(scenario.area_codes),
        "bases": len(asked.plan.units),
        "points": len(points_of(scenario, asked.factors)),
        "seed": scenario.seed,
        "of": asked.of,
        "input_hash": asked.fingerprint,
        "software": software(),
    }


def _run(asked: Screening, parts: Path, progress: Progress) -> pd.DataFrame:
    scenario = asked.plan.scenario
    points = points_of(scenario, asked.factors)
    numbered = list(enumerate(points.items()))
    files = {name: parts / f"{n:04d}.parquet" for n, (name, _) in numbered}
    missing = [one for one in numbered if not is_readable(files[one[1][0]])]
    progress.stage("screening")
    progress.units(len(points) - len(missing), len(points))
    done = len(points) - len(missing)
    work = partial(_figures_at, asked.plan)
    for name, found in in_parallel(work, missing, asked.plan.jobs):
        unfinished = parts / f".{files[name].name}"
        write_parquet(found, unfinished)
        unfinished.replace(files[name])
        done += 1
        progress.units(done, len(points))
    figures = {name: pd.read_parquet(file) for name, file in files.items()}
    return effects_table(scenario, asked.factors, figures)


def _figures_at(
    plan: Plan, one: tuple[int, tuple[str, Point]]
) -> tuple[str, pd.DataFrame]:
    """Return the headlines of the last year at a point; none where it cannot be run."""
    name, point = one[1]
    at = Plan(plan.scenario.at_point(point), 1, False, regret=plan.regret)
    try:
        rows, wrong = _judged(at) if plan.regret else (_plain(at), [])
    except AreaError:
        # An end of a range at which no rates keep what is published of the place.
        return name, pd.DataFrame(columns=_FIGURES)
    told = _headlines(rows, plan.scenario.timeline.end.year)
    return name, pd.concat([told, *wrong], ignore_index=True)


def _headlines(rows: pd.DataFrame, last: int) -> pd.DataFrame:
    """Return the headlines of the last year; closures are those of all years."""
    found = []
    for headline in headline_list():
        if headline.id not in HEADLINES or headline.id == FALSE_CLOSURES:
            continue
        mine = rows[headline.among(rows)]
        if headline.id == CLOSURES:
            repetition = mine.groupby(_FIGURES[1:3], observed=True)["value"]
            mine = repetition.sum().reset_index()
        else:
            mine = mine[mine["year"] == last]
        found.append(mine[_FIGURES[1:]].assign(headline=headline.id))
    return pd.concat(found, ignore_index=True)[_FIGURES]


def _plain(plan: Plan) -> pd.DataFrame:
    shared = _shared(plan)
    return pd.concat([run_unit(shared, unit).indicators for unit in plan.units])


def _judged(plan: Plan) -> tuple[pd.DataFrame, list[pd.DataFrame]]:
    """Return the indicators, and the share of closures that the twins call false."""
    with TemporaryDirectory(prefix="ruralbeds-") as there:
        folder = RunFolder(Path(there))
        folder.parts.mkdir()
        share({folder.parts: _shared(plan)}, folder.path)
        for unit in plan.units:
            files = unit_files(folder.parts, unit, folder.path)
            lay_unit(folder.parts, unit, files)
        merge_tables(folder, plan)
        regret = pd.read_parquet(folder.path / f"{REGRET}.parquet")
        return pd.read_parquet(folder.path / "indicators.parquet"), [_false(regret)]


def _false(regret: pd.DataFrame) -> pd.DataFrame:
    """Return the share of false closures among those judged, over all years."""
    judged = regret[regret["verdict"].isin(["false", "right"])]
    share = (judged["verdict"] == "false").groupby(
        [judged[name] for name in _FIGURES[1:3]]
    )
    told = share.mean().rename("value").reset_index()
    return told.assign(headline=FALSE_CLOSURES)[_FIGURES]


def _shared(plan: Plan) -> Shared:
    """Return what all units of a point read; each joint draw has its own persons."""
    scenario = plan.scenario
    persons = pd.DataFrame() if scenario.draws > 1 else expected_population(scenario)
    return Shared(scenario, persons, events=False, regret=plan.regret)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
