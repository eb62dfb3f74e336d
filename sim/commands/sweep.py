"""`ruralbeds sweep`: a scenario at many values, each on the same elders."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Final

import typer

from sim.commands.endings import (
    CANCELLED,
    USAGE,
    Language,
    ends_with_status,
    say,
    stop,
)
from sim.commands.overrides import read_overrides
from sim.commands.progress import shown
from sim.experiment.plan import Plan, make_plan
from sim.experiment.store import UnwritableError
from sim.experiment.sweep import SweepResults, chosen, run_sweep
from sim.experiment.sweep_page import sweep_page_data
from sim.report.sweep_page import summary, sweep_words
from sim.scenario import Scenario, load_scenario
from sim.scenario.sweep_list import Sweep

RESULTS: Final = Path("results")

SENTENCES: Final[Mapping[str, Mapping[Language, str]]] = {
    "folder": {
        "zh": "结果文件夹 {path} 无法写入（{reason}），请用 --out 另选一个",
        "en": "cannot write to {path} ({reason}); choose another folder with --out",
    },
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
        "zh": "已停止，没有保留结果。",
        "en": "Stopped; nothing was kept.",
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
    area: Annotated[
        list[str] | None,
        typer.Option(metavar="CODE", help="只算此县（市）only this county"),
    ] = None,
    replications: Annotated[
        int | None, typer.Option(min=1, help="每点重复次数 replications of each point")
    ] = None,
    draws: Annotated[
        int | None, typer.Option(min=1, help="抽样组数，多组时区间含不确定 draws")
    ] = None,
    seed: Annotated[
        int | None,
        typer.Option(min=0, max=2**32 - 1, help="随机种子 seed of the random numbers"),
    ] = None,
    jobs: Annotated[
        int | None, typer.Option(min=1, help="进程数，默认全部 processes, default all")
    ] = None,
    out: Annotated[
        Path, typer.Option(help="结果总文件夹 folder of all results")
    ] = RESULTS,
    set_: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="PATH=VALUE", help="临时改参数 try a value"),
    ] = None,
    lang: Annotated[Language, typer.Option(help="语言 language")] = "zh",
) -> None:
    """逐点试参数 Try values of a sweep; the last line of output is the folder."""
    overrides = read_overrides(set_ or [], lang)
    with ends_with_status(lang):
        scenario = load_scenario(file, overrides)
        which = _chosen(scenario, name, file, lang)
        plan = make_plan(
            scenario,
            area=area,
            replications=replications,
            draws=draws,
            seed=seed,
            jobs=jobs,
            events=False,
            overrides=overrides,
        )
        for zh, en in plan.scenario.warnings:
            say(zh if lang == "zh" else en)
        _tell(_run(plan, which, out, lang), lang)


def _chosen(scenario: Scenario, name: str | None, file: Path, lang: Language) -> Sweep:
    names = [one.name for one in scenario.sweeps]
    if not names:
        stop(USAGE, SENTENCES["none"][lang].format(file=file))
    if name not in names and (name is not None or len(names) > 1):
        listed = ", ".join(names)
        stop(USAGE, SENTENCES["which"][lang].format(file=file, names=listed))
    return chosen(scenario, name)


def _run(plan: Plan, which: Sweep, out: Path, lang: Language) -> SweepResults:
    progress = shown(lang)
    try:
        return run_sweep(plan, which, out, lang=lang, progress=progress)
    except UnwritableError as error:
        progress.close()
        path, reason = error.path, error.reason
        stop(USAGE, SENTENCES["folder"][lang].format(path=path, reason=reason))
    except KeyboardInterrupt:
        progress.close()
        say(SENTENCES["stopped"][lang])
        raise typer.Exit(CANCELLED) from None
    finally:
        progress.close()


def _tell(results: SweepResults, lang: Language) -> None:
    """Print how far the first figures went, and the folder."""
    told = summary(sweep_page_data(results), sweep_words())
    typer.echo(getattr(told, lang))
    typer.echo(results.folder)
