"""Text of a cell as a person reads it: without full-width forms and stray blanks."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime
from typing import Final

# What clerks write where they have nothing to write.
_NOTHING: Final = {"-", "--", "—", "——", "/", "\\", "n/a", "na", "none", "null"}
_NOTHING_SAID: Final = {"不详", "未知", "暂无", "未统计", "无数据", "待补", "待定"}
_UNITS: Final = re.compile(r"[(\[]?(张|人|名|个|所|家|年|岁|%|万元|元|分钟|公里)[)\]]?")


def clean(value: object) -> str:
    """Return a cell as text: half-width, one line, without outer blanks."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    text = unicodedata.normalize("NFKC", str(value)).replace("\ufeff", "")
    text = re.sub(r"[\u200b-\u200f\u2060]", "", text)
    return re.sub(r"\s+", " ", text).strip()


def says_nothing(text: str) -> bool:
    """Tell whether a cell leaves its question open, as a blank one does."""
    bare = text.lower().replace(" ", "")
    return not bare or bare in _NOTHING or bare in _NOTHING_SAID


def is_unit(text: str) -> bool:
    """Tell whether a cell below a heading holds nothing but a unit."""
    return _UNITS.fullmatch(text.replace(" ", "")) is not None


def bare(text: str) -> str:
    """Return a name without blanks, brackets and quotes, for comparing."""
    return re.sub(r"[\s()\[\]《》“”\"'·・]", "", clean(text)).lower()


def shown(text: str) -> str:
    """Return what was read, short enough for a sentence."""
    one_line = " ".join(text.split())
    return one_line if len(one_line) <= 30 else one_line[:29] + "…"
