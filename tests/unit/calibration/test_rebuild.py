"""The packs in the repository are what their scripts write from the inputs."""

from pathlib import Path

from calibration import build_guangxi, build_teaching
from calibration.steps.places import AREAS


def bytes_by_name(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def test_guangxi_is_rebuilt_byte_for_byte(tmp_path: Path) -> None:
    build_guangxi.build(tmp_path)

    rebuilt, committed = bytes_by_name(tmp_path), bytes_by_name(AREAS / "guangxi")
    assert sorted(rebuilt) == sorted(committed)
    assert [name for name in committed if rebuilt[name] != committed[name]] == []


def test_teaching_places_are_rebuilt_byte_for_byte(tmp_path: Path) -> None:
    build_teaching.build(tmp_path)

    rebuilt = bytes_by_name(tmp_path)
    committed = bytes_by_name(build_teaching.PLACES)
    assert sorted(rebuilt) == sorted(committed)
    assert [name for name in committed if rebuilt[name] != committed[name]] == []


def test_a_pack_has_line_feeds_only() -> None:
    for name, content in bytes_by_name(AREAS / "guangxi").items():
        assert b"\r" not in content, name
        assert content.endswith(b"\n"), name
