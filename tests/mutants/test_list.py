"""The list of planted faults fits the program as it is; nothing is planted here."""

from collections import Counter

import pytest
from mutants.layers import LAYERS, asked_of
from mutants.planting import MisplantedError, Mutant, all_mutants, occurrences, planted


@pytest.mark.parametrize("mutant", all_mutants(), ids=lambda mutant: mutant.name)
def test_every_fault_has_one_place_in_its_file(root, mutant):
    assert occurrences(mutant, root) == 1
    assert mutant.new != mutant.old


@pytest.mark.parametrize("mutant", all_mutants(), ids=lambda mutant: mutant.name)
def test_what_is_asked_of_a_fault_is_there(root, mutant):
    asked = [one for layer in LAYERS for one in asked_of(mutant.file, layer)]

    assert asked
    for one in (*asked, *mutant.near):
        assert (root / "tests" / one).exists(), one
        assert one.split("/")[0] in LAYERS


def test_there_are_enough_faults_in_every_room():
    rooms = Counter(mutant.file.split("/")[1] for mutant in all_mutants())

    assert len(all_mutants()) >= 25
    assert rooms.keys() >= {
        *("scenario", "population", "supply", "engine", "indicators", "experiment"),
        *("report", "importing"),
    }


def test_a_fault_is_put_in_and_taken_out(tmp_path):
    (tmp_path / "one.py").write_text("a < b\n", encoding="utf-8")

    with planted(Mutant("less", "comparison", "one.py", "<", "<="), tmp_path):
        assert (tmp_path / "one.py").read_text(encoding="utf-8") == "a <= b\n"

    assert (tmp_path / "one.py").read_text(encoding="utf-8") == "a < b\n"


@pytest.mark.parametrize("text", ["b > a\n", "a < b < c\n"])
def test_a_fault_without_its_one_place_is_refused(tmp_path, text):
    (tmp_path / "one.py").write_text(text, encoding="utf-8")
    mutant = Mutant("less", "comparison", "one.py", "<", "<=")

    with pytest.raises(MisplantedError, match="less"), planted(mutant, tmp_path):
        pass
