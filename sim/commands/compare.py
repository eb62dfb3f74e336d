"""`ruralbeds compare`: scenario files in, differences from the first of them out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import isfinite
from pathlib import Path
from typing import Annotated, Final

import pandas as pd
import typer

from sim.commands.endings import CANCELLED, CHECK_FAILED, ends_with_status, say
from sim.commands.options import (
    RESULTS,
    Area,
    Backend,
    Draws,
    Events,
    Force,
    Jobs,
    Lang,
    Out,
    Replications,
    Resume,
    Scheduler,
    Seed,
    Set,
    refuse_contradictions,
    unwritable,
)
from sim.commands.overrides import read_overrides
from sim.commands.progress import shown
from sim.experiment.comparable import refuse_unlike
from sim.experiment.compare import compare_plans, make_plans
from sim.experiment.compare_page import comparison_data
from sim.experiment.comparison import Comparison
from sim.experiment.plan import Plan
from sim.experiment.store import UnwritableError
from sim.experiment.study import Stopped
from sim.experiment.whole_run import FLOWS
from sim.report.compare_charts.amounts import changed, name_of, span, unit_of_change
from sim.report.compare_data import ComparePageData
from sim.report.compare_page import compare_words
from sim.report.compare_summary import independent, summary
from sim.scenario import Scenario, ScenarioError, load_scenario
from sim.scenario.faults import Language

SENTENCES: Final[Mapping[str, Mapping[Language, str]]] = {
    "stopped": {
        "zh": "已停止。算完的 {done}/{total} 份保留在各方案的文件夹；"
        "同一条命令加 --resume 接着算。",
        "en": "Stopped. {done} of {total} units are kept in the folders of the "
        "scenarios; the same command with --resume does the rest.",
    },
    "design": {
        "zh": "各方案写的重复次数、抽样组数或种子不同，一律按 {file}："
        "重复 {replications} 次，抽样 {draws} 组，种子 {seed}",
        "en": "The files differ in replications, draws or seed; all are run as {file} "
        "says: replications {replications}, draws {draws}, seed {seed}",
    },
    "breach": {
        "zh": "{name}：平均每次推演有 {elders:.2f} 名有意愿的特困人员未按时安置",
        "en": "{name}: in an average replication {elders:.2f} willing guaranteed "
        "elders were not placed in time",
    },
    "interval": {
        "zh": "（均值的95%区间 {ends}，n={n}）",
        "en": " (95% interval of the mean {ends}, n={n})",
    },
}


def register(app: typer.Typer) -> None:
    """Add the verb to the command."""
    app.command("compare")(compare)


def compare(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE...",
            help="方案文件，第一个是参照 scenario files, the first is the reference",
        ),
    ],
    area: Area = None,
    replications: Replications = None,
    draws: Draws = None,
    seed: Seed = None,
    jobs: Jobs = None,
    out: Out = RESULTS,
    set_: Set = None,
    lang: Lang = "zh",
    resume: Resume = False,
    force: Force = False,
    baseline: Annotated[
        str | None,
        typer.Option(metavar="ID", help="以哪个方案为参照 id of the reference"),
    ] = None,
    events: Events = True,
    backend: Backend = "loky",
    scheduler: Scheduler = None,
) -> None:
    """对比方案 Compare scenarios; the last line of output is the folder."""
    overrides = read_overrides(set_ or [], lang)
    refuse_contradictions(
        lang, backend=backend, scheduler=scheduler, resume=resume, force=force
    )
    with ends_with_status(lang):
        scenarios = _loaded(files, overrides)
        plans = make_plans(
            scenarios,
            area=area,
            replications=replications,
            draws=draws,
            seed=seed,
            jobs=jobs,
            events=events,
            overrides=overrides,
            scheduler=scheduler,
        )
        refuse_unlike(plans, baseline)
        _tell_design(scenarios, plans, lang)
        comparison = _run(plans, out, baseline, lang, resume=resume, force=force)
        breached = _tell(comparison, lang)
    if breached:
        raise typer.Exit(CHECK_FAILED)


def _loaded(files: Sequence[Path], overrides: Mapping[str, str]) -> list[Scenario]:
    """Return the scenarios; every file is checked before anything is written."""
    scenarios, faults = [], []
    for file in files:
        try:
            scenarios.append(load_scenario(file, overrides))
        except ScenarioError as error:
            faults.extend(error.faults)
    if faults:
        raise ScenarioError(faults)
    return scenarios


def _tell_design(
    scenarios: Sequence[Scenario], plans: Sequence[Plan], lang: Language
) -> None:
    """Say by which design all are run, where their files say otherwise."""
    for zh, en in dict.fromkeys(
        warning for plan in plans for warning in plan.scenario.warnings
    ):
        say(zh if lang == "zh" else en)
    used = plans[0].scenario
    design = (used.replications, used.draws, used.seed)
    written = {(one.replications, one.draws, one.seed) for one in scenarios}
    if len(written) > 1:
        names = dict(zip(("replications", "draws", "seed"), design, strict=True))
        say(SENTENCES["design"][lang].format(file=used.file, **names))


def _run(
    plans: Sequence[Plan],
    out: Path,
    baseline: str | None,
    lang: Language,
    *,
    resume: bool,
    force: bool,
) -> Comparison:
    progress = shown(lang)
    try:
        return compare_plans(
            plans,
            out,
            baseline=baseline,
            lang=lang,
            resume=resume,
            reuse=not force,
            progress=progress,
        )
    except UnwritableError as error:
        progress.close()
        unwritable(error, lang)
    except Stopped as stopped:
        progress.close()
        sentence = SENTENCES["stopped"][lang]
        say(sentence.format(done=stopped.done, total=stopped.total))
        for folder in stopped.folders:
            typer.echo(folder)
        raise typer.Exit(CANCELLED) from None
    finally:
        progress.close()


def _lines(comparison: Comparison, data: ComparePageData) -> pd.DataFrame:
    """Return the differences of the last year, of flows those of all years planned.

    How many homes close in the last year would pass for how many close.
    """
    last, planned = str(data.last_year), comparison.planned_from
    rows = data.differences[data.differences["year"] == data.last_year]
    of_year = rows[~rows["headline"].isin(FLOWS)].assign(years=last)
    span_of_years = last if str(planned) == last else f"{planned}–{last}"
    whole = comparison.whole_run.assign(years=span_of_years)
    told = pd.concat([of_year, whole], ignore_index=True)
    return told.dropna(subset=["difference"])


def _tell(comparison: Comparison, lang: Language) -> bool:
    """Print the answer, the differences and the folder.

    Returns
    -------
        Whether a scenario breaks the guarantee.
    """
    data, words = comparison_data(comparison), compare_words()
    breached = [one for one in comparison.results if one.guarantee_breaches > 0]
    for one in breached:
        name = getattr(data.title(one.scenario.id), lang)
        elders = one.guarantee_breaches
        typer.echo(SENTENCES["breach"][lang].format(name=name, elders=elders))
    typer.echo(getattr(summary(data, words), lang))
    rows = _lines(comparison, data)
    told = [
        (headline, row)
        for headline in data.known_headlines()
        for row in rows[rows["headline"] == headline["headline"]].to_dict("records")
    ]
    for headline, row in told:
        unit = getattr(unit_of_change(headline, words), lang)
        line = f"{row['years']}  {row['scenario']}  "
        line += f"{getattr(name_of(headline), lang)}  "
        line += f"{changed(row['difference'], headline['unit'])} {unit}"
        if isfinite(row["mean_low"]):
            n = independent(data, pd.Series(row))
            ends = span(row["mean_low"], row["mean_high"], headline["unit"], n)
            parts = {"ends": getattr(ends, lang), "n": row["n"]}
            line += SENTENCES["interval"][lang].format(**parts)
        typer.echo(line)
    typer.echo(comparison.folder)
    return bool(breached)
