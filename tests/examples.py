"""How many examples a property test makes up: some in CI, many more when exploring."""

from __future__ import annotations

from typing import Any

from hypothesis import settings

PROFILE_VARIABLE = "RURALBEDS_EXAMPLES"
# A night finds what a push has no time for.
_TIMES = {"ci": 1, "explore": 20}


def register_profiles(asked: str) -> None:
    """Make the profile that was asked for the one that tests run with.

    Parameters
    ----------
    asked
        `ci`: the same examples each time, so that a change fails for what it changed.
        `explore`: other examples each time, and more of them; what fails is printed
        with a line that brings it back.
    """
    settings.register_profile("ci", derandomize=True, database=None, deadline=None)
    settings.register_profile("explore", deadline=None, print_blob=True)
    settings.load_profile(asked)


def examples(number: int, **more: Any) -> settings:
    """Return settings with so many examples in CI, and their multiple otherwise."""
    times = _TIMES.get(settings.get_current_profile_name(), 1)
    return settings(max_examples=number * times, **more)
