"""`ruralbeds show`: a scenario with everything it inherits."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from sim.commands.endings import USAGE, ends_with_status, stop
from sim.scenario import Scenario, load_scenario
from sim.scenario.catalogue import UNIT_LABELS
from sim.scenario.faults import Language
from sim.scenario.setting import Setting, shown_value


def register(app: typer.Typer) -> None:
    """Add the verb to the command."""
    app.command("show")(show)


def show(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="方案文件 scenario")],
    origin: Annotated[
        bool, typer.Option("--origin", help="每个值的出处 where each value comes from")
    ] = False,
    at: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"], metavar="DATE", help="某一天的值 values on a day"
        ),
    ] = None,
    lang: Annotated[Language, typer.Option(help="语言 language")] = "zh",
) -> None:
    """显示完整方案 Show a scenario with everything it inherits."""
    with ends_with_status(lang):
        scenario = load_scenario(file)
        if not origin and at is None:
            typer.echo(scenario.resolved_yaml(), nl=False)
            return
        when = at.date() if at else scenario.timeline.start
        _refuse_outside(scenario, when, lang)
        column = 0 if lang == "zh" else 1
        for path, held in scenario.settings.items():
            value = shown_value(scenario.value_on(path, when))
            line = f"{path} = {value} {UNIT_LABELS[held.parameter.unit][column]}"
            typer.echo(f"{line}\t{_origin(held)}" if origin else line)


def _refuse_outside(scenario: Scenario, when: date, lang: Language) -> None:
    span = scenario.timeline
    if span.start <= when <= span.end:
        return
    sentences = {
        "zh": f"--at {when} 不在方案的时段内（{span.start} 至 {span.end}）",
        "en": f"--at {when} is outside the period ({span.start} to {span.end})",
    }
    stop(USAGE, sentences[lang])


def _origin(held: Setting) -> str:
    place = f"{held.file}:{held.line}" if held.line else held.file
    return f"{place}\t{held.source} ({held.grade})"
