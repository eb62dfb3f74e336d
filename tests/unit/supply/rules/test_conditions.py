"""Conditions: true, false or undefined, and over how many reviews."""

import pytest
from views import KEPT, YEAR, HandView, House, a_rule, act, below, every

from sim.scenario.rule import Comparison, Group, Limits
from sim.supply.rules.judge import judge
from sim.supply.rules.judgement import Judgement, Looked
from sim.supply.rules.memory import Memory

NOW = "home.occupancy.now"
OVER_36 = "home.occupancy.mean36m"


def judged(rule, view, memory=None) -> list[Judgement]:
    return list(judge(rule, view, memory or Memory(), {}))


def outcomes(rule, view, memory=None) -> list[tuple[int, str, str]]:
    return [(one.index, one.outcome, one.reason) for one in judged(rule, view, memory)]


def test_below_is_strict():
    view = HandView(House(0.5), House(0.499))

    assert outcomes(a_rule(when=below(0.5)), view) == [
        (0, "kept", "home.occupancy.mean12m < 0.5"),
        (1, "acted", "close"),
    ]


def test_threshold_0_closes_nothing_and_1_all_that_are_not_full():
    view = HandView(House(0.0), House(1.0))

    assert [one[1] for one in outcomes(a_rule(when=below(0.0)), view)] == ["kept"] * 2
    found = outcomes(a_rule(when=below(1.0)), view)
    assert [one[:2] for one in found] == [(1, "kept"), (0, "acted")]


def test_a_rule_without_conditions_always_holds():
    (found,) = judged(a_rule(act("improve")), HandView(House()))

    assert (found.outcome, found.looked_at) == ("acted", ())
    assert [one.do for one in found.actions] == ["improve"]


def test_what_was_looked_at_is_told_with_value_and_limit():
    view = HandView(House(0.25))
    when = every(below(0.5), Comparison("home.beds", "<=", 40))

    (found,) = judged(a_rule(act("improve"), when=when), view)

    assert found.looked_at == (
        Looked("home.occupancy.mean12m", 0.25, 0.5),
        Looked("home.beds", 10.0, 40),
    )


@pytest.mark.parametrize(
    ("operator", "limit", "holds"),
    [
        ("<", 10, False),
        ("<=", 10, True),
        (">", 10, False),
        (">=", 10, True),
        ("is", 10, True),
        ("is", 9, False),
    ],
)
def test_every_operator_compares_as_it_reads(operator, limit, holds):
    rule = a_rule(act("improve"), when=Comparison("home.beds", operator, limit))

    (found,) = judged(rule, HandView(House(ordinary=10)))

    assert found.outcome == ("acted" if holds else "kept")


YOUNG = {"history_months": 24}
TRUE, FALSE, UNDEFINED = below(0.9), below(0.1), below(0.9, OVER_36)


@pytest.mark.parametrize(
    ("when", "outcome", "reason"),
    [
        (UNDEFINED, "undecided", "history_too_short"),
        (Group("not", (UNDEFINED,)), "undecided", "history_too_short"),
        (every(TRUE, UNDEFINED), "undecided", "history_too_short"),
        (every(UNDEFINED, FALSE), "kept", FALSE.text),
        (Group("any", (UNDEFINED, TRUE)), "acted", "improve"),
        (Group("any", (FALSE, UNDEFINED)), "undecided", "history_too_short"),
        (Group("any", (FALSE, FALSE)), "kept", FALSE.text),
        (Group("not", (FALSE,)), "acted", "improve"),
        (Group("not", (TRUE,)), "kept", f"not {TRUE.text}"),
        (Group("not", (FALSE, TRUE)), "acted", "improve"),
        (every(Group("any", (FALSE, TRUE)), FALSE), "kept", FALSE.text),
    ],
)
def test_an_undefined_figure_decides_only_if_it_matters(when, outcome, reason):
    view = HandView(House(0.5), **YOUNG)

    found = outcomes(a_rule(act("improve"), when=when), view)

    assert found == [(0, outcome, reason)]


def test_a_home_without_bed_days_is_undecided():
    found = outcomes(a_rule(when=below(0.5)), HandView(House(None), House(0.6)))

    assert found == [
        (0, "undecided", "no_bed_days"),
        (1, "kept", "home.occupancy.mean12m < 0.5"),
    ]


def test_every_comparison_is_told_even_if_the_first_decides():
    (found,) = judged(a_rule(when=every(FALSE, UNDEFINED)), HandView(House(), **YOUNG))

    assert [(one.measure, one.value) for one in found.looked_at] == [
        ("home.occupancy.mean12m", 0.5),
        (OVER_36, None),
    ]


def test_a_condition_for_two_reviews_holds_at_the_second():
    rule = a_rule(when=below(0.5, reviews=2))
    memory = Memory()
    low = HandView(House(0.4), House(0.6))

    first, second = outcomes(rule, low, memory), outcomes(rule, low, memory)

    words = "home.occupancy.mean12m < 0.5 for 2 reviews"
    assert first == [(0, "kept", f"{words} (1/2)"), (1, "kept", words)]
    assert second == [(1, "kept", words), (0, "acted", "close")]


def of_the_first(found: list[Judgement]) -> str:
    """Return how the judgement of the first home ends."""
    return next(one.outcome for one in found if one.index == 0)


def test_a_review_at_which_it_is_false_or_undefined_breaks_the_streak():
    rule = a_rule(when=below(0.5, reviews=2))

    for between in (House(0.6), House(None)):
        memory = Memory()
        seen = [
            of_the_first(judged(rule, HandView(house, KEPT), memory))
            for house in (House(0.4), between, House(0.4), House(0.4))
        ]
        assert seen[0] in {"kept"}
        assert seen[2:] == ["kept", "acted"]


def test_leaving_the_scope_breaks_the_streak():
    rule = a_rule(when=below(0.5, reviews=2))
    memory = Memory()

    judged(rule, HandView(House(0.4)), memory)
    judged(rule, HandView(House(0.4, is_open=False)), memory)

    assert outcomes(rule, HandView(House(0.4)), memory)[0][1] == "kept"


def test_each_comparison_and_each_rule_has_a_streak_of_its_own():
    when = every(below(0.5, reviews=2), below(1.0, NOW, reviews=3))
    memory = Memory()
    view = HandView(House(0.4), KEPT)

    rule = a_rule(when=when)
    seen = [of_the_first(judged(rule, view, memory)) for _ in range(3)]
    other = of_the_first(judged(a_rule(id="other", when=when), view, memory))

    assert seen == ["kept", "kept", "acted"]
    assert other == "kept"


def test_measures_of_county_and_township_are_those_of_the_home():
    view = HandView(House(0.2), House(0.8), House(0.8, county=1), served=[1, 2])
    when = every(
        Comparison("county.occupancy.mean12m", "<", 0.6),
        Comparison("township.served", "is", 1.0),
    )

    found = judged(a_rule(act("improve"), when=when), view)

    assert [(one.index, one.outcome) for one in found] == [
        (0, "kept"),
        (2, "kept"),
        (1, "acted"),
    ]


def test_a_mean_from_a_table_is_told_whatever_the_outcome():
    view = HandView(House(0.4), region=(0.5, True))
    lower = Comparison("county.occupancy.minus_region", "<", 0.0, text="below region")

    kept = outcomes(a_rule(when=every(lower, FALSE)), view)
    acted = outcomes(a_rule(act("improve"), when=lower), view)

    assert kept == [(0, "kept", f"{FALSE.text}; region_from_table")]
    assert acted == [(0, "acted", "improve; region_from_table")]


def test_homes_below_the_mean_go_and_others_fall_below_it_at_the_next_review():
    """The cascade: closing the emptiest raises the mean for those that stay."""
    memory = Memory()
    occupancy = [0.2, 0.4, 0.5, 0.9]
    lower = Comparison("county.occupancy.minus_region", "<", 0.0)
    rule = a_rule(
        act("restrict_construction"), when=lower, limits=Limits(cooldown_days=0)
    )

    def review(of: list[float]) -> list[int]:
        mean = sum(of) / len(of)
        view = HandView(
            *(House(one, county=n) for n, one in enumerate(of)), region=(mean, False)
        )
        found = judged(rule, view, memory)
        return [one.index for one in found if one.outcome == "acted"]

    first = review(occupancy)
    left = [one for n, one in enumerate(occupancy) if n not in first]
    second = review(left)

    assert first == [0, 1]  # the mean is 0.50, and 0.5 is not below it
    assert (left, second) == ([0.5, 0.9], [0])  # now it is 0.70


def test_a_condition_is_looked_at_again_when_the_turn_has_come():
    """Closing the first home leaves the second without one within half an hour."""
    near = Comparison("home.minutes_to_next", "<=", 30.0, text="next <= 30")
    view = HandView(House(0.1), House(0.2, at=20), House(0.3, at=90))
    seen = []

    for one in judge(a_rule(when=near), view, Memory(), {}):
        seen.append((one.index, one.outcome))
        if one.outcome == "acted":
            view.wind_down(one.index, one.absorption)

    assert seen == [(2, "kept"), (0, "acted"), (1, "kept")]


def test_memory_knows_the_last_day_of_a_county():
    memory = Memory()
    rule = a_rule(act("restrict_construction"), limits=Limits(cooldown_days=400.0))

    seen = [
        judged(rule, HandView(House(), day=day), memory)[0].outcome
        for day in (6 * YEAR, 7 * YEAR, 8 * YEAR)
    ]

    assert seen == ["acted", "limited", "acted"]
