"""The page of a sweep: the chart that its design asks for, in both languages."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import product

import pandas as pd
import pytest

from sim.report.sweep_charts import kind_of, most_influential, sweep_panels
from sim.report.sweep_data import SweepPageData, VariedPath
from sim.report.sweep_page import summary, sweep_page, sweep_words, write_sweep_page
from sim.report.sweep_values import number_of, option, places_of

LEVEL = VariedPath("demand.level", {"zh": "需求", "en": "Demand"}, "ratio", "1", True)
REACH = VariedPath(
    "choice.max_minutes", {"zh": "最远", "en": "Farthest"}, "minutes", "90", True
)
CROSS = VariedPath(
    "choice.cross_county", {"zh": "跨县", "en": "Crossing"}, "yes_no", "no", False
)
HEADLINES = (
    {
        "headline": "occupancy",
        "indicator": "occupancy",
        "of": "whole",
        "label_zh": "入住率",
        "label_en": "Occupancy",
        "unit": "share",
        "unit_zh": "",
        "unit_en": "",
    },
    {
        "headline": "unmet_need",
        "indicator": "unmet_need",
        "of": "whole",
        "label_zh": "未满足",
        "label_en": "Unmet need",
        "unit": "person_days",
        "unit_zh": "人日",
        "unit_en": "person-days",
    },
)


def _data(design, paths, points, replications=4):
    """Return a sweep in which occupancy goes with the first path alone."""
    keys = [path.key for path in paths]
    table = pd.DataFrame(points, columns=keys)
    table.insert(0, "point", [str(n) for n in range(1, len(points) + 1)])
    rows = []
    own = 0.5
    for point, first in [
        ("own", None),
        *zip(table["point"], table[keys[0]], strict=True),
    ]:
        change = 0.0
        if first is not None and first not in ("yes", "no"):
            change = 0.1 * (number_of(first) - number_of(paths[0].own))
        elif first == "yes":
            change = 0.02
        for year, (headline, factor) in product(
            (2029, 2030), (("occupancy", 1.0), ("unmet_need", 1000.0))
        ):
            mean = factor * (own + change)
            rows.append(
                {
                    "point": point,
                    "headline": headline,
                    "year": year,
                    "mean": mean,
                    "low": mean * 0.9,
                    "high": mean * 1.1,
                    "difference": factor * change,
                    "difference_low": factor * (change - 0.01),
                    "difference_high": factor * (change + 0.01),
                    "n": replications,
                }
            )
    return SweepPageData(
        scenario_id="case",
        title={"zh": "甲方案", "en": "Case A"},
        name="threshold",
        design=design,
        area_name={"zh": "甲县", "en": "County A"},
        start="2021-01-01",
        end="2030-12-31",
        paths=paths,
        points=table,
        table=pd.DataFrame(rows),
        headlines=HEADLINES,
        replications=replications,
        draws=1,
        seed=1,
        version="0",
        joint=True,
        synthetic_registry=False,
    )


LINE = _data("grid", [LEVEL], [["0.8"], ["120%"], ["1"]])
TILES = _data(
    "grid", [LEVEL, REACH], [list(p) for p in product(["0.8", "1.2"], ["45", "90"])]
)
TORNADO = _data(
    "one_at_a_time",
    [LEVEL, REACH],
    [["0.8", "90"], ["1.2", "90"], ["1", "45"], ["1", "120"]],
)
DOTS = _data(
    "latin_hypercube",
    [LEVEL, REACH],
    [["0.81234567", "70.5"], ["1.1", "50.1"], ["0.95", "99.9"], ["1.19", "60"]],
)
OPTIONS = _data("grid", [CROSS], [["no"], ["yes"]])
STILL = _data("grid", [LEVEL], [["1"]])
MANY = SweepPageData(
    **{
        **vars(LINE),
        "headlines": [{**HEADLINES[0], "headline": name} for name in "abcd"],
        "table": pd.concat(
            LINE.table[LINE.table["headline"] == "occupancy"].assign(headline=name)
            for name in "abcd"
        ),
    }
)
ALL = {"lines": LINE, "tiles": TILES, "tornado": TORNADO, "dots": DOTS}


def _figure(data, headline="occupancy"):
    panels = sweep_panels(data, sweep_words()).panels
    return next(p.figure for p in panels if p.name == f"sweep-{headline}")


@pytest.mark.parametrize("kind", ALL)
def test_the_design_decides_the_chart(kind):
    assert kind_of(ALL[kind]) == kind


def test_a_line_runs_by_the_numbers_and_not_by_the_order_of_the_file():
    band, line = _figure(LINE)["data"]

    assert line["x"] == [0.8, 1.0, 1.2]
    assert line["y"] == pytest.approx([48.0, 50.0, 52.0])
    assert max(band["y"]) == pytest.approx(52.0 * 1.1)


def test_options_stand_side_by_side():
    figure = _figure(OPTIONS)

    assert figure["data"][-1]["x"] == ["no", "yes"]
    assert figure["layout"]["xaxis"]["type"] == "category"
    assert figure["layout"]["shapes"] == []


def test_a_tile_stands_where_its_two_values_meet():
    (tiles,) = _figure(TILES)["data"]

    assert (tiles["x"], tiles["y"]) == (["0.8", "1.2"], ["45", "90"])
    assert tiles["z"] == [pytest.approx([48.0, 52.0])] * 2


def test_the_longest_bar_of_a_tornado_is_the_path_that_matters():
    bars, ends = _figure(TORNADO)["data"]
    labels = _figure(TORNADO)["layout"]["yaxis"]["ticktext"]

    assert [label.en for label in labels] == ["Farthest", "Demand"]
    assert bars["base"] == pytest.approx([0.0, -2.0])
    assert bars["x"] == pytest.approx([0.0, 4.0])
    assert [text.en.strip() for text in ends["text"]] == ["0.8", "1.2"]
    assert ends["textposition"] == ["middle left", "middle right"]


def test_dots_run_along_the_path_that_the_figure_goes_with():
    assert most_influential(DOTS, "occupancy") is LEVEL
    assert _figure(DOTS)["data"][0]["x"] == [0.81234567, 1.1, 0.95, 1.19]


def test_a_single_replication_has_no_band():
    table = LINE.table.assign(low=float("nan"), high=float("nan"))
    data = SweepPageData(**{**vars(LINE), "table": table})

    assert len(_figure(data)["data"]) == 1


def test_a_percentage_is_the_number_it_stands_for():
    rows = pd.DataFrame({"demand.level": ["40%", "1.2"]})

    assert places_of(rows, LEVEL) == [0.4, 1.2]


def test_the_sentence_tells_the_range_and_the_scenarios_own_figure():
    told = summary(LINE, sweep_words()).en

    assert "Occupancy from 48.0% to 52.0%, 50.0% in the scenario itself" in told


def test_a_figure_that_stands_still_is_named_and_not_drawn():
    still = LINE.table["headline"] == "unmet_need"
    table = LINE.table.assign(
        difference=LINE.table["difference"].mask(still, 0.0),
        mean=LINE.table["mean"].mask(still, 500.0),
    )
    data = SweepPageData(**{**vars(LINE), "table": table})
    panels = sweep_panels(data, sweep_words())

    assert [one.name for one in panels.panels] == ["sweep-occupancy"]
    assert "own at every point: Unmet need" in panels.reading.en
    assert "that do not move with these values: 1" in summary(data, sweep_words()).en


def test_yes_and_no_are_said_in_both_languages():
    assert option("yes", CROSS, sweep_words()) == ("是", "yes")
    assert option("0.81934567", LEVEL, sweep_words()) == ("0.819", "0.819")


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("kind", ALL)
def test_the_page_has_both_languages_and_no_address(kind, lang, tmp_path):
    page = write_sweep_page(tmp_path, ALL[kind], lang).read_text(encoding="utf-8")
    # Plotly's own script has addresses, none of which it asks by itself.
    own = re.sub(r"<script>.*?</script>", "", page, flags=re.S)

    assert "甲方案" in own
    assert "Case A" in own
    assert "://" not in own
    assert own.count("<tr>") > len(ALL[kind].points)


def test_every_word_of_the_page_is_used():
    words = sweep_words()
    for data in (*ALL.values(), OPTIONS, STILL, MANY):
        sweep_page(data, words)

    families = {key for key in words if key.startswith("sweep")}
    assert families - words.asked == set()


MONEY = {"unit": "yuan", "unit_zh": "元", "unit_en": "yuan"}


@pytest.mark.parametrize(("made", "along"), [(LINE, "y"), (TORNADO, "x"), (DOTS, "y")])
def test_money_is_in_wan_in_chinese_and_in_millions_in_english(made, along):
    data = in_yuan(made)

    panel = sweep_panels(data, sweep_words()).panels[1]

    assert (panel.title.zh, panel.title.en) == (
        "未满足（万元）",
        "Unmet need (million yuan)",
    )
    drawn = panel.figure["data"][-1 if along == "y" else 0][along]
    assert drawn["zh"] == pytest.approx([100 * one for one in drawn["en"]])
    [told, *_] = [
        text for trace in panel.figure["data"] for text in trace.get("customdata", [])
    ]
    assert ("万元" in told.zh, "million yuan" in told.en) == (True, True)
    assert "百万" not in sweep_page(data, sweep_words())


def test_money_on_tiles_and_on_the_first_screen_is_in_the_same_units():
    data = in_yuan(TILES)

    panel = sweep_panels(data, sweep_words()).panels[1]

    tile = panel.figure["data"][0]["text"][0][0]
    assert (tile.zh, tile.en) == ("480", "4.8")
    told = summary(data, sweep_words())
    assert "在480至520万元之间，本方案为500" in told.zh
    assert "from 4.8 to 5.2 million yuan, 5 in the scenario itself" in told.en


def in_yuan(data: SweepPageData) -> SweepPageData:
    """Return a sweep whose second figure is 10,000 times as much, in yuan."""
    table, amounts = data.table.copy(), ["mean", "low", "high"]
    amounts += ["difference", "difference_low", "difference_high"]
    second = table["headline"] == "unmet_need"
    table.loc[second, amounts] *= 10_000
    headlines = (HEADLINES[0], {**HEADLINES[1], **MONEY})
    return replace(data, table=table, headlines=headlines)
