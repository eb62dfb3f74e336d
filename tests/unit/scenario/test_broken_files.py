from __future__ import annotations

import os
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from sim.scenario import ScenarioError, load_scenario

BROKEN = YAML(typ="safe", pure=True).load(
    Path(__file__).with_name("broken_files.yaml").read_text(encoding="utf-8")
)
MACHINERY = ("Traceback", "pydantic", "ruamel", "NoneType", "Input should")
CASES = {**BROKEN["syntax"], **BROKEN["content"]}


def text_of(name: str) -> str:
    case = CASES[name]
    text = case["text"].replace("EEEE", "e" * 300).replace("DIGITS", "9" * 5000)
    return text if case.get("head") == "no" else BROKEN["head"] + text


def faults_of(path: Path) -> list:
    with pytest.raises(ScenarioError) as caught:
        load_scenario(path)
    return caught.value.faults


@pytest.mark.parametrize("name", CASES)
def test_every_fault_is_a_sentence_at_its_place(name, write):
    expected = CASES[name]["faults"]

    found = faults_of(write(name, text_of(name)))

    assert [(f.line, f.column) for f in found] == [(e[0], e[1]) for e in expected], (
        "\n".join(fault.text("en") for fault in found)
    )
    for fault, (_, _, zh, en) in zip(found, expected, strict=True):
        assert zh in fault.text("zh")
        assert en in fault.text("en")
        assert fault.file.endswith(f"{name}.yaml")
        for word in MACHINERY:
            assert word not in fault.text("zh") + fault.text("en")


def test_no_pit_of_brackets_is_deep_enough_to_break_the_reader(write):
    found = faults_of(write("pit", BROKEN["head"] + "notes: " + "[" * 900_000))

    assert [(fault.line, fault.column) for fault in found] == [(8, 27)]


def test_more_keys_than_any_scenario_has_are_not_read_to_the_end(write, monkeypatch):
    monkeypatch.setattr("sim.scenario.yaml_nodes.MOST_NODES", 99)

    (fault,) = faults_of(write("many", "\n".join(f"k{n}: {n}" for n in range(60))))

    assert (fault.line, fault.column) == (50, 1)
    assert "more than 99 keys" in fault.message_en


def test_file_over_one_megabyte_is_refused_unread(write):
    (fault,) = faults_of(write("large", b"#" * 1_000_001))

    assert "1 MB" in fault.message_zh


@pytest.mark.parametrize("kind", ["pipe", "device", "circle", "folder"])
def test_what_is_no_regular_file_is_a_fault_and_never_waited_for(tmp_path, kind):
    path = tmp_path / f"{kind}.yaml"
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    else:
        path.symlink_to("/dev/zero" if kind == "device" else path)

    (fault,) = faults_of(path)

    assert "不是普通文件" in fault.message_zh
    assert "no regular file" in fault.message_en


def test_file_that_is_no_text_is_refused(write):
    (fault,) = faults_of(write("no-text", bytes(range(128, 256))))

    assert "UTF-8" in fault.message_en


def test_missing_file_is_a_fault_and_no_crash(tmp_path):
    (fault,) = faults_of(tmp_path / "nowhere.yaml")

    assert fault.text("en").endswith("cannot be read; check the path and the file name")


def test_fault_of_a_parent_names_the_parents_file(write):
    write("broken-parent", BROKEN["head"] + "status: drft\n")
    child = write(
        "child",
        "format: ruralbeds-scenario/1\nid: child\nextends: broken-parent\n"
        "title: {zh: 乙, en: B}\nreplications: 0\n",
    )

    found = faults_of(child)

    assert [(Path(f.file).name, f.line) for f in found] == [
        ("broken-parent.yaml", 8),
        ("child.yaml", 5),
    ]


def test_inherited_planning_start_outside_a_new_period_is_a_fault_of_the_child(write):
    write("planned-parent", BROKEN["head"])
    child = write(
        "short-child",
        "format: ruralbeds-scenario/1\nid: short-child\nextends: planned-parent\n"
        "title: {zh: 乙, en: B}\nperiod: {start: 2021-01-01, end: 2025-12-31}\n",
    )

    (fault,) = faults_of(child)

    assert (Path(fault.file).name, fault.line, fault.column) == (
        "short-child.yaml",
        5,
        9,
    )
    assert "在本文件里另写 planning_start" in fault.message_zh
    assert "write planning_start in this file" in fault.message_en


def test_syntax_of_a_parent_is_reported_alone(write):
    write("unreadable-parent", "a: [\n")
    child = write("child-of-unreadable", "id: 1 2\nextends: unreadable-parent\n")

    found = faults_of(child)

    assert {Path(fault.file).name for fault in found} == {"unreadable-parent.yaml"}


def test_circle_of_two_is_found(write):
    write("ring-a", BROKEN["head"] + "extends: ring-b\n")
    path = write("ring-b", BROKEN["head"] + "extends: ring-a\n")

    (fault,) = faults_of(path)

    assert "ring-b → ring-a → ring-b" in fault.message_zh
