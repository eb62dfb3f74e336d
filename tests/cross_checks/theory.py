"""Exact answers of queueing theory."""

from __future__ import annotations

from dataclasses import dataclass


def erlang_b(beds: int, load: float) -> float:
    """Return the share of applicants who find all beds taken and go (Erlang, 1917)."""
    blocked = 1.0
    for n in range(1, beds + 1):
        blocked = load * blocked / (n + load * blocked)
    return blocked


def erlang_c(beds: int, load: float) -> float:
    """Return the share of applicants who wait where everybody waits."""
    blocked = erlang_b(beds, load)
    return blocked / (1 - load / beds * (1 - blocked))


@dataclass(frozen=True)
class Impatient:
    """What is known of a home where who waits gives up after a random time."""

    gone_share: float
    """Of applicants."""
    waiting: float
    """Mean number on the list."""
    residents: float
    """Mean number."""


def erlang_a(beds: int, load: float, patience: float) -> Impatient:
    """Return the steady state with impatience (Palm, 1957).

    Parameters
    ----------
    beds
        How many.
    load
        Applications within a mean stay. [-]
    patience
        Mean patience, in mean stays; exponential as the stays are. [-]

    Notes
    -----
    Births at rate `load`, deaths at min(n, beds) + (n - beds)+ / patience, in units of
    a mean stay. The sum is cut where a term is 1e-16 of the greatest.
    """
    term, terms = 1.0, [1.0]
    while term > 1e-16 * max(terms) or len(terms) <= beds:
        n = len(terms)
        term *= load / (min(n, beds) + max(n - beds, 0) / patience)
        terms.append(term)
    total = sum(terms)
    waiting = sum(max(n - beds, 0) * p for n, p in enumerate(terms)) / total
    residents = sum(min(n, beds) * p for n, p in enumerate(terms)) / total
    return Impatient(waiting / patience / load, waiting, residents)
