"""Files of a pack as a clumsy or a malicious hand writes them, one by one."""

from __future__ import annotations

from typing import Final

from fuzz.doors import TEACHING

PLACE: Final = TEACHING / "places" / "one_home"
# File; what stands in it; what stands there instead.
_OTHER: Final[tuple[tuple[str, str, tuple[str, ...]], ...]] = (
    (
        "homes.csv",
        ",10,0,4,",
        (
            *(",-10,0,4,", ",1e9,0,4,", ",NaN,0,4,", ",inf,0,4,", ",10.5,0,4,"),
            *(",,0,4,", ",0,0,0,", ",１０,0,4,", ",10,0,-4,", f",{'9' * 400},0,4,"),
            *(",=1+1,0,4,", ",'10,0,4,", ',"1,000",0,4,', ",10张,0,4,", ",True,0,4,"),
        ),
    ),
    (
        "homes.csv",
        "青石镇敬老院",
        (
            *('=HYPERLINK("http://x")', "+1", "-1", "@SUM(A1)", "\tx", "''", " "),
            *(
                '"a\nb"',
                '"a\rb"',
                '"a""b"',
                "a\x07b",
                "a\x1b[2Jb",
                "\u202egnp",
                "x" * 40_000,
            ),
            *(
                "<img src=x onerror=alert(1)>",
                "</script><script>",
                "{{7*7}}",
                "../../x",
            ),
            *("\ufeff", "\ufffe\uffff", "\U0001f474" * 90, "null", "NaN", "", "#REF!"),
        ),
    ),
    (
        "homes.csv",
        "990101-T01",
        (
            *("../../x", "a/b", "a b", "=1", "", "x" * 5000, "敬老院", '"a\nb"', "CON"),
            *("990101-T01\n990101-T01", "-", "0", "NaN", "a\x00b", "<b>", "%00"),
        ),
    ),
    (
        "homes.csv",
        "100.5,30.5",
        (
            *("1000,30.5", "-181,30.5", "100.5,-91", "NaN,NaN", "inf,30.5", "0,0", ","),
            *("30.5,100.5", "1e308,1e308", "100°30',30.5", "100.5;30.5", "E100,N30"),
        ),
    ),
    (
        "homes.csv",
        "no,,100.5",
        (
            *("no,2025-02-30,100.5", "no,9999-12-31,100.5", "no,0001-01-01,100.5"),
            *("no,1066,100.5", "no,45658,100.5", "no,2021/1/1,100.5", "no,明天,100.5"),
        ),
    ),
    (
        "homes.csv",
        "township,public,direct,yes",
        (
            *(
                "village,public,direct,yes",
                "county,none,direct,yes",
                ",,,",
                "=1,=2,=3,=4",
            ),
            *(
                "township,public,direct,maybe",
                "TOWNSHIP,Public,direct,1",
                "乡镇,公办,直营,是",
            ),
        ),
    ),
    (
        "elders.csv",
        "female,80-84,10",
        (
            *(
                "female,80-84,-10",
                "female,80-84,1e12",
                "female,80-84,NaN",
                "female,80-84,",
            ),
            *("other,80-84,10", "female,84-80,10", "female,,10", "female,200-204,10"),
            *(
                "female,80-84,10.5",
                "female,80-84,10,10",
                "female,80-84",
                "FEMALE,80–84,10",
            ),
        ),
    ),
    (
        "townships.csv",
        "990101100,990101,",
        (
            *(
                "990101100,999999,",
                "99010110,990101,",
                "=1,990101,",
                "9.90101E+08,990101,",
            ),
            *(
                "990101100,990101,x\n990101100,990101,",
                ",,",
                "../,990101,",
                "990102100,990101,",
            ),
        ),
    ),
    (
        "townships.csv",
        ",8,1,",
        (",-8,1,", ",1e300,1,", ",NaN,1,", ",0,0,", ",8.5,1,", ",,,", ",八,一,"),
    ),
    (
        "counties.csv",
        "990101,",
        (
            "99010,",
            "0990101,",
            ",",
            "990101\n990101,",
            "'990101,",
            "９９０１０１,",
            "../x,",
        ),
    ),
    ("counties.csv", ",80,", (",-80,", ",0,", ",1e300,", ",NaN,", ",,", ",80km²,")),
    (
        "sources.csv",
        "2026,MIT",
        ("NaN,MIT", "-1,MIT", "99999,MIT", "=1,MIT", ",", "2026,<script>"),
    ),
    (
        "sources.csv",
        ",assumed\n",
        (",certain\n", ",\n", ",assumed,x\n", ",=1\n", ",ASSUMED\n"),
    ),
    (
        "parameters/demand.yaml",
        "value: ",
        (
            *(
                "value: .nan #",
                "value: .inf #",
                "value: -1 #",
                "value: 1e999 #",
                "value: [] #",
            ),
            *(
                "value: {} #",
                "value: '' #",
                "value: *a #",
                "value: !!int 5 #",
                "? value: ",
            ),
            *(
                f"value: {'9' * 5000} #",
                "value: 2021-02-30 #",
                "value: 0x10 #",
                "value: yes #",
            ),
        ),
    ),
)
_LARGE: Final = 4_000


def odd_packs() -> list[tuple[str, str, bytes]]:
    """Return what is odd about each, the name of the file, and its bytes."""
    made = [
        (f"{name}: {other[:50]}", name, _text(name).replace(there, other, 1).encode())
        for name, there, others in _OTHER
        for other in others
    ]
    names = sorted({name for name, _, _ in _OTHER})
    for name in names:
        made += [(f"{name}: {what}", name, data) for what, data in _torn(_text(name))]
    return made


def _text(name: str) -> str:
    return (PLACE / name).read_text(encoding="utf-8")


def _torn(text: str) -> list[tuple[str, bytes]]:
    """Return a file with the whole of it odd."""
    lines = text.splitlines(keepends=True)
    return [
        ("nothing", b""),
        ("the heading alone", lines[0].encode()),
        ("no heading", "".join(lines[1:]).encode()),
        ("heading twice", (lines[0] + text).encode()),
        ("rows a thousandfold", (lines[0] + "".join(lines[1:]) * _LARGE).encode()),
        ("semicolons", text.replace(",", ";").encode()),
        ("tabs", text.replace(",", "\t").encode()),
        ("full-width commas", text.replace(",", "，").encode()),
        ("GBK", text.encode("gbk", "replace")),
        ("UTF-16", text.encode("utf-16")),
        ("BOM", text.encode("utf-8-sig")),
        ("BOM twice", b"\xef\xbb\xbf" + text.encode("utf-8-sig")),
        ("CR alone", text.replace("\n", "\r").encode()),
        ("NUL", text.replace(",", ",\0", 5).encode()),
        ("an open quote", text.replace(",", ',"', 1).encode()),
        ("cut", text.encode()[: len(text) // 2]),
        ("half a character", text.encode() + b"\xe5\xae"),
        ("one long line", text.replace("\n", "").encode()),
        ("a workbook", b"PK\x03\x04" + bytes(range(256)) * 4),
        ("blank lines", text.replace("\n", "\n\n\n").encode()),
        ("columns turned", _turned(lines).encode()),
        ("20,000 columns", (lines[0].rstrip() + ",x" * 20_000 + "\n").encode()),
    ]


def _turned(lines: list[str]) -> str:
    return "\n".join(",".join(line.strip().split(",")[::-1]) for line in lines)
