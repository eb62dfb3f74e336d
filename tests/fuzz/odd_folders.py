"""Folders of results as a clumsy or a malicious hand leaves them, and odd words."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Final

from fuzz.sound import TARGETS

_MANIFESTS: Final = (
    *(
        b"",
        b"{",
        b"[]",
        b"null",
        b"{}",
        b'{"status": "complete"}',
        b"\xff\xfe",
        bytes(99),
    ),
    *(
        b'{"format": "ruralbeds-run/1"}',
        b'{"format": "ruralbeds-compare/1", "runs": 5}',
    ),
    b'{"format": "ruralbeds-run/1", "status": "complete", "scenario": {"id": 5}}',
    b'{"format": "ruralbeds-sweep/1", "status": "complete", "sweep": []}',
    b'{"a": ' * 50_000,
)
_TARGETS: Final = (
    *(b"", b"target\n", TARGETS.replace(b"0.45", b"NaN"), TARGETS.replace(b",", b";")),
    *(TARGETS.replace(b"0.45", b"=1+1"), TARGETS.replace(b"0.45", b"-9e999")),
    *(
        TARGETS.replace(b"spread,", b"../x,"),
        TARGETS * 2,
        TARGETS[:50],
        b"\xff\xfe\x00",
    ),
)


def odd_folders() -> list[tuple[str, list[str], Callable[[Path], object]]]:
    """Return what is odd, the words of the command, and who lays the file."""
    made = []
    for number, data in enumerate(_MANIFESTS):
        lay = _manifest(data)
        for words in (["report", "old"], ["explain", "old", "990101-T01"]):
            made.append((f"manifest {number}", words, lay))
        made.append((f"manifest {number}", ["doctor", "old"], lay))
        made.append((f"replay {number}", ["run", "--replay", "old/manifest.json"], lay))
    for number, data in enumerate(_TARGETS):
        words = ["calibrate", "./place", "--targets", "targets.csv"]
        made.append((f"targets {number}", words, _file("targets.csv", data)))
    run = ["run", "sound.yaml", "--jobs", "1", "--replications", "1"]
    for data in (
        b"",
        b"{}",
        b"[" * 99_000,
        b'{"type": "FeatureCollection"}',
        b"PK\x03\x04",
    ):
        words = [*run, "--boundaries", "x.geojson"]
        made.append(("boundaries", words, _file("x.geojson", data)))
    for out in ("sound.yaml", "/dev/null", "/proc/x", "o" * 300, "circle", "pipe"):
        made.append((f"out {out[:20]}", [*run, "--out", out], _odd_paths))
    for path in ("circle", "pipe", "/dev/zero", "/", ".", "", "o" * 5000, "nothing"):
        made += [(f"{verb} {path[:9]}", [verb, path], _odd_paths) for verb in _OPENING]
    for text in (
        "a",
        "=",
        "demand.level=",
        "demand.level=9e999",
        "=5",
        "rules=1",
        "\ud800",
    ):
        made.append((f"--set {text!r}", [*run, "--set", text], lambda work: None))
    return made


_OPENING: Final = ("run", "validate", "show", "sweep", "report", "explain", "doctor")


def _manifest(data: bytes) -> Callable[[Path], object]:
    def lay(work: Path) -> None:
        (work / "old").mkdir()
        (work / "old" / "manifest.json").write_bytes(data)

    return lay


def _file(name: str, data: bytes) -> Callable[[Path], object]:
    return lambda work: (work / name).write_bytes(data)


def _odd_paths(work: Path) -> None:
    os.mkfifo(work / "pipe")
    (work / "circle").symlink_to("circle")
