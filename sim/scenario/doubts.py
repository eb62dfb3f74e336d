"""What a scenario may say and is probably not meant: warnings, no faults."""

from __future__ import annotations

from collections.abc import Sequence

from sim.area import Area
from sim.scenario.entries import Target
from sim.timeline import Timeline

Warned = tuple[str, str]
"""A sentence in Chinese and in English."""


def targets_without_figure(targets: Sequence[Target], span: Timeline) -> list[Warned]:
    """Return a warning for each target on a day that is not simulated."""
    return [
        (
            f"{target.file}:{target.line}: 目标“{target.id}”的日期不在时段 "
            f"{span.start} 至 {span.end} 之内，没有数可以比",
            f"{target.file}:{target.line}: the target “{target.id}” is not within the "
            f"period, {span.start} to {span.end}; there is no figure to compare",
        )
        for target in targets
        if not span.start <= target.date <= span.end
    ]


def tables_in_gbk(area: Area) -> list[Warned]:
    """Return a warning for each table of the pack that is not UTF-8."""
    return [
        (
            f"{area.folder / name}: 不是 UTF-8，已按 GBK 读取；建议另存为 UTF-8",
            f"{area.folder / name}: is not UTF-8 and was read as GBK; better save it "
            "as UTF-8",
        )
        for name in area.in_gbk
    ]
