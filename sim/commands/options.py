"""Options that several verbs have, each written once, and what is refused of them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Final, Literal, NoReturn

import typer

from sim.commands.endings import USAGE, stop
from sim.experiment.store import UnwritableError
from sim.scenario.faults import Language
from sim.scenario.load import MOST_REPLICATIONS

RESULTS: Final = Path("results")
"""Folder of all results where none is named."""

Area = Annotated[
    list[str] | None,
    typer.Option(metavar="CODE", help="只算此县（市）only this county"),
]
Replications = Annotated[
    int | None,
    typer.Option(min=1, max=MOST_REPLICATIONS, help="重复次数 replications"),
]
Draws = Annotated[
    int | None, typer.Option(min=1, help="抽样组数，多组时区间含不确定 draws")
]
Registries = Annotated[
    int | None,
    typer.Option(
        min=2, help="只换机构名册，参数取中心值 draws that move the homes alone"
    ),
]
Seed = Annotated[
    int | None,
    typer.Option(min=0, max=2**32 - 1, help="随机种子 seed of the random numbers"),
]
Jobs = Annotated[
    int | None, typer.Option(min=1, help="进程数，默认全部 processes, default all")
]
Out = Annotated[Path, typer.Option(help="结果总文件夹 folder of all results")]
Set = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="PATH=VALUE", help="临时改参数 try a value"),
]
Lang = Annotated[Language, typer.Option(help="语言 language")]
Resume = Annotated[
    bool, typer.Option("--resume", help="接着算未完成的 finish a stopped run")
]
Force = Annotated[
    bool, typer.Option("--force", help="全部重算 run anew what has been run")
]
Events = Annotated[
    bool, typer.Option("--events/--no-events", help="保存事件日志 keep the log")
]
Regret = Annotated[
    bool,
    typer.Option("--regret/--no-regret", help="判断误关漏关 judge closures by twins"),
]
Backend = Annotated[
    Literal["loky", "dask"], typer.Option(help="本机或集群 where the work is done")
]
Scheduler = Annotated[
    str | None,
    typer.Option(metavar="ADDRESS", help="Dask 调度器地址 of the Dask cluster"),
]
Boundaries = Annotated[
    Path | None,
    typer.Option(metavar="FILE.geojson", help="自备县界 your own boundaries"),
]
MapNote = Annotated[
    str | None,
    typer.Option(metavar="TEXT", help="底图出处、审图号 whose map it is"),
]

SENTENCES: Final[Mapping[str, Mapping[Language, str]]] = {
    "folder": {
        "zh": "结果文件夹 {path} 无法写入（{reason}），请用 --out 另选一个",
        "en": "cannot write to {path} ({reason}); choose another folder with --out",
    },
    "force_resume": {
        "zh": "--force 全部重算，--resume 接着算：只写一个",
        "en": "--force runs everything anew, --resume goes on: write one of them",
    },
    "registries": {
        "zh": "--draws 连参数一起抽，--registries 只换机构名册：只写一个",
        "en": "--draws moves the parameters too, --registries the homes alone: "
        "write one of them",
    },
    "scheduler": {
        "zh": "--backend dask 和 --scheduler 要一起写，例如 --backend dask "
        "--scheduler tcp://10.0.0.5:8786",
        "en": "--backend dask and --scheduler belong together, for example "
        "--backend dask --scheduler tcp://10.0.0.5:8786",
    },
}


def refuse_contradictions(
    lang: Language,
    *,
    backend: Literal["loky", "dask"],
    scheduler: str | None,
    resume: bool,
    force: bool,
) -> None:
    """Refuse options that contradict or lack one another."""
    if (backend == "dask") != (scheduler is not None):
        stop(USAGE, SENTENCES["scheduler"][lang])
    if force and resume:
        stop(USAGE, SENTENCES["force_resume"][lang])


def refuse_both_draws(
    lang: Language, *, draws: int | None, registries: int | None
) -> None:
    """Refuse draws of parameters beside draws of the homes alone."""
    if draws is not None and registries is not None:
        stop(USAGE, SENTENCES["registries"][lang])


def unwritable(error: UnwritableError, lang: Language) -> NoReturn:
    """End the command because the folder of results cannot be written to."""
    sentence = SENTENCES["folder"][lang]
    stop(USAGE, sentence.format(path=error.path, reason=error.reason))
