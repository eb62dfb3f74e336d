"""A list of unknowns with a fault is refused in a sentence with file and line."""

from __future__ import annotations

import pytest

from sim.area import AreaError
from sim.fitting.unknowns import read_unknowns

GOOD = "  good: {moves: demand.patience_days, scale: log, role: fitted}"
RATIO = "scale: log, role: fitted, range: [0.5, 2], label: {zh: x, en: x}"


def entry(fields: str) -> str:
    """Return a list whose third line has the fields."""
    return f"unknowns:\n{GOOD}\n  bad: {{{fields}}}\n"


FAULTS = [
    ("unknowns: [", None, "YAML", "YAML"),
    ("unknowns:\n\ta: 1", 2, "YAML", "YAML"),
    ("unknown:\n  a: {}", 2, "是不是想写 unknowns", "did you mean unknowns"),
    ("fixed: {}", None, "role 是 fitted", "nothing to fit"),
    ("- a", None, "键值对", "mapping"),
    ("unknowns:\n  a: 3", 2, "键值对", "mapping"),
    (f"unknowns:\n{GOOD}\n{GOOD}", 3, "重复", "twice"),
    (entry("scale: log, role: fitted"), 3, "缺少 moves", "lacks moves"),
    (
        entry("moves: demand.patience_dais, scale: log, role: fitted"),
        3,
        "是不是想写 demand.patience_days",
        "did you mean demand.patience_days",
    ),
    (
        entry("moves: demand.nothing.*, scale: log, role: fitted"),
        3,
        "不认识",
        "unknown",
    ),
    (entry("moves: [], scale: log, role: fitted"), 3, "moves 应有 1", "not 0"),
    (
        entry("moves: choice.cross_county, scale: log, role: fitted"),
        3,
        "不是数字",
        "no number",
    ),
    (
        entry("moves: stay.admission_death_ratio, scale: logg, role: fitted"),
        3,
        "是不是想写 log",
        "did you mean log",
    ),
    (
        entry("moves: stay.admission_death_ratio, scale: log, role: fited"),
        3,
        "是不是想写 fitted",
        "did you mean fitted",
    ),
    (
        entry("acts: levle, moves: stay.discharge_rate.*, scale: log, role: fitted"),
        3,
        "是不是想写 level",
        "did you mean level",
    ),
    (
        entry("moves: stay.admission_death_ratio, scale: log, role: fitted, rang: 1"),
        3,
        "是不是想写 range",
        "did you mean range",
    ),
    (
        entry("moves: travel.speed, scale: log, role: fitted, range: [40, 20]"),
        3,
        "low < high",
        "low < high",
    ),
    (
        entry("moves: travel.speed, scale: log, role: fitted, range: [a, b]"),
        3,
        "两个数字",
        "two numbers",
    ),
    (
        entry("moves: travel.speed, scale: log, role: fitted, range: 40"),
        3,
        "两个数字",
        "two numbers",
    ),
    (
        entry("moves: travel.speed, scale: log, role: fitted, range: [40, 60]"),
        3,
        "不含中位数 30",
        "does not hold the median 30",
    ),
    (
        entry("moves: travel.speed, scale: log, role: fitted, range: [0, 60]"),
        3,
        "scale 为 log",
        "with scale: log",
    ),
    (
        entry("moves: choice.travel_weight, scale: root, role: fitted"),
        3,
        "scale 为 root",
        "with scale: root",
    ),
    (
        entry("acts: level, moves: stay.discharge_rate.*, scale: log, role: fitted"),
        3,
        "range 和 label",
        "range and label",
    ),
    (
        entry(f"acts: contrast, moves: stay.discharge_rate.*, {RATIO}"),
        3,
        "moves 应有 2",
        "not 4",
    ),
    (
        entry(
            "acts: level, moves: stay.discharge_rate.*, scale: log, role: fitted, "
            "range: [0.5, 2], label: x"
        ),
        3,
        "{zh: …, en: …}",
        "{zh: …, en: …}",
    ),
    (
        entry(f"acts: level, moves: demand.patience_days, {RATIO}"),
        3,
        "已由 good 决定",
        "already set by good",
    ),
    (
        f"unknowns:\n{GOOD}\nfixed:\n  demand.patience_days: {{zh: x, en: x}}",
        2,
        "fixed",
        "fixed",
    ),
    (
        f"unknowns:\n{GOOD}\nfixed:\n  demand.patience_dais: {{zh: x, en: x}}",
        4,
        "是不是想写 demand.patience_days",
        "did you mean demand.patience_days",
    ),
]


@pytest.mark.parametrize(("text", "line", "zh", "en"), FAULTS)
def test_fault_is_told_in_both_languages_with_its_place(
    county, tmp_path, text, line, zh, en
):
    file = tmp_path / "list.yaml"
    file.write_text(text, encoding="utf-8")

    with pytest.raises(AreaError) as refused:
        read_unknowns(county, file)

    assert zh in refused.value.message("zh")
    assert en in refused.value.message("en")
    place = f"{file}:{line}: " if line else str(file)
    assert refused.value.message("en").startswith(place)


def test_list_in_another_encoding_is_refused(county, tmp_path):
    file = tmp_path / "list.yaml"
    file.write_bytes("unknowns: {申请率: 水平}".encode("gbk"))

    with pytest.raises(AreaError) as refused:
        read_unknowns(county, file)

    assert "UTF-8" in refused.value.message("zh")


def test_good_entry_is_read(county, tmp_path):
    file = tmp_path / "list.yaml"
    file.write_text(f"unknowns:\n{GOOD}\n", encoding="utf-8")

    entry = read_unknowns(county, file).entries[0]

    assert (entry.id, entry.center, entry.low, entry.high) == ("good", 180, 30, 720)
