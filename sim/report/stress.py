"""The STRESS-DES statement of a run, as a table of 20 items and as Markdown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sim.report.blocks import Table, said
from sim.report.words import Text, load_words

WORDS: Final = "stress_words.yaml"
ITEMS: Final = (
    *("1_1", "1_2", "1_3"),
    *("2_1", "2_2", "2_3", "2_4", "2_5"),
    *("3_1", "3_2", "3_3", "3_4"),
    *("4_1", "4_2", "4_3"),
    *("5_1", "5_2", "5_3", "5_4", "6_1"),
)
"""Numbers of the guideline's items, 20 of them."""

Facts = Mapping[str, Mapping[str, object]]
"""What fills the words of each item."""


class BlankItemError(ValueError):
    """An item of the statement has nothing to say, or a hole that nothing fills."""


def statement(facts: Facts) -> list[tuple[Text, Text]]:
    """Return head and text of each item.

    Raises
    ------
    BlankItemError
        An item is blank in one of the languages.
    """
    words = load_words(WORDS)
    items = []
    for name in ITEMS:
        given = facts.get(name, {})
        for hole, fact in given.items():
            _refuse_blank(name, hole, Text.of(fact))
        try:
            text = words[f"stress_text.{name}"].fill(**given)
        except KeyError as error:
            raise BlankItemError(f"{name}: nothing for {error}") from error
        _refuse_blank(name, "text", text)
        items.append((words[f"stress_head.{name}"], text))
    return items


def _refuse_blank(item: str, part: str, text: Text) -> None:
    for told in text:
        if not told.strip() or told.strip() in {"nan", "None"}:
            raise BlankItemError(f"{item}: {part} is blank")


def statement_table(facts: Facts) -> Table:
    """Return the statement as a table of a page."""
    words = load_words(WORDS)
    heads = [words["stress.item"], words["stress.statement"]]
    rows = [[said(head), said(text)] for head, text in statement(facts)]
    return Table("stress", words["stress.reading"], heads, rows)


def statement_title() -> Text:
    """Return what the statement is called."""
    return load_words(WORDS)["stress.title"]


def statement_markdown(facts: Facts) -> str:
    """Return the statement as Markdown, Chinese first and English after it."""
    words, items = load_words(WORDS), statement(facts)
    lines = []
    for language in Text._fields:
        lines += [f"# {getattr(words['stress.title'], language)}", ""]
        lines += [getattr(words["stress.reading"], language), ""]
        for head, text in items:
            lines += [f"## {getattr(head, language)}", ""]
            lines += [getattr(text, language), ""]
    return "\n".join(lines)
