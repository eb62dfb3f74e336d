"""Makes the shipped templates: ``python -m sim.report.briefing.make_templates``.

The Chinese one is laid out as GB/T 9704-2012 asks of official papers: A4, margins of
37, 35, 28 and 26 mm, title in 小标宋 of size 二号, text in 仿宋 of size 三号 with 28
points between lines, heads in 黑体, page numbers between dashes. Fonts that a computer
lacks are replaced by those named beside them in the font table.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import docx
from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt

from sim.report.briefing.looks import LOOKS, Look

HERE: Final = Path(__file__).parent
_MARGINS: Final = {"top": 37, "bottom": 35, "left": 28, "right": 26}  # mm
_TITLE, _BODY, _TABLE, _SMALL = 22, 16, 10.5, 14  # 二号、三号、五号、四号 [pt]
_LINE: Final = 28  # [pt]


# Columns of the targets and their widths; together the width of the text. [mm]
_COLUMNS: Final = {"name": 42, "asked": 26, "standing": 32, "model": 22, "basis": 34}
_WATERMARK: Final = (
    '<w:r {w} xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:o="urn:schemas-microsoft-com:office:office"><w:pict>'
    '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" '
    'path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/>'
    '<v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/>'
    '<v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/>'
    '<v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/>'
    '</v:formulas><v:path textpathok="t"/><v:textpath on="t" fitshape="t"/>'
    '</v:shapetype><v:shape id="watermark" type="#_x0000_t136" style="position:'
    "absolute;margin-left:0;margin-top:0;width:400pt;height:120pt;rotation:315;"
    "z-index:-251658752;mso-position-horizontal:center;"
    "mso-position-horizontal-relative:margin;mso-position-vertical:center;"
    'mso-position-vertical-relative:margin" fillcolor="#ececec" stroked="f">'
    '<v:textpath style="font-family:&quot;{font}&quot;" string="{{{{ watermark }}}}"/>'
    "</v:shape></w:pict></w:r>"
)


def make(lang: str) -> Document:
    """Return the template of a language."""
    look = LOOKS[lang]
    made = docx.Document()
    _page(made, look)
    _styles(made, look)
    _fonts(made, look)
    _line(made, "{{ title }}", "Title")
    _line(made, "{{ facts }}", "Subtitle")
    _line(made, "{%p if question %}")
    _line(made, look.fixed["question"] + "{{ question }}")
    _line(made, "{%p endif %}")
    fields = ("basis", "situation", "scheme", "results")
    for head, field in zip(look.heads, fields, strict=False):
        _line(made, head, "Heading 1")
        _paragraphs(made, field)
    _line(made, look.heads[4], "Heading 1")
    _targets(made, look)
    _line(made, "{{ targets_reading }}")
    for head, field in zip(look.heads[5:7], ("risks", "decisions"), strict=True):
        _line(made, head, "Heading 1")
        _paragraphs(made, field)
    _line(made, "{{ made_by }}", "Note")
    _annexes(made, look)
    return made


def _line(made: Document, text: str, style: str = "Normal") -> Any:
    return made.add_paragraph(text, style=style)


def _paragraphs(made: Document, field: str) -> None:
    """Add a paragraph that repeats for every text of a list."""
    _line(made, f"{{%p for one in {field} %}}")
    _line(made, "{{ one }}")
    _line(made, "{%p endfor %}")


def _targets(made: Document, look: Look) -> None:
    table = _table(made, 3, len(_COLUMNS))
    for cell, name in zip(table.rows[0].cells, _COLUMNS, strict=True):
        _in_cell(cell, look.fixed[name], "Table Head")
    _repeat_head(table.rows[0])
    for column, width in zip(table.columns, _COLUMNS.values(), strict=True):
        column.width = Mm(width)
    # Row tags of the library take the whole row with them; the last closes the loop.
    _in_cell(table.rows[1].cells[0], "{%tr for one in targets %}", "Table Text")
    for cell, name in zip(table.rows[2].cells, _COLUMNS, strict=True):
        _in_cell(cell, f"{{{{ one.{name} }}}}", "Table Text")
    _in_cell(table.add_row().cells[0], "{%tr endfor %}", "Table Text")
    for row in table.rows:
        for cell, width in zip(row.cells, _COLUMNS.values(), strict=True):
            cell.width = Mm(width)


def _annexes(made: Document, look: Look) -> None:
    _line(made, "{%p for annex in annexes %}")
    told = look.fixed["annex"] + "{{ loop.index }}　{{ annex.title }}"
    _line(made, told, "Annex")
    _line(made, "{%p if annex.note %}")
    _line(made, "{{ annex.note }}", "Note")
    _line(made, "{%p endif %}")
    table = _table(made, 4, 3)
    _across(table.rows[0], "head", "annex.heads", "Table Head")
    _repeat_head(table.rows[0])
    _in_cell(table.rows[1].cells[0], "{%tr for row in annex.rows %}", "Table Text")
    _across(table.rows[2], "cell", "row", "Table Text")
    _in_cell(table.rows[3].cells[0], "{%tr endfor %}", "Table Text")
    _line(made, "{%p endfor %}")


def _across(row: Any, name: str, listed: str, style: str) -> None:
    """Fill a row whose middle cell repeats for every text of a list."""
    tags = f"{{%tc for {name} in {listed} %}}", f"{{{{ {name} }}}}", "{%tc endfor %}"
    for cell, text in zip(row.cells, tags, strict=True):
        _in_cell(cell, text, style)


def _table(made: Document, rows: int, columns: int) -> Any:
    table = made.add_table(rows, columns, style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    width = table._tbl.tblPr.find(qn("w:tblW"))
    width.set(qn("w:type"), "pct")
    width.set(qn("w:w"), "5000")
    return table


def _in_cell(cell: Any, text: str, style: str) -> None:
    cell.paragraphs[0].text = text
    cell.paragraphs[0].style = style


def _repeat_head(row: Any) -> None:
    row._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))


def _page(made: Document, look: Look) -> None:
    section = made.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    for side, size in _MARGINS.items():
        setattr(section, f"{side}_margin", Mm(size))
    section.footer_distance = Mm(28)
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    foot.paragraph_format.first_line_indent = Pt(0)
    for part in ("— ", None, " —"):
        run = foot.add_run(part or "")
        run.font.size, run.font.name = Pt(_SMALL), look.number
        if part is None:
            for kind, text in (("begin", ""), (None, " PAGE "), ("end", "")):
                run._r.append(_field(kind, text))
    mark = _WATERMARK.format(w=nsdecls("w"), font=look.head)
    section.header.paragraphs[0]._p.append(parse_xml(mark))


def _field(kind: str | None, text: str) -> Any:
    if kind is None:
        form = '<w:instrText {} xml:space="preserve">{}</w:instrText>'
        return parse_xml(form.format(nsdecls("w"), text))
    return parse_xml(f'<w:fldChar {nsdecls("w")} w:fldCharType="{kind}"/>')


def _styles(made: Document, look: Look) -> None:
    styles = made.styles
    _shape(styles["Normal"], look.body, _BODY, indent=True)
    _shape(styles["Title"], look.title, _TITLE, centred=True)
    _shape(styles["Subtitle"], look.body, _SMALL, centred=True)
    _shape(styles["Heading 1"], look.head, _BODY, indent=True)
    for name, font, size in (
        ("Annex", look.head, _SMALL),
        ("Note", look.body, 12),
        ("Table Head", look.head, _TABLE),
        ("Table Text", look.body, _TABLE),
    ):
        style = styles.add_style(name, 1)
        style.base_style = styles["Normal"]
        _shape(style, font, size, tight=name.startswith("Table"))
    styles["Annex"].paragraph_format.space_before = Pt(12)
    for name in ("Annex", "Heading 1"):
        styles[name].paragraph_format.keep_with_next = True


def _shape(
    style: Any,
    font: str,
    size: float,
    *,
    indent: bool = False,
    centred: bool = False,
    tight: bool = False,
) -> None:
    """Give a style its font, also for Chinese letters, and its lines."""
    style.font.size, style.font.name = Pt(size), font
    style.font.bold = style.font.italic = False
    style.font.color.rgb = None
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for kind in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{kind}"), font)
    for kind in ("w:color", "w:spacing", "w:kern"):
        for one in style.element.rPr.findall(qn(kind)):
            style.element.rPr.remove(one)
    form = style.paragraph_format
    form.space_before = form.space_after = Pt(0)
    form.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    form.line_spacing = Pt(14 if tight else 34 if size == _TITLE else _LINE)
    if centred:
        form.alignment = WD_ALIGN_PARAGRAPH.CENTER
    borders = style.element.pPr.find(qn("w:pBdr"))
    if borders is not None:
        style.element.pPr.remove(borders)
    indents = style.element.get_or_add_pPr().get_or_add_ind()
    indents.set(qn("w:firstLineChars"), "200" if indent else "0")
    indents.set(qn("w:firstLine"), str(int(2 * size * 20)) if indent else "0")


def _fonts(made: Document, look: Look) -> None:
    """Name in the font table what stands in for a font that a computer lacks."""
    part = next(
        one
        for one in made.part.package.iter_parts()
        if str(one.partname).endswith("fontTable.xml")
    )
    lines = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/></w:font>'
        for name, other in look.instead.items()
    )
    # python-docx keeps this part as bytes.
    part._blob = f"<w:fonts {nsdecls('w')}>{lines}</w:fonts>".encode()


def main() -> None:
    """Write both templates beside this module."""
    for lang in LOOKS:
        make(lang).save(str(HERE / f"briefing_{lang}.docx"))


if __name__ == "__main__":
    main()
