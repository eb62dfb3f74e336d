"""Which closures were wrong and which were missed, at three weights of supply."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from sim.report.blocks import Cell, Section, Table, number, said
from sim.report.numbers import NOT_KNOWN, count, percent
from sim.report.rules.data import RulesData
from sim.report.rules.doubt import doubt_in_short, doubt_told
from sim.report.words import NOTHING, Text, Words, joined
from sim.scenario.rule import REGRETTED

_ALL: Final = "all"
_CENTRAL: Final = "central"
# Fewer judged closures than these say little of a share. [closures]
_FEW: Final = 20

_Line = Mapping[str, Any]


def regret_section(data: RulesData, words: Words) -> Section:
    """Return false and missed closures with what they are counted among."""
    title = words["regret.title"]
    if not any(rule.does(*REGRETTED) for rule in data.rules):
        return Section("regret", title, [words["regret.no_rule"]])
    lines = _lines(data)
    if not lines:
        return Section("regret", title, [words["regret.missing"]])
    central = next(line for line in lines if line["level"] == _CENTRAL)
    told = [words["regret.reading"], *_told(central, words)]
    told += [*doubt_told(data, words), _weights(lines, words)]
    return Section("regret", title, told, tables=[_table(lines, words)])


def _lines(data: RulesData) -> list[_Line]:
    """Return a line a weight, of all counties together."""
    table = data.by_weight
    if table is None:
        return []
    whole = table[table["county_code"].astype(str) == _ALL]
    records = whole.to_dict("records")
    lines: list[_Line] = [{str(k): v for k, v in one.items()} for one in records]
    return lines if any(line["level"] == _CENTRAL for line in lines) else []


def false_closures(data: RulesData, words: Words) -> Text | None:
    """Return in short how many closures were false; None where nothing was judged."""
    central = [line for line in _lines(data) if line["level"] == _CENTRAL]
    if not central:
        return None
    n = _numbers(central[0])
    judged = n["false"] + n["right"]
    if not judged:
        return None
    form = "rule_answer.false_few" if judged < _FEW else "rule_answer.false"
    told = words[form].fill(
        false=n["false"], judged=judged, share=_share(n["false"], judged)
    )
    unsure = doubt_in_short(data, words)
    return told if unsure is None else joined([told, unsure])


def _numbers(line: _Line) -> dict[str, int]:
    """Return sums over the repetitions, which are whole numbers again."""
    names = ("false", "right", "censored", "missed", "not_missed")
    return {name: round(line[name] * line["repetitions"]) for name in names}


def _told(line: _Line, words: Words) -> list[Text]:
    """Return the three shares at the central weight, each with its numbers."""
    n = _numbers(line)
    judged = n["false"] + n["right"]
    stay = n["false"] + n["not_missed"]
    open_ = n["missed"] + n["not_missed"]
    told = []
    if judged:
        told.append(
            words["regret.false"].fill(
                false=n["false"], judged=judged, share=_share(n["false"], judged)
            )
        )
    else:
        told.append(words["regret.none_judged"])
    if stay:
        told.append(
            words["regret.stayers"].fill(
                false=n["false"], stay=stay, share=_share(n["false"], stay)
            )
        )
    if open_:
        told.append(
            words["regret.missed"].fill(
                missed=n["missed"], open=open_, share=_share(n["missed"], open_)
            )
        )
    told.append(words["regret.censored"].fill(count=n["censored"]))
    if 0 < judged < _FEW:
        told.append(words["regret.few"])
    return [joined(told, Text("", " "))]


def _share(part: float, whole: float) -> str:
    return percent(part / whole, 0)


def _weights(lines: list[_Line], words: Words) -> Text:
    """Return how much closures and false ones move with the weight of supply."""
    if len(lines) < 2:
        return words["regret.one_weight"]
    told = [
        words["regret.weight"].fill(
            weight=f"{line['supply_weight']:g}",
            closures=count(line["closures"]),
            share=_known(line["false_closure_share"]),
        )
        for line in lines
    ]
    return words["regret.weights"].fill(listed=joined(told, words["rules.between"]))


def _known(share: float) -> str:
    return percent(share, 0) if share == share else NOT_KNOWN  # noqa: PLR0124


def _table(lines: list[_Line], words: Words) -> Table:
    names = ("false", "right", "censored", "missed", "not_missed")
    shares = ("false_closure_share", "stayers_closed_share", "missed_closure_share")
    rows = [
        [
            said(_weight(line, words)),
            _between(line, "closures", words),
            _between(line, "moved", words),
            *(number(float(line[name])) for name in names),
            *(number(float(line[name]), "share") for name in shares),
        ]
        for line in lines
    ]
    heads = ("weight", "closures", "moved", *names, *shares)
    named = [words[f"regret_head.{head}"] for head in heads]
    return Table("regret", words["regret.table"], named, rows)


def _weight(line: _Line, words: Words) -> Text:
    level = words.named("regret_level", str(line["level"]))
    return words["rules.bracket"].fill(one=level, other=f"{line['supply_weight']:g}")


def _between(line: _Line, name: str, words: Words) -> Cell:
    mean, low, high = (line[f"{name}{end}"] for end in ("", "_low", "_high"))
    shown = Text.of(count(mean))
    if low != high:
        shown = words["page.with_ends"].fill(
            mean=shown, low=count(low), high=count(high)
        )
    return Cell(joined([shown, NOTHING]), f"{mean:.5g}")
