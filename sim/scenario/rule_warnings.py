"""What a planner should know of rules that are sound and yet may surprise.

A rule that can never judge or whose condition says nothing, and two rules that pull
one home two ways. None of it stops a run.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from sim.area import Area
from sim.scenario.conditions import comparison_text
from sim.scenario.entries import DatedAction
from sim.scenario.excluding import excluding_pairs
from sim.scenario.limit import printed
from sim.scenario.measure_list import Measure, measures
from sim.scenario.review_times import later
from sim.scenario.rule import Comparison, Rule, comparisons
from sim.scenario.rule_conflict import contradiction
from sim.scenario.rule_scope import can_be_in, kinds_of
from sim.timeline import Timeline

Sentence = tuple[str, str]


def rule_warnings(
    rules: Sequence[Rule],
    area: Area,
    county_indices: Sequence[int],
    timeline: Timeline,
    programme: Sequence[DatedAction],
) -> Iterator[Sentence]:
    """Yield warnings in Chinese and English, with file and line, rule by rule.

    Parameters
    ----------
    rules
        In the order in which they act.
    area, county_indices
        The pack, and the counties that are run.
    timeline
        The simulated time.
    programme
        Dated actions, which may build homes.
    """
    codes = list(area.counties["county_code"].iloc[list(county_indices)])
    kinds = kinds_of(area, codes, rules, programme)
    done = frozenset(
        [action.do for rule in rules for action in rule.then]
        + [action.do for action in programme]
    )
    for rule in rules:
        told = list(_of_reviews(rule, timeline))
        beyond = rule.scope.counties and not {*rule.scope.counties} & {*codes}
        if beyond or (
            rule.unit == "home"
            and not any(can_be_in(rule.scope, kind, done) for kind in kinds)
        ):
            told.append(
                (
                    "范围是空的：推演的地区里没有机构会在其中",
                    "its scope is empty: no home of the area that is run can be in it",
                )
            )
        for one in comparisons(rule.when):
            told += _of_comparison(rule, one, timeline)
        told += map(_never_both, excluding_pairs(rule.when))
        yield from (_placed(rule, sentence) for sentence in told)
    yield from _conflicts(rules)


def _placed(rule: Rule, sentence: Sentence) -> Sentence:
    zh, en = sentence
    return (
        f"{rule.file}:{rule.line}: 规则“{rule.id}”：{zh}",
        f"{rule.file}:{rule.line}: rule “{rule.id}”: {en}",
    )


def _of_reviews(rule: Rule, timeline: Timeline) -> Iterator[Sentence]:
    if not rule.reviews:
        span = f"{timeline.start} … {timeline.end}"
        yield (
            f"没有一次评估在时段（{span}）之内，规则不起作用",
            f"no review lies within the period ({span}); it does nothing",
        )


def _never_both(pair: tuple[Comparison, Comparison]) -> Sentence:
    one, other = map(comparison_text, pair)
    return (
        f"“{one}”和“{other}”写在同一个 all 里，不能同时成立，条件永远不成立；"
        "若是有一个成立就可以，改写成 any",
        f"“{one}” and “{other}” stand in one “all” and cannot both be true: the "
        "condition never is; write “any” if either of them is enough",
    )


def _of_comparison(
    rule: Rule, one: Comparison, timeline: Timeline
) -> Iterator[Sentence]:
    measure, text = measures()[one.measure], comparison_text(one)
    found = _says_nothing(one, measure)
    if found is not None and measure.usual:
        word_zh, word_en = ("永远", "always") if found else ("永远不", "never")
        ends = " … ".join(printed(measure.unit, end) for end in measure.usual)
        yield (
            f"“{text}”{word_zh}成立：{measure.label.zh}在 {ends} 之间",
            f"“{text}” is {word_en} true: {measure.label.en} lies within {ends}",
        )
    if rule.reviews and one.reviews > len(rule.reviews):
        yield (
            f"“{text}”要连续 {one.reviews} 次，可是一共只评估 {len(rule.reviews)} 次，"
            "永远不成立",
            f"“{text}” asks for {one.reviews} reviews, but there are only "
            f"{len(rule.reviews)}: it is never true",
        )
    if rule.reviews and measure.months:
        first = later(timeline.start, measure.months)
        if rule.reviews[-1] < first:
            yield (
                f"“{one.measure}”要回看 {measure.months} 个月，到 {first} 才够；"
                "此前的评估都不作决定",
                f"“{one.measure}” looks back {measure.months} months, which there are "
                f"only from {first} on: no review decides anything",
            )


def _says_nothing(one: Comparison, measure: Measure) -> bool | None:
    """Return whether a limit is always or never met; None if it can go either way."""
    if measure.usual is None:
        return None
    low, high = measure.usual
    always = {
        "<": one.limit > high,
        "<=": one.limit >= high,
        ">": one.limit < low,
        ">=": one.limit <= low,
    }
    never = {
        "<": one.limit <= low,
        "<=": one.limit < low,
        ">": one.limit >= high,
        ">=": one.limit > high,
    }
    if always[one.operator]:
        return True
    return False if never[one.operator] else None


def _conflicts(rules: Iterable[Rule]) -> Iterator[Sentence]:
    for first, second in combinations(rules, 2):
        found = contradiction(first, second)
        if found is None:
            continue
        day, one, other = found
        yield _placed(
            second,
            (
                f"和规则“{first.id}”（{first.file}:{first.line}）可能在 {day} 把同一家"
                f"（县）拉向两边：{other} 和 {one}；“{first.id}”优先"
                f"（precedence {first.precedence}，这里是 {second.precedence}）",
                f"may pull one home or county two ways on {day}: {other} here, {one} "
                f"by rule “{first.id}” ({first.file}:{first.line}), which has "
                f"precedence ({first.precedence}; here {second.precedence})",
            ),
        )
