"""Values of rules that a sweep tries: each is laid over its rule and read."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from sim.scenario.faults import FaultList, Place, ScenarioError
from sim.scenario.rule import Rule
from sim.scenario.rule_changes import with_values
from sim.scenario.rule_list import RuleReader
from sim.scenario.source_check import SourceCheck

_WHOLE = frozenset(
    {
        "per_county_and_review",
        "per_review",
        "precedence",
        "beds",
        "beds_below",
        "beds_from",
    }
)


@dataclass(frozen=True)
class RuleTrial:
    """Tries values of rules.

    `faulty` names rules that have faults of their own: nothing is said of them twice.
    """

    rules: Sequence[Rule]
    reader: RuleReader
    faulty: Collection[str]

    def works(self, key: str, texts: Sequence[str], place: Place) -> bool:
        """Say whether every value can be laid over its rule, noting why not."""
        name = key.split(".")[1]
        if name in self.faulty:
            return False
        works = [self._works(key, text, place) for text in texts]
        return all(works)

    def _works(self, key: str, text: str, place: Place) -> bool:
        own = FaultList()
        sources = SourceCheck(self.reader.sources.area_grades, own)
        with_values(self.rules, {key: text}, replace(self.reader, sources=sources))
        try:
            own.raise_if_any()
        except ScenarioError as error:
            for fault in error.faults:
                self.reader.faults.add(
                    place,
                    f"“{text}”：{fault.message_zh}",
                    f"“{text}”: {fault.message_en}",
                )
            return False
        return True


def is_whole(key: str) -> bool:
    """Say whether a value of a rule is a whole number."""
    return key.rpartition(".")[2] in _WHOLE
