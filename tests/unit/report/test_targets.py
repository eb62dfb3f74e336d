from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from sim.report.targets import amount, described, read_targets, targets_table
from sim.report.words import Text, load_words

FUTURE = {
    "indicator": "nursing_bed_share",
    "date": date(2030, 12, 31),
    "sense": "at_least",
    "limit": 0.73,
    "nature": "expected",
    "source": "S",
    "document": "national",
    "status": "future",
    "mean": 0.6,
    "low": 0.58,
    "high": 0.62,
    "n": 20,
    "probability": 0.3,
    "first_met": None,
}
PAST = {**FUTURE, "date": date(2025, 12, 31), "probability": None}


def only(**changes: object) -> tuple[str, Text]:
    """Return standing and verdict of one target."""
    table = pd.DataFrame([{**FUTURE, **changes}])
    target = described(read_targets(table), load_words())[0]
    return target.standing, target.verdict


@pytest.mark.parametrize(
    ("probability", "standing"),
    [(1.0, "met"), (0.95, "met"), (0.94, "likely"), (0.5, "likely"),
     (0.49, "unlikely"), (0.06, "unlikely"), (0.05, "missed"), (0.0, "missed")],
)  # fmt: skip
def test_a_future_target_stands_by_its_probability(
    probability: float, standing: str
) -> None:
    assert only(probability=probability)[0] == standing


@pytest.mark.parametrize(
    ("n", "always", "never"),
    [(1, "likely", "likely"), (10, "likely", "unlikely"), (18, "likely", "unlikely"),
     (19, "met", "missed"), (1000, "met", "missed")],
)  # fmt: skip
def test_few_repetitions_make_no_target_expected_or_given_up(
    n: int, always: str, never: str
) -> None:
    assert only(probability=1.0, n=n)[0] == always
    assert only(probability=0.0, n=n)[0] == never


def test_a_past_target_without_a_figure_is_unknown_and_has_no_probability() -> None:
    standing, verdict = only(**{**PAST, "status": "unknown"})

    assert standing == "unknown"
    assert verdict.en == "not published; model 58% to 62%"
    assert "probab" not in verdict.en


def test_a_past_target_shows_the_published_figure_and_whether_it_reached() -> None:
    past = {**PAST, "status": "published"}

    assert only(**past, published=0.8) == ("published", Text("80%，已达标", "80%: met"))
    assert only(**past, published=0.7)[1].en == "70%: not met"
    assert only(**{**past, "sense": "at_most"}, published=0.7)[1].en == "70%: met"


def test_few_repetitions_give_no_certainty() -> None:
    assert only(probability=1.0, n=3)[1].en == "probability >75%"
    assert only(probability=0.0, n=3)[1].en == "probability <25%"
    assert only(probability=1.0, n=10)[1].en == "probability >90%"
    assert only(probability=0.0, n=10)[1].en == "probability <10%"
    assert only(probability=1.0, n=1000)[1].en == "probability >99%"
    assert only(probability=0.0, n=1000)[1].en == "probability <1%"
    assert only(probability=0.35, n=20)[1].en == "probability 35%"


def test_a_target_beyond_the_run_or_not_computed_says_so() -> None:
    nothing = {"probability": None, "mean": None, "low": None, "high": None}

    assert (
        only(**{**nothing, "status": "outside"})[1].en
        == "dated after the end of the run"
    )
    assert (
        only(**{**nothing, "status": "not_computed"})[1].en
        == "not computed in this run"
    )


def test_whose_target_it_is_is_said() -> None:
    target = described(read_targets(pd.DataFrame([FUTURE])), load_words())[0]

    assert target.origin == Text("国家指标", "national figure")


def test_targets_still_to_come_are_listed_first() -> None:
    table = pd.DataFrame([{**PAST, "status": "unknown"}, FUTURE])

    listed = described(read_targets(table), load_words())

    assert [one.standing for one in listed] == ["unlikely", "unknown"]


def test_the_table_has_targets_by_date() -> None:
    table = pd.DataFrame([FUTURE, {**PAST, "status": "unknown"}])

    rows = targets_table(read_targets(table), load_words()).rows

    assert [row[1].text.en for row in rows] == [
        "at least 73% by 2025",
        "at least 73% by 2030",
    ]


def test_amounts_follow_the_unit_of_the_indicator() -> None:
    assert amount("nursing_bed_share", 0.55) == Text("55%", "55%")
    assert amount("nursing_bed_share", 0.5512) == Text("55.1%", "55.1%")
    assert amount("total_beds", 325_000) == Text("32.5万", "325,000")
    assert amount("total_beds", float("nan")) == Text("—", "—")
