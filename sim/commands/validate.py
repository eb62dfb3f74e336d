"""`ruralbeds validate`: every fault of scenario files, and nothing is run."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sim.commands.endings import ends_with_status, say
from sim.scenario import Scenario, ScenarioError, load_scenario
from sim.scenario.faults import Language
from sim.supply.lacking import lacking


def register(app: typer.Typer) -> None:
    """Add the verb to the command."""
    app.command("validate")(validate)


def validate(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE...", help="方案文件 scenario files")
    ],
    lang: Annotated[Language, typer.Option(help="语言 language")] = "zh",
) -> None:
    """检查方案文件 Check scenario files; all faults at once as file:line:col."""
    faults = []
    with ends_with_status(lang):
        for file in files:
            try:
                _tell(file, load_scenario(file), lang)
            except ScenarioError as error:
                faults += error.faults
        if faults:
            raise ScenarioError(faults)


def _tell(file: Path, scenario: Scenario, lang: Language) -> None:
    for zh, en in (*scenario.warnings, *lacking(scenario, [0])):
        say(zh if lang == "zh" else en)
    assumed = sum(held.grade == "assumed" for held in scenario.settings.values())
    counties = len(scenario.county_indices)
    if lang == "zh":
        typer.echo(
            f"{file}: 没有问题。{scenario.title['zh']}；{counties} 个县级单元，"
            f"{scenario.timeline.start} 至 {scenario.timeline.end}；"
            f"{len(scenario.settings)} 个参数中 {assumed} 个是假设"
        )
    else:
        typer.echo(
            f"{file}: no faults. {scenario.title['en']}; {counties} county units, "
            f"{scenario.timeline.start} to {scenario.timeline.end}; {assumed} of "
            f"{len(scenario.settings)} parameters are assumed"
        )
