"""What README.md tells people to type and to write must work."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

import sim

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")


def block(mark: str) -> str:
    """The fenced block after a mark such as `command: run-linux`."""
    found = re.search(rf"<!-- {re.escape(mark)} -->\n```\w*\n(.*?)```", README, re.S)
    assert found, f"README.md has no block marked {mark}"
    return found[1].strip()


@pytest.mark.parametrize("verb", ["run", "test", "offline"])
def test_both_systems_are_told_the_same(verb):
    linux, windows = (block(f"command: {verb}-{one}") for one in ("linux", "windows"))

    translated = (
        linux.replace("python3", "py")
        .replace(".venv/bin/", r".venv\Scripts" + "\\")
        .replace("scenarios/", "scenarios\\")
    )

    assert windows == translated


def test_workflow_types_the_windows_command(root):
    workflow = (root / ".github/workflows/ci.yml").read_text(encoding="utf-8")

    assert f"run: {block('command: test-windows')}\n" in workflow


def test_the_two_commands_stand_at_the_top():
    assert README.index("command: test-linux") < 2500


def test_the_picture_is_there_and_small(root):
    [name] = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", README)

    picture = (root / name).read_bytes()

    assert picture.startswith(b"\x89PNG")
    assert 20_000 < len(picture) <= 250_000


def test_what_a_document_links_to_exists(root):
    for document in ("README.md", "TUTORIAL.md", "STORY.md", "scenarios/README.md"):
        path = root / document
        text = path.read_text(encoding="utf-8")
        for name in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text):
            assert (path.parent / name).exists(), f"{document}: {name}"


def test_wheels_are_gathered_and_installed_under_the_same_names():
    here, there = block("command: wheels"), block("command: wheels-for-windows")
    installed = shlex.split(block("command: offline-linux").split("&&")[1])

    assert "-w wheels -c constraints.txt ." in here
    assert "-d wheels" in there
    assert "--only-binary=:all:" in there
    assert installed[2:] == ["--no-index", "--find-links", "wheels", "ruralbeds"]


def test_first_command_installs_and_runs_the_baseline(root):
    steps = [shlex.split(step) for step in block("command: run-linux").split("&&")]

    assert steps[0] == ["python3", "-m", "venv", ".venv"]
    assert " ".join(steps[1]) == ".venv/bin/pip install -c constraints.txt -e ."
    assert steps[2] == [".venv/bin/ruralbeds", "run", "scenarios/baseline.yaml"]
    assert (root / steps[2][2]).is_file()


def test_constraints_hold_names_and_versions_only(root):
    lines = (root / "constraints.txt").read_text(encoding="utf-8").splitlines()

    assert [line for line in lines if not re.fullmatch(r"[\w-]+==[\w.]+", line)] == []


def test_file_shown_loads_and_changes_what_it_says(root, tmp_path):
    for name in ("baseline.yaml", "demand_up.yaml"):
        text = (
            block("file: scenarios/demand_up.yaml")
            if name == "demand_up.yaml"
            else (root / "scenarios" / name).read_text(encoding="utf-8")
        )
        (tmp_path / name).write_text(text, encoding="utf-8")

    scenario = sim.load_scenario(tmp_path / "demand_up.yaml")

    assert scenario.value("demand.level") == pytest.approx(1.1)


@pytest.mark.slow
def test_python_shown_runs(root, tmp_path):
    code = block("python: README").replace(
        '"scenarios/', f'"{root.as_posix()}/scenarios/'
    )

    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={**os.environ, "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert "2021" in done.stdout
    assert (tmp_path / "my_page" / "report.html").exists()


@pytest.mark.parametrize(
    "verb", sorted(set(re.findall(r"ruralbeds ([a-z]+) ", README)))
)
def test_verb_named_exists(verb, ruralbeds, tmp_path):
    done = ruralbeds(verb, "--help", cwd=tmp_path)

    assert done.returncode == 0, done.stderr
