"""Documents must name what is there."""

import re

import pytest

from sim.events import Event


def test_every_event_is_told_in_the_model_text(root):
    text = (root / "sim" / "README.md").read_text(encoding="utf-8")

    assert [str(event) for event in Event if f"`{event}`" not in text] == []


@pytest.mark.parametrize(
    "name",
    [
        *("README.md", "STORY.md", "CONTRIBUTING.md"),
        *("DECISIONS.md", "sim/README.md"),
    ],
)
def test_files_that_a_document_names_exist(root, name):
    document = root / name
    text = document.read_text(encoding="utf-8")
    named = re.findall(r"`((?:\.\./)?[\w.]+/[\w./-]*\w|[A-Z]+\.md)`", text)

    beside = (root, document.parent)
    missing = [
        path
        for path in named
        if not any((folder / path).exists() for folder in beside)
        # Files that a run or a reader makes.
        and not path.startswith(("results/", "scenarios/demand_up"))
    ]
    assert missing == []
