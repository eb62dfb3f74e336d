"""Money on pages that compare: 万元 in Chinese and millions of yuan in English.

Tables keep yuan, as their files do; what people read as text or see drawn does not.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from sim.report.compare_charts.amounts import AMOUNT, unit_of_change
from sim.report.words import Text, Words

YUAN: Final = "yuan"
MILLIONTH: Final = 1e-6
_WAN_OF_A_MILLION: Final = 100.0
_BARS: Final = ("array", "arrayminus")


def spoken(tell: Callable[..., str | Text], unit: str, *values: float) -> Text:
    """Return what `tell` makes of figures and their unit; yuan in large units.

    Parameters
    ----------
    tell
        `figure`, `changed` or `span` of `amounts`.
    unit
        Code of the unit of the values.
    """
    if unit != YUAN:
        return Text.of(tell(*values, unit))
    millions = [MILLIONTH * value for value in values]
    wan = [_WAN_OF_A_MILLION * value for value in millions]
    zh, en = (Text.of(tell(*amounts, AMOUNT)) for amounts in (wan, millions))
    return Text(zh.zh, en.en)


def spoken_unit(headline: Mapping[str, str], words: Words) -> Text:
    """Return what `spoken` counts a difference in."""
    if headline["unit"] == YUAN:
        return words["compare.money"]
    return unit_of_change(headline, words)


def in_both_units(
    chart: Mapping[str, Any], names: Sequence[str] = ("y",), axis: str = "yaxis"
) -> dict[str, Any]:
    """Return a chart of millions of yuan that has 万元 in Chinese, as prose has.

    Parameters
    ----------
    names
        What holds amounts in the traces.
    axis
        The axis along which they are drawn; its range, if there is one, goes along.
    """
    traces = []
    for trace in chart["data"]:
        own: dict[str, Any] = {
            name: _both(trace[name]) for name in names if name in trace
        }
        if errors := trace.get("error_y"):
            own["error_y"] = {**errors, **{name: _both(errors[name]) for name in _BARS}}
        traces.append({**trace, **own})
    along = dict(chart["layout"][axis])
    if "range" in along:
        along["range"] = _both(along["range"])
    return {"data": traces, "layout": {**chart["layout"], axis: along}}


def _both(millions: Sequence[Any]) -> dict[str, list[Any]]:
    return {"zh": [_in_wan(one) for one in millions], "en": list(millions)}


def _in_wan(millions: Any) -> Any:
    if isinstance(millions, list):
        return [_in_wan(one) for one in millions]
    return None if millions is None else float(f"{_WAN_OF_A_MILLION * millions:.6g}")
