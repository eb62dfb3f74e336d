"""`scenarios/REFERENCE.md`: what files may hold, and what a run publishes of it.

The first half is `sim.scenario.reference`; here are added the words for protections and
every indicator of the catalogue, which that package does not know.
"""

from __future__ import annotations

from typing import Final, get_args

from sim.indicators.catalogue import CATALOGUE, Indicator
from sim.report.words import load_words
from sim.scenario.outcomes import INDICATORS
from sim.scenario.reference import reference
from sim.scenario.rule_entry import Protection

_PROTECTIONS: Final = """
## 保护 Protections

写在规则的 `protect:` 里：有下列情形的机构不处置，决定表里记作 `protected`。
Written under `protect:` of a rule: homes of these kinds are left alone.

| 保护 protect | 含义 meaning |
|---|---|
"""
_INDICATORS: Final = """
## 指标 Indicators

`summary.csv`、`indicators.csv` 中 `indicator` 一列的全部取值；带 ◎ 的可写在 `targets:` 里。比例从 0 到 1。
All values of the column `indicator` of `summary.csv` and `indicators.csv`; those with ◎ may stand under `targets:`. Shares run from 0 to 1.

| 指标 id | 名称与定义 name and definition | 单位 unit | 分子 numerator | 分母 denominator | 时间 time | 层级 areas | 分列 told apart by |
|---|---|---|---|---|---|---|---|
"""  # noqa: E501
_TERMS: Final = {
    "average": "全年平均 mean of the year",
    "flow": "全年合计 sum of the year",
    "stock": "年末 end of the year",
    "region": "全区 region",
    "prefecture": "市 prefecture",
    "county": "县 county",
    "home": "机构 home",
    "tier": "层级 tier",
    "ownership": "所有制 ownership",
    "operation": "运营方式 operation",
    "residence": "城乡 residence",
}


def scenario_reference() -> str:
    """Return `scenarios/REFERENCE.md`; `ruralbeds params --markdown` prints it."""
    return reference() + _protections() + _indicators()


def _protections() -> str:
    words = load_words("rule_words.yaml")
    texts = {name: words["why." + name] for name in get_args(Protection)}
    rows = (f"| `{name}` | {text.zh} {text.en} |" for name, text in texts.items())
    return _PROTECTIONS + "\n".join(rows) + "\n"


def _indicators() -> str:
    return _INDICATORS + "".join(_row(one) for one in CATALOGUE.values())


def _row(one: Indicator) -> str:
    cells = (
        f"`{one.id}`{' ◎' if one.id in INDICATORS else ''}",
        f"{one.label.zh}：{one.definition.zh}<br>{one.label.en}: {one.definition.en}",
        f"{one.unit_label.zh} {one.unit_label.en}",
        f"{one.numerator.zh}<br>{one.numerator.en}",
        f"{one.denominator.zh}<br>{one.denominator.en}",
        _TERMS[one.kind],
        "<br>".join(_TERMS[level] for level in one.levels),
        "<br>".join(_TERMS[split] for split in one.splits),
    )
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |\n"
