"""Jinja2 with everything escaped and nothing undefined, and JSON safe inside HTML."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from sim.report.words import Text, Words


def environment(lang: str, words: Words) -> Environment:
    """Return the template environment of a page that opens in `lang`."""
    made = Environment(
        loader=PackageLoader("sim.report", "browser"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["shown"] = _shown(lang)
    made.filters["trusted"] = Markup
    made.globals["words"] = words
    return made


def _shown(lang: str) -> Callable[[Text], str]:
    return lambda text: text.zh if lang == "zh" else text.en


def embedded(value: Any) -> Markup:
    """Return `value` as JSON that cannot end the script element it stands in.

    A `Text` becomes ``{"zh": …, "en": …}``; NaN is refused, since browsers cannot
    read it.
    """
    text = json.dumps(
        _plain(value), ensure_ascii=False, separators=(",", ":"), allow_nan=False
    )
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    # Safe: every sign that HTML knows has been replaced.
    return Markup(text)


def _plain(value: Any) -> Any:
    # A Text is a tuple and would become a list.
    if isinstance(value, Text):
        return value._asdict()
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value
