"""Where a late plan lost its days: in which stage, and with whom; the rule is told in `RULE`.

The stages lie end to end between request and final plan and their statutory lengths add up to the 140 days, so that
the days over them are never fewer than the days late.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from scoring.timeliness.clock import Clock
from scoring.timeliness.limits import ADVICE_DAYS, Stage
from scoring.timeliness.steps import ADVICE_FIELDS, Row, day_of

SEN_TEAM: Final = "coordinator"
"""The agency of every day that no other agency's advice was late."""

RULE: Final = (
    "The 20 weeks are divided into 6 weeks to decide whether to assess, 6 for advice, 4 to the draft and 4 to the "
    "final plan. A late plan's days beyond 20 weeks are given to the stages that took longer than that, in their "
    "order, until none is left. Advice ends when the last of it came, or with the draft. A day lost to advice is "
    "shared by the agencies whose six weeks were over and whose advice had not come; where there was none, and in "
    "every other stage, it is the SEN team's. Days between two known dates with a missing date in between are not "
    "explained."
)
"""How days are given to stages and agencies, for people to read."""


@dataclass(frozen=True, slots=True)
class AdviceDates:
    """When an agency was asked for advice, None where that is not known, and when its advice came."""

    agency: str
    asked: date | None
    received: date


@dataclass(frozen=True, slots=True)
class Lost:
    """Days that a plan lost in a stage with an agency (education, psychology, health, social_care, coordinator)."""

    stage: Stage
    agency: str
    days: int


@dataclass(frozen=True, slots=True)
class Delay:
    """Where the days of one late plan went: `lost` and `unexplained` add up to `days_late`.

    `missing` says, in words, which dates would have explained the rest.
    """

    days_late: int
    lost: tuple[Lost, ...]
    unexplained: int
    missing: tuple[str, ...]

    @property
    def stages(self) -> dict[Stage, int]:
        """The days of each stage that lost any."""
        return {stage: days for stage in Stage if (days := sum(one.days for one in self.lost if one.stage is stage))}

    @property
    def main_stage(self) -> Stage | None:
        """The stage that lost most, the earlier of two; None where nothing is explained."""
        stages = self.stages
        return max(stages, key=lambda stage: stages[stage]) if stages else None


_ENDS: Final = (
    (Stage.DECISION, "decision whether to assess"),
    (Stage.ADVICE, "advice received"),
    (Stage.DRAFT, "draft sent"),
)


def advice_in(row: Row) -> tuple[AdviceDates, ...]:
    """The advice of an entry by its own four dates; one day of asking for all of them."""
    asked = day_of(row, "advice_requested_date")
    dated = ((agency, day_of(row, field)) for agency, field in ADVICE_FIELDS.items())
    return tuple(AdviceDates(agency, asked, received) for agency, received in dated if received is not None)


def delay(row: Row, clock: Clock, advice: Sequence[AdviceDates] | None = None) -> Delay:
    """Give the days late of one counted plan to stages and agencies by `RULE`; a plan in time lost none.

    `advice` stands in place of the four dates of the entry, where a log of requests for advice is kept.
    """
    known = advice_in(row) if advice is None else tuple(advice)
    start = clock.final - timedelta(clock.days)
    ends = _ends(row, start, clock.final, known)
    left, unexplained = clock.days_late, 0
    lost: list[Lost] = []
    missing: dict[str, None] = {}
    first: Stage | None = None
    begun = start
    for last, done in ends.items():
        within = _stages_between(first, last)
        over = (done - begun).days - sum(stage.days for stage in within)
        taken = min(max(0, over), left)
        left -= taken
        if taken and len(within) > 1:
            unexplained += taken
            missing |= dict.fromkeys(words for stage, words in _ENDS if stage in within and stage is not last)
        elif taken:
            lost += _with_whom(last, begun, taken, known)
        first, begun = last, done
    return Delay(clock.days_late, tuple(lost), unexplained, tuple(missing))


def _ends(row: Row, start: date, final: date, advice: Sequence[AdviceDates]) -> dict[Stage, date]:
    """The last day of each stage that is known, in order.

    A date that cannot stand in its place is none. Where the day of the decision is not known, the day on which advice
    was asked for stands for it: nobody is asked before.
    """
    found: dict[Stage, date] = {}
    decided = day_of(row, "request_outcome_date") or day_of(row, "advice_requested_date")
    if decided is not None and start <= decided <= final:
        found[Stage.DECISION] = decided
    begun = found.get(Stage.DECISION, start)
    draft = day_of(row, "draft_date")
    if draft is not None and not begun <= draft <= final:
        draft = None
    if advice:
        # what came after the draft kept no draft waiting, and what came before the decision was taken over as it was
        found[Stage.ADVICE] = max(begun, min(draft or final, max(one.received for one in advice)))
    if draft is not None:
        found[Stage.DRAFT] = draft
    found[Stage.FINAL] = final
    return found


def _stages_between(first: Stage | None, last: Stage) -> list[Stage]:
    """The stages after the end of one up to another, which is among them."""
    every = list(Stage)
    start = 0 if first is None else every.index(first) + 1
    return every[start : every.index(last) + 1]


def _with_whom(stage: Stage, begun: date, days: int, advice: Sequence[AdviceDates]) -> Iterator[Lost]:
    if stage is not Stage.ADVICE:
        yield Lost(stage, SEN_TEAM, days)
        return
    first = begun + timedelta(ADVICE_DAYS)
    shares = _shared(first, first + timedelta(days), begun, advice)
    usual = (*ADVICE_FIELDS, SEN_TEAM)
    for agency in (*usual, *sorted(shares.keys() - {*usual})):
        if shares.get(agency):
            yield Lost(stage, agency, shares[agency])


def _shared(after: date, until: date, begun: date, advice: Sequence[AdviceDates]) -> Mapping[str, int]:
    """The days after one day up to another, shared by who was late on each of them.

    Between two days on which somebody's six weeks ended or somebody's advice came the same agencies are late; what does
    not divide evenly among them goes to those whose advice came last.
    """
    late = [(one, (one.asked or begun) + timedelta(ADVICE_DAYS)) for one in advice]
    turns = {after, until, *(day for one, due in late for day in (due, one.received) if after < day < until)}
    shares: dict[str, int] = {}
    for first, last in pairwise(sorted(turns)):
        awaited = sorted(
            (one for one, due in late if due <= first and one.received >= last),
            key=lambda one: (one.received, one.agency),
            reverse=True,
        )
        names = list(dict.fromkeys(one.agency for one in awaited)) or [SEN_TEAM]
        each, rest = divmod((last - first).days, len(names))
        for number, name in enumerate(names):
            if part := each + (number < rest):
                shares[name] = shares.get(name, 0) + part
    return shares
