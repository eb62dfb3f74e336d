"""A sound scenario file with three rules, for tests of reading and changing them."""

from __future__ import annotations

from dataclasses import replace

HEAD = """\
format: ruralbeds-scenario/1
id: {name}
title: {{zh: 甲, en: A}}
area: ./place
period: {{start: 2021-01-01, end: 2030-12-31}}
planning_start: 2027-01-01
seed: 1
"""
CHILD = """\
format: ruralbeds-scenario/1
id: {name}
extends: {parent}
title: {{zh: 乙, en: B}}
"""
RULES = """\
rules:
  below-half:
    label: {zh: 关闭, en: Close}
    source: assumption
    assumes: [50 %, 24 months]
    scope: {tier: township, beds_below: 100 beds, regional_center: no}
    review: every 1 year from 2027-01-01
    until: 2029-06-30
    when: {all: [home.occupancy.mean24m < 50% for 2 reviews, home.fire_safety_ok is no]}
    then: [{do: regroup_guaranteed}, {do: close, notice: 90 days}]
    protect: [no_absorption]
    limits: {per_review: 2, cooldown: 24 months}
  first:
    label: {zh: 升级, en: Upgrade}
    source: opinions#二-一-2
    review: once on 2028-03-01
    then: [{do: upgrade}]
    precedence: 10
  last:
    label: {zh: 改造, en: Improve}
    source: opinions#二-一-2
    review: every 6 months from 2027-07-31
    then: [{do: improve, beds_out: 20%}]
"""


def rule_of(scenario, name):
    return next(rule for rule in scenario.rules if rule.id == name)


def unplaced(rules):
    return [replace(rule, file="", line=0) for rule in rules]
