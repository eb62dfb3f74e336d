"""A page is written anew where a finished run is asked for in another language."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

from sim.experiment.fingerprints import file_entry
from sim.experiment.store import RunFolder

KEY: Final = "page_language"
"""Under which a manifest has the language in which the page opens."""
PAGE: Final = "report.html"


class Unwritten(NamedTuple):
    """Why a page could not be written, in both languages."""

    zh: str
    en: str


def open_in(
    folder: RunFolder, lang: str, report: Callable[[], object]
) -> Unwritten | None:
    """Let the page of a complete folder open in a language; its tables stay.

    Parameters
    ----------
    folder
        With its manifest.
    lang
        Language that is asked for.
    report
        Writes the page in that language into the folder.

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
        manifest[KEY] = lang
        manifest["outputs"][PAGE] = file_entry(folder.path / PAGE)
        folder.write_manifest(manifest)
    except OSError as error:
        path, reason = folder.path / PAGE, error.strerror or type(error).__name__
        return Unwritten(
            f"{path} 写不了（{reason}），网页没有换成所要的语言；数字不受影响",
            f"{path} cannot be written ({reason}): the page stays in its language; "
            "the figures are not affected",
        )
    return None
