from __future__ import annotations

import codecs
from datetime import date

import pytest

from sim.scenario import load_scenario

TEXT = """\
format: ruralbeds-scenario/1
id: read
title: {zh: “引号”和全角：都可以，在标题里, en: A}
notes: |
  　　全角缩进的段落：没有问题。
area: ./place
period: {start: 2021-01-01, end: 2030-12-31}
seed: 045010
"""


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        TEXT.encode("utf-16"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.encode("gb18030"),
    ],
    ids=["utf-8", "bom", "utf-16", "utf-16-be", "crlf", "gb18030"],
)
def test_any_usual_encoding_reads_the_same(write, data):
    scenario = load_scenario(write("encoded", data))

    assert scenario.title["zh"] == "“引号”和全角：都可以，在标题里"
    assert scenario.notes.startswith("　　全角缩进")
    assert scenario.seed == 45010


def test_gb18030_is_read_with_a_warning(write):
    scenario = load_scenario(write("ansi", TEXT.encode("gb18030")))

    ((zh, en),) = scenario.warnings
    assert "GB 18030" in zh
    assert "save it as UTF-8" in en


def test_utf8_has_no_warning(write):
    assert load_scenario(write("plain", TEXT)).warnings == ()


def test_keys_left_out_have_the_defaults_of_the_format(write):
    scenario = load_scenario(write("short", TEXT))

    assert (scenario.replications, scenario.draws, scenario.status) == (1, 1, "draft")
    assert scenario.planning_start == scenario.timeline.start
    assert scenario.history == scenario.programme == scenario.targets == []
    assert scenario.demand is None
    assert scenario.county_indices == [0]


def test_empty_rules_and_sweeps_and_those_switched_off_are_sound(write):
    text = TEXT + "rules: {}\nsweeps:\n  x: {off: true}\n"

    assert load_scenario(write("no-rules", text)).id == "read"


def test_renewal_demand_has_its_stay_in_days(write):
    text = TEXT + (
        "demand: {kind: renewal, applications_per_year: 5, mean_stay: 2 years, "
        "class: hardship}\n"
    )

    demand = load_scenario(write("renewal", text)).demand

    assert demand.mean_stay_days == 730.5
    assert (demand.ability, demand.klass) == ("able", "hardship")


@pytest.mark.parametrize(
    ("text", "days"),
    [("90 days", 90), ("24 months", 730.5), ("2 年", 730.5), ("30天", 30)],
)
def test_durations_are_read_in_both_languages(write, text, days):
    text = TEXT + (
        f"demand: {{kind: renewal, applications_per_year: 1, mean_stay: {text}}}\n"
    )

    assert load_scenario(write("stay", text)).demand.mean_stay_days == days


LONG = "start: 2021-01-01, end: 2034-12-31"


def test_a_period_may_last_as_long_as_somebody_new_turns_60(write):
    text = TEXT.replace("start: 2021-01-01, end: 2030-12-31", LONG)

    assert load_scenario(write("long", text)).period.end == date(2034, 12, 31)


def test_renewal_demand_may_last_longer(write):
    text = TEXT.replace("end: 2030-12-31", "end: 2060-12-31") + (
        "demand: {kind: renewal, applications_per_year: 5, mean_stay: 2 years}\n"
    )

    assert load_scenario(write("longer", text)).period.end == date(2060, 12, 31)
