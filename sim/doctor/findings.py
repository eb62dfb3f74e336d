"""What the doctor says: sentences in both languages, with how bad it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from sim.report.words import Text

State = Literal["fine", "note", "fault", "told"]

_SHOWN: Final = 5
MARKS: Final = {
    "fine": Text("正常", "ok"),
    "note": Text("留意", "note"),
    "fault": Text("有错", "FAULT"),
    "told": Text("", ""),
}


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at."""

    state: State
    """`fine`; `note`, which somebody should look at; `fault`, which somebody must
    mend; `told`, which is neither good nor bad."""
    text: Text
    examples: Sequence[str] = ()
    """Codes and names that it holds of; they never leave the machine."""

    def line(self, lang: str, *, examples: bool = True) -> str:
        """Return the finding as a line in a language."""
        mark, text = getattr(MARKS[self.state], lang), getattr(self.text, lang)
        line = (
            f"  {mark}{'：' if lang == 'zh' else ': '}{text}" if mark else f"  {text}"
        )
        if examples and self.examples:
            line += self._listed(lang)
        return line

    def _listed(self, lang: str) -> str:
        shown = list(self.examples[:_SHOWN])
        more = len(self.examples) - len(shown)
        if lang == "zh":
            return f"（{'、'.join(shown)}{f'，另有 {more} 个' if more else ''}）"
        return f" ({', '.join(shown)}{f', and {more} more' if more else ''})"


@dataclass(frozen=True)
class Section:
    """Findings under a heading."""

    title: Text
    findings: Sequence[Finding]

    def lines(self, lang: str, *, examples: bool = True) -> list[str]:
        """Return heading and findings as lines in a language."""
        told = [one.line(lang, examples=examples) for one in self.findings]
        return [getattr(self.title, lang), *told]


def faults(sections: Iterable[Section], state: State = "fault") -> int:
    """Return how many findings of a state there are."""
    return sum(one.state == state for each in sections for one in each.findings)
