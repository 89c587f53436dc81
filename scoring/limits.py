"""Applies a framework's limits to one plan's values. Knows limits and bands, but no percentage."""

from collections.abc import Sequence
from dataclasses import dataclass

from forms.model import Framework, Grade, Limit

NO_SCORE = -1
"""The value of a marker that is applicable and has no score: NE, or not yet scored."""
NOT_APPLICABLE = -2
"""The value of a marker at NA."""

UNSCORED = "unscored"
"""The id under which the rule of too many markers without a score is recorded."""


@dataclass(frozen=True, slots=True)
class Fired:
    """A limit that fired: the markers that set it off, and its words."""

    limit: str
    cap: Grade
    markers: tuple[str, ...]
    words: str


@dataclass(frozen=True, slots=True)
class BoundLimit:
    """A limit with the places, in a plan's values, of the markers that it looks at."""

    limit: Limit
    places: tuple[int, ...]


def bind_limits(framework: Framework, places: Sequence[int]) -> tuple[BoundLimit, ...]:
    """Return the framework's limits over the markers at `places`, those that look at none left out."""
    bound = (
        BoundLimit(limit, tuple(place for place in places if limit.covers(framework.markers[place])))
        for limit in framework.limits
    )
    return tuple(one for one in bound if one.places)


def hits(bound: BoundLimit, values: Sequence[int]) -> list[int]:
    """Return the places that set the limit off, none when it does not fire (framework.md §3)."""
    limit = bound.limit
    if limit.score_at_most is None:
        found = [place for place in bound.places if values[place] == NO_SCORE]
    else:
        highest = limit.score_at_most
        found = [place for place in bound.places if 0 <= values[place] <= highest]
    if not found:
        return found
    if limit.at_least is not None:
        return found if len(found) >= limit.at_least else []
    scored = sum(values[place] >= 0 for place in bound.places)
    return found if 100 * len(found) > (limit.more_than_percent or 0) * scored else []


def lowest(band: Grade, caps: Sequence[Grade]) -> Grade:
    """Return `band` lowered to the lowest of `caps`; a cap never raises it."""
    return min((band, *caps), key=lambda grade: grade.rank)


def band_of(framework: Framework, score: int, possible: int) -> Grade:
    """Return the band of `score` out of `possible`, compared in whole numbers; Not graded of nothing."""
    if possible == 0:
        return Grade.NOT_GRADED
    return next(band.grade for band in framework.bands if 100 * score >= band.from_percent * possible)


def too_many_unscored(framework: Framework, unscored: int, applicable: int) -> bool:
    """Whether more than the framework's share of the applicable markers has no score, or none has one."""
    return unscored >= applicable or 100 * unscored > framework.unscored_limit_percent * applicable
