"""What is wrong with the words of a command: what was read and what to write.

The library of the command line tells misuse in English and in its own terms; here the
same faults become one sentence a language.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import (
    Annotated,
    Any,
    Final,
    Literal,
    NamedTuple,
    get_args,
    get_origin,
    get_type_hints,
)

from sim.scenario.faults import hint

_BOTH: Final = re.compile(r"(.*[一-鿿])\s+([ -~]+)")


class Pair(NamedTuple):
    """The same in both languages."""

    zh: str
    en: str

    def told(self, given: Sequence[str]) -> str:
        """Return the language asked for by the words given, else both."""
        if (asked := value_of("--lang", given)) in ("zh", "en"):
            return self.zh if asked == "zh" else self.en
        return f"{self.zh}\n{self.en}"


SENTENCES: Final[Mapping[str, Pair]] = {
    "verb": Pair(
        "ruralbeds 没有命令“{read}”{hint.zh}；可写：{known}",
        "ruralbeds has no command “{read}”{hint.en}; write one of {known}",
    ),
    "option": Pair(
        "{command} 没有选项“{read}”{hint.zh}；可写：{known}",
        "{command} has no option “{read}”{hint.en}; write any of {known}",
    ),
    "argument": Pair(
        "{command} 后面要写 {name}（{what.zh}）",
        "{command} needs {name} ({what.en})",
    ),
    "value": Pair(
        "{name} 读到的是“{read}”；应写{what.zh}",
        "{name} has the value “{read}”; write {what.en}",
    ),
    "no_value": Pair(
        "{name} 后面没有值；应写{what.zh}", "{name} has no value; write {what.en}"
    ),
    "flag": Pair(
        "{name} 不带值，只写 {name}", "{name} takes no value; write {name} alone"
    ),
    "extra": Pair(
        "{command} 后面多出“{read}”；写成 {usage}",
        "{command} does not take “{read}”; write {usage}",
    ),
    "other": Pair(
        "命令写法有误（{read}）；写法见 {command} -h",
        "the command is not understood ({read}); {command} -h tells how to write it",
    ),
}


@dataclass(frozen=True)
class _Word:
    """An option or argument of a verb, as its function declares it."""

    name: str
    is_option: bool
    what: Pair
    """What to write there."""


def sentence(
    error: Exception, given: Sequence[str], verbs: Collection[str], verb: Any = None
) -> Pair:
    """Return what is wrong with a command.

    Parameters
    ----------
    error
        As the library raised it.
    given
        The words of the command.
    verbs
        Names of all verbs.
    verb
        Function of the verb that was asked for, if there is one.
    """
    name = next((word for word in given if not word.startswith("-")), "")
    command = f"ruralbeds {name}" if verb else "ruralbeds"
    words = _words(verb) if verb else {}
    kind, told = _kind(error, given, words)
    read = str(told["read"])
    options = sorted({word.name for word in words.values() if word.is_option})
    known: Collection[str] = [*options, "-h"] if verb else ["--version", "-h"]
    if kind == "other" and name and not verb and name not in verbs:
        kind, read, known = "verb", name, verbs
    told |= {
        "read": read,
        "command": command,
        "hint": Pair(*hint(read, known)),
        "usage": " ".join(
            [command, *(word.name for word in words.values() if not word.is_option)]
        ),
        "known": "、".join(known),
    }
    zh, en = (text.format(**told) for text in SENTENCES[kind])
    return Pair(zh, en.replace("、", ", "))


def value_of(option: str, given: Sequence[str]) -> str:
    """Return the last value that the words of a command give an option."""
    value = ""
    for number, word in enumerate(given):
        if word == option and number + 1 < len(given):
            value = given[number + 1]
        elif word.startswith(f"{option}="):
            value = word.partition("=")[2]
    return value


def _kind(
    error: Any, given: Sequence[str], words: Mapping[str, _Word]
) -> tuple[str, dict[str, Any]]:
    """Return which sentence tells an error, and what it needs to know of it."""
    kind = type(error).__name__
    option = getattr(error, "option_name", None)
    message = str(getattr(error, "message", "") or error)
    if kind == "NoSuchOption":
        return "option", {"read": option}
    if kind == "BadOptionUsage" and option is not None:
        if any(word.startswith(f"{option}=") for word in given):
            return "flag", {"name": option, "read": ""}
        word = next((word for word in words.values() if word.name == option), None)
        what = word.what if word else Pair("一个值", "a value")
        return "no_value", {"name": option, "read": "", "what": what}
    word = words.get(getattr(getattr(error, "param", None), "name", None) or "")
    if word is not None:
        is_missing = kind == "MissingParameter"
        told = {"name": word.name, "what": word.what}
        told["read"] = "" if is_missing else value_of(word.name, given)
        return "argument" if is_missing else "value", told
    extra = re.fullmatch(r".*unexpected extra arguments?.*?\((?!s\))(.*)\)", message)
    return ("extra", {"read": extra[1]}) if extra else ("other", {"read": message})


def _words(verb: Callable[..., None]) -> dict[str, _Word]:
    """Return the options and arguments of a verb by the names of its parameters."""
    words = {}
    for name, hinted in get_type_hints(verb, include_extras=True).items():
        if get_origin(hinted) is not Annotated:
            continue
        kind, declared = get_args(hinted)[:2]
        is_option = type(declared).__name__ == "OptionInfo"
        shown = _spelt(name, declared) if is_option else declared.metavar or name
        words[name] = _Word(shown, is_option, _what(kind, declared))
    return words


def _spelt(name: str, declared: Any) -> str:
    """Return an option as it is written; the library keeps the first as a default."""
    spelt = [declared.default, *(declared.param_decls or ())]
    own = [text for text in spelt if isinstance(text, str) and text.startswith("--")]
    return own[0].partition("/")[0] if own else f"--{name.replace('_', '-')}"


def _what(kind: Any, declared: Any) -> Pair:
    """Return what to write for an option or argument."""
    kinds = [kind, *get_args(kind)]
    if Literal in [get_origin(one) for one in kinds]:
        choices = "、".join(map(str, get_args(kind)))
        return Pair(f" {choices} 之一", f"one of {choices}")
    if datetime in kinds:
        return Pair(" 2030-12-31 这样的日期", "a date as 2030-12-31")
    return _whole(declared) if int in kinds else _described(declared)


def _whole(declared: Any) -> Pair:
    low, high = declared.min, declared.max
    if high is not None:
        return Pair(f" {low} 到 {high} 的整数", f"a whole number from {low} to {high}")
    if low is not None:
        return Pair(f"不小于 {low} 的整数", f"a whole number, {low} or more")
    return Pair("整数", "a whole number")


def _described(declared: Any) -> Pair:
    """Return what the page of help says, which has both languages in one line."""
    told = _BOTH.fullmatch(inspect.cleandoc(declared.help or ""))
    if told is None:
        return Pair("一个值", "a value")
    if type(declared).__name__ == "ArgumentInfo" or not declared.metavar:
        return Pair(told[1], told[2])
    form = declared.metavar
    return Pair(f" {form}（{told[1]}）", f"{form} ({told[2]})")
