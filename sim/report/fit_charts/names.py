"""Names within charts: broken into lines, and with nothing that Plotly would read."""

from __future__ import annotations

import unicodedata

from sim.report.words import Text

# Widths of signs in bold type of size 13. [px]
_WIDE, _NARROW = 13.5, 7.2


def lines_of(name: Text) -> int:
    """Return how many lines a broken name takes in the language that takes more."""
    return 1 + max(one.count("<br>") for one in name)


def plain_text(text: Text) -> Text:
    """Return words in which Plotly finds no marks of its own."""
    return Text(_plain(text.zh), _plain(text.en))


def _plain(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;")


def wrapped(text: Text, widest: int) -> Text:
    """Return a name broken into lines of about so many pixels, for phones."""
    return Text(_broken(text.zh, widest), _broken(text.en, widest))


def _broken(words: str, widest: int) -> str:
    lines, wide = [""], 0.0
    # Chinese breaks anywhere, English between words.
    parts = [part for word in words.split(" ") for part in (*_parts(word), " ")][:-1]
    for part in parts:
        size = sum(_WIDE if _is_wide(sign) else _NARROW for sign in part)
        if wide + size > widest and lines[-1] and part != " ":
            lines.append("")
            wide = 0.0
        lines[-1] += part
        wide += size
    return "<br>".join(_plain(line.strip()) for line in lines)


def _parts(word: str) -> list[str]:
    return list(word) if any(_is_wide(sign) for sign in word) else [word]


def _is_wide(sign: str) -> bool:
    return unicodedata.east_asian_width(sign) in "WF"
