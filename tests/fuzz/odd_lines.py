"""A sound scenario file of the place `./place`, and odd lines in place of its own."""

from __future__ import annotations

from typing import Final

SOUND: Final = """format: ruralbeds-scenario/1
id: odd
title: {zh: 怪, en: Odd}
area: ./place
period: {start: 2021-01-01, end: 2024-12-31}
planning_start: 2023-01-01
replications: 2
seed: 1
set:
  demand.level: {value: 5, source: assumption, note: x}
targets:
  nursing_bed_share@2023-12-31: {at_least: 55%, nature: text, source: opinions#一}
rules:
  close:
    label: {zh: 关, en: Close}
    source: assumption
    assumes: [x]
    scope: {tier: township, ownership: public}
    review: every 1 year from 2023-01-01
    when:
      all: [home.occupancy.mean12m < 50%]
    then:
      - {do: close, notice: 90 days, max_travel: 60 minutes}
sweeps:
  level: {vary: {demand.level: [4, 6]}, design: grid}
"""

_LEVEL: Final = "{value: 5, source: assumption, note: x}"
# What stands in the sound file, and what stands there instead.
OTHER: Final[dict[str, list[str]]] = {
    "id: odd": [
        "id: ../../escaped",
        "id: /tmp/escaped",
        "id: ..",
        "id: .",
        "id: ''",
        "id: con",
        "id: a/b",
        'id: "a\\nb"',
        'id: "a\\0b"',
        f"id: {'x' * 300}",
        "id: -rf",
        "id: 怪",
        "id: {a: b}",
        "id: 2021-01-01",
    ],
    "area: ./place": [
        "area: ../../../../etc",
        "area: /",
        "area: /dev",
        "area: ./place/..",
        "area: ''",
        "area: .",
        "area: ~",
        "area: []",
        "area: [990101, 990101]",
        "area: [[990101]]",
        "area: 990101",
        "area: {name: ./place}",
        "area: ./place/homes.csv",
        "area: ./circle",
        'area: "./pl\\0ace"',
        f"area: ./{'y' * 5000}",
        "area: http://example.com/pack",
        "area: file:///etc",
        "area: ~root",
    ],
    "period: {start: 2021-01-01, end: 2024-12-31}": [
        "period: {start: 2021-02-30, end: 2024-12-31}",
        "period: {start: 2025-02-30, end: 2024-12-31}",
        "period: {start: 2024-12-31, end: 2021-01-01}",
        "period: {start: 2021-01-01, end: 2021-01-01}",
        "period: {start: 0001-01-01, end: 9999-12-31}",
        "period: {start: 0000-00-00, end: 2024-12-31}",
        "period: {start: 2021-01-01, end: 9999-12-31}",
        "period: {start: 1900-01-01, end: 2024-12-31}",
        "period: {start: 9950-01-01, end: 9999-12-31}",
        "period: {start: 0001-01-01, end: 0050-12-31}",
        "period: {start: 2021-01-01, end: 2021-01-02}",
        "period: {start: 10000-01-01, end: 10001-01-01}",
        "period: {start: 2021-1-1, end: 2024-12-31}",
        "period: {start: 2021/01/01, end: 2024-12-31}",
        "period: {start: 2021年1月1日, end: 2024-12-31}",
        "period: {start: 2021-01-01T00:00:00Z, end: 2024-12-31}",
        "period: {start: 2021-W01-1, end: 2024-12-31}",
        "period: {start: 20210101, end: 20241231}",
        "period: [2021-01-01, 2024-12-31]",
        "period: 2021-01-01",
        "period: {start: 2021-01-01, end: 2024-12-31, end: 2025-12-31}",
        "period:",
    ],
    "planning_start: 2023-01-01": [
        "planning_start: 2023-02-29",
        "planning_start: 1066-10-14",
        "planning_start: 9999-12-31",
        "planning_start: never",
    ],
    "replications: 2": [
        "replications: 0",
        "replications: -1",
        "replications: 1e9",
        "replications: 99999999999999999999",
        f"replications: {'9' * 5000}",
        "replications: 2.5",
        "replications: .inf",
        "replications: NaN",
        "replications: true",
        "replications: 0x10",
        "replications: 1_0",
        "replications: 0b11",
        "replications: 12:30",
        "replications: 二",
        "replications: １２",
        "replications: [2]",
        "replications: {until: {indicator: occupancy_rate, half_width: 0}}",
        "replications: {until: {indicator: nothing, half_width: 1%}, min: 2, max: 4}",
        "replications: {until: {indicator: applications, half_width: -1}, min: 9, "
        "max: 2}",
        "replications: {until: {indicator: applications, half_width: .nan}, min: 2, "
        "max: 4}",
    ],
    "seed: 1": [
        "seed: -1",
        "seed: 4294967296",
        "seed: 99999999999999999999999999",
        "seed: abc",
        "seed: 1.5",
        "seed:",
    ],
    _LEVEL: [
        "{value: .nan, source: assumption, note: x}",
        "{value: .inf, source: assumption, note: x}",
        "{value: -.Inf, source: assumption, note: x}",
        "{value: 1e999, source: assumption, note: x}",
        "{value: -5, source: assumption, note: x}",
        "{value: 1e308, source: assumption, note: x}",
        "{value: 5e-324, source: assumption, note: x}",
        f"{{value: {'9' * 400}, source: assumption, note: x}}",
        f"{{value: 0.{'1' * 9000}, source: assumption, note: x}}",
        "{value: [1, 2], source: assumption, note: x}",
        "{value: {value: {value: 5}}, source: assumption, note: x}",
        "{value: 5 years, source: assumption, note: x}",
        "{value: 500%, source: assumption, note: x}",
        "{value: 5, source: nowhere, note: x}",
        "{value: 5, source: ../../x, note: x}",
        "{value: 5, range: [9, 1], source: assumption, note: x}",
        "{value: 5, range: [.nan, 9], source: assumption, note: x}",
        "{value: 5, range: [1], source: assumption, note: x}",
        "{values: {2025-02-30: 4, 2021-01-01: 5}, between: linear, "
        "source: assumption, note: x}",
        "{values: {}, between: linear, source: assumption, note: x}",
        "{values: {2021-01-01: 4, 2021-01-01: 5}, between: step, source: assumption, "
        "note: x}",
        "{values: {2022-01-01: 1e308, 2023-01-01: -1e308}, between: linear, "
        "source: assumption, note: x}",
        "{values: {2021-01-01: 4}, between: spline, source: assumption, note: x}",
        "5",
        "~",
        "[5]",
        "{value: 5, source: assumption, note: \"=cmd|' /C calc'!A0\"}",
        '{value: 5, source: assumption, note: "<script>alert(1)</script>"}',
        '{value: 5, source: assumption, note: "a\\nb\\tc\\u0007d\\u2028e"}',
        '{value: 5, source: assumption, note: "\\uffff\\ufdd0"}',
    ],
    "  demand.level: " + _LEVEL: [
        "  demand.level: {value: 5, source: assumption}\n  demand.level: {value: 6}",
        "  demand..level: {value: 5, source: assumption, note: x}",
        "  .: {value: 5, source: assumption, note: x}",
        "  __class__.__mro__: {value: 5, source: assumption, note: x}",
        "  occupancy_rate: {value: 50%, source: assumption, note: x}",
        "  ? [a, b]\n  : {value: 5}",
        "  ? demand.level\n  : {value: 5, source: assumption, note: x}",
        "\tdemand.level: {value: 5, source: assumption, note: x}",
        "  demand.level： {value： 5， source： assumption}",
        "  <<: {demand.level: 5}",
        "  supply.beds: {value: -40, source: assumption, note: x}",
        f"  {'k' * 3000}: {{value: 5, source: assumption, note: x}}",
    ],
    "  nursing_bed_share@2023-12-31: ": [
        "  nursing_bed_share@2023-02-30: ",
        "  nursing_bed_share@9999-12-31: ",
        "  nursing_bed_share: ",
        "  @2023-12-31: ",
        "  nursing_bed_share@2023-12-31/../../x: ",
        "  nothing@2023-12-31: ",
        "  nursing_bed_share@2023-12-31@2024-12-31: ",
    ],
    "at_least: 55%": [
        "at_least: NaN%",
        "at_least: -5%",
        "at_least: 1e400%",
        "at_least: 55％",
        "at_least: 55 percent",
        "at_least: 50%, at_most: 40%",
    ],
    "every 1 year from 2023-01-01": [
        "every 0 years from 2023-01-01",
        "every -1 year from 2023-01-01",
        "every 1 day from 2023-01-01",
        "every 1e9 years from 2023-01-01",
        f"every {'9' * 400} years from 2023-01-01",
        "every 1 year from 2023-02-30",
        "every 1 year from 9999-12-31",
        "once on 0001-01-01",
        "every 99999999999 months from 2023-01-01",
        "on 2023-01-01 or so",
        "[every 1 year]",
    ],
    "home.occupancy.mean12m < 50%": [
        "home.occupancy.mean12m < NaN",
        "home.occupancy.mean12m < 1e999%",
        "home.occupancy.mean12m << 50%",
        "home.occupancy.mean12m < 50% for 99999999999999999999 reviews",
        "home.occupancy.mean12m < 50% for 0 reviews",
        "home.occupancy.mean12m < 50% for -1 reviews",
        "__import__('os').system('touch escaped') < 50%",
        "home.occupancy.mean12m < home.occupancy.mean24m",
        "home.beds < -1",
        "home.beds < 1e18",
        "county.occupancy.mean12m < 50%",
        "township.has_center is maybe",
        "not home.occupancy.mean12m < 50%",
        "{all: [{all: [{any: []}]}]}",
        "''",
        f"home.occupancy.mean12m < 0.{'5' * 4000}%",
    ],
    "notice: 90 days": [
        "notice: -90 days",
        "notice: 1e9 days",
        "notice: 99999999999999999999 years",
        "notice: NaN days",
        "notice: 0.5 days",
        "notice: 90",
    ],
    "max_travel: 60 minutes": [
        "max_travel: 1e999 minutes",
        "max_travel: -1 minutes",
        "max_travel: 0 minutes",
        "max_travel: .nan",
    ],
    "{do: close, ": [
        "{do: rm -rf, ",
        "{do: build, beds: -40, ",
        "{do: close, do: close, ",
        "{do: [close], ",
        "{",
    ],
    "vary: {demand.level: [4, 6]}": [
        "vary: {demand.level: []}",
        "vary: {demand.level: [.nan, .inf]}",
        "vary: {demand.level: [4, 4]}",
        "vary: {rules.close.when.all[999]: [a]}",
        "vary: {'rules.close.when.all[-1]': ['home.beds < 1']}",
        "vary: {'rules.close.when.all[0': ['home.beds < 1']}",
        "vary: {__class__: [4, 6]}",
        "vary: {}",
        f"vary: {{demand.level: [{', '.join(map(str, range(1, 3000)))}]}}",
        "vary: {period.end: [2025-02-30]}",
        "vary: {replications: [1, 2]}",
    ],
    "title: {zh: 怪, en: Odd}": [
        "title: {zh: '=1+1', en: '@SUM(A1)'}",
        "title: {zh: '</script><script>alert(1)</script>', en: '${{7*7}} {{7*7}}'}",
        "title: {zh: '', en: ''}",
        "title: Odd",
        "title: {en: Odd}",
        f"title: {{zh: {'长' * 9000}, en: {'long ' * 2000}}}",
        'title: {zh: "甲\\n乙\\u0000\\u001b[2J", en: "a\\rb\\u202ec"}',
        "title: {zh: 怪, en: Odd, fr: Drôle}",
    ],
}
