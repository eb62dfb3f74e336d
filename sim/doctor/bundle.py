"""One file for whoever helps: what was run on what, and nothing of any person or home.

In it are the doctor's own words without examples, the environment, the manifest of a
run and the scenario files. Never in it: registers, event logs, tables of results,
names of homes, the name of the user, folders of the machine.
"""

from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from sim.area import Area
from sim.doctor.findings import Section
from sim.doctor.scrub import Scrubber
from sim.experiment.software import software
from sim.experiment.store import MANIFEST
from sim.scenario import Scenario

_RUNS: Final = 3
# Their content lists homes or elders, or could.
_NOT_OUT: Final = ("precision", "diagnostics")
_STAMP: Final = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Subject:
    """What the doctor looked at."""

    scenario: Scenario | None = None
    area: Area | None = None
    run: Path | None = None
    """Folder of a run."""


def write_bundle(
    path: Path,
    sections: Sequence[Section],
    subject: Subject,
    packs: Mapping[str, str],
    out: Path,
) -> list[str]:
    """Write the file and return the names of what is in it.

    Parameters
    ----------
    path
        Where; it appears complete or not at all.
    packs
        Fingerprints of the area packs by name.
    out
        Folder of results, where manifests of the scenario's runs lie.
    """
    own = subject.area or (subject.scenario.area if subject.scenario else None)
    scrubber = Scrubber([own] if own is not None else [])
    parts = dict(_parts(sections, subject, packs, out))
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED) as bundle:
            for name, text in parts.items():
                entry = zipfile.ZipInfo(scrubber.clean(name), _STAMP)
                entry.compress_type = zipfile.ZIP_DEFLATED
                bundle.writestr(entry, scrubber.clean(text))
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    return list(parts)


def _parts(
    sections: Sequence[Section], subject: Subject, packs: Mapping[str, str], out: Path
) -> Iterator[tuple[str, str]]:
    for lang in ("zh", "en"):
        lines = [
            line for one in sections for line in (*one.lines(lang, examples=False), "")
        ]
        yield f"doctor.{lang}.txt", "\n".join(lines) + "\n"
    yield "environment.json", _json(software() | {"packs": dict(packs)})
    for number, manifest in enumerate(_manifests(subject, out), start=1):
        yield f"manifests/{number}.json", _json(manifest)
    yield from _scenario_files(subject)


def _manifests(subject: Subject, out: Path) -> Iterator[dict[str, Any]]:
    """Yield the manifest of the run that was named, or of the scenario's latest."""
    folders = [subject.run] if subject.run is not None else []
    if not folders and subject.scenario is not None:
        found = sorted((out / subject.scenario.id).glob(f"*_*/{MANIFEST}"))
        folders = [path.parent for path in found[-_RUNS:]]
    for folder in folders:
        try:
            read = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            continue
        if isinstance(read, dict):
            yield {key: held for key, held in read.items() if key not in _NOT_OUT}


def _scenario_files(subject: Subject) -> Iterator[tuple[str, str]]:
    scenario = subject.scenario
    if scenario is None:
        return
    named = {Path(name) for name in scenario.origins()["file"] if name}
    pack = scenario.area.folder.resolve()
    for file in sorted({scenario.file, *named}):
        if file.is_file() and not file.resolve().is_relative_to(pack):
            text = file.read_text(encoding="utf-8-sig", errors="replace")
            yield f"scenario/{file.name}", text


def _json(content: Mapping[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"
