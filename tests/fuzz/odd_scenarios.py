"""Scenario files as a clumsy or a malicious hand writes them, one by one.

`hostile.py` finds what nobody thought of; these are what somebody did think of. Each is
the sound file of `odd_lines.py` with a line too many or another one.
"""

from __future__ import annotations

from typing import Final

from fuzz.odd_lines import OTHER, SOUND

_ADDED: Final = (
    "extends: odd",
    "extends: a",
    "extends: ../../etc/passwd",
    "extends: /etc/passwd",
    "extends: .",
    "extends: ..",
    "extends: ''",
    "extends: [a, b]",
    "extends: odd.yaml",
    'extends: "b\\0c"',
    f"extends: {'e' * 300}",
    "extends: circle",
    "extends: 'b\n  c'",
    "format: ruralbeds-scenario/2",
    "history:\n  - {date: 2025-02-30, do: upgrade, count: 1, among: {}, "
    "grade: assumed, source: assumption, note: x}",
    "history:\n  - {date: 2021-06-30, do: upgrade, count: -1, among: {tier: township}"
    ", grade: assumed, source: assumption, note: x}",
    "history:\n  - {date: 2021-06-30, do: upgrade, count: 1e18, among: {tier: township"
    "}, grade: assumed, source: assumption, note: x}",
    "history:\n  - {date: 2021-06-30, do: convert_beds, beds: 99999999999, "
    "range: [5, 1], grade: assumed, source: assumption, note: x}",
    "history: {}",
    "history: [[[[[[[[[]]]]]]]]]",
    "draws: 0",
    "draws: 99999999999",
    "demand: {kind: renewal, applications_per_year: -4, mean_stay: 2 years, "
    "class: self_paying, ability: able}",
    "demand: {kind: renewal, applications_per_year: 1e12, mean_stay: 2 years, "
    "class: self_paying, ability: able}",
    "demand: {kind: renewal, applications_per_year: 4, mean_stay: 1e-9 years, "
    "class: self_paying, ability: able}",
    "demand: {kind: renewal, applications_per_year: 4, mean_stay: 1e300 years, "
    "class: self_paying, ability: able}",
    "unknown_key: 1",
    "? {a: b}\n: c",
    "x: !!python/object/apply:os.system ['touch escaped']",
    "x: &a [*a]",
    "x: *nothing",
    "x: !<tag:yaml.org,2002:int> 5",
    "<<: {seed: 5}",
    "---\nformat: ruralbeds-scenario/1",
    "...\nx: 1",
    "%YAML 1.1",
    "x: |\n    a\n  b",
    'x: "unclosed',
    "x: 'unclosed",
    "x: {a: b",
    "x: @a",
    "x: `a`",
    "x: \x00",
    "x: \x85y\u2028z",
    "\ufeffx: 1",
    "x: " + "[" * 9000,
    "x: " + "{a: " * 9000,
    "- " * 5000,
    "? " * 5000,
    "x: " + "a" * 900_000,
    "x: [" + "a," * 490_000 + "]",
    "\n".join(f"k{n}: {n}" for n in range(20_000)),
    "#" * 500_000,
)


def odd_scenarios() -> list[tuple[str, bytes]]:
    """Return what is odd about each, in a few letters, and its bytes."""
    odd = [
        (other, SOUND.replace(there, other, 1))
        for there, others in OTHER.items()
        for other in others
    ]
    odd += [(more, f"{SOUND}{more}\n") for more in _ADDED]
    made = [(name[:60], text.encode("utf-8")) for name, text in odd]
    return made + _encoded() + _other_files()


def _encoded() -> list[tuple[str, bytes]]:
    """Return the sound file in the encodings of other programs, and torn."""
    data = SOUND.encode()
    names = ("gbk", "gb18030", "big5", "utf-16", "utf-16-be", "utf-32", "utf-7")
    made = [(name, SOUND.encode(name, "replace")) for name in names]
    return [
        *made,
        ("BOM twice", b"\xef\xbb\xbf\xef\xbb\xbf" + data),
        ("half a character", data.replace("怪".encode(), "怪".encode()[:2])),
        ("half GBK", SOUND.encode("gbk").replace("关".encode("gbk"), b"\xb9")),
        ("CR alone", data.replace(b"\n", b"\r")),
        ("CRLF and LF", data.replace(b"\n", b"\r\n", 9)),
        ("tabs", data.replace(b"  ", b"\t")),
        ("no last line end", data.rstrip()),
        ("NUL everywhere", b"\0".join(data[n : n + 1] for n in range(len(data)))),
        ("cut", data[: len(data) // 2]),
    ]


def _other_files() -> list[tuple[str, bytes]]:
    """Return what is no scenario at all."""
    bomb = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    bomb += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    return [
        ("nothing", b""),
        ("blanks", b" \n\t\n"),
        ("a comment", b"# nothing\n"),
        ("a word", b"baseline"),
        ("a list", b"- a\n- b\n"),
        ("JSON", b'{"format": "ruralbeds-scenario/1"}'),
        ("bomb", "\n".join(bomb).encode()),
        ("ZIP", b"PK\x03\x04" + bytes(range(256)) * 9),
        ("NUL", bytes(4096)),
        ("1 MB", b"a: b\n" * 200_000),
        ("999 kB of brackets", b"[" * 999_000),
        ("999 kB of dashes", b"- " * 499_000),
        ("999 kB of colons", b"a: " * 333_000),
        ("999 kB of quotes", b"'" * 999_000),
        ("999 kB of one line", b"x" * 999_000),
        ("999 kB of line ends", b"\n" * 999_000),
        ("999 kB of wide colons", "键：值\n".encode() * 90_000),
    ]
