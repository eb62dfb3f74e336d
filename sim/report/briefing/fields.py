"""The fields that a template of a briefing may name, and what stands in each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from sim.report.blocks import Table
from sim.report.headlines import Headline
from sim.report.words import Text

FIELDS: Final[Mapping[str, Text]] = {
    "title": Text("标题", "title"),
    "area": Text("地区", "place"),
    "facts": Text("推演范围和次数", "place, period and size of the run"),
    "status": Text("方案状态：草稿、已审阅或空", "draft, reviewed, or nothing"),
    "watermark": Text("水印字样，已批准的为空", "watermark; empty once approved"),
    "question": Text("要回答的问题", "the question"),
    "answer": Text("一句话结论", "the answer in a sentence"),
    "basis": Text("依据，一段一条", "documents it rests on, a paragraph each"),
    "situation": Text("基本情况，一段一条", "how it is, a paragraph each"),
    "scheme": Text("方案内容，一段一条", "what the scenario does, a paragraph each"),
    "results": Text("测算结果，一段一条", "results, a paragraph each"),
    "targets": Text(
        "目标，每条有 name、asked、standing、model、basis",
        "targets, each with name, asked, standing, model, basis",
    ),
    "targets_reading": Text("怎样看目标的概率", "how to read the targets"),
    "risks": Text("风险与不确定，一段一条", "risks and doubts, a paragraph each"),
    "decisions": Text("需由人决定的事项，一段一条", "what people must decide"),
    "annexes": Text(
        "附表，每个有 title、heads、rows、note",
        "annexed tables, each with title, heads, rows, note",
    ),
    "made_by": Text("程序版本、种子、运行编号", "version, seed and run"),
}


def plain(value: Any, lang: str) -> Any:
    """Return texts of both languages as texts of one, in lists and mappings too."""
    if isinstance(value, Text):
        return getattr(value, lang)
    if isinstance(value, Mapping):
        return {key: plain(one, lang) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one, lang) for one in value]
    return value


def annex(table: Table, note: Text | None = None) -> dict[str, Any]:
    """Return a table of the page as an annex."""
    rows = [[cell.text for cell in row] for row in table.rows]
    return annex_of(table.caption, table.heads, rows, note)


def annex_of(
    title: Text,
    heads: Sequence[Text],
    rows: Sequence[Sequence[Text]],
    note: Text | None = None,
) -> dict[str, Any]:
    """Return an annexed table."""
    return {
        "title": title,
        "heads": list(heads),
        "rows": [list(row) for row in rows],
        "note": note or Text("", ""),
    }


def numbered(line: Headline, forms: Mapping[str, Text]) -> Text:
    """Return a headline as a sentence: what, how much, how sure, and what beside."""
    form = "number_with" if line.interval else "number"
    told = forms[form].fill(
        label=line.label, value=line.value, interval=line.interval or Text("", "")
    )
    if not line.lines:
        return forms["stop"].fill(told=told)
    beside = Text(
        "；".join(one.zh for one in line.lines), "; ".join(one.en for one in line.lines)
    )
    return forms["beside"].fill(told=told, beside=beside)
