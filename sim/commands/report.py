"""`ruralbeds report`: page, workbook and briefing of what has been run, anew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Final

import typer

from sim.commands.endings import DATA, USAGE, ends_with_status, say, stop
from sim.commands.options import Boundaries, Lang, MapNote
from sim.commands.own_map import kept_map
from sim.experiment.own_map import OwnMap
from sim.experiment.readings import ALWAYS, FORMATS, NoBriefingError, rebuild
from sim.experiment.replay import UnreadableManifestError
from sim.experiment.results import Results
from sim.experiment.stored import Stored, open_stored
from sim.report.briefing.template import TemplateError, write_shipped
from sim.scenario.faults import Language

SENTENCES: Final[Mapping[str, Mapping[Language, str]]] = {
    "folder": {
        "zh": "没有写结果文件夹；例如 ruralbeds report results/baseline",
        "en": "no folder of results; write for example ruralbeds report "
        "results/baseline",
    },
    "format": {
        "zh": "没有“{name}”这种格式；可选 html、xlsx、docx，几种之间用逗号隔开，"
        "例如 --format html,docx",
        "en": "there is no format {name!r}; choose of html, xlsx, docx, with commas "
        "between them, for example --format html,docx",
    },
    "template": {
        "zh": "--template 是公文的模板，要和 --format docx 一起写",
        "en": "--template is the form of the briefing; write --format docx beside it",
    },
    "template_file": {
        "zh": "{path}：没有这个模板文件，或不是 .docx",
        "en": "{path}: there is no such template, or it is no .docx",
    },
    "new_there": {
        "zh": "{path} 已经有了，不覆盖；请另写一个文件名",
        "en": "{path} exists and is not overwritten; write another name",
    },
    "new_name": {
        "zh": "{path}：模板的文件名应以 .docx 结尾",
        "en": "{path}: the name of a template must end in .docx",
    },
    "sweep": {
        "zh": "{folder} 是试算，没有公文；写 --format html,xlsx",
        "en": "{folder} is a sweep, which has no briefing; write --format html,xlsx",
    },
    "changed": {
        "zh": "注意：{folder} 算完以后，输入有改动；数字是当时的，参数表取现在的：",
        "en": "Note: inputs have changed since {folder} was made; its figures are of "
        "then, its list of values is of now:",
    },
    "map_of_run": {
        "zh": "--boundaries 和 --map-note 只用于推演的页面：{folder} 不是一次推演",
        "en": "--boundaries and --map-note are for the page of a run: {folder} is none",
    },
}


def register(app: typer.Typer) -> None:
    """Add the verb to the command."""
    app.command("report")(report)


def report(
    folders: Annotated[
        list[Path] | None,
        typer.Argument(metavar="FOLDER...", help="结果文件夹 folders of results"),
    ] = None,
    format_: Annotated[
        str,
        typer.Option("--format", metavar="html,xlsx,docx", help="写哪几种 which"),
    ] = ",".join(ALWAYS),
    template: Annotated[
        Path | None,
        typer.Option(metavar="FILE.docx", help="本单位的公文模板 form of the briefing"),
    ] = None,
    new_template: Annotated[
        Path | None,
        typer.Option(metavar="FILE.docx", help="只写出模板供修改 write the form"),
    ] = None,
    boundaries: Boundaries = None,
    map_note: MapNote = None,
    lang: Lang = "zh",
) -> None:
    """重做网页、工作簿、公文 Rebuild page, workbook, briefing; nothing is run."""
    with ends_with_status(lang):
        if new_template is not None:
            _new_template(new_template, lang)
            return
        if not folders:
            stop(USAGE, SENTENCES["folder"][lang])
        formats = _formats(format_, lang)
        _refuse_template(template, formats, lang)
        own = OwnMap(boundaries, map_note)
        opened = [_opened(folder, lang) for folder in folders]
        for stored, folder in zip(opened, folders, strict=True):
            _rebuild(stored, str(folder), formats, own, template, lang)


def _formats(written: str, lang: Language) -> list[str]:
    names = [name.strip().lower() for name in written.replace("，", ",").split(",")]
    for name in names:
        if name not in FORMATS:
            stop(USAGE, SENTENCES["format"][lang].format(name=name))
    return names


def _refuse_template(
    template: Path | None, formats: Sequence[str], lang: Language
) -> None:
    if template is None:
        return
    if "docx" not in formats:
        stop(USAGE, SENTENCES["template"][lang])
    if not template.is_file() or template.suffix.lower() != ".docx":
        stop(USAGE, SENTENCES["template_file"][lang].format(path=template))


def _opened(folder: Path, lang: Language) -> Stored:
    """Return what lies in a folder; all are opened before anything is written."""
    try:
        stored = open_stored(folder)
    except UnreadableManifestError as error:
        stop(DATA if error.damaged else USAGE, getattr(error.told, lang))
    if stored.told:
        say(SENTENCES["changed"][lang].format(folder=folder))
        for told in stored.told:
            say(getattr(told, lang))
    return stored


def _rebuild(
    stored: Stored,
    named: str,
    formats: Sequence[str],
    own: OwnMap,
    template: Path | None,
    lang: Language,
) -> None:
    content = stored.content
    if own.is_given:
        if not isinstance(content, Results):
            stop(USAGE, SENTENCES["map_of_run"][lang].format(folder=named))
        kept_map(stored.folder, content.scenario, own, lang)
    try:
        rebuild(stored, formats, lang, template)
    except NoBriefingError:
        stop(USAGE, SENTENCES["sweep"][lang].format(folder=named))
    except TemplateError as error:
        stop(USAGE, getattr(error.told, lang))
    typer.echo(stored.folder.path)


def _new_template(path: Path, lang: Language) -> None:
    """Write the shipped form of the briefing, to be made an office's own."""
    if path.suffix.lower() != ".docx":
        stop(USAGE, SENTENCES["new_name"][lang].format(path=path))
    if path.exists():
        stop(USAGE, SENTENCES["new_there"][lang].format(path=path))
    write_shipped(path, lang)
    typer.echo(path)
