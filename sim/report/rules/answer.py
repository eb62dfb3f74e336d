"""The first sentence and the cards where a scenario has rules: what the rules did."""

from __future__ import annotations

from typing import Final

from sim.report.answer import shown
from sim.report.figures import Figures
from sim.report.headlines import (
    Headline,
    coverage_headline,
    need_headline,
    nursing_headline,
    occupancy_headline,
)
from sim.report.numbers import (
    count_in_words,
    decimals_known,
    points,
)
from sim.report.rules.costs import (
    PURSES,
    money,
    span_of_years,
    together,
    years_together,
)
from sim.report.rules.data import RulesData
from sim.report.rules.did import NOT_HELD, counts_by_outcome
from sim.report.rules.moves import medians
from sim.report.rules.regret import false_closures
from sim.report.rules.spread import ranged
from sim.report.words import Text, Words, joined

_ENDS: Final = ("close", "merge", "convert", "mothball")
_CARDS: Final = 4


def rules_answer(data: RulesData, figures: Figures, area: Text, words: Words) -> Text:
    """Return what the rules did, whom they moved, and what became of occupancy."""
    did = [_did(data, area, words), *_moved(data, words)]
    parts = [joined(did, words["rule_answer.comma"])]
    parts += _occupancy(figures, words)
    told = joined(parts, words["rule_answer.semicolon"])
    return joined([told, words["rule_answer.stop"]])


def rules_remarks(data: RulesData, figures: Figures, words: Words) -> list[Text]:
    """Return what must be read with the answer: how right it was, and what it hides.

    Occupancy stands with residents and beds: closing raises it by arithmetic.
    """
    told = _never_held(data, words)
    if (false := false_closures(data, words)) is not None:
        told.append(false)
    told += _arithmetic(data, figures, words)
    return [joined([one, words["rule_answer.stop"]]) for one in told]


def rules_headlines(data: RulesData, figures: Figures, words: Words) -> list[Headline]:
    """Return the four numbers of the first screen of a scenario with rules."""
    told = [_acted_card(data, words), _moved_card(data, words)]
    told.append(occupancy_headline(figures, words))
    does = {action.do for rule in data.rules for action in rule.then}
    if does & {"upgrade"}:
        told.append(coverage_headline(figures, words))
    if does & {"convert_beds"}:
        told.append(nursing_headline(figures, words))
    told += [_cost_card(data, figures, words), need_headline(figures, words)]
    return [one for one in told if one is not None][:_CARDS]


def _counts(data: RulesData) -> dict[str, list[float]]:
    """Return in each repetition how often each action was ordered, none left out."""
    found = counts_by_outcome(data, "acted")
    none = [0.0] * len(data.repetitions)
    ordered = [action.do for rule in data.rules for action in rule.then]
    return {do: found.get(do, none) for do in dict.fromkeys(ordered)}


def _did(data: RulesData, area: Text, words: Words) -> Text:
    counts = _counts(data)
    if not any(map(any, counts.values())):
        return words["rule_answer.nothing"].fill(area=area)
    told = [
        words[f"rule_answer.{do}"].fill(count=ranged(values))
        for do, values in counts.items()
    ]
    if "restrict_construction" in counts:
        refused = data.outcomes["reason"].str.contains("restricted")
        stopped = data.counted(data.outcomes[refused], "judgements")
        told.append(words["rule_answer.refused"].fill(count=ranged(stopped)))
    listed = joined(told, words["rules.comma"])
    number = len(data.repetitions)
    how = "once" if number == 1 else "several"
    start = words[f"rule_answer.{how}"].fill(area=area, repetitions=number)
    return joined([start, listed])


def _never_held(data: RulesData, words: Words) -> list[Text]:
    """Return the rules whose conditions never held, if others did something."""
    rows = data.outcomes
    held = set(rows.loc[~rows["outcome"].isin(NOT_HELD), "rule"])
    never = [Text.of(rule.label) for rule in data.rules if rule.id not in held]
    if not never or len(never) == len(data.rules):
        return []
    quoted = [words["rule_answer.quoted"].fill(name=name) for name in never]
    listed = joined(quoted, words["rules.comma"])
    return [words["rule_answer.never"].fill(listed=listed)]


def _moved(data: RulesData, words: Words) -> list[Text]:
    """Return who was sent home, first, and who was moved to another home."""
    sent = data.sent_home_counts
    told = [words["rule_answer.sent_home"].fill(persons=ranged(sent))] if sent else []
    if data.moves is None or not data.moves_people:
        return told
    persons = data.counted(data.moves, "persons")
    if any(persons):
        return [*told, words["rule_answer.moved"].fill(persons=ranged(persons))]
    return told or [words["rule_answer.nobody"]]


def _occupancy(figures: Figures, words: Words) -> list[Text]:
    """Return how full public homes are at the end, and how much fuller than before."""
    first, last = figures.first_year, figures.last_year
    start, rate = (
        figures.at(at, "occupancy_rate", ownership="public") for at in (first, last)
    )
    if not rate.is_known:
        return []
    told = [words["rule_answer.occupancy"].fill(year=last, share=shown(rate, words))]
    if start.is_known and first != last:
        change = rate.mean - start.mean
        way = "rise" if change > 0 else "fall"
        by = points(change, decimals_known(rate))
        told.append(words[f"rule_answer.{way}"].fill(first=first, points=by))
    return [joined(told)]


def _arithmetic(data: RulesData, figures: Figures, words: Words) -> list[Text]:
    """Return the residents and beds behind occupancy; fewer beds raise it alone."""
    ends = _residents_and_beds(figures, words)
    if ends is None or figures.first_year == figures.last_year:
        return []
    if data.ends_homes and any(
        any(counts) for do, counts in _counts(data).items() if do in _ENDS
    ):
        return [joined([ends, words["rule_answer.arithmetic"]])]
    return [ends]


def _residents_and_beds(figures: Figures, words: Words) -> Text | None:
    ends = {
        f"{name}_{when}": figures.at(at, name, ownership="public")
        for name in ("residents", "licensed_beds")
        for when, at in (("first", figures.first_year), ("last", figures.last_year))
    }
    if not all(one.is_known for one in ends.values()):
        return None
    parts: dict[str, object] = {
        name: count_in_words(one.mean) for name, one in ends.items()
    }
    parts |= {"first": figures.first_year, "last": figures.last_year}
    return words["rule_answer.beside"].fill(**parts)


def _acted_card(data: RulesData, words: Words) -> Headline:
    counts = _counts(data)
    ends = [values for do, values in counts.items() if do in _ENDS]
    # A home that is regrouped first and closed then is one home.
    total = [sum(each) for each in zip(*ends, strict=True)]
    if not ends:
        total = _of_outcome(data, "acted")
    lines = [
        words["rules.colon"].fill(one=words[f"done.{do}"], other=ranged(values))
        for do, values in counts.items()
    ]
    lines += [
        words["rules.colon"].fill(one=words[f"outcome.{name}"], other=ranged(values))
        for name in ("protected", "limited", "yielded", "refused", "stopped")
        if any(values := _of_outcome(data, name))
    ]
    name = words["rule_card.ended" if ends else "rule_card.acted"]
    note = words["rule_card.range"] if len(data.repetitions) > 1 else None
    return Headline(name, ranged(total), note, lines, "closures")


def _of_outcome(data: RulesData, outcome: str) -> list[float]:
    rows = data.outcomes
    return data.counted(rows[rows["outcome"] == outcome], "judgements")


def _moved_card(data: RulesData, words: Words) -> Headline | None:
    """Return who was moved; those sent home are the number where there are any."""
    moves, sent = data.moves, data.sent_home_counts
    if not sent and (moves is None or not data.moves_people):
        return None
    persons = [] if moves is None else data.counted(moves, "persons")
    name, lines = words["rule_card.moved"], _minutes(data, words)
    if sent:
        lines.insert(0, words["rules.colon"].fill(one=name, other=ranged(persons)))
        name, persons = words["rule_card.sent_home"], sent
    late = data.unplaced[data.unplaced["year"] >= data.rules_since]
    breaches = data.counted(late, "breaches")
    lines.append(words["rule_card.unplaced"].fill(count=ranged(breaches)))
    note = words["rule_card.range"] if len(data.repetitions) > 1 else None
    return Headline(name, ranged(persons), note, lines, "moves_by_rule")


def _minutes(data: RulesData, words: Words) -> list[Text]:
    if data.moves is None:
        return []
    before, after = (
        medians(data.moves, f"minutes_{when}") for when in ("before", "after")
    )
    if not before:
        return []
    return [
        words["rule_card.minutes"].fill(
            before=ranged(before, whole=True), after=ranged(after, whole=True)
        )
    ]


def _cost_card(data: RulesData, figures: Figures, words: Words) -> Headline | None:
    """Return the sum since planning starts, which alone holds one-off spending."""
    at, years = figures.last_year, years_together(data, figures)
    if not all(figures.at(at, name).is_known for name in PURSES):
        return None
    lines = [
        words["rule_card.purse"].fill(
            name=words[f"rule_card.{name}"],
            money=money(together(years, figures, name)),
            grade=words.named("grade", data.cost_grade(name)),
        )
        for name in PURSES
    ]
    if figures.at(at, "cost_displaced").is_known:
        displaced = money(together(years, figures, "cost_displaced"))
        lines.append(words["rule_card.displaced"].fill(money=displaced))
    total, of_last = (
        sum(together(span, figures, name) for name in PURSES) for span in (years, [at])
    )
    label = words["rule_card.cost"].fill(when=span_of_years(years, words))
    of_year = words["rule_card.of_year"].fill(year=at, money=money(of_last))
    note = of_year if years != [at] else None
    return Headline(label, money(total), note, lines, "cost_public")
