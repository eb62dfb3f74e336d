"""What a rule may do, as a file writes it; every choice has a default."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Discriminator, Field, model_validator

from sim.scenario.rule import RuleAction
from sim.scenario.rule_values import Beds, Minutes, TimeTaken, one_of
from sim.scenario.said import said
from sim.scenario.strict import Strict
from sim.scenario.terms import Ownership, Tier
from sim.scenario.values import Share, YesNo
from sim.timeline import DAYS_PER_YEAR

Unplaced = Literal["stop", "ladder"]
# Whoever loses a home overnight goes wherever there is a bed. [minutes]
ANY_DISTANCE = 1e6


class RuleClose(Strict):
    """The home is closed; its residents are moved before."""

    do: Literal["close"]
    """关闭：先公布、停收，再安置老人 announced, admits nobody, residents are moved"""
    notice: TimeTaken = 90.0
    """公布到关闭多久，默认 90 天 from announcement to closing, 90 days by default"""
    max_travel: Minutes = 60.0
    """搬到多远以内，默认 60 分钟 how far residents are moved at most, 60 minutes"""
    unplaced: Unplaced = "stop"
    """有人安置不了：stop 停止关闭，ladder 走兜底保障的各级；whoever cannot be placed
    stops the closing, or goes up the ladder of the guarantee"""
    emergency: YesNo = False
    """yes：当天关停，远近不限，全部走兜底保障的各级（不写上面三项）；closes at once,
    everybody goes up the ladder, however far (none of the three above)"""

    @model_validator(mode="after")
    def _at_once(self) -> Self:
        odd = sorted({"max_travel", "notice", "unplaced"} & self.model_fields_set)
        if self.emergency and odd:
            listed = "、".join(odd)
            raise said(
                f"emergency: yes 当天关停，删去 {listed}",
                f"emergency: yes closes at once; leave out {' and '.join(odd)}",
            )
        return self


class RuleMerge(Strict):
    """The home is joined to another of its county."""

    do: Literal["merge"]
    """合并到本县另一家，床位和人员随之转去 into another home of the county, with beds
    and staff"""
    into: Literal["nearest", "largest"] = "nearest"
    """并入最近的或最大的一家 the nearest or the largest home"""
    notice: TimeTaken = 90.0
    """公布到合并多久，默认 90 天 from announcement to merger, 90 days by default"""
    max_travel: Minutes = 60.0
    """并入多远以内的机构，默认 60 分钟 how far that home may be, 60 minutes"""
    carry_beds: Share = 1.0
    """转去几成床位，默认全部 which share of the beds goes along, all by default"""
    carry_staff: Share = 1.0
    """转去几成护理员，默认全部 which share of the carers goes along, all by default"""


class RuleConvert(Strict):
    """The house is used for something else; its residents are moved before."""

    do: Literal["convert"]
    """改作他用，不再有床位 the house serves something else and has no beds"""
    to: Literal["day_care", "home_care_station", "mutual_aid_point"]
    """日间照料 day_care, 居家服务站 home_care_station, 互助点 mutual_aid_point"""
    notice: TimeTaken = 90.0
    """公布到改用多久，默认 90 天 from announcement to conversion, 90 days by default"""
    max_travel: Minutes = 60.0
    """搬到多远以内，默认 60 分钟 how far residents are moved at most, 60 minutes"""
    unplaced: Unplaced = "stop"
    """有人安置不了：stop 停止，ladder 走兜底保障 as for close"""


class RuleConvertBeds(Strict):
    """Ordinary beds of the home become nursing beds."""

    do: Literal["convert_beds"]
    """普通床位改为护理型；beds、share、nursing_share 写一个 one of the three"""
    beds: Beds | None = None
    """改几张普通床位 how many ordinary beds"""
    share: Share | None = None
    """改普通床位的几成 which share of the ordinary beds"""
    nursing_share: Share | None = None
    """补到这个护理型占比 until this share of its beds are nursing beds"""
    takes: TimeTaken = 180.0
    """要多久，默认 180 天 how long it takes, 180 days by default"""

    @model_validator(mode="after")
    def _one_amount(self) -> Self:
        keys = ("beds", "share", "nursing_share")
        given = {key: getattr(self, key) for key in keys}
        one_of(given, "convert_beds ", "convert_beds")
        return self


class RuleUpgrade(Strict):
    """The home becomes a regional center."""

    do: Literal["upgrade"]
    """升级为区域养老服务中心 it becomes a regional center"""
    takes: TimeTaken = DAYS_PER_YEAR
    """要多久，默认 1 年 how long it takes, 1 year by default"""
    nursing_share: Share | None = None
    """同时补到这个护理型占比 its nursing beds reach this share as well"""


class RuleEntrust(Strict):
    """A contractor runs the public home."""

    do: Literal["entrust"]
    """委托社会力量运营 a contractor runs it"""
    takes: TimeTaken = 180.0
    """要多久，默认 180 天 how long it takes, 180 days by default"""


class RuleOpenToSocial(Strict):
    """The home admits elders who are not guaranteed."""

    do: Literal["open_to_social"]
    """向社会老人开放 it admits elders who are not guaranteed"""
    takes: TimeTaken = 30.0
    """要多久，默认 30 天 how long it takes, 30 days by default"""


class RuleImprove(Strict):
    """The home is repaired: it passes fire safety and its equipment is new."""

    do: Literal["improve"]
    """改造提升：消防达标，设备更新 fire safety is met, the equipment is new"""
    takes: TimeTaken = 180.0
    """要多久，默认 180 天 how long it takes, 180 days by default"""
    beds_out: Share = 0.0
    """其间停用几成床位，默认 0 which share of the beds is withdrawn meanwhile"""


class RuleRestrict(Strict):
    """Nothing is built in the county for a time, but for what is exempt."""

    do: Literal["restrict_construction"]
    """控制新建：县内不再新建（豁免的除外）no building in the county, unless exempt"""
    lasting: Annotated[TimeTaken, Field(alias="for")] = 3 * DAYS_PER_YEAR
    """控制多久，默认 36 个月 for how long, 36 months by default"""


class RuleRegroup(Strict):
    """The guaranteed elders of the home move to better ones."""

    do: Literal["regroup_guaranteed"]
    """特困老人集中到条件更好的机构 guaranteed elders move to better homes"""
    max_travel: Minutes = 60.0
    """搬到多远以内，默认 60 分钟 how far they are moved at most, 60 minutes"""


class RuleBuild(Strict):
    """A home is built in the county or township."""

    do: Literal["build"]
    """新建一家 a new home"""
    tier: Tier
    """层级 tier"""
    ownership: Ownership
    """所有制 ownership"""
    beds: Beds
    """床位 its beds"""
    nursing_share: Share = 0.0
    """护理型占比，默认 0 share of nursing beds, none by default"""
    takes: TimeTaken = 2 * DAYS_PER_YEAR
    """要多久，默认 2 年 how long it takes, 2 years by default"""
    exempt: YesNo = False
    """yes：不受控制新建的限制 not stopped where building is restricted"""
    center: YesNo = False
    """yes：一建成就是区域养老服务中心 it opens as a regional center"""


class RuleMothball(Strict):
    """The home is shut for the time being; its residents are moved before."""

    do: Literal["mothball"]
    """封存：停用但保留 shut, to be opened again perhaps"""
    notice: TimeTaken = 90.0
    """公布到封存多久，默认 90 天 from announcement, 90 days by default"""
    max_travel: Minutes = 60.0
    """搬到多远以内，默认 60 分钟 how far residents are moved at most, 60 minutes"""
    unplaced: Unplaced = "stop"
    """有人安置不了：stop 停止，ladder 走兜底保障 as for close"""


class RuleReopen(Strict):
    """A mothballed home opens again."""

    do: Literal["reopen"]
    """封存的机构重新启用（scope 写 state: mothballed）a mothballed home opens again"""
    takes: TimeTaken = 90.0
    """要多久，默认 90 天 how long it takes, 90 days by default"""


ACTION_MODELS = (
    RuleClose,
    RuleMerge,
    RuleConvert,
    RuleConvertBeds,
    RuleUpgrade,
    RuleEntrust,
    RuleOpenToSocial,
    RuleImprove,
    RuleRestrict,
    RuleRegroup,
    RuleBuild,
    RuleMothball,
    RuleReopen,
)
RuleActionEntry = (
    RuleClose
    | RuleMerge
    | RuleConvert
    | RuleConvertBeds
    | RuleUpgrade
    | RuleEntrust
    | RuleOpenToSocial
    | RuleImprove
    | RuleRestrict
    | RuleRegroup
    | RuleBuild
    | RuleMothball
    | RuleReopen
)
Doing = Annotated[RuleActionEntry, Discriminator("do")]


def action_of(entry: RuleActionEntry) -> RuleAction:
    """Return the action that an entry of a file says, defaults filled in."""
    values = entry.model_dump(by_alias=True, exclude={"do"})
    if isinstance(entry, RuleClose) and entry.emergency:
        values |= {"notice": 0.0, "unplaced": "ladder", "max_travel": ANY_DISTANCE}
    return RuleAction(entry.do, values)
