"""Documents and data behind the run, and the clause that a target cites."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any, NamedTuple

import pandas as pd

from sim.report.blocks import Table, proper, said
from sim.report.clauses import cited
from sim.report.page_data import PageData
from sim.report.words import Text, Words
from sim.scenario.catalogue import sources as catalogue


class Source(NamedTuple):
    """A document or a body of data."""

    title: Text
    publisher: Text
    year: str
    grade: str


def known_sources(table: pd.DataFrame | None) -> dict[str, Source]:
    """Return all sources by id: those of scenarios, then those of the area pack.

    Parameters
    ----------
    table
        `source_id`, `title`, `publisher`, `year`, `grade`; `title_zh` and `title_en`
        go before `title`, and likewise for the publisher.
    """
    known = {
        name: Source(
            title=Text(one.title.zh, one.title.en),
            publisher=Text.of(one.publisher or ""),
            year=str(one.year),
            grade=one.grade,
        )
        for name, one in catalogue().items()
    }
    lines = [] if table is None else table.to_dict("records")
    return known | {str(line["source_id"]): _source(line) for line in lines}


def _source(line: Mapping[Hashable, Any]) -> Source:
    def field(name: str) -> str:
        value = line.get(name)
        return str(value) if pd.notna(value) else ""

    def both(name: str) -> Text:
        # A column without a language is in whichever the table does not name.
        return Text.of(
            {lang: field(f"{name}_{lang}") or field(name) for lang in Text._fields}
        )

    return Source(both("title"), both("publisher"), field("year"), field("grade"))


def named_targets(data: PageData, words: Words) -> pd.DataFrame:
    """Return the targets with `source` as document and clause in words."""
    targets = data.targets.copy()
    if "source" in targets:
        known = known_sources(data.sources)
        named = [cited_as(str(one), known, words) for one in targets["source"]]
        targets["source"] = pd.Series(named, index=targets.index, dtype=object)
    return targets


def cited_as(source: str, known: Mapping[str, Source], words: Words) -> Text:
    """Return ``opinions#二-二-1`` as the title of the document and the clause."""
    document, _, clause = source.partition("#")
    title = known[document].title if document in known else Text.of(document)
    if not clause:
        return title
    return words["sources.clause"].fill(title=title, clause=cited(clause, words))


def sources_table(data: PageData, words: Words) -> Table | None:
    """Return every source that a value or a target cites, with publisher and grade."""
    tables = [data.origins, data.targets, data.actions]
    ids = {
        str(source).partition("#")[0]
        for table in tables
        if table is not None and "source" in table
        for source in table["source"].dropna()
    }
    known = known_sources(data.sources)
    listed = sorted(ids & set(known))
    if not listed:
        return None
    heads = ("source", "document", "publisher", "published_in", "grade")
    rows = [
        [
            proper(name),
            proper(known[name].title),
            proper(known[name].publisher),
            proper(known[name].year),
            said(words.named("grade", known[name].grade)),
        ]
        for name in listed
    ]
    caption = words["sources.table"]
    return Table("sources", caption, [words.named("head", h) for h in heads], rows)
