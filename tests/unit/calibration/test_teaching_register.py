"""The made-up register can be written anew, and is of the registry beside it."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

from calibration import teaching_register


def written(path: Path) -> list[list[str]]:
    return list(csv.reader(path.read_text(encoding="utf-8").splitlines()))


def test_a_register_is_written_as_the_committed_one_is(tmp_path: Path) -> None:
    teaching_register.main([str(tmp_path / "register.csv")])

    again, committed = (
        written(path) for path in (tmp_path / "register.csv", teaching_register.TARGET)
    )
    assert again[:2] == committed[:2]
    assert {len(row) for row in again} == {len(committed[1])}
    assert len(again) > 80
    assert {row[5] for row in again[2:]} <= {"特困", "低保", "社会老人"}


def test_residents_of_the_last_day_are_nearly_those_of_the_registry() -> None:
    rows = written(teaching_register.TARGET)[2:]
    there = Counter(row[1] for row in rows if not row[10])
    beside = teaching_register.TARGET.with_name("homes.csv")
    counted = {row[1]: int(row[8]) for row in written(beside)[2:] if row[0].isdigit()}

    assert {name: counted[name] - there[name] for name in counted} == {
        "甲县福利院": 1,
        "青石镇区域养老服务中心": 1,
        "白水镇敬老院": 0,
        "长青颐养院": 1,
    }
