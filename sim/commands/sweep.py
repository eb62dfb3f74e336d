"""`ruralbeds sweep`: a scenario at many values, each on the same elders."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Final

import typer

from sim.commands.endings import CANCELLED, USAGE, ends_with_status, say, stop
from sim.commands.options import (
    RESULTS,
    Area,
    Backend,
    Draws,
    Force,
    Jobs,
    Lang,
    Out,
    Registries,
    Replications,
    Resume,
    Scheduler,
    Seed,
    Set,
    refuse_both_draws,
    refuse_contradictions,
    unwritable,
)
from sim.commands.overrides import read_overrides
from sim.commands.progress import shown
from sim.experiment.plan import Plan, make_plan
from sim.experiment.store import UnwritableError
from sim.experiment.study import Stopped
from sim.experiment.sweep import (
    SweepResults,
    asked_of,
    chosen,
    finished_sweep,
    run_sweep,
)
from sim.experiment.sweep_page import sweep_page_data
from sim.report.sweep_page import summary, sweep_words
from sim.scenario import Scenario, load_scenario
from sim.scenario.faults import Language
from sim.scenario.sweep_list import Sweep

SENTENCES: Final[Mapping[str, Mapping[Language, str]]] = {
    "none": {
        "zh": "{file} 没有 sweeps:，请先写上要试的值（写法见 scenarios/README.md）",
        "en": "{file} has no sweeps: write the values to try first (see "
        "scenarios/README.md)",
    },
    "which": {
        "zh": "{file} 有这些扫描：{names}；用 --sweep 选一个",
        "en": "{file} has these sweeps: {names}; choose one with --sweep",
    },
    "stopped": {
        "zh": "已停止。算完的 {done}/{total} 份保留在下面的文件夹；"
        "同一条命令加 --resume 接着算。",
        "en": "Stopped. {done} of {total} units are kept in the folder below; "
        "the same command with --resume does the rest.",
    },
    "finished": {
        "zh": "同样的扫描已经算完，下面是那一次的结果；加 --force 就重新算一次。",
        "en": "The same sweep has been run to the end; these are its results. "
        "With --force it is run once more.",
    },
    "rule": {
        "zh": "重复次数按方案原值达到的精度定：每个点 {replications} 次。",
        "en": "The number of replications is what the precision asked for takes at the "
        "scenario's own values: {replications} at every point.",
    },
    "rule_max": {
        "zh": "每个点重复 {replications} 次（上限），方案原值仍未达到要求的精度。",
        "en": "{replications} replications at every point, the most allowed, and the "
        "scenario's own values are not yet as precise as asked for.",
    },
}


def register(app: typer.Typer) -> None:
    """Add the verb to the command."""
    app.command("sweep")(sweep)


def sweep(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="方案文件 scenario file")
    ],
    name: Annotated[
        str | None,
        typer.Option("--sweep", metavar="NAME", help="哪一个扫描 which of its sweeps"),
    ] = None,
    area: Area = None,
    replications: Replications = None,
    draws: Draws = None,
    registries: Registries = None,
    seed: Seed = None,
    jobs: Jobs = None,
    out: Out = RESULTS,
    set_: Set = None,
    lang: Lang = "zh",
    resume: Resume = False,
    force: Force = False,
    backend: Backend = "loky",
    scheduler: Scheduler = None,
) -> None:
    """逐点试参数 Try values of a sweep; the last line of output is the folder."""
    overrides = read_overrides(set_ or [], lang)
    refuse_contradictions(
        lang, backend=backend, scheduler=scheduler, resume=resume, force=force
    )
    refuse_both_draws(lang, draws=draws, registries=registries)
    with ends_with_status(lang):
        scenario = load_scenario(file, overrides)
        if registries is not None:
            scenario = scenario.with_drawn_homes_alone()
        which = _chosen(scenario, name, file, lang)
        plan = make_plan(
            scenario,
            area=area,
            replications=replications,
            draws=draws or registries,
            seed=seed,
            jobs=jobs,
            events=False,
            overrides=overrides,
            scheduler=scheduler,
            regret=False,
        )
        for zh, en in plan.scenario.warnings:
            say(zh if lang == "zh" else en)
        _tell(_run(plan, which, out, lang, resume=resume, force=force), lang)


def _chosen(scenario: Scenario, name: str | None, file: Path, lang: Language) -> Sweep:
    names = [one.name for one in scenario.sweeps]
    if not names:
        stop(USAGE, SENTENCES["none"][lang].format(file=file))
    if name not in names and (name is not None or len(names) > 1):
        listed = ", ".join(names)
        stop(USAGE, SENTENCES["which"][lang].format(file=file, names=listed))
    return chosen(scenario, name)


def _run(
    plan: Plan, which: Sweep, out: Path, lang: Language, *, resume: bool, force: bool
) -> SweepResults:
    former = None if force else finished_sweep(asked_of(plan, which), out, lang)
    if former is not None:
        say(SENTENCES["finished"][lang])
        if former.unwritten is not None:
            say(getattr(former.unwritten, lang))
        return former
    progress = shown(lang)
    try:
        return run_sweep(
            *(plan, which, out), lang=lang, resume=resume, progress=progress
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


def _tell(results: SweepResults, lang: Language) -> None:
    """Print how far the first figures went, and the folder."""
    if results.precision is not None:
        enough = results.precision["stopped_by"] == "precision"
        sentence = SENTENCES["rule" if enough else "rule_max"][lang]
        say(sentence.format(replications=results.scenario.replications))
    told = summary(sweep_page_data(results), sweep_words())
    typer.echo(getattr(told, lang))
    typer.echo(results.folder)
