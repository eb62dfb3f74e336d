from __future__ import annotations

import pandas as pd

from sim.report.answer import answer
from sim.report.figures import Figures
from sim.report.targets import read_targets
from sim.report.words import Text, load_words

AREA = Text("广西", "Guangxi")
NONE = read_targets(pd.DataFrame())


def figures(by_year: dict[int, float], counties: dict[str, float]) -> Figures:
    """Return public occupancy by year, and that of counties in the last year."""
    region = [("region", "450000", year, share) for year, share in by_year.items()]
    last = max(by_year)
    rows = region + [("county", code, last, share) for code, share in counties.items()]
    table = pd.DataFrame(rows, columns=["area_level", "area_code", "year", "mean"])
    return Figures(
        table.assign(
            indicator="occupancy_rate",
            tier="all",
            ownership="public",
            operation="all",
            residence="all",
            low=table["mean"] - 0.001,
            high=table["mean"] + 0.001,
        )
    )


def test_the_answer_is_one_sentence_of_the_figures() -> None:
    made = figures({2021: 0.42, 2030: 0.512}, {"1": 0.49, "2": 0.51, "3": 0.3})

    said = answer(made, NONE, AREA, ["1", "2", "3"], load_words())

    assert said.zh == (
        "按本情景，2030年广西公办养老机构平均入住率为51.2%（80%区间 51.1% 至 51.3%），"
        "比2021年高9.2个百分点，3个县（市、区）中有2个低于50%。"
    )
    assert said.en.count(". ") == 0
    assert "9.2 points more than in 2021; 2 of 3 counties are below 50%." in said.en


def test_a_fall_is_called_a_fall() -> None:
    said = answer(figures({2021: 0.5, 2030: 0.4}, {}), NONE, AREA, [], load_words())

    assert "比2021年低10.0个百分点" in said.zh
    assert "10.0 points less than in 2021" in said.en


def test_a_change_below_half_a_point_is_no_change() -> None:
    said = answer(figures({2021: 0.5, 2030: 0.504}, {}), NONE, AREA, [], load_words())

    assert "与2021年基本持平" in said.zh


def test_a_single_county_is_not_counted() -> None:
    made = figures({2021: 0.5, 2030: 0.4}, {"1": 0.4})

    said = answer(made, NONE, AREA, ["1"], load_words())

    assert "县（市、区）" not in said.zh


def test_exactly_one_half_is_not_below_it() -> None:
    made = figures({2021: 0.5, 2030: 0.4}, {"1": 0.5, "2": 0.4999})

    said = answer(made, NONE, AREA, ["1", "2"], load_words())

    assert "中有1个低于50%" in said.zh


def test_a_run_without_figures_says_that_it_cannot_answer() -> None:
    made = Figures(pd.DataFrame(columns=["year", "area_level", "area_code", "mean",
        "low", "high", "tier", "ownership", "operation", "residence", "indicator"]),
        [2021, 2030])  # fmt: skip

    said = answer(made, NONE, AREA, [], load_words())

    assert said == load_words()["answer.nothing"]
