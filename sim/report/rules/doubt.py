"""How many verdicts on closures lie too near the threshold to be relied on."""

from __future__ import annotations

from typing import Final, NamedTuple

from sim.report.numbers import percent
from sim.report.rules.data import RulesData
from sim.report.rules.spread import ranged
from sim.report.words import Text, Words

_ERRORS: Final = 2.0
# From here on the answer says so too, and not the section alone. [share of closures]
_MUCH: Final = 1 / 3


class Doubt(NamedTuple):
    """Judged closures, over all repetitions, and those whose verdict is unsure."""

    judged: int
    false: int
    """Unsure ones called false."""
    right: int
    """Unsure ones called right."""
    continuations: Text

    @property
    def unsure(self) -> int:
        """Closures within two standard errors of the threshold, or without an error."""
        return self.false + self.right


def doubt_of(data: RulesData) -> Doubt | None:
    """Return how sure the verdicts are; None where no closure was judged.

    One continuation has no standard error, and its verdict is unsure too. A home
    without a bed in any continuation is surely not at its threshold.
    """
    table = data.judged
    if table is None:
        return None
    verdict = table["verdict"].astype("str")
    rows = table[verdict.isin(["false", "right"])]
    if rows.empty:
        return None
    distance = (rows["twin_occupancy"] - rows["theta"]).abs()
    near = distance <= _ERRORS * rows["twin_se"]
    unsure = near | rows["continuations"].eq(1)
    numbers = verdict[rows.index][unsure].value_counts()
    return Doubt(
        judged=len(rows),
        false=int(numbers.get("false", 0)),
        right=int(numbers.get("right", 0)),
        continuations=ranged(rows["continuations"].astype("float64").tolist()),
    )


def doubt_told(data: RulesData, words: Words) -> list[Text]:
    """Return how many verdicts are unsure, and what the continuations are."""
    doubt = doubt_of(data)
    if doubt is None:
        return []
    name = "regret.unsure" if doubt.unsure else "regret.all_sure"
    told = words[name].fill(
        unsure=doubt.unsure,
        judged=doubt.judged,
        share=percent(doubt.unsure / doubt.judged, 0),
        false=doubt.false,
        right=doubt.right,
    )
    return [told, words["regret.continuations"].fill(count=doubt.continuations)]


def doubt_in_short(data: RulesData, words: Words) -> Text | None:
    """Return the same in short where it is more than a third of the closures."""
    doubt = doubt_of(data)
    if doubt is None or doubt.unsure <= _MUCH * doubt.judged:
        return None
    return words["rule_answer.unsure"].fill(unsure=doubt.unsure, judged=doubt.judged)
