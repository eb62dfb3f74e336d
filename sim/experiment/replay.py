"""Runs again what a manifest describes, and says what has changed since.

The scenario is that of its file as long as that still says the same, and otherwise the
resolved one that lies beside the manifest. Paths are those of the folder in which the
run was made: the manifest names it, no table does.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import chdir, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from sim.area.location import RESOLVED
from sim.experiment.fingerprints import file_entries, file_entry, sha256
from sim.experiment.manifest import FORMAT
from sim.experiment.page_language import READINGS
from sim.experiment.plan import Plan, make_plan
from sim.experiment.since_then import otherwise
from sim.experiment.software import software
from sim.experiment.told import Told
from sim.scenario import ScenarioError, load_scenario
from sim.scenario.file_text import shown

# They say where a value was written and when the run was made, and hold no figure.
_NO_TABLES: Final = frozenset({RESOLVED, "scenario.origin.csv", *READINGS})


class UnreadableManifestError(Exception):
    """A file is no manifest of a complete run."""

    def __init__(self, told: Told, *, damaged: bool) -> None:
        super().__init__(told.en)
        self.told = told
        self.damaged = damaged
        """Whether it should be one; otherwise it is something else."""


@dataclass(frozen=True)
class Replay:
    """A run that was made once, and how to make it again."""

    manifest: Mapping[str, Any]
    folder: Path
    """Where the manifest lies."""
    plan: Plan
    changed: tuple[Told, ...]
    """What differs from then: scenario, inputs, program, packages."""


def read_manifest(path: Path) -> dict[str, Any]:
    """Return the manifest of a complete run.

    Raises
    ------
    UnreadableManifestError
        The file is missing, damaged, something else, or of a run without its tables.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        reason = error.strerror or type(error).__name__
        told = Told(f"{path}：读不了（{reason}）", f"{path}: cannot be read ({reason})")
        raise UnreadableManifestError(told, damaged=False) from error
    except (ValueError, RecursionError) as error:
        told = Told(
            f"{path}：文件已损坏，不是 JSON", f"{path}: damaged, this is no JSON"
        )
        raise UnreadableManifestError(told, damaged=True) from error
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        told = Told(
            f"{path}：不是一次运行的 manifest.json（format: {FORMAT}）",
            f"{path}: not the manifest.json of a run (format: {FORMAT})",
        )
        raise UnreadableManifestError(told, damaged=False)
    if content.get("status") != "complete":
        told = Told(
            f"{path}：这次运行没有算完，没有可以对照的表格",
            f"{path}: this run was not completed; there are no tables to compare with",
        )
        raise UnreadableManifestError(told, damaged=False)
    return content


@contextmanager
def where_it_was_made(manifest: Mapping[str, Any]) -> Iterator[tuple[Told, ...]]:
    """Work in the folder in which a run was made, for as long as this lasts.

    Yields
    ------
        What is to be said: that the folder is gone, if it is. Paths are then looked
        for in the present folder, as where a checkout was moved together with its
        results.
    """
    here, named = Path.cwd(), manifest.get("working_folder")
    if not isinstance(named, str) or Path(named) == here:
        yield ()
        return
    scenario = manifest.get("scenario")
    file = str(scenario.get("file")) if isinstance(scenario, dict) else ""
    then = Path(named)
    if not then.is_dir():
        yield (
            Told(
                f"当时的工作文件夹 {then} 已不在，改在 {here} 里找文件",
                f"the folder {then} in which the run was made is gone; its files are "
                f"looked for in {here}",
            ),
        )
    elif (here / file).is_file() and not (then / file).is_file():
        yield ()
    else:
        with chdir(then):
            yield ()


def read_replay(path: Path, jobs: int | None = None, *, program: bool = True) -> Replay:
    """Return how to make a run again, and what has changed since it was made.

    Parameters
    ----------
    path
        Its manifest.
    jobs
        Processes, one for each processor if missing.
    program
        Whether changes of the program and its packages count as well.

    Raises
    ------
    UnreadableManifestError
        The file is no manifest of a complete run.
    ScenarioError, AreaError
        Neither the scenario nor what it was resolved to can be loaded any more.
    """
    manifest = read_manifest(path)
    try:
        plan, told = _planned(manifest, path.parent, jobs)
        changed = (*told, *_inputs(manifest, plan))
        if program:
            changed += tuple(_program(manifest))
    except (KeyError, TypeError, AttributeError) as error:
        sentence = Told(
            f"{path}：缺少或读不懂 {error}", f"{path}: misses or garbles {error}"
        )
        raise UnreadableManifestError(sentence, damaged=True) from error
    return Replay(manifest, path.parent, plan, changed)


def _planned(
    manifest: Mapping[str, Any], folder: Path, jobs: int | None
) -> tuple[Plan, list[Told]]:
    scenario, file = manifest["scenario"], Path(manifest["scenario"]["file"])
    why = Told("已不在", "is not here any more")
    if file.is_file():
        try:
            plan = _plan(manifest, file, jobs)
            now = plan.scenario.resolved_yaml()
            if sha256(now.encode()) == scenario["resolved_sha256"]:
                return plan, []
            differs = otherwise(manifest, folder / RESOLVED, now)
            why = Told(
                f"读出来与当时不同：{differs.zh}",
                f"does not say what it said then: {differs.en}",
            )
        except ScenarioError:
            why = Told("现在有错误", "has faults now")
    told = Told(
        f"方案文件 {file} {why.zh}；改用 {folder / RESOLVED}",
        f"the scenario file {file} {why.en}; {folder / RESOLVED} is used instead",
    )
    return _plan(manifest, folder / RESOLVED, jobs), [told]


def _plan(manifest: Mapping[str, Any], file: Path, jobs: int | None) -> Plan:
    design, overrides = manifest["design"], manifest["scenario"]["overrides"]
    ruled = design["replication_rule"] is not None
    return make_plan(
        load_scenario(file, overrides),
        area=manifest["area"]["codes"],
        replications=None if ruled else design["replications"],
        draws=design["draws"],
        seed=design["seed"],
        jobs=jobs,
        events=design["events"],
        regret=design.get("regret") is not None,
        overrides=overrides,
    )


def _inputs(manifest: Mapping[str, Any], plan: Plan) -> Iterator[Told]:
    """Yield which files of the area differ."""
    area = plan.scenario.area
    then, now = manifest["area"]["files"], file_entries(area.folder)
    former, folder = manifest["area"].get("folder"), shown(area.folder)
    if former not in (None, folder) and then != now:
        yield Told(
            f"当时的地区数据包 {former} 已不在，改用 {folder}",
            f"the area pack {former} is gone; {folder} is used instead",
        )
    for name in sorted({*then, *now}):
        path = area.folder / name
        if name not in now:
            yield Told(f"地区数据 {path} 已不在", f"the area's {path} is gone")
        elif name not in then:
            yield Told(f"地区数据 {path} 是新增的", f"the area's {path} is new")
        elif then[name]["sha256"] != now[name]["sha256"]:
            yield Told(f"地区数据 {path} 已改动", f"the area's {path} has changed")


def _program(manifest: Mapping[str, Any]) -> Iterator[Told]:
    """Yield what differs of the program and of what it runs on."""
    then, now = manifest["software"], software()
    if then["program_sha256"] != now["program_sha256"]:
        old, new = _named(then), _named(now)
        yield Told(
            f"程序已改动：当时是 {old}，现在是 {new}",
            f"the program has changed: {old} then, {new} now",
        )
    packages = {
        name: (then["packages"].get(name), now["packages"].get(name))
        for name in sorted({*then["packages"], *now["packages"]})
    }
    others = {name: (then[name], now[name]) for name in ("python", "machine")}
    for name, (old, new) in (packages | others).items():
        if old != new:
            yield Told(
                f"{name} 当时是 {old or '没有'}，现在是 {new or '没有'}",
                f"{name} was {old or 'absent'}, and is {new or 'absent'} now",
            )


def _named(program: Mapping[str, Any]) -> str:
    """Return version and commit of a program."""
    git = program["git"]
    if not git:
        return str(program["version"])
    changed = "+" if git["changed"] else ""
    return f"{program['version']} ({git['commit'][:10]}{changed})"


def tables_of(manifest: Mapping[str, Any]) -> list[str]:
    """Return the names of the tables that a run left behind."""
    return sorted(set(manifest["outputs"]) - _NO_TABLES)


def differing_tables(replay: Replay, folder: Path) -> list[Told]:
    """Return a sentence for each table that is not as it was.

    Parameters
    ----------
    replay
        What was run again.
    folder
        Run folder of the new run.
    """
    told = []
    for name in tables_of(replay.manifest):
        then, path = replay.manifest["outputs"][name], folder / name
        if not path.is_file():
            told.append(Told(f"{name}：这次没有", f"{name}: not written this time"))
            continue
        now = file_entry(path)
        if now["sha256"] != then["sha256"] and not _same_rows(
            replay.folder / name, path, then["sha256"]
        ):
            told.append(_unlike(name, then, now))
    return told


def _unlike(name: str, then: Mapping[str, Any], now: Mapping[str, Any]) -> Told:
    """Return that a table differs, and by how many rows."""
    old, new = (entry.get("rows", entry.get("lines")) for entry in (then, now))
    rows_zh = f"（当时 {old} 行，现在 {new} 行）" if old != new else ""
    rows_en = f" ({old} rows then, {new} now)" if old != new else ""
    return Told(f"{name}：与当时不同{rows_zh}", f"{name}: differs from then{rows_en}")


def _same_rows(former: Path, path: Path, fingerprint: str) -> bool:
    """Whether a table says the same in other bytes, as another pyarrow writes it."""
    if path.suffix != ".parquet" or not former.is_file():
        return False
    if file_entry(former)["sha256"] != fingerprint:
        return False
    try:
        return bool(pq.read_table(former).equals(pq.read_table(path)))
    except (OSError, pa.ArrowException):
        return False
