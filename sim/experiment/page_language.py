"""A page is written anew where a finished run is asked for in another language."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from sim.experiment.fingerprints import file_entry
from sim.experiment.store import RunFolder
from sim.experiment.told import Told

KEY: Final = "page_language"
"""Under which a manifest has the language in which the page opens."""
PAGE: Final = "report.html"
WORKBOOK: Final = "report.xlsx"
BRIEFING: Final = "report.docx"
OUTLINES: Final = "boundaries.geojson"
READINGS: Final = (PAGE, WORKBOOK, BRIEFING, OUTLINES)
"""What people read of a folder, and may have written anew; no table is among them."""


def open_in(folder: RunFolder, lang: str, report: Callable[[], object]) -> Told | None:
    """Let page and workbook of a complete folder be in a language; its tables stay.

    Parameters
    ----------
    folder
        With its manifest.
    lang
        Language that is asked for.
    report
        Writes both in that language into the folder.

    Returns
    -------
        That the page could not be written, if so: the folder is as it was, and its
        figures are as good as before.
    """
    manifest = folder.manifest()
    if manifest.get(KEY) == lang:
        return None
    try:
        report()
        note_readings(folder, manifest, lang)
    except OSError as error:
        path, reason = folder.path / PAGE, error.strerror or type(error).__name__
        return Told(
            f"{path} 写不了（{reason}），网页没有换成所要的语言；数字不受影响",
            f"{path} cannot be written ({reason}): the page stays in its language; "
            "the figures are not affected",
        )
    return None


def note_readings(
    folder: RunFolder, manifest: dict[str, Any], lang: str, **more: object
) -> None:
    """Replace the manifest by one that knows what was written anew.

    Parameters
    ----------
    lang
        Language in which the page opens.
    more
        What else the manifest is to say.
    """
    outputs = dict(manifest["outputs"])
    for name in READINGS:
        path = folder.path / name
        if path.is_file():
            outputs[name] = file_entry(path)
        else:
            outputs.pop(name, None)
    changed = {KEY: lang, **more, "outputs": outputs}
    folder.write_manifest({**manifest, **changed})
