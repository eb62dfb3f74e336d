"""Says in a sentence how precise the figures came to be that a rule names."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from sim.experiment.precision import Reached
from sim.indicators import CATALOGUE

_TIERS: Final = {
    "county": ("县级", "county homes"),
    "township": ("乡镇", "township homes"),
    "village": ("村级", "village homes"),
}
_OWNERSHIPS: Final = {"public": ("公办", "public"), "private": ("民办", "private")}


def precision_told(told: Sequence[Reached], replications: int) -> list[dict[str, str]]:
    """Return what was reached, in both languages; nothing without a rule.

    Parameters
    ----------
    told
        As `sim.experiment.precision.reached` returns it.
    replications
        How many the run has.
    """
    if not told:
        return []
    enough = all(one.is_precise for one in told)
    zh = "；".join(_figure(one)[0] for one in told)
    en = "; ".join(_figure(one)[1] for one in told)
    if enough:
        return [
            {
                "zh": f"重复 {replications} 次，各指标已够准：{zh}",
                "en": f"{replications} replications made every figure asked for "
                f"precise enough: {en}",
            }
        ]
    return [
        {
            "zh": f"已到重复次数的上限 {replications} 次，仍有指标不够准：{zh}",
            "en": f"{replications} replications, the most allowed, did not make every "
            f"figure asked for precise enough: {en}",
        }
    ]


def _figure(one: Reached) -> tuple[str, str]:
    """Return one figure with what was reached and what was asked for."""
    asked, indicator = one.figure, CATALOGUE[one.figure.indicator]
    of_zh, of_en = _homes(one)
    confidence = f"{100 * asked.confidence:g}"
    zh = f"{one.year} 年{of_zh}{indicator.label.zh}"
    en = f"{indicator.label.en}{of_en} {one.year}"
    if not math.isfinite(one.half_width):
        return f"{zh}没有足够的值", f"{en} has too few values"
    points = indicator.unit == "share"
    scale = 100 if points else 1
    unit_zh = "个百分点" if points else indicator.unit_label.zh
    unit_en = "percentage points" if points else indicator.unit_label.en
    reached, wanted = (
        f"±{scale * number:.3g}" for number in (one.half_width, asked.half_width)
    )
    return (
        f"{zh} {reached} {unit_zh}（要求 {wanted} {unit_zh}，置信水平 {confidence}%）",
        f"{en} {reached} {unit_en} (asked for {wanted} {unit_en}, "
        f"confidence {confidence} %)",
    )


def _homes(one: Reached) -> tuple[str, str]:
    """Return which homes are meant; nothing where all are."""
    tier, ownership = one.figure.tier, one.figure.ownership
    own_zh, own_en = _OWNERSHIPS[ownership] if ownership else ("", "")
    tier_zh, tier_en = _TIERS[tier] if tier else ("", "homes" if ownership else "")
    zh = f"{own_zh}{tier_zh}机构的" if ownership or tier else ""
    words = " ".join(word for word in (own_en, tier_en) if word)
    return zh, f" of {words}" if words else ""
