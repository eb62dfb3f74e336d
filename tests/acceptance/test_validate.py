"""`validate` and `run` on broken files: sentences, status 2, nothing written."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from sim.cli import main

ROOT = Path(__file__).parents[2]
BROKEN = YAML(typ="safe", pure=True).load(
    (ROOT / "tests/unit/scenario/broken_files.yaml").read_text(encoding="utf-8")
)
CASES = {**BROKEN["syntax"], **BROKEN["content"]}


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    place = ROOT / "scenarios/teaching/places/one_home"
    shutil.copytree(place, tmp_path / "place")
    shutil.copytree(place, tmp_path / "homeless")
    (tmp_path / "homeless" / "homes.csv").unlink()
    sound = BROKEN["head"].replace("id: case", "id: sound-parent")
    (tmp_path / "sound-parent.yaml").write_text(sound, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def written(folder: Path, name: str) -> Path:
    case = CASES[name]
    head = "" if case.get("head") == "no" else BROKEN["head"]
    path = folder / f"{name}.yaml"
    path.write_text(head + case["text"], encoding="utf-8", newline="\n")
    return path


def status_of(*words: object) -> object:
    with pytest.raises(SystemExit) as ended:
        main([str(word) for word in words])
    return ended.value.code


@pytest.mark.parametrize("name", CASES)
def test_a_broken_file_ends_in_sentences_and_status_2(name, folder, capsys):
    path = written(folder, name)

    assert status_of("validate", path.name, "--lang", "en") == 2

    printed = capsys.readouterr()
    assert printed.out == ""
    assert "Traceback" not in printed.err
    lines = printed.err.splitlines()
    assert len(lines) == len(CASES[name]["faults"])
    for line, (row, column, _, sentence) in zip(
        lines, CASES[name]["faults"], strict=True
    ):
        assert line.startswith(f"{path.name}:{row}:{column}: ")
        assert sentence in line


@pytest.mark.parametrize("name", ["full-width-colon", "unknown-area", "many-at-once"])
def test_running_a_broken_file_writes_nothing(name, folder, ruralbeds):
    path = written(folder, name)
    before = sorted(folder.rglob("*"))

    done = ruralbeds("run", path.name, cwd=folder)

    assert done.returncode == 2
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    assert CASES[name]["faults"][0][2] in done.stderr
    assert sorted(folder.rglob("*")) == before


def test_faults_of_several_files_are_told_together(folder, capsys):
    first, second = written(folder, "seed-in-words"), written(folder, "no-effect")

    assert status_of("validate", first.name, second.name) == 2

    told = capsys.readouterr().err
    assert "seed-in-words.yaml:7:7" in told
    assert "no-effect.yaml:9:3" in told


@pytest.mark.parametrize(("count", "told"), [(50, 50), (51, 51), (3000, 51)])
def test_of_very_many_faults_the_first_are_told(count, told, folder, capsys):
    path = folder / "flood.yaml"
    keys = "".join(f"no_key_{number}: 1\n" for number in range(count))
    path.write_text(BROKEN["head"] + keys, encoding="utf-8")

    assert status_of("validate", path.name, "--lang", "en") == 2

    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == told
    assert "no_key_0" in lines[0]
    assert (f"and {count - 50} more;" in lines[-1]) == (count > 50)


def test_a_sound_file_is_told_to_be_sound(folder, capsys):
    assert status_of("validate", "sound-parent.yaml") == 0
    assert "没有问题" in capsys.readouterr().out
    assert status_of("validate", "sound-parent.yaml", "--lang", "en") == 0
    assert "no faults" in capsys.readouterr().out


def test_every_shipped_scenario_is_sound(capsys):
    shipped = [*ROOT.glob("scenarios/*.yaml"), *ROOT.glob("scenarios/teaching/*.yaml")]

    assert status_of("validate", *shipped) == 0
    told = capsys.readouterr()
    assert len(told.out.splitlines()) == len(shipped) >= 10
    # The programme says itself that the homes fit for an upgrade run out; in the plan
    # of all measures rules meet, and their precedence is written.
    expected = ("programme.yaml", "combined_plan.yaml")
    warnings = [
        one
        for one in told.err.splitlines()
        if not any(name in one for name in expected)
    ]
    assert warnings == []


def test_a_faulty_area_pack_ends_with_status_3(folder, capsys):
    (folder / "place" / "townships.csv").write_text("nothing\n", encoding="utf-8")

    assert status_of("validate", "sound-parent.yaml") == 3
    assert "townships.csv" in capsys.readouterr().err


def test_misuse_ends_with_status_2(capsys):
    assert status_of("validat") == 2
    assert "validate" in capsys.readouterr().err
    assert status_of("validate") == 2
    assert status_of("validate", "--lang", "de", "x.yaml") == 2
