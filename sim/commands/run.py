"""`ruralbeds run`: scenario files in, run folders out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from sim.commands.endings import CANCELLED, CHECK_FAILED, ends_with_status, say
from sim.commands.options import (
    RESULTS,
    Area,
    Backend,
    Boundaries,
    Draws,
    Events,
    Force,
    Jobs,
    Lang,
    MapNote,
    Out,
    Regret,
    Replications,
    Resume,
    Scheduler,
    Seed,
    Set,
    refuse_contradictions,
    unwritable,
)
from sim.commands.overrides import read_overrides
from sim.commands.own_map import checked_outlines, map_of
from sim.commands.progress import shown
from sim.commands.replay import refuse_beside
from sim.commands.replay import replay as replay_manifest
from sim.experiment.own_map import OwnMap
from sim.experiment.page import page_data
from sim.experiment.plan import Plan, make_plan
from sim.experiment.results import Results
from sim.experiment.reuse import finished_results
from sim.experiment.run import Stopped, run_plan
from sim.experiment.store import RunFolder, UnwritableError
from sim.report.headlines import headlines
from sim.report.method import breach
from sim.report.words import load_words
from sim.scenario import ScenarioError, load_scenario
from sim.scenario.faults import Language

SENTENCES: Final[Mapping[str, Mapping[Language, str]]] = {
    "band_": {
        "zh": "只推演一次，没有区间",
        "en": "A single replication has no interval",
    },
    "band_chance": {
        "zh": "80%区间只含偶然波动，不含参数不确定",
        "en": "80% intervals hold chance alone, not doubt about the parameters",
    },
    "band_chance_and_registry": {
        "zh": "80%区间含偶然波动和机构之间的不确定，不含参数不确定",
        "en": "80% intervals hold chance and doubt about the homes, "
        "not doubt about the parameters",
    },
    "band_chance_and_ignorance": {
        "zh": "80%区间含偶然波动和参数不确定（{draws}组联合抽样）",
        "en": "80% intervals hold chance and doubt about the parameters "
        "({draws} joint draws)",
    },
    "finished": {
        "zh": "同样的输入已经算完，下面是那一次的结果；加 --force 就重新算一次。",
        "en": "The same input has been run to the end; these are its results. "
        "With --force it is run once more.",
    },
    "taken_over": {
        "zh": "其中 {units} 份取自以前的运行（{runs}），没有重算；"
        "加 --force 就全部重算。",
        "en": "{units} of the units are from earlier runs ({runs}) and were not run "
        "again; with --force all are.",
    },
    "stopped": {
        "zh": "已停止。算完的 {done}/{total} 份保留在下面的文件夹；"
        "同一条命令加 --resume 接着算。",
        "en": "Stopped. {done} of {total} units are kept in the folder below; "
        "the same command with --resume does the rest.",
    },
}


def register(app: typer.Typer) -> None:
    """Add the verb to the command."""
    app.command("run")(run)


class MissingParameter(typer.BadParameter):
    """No file was named where none but `--replay` does without."""


def run(
    context: typer.Context,
    files: Annotated[
        list[Path] | None,
        typer.Argument(metavar="FILE...", help="方案文件 scenario files"),
    ] = None,
    area: Area = None,
    replications: Replications = None,
    draws: Draws = None,
    seed: Seed = None,
    jobs: Jobs = None,
    out: Out = RESULTS,
    set_: Set = None,
    lang: Lang = "zh",
    events: Events = True,
    regret: Regret = True,
    backend: Backend = "loky",
    scheduler: Scheduler = None,
    resume: Resume = False,
    force: Force = False,
    boundaries: Boundaries = None,
    map_note: MapNote = None,
    replay: Annotated[
        Path | None,
        typer.Option(metavar="MANIFEST", help="按清单重算并对照 run again and compare"),
    ] = None,
) -> None:
    """运行方案 Run scenarios; the last line of output is the run folder."""
    if replay is not None:
        _replay(context, replay, out, lang, jobs)
        return
    if not files:
        parameters: list[Any] = list(context.command.params)
        named = next(one for one in parameters if one.name == "files")
        raise MissingParameter("FILE", param=named)
    overrides = read_overrides(set_ or [], lang)
    refuse_contradictions(
        lang, backend=backend, scheduler=scheduler, resume=resume, force=force
    )
    with ends_with_status(lang):
        plans = _plans(
            files,
            overrides,
            area=area,
            replications=replications,
            draws=draws,
            seed=seed,
            jobs=jobs,
            events=events,
            scheduler=scheduler,
            regret=regret,
        )
        own = OwnMap(boundaries, map_note)
        for plan in plans:
            checked_outlines(own, plan.scenario, lang)
        breached = [
            _run_one(plan, out, lang, own, resume=resume, force=force) for plan in plans
        ]
    if any(breached):
        raise typer.Exit(CHECK_FAILED)


def _replay(
    context: typer.Context, manifest: Path, out: Path, lang: Language, jobs: int | None
) -> None:
    """Run again what a manifest describes, and end with 1 if any table differs."""
    beside = {"replay", "out", "lang", "jobs"}
    written = [
        "FILE" if one.name == "files" else one.opts[0]
        for one in context.command.params
        if one.name not in beside and _is_written(context, one.name)
    ]
    refuse_beside(written, lang)
    with ends_with_status(lang):
        same = replay_manifest(manifest, out, lang, jobs)
    if not same:
        raise typer.Exit(CHECK_FAILED)


def _is_written(context: typer.Context, name: str | None) -> bool:
    """Whether the command line has a value for a parameter."""
    source = context.get_parameter_source(name or "")
    return source is not None and source.name == "COMMANDLINE"


def _plans(
    files: Sequence[Path], overrides: Mapping[str, str], **chosen: Any
) -> list[Plan]:
    """Return what to run; every file is checked before anything is written."""
    plans, faults = [], []
    for file in files:
        try:
            scenario = load_scenario(file, overrides)
            plans.append(make_plan(scenario, overrides=overrides, **chosen))
        except ScenarioError as error:
            faults.extend(error.faults)
    if faults:
        raise ScenarioError(faults)
    return plans


def _run_one(
    plan: Plan, out: Path, lang: Language, own: OwnMap, *, resume: bool, force: bool
) -> bool:
    """Run one plan, say what came out, and return whether the guarantee broke."""
    for zh, en in plan.scenario.warnings:
        say(zh if lang == "zh" else en)
    former = None if force else finished_results(plan, out, lang)
    if former is not None:
        say(SENTENCES["finished"][lang])
        if former.unwritten is not None:
            say(getattr(former.unwritten, lang))
        map_of(former, own, lang)
        return _tell(former, lang)
    progress = shown(lang)
    try:
        results = run_plan(
            *(plan, out), lang=lang, resume=resume, reuse=not force, progress=progress
        )
    except UnwritableError as error:
        progress.close()
        unwritable(error, lang)
    except Stopped as stopped:
        progress.close()
        sentence = SENTENCES["stopped"][lang]
        say(sentence.format(done=stopped.done, total=stopped.total))
        typer.echo(stopped.folder)
        raise typer.Exit(CANCELLED) from None
    finally:
        progress.close()
    _tell_taken_over(results, lang)
    map_of(results, own, lang)
    return _tell(results, lang)


def _tell_taken_over(results: Results, lang: Language) -> None:
    """Say how many units earlier runs had done already, if any."""
    taken = RunFolder(results.folder).manifest().get("taken_over")
    if taken:
        runs = ", ".join(taken["runs"])
        units = taken["units"]
        say(SENTENCES["taken_over"][lang].format(units=units, runs=runs))


def _tell(results: Results, lang: Language) -> bool:
    """Print the headline figures and the folder; a breach of the guarantee first."""
    data, words = page_data(results), load_words()
    broken = breach(data, words)
    if broken is not None:
        typer.echo(getattr(broken, lang))
    typer.echo(data.title[lang])
    for line in headlines(data.figures, words):
        interval = f" {getattr(line.interval, lang)}" if line.interval else ""
        typer.echo(
            f"{getattr(line.label, lang)}  {getattr(line.value, lang)}{interval}"
        )
    band, draws = results.band, results.doubt.draws
    typer.echo(SENTENCES[f"band_{band}"][lang].format(draws=draws))
    for sentence in data.precision:
        typer.echo(sentence[lang])
    typer.echo(results.folder)
    return broken is not None
