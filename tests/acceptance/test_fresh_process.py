"""Every verb and every status in an interpreter of its own, as a planner has it.

Elsewhere commands are given to processes that have imported the whole program before
(`tests/command_server.py`). Here each verb must find by itself all that it needs.
"""

from __future__ import annotations

import shutil

import pytest

from sim.cli import VERBS

TEACHING = "scenarios/teaching"
HOME = f"{TEACHING}/two_homes.yaml"
ONE = ("--replications", 1, "--jobs", 1, "--lang", "en")
# words of the command, and the status in which it ends
CASES = {
    "run": (("run", HOME, *ONE), 0),
    "compare": (
        ("compare", HOME, f"{TEACHING}/two_homes_out_of_reach.yaml", *ONE),
        0,
    ),
    "validate": (("validate", HOME), 0),
    "show": (("show", HOME), 0),
    "params": (("params", "patience"), 0),
    "schema": (("schema",), 0),
    "params without a hit": (("params", "demand.levle"), 1),
    "sweep": (("sweep", HOME, *ONE), 2),
    "misuse": (("run", HOME, "--jobs", "none"), 2),
    "calibrate": (("calibrate", "nowhere"), 2),
    "explain": (("explain", "nowhere"), 2),
    "report": (("report", "nowhere"), 2),
    "import": (("import", "homes.xlsx", "--out", "mine"), 2),
    "doctor": (("doctor", HOME), 0),
    "regress": (("regress", "no-such-scenario"), 2),
    "validate a faulty pack": (("validate", f"{TEACHING}/small_county.yaml"), 3),
}


@pytest.fixture
def folder(root, tmp_path):
    """The teaching scenarios; the pack of the small county is faulty."""
    shutil.copytree(root / TEACHING, tmp_path / TEACHING)
    townships = tmp_path / TEACHING / "places" / "small_county" / "townships.csv"
    townships.write_text("nothing\n", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("case", CASES)
def test_a_new_interpreter_ends_in_the_status(case, folder, ruralbeds):
    words, status = CASES[case]

    done = ruralbeds(*words, cwd=folder, fresh=True)

    assert done.returncode == status, done.stderr
    assert bool(done.stdout) == (status == 0)
    assert bool(done.stderr.strip()) >= (status != 0)
    assert "Traceback" not in done.stderr


def test_every_verb_is_among_them():
    assert {words[0] for words, _ in CASES.values()} >= set(VERBS)


def test_processes_that_have_imported_before_say_the_same(folder, ruralbeds):
    """Status, words and errors, of a command that is heard and one that is not."""
    for words in (("show", HOME, "--origin"), ("validate", "no.yaml", "--lang", "en")):
        fresh = ruralbeds(*words, cwd=folder, fresh=True)
        forked = ruralbeds(*words, cwd=folder)

        assert forked.returncode == fresh.returncode
        assert forked.stdout == fresh.stdout
        assert forked.stderr == fresh.stderr


def test_the_folder_of_the_command_before_is_left(folder, ruralbeds):
    folder.joinpath("elsewhere").mkdir()

    ruralbeds("validate", "x.yaml", cwd=folder / "elsewhere")
    done = ruralbeds("validate", HOME, cwd=folder)

    assert done.returncode == 0, done.stderr
