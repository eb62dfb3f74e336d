"""Fills a Word template with the fields of a briefing.

A template is a Word file in which ``{{ title }}`` stands where the title shall stand,
and lists and tables repeat between ``{%p for … %}`` and ``{%p endfor %}``. An office
takes the shipped one, changes letterhead, fonts and order, and names it on the command
line. A template can read the fields and do nothing else.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping, Sequence
from importlib import resources
from pathlib import Path
from typing import Any, Final
from zipfile import BadZipFile

from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.shared import Mm
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined
from jinja2.exceptions import SecurityError, TemplateSyntaxError, UndefinedError
from jinja2.sandbox import SandboxedEnvironment
from lxml.etree import XMLSyntaxError

from sim.report.briefing.fields import FIELDS
from sim.report.words import Text

# Narrowest (a year in one line) and widest column of an annex, in letters, and
# width of the text of A4. [mm]
_NARROWEST: Final = 13
_WIDEST: Final = 40
_TEXT_WIDTH: Final = 156
# From here on signs are as wide as they are high.
_WIDE: Final = 0x2E7F
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class TemplateError(Exception):
    """A template that cannot be filled: a fault of the file, told in both languages."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.told = Text(zh, en)


def shipped(lang: str) -> Path:
    """Return the template that comes with the program."""
    return Path(str(resources.files("sim.report.briefing") / f"briefing_{lang}.docx"))


def write_shipped(path: Path, lang: str) -> None:
    """Copy the shipped template to `path`, to be changed there."""
    shutil.copyfile(shipped(lang), path)


def fill(template: Path, fields: Mapping[str, Any], where: Path) -> Path:
    """Write a template filled with fields; `where` is there complete or as before.

    Parameters
    ----------
    fields
        Texts and lists of texts by the names of `FIELDS`.

    Raises
    ------
    TemplateError
        The template is no Word file, names a field that there is not, or is written
        wrongly.
    OSError
        `where` cannot be written to.
    """
    document = _opened(template)
    environment = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    try:
        unknown = document.get_undeclared_template_variables(environment) - set(FIELDS)
        if unknown:
            raise _unknown(template, sorted(unknown))
        document.render(_clean(fields), environment)
    except TemplateSyntaxError as error:
        raise TemplateError(
            f"{template}：模板写法有误：{error.message}（每个 for 要有 endfor，"
            "整段的写 {%p … %}，整行的写 {%tr … %}）",
            f"{template}: written wrongly: {error.message} (each for needs its endfor; "
            "{%p … %} for paragraphs, {%tr … %} for rows)",
        ) from error
    except (UndefinedError, SecurityError, TypeError, OverflowError) as error:
        raise TemplateError(
            f"{template}：模板用了没有的内容：{error}。{_listed_zh()}",
            f"{template}: asks for what there is not: {error}. {_listed_en()}",
        ) from error
    except XMLSyntaxError as error:
        raise TemplateError(
            f"{template}：填好以后不是完整的 Word 文件；"
            "请检查 {%p … %}、{%tr … %} 是否各占一段、一行",
            f"{template}: filled, it is no whole Word file; see that {{%p … %}} and "
            "{%tr … %} have a paragraph or a row of their own",
        ) from error
    for annex in fields["annexes"]:
        _fit(document.docx.tables, annex)
    unfinished = where.with_name(f".{where.name}.unfinished")
    try:
        document.save(unfinished)
        unfinished.replace(where)
    finally:
        unfinished.unlink(missing_ok=True)
    return where


def _fit(tables: Sequence[Any], annex: Mapping[str, Any]) -> None:
    """Give the columns of an annex the widths that their texts ask for."""
    heads = [str(head) for head in annex["heads"]]
    lines = [heads, *annex["rows"]]
    wanted = [
        min(max(max(_letters(line[at]) for line in lines) + 5, _NARROWEST), _WIDEST)
        for at in range(len(heads))
    ]
    for table in tables:
        if [cell.text for cell in table.rows[0].cells] != heads:
            continue
        # `pct` counts fiftieths of a per cent of the width of the text.
        shares = [str(round(5000 * one / sum(wanted))) for one in wanted]
        for row in table.rows:
            for cell, share in zip(row.cells, shares, strict=False):
                width = cell._tc.get_or_add_tcPr().get_or_add_tcW()
                width.set(qn("w:type"), "pct")
                width.set(qn("w:w"), share)
        for column, one in zip(table.columns, wanted, strict=False):
            column.width = Mm(_TEXT_WIDTH * one / sum(wanted))


def _letters(text: str) -> int:
    return sum(2 if ord(sign) > _WIDE else 1 for sign in str(text))


def _opened(template: Path) -> Any:
    try:
        document = DocxTemplate(template)
        document.init_docx()
    except (
        PackageNotFoundError,
        BadZipFile,
        KeyError,
        ValueError,
        XMLSyntaxError,
    ) as error:
        raise TemplateError(
            f"{template}：不是 Word 的 .docx 文件，或已损坏（.doc 请另存为 .docx）",
            f"{template}: no .docx of Word, or damaged (save a .doc as .docx)",
        ) from error
    return document


def _unknown(template: Path, names: list[str]) -> TemplateError:
    zh, en = "、".join(names), ", ".join(names)
    return TemplateError(
        f"{template}：没有“{zh}”这个字段。{_listed_zh()}",
        f"{template}: there is no field {en}. {_listed_en()}",
    )


def _listed_zh() -> str:
    listed = "；".join(f"{name} {told.zh}" for name, told in FIELDS.items())
    return f"可用的字段：{listed}"


def _listed_en() -> str:
    listed = "; ".join(f"{name}: {told.en}" for name, told in FIELDS.items())
    return f"The fields are: {listed}"


def _clean(value: Any) -> Any:
    """Return the fields without signs that no Word file may hold."""
    if isinstance(value, str):
        return _CONTROL.sub("", value)
    if isinstance(value, Mapping):
        return {key: _clean(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(one) for one in value]
    return value
