"""What people read of a finished folder: page, workbook, briefing; made from tables."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sim.experiment.compare_page import comparison_data
from sim.experiment.comparison import Comparison
from sim.experiment.page import page_data
from sim.experiment.page_language import (
    BRIEFING,
    KEY,
    PAGE,
    WORKBOOK,
    note_readings,
)
from sim.experiment.results import Results
from sim.experiment.workbook import (
    write_comparison_workbook,
    write_run_workbook,
    write_sweep_workbook,
)
from sim.report.compare_page import write_compare_page
from sim.report.page import write_page

if TYPE_CHECKING:
    from sim.experiment.stored import Stored

FORMATS: Final = {"html": PAGE, "xlsx": WORKBOOK, "docx": BRIEFING}
ALWAYS: Final = ("html", "xlsx")


class NoBriefingError(Exception):
    """A sweep has no briefing: it answers no question of policy."""


def write_readings(
    content: Results | Comparison,
    folder: Path,
    lang: str,
    formats: Collection[str] = ALWAYS,
    template: Path | None = None,
) -> None:
    """Write page, workbook or briefing of a run or a comparison into a folder.

    Parameters
    ----------
    lang
        Language in which the page opens, and that of the others.
    formats
        Which of `FORMATS`.
    template
        The office's own form of the briefing; the shipped one if missing.
    """
    if isinstance(content, Comparison):
        _of_comparison(content, folder, lang, formats, template)
        return
    data = page_data(content)
    if "html" in formats:
        write_page(folder / PAGE, data, lang)
    if "xlsx" in formats:
        write_run_workbook(content, data, folder / WORKBOOK, lang)
    if "docx" in formats:
        # Imported here: every run has a workbook, few have a briefing.
        from sim.experiment.briefing import write_run_briefing  # noqa: PLC0415

        write_run_briefing(data, folder / BRIEFING, lang, template)


def _of_comparison(
    content: Comparison,
    folder: Path,
    lang: str,
    formats: Collection[str],
    template: Path | None,
) -> None:
    data = comparison_data(content)
    if "html" in formats:
        write_compare_page(folder / PAGE, data, lang)
    if "xlsx" in formats:
        write_comparison_workbook(content, data, folder / WORKBOOK, lang)
    if "docx" in formats:
        from sim.experiment.briefing import write_comparison_briefing  # noqa: PLC0415

        write_comparison_briefing(content, data, folder / BRIEFING, lang, template)


def rebuild(
    stored: Stored, formats: Collection[str], lang: str, template: Path | None = None
) -> list[Path]:
    """Write what is asked for into a finished folder, and note it in its manifest.

    Returns
    -------
        The files.

    Raises
    ------
    NoBriefingError
        A briefing of a sweep is asked for.
    OSError
        The folder cannot be written to.
    """
    folder, content = stored.folder, stored.content
    if isinstance(content, Results | Comparison):
        write_readings(content, folder.path, lang, formats, template)
    elif "docx" in formats:
        raise NoBriefingError
    else:
        if "html" in formats:
            content.report(folder.path, lang)
        if "xlsx" in formats:
            write_sweep_workbook(content, folder.path / WORKBOOK, lang)
    manifest = folder.manifest()
    opens = lang if "html" in formats else manifest.get(KEY, lang)
    note_readings(folder, manifest, opens)
    return [folder.path / FORMATS[name] for name in FORMATS if name in formats]
