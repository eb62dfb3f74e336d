"""`sweeps`: what an entry may say; `sweep_list.py` reads its values."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag

from sim.scenario.strict import Strict
from sim.scenario.values import Count, Seed, Text


class Span(Strict):
    """From where to where a Latin hypercube draws the values of a parameter."""

    low: Text
    """从 the least value"""
    high: Text
    """到 the largest value"""


def _span_or_list(value: Any) -> str:
    return "span" if isinstance(value, dict) else "list"


Tried = Annotated[
    Annotated[Span, Tag("span")]
    | Annotated[list[Text], Field(min_length=1), Tag("list")],
    Discriminator(_span_or_list),
]


class SweepEntry(Strict):
    """Values that are tried, each point with the same elders and chances."""

    vary: Annotated[dict[str, Tried], Field(min_length=1)]
    """参数名或 参数名@日期: [值, 值]，latin_hypercube 写 {low, high}；which values of
    which parameters"""
    design: Literal["grid", "one_at_a_time", "latin_hypercube"]
    """grid 全部组合，one_at_a_time 其余照本方案逐一变动，latin_hypercube 拉丁超立方；
    all combinations, one by one around the scenario's own values, or drawn"""
    points: Annotated[Count, Field(ge=2)] | None = None
    """latin_hypercube 抽几个点 how many points are drawn"""
    seed: Seed = 0
    """latin_hypercube 抽点的种子 seed of the points"""
