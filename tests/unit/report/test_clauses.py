from __future__ import annotations

import pytest

from sim.report.clauses import cited
from sim.report.words import Text, load_words


@pytest.mark.parametrize(
    ("clause", "zh", "en"),
    [
        ("二-一-2", "二（一）2", "2(1)2"),
        ("三-五", "三（五）", "3(5)"),
        ("一", "一", "1"),
        ("专栏1-7", "专栏1第7项", "box 1, item 7"),
        ("专栏2", "专栏2", "box 2"),
        ("2-1", "第2章第1节", "chapter 2, section 1"),
        ("para 7", "para 7", "para 7"),
    ],
)
def test_a_clause_is_cited_as_its_document_counts(
    clause: str, zh: str, en: str
) -> None:
    assert cited(clause, load_words()) == Text(zh, en)
