"""What can be wrong with an area pack, said in both languages."""

from __future__ import annotations

from pathlib import Path


class AreaError(Exception):
    """A pack that cannot be read or contradicts itself: a fault of the data.

    Parameters
    ----------
    message_zh, message_en
        One sentence each.
    file, line
        Where; the first line of a file is 1.
    """

    def __init__(
        self,
        message_zh: str,
        message_en: str,
        *,
        file: Path | None = None,
        line: int | None = None,
    ) -> None:
        super().__init__(message_zh, message_en)
        self.message_zh = message_zh
        self.message_en = message_en
        self.file = file
        self.line = line

    def message(self, lang: str) -> str:
        """Return `file:line: sentence` in Chinese, or in English if asked."""
        sentence = self.message_zh if lang == "zh" else self.message_en
        if self.file is None:
            return sentence
        place = f"{self.file}:{self.line}" if self.line else str(self.file)
        return f"{place}: {sentence}"

    def __str__(self) -> str:
        return self.message("zh")


class UnknownAreaError(AreaError):
    """No pack of that name is found: a fault of the file that names it."""


class UnfitValuesError(AreaError):
    """Values of a scenario that the pack cannot have: a fault of the scenario."""
