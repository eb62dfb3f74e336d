"""What a stored run is told to differ by: its files, the area's data, the program."""

from __future__ import annotations

import pytest

from sim.experiment.fingerprints import file_entry
from sim.experiment.since_then import differing_values, otherwise

THEN = """\
format: "ruralbeds-scenario/1"
period: {"start": "2021-01-01", "end": "2030-12-31"}
set:
  demand.level: {"value": 1.1, "source": "assumption"}
history:
  - {"date": "2021-06-30", "do": "convert_beds"}
  - {"date": "2022-06-30", "do": "convert_beds"}
targets: {}

# as the area pack or the catalogue has them:
# staff.load.mild: 0.1667    (assumption, assumed)
# staff.load.able: 0    (assumption, assumed)
# guaranteed.trend: -0.01    (assumption, assumed)
"""
NOW = (
    THEN.replace("0.1667", "0.166666")
    .replace('"value": 1.1', '"value": 1.2')
    .replace("2022-06-30", "2023-06-30")
    .replace("# guaranteed.trend: -0.01    (assumption, assumed)\n", "")
)


@pytest.fixture
def manifest(tmp_path, monkeypatch):
    """A run of one file and one file of its pack."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "then.yaml").write_text(THEN, encoding="utf-8")
    own, data = tmp_path / "own.yaml", tmp_path / "pack" / "values.yaml"
    data.parent.mkdir()
    for file in (own, data):
        file.write_text(file.name, encoding="utf-8")
    catalogue = {"sim/scenario/catalogue.yaml": {"sha256": "of another program"}}
    files = {"own.yaml": file_entry(own), str(data): file_entry(data), **catalogue}
    return {"area": {"folder": str(data.parent)}, "scenario": {"files": files}}


def test_every_value_that_differs_is_named_with_both():
    assert differing_values(THEN, NOW) == [
        ("demand.level", "1.1", "1.2"),
        ("history", None, None),
        ("staff.load.mild", "0.1667", "0.166666"),
        ("guaranteed.trend", "-0.01", "absent"),
    ]


def test_a_program_that_changed_is_not_told_as_a_file_that_did(manifest, tmp_path):
    told = otherwise(manifest, tmp_path / "then.yaml", NOW)

    assert told.zh == (
        "方案文件没有改动，程序改了；不同的是 demand.level（当时 1.1，现在 1.2）、"
        "history、staff.load.mild（当时 0.1667，现在 0.166666）、"
        "guaranteed.trend（当时 -0.01，现在 没有）"
    )
    assert told.en.startswith("its files are as then, but not the program; what ")
    assert "staff.load.mild (0.1667 then, 0.166666 now)" in told.en


@pytest.mark.parametrize(
    ("file", "zh", "en"),
    [
        ("own.yaml", "own.yaml 已改动；", "own.yaml changed; "),
        ("pack/values.yaml", "地区数据改了；", "but not the data of the area; "),
    ],
)
def test_the_file_that_changed_is_named(manifest, tmp_path, file, zh, en):
    (tmp_path / file).write_text("other", encoding="utf-8")

    told = otherwise(manifest, tmp_path / "then.yaml", NOW)

    assert zh in told.zh
    assert en in told.en
    assert "程序" not in told.zh


def test_many_differences_are_counted(manifest, tmp_path):
    many = THEN + "".join(f"# a.b{n}: {n}    (x, assumed)\n" for n in range(9))

    told = otherwise(manifest, tmp_path / "then.yaml", many)

    assert told.zh.endswith("等 9 处")
    assert told.en.endswith(" and 5 more")
