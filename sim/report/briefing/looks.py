"""Fonts and fixed words of the shipped templates, by language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Look:
    """What differs between the languages: fonts, and the words of the form."""

    title: str
    body: str
    head: str
    number: str
    instead: dict[str, str]
    """By font: which one stands in where it is missing."""
    heads: Sequence[str]
    fixed: dict[str, str]


LOOKS: Final = {
    "zh": Look(
        title="方正小标宋简体",
        body="仿宋_GB2312",
        head="黑体",
        number="宋体",
        instead={"方正小标宋简体": "宋体", "仿宋_GB2312": "仿宋", "黑体": "SimHei"},
        heads=(
            "一、依据",
            "二、基本情况",
            "三、方案",
            "四、测算结果",
            "五、目标完成情况",
            "六、风险与不确定",
            "七、需由人决定的事项",
            "附表",
        ),
        fixed={
            "question": "问题：",
            "name": "指标",
            "asked": "目标值",
            "standing": "达标情况",
            "model": "推演值",
            "basis": "依据",
            "annex": "附表",
        },
    ),
    "en": Look(
        title="Times New Roman",
        body="Times New Roman",
        head="Arial",
        number="Times New Roman",
        instead={"Times New Roman": "Liberation Serif", "Arial": "Liberation Sans"},
        heads=(
            "1. Basis",
            "2. Situation",
            "3. Scenario",
            "4. Results",
            "5. Targets",
            "6. Risks and doubts",
            "7. For people to decide",
            "Annexes",
        ),
        fixed={
            "question": "Question: ",
            "name": "Indicator",
            "asked": "Target",
            "standing": "Standing",
            "model": "Model",
            "basis": "Basis",
            "annex": "Annex ",
        },
    ),
}
