"""Judge what a rule looks at, one unit after the other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sim.scenario.rule import Rule
from sim.supply.rules.judgement import Judgement
from sim.supply.rules.memory import Memory
from sim.supply.rules.view import View


def judge(
    rule: Rule, view: View, memory: Memory, taken: Mapping[int, str]
) -> Iterator[Judgement]:
    """Yield what a rule decides at one review.

    First all units whose conditions do not hold, by index; then the others in the
    order of the rule's limits. What a judgement orders is carried out, or promised,
    before the next is asked for: the view changes underneath.

    Parameters
    ----------
    rule
        The rule.
    view
        The supply, kept up to date between judgements.
    memory
        Of this replication; one call is one review of the rule.
    taken
        Homes on which another rule acted at this review, with its id; the engine adds
        to it.
    """
    raise NotImplementedError
    yield
