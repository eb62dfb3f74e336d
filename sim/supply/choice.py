"""How elders rank homes: the multinomial logit with tastes that belong to the pair.

Utility of home *j* for an elder of township *t*, class *c* and ability *a*::

    V = travel_weight * minutes(t, j) + own_township + fit(a, j) + condition(j)
        + price(c, j) + constant(c, kind of j) + home_effect(j) + ln(beds(a, j))

plus a Gumbel taste keyed by elder and home. With the logarithm of the admissible
beds, merging two like homes changes nothing but distance. The inclusive value, the
log-sum of V over the homes within reach, says how good the supply is; it ignores how
full homes are.
"""

from __future__ import annotations

from math import inf, log

import numpy as np
from numpy.typing import NDArray

from sim.events import Ability, BedKind, ElderClass
from sim.streams import Streams
from sim.supply.bed_kinds import suitable_kinds
from sim.supply.choice_weights import ChoiceWeights
from sim.supply.homes import Homes
from sim.supply.ranking import Ranking, best_first
from sim.supply.travel import Travel

CLASSES = len(ElderClass)
ABILITY_LEVELS = len(Ability)


class ChoiceSet:
    """The pairs of township and home that can matter, in the order of townships.

    Parameters
    ----------
    homes
        All homes of the pack, those built later included.
    townships
        Indices of the townships whose elders choose.
    township_county
        County of every township of the pack.
    travel
        Travel times.
    weights
        Coefficients; `max_minutes` bounds what is within reach, and without
        `cross_county` nobody looks beyond the own county. `other_county` keeps pairs
        beyond it for guaranteed elders whom their own county cannot place.
    """

    def __init__(
        self,
        homes: Homes,
        townships: NDArray[np.int64],
        township_county: NDArray[np.int64],
        travel: Travel,
        weights: ChoiceWeights,
    ) -> None:
        self.weights = weights
        self.township_count = len(township_county)
        rows: list[NDArray[np.int64]] = []
        columns: list[NDArray[np.int64]] = []
        minutes: list[NDArray[np.float64]] = []
        for county in np.unique(township_county[townships]).tolist():
            units = townships[township_county[townships] == county]
            mine = homes.county == county
            near = np.flatnonzero(mine)
            if weights.cross_county or weights.other_county:
                near = np.arange(len(homes))
            times = travel.minutes(
                units, homes.lon[near], homes.lat[near], homes.township[near]
            )
            keep = mine[near][None, :] | (times <= weights.max_minutes)
            at = np.nonzero(keep)
            rows.append(units[at[0]])
            columns.append(near[at[1]])
            minutes.append(times[at])
        row = np.concatenate([np.empty(0, np.int64), *rows])
        order = np.argsort(row, kind="stable")
        self.township = row[order]
        self.home = np.concatenate([np.empty(0, np.int64), *columns])[order]
        self.minutes = np.concatenate([np.empty(0), *minutes])[order]
        self.within_reach = self.minutes <= weights.max_minutes
        self.own_county = township_county[self.township] == homes.county[self.home]
        counts = np.bincount(self.township, minlength=self.township_count)
        self.offset = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)

    def utilities(self, homes: Homes) -> NDArray[np.float64]:
        """Return V of each pair for each class and ability.

        Parameters
        ----------
        homes
            State of the supply; same homes as at construction.

        Returns
        -------
            Shape (pairs, classes, abilities); minus infinity where the home is not
            admissible: closed or without beds that suit; for the guaranteed, private
            or of another county; for the others, out of reach, not open to social
            elders or, unless borders are crossed, of another county. [utility]
        """
        weights, home = self.weights, self.home
        basic = self._basic(homes)
        suitable = _suitable_beds(homes)[home]
        share = homes.beds[:, BedKind.NURSING] / np.maximum(homes.beds.sum(axis=1), 1)
        fit = np.zeros((len(home), ABILITY_LEVELS))
        fit[:, Ability.MODERATE :] = weights.nursing_fit * share[home][:, None]
        with np.errstate(divide="ignore"):
            by_ability = basic[:, None] + fit + np.log(suitable)
        result = np.repeat(by_ability[:, None, :], CLASSES, axis=1)
        private = ~homes.public[home]
        township_tier = homes.township_tier[home]
        social = np.where(private, weights.constant_private, 0.0) + np.where(
            township_tier, weights.constant_township, 0.0
        )
        result[:, ElderClass.SELF_PAYING] += social[:, None]
        hardship = social + np.where(private, weights.price_hardship_private, 0.0)
        result[:, ElderClass.HARDSHIP] += hardship[:, None]
        guaranteed = np.where(township_tier, weights.constant_guaranteed_township, 0.0)
        result[:, ElderClass.GUARANTEED] += guaranteed[:, None]
        shut = ~homes.is_open[home]
        no_social = shut | ~self.within_reach | ~(homes.accepts_social[home] | private)
        if not weights.cross_county:
            no_social |= ~self.own_county
        result[no_social, ElderClass.HARDSHIP :] = -np.inf
        no_guaranteed = shut | private | ~self.own_county
        result[no_guaranteed, ElderClass.GUARANTEED] = -np.inf
        return result

    def _basic(self, homes: Homes) -> NDArray[np.float64]:
        """Return what does not depend on the elder's class or ability."""
        weights, home = self.weights, self.home
        of_home = (
            weights.fire_safety * homes.fire_safety_ok
            + weights.equipment_age * homes.equipment_age_years
            + weights.regional_center * homes.regional_center
            + weights.entrusted * homes.entrusted
            + homes.home_effect
        )
        own = homes.township[home] == self.township
        result: NDArray[np.float64] = (
            weights.travel_weight * self.minutes
            + weights.own_township * own
            + of_home[home]
        )
        return result

    def inclusive_values(self, utilities: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the log-sum of utilities of each township.

        Parameters
        ----------
        utilities
            As `utilities` returns them.

        Returns
        -------
            Shape (townships of the pack, classes, abilities); minus infinity where
            no home is admissible. [utility]
        """
        result = np.full((self.township_count, *utilities.shape[1:]), -np.inf)
        present = np.flatnonzero(np.diff(self.offset))
        if len(present) == 0:
            return result
        start = self.offset[present]
        top = np.maximum.reduceat(utilities, start, axis=0)
        finite = np.where(np.isfinite(top), top, 0.0)
        counts = np.diff(self.offset)[present]
        terms = np.exp(utilities - np.repeat(finite, counts, axis=0))
        with np.errstate(divide="ignore"):
            result[present] = finite + np.log(np.add.reduceat(terms, start, axis=0))
        return result

    def rank(
        self,
        utilities: NDArray[np.float64],
        streams: Streams,
        *,
        elder_id: NDArray[np.int64],
        township: NDArray[np.int64],
        elder_class: NDArray[np.int64],
        ability: NDArray[np.int64],
    ) -> Ranking:
        """Rank the admissible homes of several elders, tastes included.

        Parameters
        ----------
        utilities
            As `utilities` returns them, for the present supply.
        streams
            Tastes belong to the replication, the elder and the home.
        elder_id, township, elder_class, ability
            The elders. Shape (elders).
        """
        counts = (self.offset[township + 1] - self.offset[township]).astype(np.int64)
        elder = np.repeat(np.arange(len(township)), counts)
        first = np.repeat(np.cumsum(counts) - counts, counts)
        pair = np.repeat(self.offset[township], counts) + (
            np.arange(len(elder)) - first
        )
        value = utilities[pair, elder_class[elder], ability[elder]]
        admissible = np.isfinite(value)
        elder, pair, value = elder[admissible], pair[admissible], value[admissible]
        home = self.home[pair]
        uniform = streams.uniform("taste", elder_id[elder], home)
        utility = value - np.log(-np.log(uniform))
        number = np.bincount(elder, minlength=len(township))
        order = best_first(utility, number)
        return Ranking(
            offset=np.concatenate([[0], np.cumsum(number)]).astype(np.int64),
            home=home[order],
            utility=utility[order],
            minutes=self.minutes[pair][order],
        )

    def rank_one(
        self,
        utilities: NDArray[np.float64],
        streams: Streams,
        *,
        elder_id: int,
        township: int,
        elder_class: int,
        ability: int,
    ) -> tuple[list[int], list[float]]:
        """Rank the admissible homes of one elder; see `rank`.

        Returns
        -------
            Homes and their utilities, the best first. [utility]
        """
        first, end = self.offset[township], self.offset[township + 1]
        values = utilities[first:end, elder_class, ability].tolist()
        ranked = sorted(
            (log(-log(streams.uniform_one("taste", elder_id, home))) - value, home)
            for home, value in zip(self.home[first:end].tolist(), values, strict=True)
            if value > -inf
        )
        return [home for _, home in ranked], [-loss for loss, _ in ranked]

    def public_homes_elsewhere(self, homes: Homes, township: int) -> list[int]:
        """Return open public homes of other counties within reach, nearest first.

        Pairs beyond the own county are kept within reach only.
        """
        pairs = np.arange(self.offset[township], self.offset[township + 1])
        home = self.home[pairs]
        fit = ~self.own_county[pairs] & homes.public[home] & homes.is_open[home]
        order = np.lexsort((home[fit], self.minutes[pairs][fit]))
        result: list[int] = home[fit][order].tolist()
        return result


def _suitable_beds(homes: Homes) -> NDArray[np.int64]:
    """Return the beds that suit each ability. Shape (homes, abilities)."""
    beds = [homes.beds[:, suitable_kinds(one)].sum(axis=1) for one in Ability]
    return np.stack(beds, axis=1)
