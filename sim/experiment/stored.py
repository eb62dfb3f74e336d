"""A finished run, comparison or sweep, read back from its folder; nothing is run."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

import pandas as pd

from sim.area.location import RESOLVED
from sim.experiment import compare, manifest, sweep_folder
from sim.experiment.comparison import Comparison
from sim.experiment.fingerprints import file_entry
from sim.experiment.past_run import run_folder_of
from sim.experiment.replay import (
    UnreadableManifestError,
    read_replay,
    where_it_was_made,
)
from sim.experiment.results import Results
from sim.experiment.store import MANIFEST, RunFolder
from sim.experiment.sweep_results import SweepResults
from sim.experiment.told import Told
from sim.scenario import load_scenario
from sim.scenario.sweep_list import Sweep, Varied

# What pages are made from; the other files are for people, who may change them.
_READ: Final = frozenset({RESOLVED, "points.csv", sweep_folder.TABLE})
FORMATS: Final = (manifest.FORMAT, compare.FORMAT, sweep_folder.FORMAT)


class Stored(NamedTuple):
    """What lies in a folder, and what must be said of it."""

    folder: RunFolder
    content: Results | Comparison | SweepResults
    told: tuple[Told, ...] = ()


def open_stored(path: Path) -> Stored:
    """Return a complete run, comparison or sweep.

    Parameters
    ----------
    path
        Its folder, its manifest, or the folder of all runs of a scenario, of which
        the newest complete one is taken.

    Raises
    ------
    UnreadableManifestError
        There is none at `path`, it is not complete, or a file of it is damaged.
    ScenarioError, AreaError
        Its scenario or area cannot be loaded any more.
    """
    folder = RunFolder(run_folder_of(path).absolute())
    told = _complete(folder)
    try:
        if told["format"] == compare.FORMAT:
            return _comparison(folder, told)
        if told["format"] == sweep_folder.FORMAT:
            return _sweep(folder, told)
        return _run(folder, told)
    except (KeyError, TypeError) as error:
        where = folder.path / MANIFEST
        sentence = Told(
            f"{where}：缺少或读不懂 {error}", f"{where}: misses or garbles {error}"
        )
        raise UnreadableManifestError(sentence, damaged=True) from error


def _complete(folder: RunFolder) -> dict[str, Any]:
    """Return the manifest of a complete folder whose tables are sound."""
    where, told = folder.path / MANIFEST, folder.manifest()
    if not told:
        there = where.is_file()
        sentence = Told(
            f"{where}：{'文件已损坏' if there else '没有这个文件，不是结果文件夹'}",
            f"{where}: {'damaged' if there else 'missing; no folder of results'}",
        )
        raise UnreadableManifestError(sentence, damaged=there)
    if told.get("format") not in FORMATS:
        sentence = Told(
            f"{where}：不是一次推演、对比或试算的清单",
            f"{where}: not the manifest of a run, a comparison or a sweep",
        )
        raise UnreadableManifestError(sentence, damaged=False)
    if told.get("status") != "complete":
        sentence = Told(
            f"{folder.path}：这一次没有算完，没有可以重做的报告；"
            "同一条命令加 --resume 接着算",
            f"{folder.path}: not completed, so there is no report to rebuild; the "
            "same command with --resume goes on",
        )
        raise UnreadableManifestError(sentence, damaged=False)
    _refuse_damaged(folder, told)
    return told


def _refuse_damaged(folder: RunFolder, told: Mapping[str, Any]) -> None:
    for name, entry in dict(told.get("outputs", {})).items():
        if not (name.endswith(".parquet") or name in _READ):
            continue
        path = folder.path / name
        if not path.is_file():
            sentence = Told(f"{path}：文件缺失", f"{path}: missing")
            raise UnreadableManifestError(sentence, damaged=True)
        if _fingerprint(path) != entry.get("sha256"):
            sentence = Told(
                f"{path}：文件已损坏，或算完以后被改过",
                f"{path}: damaged, or changed since the run",
            )
            raise UnreadableManifestError(sentence, damaged=True)


def _fingerprint(path: Path) -> str | None:
    try:
        return str(file_entry(path)["sha256"])
    except ValueError:  # a Parquet file without its end
        return None


def _run(folder: RunFolder, told: Mapping[str, Any]) -> Stored:
    with where_it_was_made(told) as gone:
        asked = read_replay(folder.path / MANIFEST, 1, program=False)
    plan = asked.plan.with_replications(int(told["design"]["replications"]))
    return Stored(folder, Results(plan, folder), (*gone, *asked.changed))


def _comparison(folder: RunFolder, told: Mapping[str, Any]) -> Stored:
    runs = []
    for run in told["runs"]:
        path = (folder.path / run["folder"]).resolve()
        own = RunFolder(path)
        if own.manifest().get("input_hash") != run["input_hash"]:
            sentence = Told(
                f"{path}：对比所用的这次推演已不在，或已不是那一次",
                f"{path}: the run that was compared is gone, or is another one now",
            )
            raise UnreadableManifestError(sentence, damaged=True)
        runs.append(_run(own, _complete(own)))
    results = [one.content for one in runs if isinstance(one.content, Results)]
    said = dict.fromkeys(sentence for one in runs for sentence in one.told)
    content = Comparison(results, str(told["reference"]), folder.path)
    return Stored(folder, content, tuple(said))


def _sweep(folder: RunFolder, told: Mapping[str, Any]) -> Stored:
    with where_it_was_made(told) as gone:
        scenario = load_scenario(folder.path / RESOLVED)
    if codes := told["area"]["codes"]:
        scenario = scenario.in_area(codes)
    design, asked = told["design"], told["sweep"]
    scenario = scenario.with_run(
        replications=design["replications"], draws=design["draws"], seed=design["seed"]
    )
    points = pd.read_csv(
        folder.path / "points.csv",
        encoding="utf-8-sig",
        dtype="str",
        keep_default_na=False,
    )
    varied = tuple(Varied(key, tuple(points[key])) for key in asked["paths"])
    table, facts = sweep_folder.read_back(folder)
    content = SweepResults(
        scenario=scenario,
        sweep=Sweep(asked["name"], asked["design"], varied),
        points=points,
        table=table,
        synthetic_registry=facts.synthetic_registry,
        precision=facts.precision,
        folder=folder.path,
    )
    return Stored(folder, content, gone)
