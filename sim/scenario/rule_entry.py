"""A rule as a file writes it: the keys under `rules: {id: ...}`."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from sim.scenario.conditions import AllOf, AnyOf, ConditionEntry, NotOf
from sim.scenario.review_times import Review
from sim.scenario.rule_actions import ACTION_MODELS, Doing
from sim.scenario.rule_values import Beds, TimeTaken
from sim.scenario.said import said
from sim.scenario.strict import Strict
from sim.scenario.terms import Bilingual, Code, Operation, Ownership, Tier
from sim.scenario.values import Count, Day, Precedence, Text, YesNo

Protection = Literal[
    "last_public_home_of_county",
    "last_home_of_township",
    "regional_center",
    "county_home",
    "no_absorption",
    "guarantee_at_risk",
    "staff_limited",
    "only_center_of_township",
]


class RuleScope(Strict):
    """Which homes a rule looks at; all open ones if nothing is said."""

    tier: Tier | None = None
    """层级 tier"""
    ownership: Ownership | None = None
    """所有制 ownership"""
    operation: Operation | None = None
    """运营：direct 直接，entrusted 委托；who runs it"""
    counties: Annotated[list[Code], Field(min_length=1)] | None = None
    """县或设区市的区划代码 codes of counties or prefectures"""
    beds_below: Beds | None = None
    """床位少于 fewer licensed beds than this"""
    beds_from: Beds | None = None
    """床位不少于 at least so many licensed beds"""
    regional_center: YesNo | None = None
    """是否区域养老服务中心 whether it is a regional center"""
    accepts_social: YesNo | None = None
    """是否收社会老人 whether it admits elders who are not guaranteed"""
    public_means: Literal["owner", "operator"] = "owner"
    """委托运营的算不算公办：owner 算，operator 不算；whether entrusted homes count as
    public: by their owner they do, by their operator they do not"""
    state: Literal["open", "mothballed"] = "open"
    """开着的还是封存的 open homes or mothballed ones"""

    @model_validator(mode="after")
    def _some_beds(self) -> Self:
        low, high = self.beds_from, self.beds_below
        if low is not None and high is not None and low >= high:
            raise said(
                f"没有机构的床位既不少于 {low} 又少于 {high}",
                f"no home has at least {low} beds and fewer than {high}",
            )
        return self


class RuleLimits(Strict):
    """How many homes at a time, in which order, how often."""

    per_county_and_review: Count | None = None
    """每县每次评估最多处置几家 how many a county and review at most"""
    per_review: Count | None = None
    """每次评估最多处置几家 how many a review at most"""
    order: Literal["lowest_occupancy", "smallest", "oldest_equipment", "id"] = (
        "lowest_occupancy"
    )
    """先后：入住率最低、床位最少、设备最旧、编号；who comes first"""
    cooldown: TimeTaken = 0.0
    """任何规则处置后多久不再动这家机构 how long a home is left alone after any rule
    acted on it"""


class RuleEntry(Strict):
    """A rule: which homes, when, on what condition, and what is done."""

    label: Bilingual
    """名称 name for people"""
    source: Text
    """出处：文件条款如 opinions#二-一-2，或 assumption；clause, or assumption"""
    assumes: list[Text] = Field(default=[])
    """条文没说、由规划人员假设的 what the clause leaves open and the planner assumes"""
    note: Text | None = None
    """说明；source 为 assumption 时 note 或 assumes 必填；compulsory for an assumption
    that assumes names nothing for"""
    scope: RuleScope = RuleScope()
    """范围 which homes"""
    review: Review
    """评估时间：every 1 year from 2027-01-01 或 once on 2027-03-01；when it judges"""
    until: Day | None = None
    """这一天以后不再评估 no review after this day"""
    when: ConditionEntry | None = None
    """条件，可用 all、any、not 嵌套；不写则总成立 the condition, in groups of all, any
    and not; always, if left out"""
    then: Annotated[list[Doing], Field(min_length=1)]
    """处置，一项或几项，按次序 what is done, in this order"""
    protect: list[Protection] = Field(default=[])
    """保护：哪些机构不处置 which homes are left alone nevertheless"""
    limits: RuleLimits = RuleLimits()
    """限额、次序、间隔 how many, in which order, how often"""
    precedence: Precedence = 100
    """先后：小的先，默认 100；smaller first, 100 by default"""


RULE_MODELS = (RuleEntry, RuleScope, RuleLimits, AllOf, AnyOf, NotOf, *ACTION_MODELS)
