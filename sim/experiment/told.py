"""A sentence in both languages, from where something happened to who is told."""

from __future__ import annotations

from typing import NamedTuple


class Told(NamedTuple):
    """A sentence in both languages."""

    zh: str
    en: str
