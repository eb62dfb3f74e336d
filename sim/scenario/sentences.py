"""What pydantic found wrong, as a sentence for a planner in both languages."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError

from sim.scenario import schema
from sim.scenario.faults import FaultList, hint
from sim.scenario.nodes import Node, locate, plain
from sim.scenario.strict import Strict

_LENGTHS = ("min_length", "max_length")
# {read} what the file says, {key} the last key of the path, others from pydantic.
SENTENCES: dict[str, tuple[str, str]] = {
    "missing": ("缺少“{key}”", "“{key}” is missing"),
    "extra_forbidden": ("不认识的键“{key}”", "unknown key “{key}”"),
    "literal_error": (
        "“{read}”不是可选值，可选：{choices}",
        "“{read}” is not one of {choices}",
    ),
    "union_tag_invalid": (
        "“{read}”不是可选值，可选：{choices}",
        "“{read}” is not one of {choices}",
    ),
    "union_tag_not_found": ("缺少“{tag_key}”", "“{tag_key}” is missing"),
    "model_type": (
        "这里要写“键: 值”，读到的是“{read}”",
        "“key: value” belongs here, found “{read}”",
    ),
    "model_attributes_type": (
        "这里要写“键: 值”，读到的是“{read}”",
        "“key: value” belongs here, found “{read}”",
    ),
    "dict_type": (
        "这里要写“键: 值”，读到的是“{read}”",
        "“key: value” belongs here, found “{read}”",
    ),
    "list_type": (
        "这里要写列表，每项以“- ”开头，或写成 [a, b]；读到的是“{read}”",
        "a list belongs here, “- ” before each item or [a, b]; found “{read}”",
    ),
    "too_short": ("至少要有 {min_length} 项", "needs at least {min_length} {items}"),
    "too_long": ("最多只能有 {max_length} 项", "may have at most {max_length} {items}"),
    "value_missing": ("“{key}”没有写值", "“{key}” has no value"),
    "single_value": ("“{key}”只能是一个值", "“{key}” takes a single value"),
    "number": (
        "“{read}”不是数；写成 0.6 或 60%，不加千分位和单位",
        "“{read}” is not a number; write 0.6 or 60%, without separators or units",
    ),
    "whole_number": ("“{read}”不是整数", "“{read}” is not a whole number"),
    "outside_bounds": (
        "{read} 超出界限，应在 {low} 到 {high} 之间",
        "{read} is out of bounds; allowed are {low} to {high}",
    ),
    "greater_than_equal": (
        "{read} 不能小于 {ge}",
        "{read} is too small; it must be at least {ge}",
    ),
    "greater_than": ("{read} 必须大于 {gt}", "{read} must be greater than {gt}"),
    "less_than_equal": (
        "{read} 不能大于 {le}",
        "{read} is too large; it must be at most {le}",
    ),
    "day": (
        "“{read}”不是日期；写成 2030-12-31 这样的年-月-日",
        "“{read}” is not a date; write year-month-day as in 2030-12-31",
    ),
    "no_such_day": (
        "没有“{read}”这一天；检查月和日",
        "there is no day “{read}”; check month and day",
    ),
    "yes_no": ("“{read}”不是 yes 或 no（是、否）", "“{read}” is neither yes nor no"),
    "choice": (
        "“{read}”不是可选值，可选：{options_zh}",
        "“{read}” is not one of the options: {options_en}",
    ),
    "only_yes": (
        "这里只能写 yes；不取消就把整条删去",
        "only yes is allowed here; otherwise remove the entry",
    ),
    "duration": (
        "“{read}”不是时长；写成 90 days、24 months、2 年",
        "“{read}” is not a duration; write 90 days, 24 months or 2 years",
    ),
    # What no check foresaw.
    "value_error": ("“{read}”读不懂", "“{read}” cannot be read"),
    # Whoever raised it has said it all.
    "said": ("{said_zh}", "{said_en}"),
    "string_pattern_mismatch": (
        "“{read}”不合格式：{form_zh}",
        "“{read}” has the wrong form: {form_en}",
    ),
}
_FORMS = {
    r"^\d{6}$": ("六位区划代码，加引号，如 '450123'", "six digits quoted, as '450123'"),
    r"^[a-z0-9][a-z0-9_-]{0,59}$": (
        "只用小写字母、数字、- 和 _",
        "only small letters, digits, - and _",
    ),
}
_LONGEST = 60


def shorten(read: object) -> str:
    """Return what the file says in one short line."""
    if isinstance(read, dict):
        return "{" + ", ".join(f"{key}: …" for key in read) + "}"
    text = "" if read is None else str(read).replace("\n", " ")
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def add_faults(error: ValidationError, node: Node, faults: FaultList) -> None:
    """Turn every error of a model into a fault at its place in the file."""
    for details in error.errors(include_url=False):
        _add(details, node, faults)


def _add(details: ErrorDetails, node: Node, faults: FaultList) -> None:
    kind = details["type"]
    path = [step for step in details["loc"] if step != "[key]"]
    is_key = kind == "extra_forbidden" or "[key]" in details["loc"]
    context: dict[str, Any] = dict(details.get("ctx", {}))
    read = shorten(details["input"])
    choices: list[str] = []
    if kind == "literal_error":
        choices = re.findall(r"'([^']*)'", context["expected"])
    elif kind == "union_tag_invalid":
        choices = re.findall(r"'([^']*)'", context["expected_tags"])
        read = context["tag"]
        path = [*path, context["discriminator"].strip("'")]
    elif kind == "extra_forbidden":
        choices = sorted(known_keys())
        read = str(path[-1])
    form_zh, form_en = _FORMS.get(str(context.get("pattern", "")), ("", ""))
    words = {
        **context,
        "read": read,
        "key": path[-1] if path else read,
        "tag_key": str(context.get("discriminator", "")).strip("'"),
        "choices": "、".join(choices),
        "items": "item" if 1 in (context.get(one) for one in _LENGTHS) else "items",
        "form_zh": form_zh,
        "form_en": form_en,
    }
    zh, en = (sentence.format(**words) for sentence in SENTENCES[kind])
    hint_zh, hint_en = hint(read, choices)
    if kind == "extra_forbidden" and details["input"] is None and not hint_zh:
        # A comma within { } ends the text before it.
        hint_zh = "；若是前面文字的一部分，给整段文字加引号"
        hint_en = "; if it belongs to the text before the comma, quote that text"
    faults.add(
        locate(node, path, key=is_key), zh + hint_zh, en.replace("、", ", ") + hint_en
    )


def validate(kind: Any, node: Node, faults: FaultList) -> Any:
    """Return the node as the type asked for, or None after noting its faults."""
    try:
        return TypeAdapter(kind).validate_python(plain(node))
    except ValidationError as error:
        add_faults(error, node, faults)
        return None


@cache
def known_keys() -> frozenset[str]:
    """Return every key that some model of the format has, for “did you mean”."""
    return frozenset(
        field.alias or name
        for model in (*vars(schema).values(), *schema.MODELS_ELSEWHERE)
        if isinstance(model, type) and issubclass(model, Strict)
        for name, field in model.model_fields.items()
    )


def sentence(error: PydanticCustomError, read: object) -> tuple[str, str]:
    """Return a custom error's sentence in both languages."""
    words = {"read": shorten(read), **(error.context or {})}
    zh, en = SENTENCES[error.type]
    return zh.format(**words), en.format(**words)
