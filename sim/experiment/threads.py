"""Keeps the matrices of a run to one thread, as the command does it for itself.

The command says so to the libraries before they are loaded. A program that uses `sim`
has loaded them already, and may want its threads back after the run.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def one_thread_each() -> Iterator[None]:
    """Let the libraries of linear algebra use one thread while this lasts.

    Threads that wait for a busy processor make small matrices far slower, and sums in
    another order change the last digit. Without the package threadpoolctl, which some
    extras bring along, the number of threads stays as it is.
    """
    try:
        from threadpoolctl import threadpool_limits  # noqa: PLC0415 - of some extras
    except ModuleNotFoundError:
        yield
        return
    with threadpool_limits(1):
        yield
