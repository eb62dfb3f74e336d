"""What queueing theory says of the three homes, where it has a formula."""

from __future__ import annotations

from collections.abc import Mapping

from cross_checks.made_up_homes import STAY_DAYS
from cross_checks.theory import erlang_a, erlang_b
from cross_checks.three_homes import BEDS, Case, attractions, scenario_of


def exact_measures(case: Case, days: int) -> Mapping[str, float]:
    """Return those measures of a case that are known exactly.

    Where every free bed is taken and nobody waits, all homes together are one of
    Erlang's. Where everybody keeps to the best home, each is one with impatience.
    """
    if not case.waits:
        return {"gone_share": erlang_b(sum(BEDS), case.load)}
    if case.tries_others:
        return {}
    weights = attractions(scenario_of(case, days))
    shares = [weight / sum(weights) for weight in weights]
    patience = case.patience_days / STAY_DAYS
    homes = [
        erlang_a(beds, case.load * share, patience)
        for beds, share in zip(BEDS, shares, strict=True)
    ]
    gone = sum(
        share * home.gone_share for share, home in zip(shares, homes, strict=True)
    )
    residents = {
        f"residents_{number}": home.residents for number, home in enumerate(homes, 1)
    }
    return {"gone_share": gone, **residents}
