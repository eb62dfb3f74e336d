"""TUTORIAL.md followed word by word: files written, commands typed, output compared.

The Chinese half runs with the other tests, the English one with `pytest -m long`.
"""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[2]
ZH, EN = (
    (ROOT / "TUTORIAL.md").read_text(encoding="utf-8").split('<a id="english"></a>')
)
_BLOCK = re.compile(r"<!-- (\w+)(?:: (\S+))? -->\n```\w*\n(.*?)```", re.DOTALL)


class Step(NamedTuple):
    """A marked block: what is to be done with it, to which file, and its text."""

    kind: str
    file: str
    text: str


def steps(half: str) -> list[Step]:
    return [Step(*found) for found in _BLOCK.findall(half)]


def commands(half: str) -> list[str]:
    return [one.text.strip() for one in steps(half) if one.kind in {"run", "fails"}]


def mended(text: str, change: str) -> str:
    """The file after a change written as lines with `-` and `+` in front."""
    old, new = (line[1:] for line in change.splitlines())
    assert text.count(old + "\n") == 1
    return text.replace(old, new)


def shown(line: str) -> str:
    """A pattern for a line of the tutorial, in which … stands for anything."""
    return ".*".join(re.escape(part) for part in line.split("…"))


def follow(half: str, place: Path, ruralbeds) -> None:
    """Do all that the half of the tutorial says, in `place`."""
    said = ""
    for kind, file, text in steps(half):
        if kind == "file":
            (place / file).write_text(text, encoding="utf-8")
        elif kind == "change":
            before = (place / file).read_text(encoding="utf-8")
            (place / file).write_text(mended(before, text), encoding="utf-8")
        elif kind == "shows":
            lines = "\n(?:.*\n)*?".join(shown(line) for line in text.splitlines())
            assert re.search(rf"(?m)^{lines}$", said), f"{text}\n--- but:\n{said}"
        else:
            words = shlex.split(text)
            # One process is enough for places this small.
            done = ruralbeds(*words[1:], cwd=place, LOKY_MAX_CPU_COUNT="1")
            said = done.stderr + done.stdout
            assert (done.returncode != 0) == (kind == "fails"), f"{text}\n{said}"


@pytest.fixture
def place(tmp_path):
    """A folder with the scenarios that the tutorial uses, as in a fresh copy."""
    shutil.copytree(ROOT / "scenarios", tmp_path / "scenarios")
    return tmp_path


@pytest.mark.slow
def test_followed_word_by_word_in_chinese(place, ruralbeds):
    follow(ZH, place, ruralbeds)

    (briefing,) = place.glob("results/jia-close/*/report.docx")
    assert briefing.stat().st_size > 10_000


@pytest.mark.long
def test_followed_word_by_word_in_english(place, ruralbeds):
    follow(EN, place, ruralbeds)


def test_both_halves_type_the_same():
    told = [
        line.removesuffix(" --lang en").replace(
            "params demand.level", "params 需求水平"
        )
        for line in commands(EN)
    ]

    assert told == commands(ZH)
    assert all(line.endswith(" --lang en") for line in commands(EN))
    for kind in ("file", "change"):
        written = [
            [one for one in steps(half) if one.kind == kind] for half in (ZH, EN)
        ]
        assert written[0] == written[1]


def test_every_block_of_commands_is_followed():
    for half in (ZH, EN):
        fences = re.findall(r"(?m)^```\w*\n(?:.+\n)+?```", half)
        assert len(fences) == len(steps(half))
