"""A fault that says its own sentence, where one text a kind would not do."""

from __future__ import annotations

from pydantic_core import PydanticCustomError


def said(zh: str, en: str) -> PydanticCustomError:
    """Return an error of pydantic whose sentence is given."""
    return PydanticCustomError("said", "as said", {"said_zh": zh, "said_en": en})
