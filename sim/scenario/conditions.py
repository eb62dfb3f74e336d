"""Conditions of rules: `MEASURE OPERATOR LIMIT [for N reviews]`, and all, any, not.

A small grammar, read into data; nothing that a file says is ever run as a program.
"""

from __future__ import annotations

import re
from typing import Annotated, Any, cast

from pydantic import (
    BeforeValidator,
    Discriminator,
    Field,
    PlainValidator,
    Tag,
    WithJsonSchema,
)

from sim.scenario.faults import cropped, hint
from sim.scenario.limit import printed, read_limit
from sim.scenario.measure_list import measures
from sim.scenario.rule import Comparison, Condition, Group, Operator
from sim.scenario.said import said
from sim.scenario.strict import Strict
from sim.scenario.values import few_digits, read_text

MOST_REVIEWS = 50
_COMPARISON = re.compile(
    r"(?P<measure>[^\s<>=!≤≥]+)"
    r"(?:\s*(?P<operator><=|>=|<|>)\s*|\s+(?P<is>is)\s+)"
    r"(?P<limit>[^\s<>=!][^<>=!]*?)"
    r"(?:\s+for\s+(?P<reviews>\S+)\s+reviews?)?"
)
_OTHER_SIGN = re.compile(r"==|!=|=<|=>|=|≤|≥|≦|≧|≠|\bnot\b|\band\b|\bor\b")
_WRITE = {"≤": "<=", "≥": ">=", "≦": "<=", "≧": ">=", "=<": "<=", "=>": ">="}
_GROUPS = ("all", "any", "not")


def read_comparison(value: Any) -> Comparison:
    """Return the comparison that a text stands for.

    Raises
    ------
    PydanticCustomError
        If it is none, names no measure, or has an impossible limit.
    """
    text = read_text(value).strip()
    match = _COMPARISON.fullmatch(text)
    if match is None:
        raise _not_understood(text)
    name = match["measure"]
    measure = measures().get(name)
    if measure is None:
        zh, en = hint(name, measures())
        raise said(
            f"不认识的量“{name}”{zh or '；可用的量见 REFERENCE.md'}",
            f"unknown measure “{name}”{en or '; REFERENCE.md lists them'}",
        )
    operator = match["operator"] or "is"
    if (operator == "is") != (measure.unit == "yes_no"):
        raise _wrong_operator(name, operator)
    limit = read_limit(name, measure, match["limit"])
    reviews = _reviews(match["reviews"])
    return Comparison(name, cast(Operator, operator), limit, reviews, text)


def _not_understood(text: str) -> Exception:
    sign = _OTHER_SIGN.search(text)
    if sign and sign[0] in ("and", "or", "not"):
        return said(
            f"一条只写一个比较；“{sign[0]}”写成 all: [..]、any: [..] 或 not: ..",
            f"one comparison an item; instead of “{sign[0]}” write all: [..], "
            "any: [..] or not: ..",
        )
    if sign:
        write = _WRITE.get(sign[0])
        return said(
            f"不认识的比较符“{sign[0]}”；"
            + (f"改成 {write}" if write else "可用 < <= > >=，是否类用 is"),
            f"unknown sign “{sign[0]}”; "
            + (f"write {write}" if write else "write < <= > >=, or is for yes and no"),
        )
    return said(
        f"条件写成“量 比较符 界线”，如 home.occupancy.mean24m < 50% for 2 reviews；"
        f"读到“{cropped(text)}”",
        "a condition is written measure, sign, limit, as "
        f"home.occupancy.mean24m < 50% for 2 reviews; found “{cropped(text)}”",
    )


def _wrong_operator(name: str, operator: str) -> Exception:
    if operator == "is":
        return said(
            f"“{name}”是数，用 < <= > >= 比较，不用 is",
            f"“{name}” is a number: compare it by < <= > >=, not by is",
        )
    return said(
        f"“{name}”只有是或否，写成 {name} is yes 或 {name} is no",
        f"“{name}” is yes or no: write {name} is yes or {name} is no",
    )


def _reviews(text: str | None) -> int:
    if text is None:
        return 1
    number = few_digits(text)
    if number is None or not 1 <= number <= MOST_REVIEWS:
        raise said(
            f"for 后面写 1 到 {MOST_REVIEWS} 的整数，如 for 2 reviews；"
            f"读到“{cropped(text)}”",
            f"“for” needs a whole number from 1 to {MOST_REVIEWS}, as for 2 reviews; "
            f"found “{cropped(text)}”",
        )
    return number


def _one_group(value: Any) -> Any:
    """Refuse what is neither a text nor one of all, any and not."""
    if isinstance(value, dict):
        known = [key for key in _GROUPS if key in value]
        if len(known) != 1 or len(value) > 1:
            odd = next((str(key) for key in value if key not in _GROUPS), "")
            zh, en = hint(odd, _GROUPS) if odd else ("", "")
            raise said(
                f"这里写且只写 all、any、not 中的一个{zh}",
                f"one of all, any and not belongs here, and nothing else{en}",
            )
    elif isinstance(value, list):
        raise said(
            "条件的列表前要写 all:（都成立）或 any:（有一个成立）",
            "a list of conditions needs all: or any: before it",
        )
    return value


def _kind(value: Any) -> str:
    if not isinstance(value, dict):
        return "one_comparison"
    return "group_" + next(key for key in _GROUPS if key in value)


class AllOf(Strict):
    """Every condition holds."""

    all: Annotated[list[ConditionEntry], Field(min_length=1)]
    """都成立 every one holds"""


class AnyOf(Strict):
    """At least one condition holds."""

    any: Annotated[list[ConditionEntry], Field(min_length=1)]
    """至少一个成立 at least one holds"""


class NotOf(Strict):
    """A condition does not hold."""

    negated: Annotated[ConditionEntry, Field(alias="not")]
    """不成立 it does not hold"""


_Leaf = Annotated[
    Comparison,
    PlainValidator(read_comparison),
    WithJsonSchema(
        {"type": "string", "examples": ["home.occupancy.mean24m < 50% for 2 reviews"]}
    ),
]
ConditionEntry = Annotated[
    Annotated[
        Annotated[_Leaf, Tag("one_comparison")]
        | Annotated[AllOf, Tag("group_all")]
        | Annotated[AnyOf, Tag("group_any")]
        | Annotated[NotOf, Tag("group_not")],
        Discriminator(_kind),
    ],
    BeforeValidator(_one_group),
]
for _model in (AllOf, AnyOf, NotOf):
    _model.model_rebuild()


def condition_of(entry: Comparison | AllOf | AnyOf | NotOf) -> Condition:
    """Return the condition that an entry of a file says."""
    if isinstance(entry, Comparison):
        return entry
    if isinstance(entry, NotOf):
        return Group("not", (condition_of(entry.negated),))
    if isinstance(entry, AllOf):
        return Group("all", tuple(condition_of(part) for part in entry.all))
    return Group("any", tuple(condition_of(part) for part in entry.any))


def depth(condition: Condition | None) -> int:
    """Return how deep groups are nested; a comparison has depth 0."""
    if not isinstance(condition, Group):
        return 0
    return 1 + max(depth(part) for part in condition.parts)


def written(condition: Condition) -> str | dict[str, Any]:
    """Return a condition as a file would have it; read again, it is the same."""
    if isinstance(condition, Comparison):
        return comparison_text(condition)
    parts = [written(part) for part in condition.parts]
    return {condition.kind: parts[0] if condition.kind == "not" else parts}


def comparison_text(one: Comparison) -> str:
    """Return a comparison as a file would have it."""
    limit = printed(measures()[one.measure].unit, one.limit)
    lasting = f" for {one.reviews} reviews" if one.reviews > 1 else ""
    return f"{one.measure} {one.operator} {limit}{lasting}"
