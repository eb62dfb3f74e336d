"""How clauses are cited: 二-一-2 of the opinions, 专栏1-1 and 2-1 of a plan."""

from __future__ import annotations

import re

from sim.report.words import Text, Words

_NUMERALS = str.maketrans("一二三四五六七八九", "123456789")
_BOX = re.compile(r"专栏(\d+)(?:-(\d+))?")
_CHAPTER = re.compile(r"(\d+)-(\d+)")
_PART = re.compile(r"([一二三四五六七八九])(?:-([一二三四五六七八九]))?(?:-(\d+))?")


def cited(clause: str, words: Words) -> Text:
    """Return a clause as a reader cites it; one of another form stays as it is."""
    if match := _BOX.fullmatch(clause):
        box, item = match.groups()
        form = "clauses.item" if item else "clauses.box"
        return words[form].fill(box=box, item=item or "")
    if match := _CHAPTER.fullmatch(clause):
        return words["clauses.chapter"].fill(chapter=match[1], section=match[2])
    if match := _PART.fullmatch(clause):
        return _part(match)
    return Text.of(clause)


def _part(match: re.Match[str]) -> Text:
    part, section, item = match.groups()
    zh = part + (f"（{section}）" if section else "") + (item or "")
    en = part + (f"({section})" if section else "") + (item or "")
    return Text(zh, en.translate(_NUMERALS))
