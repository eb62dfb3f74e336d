"""A page is written anew where a finished run is asked for in another language."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from sim.experiment.fingerprints import file_entry
from sim.experiment.store import RunFolder

KEY: Final = "page_language"
"""Under which a manifest has the language in which the page opens."""
PAGE: Final = "report.html"


def open_in(folder: RunFolder, lang: str, report: Callable[[], object]) -> None:
    """Let the page of a complete folder open in a language; its tables stay.

    Parameters
    ----------
    folder
        With its manifest.
    lang
        Language that is asked for.
    report
        Writes the page in that language into the folder.
    """
    manifest = folder.manifest()
    if manifest.get(KEY) == lang:
        return
    report()
    manifest[KEY] = lang
    manifest["outputs"][PAGE] = file_entry(folder.path / PAGE)
    folder.write_manifest(manifest)
