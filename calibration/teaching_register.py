"""Write the made-up admissions register for practice.

Run with ``python -m calibration.teaching_register``; a file may be given instead. The
made-up county is simulated from 2016 on with lasting differences between its homes,
and what its log says of 2021 to 2025 is written down in the manner of a clerk: Chinese
headings, four habits of dates, words for abilities. Nobody in it exists. The same
command of the same version writes the same bytes; a version whose results differ writes
another register, so the committed one is kept until there is a reason to write it anew.

Effects, levels and seed are such that the residents of the last day are those of
``homes.csv`` beside it, but for three who are in no row, as happens.
"""

from __future__ import annotations

import csv
import shutil
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

import pandas as pd

from calibration.build_teaching import PLACES
from calibration.steps.places import CALIBRATION
from sim.engine import simulate
from sim.scenario import load_scenario

TARGET: Final = (
    CALIBRATION.parent / "scenarios" / "teaching" / "registry" / "admissions.csv"
)
COUNTY: Final = "990101"
BEGINS, ENDS = date(2021, 1, 1), date(2025, 12, 31)
EFFECTS: Final = {"990101-C1": 0.1, "990101-P01": 0.8, "990101-T01": -0.9}
OPENED: Final = {"990101-C1": date(2004, 9, 1), "990101-P01": date(2016, 6, 18)}
"""As `homes.csv` beside the register has it; nobody comes before."""
_SCENARIO: Final = """\
format: ruralbeds-scenario/1
id: teaching-register
title: {zh: 虚构登记, en: Made-up register}
question: {zh: 谁住过, en: Who lived there?}
area: ./small_county
period: {start: 2016-01-01, end: 2025-12-31}
planning_start: 2016-01-01
replications: 1
seed: 274
set:
  demand.level: {value: 1.25, source: assumption, note: 虚构 made up}
  guaranteed.willing_rate.able: {value: 0.03, source: assumption, note: 虚构 made up}
  guaranteed.willing_rate.mild: {value: 0.08, source: assumption, note: 虚构 made up}
"""
_ENDINGS: Final = {"died_in_care": "去世", "discharged": "离院"}
_ABILITIES: Final = {
    "able": "自理",
    "mild": "轻度",
    "moderate": "中度失能",
    "severe": "重度失能",
}
_CLASSES: Final = {
    "guaranteed": "特困",
    "hardship": "低保",
    "self_paying": "社会老人",
}
_HEADINGS: Final = (
    "序号",
    "机构名称",
    "老人编号",
    "性别",
    "入住时年龄",
    "人员类别",
    "入住时能力",
    "床位类型",
    "入住日期",
    "离院日期",
    "离院原因",
)


def main(arguments: list[str]) -> None:
    """Write the register, or write it to the file that is given."""
    target = Path(arguments[0]) if arguments else TARGET
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        title = "甲县养老机构入住登记（虚构，供练习；2021年1月至2025年12月）"
        writer.writerow([title, *[""] * (len(_HEADINGS) - 1)])
        writer.writerow(_HEADINGS)
        writer.writerows(rows())


def rows() -> list[list[str]]:
    """Return the rows below the heading."""
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "register.yaml"
        path.write_text(_SCENARIO, encoding="utf-8")
        _lay_place(Path(place) / "small_county")
        scenario = load_scenario(path).in_area([COUNTY])
        outcome = simulate(scenario, 0, 0)
    names = outcome.homes.set_index("home_id")["name"]
    stays = _stays(outcome.log, scenario.timeline.start)
    people = outcome.elders.set_index("elder_id")
    found = [
        _row(number, stay, people.loc[stay["elder_id"]], names, scenario.timeline.start)
        for number, stay in enumerate(stays, start=1)
    ]
    return [[str(at), *row] for at, row in enumerate(found, start=1)]


def _lay_place(folder: Path) -> None:
    """Copy the pack, its homes with lasting differences of their own."""
    shutil.copytree(PLACES / "small_county", folder)
    homes = pd.read_csv(folder / "homes.csv", dtype=str, keep_default_na=False)
    homes["home_effect"] = homes["home_id"].map(EFFECTS).fillna(0.0)
    homes["home_effect_sd"] = 0.0
    homes.to_csv(folder / "homes.csv", index=False)


def _stays(log: pd.DataFrame, start: date) -> list[dict[str, Any]]:
    """Return the stays that a register of these years has, by day of admission."""
    begins = float((BEGINS - start).days)
    found: list[dict[str, Any]] = []
    here: dict[int, dict[str, Any]] = {}
    people = log[log["elder_id"].notna() & (log["residents_change"] != 0)]
    for row in people.to_dict("records"):
        elder = int(row["elder_id"])
        if row["residents_change"] > 0:
            before = here.get(elder)
            if before is not None and before["home"] == row["facility_id"]:
                continue  # another bed of the same home
            here[elder] = {
                "elder_id": elder,
                "home": row["facility_id"],
                "bed_kind": row["bed_kind"],
                "ability": row["ability"],
                "since": row["time_days"],
            }
        elif row["event"] in _ENDINGS:
            found.append(
                {**here.pop(elder), "until": row["time_days"], "event": row["event"]}
            )
    found += list(here.values())
    found = [stay for stay in found if stay.get("until", begins) >= begins]
    return sorted(found, key=lambda stay: (stay["since"], stay["elder_id"]))


def _row(
    number: int, stay: dict[str, Any], person: pd.Series, names: pd.Series, start: date
) -> list[str]:
    since = stay["since"]
    if since == 0:
        # In the home at the start of the simulation: how long is known.
        since = -float(person["in_care_days"])
    admitted = start + timedelta(days=int(since // 1))
    admitted = max(admitted, OPENED.get(str(stay["home"]), admitted))
    born = start + timedelta(days=int(person["birth_day"]))
    left = ""
    if "until" in stay:
        left = _written(start + timedelta(days=int(stay["until"])), number + 1)
    return [
        str(names[stay["home"]]),
        f"R{(number * 7919) % 9973:04d}",
        "女" if person["sex"] == "female" else "男",
        f"{(admitted - born).days // 365.25:.0f}",
        _CLASSES[str(person["class"])],
        _ABILITIES[str(stay["ability"])],
        "护理型" if stay["bed_kind"] == "nursing" else "普通",
        _written(admitted, number),
        left or ("在院" if number % 3 == 0 else ""),
        _ENDINGS[stay["event"]] if "event" in stay else "",
    ]


def _written(day: date, habit: int) -> str:
    """Return a day as one of four clerks writes it."""
    return (
        day.isoformat(),
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.year}/{day.month}/{day.day}",
        f"{day:%Y%m%d}",
    )[habit % 4]


if __name__ == "__main__":
    main(sys.argv[1:])
