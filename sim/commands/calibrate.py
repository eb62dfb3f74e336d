"""`ruralbeds calibrate`: a pack and its targets in, fitted values and draws out."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from sim.commands.endings import CANCELLED, DATA, USAGE, ends_with_status, say, stop
from sim.commands.options import (
    RESULTS,
    Jobs,
    Lang,
    Out,
    Resume,
    Seed,
    unwritable,
)
from sim.commands.progress import shown
from sim.experiment.store import UnwritableError
from sim.experiment.workers import worker_count
from sim.scenario.faults import Language

SENTENCES: Final[Mapping[str, Mapping[Language, str]]] = {
    "extra": {
        "zh": "校准需要附加的软件包（缺 {name}），请先运行：{install}",
        "en": "calibrating needs further packages ({name} is missing); first run: "
        "{install}",
    },
    "table": {
        "zh": "{path}：没有这个文件，请写目标表（CSV）的路径",
        "en": "{path}: there is no such file; write the path of the table of targets "
        "(CSV)",
    },
    "list": {
        "zh": "{path}：没有这个文件，请写未知参数清单（YAML）的路径",
        "en": "{path}: there is no such file; write the path of the list of unknowns "
        "(YAML)",
    },
    "stopped": {
        "zh": "已停止。算完的仿真保留在结果文件夹；同一条命令加 --resume 接着算。",
        "en": "Stopped. Finished simulations are kept; the same command with --resume "
        "does the rest.",
    },
    "fit": {
        "zh": "落在 80% 预测区间内：拟合目标 {inside}/{fit}，保留检验 {held}/{holds}",
        "en": "inside the 80 % predictive interval: {inside} of {fit} fitted targets, "
        "{held} of {holds} held out",
    },
    "unknowns": {
        "zh": "未知参数 {all} 个：{yes} 个可识别，{partly} 个部分可识别，其余沿用先验",
        "en": "{all} unknowns: {yes} identified, {partly} partly, the others keep "
        "their prior",
    },
    "copy": {
        "zh": "要采用：把下面文件夹中 {pack}/parameters/ 的 fitted.yaml 和 draws.yaml "
        "复制到数据包的 parameters/。数据包本身没有改动。",
        "en": "To adopt it, copy fitted.yaml and draws.yaml from {pack}/parameters/ of "
        "the folder below into parameters/ of the pack. The pack itself is unchanged.",
    },
}
INSTALL: Final = 'pip install -c constraints.txt -e ".[calib]"'


def register(app: typer.Typer) -> None:
    """Add the verb to the command."""
    app.command("calibrate")(calibrate)


def calibrate(
    pack: Annotated[
        str, typer.Argument(metavar="PACK", help="地区数据包：名称或文件夹 area pack")
    ],
    targets: Annotated[
        Path, typer.Option(metavar="TABLE", help="目标表（CSV）table of targets")
    ],
    unknowns: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="另一份未知参数清单 other list of unknowns"),
    ] = None,
    simulations: Annotated[
        int | None, typer.Option(min=40, help="仿真次数 simulations in all")
    ] = None,
    draws: Annotated[
        int | None, typer.Option(min=10, help="联合抽样组数 joint draws written")
    ] = None,
    seed: Seed = None,
    jobs: Jobs = None,
    out: Out = RESULTS,
    lang: Lang = "zh",
    resume: Resume = False,
) -> None:
    """校准一个地区 Fit a place to its targets; the last line is the folder."""
    with ends_with_status(lang):
        if not targets.is_file():
            stop(USAGE, SENTENCES["table"][lang].format(path=targets))
        if unknowns is not None and not unknowns.is_file():
            stop(USAGE, SENTENCES["list"][lang].format(path=unknowns))
        chosen = {"simulations": simulations, "draws": draws, "seed": seed}
        given = {name: value for name, value in chosen.items() if value is not None}
        _calibrate(pack, targets, unknowns, given, jobs, out, lang, resume=resume)


def _calibrate(
    pack: str,
    targets: Path,
    unknowns: Path | None,
    given: Mapping[str, Any],
    jobs: int | None,
    out: Path,
    lang: Language,
    *,
    resume: bool,
) -> None:
    try:
        # The packages that only this verb needs are an extra.
        from sim.fitting.calibrate import calibrate as fitted  # noqa: PLC0415
        from sim.fitting.calibrate import finish  # noqa: PLC0415
        from sim.fitting.page import write_report  # noqa: PLC0415
        from sim.fitting.plan import make_calibration  # noqa: PLC0415
    except ModuleNotFoundError as error:
        sentence = SENTENCES["extra"][lang]
        stop(DATA, sentence.format(name=error.name, install=INSTALL))
    plan = make_calibration(
        pack, targets, unknowns=unknowns, jobs=worker_count(jobs, 10**6), **given
    )
    progress = shown(lang)
    try:
        found = fitted(plan, out, resume=resume, tell=progress.part)
        progress.stage("page")
        write_report(plan, found, lang)
        finish(found.folder)
    except UnwritableError as error:
        progress.close()
        unwritable(error, lang)
    except KeyboardInterrupt:
        progress.close()
        say(SENTENCES["stopped"][lang])
        raise typer.Exit(CANCELLED) from None
    finally:
        progress.close()
    for zh, en in found.warnings:
        say(zh if lang == "zh" else en)
    for line in _lines(found, lang):
        typer.echo(line)
    typer.echo(SENTENCES["copy"][lang].format(pack=plan.area.name))
    typer.echo(found.folder)


def _lines(found: Any, lang: Language) -> list[str]:
    """Return what came out, in two lines."""
    table, identified = found.targets, found.unknowns["identified"]
    fit, holds = (table[table["use"] == use] for use in ("fit", "hold_out"))
    return [
        SENTENCES["fit"][lang].format(
            fit=len(fit),
            inside=(fit["inside"] == "yes").sum(),
            holds=len(holds),
            held=(holds["inside"] == "yes").sum(),
        ),
        SENTENCES["unknowns"][lang].format(
            all=len(identified),
            yes=(identified == "yes").sum(),
            partly=(identified == "partly").sum(),
        ),
    ]
