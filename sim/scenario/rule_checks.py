"""What may not stand together in one rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sim.scenario.faults import FaultList, Place
from sim.scenario.measure_list import measures
from sim.scenario.nodes import Mapping, Node, Scalar, locate
from sim.scenario.rule import ENDING, OF_COUNTY, Rule, comparisons
from sim.scenario.rule_entry import RuleEntry

# What may be done beside the end of a home.
_BESIDE_AN_END = frozenset({*OF_COUNTY, "regroup_guaranteed"})
# What a scope may say where no home is looked at.
_OF_ALL = frozenset({"counties", "public_means"})


def check_rule(rule: Rule, written: RuleEntry, node: Node, faults: FaultList) -> None:
    """Note what contradicts itself within a rule.

    Parameters
    ----------
    rule
        As read.
    written, node
        The same as the file has it, for the places.
    faults
        Receives the faults.
    """
    _check_twice(rule, written, node, faults)
    _check_actions([action.do for action in rule.then], node, faults)
    _check_state(rule, node, faults)
    if rule.unit != "home":
        _check_county_rule(rule, written, node, faults)


def _check_twice(rule: Rule, written: RuleEntry, node: Node, faults: FaultList) -> None:
    lists: dict[tuple[str, ...], Sequence[str]] = {
        ("then",): [action.do for action in rule.then],
        ("protect",): rule.protect,
        ("scope", "counties"): written.scope.counties or (),
    }
    for path, words in lists.items():
        for word, number in Counter(words).items():
            if number > 1:
                second = [i for i, one in enumerate(words) if one == word][1]
                faults.add(
                    locate(node, [*path, second]),
                    f"“{word}”写了 {number} 次，留一个",
                    f"“{word}” is given {number} times; keep one",
                )


def _check_actions(done: Sequence[str], node: Node, faults: FaultList) -> None:
    ends = [number for number, do in enumerate(done) if do in ENDING]
    if len({done[number] for number in ends}) > 1:
        faults.add(
            locate(node, ["then", ends[1]]),
            f"一家机构只能有一种结局：{done[ends[0]]} 和 {done[ends[1]]} 留一个",
            f"a home can end in one way only: keep {done[ends[0]]} or {done[ends[1]]}",
        )
        return
    if not ends:
        return
    for number, do in enumerate(done):
        if do not in ENDING and do not in _BESIDE_AN_END:
            faults.add(
                locate(node, ["then", number]),
                f"机构要 {done[ends[0]]}，就不能又 {do}；分成两条规则",
                f"a home that is to {done[ends[0]]} cannot {do} as well; write two "
                "rules",
            )
        elif do == "regroup_guaranteed" and number > ends[0]:
            faults.add(
                locate(node, ["then", number]),
                f"regroup_guaranteed 要写在 {done[ends[0]]} 之前",
                f"regroup_guaranteed belongs before {done[ends[0]]}",
            )


def _check_state(rule: Rule, node: Node, faults: FaultList) -> None:
    for number, action in enumerate(rule.then):
        if action.do == "reopen" and rule.scope.state == "open":
            faults.add(
                locate(node, ["then", number]),
                "reopen 只对封存的机构：scope 里写 state: mothballed",
                "reopen is for mothballed homes: write state: mothballed under scope",
            )
        if action.do == "mothball" and rule.scope.state == "mothballed":
            faults.add(
                locate(node, ["then", number]),
                "封存的机构不能再封存；scope 的 state 写 open 或删去",
                "a mothballed home cannot be mothballed; leave state: mothballed out",
            )


def _check_county_rule(
    rule: Rule, written: RuleEntry, node: Node, faults: FaultList
) -> None:
    """Note what is said of homes where counties or townships are judged."""
    done = " 和 ".join(action.do for action in rule.then)
    done_en = " and ".join(action.do for action in rule.then)
    for key in sorted(written.scope.model_fields_set - _OF_ALL):
        faults.add(
            locate(node, ["scope", key], key=True),
            f"只做 {done} 的规则评估的是县（乡镇），不是机构：scope 只能写 counties "
            "和 public_means",
            f"a rule that only does {done_en} judges counties or townships, not homes: "
            f"its scope can only have counties and public_means, not {key}",
        )
    if rule.protect:
        faults.add(
            locate(node, ["protect"], key=True),
            f"只做 {done} 的规则不处置机构，没有要保护的，删去 protect",
            f"a rule that only does {done_en} acts on no home; leave protect out",
        )
    for one in comparisons(rule.when):
        if one.measure.startswith("home."):
            others = "、".join(name for name in measures() if name[:5] != "home.")
            faults.add(
                _leaf(node, one.text),
                f"只做 {done} 的规则评估的是县（乡镇），不能用“{one.measure}”；"
                f"可用：{others}",
                f"a rule that only does {done_en} judges counties or townships, where "
                f"“{one.measure}” means nothing; write one of "
                f"{others.replace('、', ', ')}",
            )


def _leaf(node: Node, text: str) -> Place:
    """Return where a comparison stands in a rule."""
    when = node.get("when") if isinstance(node, Mapping) else None
    left = [when] if when is not None else []
    while left:
        found = left.pop()
        if isinstance(found, Scalar):
            if found.text.strip() == text:
                return found.place
        elif isinstance(found, Mapping):
            left += [entry.value for entry in found]
        else:
            left += found.items
    return locate(node, ["when"])
