"""The keys of a scenario file, said once: reading, JSON Schema and reference."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Discriminator, Field, Tag

# Models of other modules are named here for `sentences.known_keys`, too.
from sim.scenario.replication_rule import ReplicationRule, Replications, Until
from sim.scenario.rule_entry import RULE_MODELS, RuleEntry
from sim.scenario.strict import Strict
from sim.scenario.sweep_entry import SweepEntry
from sim.scenario.terms import Bilingual, Code, Grade, Ownership, Tier
from sim.scenario.values import (
    Count,
    Day,
    Duration,
    Name,
    Number,
    OnlyYes,
    Positive,
    Seed,
    Share,
    Text,
    read_whole,
)

FORMAT = "ruralbeds-scenario/1"
MODELS_ELSEWHERE = (ReplicationRule, Until, *RULE_MODELS)


class Period(Strict):
    """The simulated time."""

    start: Day
    """第一天 the first day, at whose beginning the simulation starts"""
    end: Day
    """最后一天（含）the last day, which belongs to the period"""


class SetEntry(Strict):
    """A value of a parameter of the catalogue, constant or dated."""

    value: Text | None = None
    """数值、百分比、yes/no 或选项；a number, a percentage, yes or no, or an option"""
    values: dict[Day, Text] | None = None
    """按日期的值 values by date; before the first date the value beneath holds"""
    between: Literal["step", "linear"] = "step"
    """两个日期之间：step 阶梯，linear 直线；between two dates a step or a line"""
    range: Annotated[list[Number], Field(min_length=2, max_length=2)] | None = None
    """合理区间 [低, 高]；plausible range [low, high]"""
    source: Text
    """出处编号或 assumption；id of a source, or assumption"""
    note: Text | None = None
    """说明；source 为 assumption 时必填；compulsory for an assumption"""


class Among(Strict):
    """Which homes are meant; all if nothing is said."""

    tier: Tier | None = None
    """层级 tier"""
    ownership: Ownership | None = None
    """所有制 ownership"""


CountOrNone = Annotated[int, Field(ge=0), BeforeValidator(read_whole)]
CountRange = Annotated[list[CountOrNone], Field(min_length=2, max_length=2)]


class DatedChange(Strict):
    """What every entry of `history` and `programme` has."""

    date: Day
    """发生的日期 the day on which it happens"""
    source: Text
    """出处编号或 assumption；id of a source, or assumption"""
    grade: Grade
    """可信度 published 已公布, derived 推算, assumed 假设"""
    note: Text | None = None
    """说明；source 为 assumption 时必填；compulsory for an assumption"""
    range: CountRange | None = None
    """count 的合理区间 [低, 高]，没有 count 时是 beds 的；多组抽样时同类各条一起变动
    plausible range of count, of beds without one; with several draws, entries of a kind
    move together within theirs"""


class Upgrade(DatedChange):
    """Township homes become regional centers, those that can be upgraded first."""

    do: Literal["upgrade"]
    """升级为区域养老服务中心"""
    count: Count
    """全地区升级几家 how many homes in the whole area pack"""
    among: Among = Among()
    """范围 which homes"""


class ConvertBeds(DatedChange):
    """Ordinary beds become nursing beds; one of beds, share and nursing_share."""

    do: Literal["convert_beds"]
    """普通床位改为护理型床位"""
    beds: Count | None = None
    """全地区改几张 how many ordinary beds in the whole area pack"""
    share: Share | None = None
    """改普通床位的几成 which share of the ordinary beds of the homes meant"""
    nursing_share: Share | None = None
    """低于此护理型占比的机构补到此占比 homes below this nursing share reach it"""
    among: Among = Among()
    """范围 which homes"""


class Build(DatedChange):
    """New homes open."""

    do: Literal["build"]
    """新建"""
    count: Count
    """全地区新建几家 how many homes in the whole area pack"""
    tier: Tier
    """层级 tier"""
    ownership: Ownership
    """所有制 ownership"""
    beds: Count
    """每家床位 beds of each home"""
    nursing_share: Share = 0.0
    """护理型占比 share of nursing beds"""


Action = Annotated[Upgrade | ConvertBeds | Build, Discriminator("do")]


class Off(Strict):
    """An inherited entry is taken out."""

    off: OnlyYes
    """取消继承的这一条 takes out what the parent says"""


class TargetEntry(Strict):
    """A figure to be reached on a date; one of at_least and at_most."""

    at_least: Number | None = None
    """不低于 at least"""
    at_most: Number | None = None
    """不高于 at most"""
    nature: Literal["binding", "expected", "text"]
    """约束性 binding, 预期性 expected, 正文 text"""
    source: Text
    """出处编号#条款，或 assumption；a clause, or assumption for the planner's own"""
    scope: Literal["all", "counties_and_cities"] = "all"
    """计入哪些单元：all 全部，counties_and_cities 只计县和县级市（不含城区）"""
    published: Number | None = None
    """已公布的实际值 the published figure of that date, if there is one"""
    note: Text | None = None
    """说明 note"""


class LifeCourse(Strict):
    """Applications come from lives: the default, and all that real places may use."""

    kind: Literal["life_course"]
    """由人口推算"""


class RenewalDemand(Strict):
    """Poisson applications and exponential stays, so that closed forms hold."""

    kind: Literal["renewal"]
    """泊松申请、指数住期，只用于虚构的小地方"""
    applications_per_year: Positive
    """全地方每年申请人次 applications a year in the whole place"""
    mean_stay: Duration
    """平均住期 mean stay, such as 2 years"""
    ability: Literal["able", "mild", "moderate", "severe"] = "able"
    """申请者的能力 ability of every applicant"""
    klass: Annotated[
        Literal["guaranteed", "hardship", "self_paying"], Field(alias="class")
    ] = "self_paying"
    """申请者的类别 class of every applicant"""


def _off_or(other: str) -> Discriminator:
    def choose(value: Any) -> str:
        return "off" if isinstance(value, dict) and "off" in value else other

    return Discriminator(choose)


TargetOrOff = Annotated[
    Annotated[TargetEntry, Tag("target")] | Annotated[Off, Tag("off")],
    _off_or("target"),
]
Demand = Annotated[LifeCourse | RenewalDemand, Discriminator("kind")]


SweepOrOff = Annotated[
    Annotated[SweepEntry, Tag("sweep")] | Annotated[Off, Tag("off")],
    _off_or("sweep"),
]
RuleOrOff = Annotated[
    Annotated[RuleEntry, Tag("rule")] | Annotated[Off, Tag("off")],
    _off_or("rule"),
]


def _area_kind(value: Any) -> str:
    return "codes" if isinstance(value, list) else "name"


AreaChoice = Annotated[
    Annotated[Text, Tag("name")]
    | Annotated[list[Code], Field(min_length=1), Tag("codes")],
    Discriminator(_area_kind),
]


class ScenarioFile(Strict):
    """A scenario file."""

    format: Literal["ruralbeds-scenario/1"]
    """格式版本，总是 ruralbeds-scenario/1；always this"""
    id: Name
    """编号，小写字母、数字、-、_；结果文件夹用它命名；names the results folder"""
    extends: Text | None = None
    """继承的方案：同一文件夹里的文件名，不带 .yaml；a file beside this one"""
    title: Bilingual
    """标题 title"""
    question: Bilingual | None = None
    """要回答的问题 the question it answers"""
    status: Literal["draft", "reviewed", "approved"] = "draft"
    """草稿 draft, 已复核 reviewed, 已批准 approved"""
    author: Text | None = None
    """作者 who wrote it"""
    notes: Text | None = None
    """备注 anything a reader should know"""
    area: AreaChoice | None = None
    """地区数据包的名字、./相对路径，或六位区划代码的列表；pack, ./path, or codes"""
    period: Period | None = None
    """模拟时段 the simulated time"""
    planning_start: Day | None = None
    """规划起始日：此前为历史；history lies before it, programme and rules after"""
    replications: Replications | None = None
    """重复次数，或 {until, min, max}：够准为止；a number, or until precise enough"""
    draws: Count | None = None
    """参数抽样次数 parameter draws"""
    seed: Seed | None = None
    """随机种子 seed of the random numbers"""
    demand: Demand | None = None
    """需求的产生方式 where applications come from"""
    set: dict[str, SetEntry] = Field(default={})
    """参数的值：参数名: {value, source, note}；values of parameters"""
    history: list[Action] = Field(default=[])
    """已发生的变化（规划起始日之前）dated facts before planning_start"""
    programme: list[Action] = Field(default=[])
    """计划要做的变化（规划起始日起）dated actions from planning_start on"""
    targets: dict[str, TargetOrOff] = Field(default={})
    """目标：指标@日期: {at_least, nature, source}；figures to be reached"""
    rules: dict[str, RuleOrOff] = Field(default={})
    """规则 编号: {label, review, when, then}；rules, carried out in the run"""
    sweeps: dict[str, SweepOrOff] = Field(default={})
    """参数扫描 名称: {vary, design}，由 ruralbeds sweep 执行；run by that command"""
