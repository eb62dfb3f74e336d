"""`ruralbeds regress`: whether the answer of any shipped scenario changed."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Final

import pandas as pd
import typer
from rich.cells import cell_len

import sim
from sim.commands.endings import CHECK_FAILED, USAGE, ends_with_status, say, stop
from sim.commands.equivalence import equivalence
from sim.experiment.equivalence import SCENARIOS
from sim.experiment.reference import changelog_line, newest_results
from sim.experiment.regression import (
    Check,
    State,
    check,
    load_small,
    reference_folder,
    scenarios_folder,
    shipped,
    without_scenario,
)
from sim.scenario import Scenario, ScenarioError
from sim.scenario.faults import Language, hint

# The first lines of a table tell of the whole place; all of it is in the files.
LINES: Final = 15

Sentence = Mapping[Language, str]

STATES: Final[Mapping[State, Sentence]] = {
    State.SAME: {"zh": "没有变化", "en": "nothing moved"},
    State.MOVED: {
        "zh": "{moved} 个数字变了（共 {figures} 个）",
        "en": "{moved} of {figures} figures moved",
    },
    State.MISSING: {"zh": "没有参照文件", "en": "there is no reference file"},
    State.UNREADABLE: {
        "zh": "参照文件读不懂（合并后留下了标记？）",
        "en": "the reference file cannot be read (marks left by a merge?)",
    },
}
HEADER: Final[Mapping[Language, Sequence[str]]] = {
    "zh": ("指标", "年份", "地区", "类型", "原来", "现在", "变化", "半宽"),
    "en": (
        *("indicator", "year", "place", "homes"),
        *("old", "new", "change", "half-width"),
    ),
}
SENTENCES: Final[Mapping[str, Sentence]] = {
    "more": {"zh": "… 还有 {count} 行", "en": "… and {count} more lines"},
    "written": {"zh": "已写入新的参照", "en": "new reference written"},
    "superfluous": {
        "zh": "{path}：没有哪个方案用这个参照文件，请删除",
        "en": "{path}: no scenario has this reference file; remove it",
    },
    "put": {
        "zh": "请在 CHANGELOG.md 最新的 Results 一节写明什么变了、为什么，"
        "并把参照编号那一行换成：",
        "en": "Say under the newest Results of CHANGELOG.md what moved and why, and "
        "replace the line of the reference by:",
    },
    "not_named": {
        "zh": "CHANGELOG.md 最新的 Results 一节没有这一行：{line}",
        "en": "The newest Results of CHANGELOG.md do not have the line: {line}",
    },
    "update": {
        "zh": "变化是有意的：加 --update 再运行一次。",
        "en": "If the change is meant: the same command with --update.",
    },
    "nowhere": {
        "zh": "这里没有 scenarios/baseline.yaml：请在源码文件夹里运行",
        "en": "no scenarios/baseline.yaml here: run this in a checkout",
    },
    "unknown": {"zh": "没有方案“{name}”{hint}", "en": "no scenario “{name}”{hint}"},
}


def register(app: typer.Typer) -> None:
    """Add the verb to the command."""
    app.command("regress")(regress)


def regress(
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="NAME...", help="方案 id，默认全部 ids, default all"),
    ] = None,
    update: Annotated[
        bool, typer.Option("--update", help="写成新的参照 make this the reference")
    ] = False,
    equivalent: Annotated[
        bool, typer.Option("--equivalence", help="主要指标是否等效 headline figures")
    ] = False,
    lang: Annotated[Language, typer.Option(help="语言 language")] = "zh",
) -> None:
    """对照参照结果 Compare every shipped scenario with results/reference."""
    with ends_with_status(lang):
        root = _checkout(lang)
        if equivalent:
            asked = _asked(names or [], SCENARIOS, lang)
            if not equivalence(root, asked, lang, update=update):
                raise typer.Exit(CHECK_FAILED)
            if update:
                _tell_line(reference_folder(root), lang)
            return
        folder = reference_folder(root)
        scenarios = _scenarios(root)
        sound = True
        for scenario_id in _asked(names or [], list(scenarios), lang):
            result = check(scenarios[scenario_id], folder, update=update)
            _tell(result, lang, update=update)
            sound &= update or result.state is State.SAME
        for path in without_scenario(folder, list(scenarios)):
            say(SENTENCES["superfluous"][lang].format(path=path))
            sound = False
        if update:
            _tell_line(folder, lang)
        elif sound:
            sound = _named_in_changelog(root, folder, lang)
        else:
            say(SENTENCES["update"][lang])
    if not sound:
        raise typer.Exit(CHECK_FAILED)


def _tell_line(folder: Path, lang: Language) -> None:
    """Print what the changelog must say of the new reference."""
    typer.echo(f"{SENTENCES['put'][lang]}\n- {changelog_line(folder)}")


def _checkout(lang: Language) -> Path:
    """Return the checkout that runs, or else the one in which the command runs."""
    for root in (Path(sim.__file__).parents[1], Path.cwd()):
        if (scenarios_folder(root) / "baseline.yaml").is_file():
            return root
    return stop(USAGE, SENTENCES["nowhere"][lang])


def _scenarios(root: Path) -> dict[str, Scenario]:
    """Return the shipped scenarios by id; the faults of all of them at once."""
    scenarios, faults = {}, []
    for file in shipped(root):
        try:
            scenario = load_small(file)
            scenarios[scenario.id] = scenario
        except ScenarioError as error:
            faults.extend(error.faults)
    if faults:
        raise ScenarioError(faults)
    return scenarios


def _asked(names: Sequence[str], known: Sequence[str], lang: Language) -> Sequence[str]:
    """Return the ids asked for; all of them if none is."""
    for name in names:
        if name not in known:
            meant = hint(name, known)[0 if lang == "zh" else 1]
            stop(USAGE, SENTENCES["unknown"][lang].format(name=name, hint=meant))
    return names or known


def _tell(result: Check, lang: Language, *, update: bool) -> None:
    """Print how a scenario stands, and what moved."""
    state = STATES[result.state][lang].format(
        moved=len(result.moved), figures=result.figures
    )
    if update and result.state is not State.SAME:
        state += f"; {SENTENCES['written'][lang]}"
    typer.echo(f"{result.scenario_id}: {state}")
    if not result.moved.empty:
        for line in table_of(result.moved.head(LINES), lang):
            typer.echo(f"  {line}")
    if len(result.moved) > LINES:
        more = len(result.moved) - LINES
        typer.echo(f"  {SENTENCES['more'][lang].format(count=more)}")


def table_of(moved: pd.DataFrame, lang: Language) -> list[str]:
    """Return the lines of a table of what moved, its columns below one another."""
    cells = [HEADER[lang], *(_cells(row) for _, row in moved.iterrows())]
    widths = [
        max(cell_len(cell) for cell in column) for column in zip(*cells, strict=True)
    ]
    return [
        "  ".join(
            cell + " " * (width - cell_len(cell))
            for cell, width in zip(row, widths, strict=True)
        ).rstrip()
        for row in cells
    ]


def _cells(row: pd.Series) -> tuple[str, ...]:
    homes = "all" if row["tier"] == "all" else f"{row['tier']}/{row['ownership']}"
    old, new = (_number(row[name]) for name in ("old", "new"))
    change = "" if pd.isna(row["change"]) else f"{row['change']:+.6g}"
    place = str(row["area_code"])
    width = float(row.get("half_width", math.inf))
    wide = f"±{width:.2g}" if math.isfinite(width) else "–"
    figure = (str(row["indicator"]), str(row["year"]), place, homes)
    return (*figure, old, new, change, wide)


def _number(value: float) -> str:
    return "–" if pd.isna(value) else f"{value:.10g}"


def _named_in_changelog(root: Path, folder: Path, lang: Language) -> bool:
    """Return whether the changelog tells of this reference; say so if it does not."""
    line = changelog_line(folder)
    changelog = (root / "CHANGELOG.md").read_text(encoding="utf-8")
    if line in newest_results(changelog):
        return True
    say(SENTENCES["not_named"][lang].format(line=line))
    return False
