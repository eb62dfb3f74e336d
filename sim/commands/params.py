"""`ruralbeds params`: the parameter catalogue, searched or as Markdown."""

from __future__ import annotations

from typing import Annotated

import typer

from sim.commands.endings import CHECK_FAILED, stop
from sim.scenario.catalogue import UNIT_LABELS, Parameter, catalogue
from sim.scenario.faults import Language, hint


def register(app: typer.Typer) -> None:
    """Add the verb to the command."""
    app.command("params")(params)


def params(
    text: Annotated[
        str, typer.Argument(metavar="[TEXT]", help="参数名或中文 path or words")
    ] = "",
    markdown: Annotated[
        bool, typer.Option("--markdown", help="完整参考 the whole reference")
    ] = False,
    lang: Annotated[Language, typer.Option(help="语言 language")] = "zh",
) -> None:
    """查参数 Search the parameter catalogue by path or by words."""
    if markdown:
        from sim.report.scenario_reference import scenario_reference  # noqa: PLC0415

        typer.echo(scenario_reference(), nl=False)
        return
    found = {path: p for path, p in catalogue().items() if _matches(text, path, p)}
    if not found:
        zh, en = hint(text, catalogue())
        sentences = {
            "zh": f"没有与“{text}”相符的参数{zh}",
            "en": f"no parameter matches “{text}”{en}",
        }
        stop(CHECK_FAILED, sentences[lang])
    for path, parameter in found.items():
        typer.echo(_line(path, parameter, lang))


def _matches(text: str, path: str, parameter: Parameter) -> bool:
    words = (
        path,
        parameter.label.zh,
        parameter.label.en,
        parameter.text.zh,
        parameter.text.en,
    )
    return any(text.lower() in word.lower() for word in words)


def _line(path: str, parameter: Parameter, lang: Language) -> str:
    column = 0 if lang == "zh" else 1
    label = parameter.label.zh if lang == "zh" else parameter.label.en
    text = parameter.text.zh if lang == "zh" else parameter.text.en
    span = "-".join(f"{end:g}" for end in parameter.range or ())
    value = f"{parameter.default} {UNIT_LABELS[parameter.unit][column]}"
    if span:
        value += f" ({span})"
    lines = [f"{path} = {value}", f"    {label}: {text} [{parameter.source}]"]
    for name, meaning in (parameter.options or {}).items():
        lines.append(f"    {name}: {meaning.zh if lang == 'zh' else meaning.en}")
    return "\n".join(lines)
