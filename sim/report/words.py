"""The words of the page, in Chinese and English, and how they are filled in.

Every sentence lives in `words.yaml`; code only names its key. `Words` remembers which
keys were asked for, so that a test can find the ones nobody uses.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Final, NamedTuple

from sim.own_yaml import own_yaml

# Plotly writes its own holes as %{x}; those are left alone.
_ALWAYS: Final = ("words.yaml", "run_words.yaml", "access_words.yaml")
_HOLE = re.compile(r"(?<!%)\{(\w+)\}")


class Text(NamedTuple):
    """The same words in Chinese and in English."""

    zh: str
    en: str

    @classmethod
    def of(cls, words: object) -> Text:
        """Return `words` as a Text: a `{zh, en}` mapping, a pair, or one for both."""
        if isinstance(words, tuple):
            return cls(*words)
        if isinstance(words, Mapping):
            zh, en = (str(words.get(language) or "") for language in cls._fields)
            return cls(zh or en, en or zh)
        return cls(str(words), str(words))

    def fill(self, **parts: object) -> Text:
        """Return the text with each `{name}` replaced by the part of that name."""
        texts = {name: Text.of(part) for name, part in parts.items()}
        return Text(
            _HOLE.sub(lambda hole: texts[hole[1]].zh, self.zh),
            _HOLE.sub(lambda hole: texts[hole[1]].en, self.en),
        )


NOTHING = Text("", "")


def joined(texts: Iterable[Text], between: Text = NOTHING) -> Text:
    """Return texts one after the other, with `between` between them."""
    listed = list(texts)
    return Text(
        between.zh.join(text.zh for text in listed),
        between.en.join(text.en for text in listed),
    )


class Words(Mapping[str, Text]):
    """All texts by key, such as `targets.likely`; remembers the keys asked for."""

    def __init__(self, texts: Mapping[str, Text]) -> None:
        self._texts = dict(texts)
        self.asked: set[str] = set()

    def __getitem__(self, key: str) -> Text:
        text = self._texts[key]
        self.asked.add(key)
        return text

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)

    def named(self, family: str, name: str) -> Text:
        """Return `family.name`, or the bare name where the family has no such word."""
        key = f"{family}.{name}"
        return self[key] if key in self._texts else Text(name, name)

    def family(self, family: str) -> dict[str, Text]:
        """Return all texts of one family by their names within it."""
        start = f"{family}."
        keys = [key for key in self._texts if key.startswith(start)]
        return {key.removeprefix(start): self[key] for key in keys}


@cache
def _texts(file: str) -> dict[str, Text]:
    families = own_yaml("sim.report", file)
    return {
        f"{family}.{name}": Text(str(words["zh"]), str(words["en"]))
        for family, entries in families.items()
        for name, words in entries.items()
    }


def load_words(*beside: str) -> Words:
    """Return the words of every page and of files beside them, none asked for yet."""
    texts = [_texts(file) for file in (*_ALWAYS, *beside)]
    return Words({key: text for each in texts for key, text in each.items()})
