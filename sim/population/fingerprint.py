"""One fingerprint of what a population is made from: equal contents, equal bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum

import numpy as np
import pandas as pd


def fingerprint(value: object) -> bytes:
    """Return the SHA-256 of a value's content, whatever object holds it.

    Parameters
    ----------
    value
        Numbers, texts, days, tables, arrays and dataclasses, also within each other.

    Raises
    ------
    TypeError
        Something of another kind: leaving it out would take two contents for one.
    """
    digest = hashlib.sha256()
    for part in _parts(value):
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.digest()


def _parts(value: object) -> Iterator[bytes]:
    yield type(value).__name__.encode()
    if value is None or isinstance(value, str | bool | int | float | date | Enum):
        yield repr(value).encode()
    elif isinstance(value, np.ndarray):
        yield f"{value.dtype.str}{value.shape}".encode()
        yield np.ascontiguousarray(value).tobytes()
    elif isinstance(value, pd.DataFrame):
        yield repr([*value.columns, *map(str, value.dtypes)]).encode()
        yield pd.util.hash_pandas_object(value, index=False).to_numpy().tobytes()
    elif isinstance(value, Mapping):
        yield str(len(value)).encode()
        for name, held in value.items():
            yield from _parts(name)
            yield from _parts(held)
    elif isinstance(value, list | tuple):
        yield str(len(value)).encode()
        for held in value:
            yield from _parts(held)
    elif is_dataclass(value):
        for field in fields(value):
            yield field.name.encode()
            yield from _parts(getattr(value, field.name))
    else:
        raise TypeError(f"{type(value).__name__} has no fingerprint")
