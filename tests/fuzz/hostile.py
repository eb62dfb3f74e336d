"""Mutations of sound files: what clerks, editors, other programs and malice make.

Each takes the bytes of a file and a source of chance and returns other bytes. They know
lines, numbers and words, no format: the same ones serve YAML, CSV and GeoJSON.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from random import Random
from typing import Final

NUMBERS: Final = (
    *("-1", "0", "-0.0", "1e308", "-1e308", "1e999", "5e-324", "9" * 400, "9" * 5000),
    *("NaN", "nan", ".nan", ".inf", "-.inf", "inf", "0x1F", "0o8", "1_000", "1:30"),
    *("3000000000", "99999999999999999999", "1e18", "0.1", "1e-9", "１２", "12,5", ""),
)
WORDS: Final = (
    *("../../..", "/etc/passwd", "..\\..\\x", "./", "~", "null", "yes", "{}", "[]"),
    *("=1+1", "=cmd|' /C calc'!A0", "+1", "@SUM(A1)", '"', "'", "|", ">", "%", "#"),
    *("\x00", "\x1b[2J", "\ufeff", "\u2028", "\u3000", "\U0001f600", '"\\ud800"'),
    *("!!python/object/apply:os.system [x]", "!!binary x", "&a [*a]", "*a", "<<: *a"),
    *("[" * 300, "{a: " * 300, "x" * 5000, "2030-13-31", "0000-00-00", "9999-12-31"),
)
BOMB: Final = "\n".join(
    ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
)
_NUMBER: Final = re.compile(r"-?\d+(?:\.\d+)?")
_WORD: Final = re.compile(r"[^\W\d][\w.-]*")
Mutation = Callable[[bytes, Random], bytes]


def _replaced(pattern: re.Pattern[str], others: Sequence[str]) -> Mutation:
    def mutate(data: bytes, chance: Random) -> bytes:
        text = data.decode("utf-8", "replace")
        found = list(pattern.finditer(text))
        if not found:
            return data
        one = chance.choice(found)
        other = chance.choice(others)
        return (text[: one.start()] + other + text[one.end() :]).encode()

    return mutate


def _cut(data: bytes, chance: Random) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def _line(data: bytes, chance: Random) -> bytes:
    """Drop, repeat or move a line, or join two."""
    lines = data.splitlines(keepends=True) or [b"\n"]
    at, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    match chance.randrange(5):
        case 0:
            del lines[at]
        case 1:
            lines.insert(other, lines[at])
        case 2:
            lines[at], lines[other] = lines[other], lines[at]
        case 3:
            lines[at] = lines[at].rstrip(b"\r\n")
        case _:
            lines[at] = b"  " + lines[at]
    return b"".join(lines)


def _bytes(data: bytes, chance: Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    noise = chance.choice([b"\x00", b"\xff\xfe", b"\xed\xa0\x80", b"\xd6\xd0", b"\x80"])
    return data[:at] + noise + data[at + chance.randrange(3) :]


def _encoding(data: bytes, chance: Random) -> bytes:
    text = data.decode("utf-8-sig", "replace")
    name = chance.choice(["gb18030", "utf-16", "utf-16-le", "utf-32", "utf-8-sig"])
    half = len(text) // 2 if chance.random() < 0.3 else 0
    return text[:half].encode() + text[half:].encode(name, "replace")


def _wide(data: bytes, chance: Random) -> bytes:
    lines = data.splitlines(keepends=True) or [b"\n"]
    at = chance.randrange(len(lines))
    lines[at] = lines[at].rstrip(b"\r\n") + b"," * chance.choice([1, 9, 20000]) + b"\n"
    return b"".join(lines)


def _bomb(data: bytes, chance: Random) -> bytes:
    return b"\n".join([data, BOMB.encode()][:: chance.choice([1, -1])])


def _swap(data: bytes, chance: Random) -> bytes:
    """Put one word or number of the file in the place of another."""
    text = data.decode("utf-8", "replace")
    found = re.findall(r"[\w.-]+", text)
    return _replaced(chance.choice([_NUMBER, _WORD]), found or ["x"])(data, chance)


_number = _replaced(_NUMBER, NUMBERS)
_word = _replaced(_WORD, WORDS)
# Numbers most: whatever else is wrong stops a file earlier.
MUTATIONS: Final[tuple[Mutation, ...]] = (
    *(_number, _number, _number, _word, _word, _swap, _swap, _line, _line),
    *(_cut, _bytes, _encoding, _wide, _bomb),
)


def mutated(data: bytes, chance: Random) -> bytes:
    """Return a file with one to three things wrong with it."""
    for _ in range(chance.choice([1, 1, 2, 3])):
        data = chance.choice(MUTATIONS)(data, chance)
    return data
