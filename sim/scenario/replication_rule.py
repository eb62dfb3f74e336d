"""`replications: {until: …}`: as many repetitions as named figures need."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal

from pydantic import (
    BeforeValidator,
    Discriminator,
    Field,
    Tag,
    WithJsonSchema,
    model_validator,
)

from sim.scenario.faults import FaultList, hint
from sim.scenario.nodes import Mapping as Block
from sim.scenario.nodes import Node, Series, locate
from sim.scenario.outcomes import is_share
from sim.scenario.strict import Strict
from sim.scenario.values import Count, Number, Text, read_number, read_whole
from sim.timeline import Timeline

if TYPE_CHECKING:
    from sim.scenario.layer import Located

_BY_HOMES: Final = ("tier", "ownership")
# Every figure of the whole place that a run has, with the splits by homes that it has;
# a test holds this to the catalogue of indicators, which lies in a later layer.
FIGURES: Final[Mapping[str, tuple[str, ...]]] = {
    **dict.fromkeys(
        (
            "occupancy_rate",
            "occupancy_rate_staffed",
            "residents",
            "licensed_beds",
            "nursing_bed_share",
            "admissions",
        ),
        _BY_HOMES,
    ),
    "counties_below_half_share": ("ownership",),
    "cost_home": ("ownership",),
    **dict.fromkeys(
        (
            "beds_per_1000_aged_65_plus",
            "total_beds",
            "center_coverage_served",
            "center_coverage_has",
            "institution_coverage",
            "county_home_coverage",
            "county_home_coverage_plan",
            "share_within_30_min_center",
            "share_within_60_min_center",
            "share_within_30_min_free_bed",
            "share_disabled_within_30_min_center",
            "share_disabled_within_60_min_center",
            "share_within_60_min_free_bed",
            "share_elders_within_30_min_free_bed",
            "share_elders_within_60_min_free_bed",
            "access_2sfca",
            "access_2sfca_disabled",
            "access_gini",
            "access_gini_disabled",
            "applications",
            "waited_share",
            "median_wait_days",
            "withdrew_share",
            "died_waiting_share",
            "declined_share",
            "unmet_need_person_days",
            "unmet_need_persons",
            "mismatch_share",
            "guaranteed_placed_share",
            "guaranteed_placed_rung_suitable",
            "guaranteed_placed_rung_ordinary",
            "guaranteed_placed_rung_surge",
            "guaranteed_placed_rung_private",
            "guaranteed_placed_rung_other_county",
            "guarantee_breaches",
            "surge_bed_days",
            "moves",
            "moves_within_home",
            "cost_public",
            "cost_family",
            "cost_displaced",
            "cost_public_per_resident",
            "cost_home_per_resident",
            "cost_family_per_resident",
        ),
        (),
    ),
}
# Beyond these the estimate of how many are needed says nothing.
FEWEST: Final = 2
DEFAULT_MIN: Final = 10

Confidence = Annotated[
    float,
    Field(ge=0.5, le=0.999),
    BeforeValidator(read_number),
    WithJsonSchema({"anyOf": [{"type": "number"}, {"type": "string"}]}),
]
Several = Annotated[int, Field(ge=FEWEST), BeforeValidator(read_whole)]


class Until(Strict):
    """A figure of the whole place that must be known precisely enough."""

    indicator: Text
    """指标 which figure"""
    half_width: Annotated[Number, Field(gt=0)]
    """平均值置信区间的半宽，如 0.5%；half the width of the interval of its mean"""
    confidence: Confidence = 0.95
    """置信水平，默认 95%；of that interval, 95 % if nothing is said"""
    year: Count | None = None
    """哪一年，默认最后一年；the last year of the period if nothing is said"""
    tier: Literal["county", "township", "village"] | None = None
    """层级，默认全部 of homes of a tier, of all homes if nothing is said"""
    ownership: Literal["public", "private"] | None = None
    """所有制，默认全部 of homes of an ownership, of all homes if nothing is said"""


def _one_or_list(value: Any) -> str:
    return "list" if isinstance(value, list | tuple) else "one"


class ReplicationRule(Strict):
    """Replications until every figure named is precise enough, but `max` at most."""

    until: Annotated[
        Annotated[Until, Tag("one")]
        | Annotated[tuple[Until, ...], Field(min_length=1), Tag("list")],
        Discriminator(_one_or_list),
    ]
    """要算准的指标，一个或一列；再多算 5 次仍须够准；
    figures to be precise, for five more replications as well; one or a list"""
    min: Several = DEFAULT_MIN
    """至少几次，默认 10，不超过 max；at least so many; 10, or max if less, if unsaid"""
    max: Several
    """至多几次 never more than this"""

    @model_validator(mode="before")
    @classmethod
    def _lower_default(cls, read: Any) -> Any:
        """Let the default of `min` be no more than `max`: nobody wrote it."""
        if not isinstance(read, dict) or "min" in read:
            return read
        try:
            most = read_whole(read.get("max"))
        except (ValueError, TypeError):
            return read
        is_less = isinstance(most, int) and FEWEST <= most < DEFAULT_MIN
        return {**read, "min": most} if is_less else read

    @property
    def figures(self) -> tuple[Until, ...]:
        """All figures named, in the order of the file."""
        named = self.until
        return named if isinstance(named, tuple) else (named,)


def _number_or_rule(value: Any) -> str:
    return "rule" if isinstance(value, dict) else "number"


Replications = Annotated[
    Annotated[Count, Tag("number")] | Annotated[ReplicationRule, Tag("rule")],
    Discriminator(_number_or_rule),
]


def written(rule: ReplicationRule) -> dict[str, Any]:
    """Return a rule as a scenario file has it, with everything said."""
    named = [figure.model_dump(exclude_none=True) for figure in rule.figures]
    return {"until": named, "min": rule.min, "max": rule.max}


def read_replications(
    found: Located[int | ReplicationRule] | None,
    span: Timeline | None,
    faults: FaultList,
) -> tuple[int, ReplicationRule | None]:
    """Return the number of replications, and the rule that may stop before it.

    Parameters
    ----------
    found
        What the files say, if anything: 1 if not.
    span
        The period, if it could be read.
    faults
        Receives what a rule asks for that no run has, or that contradicts itself.
    """
    if found is None:
        return 1, None
    if not isinstance(found.value, ReplicationRule):
        return found.value, None
    _check_rule(found.value, found.node, span, faults)
    return found.value.max, found.value


def _check_rule(
    rule: ReplicationRule, entry: Node, span: Timeline | None, faults: FaultList
) -> None:
    if rule.max < rule.min:
        faults.add(
            locate(entry, ["max"]),
            f"max（{rule.max}）小于 min（{rule.min}）",
            f"max ({rule.max}) is less than min ({rule.min})",
        )
    for figure, node in zip(rule.figures, _nodes(entry), strict=True):
        _check_figure(figure, node, span, faults)


def _nodes(entry: Node) -> list[Node]:
    """Return the node of each figure named."""
    until = entry.get("until") if isinstance(entry, Block) else None
    if until is None:
        raise AssertionError("a rule was read from something else")
    return list(until.items) if isinstance(until, Series) else [until]


def _check_figure(
    figure: Until, node: Node, span: Timeline | None, faults: FaultList
) -> None:
    name = figure.indicator
    if name not in FIGURES:
        zh, en = hint(name, FIGURES)
        faults.add(
            locate(node, ["indicator"]),
            f"不认识的指标“{name}”{zh}",
            f"unknown indicator “{name}”{en}",
        )
        return
    for split in _BY_HOMES:
        if getattr(figure, split) is not None and split not in FIGURES[name]:
            faults.add(
                locate(node, [split], key=True),
                f"“{name}”不按 {split} 分列，去掉 {split}",
                f"“{name}” is not given by {split}; leave {split} out",
            )
    if is_share(name) and figure.half_width >= 1:
        wide = f"{figure.half_width:g}"
        faults.add(
            locate(node, ["half_width"]),
            f"“{name}”是占比，{wide} 应写成 {wide}% 或 0 到 1 的数",
            f"“{name}” is a share; write {wide}% or a number from 0 to 1",
        )
    _check_year(figure.year, node, span, faults)


def _check_year(
    year: int | None, node: Node, span: Timeline | None, faults: FaultList
) -> None:
    if year is None or span is None or _has(span.start, span.end, year):
        return
    faults.add(
        locate(node, ["year"]),
        f"{year} 年不在 period 之内（{span.start} 至 {span.end}）",
        f"{year} is not a year of the period ({span.start} to {span.end})",
    )


def _has(start: date, end: date, year: int) -> bool:
    return start.year <= year <= end.year
