"""Whatever a file holds, reading it gives a scenario or sentences, never a crash."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from examples import examples
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from sim.scenario import Fault, ScenarioError, load_scenario

ROOT = Path(__file__).parents[2]
SOUND = """\
format: ruralbeds-scenario/1
id: sound
title: {zh: 甲, en: A}
area: ./place
period: {start: 2021-01-01, end: 2030-12-31}
planning_start: 2027-01-01
replications: 2
seed: 1
demand: {kind: renewal, applications_per_year: 5, mean_stay: 2 years}
set:
  demand.level: {values: {2025-01-01: 2}, between: linear, source: assumption, note: x}
  demand.patience_days: {value: 90, range: [30, 120], source: assumption, note: x}
history:
  - {date: 2023-01-01, do: upgrade, count: 1, among: {tier: township}, grade: assumed,
     source: assumption, note: x}
targets:
  nursing_bed_share@2030-12-31: {at_least: 73%, nature: expected, source: fyp15_outline}
rules:
  a:
    label: {zh: 甲, en: A}
    source: assumption
    assumes: [x]
    scope: {tier: township, ownership: public}
    review: every 1 year from 2027-01-01
    until: 2029-12-31
    when:
      any: [home.occupancy.mean24m < 50% for 2 reviews, home.fire_safety_ok is no]
    then:
      - {do: close, notice: 90 days, max_travel: 60 minutes}
    protect: [last_public_home_of_county, no_absorption]
    limits: {per_county_and_review: 2, order: lowest_occupancy, cooldown: 24 months}
"""
PIECES = st.sampled_from(
    [
        *":,[]{}&*!|>%@`#\"'-?\t\n \r",
        *("：", "，", "\u3000", "\u00a0", "\x00", "\ufeff", "\u2028", "\U0001f600"),
        *("null", "~", "yes", "[]", "{}", "0", "-1", "1e999", "NaN", "2030-13-31"),
        *("<<: ", "off: yes", "value: ", "# ", "---\n", "- "),
    ]
)
VALUES = [
    "2027-01-01",
    "upgrade",
    "73%",
    "assumption",
    "township",
    "renewal",
    "./place",
    "close",
    "90 days",
    "home.occupancy.mean24m < 50%",
    "every 1 year from 2027-01-01",
]


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bench")
    place = ROOT / "scenarios" / "teaching" / "places" / "one_home"
    shutil.copytree(place, folder / "place")
    return folder


def faults_of(path: Path) -> list[Fault]:
    try:
        load_scenario(path)
    except ScenarioError as error:
        return error.faults or pytest.fail("an error without a fault")
    return []


def reads_or_says_why(path: Path) -> None:
    for fault in faults_of(path):
        assert fault.message_zh
        assert fault.message_en
        assert "Error" not in fault.message_en


@examples(150, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_sound_file_with_pieces_put_in_or_taken_out(bench, data):
    text = SOUND
    for _ in range(data.draw(st.integers(1, 3))):
        place = data.draw(st.integers(0, len(text)))
        cut = data.draw(st.integers(0, 12))
        text = text[:place] + data.draw(PIECES) + text[place + cut :]
    path = bench / "mutant.yaml"
    path.write_bytes(text.encode())

    reads_or_says_why(path)


@examples(150, suppress_health_check=list(HealthCheck))
@given(
    line=st.sampled_from(SOUND.splitlines()),
    value=st.recursive(
        PIECES | st.sampled_from(VALUES),
        lambda inner: (
            st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]")
            | st.dictionaries(PIECES, inner, max_size=2).map(
                lambda held: f"{{{', '.join(f'{k}: {v}' for k, v in held.items())}}}"
            )
        ),
    ),
)
def test_a_line_with_any_other_value(bench, line, value):
    key = line.partition(": ")[0]
    path = bench / "other-value.yaml"
    path.write_bytes(SOUND.replace(line, f"{key}: {value}").encode())

    reads_or_says_why(path)


@examples(100, suppress_health_check=list(HealthCheck))
@given(
    content=st.binary(max_size=300)
    | st.text(max_size=300).map(lambda text: text.encode("utf-8", "replace"))
)
def test_any_bytes_at_all(bench, content):
    path = bench / "noise.yaml"
    path.write_bytes(content)

    with pytest.raises(ScenarioError):
        load_scenario(path)
