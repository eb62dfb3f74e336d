from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from importlib import resources
from types import ModuleType

import pandas as pd
import pytest

from sim.report import Drawn, Limits, PageData, RunFacts
from sim.report.frame import RUN
from sim.report.page import page, page_words
from sim.report.part_years import part_year_names
from sim.report.words import Text, Words, load_words
from sim.scenario.catalogue import catalogue
from sim.timeline import Timeline

CHINESE = re.compile(r"[\u4e00-\u9fff\u3000-\u303f\uff00-\uffef]")
# Marks of Plotly's hover language, and words that are the same in both languages.
MARKUP = re.compile(r"%\{[^}]*\}|<[^>]*>|\{\w+\}")
ALLOWED = {"CSV", "ruralbeds", "draws", "frozen"}


@pytest.fixture(scope="module")
def variants(
    full: PageData, made_up: ModuleType, beside_sample: ModuleType
) -> list[PageData]:
    """Return runs that between them have every reason to say something."""
    nothing = full.summary.iloc[:0]
    one = full.summary[full.summary["area_level"] == "region"]
    few = ["unmet_need_person_days", "median_wait_days"]
    drifting = made_up.frozen_null().assign(change=0.05)
    wild = full.boundaries | {"attribution": "X"} if full.boundaries else None
    falling = full.summary.assign(mean=1 - full.summary["mean"])
    flat = full.summary.assign(mean=0.5, low=float("nan"), high=float("nan"))
    sure = full.summary.assign(low=full.summary["mean"], high=full.summary["mean"])
    single = full.targets.assign(low=float("nan"), high=float("nan"))
    several = RunFacts("0.1.0", 1, 1, 30)
    drawn = Drawn(["demand.level"], ["staff.load.mild", "of.no.label"], amounts=2)
    unchanged = beside_sample.fates()
    unchanged = replace(unchanged, classes=unchanged.classes.assign(fate="kept"))
    placed = beside_sample.placed(full.counties)
    alone = RunFacts("0.1.0", 1, 1, 1, run_id="20300101", finished="12:00")
    return [
        full,
        replace(full, guarantee_breaches=3.0, notes="Notes", boundaries=wild),
        replace(full, run=RunFacts("0.1.0", 1, 10, 5, status="partial")),
        replace(full, run=several, drawn=drawn, limits=Limits(3, 900, 0.02)),
        replace(full, run=several, drawn=drawn, synthetic_registry=False),
        replace(full, run=several, synthetic_registry=False),
        replace(full, run=alone, summary=flat, status="reviewed"),
        replace(full, summary=falling, synthetic_registry=False),
        replace(full, summary=sure, targets=single),
        replace(full, summary=nothing, targets=full.targets.iloc[:0]),
        replace(full, summary=one[~one["indicator"].isin(few)], boundaries=None),
        replace(full, summary=one[one["ownership"] == "all"], frozen_null=None),
        replace(full, boundaries=None, frozen_null=drifting),
        replace(full, targets=full.targets.assign(n=1000), is_part=True),
        replace(full, is_part=True, null_area={"zh": "大区", "en": "Largeland"}),
        replace(full, frozen_draws=beside_sample.frozen_draws()),
        replace(
            full,
            homes=beside_sample.fates(),
            summary=beside_sample.entrusted(full.summary),
        ),
        replace(full, homes=beside_sample.fates(*"ABCDEFGHI")),
        replace(full, run=several, doubt=beside_sample.doubtful(full.summary)),
        replace(full, timeline=Timeline(date(2021, 7, 1), date(2030, 6, 30))),
        replace(full, homes=unchanged, counties=placed, boundaries=None),
        replace(full, homes=beside_sample.homes_of(unchanged.classes.iloc[:0], None)),
        replace(full, masked=True, figure_grades=graded()),
    ]


def graded() -> pd.DataFrame:
    """Grades of two indicators, one of which rests on better things as well."""
    mixed = ("assumed", "beds: published; demand: assumed")
    told = {"grounds_zh": "公布：床位", "grounds_en": "published: beds"}
    rows = [
        {"indicator": name, "of": of, "grade": grade, "grounds": grounds}
        | {"label_zh": "指标", "label_en": "Indicator"}
        | told
        for name, (grade, grounds) in {
            "occupancy_rate": mixed,
            "nursing_bed_share": ("published", "beds: published"),
        }.items()
        for of in ("whole", "part")
    ]
    return pd.DataFrame(rows)


def test_a_figure_says_what_it_rests_on(full: PageData) -> None:
    data = replace(full, figure_grades=graded())
    told = page(data, page_words(data))

    assert "Partly assumed" in told
    assert '<span class="grade published"' in told
    assert told.count("依据——公布：床位") > 2


def test_every_text_is_there_in_both_languages() -> None:
    empty = {key for key, text in load_words().items() if not (text.zh and text.en)}

    # A plain count has no unit in English; yes and no and options have none at all.
    assert empty <= {"unit.count", "unit.yes_no", "unit.choice"}


def test_both_languages_are_filled_with_the_same_parts() -> None:
    for key, text in load_words().items():
        holes = [sorted(re.findall(r"\{\w+[^}]*\}", words)) for words in text]
        assert holes[0] == holes[1], key


def test_no_english_is_left_in_the_chinese_words() -> None:
    for key, text in load_words().items():
        words = set(re.findall(r"[A-Za-z]{2,}", MARKUP.sub(" ", text.zh)))
        assert words <= ALLOWED, key


def test_no_chinese_is_left_in_the_english_words() -> None:
    for key, text in load_words().items():
        assert not CHINESE.search(text.en), key


def test_every_text_is_used_by_some_page(
    variants: list[PageData], full: PageData, made_up: ModuleType
) -> None:
    words = load_words()
    reached = made_up.access_summary(full.summary)
    whole = replace(full, summary=pd.concat([full.summary, reached]))
    mixed = reached[reached["residence"] == "all"]
    real = replace(full, summary=mixed, synthetic_registry=False)
    for data in (*variants, whole, real):
        page(data, words)
    # A page has the months of its own period only.
    for month in range(1, 13):
        for day in (1, 2):
            part_year_names(date(2024, month, day), date(2025, 1, 31), words)

    assert set(words) - words.asked == set()


def test_every_unit_of_a_parameter_has_a_word() -> None:
    units = {one.unit for one in catalogue().values()}

    assert units <= set(load_words().family("unit"))


def test_scripts_say_the_words_that_they_are_given() -> None:
    folder = resources.files("sim.report.browser")
    scripts = "".join(folder.joinpath(one).read_text("utf-8") for one in RUN.scripts)
    said = set(re.findall(r'"(browser\.\w+)"', scripts))

    given = {f"browser.{name}" for name in load_words().family("browser")}

    assert said == given


def test_a_word_that_is_missing_is_a_fault() -> None:
    with pytest.raises(KeyError):
        load_words()["page.no_such_word"]


def test_parts_are_filled_in_their_own_language() -> None:
    text = Text("{name}有{n}张", "{name} has {n}")

    filled = text.fill(name=Text("甲县", "County A"), n=5)

    assert filled == Text("甲县有5张", "County A has 5")


def test_holes_of_the_charts_are_left_alone() -> None:
    assert Text("%{x}年{n}", "%{x} {n}").fill(n=1) == Text("%{x}年1", "%{x} 1")


def test_a_text_in_one_language_serves_for_both() -> None:
    assert Text.of({"zh": "现状"}) == Text("现状", "现状")
    assert Text.of("A") == Text("A", "A")


def test_an_unknown_name_of_a_family_is_shown_as_it_is() -> None:
    words = Words({"unit.share": Text("占比", "share")})

    assert words.named("unit", "parsec") == Text("parsec", "parsec")
    assert words.asked == set()


def test_missing_numbers_are_not_said_as_text(full: PageData) -> None:
    origins = full.origins.assign(note=None, low=pd.NA, high=pd.NA)
    html = page(replace(full, origins=origins), load_words())

    body = html[html.index("<main>") : html.index("</main>")]
    assert not re.search(r">[^<]*\b(nan|None|NaT|<NA>)\b[^<]*<", body)
