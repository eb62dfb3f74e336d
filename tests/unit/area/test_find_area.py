"""Where a pack is looked for."""

from pathlib import Path

import pytest

from calibration.steps.places import AREAS
from sim.area import UnknownAreaError, find_area


def make_pack(folder: Path) -> Path:
    folder.mkdir(parents=True)
    (folder / "counties.csv").write_text("", "utf-8")
    return folder


def test_a_pack_beside_the_scenario_comes_first(tmp_path: Path) -> None:
    own = make_pack(tmp_path / "plans" / "guangxi")
    make_pack(tmp_path / "guangxi")

    assert find_area("guangxi", tmp_path / "plans" / "x.yaml") == own


def test_then_the_parents_of_the_scenario(tmp_path: Path) -> None:
    above = make_pack(tmp_path / "calibration" / "areas" / "hill")
    (tmp_path / "plans" / "2027").mkdir(parents=True)

    assert find_area("hill", tmp_path / "plans" / "2027") == above


def test_then_the_working_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = make_pack(tmp_path / "work" / "calibration" / "areas" / "hill")
    (tmp_path / "plans").mkdir()
    monkeypatch.chdir(tmp_path / "work")

    assert find_area("hill", tmp_path / "plans") == here


def test_then_the_installed_packs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    assert find_area("guangxi", tmp_path) == AREAS / "guangxi"


def test_a_path_is_taken_from_the_scenarios_folder_only(tmp_path: Path) -> None:
    place = make_pack(tmp_path / "teaching" / "places" / "one")

    assert find_area("./places/one", tmp_path / "teaching" / "x.yaml") == place
    with pytest.raises(UnknownAreaError):
        find_area("./teaching/places/one", tmp_path / "teaching" / "x.yaml")


@pytest.mark.parametrize("name", ["../guangxi", "", "/etc", "./a/../../b", "..\\b"])
def test_a_path_that_leaves_the_folder_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnknownAreaError, match="文件夹") as caught:
        find_area(name, tmp_path)

    assert "folder" in caught.value.message("en")


def test_a_misspelt_name_gets_a_suggestion(tmp_path: Path) -> None:
    with pytest.raises(UnknownAreaError) as caught:
        find_area("guanxi", tmp_path)

    assert "是否为“guangxi”" in caught.value.message("zh")
    assert "did you mean 'guangxi'" in caught.value.message("en")


def test_a_resolved_scenario_means_the_pack_of_the_working_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Results may lie in a checkout with a place of the same name."""
    other = make_pack(tmp_path / "places" / "one")
    own = make_pack(tmp_path / "mine" / "places" / "one")
    run = tmp_path / "results" / "a-run"
    run.mkdir(parents=True)
    (run / "scenario.resolved.yaml").write_text("", "utf-8")
    monkeypatch.chdir(tmp_path / "mine")

    assert find_area("places/one", run / "scenario.resolved.yaml") == own
    assert find_area("places/one", run / "written.yaml") == other
