"""`targets`: figures to be reached, merged along the chain by their ids."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from pydantic_core import PydanticCustomError

from sim.scenario.catalogue import sources as source_catalogue
from sim.scenario.entries import Target
from sim.scenario.faults import FaultList, hint
from sim.scenario.layer import Layer, Located
from sim.scenario.nodes import locate
from sim.scenario.outcomes import INDICATORS, is_share
from sim.scenario.schema import Off
from sim.scenario.sentences import sentence
from sim.scenario.source_check import SourceCheck
from sim.scenario.values import read_day

_ID = re.compile(r"([^@/]+)@([^@/]+)(?:/([a-z0-9_-]+))?")


def read_targets(chain: Sequence[Layer], sources: SourceCheck) -> list[Target]:
    """Return the targets in force, by indicator and date.

    Faults of the files go to `sources.faults`.
    """
    held: dict[str, Target] = {}
    for layer in reversed(chain):
        for key, entry in layer.targets.items():
            if isinstance(entry.value, Off):
                _take_out(key, entry, held, sources.faults)
            elif (target := _target(key, entry, sources)) is not None:
                held[key] = target
    order = {name: number for number, name in enumerate(INDICATORS)}
    return sorted(
        held.values(), key=lambda item: (item.date, order[item.indicator], item.id)
    )


def _take_out(
    key: str, entry: Located[Any], held: dict[str, Target], faults: FaultList
) -> None:
    if held.pop(key, None) is None:
        zh, en = hint(key, held)
        faults.add(
            entry.place,
            f"没有继承到目标“{key}”，无可取消{zh}",
            f"no target “{key}” is inherited that could be taken out{en}",
        )


def _target(key: str, entry: Located[Any], sources: SourceCheck) -> Target | None:
    faults = sources.faults
    match = _ID.fullmatch(key)
    if match is None:
        faults.add(
            entry.place,
            f"目标的名称写成 指标@日期，如 nursing_bed_share@2030-12-31；读到“{key}”",
            "a target is named indicator@date, as nursing_bed_share@2030-12-31; "
            f"found “{key}”",
        )
        return None
    indicator, text, _ = match.groups()
    written = entry.value
    sources.check(written.source, written.note, entry.node)
    _check_figure(indicator, entry, faults)
    if indicator not in INDICATORS:
        zh, en = hint(indicator, INDICATORS)
        faults.add(
            entry.place,
            f"不认识的指标“{indicator}”{zh}",
            f"unknown indicator “{indicator}”{en}",
        )
        return None
    try:
        day = read_day(text)
    except PydanticCustomError as error:
        faults.add(entry.place, *sentence(error, text))
        return None
    known = source_catalogue().get(written.source.partition("#")[0])
    return Target(
        id=key,
        indicator=indicator,
        date=day,
        at_least=written.at_least,
        at_most=written.at_most,
        nature=written.nature,
        source=written.source,
        document=known.document if known else "data",
        scope=written.scope,
        published=written.published,
        note=written.note or "",
        file=entry.place.file,
        line=entry.place.line,
    )


def _check_figure(indicator: str, entry: Located[Any], faults: FaultList) -> None:
    written = entry.value
    if (written.at_least is None) == (written.at_most is None):
        faults.add(
            entry.node.place,
            "at_least 和 at_most 写且只写一个",
            "write either at_least or at_most",
        )
    for name in ("at_least", "at_most", "published"):
        figure = getattr(written, name)
        if figure is not None and is_share(indicator) and not 0 <= figure <= 1:
            percent = f"{figure:g}%" if 1 < figure <= 100 else "0% … 100%"
            faults.add(
                locate(entry.node, [name]),
                f"“{indicator}”是占比，{figure:g} 应写成 {percent} 或 0 到 1 的数",
                f"“{indicator}” is a share; write {percent} or a number from 0 to 1, "
                f"not {figure:g}",
            )
