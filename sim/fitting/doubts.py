"""What a reader of a calibration must be warned of."""

from __future__ import annotations

import pandas as pd

from sim.fitting.fit import Fit
from sim.fitting.plan import CalibrationPlan
from sim.fitting.simulations import DROPPED

# Below, an interval of the posterior rests on too few independent samples.
_LEAST_SAMPLES = 300
_LEAST_EXPLAINED = 0.7
_MUCH_DROPPED = 0.02
_FAR = 2.0
_MOST_HELD = 0.9


def doubts(
    plan: CalibrationPlan, found: Fit, targets: pd.DataFrame
) -> list[tuple[str, str]]:
    """Return sentences in Chinese and English; none if all is well."""
    said = []
    if found.chain.effective_samples < _LEAST_SAMPLES:
        number = round(found.chain.effective_samples)
        said.append(
            (
                f"后验抽样的有效样本只有 {number} 个，区间端点不稳。",
                f"only {number} effective samples: the ends of the intervals are "
                "unsteady.",
            )
        )
    for _, row in targets[targets["emulator_r2"] < _LEAST_EXPLAINED].iterrows():
        share = round(100 * row["emulator_r2"])
        said.append(
            (
                f"“{row['label_zh']}”：代理模型只解释了 {share}% 的差异，其余是它的"
                "误差以及机构名册和个体的偶然性，该目标对参数的约束因此较弱。",
                f"“{row['label_en']}”: the emulator explains {share} % of what "
                "differs (working scale); the rest is its error and chance of homes "
                "and elders, so this target says less about the unknowns.",
            )
        )
    said += _far(plan, found)
    if found.held < _MOST_HELD:
        said.append(
            (
                f"后验中只有 {found.held:.0%} 是机构容纳得下的，其余不在联合抽样之内："
                "未知参数一节说的是整个后验，联合抽样比它略窄。",
                f"only {found.held:.0%} of the posterior are values that the homes can "
                "hold; the rest is in no joint draw. Intervals of unknowns are of the "
                "whole posterior.",
            )
        )
    dropped = float(found.simulated["check"][DROPPED].mean())
    if dropped > _MUCH_DROPPED:
        said.append(
            (
                f"起始住户中平均有 {dropped:.1%} 没有床位：稳态解不受床位限制，"
                "部分机构住满，或就近没有收住他们的机构。",
                f"{dropped:.1%} of the starting residents find no bed on average: in "
                "some draws single homes are full, or none in reach takes them.",
            )
        )
    return said


def _far(plan: CalibrationPlan, found: Fit) -> list[tuple[str, str]]:
    """Return what the fit pulls far from what was held plausible."""
    said = []
    for i in plan.unknowns.fitted:
        entry, away = plan.unknowns.entries[i], found.center[i]
        if abs(away) > _FAR:
            said.append(
                (
                    f"“{entry.label_zh}”被拉到先验的 {away:+.1f} 个标准差处："
                    "目标与假设不合，请核对两者。",
                    f"“{entry.label_en}” is pulled {away:+.1f} standard deviations "
                    "from its prior: targets and assumptions disagree; check both.",
                )
            )
    return said
