"""`ruralbeds regress --equivalence`: whether headline figures still mean the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import pandas as pd
import typer

from sim.commands.endings import say
from sim.experiment.equivalence import (
    REFERENCE_REPLICATIONS,
    REPLICATIONS,
    Equivalence,
    compare,
    equivalence_file,
    headline_figures,
    load_two_counties,
    read_equivalence,
    write_equivalence,
)
from sim.experiment.reference import UnreadableReferenceError
from sim.experiment.regression import reference_folder, scenarios_folder
from sim.indicators import CATALOGUE
from sim.scenario.faults import Language

SENTENCES: Final[Mapping[str, Mapping[Language, str]]] = {
    "line": {
        "zh": "{scenario}：{year} 年{label} {old:.2f}% → {new:.2f}%，"
        "相差 {difference:+.2f} 个百分点（90% 区间 {low:+.2f} 至 {high:+.2f}，"
        "允许 ±{margin:g}）：{verdict}",
        "en": "{scenario}: {label} {year} {old:.2f} % → {new:.2f} %, difference "
        "{difference:+.2f} percentage points (90 % interval {low:+.2f} to "
        "{high:+.2f}, margin ±{margin:g}): {verdict}",
    },
    "power": {
        "zh": "    没有真实差别时通过的机会 {power:.0f}%；真实差别达 "
        "{detectable:.2f} 个百分点时有 80% 的机会不通过",
        "en": "    passes with a chance of {power:.0f} % if there is no true "
        "difference; a true difference of {detectable:.2f} points fails with 80 %",
    },
    "same": {"zh": "等效", "en": "equivalent"},
    "other": {"zh": "不等效", "en": "not equivalent"},
    "missing": {
        "zh": "没有可以对照的 {path}；用 --equivalence --update 生成",
        "en": "there is no {path} to compare with; --equivalence --update makes it",
    },
    "unreadable": {
        "zh": "参照文件 {path} 读不懂；用 --equivalence --update 重新生成",
        "en": "the reference {path} cannot be read; --equivalence --update makes it "
        "anew",
    },
    "update": {
        "zh": "若变化是有意的：加 --update 再运行一次，并在 CHANGELOG.md 的 Results "
        "一节写明什么变了、为什么。",
        "en": "If the change is meant: the same command with --update, and a line "
        "under Results of CHANGELOG.md on what moved and why.",
    },
    "written": {"zh": "已写入 {path}", "en": "{path} written"},
}


def equivalence(
    root: Path, names: Sequence[str], lang: Language, *, update: bool
) -> bool:
    """Compare headline figures with the reference; return whether all are equivalent.

    Parameters
    ----------
    root
        The checkout.
    names
        Ids of shipped scenarios of real places.
    lang
        Language of the sentences.
    update
        Make this the reference; what it replaced is told all the same.
    """
    folder = reference_folder(root)
    old = _reference(folder, lang)
    replications = REFERENCE_REPLICATIONS if update else REPLICATIONS
    if old is None and not update:
        return False
    sound = True
    for name in names:
        scenario = load_two_counties(scenarios_folder(root) / f"{name}.yaml")
        new = headline_figures(scenario, replications)
        if old is not None:
            known = old[old["scenario"] == scenario.id]
            told = compare(known, new)
            _tell(told, lang)
            sound &= all(one.passes for one in told)
        if update:
            write_equivalence(new, folder)
    if update:
        typer.echo(SENTENCES["written"][lang].format(path=equivalence_file(folder)))
    elif not sound:
        say(SENTENCES["update"][lang])
    return sound or update


def _reference(folder: Path, lang: Language) -> pd.DataFrame | None:
    path = equivalence_file(folder)
    try:
        old = read_equivalence(folder)
    except UnreadableReferenceError:
        say(SENTENCES["unreadable"][lang].format(path=path))
        return None
    if old is None:
        say(SENTENCES["missing"][lang].format(path=path))
    return old


def _tell(told: Sequence[Equivalence], lang: Language) -> None:
    for one in told:
        shares = ("old", "new", "difference", "low", "high", "margin", "detectable")
        numbers = {name: 100 * getattr(one, name) for name in shares}
        words = {
            "scenario": one.scenario,
            "year": one.year,
            "label": getattr(CATALOGUE[one.indicator].label, lang),
            "verdict": SENTENCES["same" if one.passes else "other"][lang],
            "power": 100 * one.power,
        }
        for name in ("line", "power"):
            typer.echo(SENTENCES[name][lang].format(**numbers, **words))
