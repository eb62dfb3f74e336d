"""A dated fact that asks for more than there is says so, and others do not."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from sim.scenario import load_scenario
from sim.supply.lacking import lacking

PLACES = Path(__file__).parents[3] / "scenarios" / "teaching" / "places"
HEAD = """\
format: ruralbeds-scenario/1
id: lacking
title: {zh: 甲, en: A}
area: ./small_county
period: {start: 2021-01-01, end: 2030-12-31}
planning_start: 2024-01-01
seed: 1
programme:
"""
HELD = "grade: assumed, source: assumption, note: x"


@pytest.fixture
def told(tmp_path):
    shutil.copytree(PLACES / "small_county", tmp_path / "small_county")

    def warnings(*actions: str, draws: tuple[int, ...] = (0,)) -> list[str]:
        entries = "".join(f"  - {{{action}, {HELD}}}\n" for action in actions)
        path = tmp_path / "lacking.yaml"
        path.write_text(HEAD + entries, encoding="utf-8")
        pairs = lacking(load_scenario(path), draws)
        assert all("只" in zh or "没有" in zh for zh, _ in pairs)
        return [en for _, en in pairs]

    return warnings


def test_more_beds_than_there_are_are_told_with_date_asked_and_done(told):
    (one,) = told("date: 2026-03-01, do: convert_beds, beds: 10000")

    assert "lacking.yaml:9: on 2026-03-01 10000 beds were to be converted" in one
    assert "only 0 were" not in one


def test_a_later_fact_finds_what_an_earlier_one_left(told):
    whole = "do: convert_beds, share: 100%"
    first, second = told(
        f"date: 2025-01-01, {whole}",
        "date: 2026-01-01, do: convert_beds, beds: 1",
        f"date: 2027-01-01, {whole}",
    )

    assert "on 2026-01-01 1 beds" in first
    assert "only 0 were" in first
    assert "on 2027-01-01 a share of 1 " in second


def test_more_homes_than_can_be_upgraded_are_told(told):
    (one,) = told("date: 2026-03-01, do: upgrade, count: 99, among: {tier: township}")

    assert "on 2026-03-01 99 homes were to be upgraded, only " in one


def test_of_several_registries_the_worst_is_told_once(told):
    (one,) = told("date: 2026-03-01, do: convert_beds, beds: 10000", draws=(0, 1, 2))

    assert "so in 3 of 3 registries" in one


@pytest.mark.parametrize(
    "action",
    [
        "do: convert_beds, beds: 5",
        "do: convert_beds, share: 10%",
        "do: convert_beds, nursing_share: 1%",
        "do: upgrade, count: 1",
        "do: build, count: 2, tier: county, ownership: public, beds: 50, "
        "nursing_share: 50%",
    ],
)
def test_what_can_be_done_is_not_told(told, action):
    assert told(f"date: 2026-03-01, {action}") == []
