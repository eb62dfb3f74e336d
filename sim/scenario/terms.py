"""Words of the format that several of its models share."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from sim.scenario.strict import Strict
from sim.scenario.values import Text, read_text

Grade = Literal["published", "derived", "assumed"]
Tier = Literal["county", "township", "village"]
Ownership = Literal["public", "private"]
Operation = Literal["direct", "entrusted"]
Code = Annotated[str, BeforeValidator(read_text), Field(pattern=r"^\d{6}$")]
"""Of a county or prefecture."""


class Bilingual(Strict):
    """A text for people, in both languages."""

    zh: Text
    """中文 Chinese"""
    en: Text
    """英文 English"""
