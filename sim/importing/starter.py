"""The first scenario of an imported county: its homes as they are, nothing done."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from typing import Final

_ID: Final = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}")
_PLAN_END: Final = date(2030, 12, 31)
_YEARS: Final = 10


def starter_id(name: str, code: str) -> str:
    """Return the id of the scenario of a pack in the folder `name`."""
    return name if _ID.fullmatch(name) else f"county-{code}"


def starter_text(name: str, code: str, names: tuple[str, str], day: date) -> str:
    """Return the scenario.

    It extends nothing: the dated history of a region's baseline is of the region and
    assumed, and a registry holds what has been built already.
    """
    start = day + timedelta(days=1)
    end = _PLAN_END
    if (end - start).days < 365 * 3:
        end = date(start.year + _YEARS - 1, 12, 31)
    zh, en = (json.dumps(text, ensure_ascii=False) for text in names)
    area = json.dumps(f"./{name}", ensure_ascii=False)
    targets = ""
    if end >= _PLAN_END:
        targets = _TARGETS
    return f"""\
# 由 ruralbeds import 写成，可以改。本县的机构照名册，什么也不做：作为比较的起点。
# Written by `ruralbeds import`, to be edited. The county's homes as the registry has
# them, and nothing is done: what other scenarios are compared with.
#
# 这里没有 history：名册已经是 {day} 的实况，地区基线里假设的历年改造不能再加一遍。
# There is no history: the registry is the state of {day} already, and what the
# region's baseline assumes to have been built before must not be added to it.
#
# 试一个做法：在旁边另建一个文件，只写不同的地方，例如
# To try something write another file beside this one with only what differs:
#
#   format: ruralbeds-scenario/1
#   id: close-below-30
#   extends: {name}
#   title: {{zh: 入住率低于三成即关闭, en: Close homes below 30 %}}
#   rules:
#     close:
#       label: {{zh: 低于三成即关闭, en: Close below 30 %}}
#       source: assumption
#       note: 试算 a trial
#       scope: {{tier: township, ownership: public}}
#       review: every 1 year from {start.year + 1}-01-01
#       when: {{all: [home.occupancy.mean12m < 30%]}}
#       then: [{{do: close, notice: 90 days, max_travel: 60 minutes}}]

format: ruralbeds-scenario/1
id: {starter_id(name, code)}
title: {{zh: {zh}, en: {en}}}
question:
  zh: 照现在的样子，到 {end.year} 年各家机构会有多满？
  en: As things are, how full will the homes be to {end.year}?
status: draft
area: {area}
period: {{start: {start}, end: {end}}}
planning_start: {start}
replications: 10
draws: 1
seed: 20250101
{targets}"""


_TARGETS: Final = """\
targets:
  guaranteed_placed_share@2030-12-31: {at_least: 100%, nature: text, source: opinions#二-二-3}
  nursing_bed_share@2030-12-31: {at_least: 73%, nature: expected, source: fyp15_outline, note: 国家数字 a national number}
"""  # noqa: E501 (one target a line, as in the shipped scenarios)
