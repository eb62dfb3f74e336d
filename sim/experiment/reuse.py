"""What earlier runs have done already is not done again.

A run of the same input is taken whole. Of a run that differs only in how many draws or
replications it has, the units are taken over: a unit is the same in either.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any, Final

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from sim.experiment.diagnostics import COLUMNS as DIAGNOSTICS
from sim.experiment.laying import lay
from sim.experiment.merge import BY_UNIT
from sim.experiment.page_language import open_in
from sim.experiment.plan import Plan
from sim.experiment.readings import write_readings
from sim.experiment.results import Results
from sim.experiment.store import RunFolder, finished_folder, is_sound
from sim.experiment.tables import COMPRESSION, write_parquet
from sim.experiment.units import Unit

_DRAW: Final = "draw"
_REPLICATION: Final = "replication"


def finished_results(plan: Plan, out: Path, lang: str | None = None) -> Results | None:
    """Return the tables of a complete run of the same input, if one is there.

    Parameters
    ----------
    plan
        What is asked for.
    out
        Folder of all results.
    lang
        Language in which the page is to open: it is written anew, from the tables, if
        it opens in another. Missing if nobody looks at the page.
    """
    folder = finished_folder(out, plan.scenario.id, plan.input_hash)
    if folder is None:
        return None
    number = folder.manifest().get("design", {}).get("replications")
    ruled = plan.scenario.replication_rule is not None
    found = Results(plan.with_replications(int(number)) if ruled else plan, folder)
    if lang is not None:
        found.unwritten = open_in(
            folder, lang, lambda: write_readings(found, folder.path, lang)
        )
    return found


def take_over(
    plan: Plan, out: Path, folder: RunFolder, *, unfinished: bool
) -> tuple[int, list[str]]:
    """Put units that earlier runs have finished into the folder of a run.

    Parameters
    ----------
    plan
        What is to be run.
    out
        Folder of all results.
    folder
        Folder of the run; units that it has stay as they are.
    unfinished
        Whether runs that were stopped give theirs as well, and not only complete ones.

    Returns
    -------
        How many units were taken, and from which run folders.
    """
    lacking = set(plan.units) - set(folder.finished(plan))
    before, runs = len(lacking), []
    for path in sorted((out / plan.scenario.id).glob("*_*"), reverse=True):
        if not lacking:
            break
        if path == folder.path:
            continue
        taken = _from(RunFolder(path), plan, folder, lacking, unfinished)
        if taken:
            runs.append(path.name)
            lacking -= taken
    return before - len(lacking), runs


def _from(
    former: RunFolder,
    plan: Plan,
    folder: RunFolder,
    lacking: set[Unit],
    unfinished: bool,
) -> set[Unit]:
    """Take from one earlier run what is lacking; return what that was."""
    manifest = former.manifest()
    if manifest.get("unit_hash") != plan.unit_hash:
        return set()
    if manifest.get("status") == "complete":
        return _split(former, manifest, folder, lacking)
    return _copied(former, plan, folder, lacking) if unfinished else set()


def _copied(
    former: RunFolder, plan: Plan, folder: RunFolder, lacking: set[Unit]
) -> set[Unit]:
    """Take the units of a run that was stopped."""
    taken = set()
    for unit in former.finished(plan, sorted(lacking)):
        # Its own run may go on elsewhere and tidy up meanwhile.
        with suppress(OSError, shutil.Error):
            lay(folder.parts, unit.name, partial(_copy, former.parts / unit.name))
            taken.add(unit)
    return taken


def _copy(part: Path, to: Path) -> None:
    for file in sorted(part.iterdir()):
        shutil.copyfile(file, to / file.name)


def _split(
    former: RunFolder, manifest: dict[str, Any], folder: RunFolder, lacking: set[Unit]
) -> set[Unit]:
    """Take the units of a complete run out of its tables again."""
    signs = {
        Unit(int(row[_DRAW]), int(row[_REPLICATION])): row
        for row in (manifest.get("diagnostics") or {}).get("units", [])
    }
    there = sorted(lacking & set(signs))
    if not there or not is_sound(former.path, manifest):
        return set()
    tables = [_Table(former.path / f"{name}.parquet") for name in BY_UNIT]
    homes = _Table(former.path / "homes.parquet")
    for unit in there:
        row = pd.DataFrame([signs[unit]], columns=DIAGNOSTICS)
        fill = partial(_write, unit, tables, homes, row)
        lay(folder.parts, unit.name, fill)
    return set(there)


def _write(
    unit: Unit, tables: Sequence[_Table], homes: _Table, row: pd.DataFrame, to: Path
) -> None:
    """Write the tables of a unit, and the row of its signs, into a folder."""
    write_parquet(row, to / "diagnostics.parquet")
    for table in tables:
        table.write(to, lambda of: of == (unit.draw, unit.replication))
    # The merged table has the registry of a draw once, from its first replication.
    if unit.replication == 0:
        homes.write(to, lambda of: of[0] == unit.draw)


class _Table:
    """A merged table, whose row groups each belong to one unit."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._of: list[tuple[int, int]] = []
        if path.is_file():
            metadata = pq.read_metadata(path)
            self._of = list(_owners(metadata))

    def write(self, to: Path, wanted: Callable[[tuple[int, int]], bool]) -> None:
        """Write the row groups that are wanted; none gives a table without rows."""
        if not self._path.is_file():
            return
        groups = [number for number, of in enumerate(self._of) if wanted(of)]
        with pq.ParquetFile(self._path) as file:
            table: pa.Table = (
                file.read_row_groups(groups)
                if groups
                else file.schema_arrow.empty_table()
            )
        pq.write_table(table, to / self._path.name, compression=COMPRESSION)


def _owners(metadata: pq.FileMetaData) -> Iterable[tuple[int, int]]:
    """Yield draw and replication of each row group; nobody's where it has no rows."""
    names = metadata.schema.to_arrow_schema().names
    for number in range(metadata.num_row_groups):
        group = metadata.row_group(number)
        owner = [
            group.column(names.index(name)).statistics.min
            if name in names and group.num_rows
            else -1
            for name in (_DRAW, _REPLICATION)
        ]
        yield owner[0], owner[1]
