"""Shares of false and missed closures, from verdicts."""

import pandas as pd
import pytest


def verdicts(*rows) -> pd.DataFrame:
    """Return a table of regret: verdict, day, county."""
    return pd.DataFrame(
        [
            (0, 0, f"H{number}", county, float(day), verdict)
            for number, (verdict, day, county) in enumerate(rows)
        ],
        columns=[
            "draw", "replication", "home_id", "county_code", "time_days", "verdict",
        ],
    )  # fmt: skip


@pytest.fixture
def figures(register):
    register.opened(register.home("H0", 1), ordinary=10)
    table = verdicts(
        ("false", 10, "450101"),
        ("right", 20, "450101"),
        ("right", 30, "450102"),
        ("right", 40, "450102"),
        ("censored", 50, "450101"),
        ("missed", 360, "450101"),
        ("not_missed", 360, "450101"),
        ("not_missed", 360, "450101"),
        ("not_missed", 360, "450102"),
        ("false", 500, "450102"),
        ("missed", float("nan"), "450102"),
    )
    return register.table(regret=table)


def test_false_closures_are_among_those_that_can_be_judged(figures):
    assert figures.value("false_closure_share") == pytest.approx(1 / 4)
    assert figures.value("false_closure_share", 2022) == 1
    county = {"area_level": "county", "area_code": "450101"}
    assert figures.value("false_closure_share", **county) == pytest.approx(1 / 2)
    assert figures.value("censored_closures") == 1
    assert figures.value("censored_closures", 2022) == 0


def test_missed_closures_are_among_the_homes_that_stayed(figures):
    assert figures.value("missed_closure_share") == pytest.approx(1 / 4)
    # A row without a day counts in the last year.
    assert figures.value("missed_closure_share", 2022) == 1


def test_false_closures_are_held_against_the_homes_that_should_stay(figures):
    assert figures.value("stayers_closed_share") == pytest.approx(1 / 4)


def test_without_closures_there_is_no_share(register):
    register.opened(register.home("H0", 1), ordinary=10)
    figures = register.table(regret=verdicts())

    assert figures.rows("false_closure_share").empty
    assert figures.value("censored_closures") == 0


def test_verdicts_of_other_repetitions_do_not_count(register):
    register.opened(register.home("H0", 1), ordinary=10)
    other = verdicts(("false", 10, "450101")).assign(replication=1)

    assert register.table(regret=other).rows("false_closure_share").empty


def test_an_unknown_verdict_is_refused(register):
    register.opened(register.home("H0", 1), ordinary=10)
    with pytest.raises(ValueError, match="unknown verdict: 'perhaps'"):
        register.table(regret=verdicts(("perhaps", 10, "450101")))
