"""`ruralbeds import`: a county's own workbooks in, an area pack out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Final

import typer

from sim.area import AreaError, find_area, load_area
from sim.commands.endings import DATA, USAGE, ends_with_status, say, stop
from sim.commands.options import Lang
from sim.importing import (
    Imported,
    ImportRefusedError,
    Request,
    RequestError,
    import_county,
    write_template,
)
from sim.importing.tables import Tables
from sim.scenario.faults import Language

SENTENCES: Final[Mapping[str, Mapping[Language, str]]] = {
    "files": {
        "zh": "没有写要导入的文件；例如 ruralbeds import 名册.xlsx --county 450881 "
        "--out ./mycounty，要表样写 --template 表样.xlsx",
        "en": "no file to import; write for example ruralbeds import homes.xlsx "
        "--county 450881 --out ./mycounty, or --template form.xlsx for a form",
    },
    "county": {
        "zh": "没有写 --county：六位县代码，例如 --county 450881",
        "en": "--county is missing: six digits, for example --county 450881",
    },
    "out": {
        "zh": "没有写 --out：新数据包的文件夹，例如 --out ./mycounty",
        "en": "--out is missing: the folder of the new pack, for example "
        "--out ./mycounty",
    },
    "template": {
        "zh": "--template 写表样，不导入；不要同时写要导入的文件",
        "en": "--template writes a form and imports nothing; name no file beside it",
    },
    "template_name": {
        "zh": "{path}：表样的文件名应以 .xlsx 结尾",
        "en": "{path}: the name of a form must end in .xlsx",
    },
    "template_there": {
        "zh": "{path} 已经有了，不覆盖；请另写一个文件名",
        "en": "{path} exists and is not overwritten; write another name",
    },
    "mapping": {
        "zh": "{path}：没有这个 mapping 文件",
        "en": "{path}: there is no such mapping file",
    },
    "refused": {
        "zh": "共 {count} 处错误；什么都没有写。改好后同一条命令再导入。",
        "en": "{count} faults; nothing was written. Correct them and import again.",
    },
    "understood": {
        "zh": "表头的理解（不对就改 {path} 后加 --mapping 再导入）：",
        "en": "How the columns were understood (if wrong, correct {path} and import "
        "again with --mapping):",
    },
    "day": {
        "zh": "名册日期 {day}（{why}）",
        "en": "Day of the registry {day} ({why})",
    },
    "homes": {
        "zh": "{homes} 家机构，床位 {beds} 张，其中护理型 {nursing} 张",
        "en": "{homes} homes, {beds} beds, {nursing} of them nursing beds",
    },
    "filled": {
        "zh": "机构名册中填补 {assumed} 格（假设）、推算 {derived} 格，逐格见 "
        "{folder}/filled.csv",
        "en": "{assumed} cells of homes were filled (assumed) and {derived} derived; "
        "each is listed in {folder}/filled.csv",
    },
    "register": {
        "zh": "入住登记：{stays} 次入住，登记从 {begins} 到 {ends}；"
        "可用的年份 {years}；各年的数见 {folder}/observed_years.csv，不留个人记录",
        "en": "Admissions register: {stays} stays, kept from {begins} to {ends}; years "
        "used: {years}; figures in {folder}/observed_years.csv, no single stay is kept",
    },
    "targets": {
        "zh": "校准目标 {targets} 项：ruralbeds calibrate {folder} --targets "
        "{folder}/targets.csv",
        "en": "Targets for a calibration, {targets}: ruralbeds calibrate {folder} "
        "--targets {folder}/targets.csv",
    },
    "effects": {
        "zh": "{effects} 家机构按实际入住情况估计了持久差异（推算），见 "
        "{folder}/home_effects.csv",
        "en": "Lasting differences of {effects} homes were estimated from the "
        "residents seen (derived); see {folder}/home_effects.csv",
    },
    "kept": {
        "zh": "已有的文件没有覆盖：{path}",
        "en": "kept what was there: {path}",
    },
    "next": {
        "zh": "接着：ruralbeds run {scenario} --replications 10",
        "en": "Next: ruralbeds run {scenario} --replications 10",
    },
}

_OBSERVED: Final = ("register", "targets", "effects")


def register(app: typer.Typer) -> None:
    """Add the verb to the command."""
    app.command("import")(import_files)


def import_files(
    files: Annotated[
        list[Path] | None,
        typer.Argument(metavar="FILE...", help="名册等工作簿 workbooks of the county"),
    ] = None,
    pack: Annotated[
        str, typer.Option(metavar="PACK", help="所属地区数据包 pack of the region")
    ] = "guangxi",
    county: Annotated[
        str | None, typer.Option(metavar="CODE", help="六位县代码 code of the county")
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="新数据包的文件夹 folder of the new pack"),
    ] = None,
    mapping: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="改过的 mapping.yaml as corrected"),
    ] = None,
    template: Annotated[
        Path | None,
        typer.Option(metavar="FILE.xlsx", help="只写表样 write a form to fill in"),
    ] = None,
    day: Annotated[
        datetime | None,
        typer.Option(
            "--date",
            formats=["%Y-%m-%d"],
            metavar="DATE",
            help="名册是哪一天的 day of the registry",
        ),
    ] = None,
    lang: Lang = "zh",
) -> None:
    """导入县里的名册 Import a county's registry; the last line is the folder."""
    with ends_with_status(lang):
        if template is not None:
            _template(template, files or [], pack, county, lang)
            return
        for given, name in ((files, "files"), (county, "county"), (out, "out")):
            if not given:
                stop(USAGE, SENTENCES[name][lang])
        if mapping is not None and not mapping.is_file():
            stop(USAGE, SENTENCES["mapping"][lang].format(path=mapping))
        assert files
        assert county
        assert out
        as_of = day.date() if day else None
        _import(Request(files, pack, county, out, mapping, as_of), lang)


def _import(request: Request, lang: Language) -> None:
    try:
        done = import_county(request, date.today())
    except RequestError as error:
        stop(USAGE, error.pair.told(lang))
    except ImportRefusedError as error:
        if error.shown is not None:
            say(error.shown.told(lang))
        say(error.told(lang))
        stop(DATA, SENTENCES["refused"][lang].format(count=len(error.faults)))
    _tell(done, lang)
    typer.echo(str(done.folder))


def _tell(done: Imported, lang: Language) -> None:
    words = {name: texts[lang] for name, texts in SENTENCES.items()}
    typer.echo(words["understood"].format(path=done.mapping))
    typer.echo(Tables(list(done.layouts)).described().told(lang))
    for notice in sorted(done.notices):
        say(notice.told(lang))
    typer.echo(words["day"].format(day=done.day, why=done.day_from.told(lang)))
    nursing = sum(int(home.known["beds_nursing"]) for home in done.homes)
    beds = sum(home.beds for home in done.homes)
    typer.echo(words["homes"].format(homes=len(done.homes), beds=beds, nursing=nursing))
    typer.echo(
        words["filled"].format(
            assumed=done.filled("assumed"),
            derived=done.filled("derived"),
            folder=done.folder,
        )
    )
    _tell_observed(done, lang)
    for path in done.kept:
        say(words["kept"].format(path=path))
    typer.echo(words["next"].format(scenario=done.scenario))


def _tell_observed(done: Imported, lang: Language) -> None:
    """Say what came of an admissions register, and of residents counted."""
    told, words = done.observed, {key: SENTENCES[key][lang] for key in _OBSERVED}
    if told is None:
        return
    if told.span is not None:
        listed = ", ".join(map(str, told.years)) or ("无" if lang == "zh" else "none")
        typer.echo(
            words["register"].format(
                stays=told.stays,
                begins=told.span.begins,
                ends=told.span.ends,
                years=listed,
                folder=done.folder,
            )
        )
    if told.targets:
        sentence = words["targets"]
        typer.echo(sentence.format(targets=told.targets, folder=done.folder))
    if told.effects:
        sentence = words["effects"]
        typer.echo(sentence.format(effects=told.effects, folder=done.folder))


def _template(
    path: Path, files: list[Path], pack: str, county: str | None, lang: Language
) -> None:
    if files:
        stop(USAGE, SENTENCES["template"][lang])
    if path.suffix.lower() != ".xlsx":
        stop(USAGE, SENTENCES["template_name"][lang].format(path=path))
    if path.exists():
        stop(USAGE, SENTENCES["template_there"][lang].format(path=path))
    townships: list[str] = []
    if county is not None:
        try:
            table = load_area(find_area(pack, Path.cwd())).townships
        except AreaError as error:
            stop(USAGE, error.message(lang))
        townships = list(table.loc[table["county_code"] == county, "name_zh"])
    write_template(path, lang, townships, date.today())
    typer.echo(str(path))
