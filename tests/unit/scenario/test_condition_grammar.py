"""Conditions are read as they are printed, whatever they say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from sim.scenario.conditions import (
    ConditionEntry,
    comparison_text,
    condition_of,
    depth,
    read_comparison,
    written,
)
from sim.scenario.measure_list import measures
from sim.scenario.rule import Comparison, Group, comparisons

WHOLE = ("beds", "residents", "rank")
SIGNS = st.sampled_from(["<", "<=", ">", ">="])
READER = TypeAdapter(ConditionEntry)


@st.composite
def a_comparison(draw: st.DrawFn) -> Comparison:
    name = draw(st.sampled_from(list(measures())))
    measure = measures()[name]
    reviews = draw(st.integers(1, 50))
    if measure.unit == "yes_no":
        return Comparison(name, "is", float(draw(st.booleans())), reviews)
    low, high = measure.bounds
    if measure.unit in WHOLE:
        limit = float(draw(st.integers(int(low), int(high))))
    else:
        limit = draw(st.floats(low, high)) + 0.0  # No minus zero.
    return Comparison(name, draw(SIGNS), limit, reviews)


CONDITIONS = st.recursive(
    a_comparison(),
    lambda inner: (
        st.builds(
            Group,
            st.sampled_from(["all", "any"]),
            st.lists(inner, min_size=1, max_size=3).map(tuple),
        )
        | inner.map(lambda one: Group("not", (one,)))
    ),
    max_leaves=6,
)


def bare(condition):
    """Return a condition without the words that it was written in."""
    if isinstance(condition, Comparison):
        held = condition
        return Comparison(held.measure, held.operator, held.limit, held.reviews)
    return Group(condition.kind, tuple(bare(part) for part in condition.parts))


@given(a_comparison())
def test_a_comparison_that_is_printed_is_read_as_the_same(one):
    again = read_comparison(comparison_text(one))

    assert bare(again) == one
    assert again.text == comparison_text(one)


@given(CONDITIONS)
def test_a_condition_that_is_printed_is_read_as_the_same(condition):
    again = condition_of(READER.validate_python(written(condition)))

    assert bare(again) == condition
    assert depth(again) == depth(condition)
    assert len(list(comparisons(again))) == len(list(comparisons(condition)))


@given(st.text(max_size=60))
def test_any_text_is_a_comparison_or_has_a_sentence(text):
    try:
        READER.validate_python(text)
    except ValidationError as error:
        for details in error.errors():
            assert details["type"] in ("said", "value_missing", "number")


@pytest.mark.parametrize(
    ("text", "limit", "reviews"),
    [
        ("home.occupancy.mean24m < 50%", 0.5, 1),
        ("home.occupancy.mean24m<0.5 for 2 reviews", 0.5, 2),
        ("home.occupancy.mean24m < 55% for 1 review", 0.55, 1),
        ("home.minutes_to_next <= 1 hour", 60.0, 1),
        ("home.minutes_to_next <= 30 分钟", 30.0, 1),
        ("home.equipment_age >= 24 months", 2.0, 1),
        ("home.equipment_age >= 1461 days", 4.0, 1),
        ("home.beds < 40 beds", 40.0, 1),
        ("home.beds < 40", 40.0, 1),
        ("county.occupancy.minus_region < -5%", -0.05, 1),
        ("home.fire_safety_ok is no", 0.0, 1),
        ("township.served is 是 for 3 reviews", 1.0, 3),
    ],
)
def test_limits_are_read_in_the_unit_of_their_measure(text, limit, reviews):
    found = read_comparison(text)

    assert (found.limit, found.reviews, found.text) == (limit, reviews, text)


@pytest.mark.parametrize("name", measures())
def test_a_measure_has_words_and_ends_that_hold_each_other(name):
    measure = measures()[name]

    assert name.split(".")[0] in ("home", "county", "township")
    if measure.unit == "yes_no":
        assert measure.usual is None
        assert measure.bounds is None
        return
    floor, ceiling = measure.bounds
    low, high = measure.usual
    assert floor <= low < high <= ceiling
