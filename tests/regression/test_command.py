"""`ruralbeds regress` says what moved, ends with 1, and writes only when asked."""

from __future__ import annotations

import shutil

import pytest

from sim.cli import main
from sim.experiment.reference import changelog_line
from sim.experiment.regression import reference_folder

NAME = "two-homes-out-of-reach"


@pytest.fixture(scope="module")
def made(root, tmp_path_factory):
    """A checkout of one scenario and of the reference that it had been given."""
    folder = tmp_path_factory.mktemp("made")
    teaching = folder / "scenarios" / "teaching"
    shutil.copytree(root / "scenarios" / "teaching" / "places", teaching / "places")
    for name in ("two_homes.yaml", "two_homes_out_of_reach.yaml"):
        shutil.copy(root / "scenarios" / "teaching" / name, teaching)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sim.commands.regress._checkout", lambda lang: folder)
        assert status("--update") == 0
    tell_changelog(folder)
    return folder


@pytest.fixture
def checkout(made, tmp_path, monkeypatch):
    """A copy of it, which a test may change."""
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    monkeypatch.setattr("sim.commands.regress._checkout", lambda lang: tmp_path)
    return tmp_path


def status(*words: object) -> object:
    with pytest.raises(SystemExit) as ended:
        main(["regress", *map(str, words), "--lang", "en"])
    return ended.value.code


def tell_changelog(checkout):
    line = changelog_line(reference_folder(checkout))
    text = f"# Changelog\n\n## 1\n\n### Results\n\n- {line}\n"
    (checkout / "CHANGELOG.md").write_text(text, encoding="utf-8")


def plant(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_reference_as_it_should_be_ends_with_0(checkout, capsys):
    assert status() == 0

    assert f"{NAME}: nothing moved" in capsys.readouterr().out


def test_a_planted_percentage_point_is_told_and_ends_with_1(checkout, capsys):
    path = reference_folder(checkout) / f"{NAME}.csv"
    [line] = [
        line
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.startswith("region,two_homes,all,all,occupancy_rate,share,2030,")
    ]
    true = line.rsplit(",", 1)[1]
    plant(path, line, line.replace(true, f"{float(true) - 0.01:.6g}"))
    planted = path.read_bytes()

    assert status(NAME) == 1

    printed = capsys.readouterr()
    assert f"{NAME}: 1 of " in printed.out
    [told] = [row for row in printed.out.splitlines() if "occupancy_rate" in row]
    assert told.split()[:4] == ["occupancy_rate", "2030", "two_homes", "all"]
    assert told.split()[-2] == "+0.01"
    assert told.split()[-1].startswith("±")
    assert "--update" in printed.err
    assert path.read_bytes() == planted

    assert status(NAME, "--update") == 0
    updated = capsys.readouterr().out
    assert "+0.01" in updated
    assert changelog_line(reference_folder(checkout)) in updated
    assert status(NAME) == 0


@pytest.mark.parametrize("extra", [[], ["--update"]])
def test_a_file_without_scenario_ends_with_1_and_is_not_removed(
    extra, checkout, capsys
):
    stray = reference_folder(checkout) / "gone.csv"
    shutil.copy(reference_folder(checkout) / f"{NAME}.csv", stray)

    assert status(NAME, *extra) == 1

    assert "gone.csv: no scenario has this reference file" in capsys.readouterr().err
    assert stray.exists()


def test_a_missing_file_ends_with_1(checkout, capsys):
    (reference_folder(checkout) / f"{NAME}.csv").unlink()

    assert status(NAME) == 1

    assert f"{NAME}: there is no reference file" in capsys.readouterr().out


def test_a_changelog_that_does_not_tell_of_it_ends_with_1(checkout, capsys):
    plant(checkout / "CHANGELOG.md", "Reference: ", "Reference: 0")

    assert status(NAME) == 1

    assert "do not have the line: Reference: " in capsys.readouterr().err


def test_new_margins_need_a_line_of_the_changelog_too(checkout, capsys, monkeypatch):
    def rewritten(root, *_, update):
        table = "scenario,mean\nbaseline,0.5\n"
        (reference_folder(root) / "equivalence.csv").write_text(table, "utf-8")
        return update

    monkeypatch.setattr("sim.commands.regress.equivalence", rewritten)
    assert status("--equivalence", "--update") == 0
    line = changelog_line(reference_folder(checkout))
    assert line in capsys.readouterr().out

    assert status() == 1
    tell_changelog(checkout)
    assert status() == 0


def test_an_unknown_name_is_a_fault_of_usage(checkout, capsys):
    assert status("two-home-out-of-reach") == 2

    assert f"did you mean {NAME}" in capsys.readouterr().err
