"""Multi-agency rounds: eight plans, five members who score apart, a reveal, a consensus, a close, learning pages.

The last one is revealed and not closed: its group is in the middle of coming to a consensus.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from statistics import median_low

from audit_app.domain.cycles import DEFAULTS, Cycle
from audit_app.services.demo.changes import Cast, Change
from audit_app.services.demo.dice import Dice
from audit_app.services.demo.drawing import Asked, Drawn, Draws
from audit_app.services.demo.quality import PlanTruth, Quality, answers
from audit_app.services.demo.reviews import ReviewWords, audit_op, grid_ops, review_op, submit_ops
from audit_app.services.demo.settled import page_op, settled_op
from audit_app.services.demo.span import Span, moment, working_day
from audit_app.store.ids import Ids
from audit_app.store.log.rights import Op
from forms.model import Answer
from scoring.grade import Grader

CHAIR = "manager"
MEMBERS = ("deputy", "education", "health", "social_care", "parent_carer")
APART = 0.36
"""How far members differ over the same plan, on the scale of 0 to 3, as a standard deviation."""
_FAR_APART = 0.6
"""The same in the round that the group still talks about."""
_DRAWN_AT, _OPENED_AT = time(10, 0), time(10, 20)
_REVEALED, _AGREED, _CLOSED = timedelta(days=28), timedelta(days=30), timedelta(days=31)
_SOON, _BEGUN = timedelta(days=11), timedelta(days=12)
_DONE = 2
"""So many plans of the round that is not closed have a consensus."""
_WIDE = 2
_TALKED = "Two levels apart; the group read the section again together."


@dataclass(frozen=True, slots=True)
class RoundPlan:
    """One plan of a round: its audit, and what is true of it."""

    ref: str
    audit: str
    truth: PlanTruth


class Rounds:
    """Makes one round after another."""

    def __init__(self, cast: Cast, draws: Draws, quality: Quality, words: ReviewWords, span: Span, seed: str) -> None:
        self.audits = 0
        self._cast = cast
        self._draws = draws
        self._quality = quality
        self._words = words
        self._grader = Grader(words.framework)
        self._span = span
        self._seed = seed

    def round(self, opened: date) -> Iterator[Change]:
        """Everything done in the round that was opened on a day."""
        name = f"{opened:%Y-%m}"
        plans, begun = self._begun(opened, name)
        yield from begun
        given: dict[str, list[Mapping[str, Answer]]] = {}
        yield from self._scored(plans, opened, given, is_quick=False)
        yield self._state(name, "revealed", opened + _REVEALED, f"Reveal the round {name}")
        for at, plan in enumerate(plans):
            when = moment(opened + _AGREED, time(9 + at, 0))
            yield from self._agreed(plan, given[plan.audit], opened, when)
        yield self._state(name, "closed", opened + _CLOSED, f"Close the round {name}")
        yield from self._pages(name, opened + _CLOSED)

    def revealed(self, opened: date) -> Iterator[Change]:
        """The same up to the reveal, scored within days, with the first plans agreed on and the others not begun."""
        name = f"{opened:%Y-%m}"
        plans, begun = self._begun(opened, name)
        yield from begun
        given: dict[str, list[Mapping[str, Answer]]] = {}
        yield from self._scored(plans, opened, given, is_quick=True)
        yield self._state(name, "revealed", opened + _SOON, f"Reveal the round {name}")
        for at, plan in enumerate(plans[:_DONE]):
            yield from self._agreed(plan, given[plan.audit], opened, moment(opened + _BEGUN, time(9 + at, 0)))

    def _begun(self, opened: date, name: str) -> tuple[list[RoundPlan], tuple[Change, Change]]:
        """The plans of a round, its draw and its opening."""
        drawn = self._draw(opened, name)
        plans = [self._plan(ref, opened, name) for ref in drawn.plans]
        self.audits += len(plans)
        return plans, (self._drawing(drawn, opened), self._opening(drawn, plans, opened, name))

    def _scored(
        self, plans: Sequence[RoundPlan], opened: date, given: dict[str, list[Mapping[str, Answer]]], *, is_quick: bool
    ) -> Iterator[Change]:
        """Every member's review of every plan, two days a plan or all of one day; fills `given` by audit."""
        days, apart = (0, _FAR_APART) if is_quick else (2, APART)
        for place, member in enumerate(MEMBERS):
            for at, plan in enumerate(plans):
                when = moment(working_day(opened + timedelta(days=2 + place + days * at)), time(9 + place, 10 + at))
                made, changes = self._reviewed(plan, member, opened, when, apart)
                given.setdefault(plan.audit, []).append(made)
                yield from changes

    def _pages(self, name: str, closed: date) -> Iterator[Change]:
        """Each agency's learning page goes out: sooner from round to round."""
        for agency in dict.fromkeys(self._cast.members[key].agency for key in MEMBERS):
            dice = Dice(self._seed, "page", name, agency)
            later = round(8 * (1 - self._span.progress(closed))) + dice.whole(0, 2)
            day = working_day(closed + timedelta(days=later))
            op = page_op(self._cast.ids.round(name), agency, day)
            label = f"Learning page of {agency.replace('_', ' ')} sent, round {name}"
            yield Change(moment(day, time(16, 0)), CHAIR, label, (op,))

    def _draw(self, opened: date, name: str) -> Drawn:
        barred = tuple(self._cast.name(key) for key in (CHAIR, *MEMBERS))
        size = DEFAULTS[Cycle.MULTI_AGENCY].size
        return self._draws.draw(Asked(Cycle.MULTI_AGENCY, opened, size, f"{self._seed} round {name}", CHAIR, barred))

    def _plan(self, ref: str, opened: date, name: str) -> RoundPlan:
        dice = Dice(self._seed, "round", name, ref)
        self._draws.audit(ref, opened)
        plan = self._cast.ids.plan(ref)
        audit = self._cast.ids.audit(plan, Cycle.MULTI_AGENCY, name, self._words.framework.key)
        return RoundPlan(ref, audit, self._quality.truth(self._draws.row(ref, opened), opened, dice))

    def _drawing(self, drawn: Drawn, opened: date) -> Change:
        label = f"Draw {len(drawn.plans)} plans (multi-agency, {opened.isoformat()})"
        assigned = {"person": self._cast.person(CHAIR), "due": drawn.due.isoformat()}
        places = (Op("place", drawn.place(at), "assigned", assigned) for at in range(1, len(drawn.plans) + 1))
        return Change(moment(opened, _DRAWN_AT), CHAIR, label, (*drawn.ops, *places))

    def _opening(self, drawn: Drawn, plans: Sequence[RoundPlan], opened: date, name: str) -> Change:
        record = {
            "name": name,
            "cycle": Cycle.MULTI_AGENCY.value,
            "opened_on": opened.isoformat(),
            "due": drawn.due.isoformat(),
            "members": [self._cast.person(key) for key in MEMBERS],
            "draw_id": drawn.id,
            "sealed": False,
        }
        ops = [Op("round", self._cast.ids.round(name), "record", record)]
        for at, plan in enumerate(plans, 1):
            plan_id, key = self._cast.ids.plan(plan.ref), self._words.framework.key
            cycle, place = Cycle.MULTI_AGENCY.value, drawn.place(at)
            ops.append(audit_op(plan.audit, plan_id, key, opened, cycle, round_=name, place=place))
        return Change(moment(opened, _OPENED_AT), CHAIR, f"Open the round {name}", tuple(ops))

    def _reviewed(
        self, plan: RoundPlan, by: str, opened: date, when: datetime, apart: float
    ) -> tuple[Mapping[str, Answer], list[Change]]:
        """One member's review of one plan."""
        dice = Dice(self._seed, "member", by, plan.ref, opened.isoformat())
        agency = self._cast.members[by].agency
        given = answers(self._words.framework, plan.truth, agency, dice, apart)
        review = self._cast.ids.review(plan.audit, self._cast.person(by))
        ops = [review_op(review, plan.audit, self._cast, by), *self._words.answer_ops(review, given, opened, dice)]
        scored = Change(when, by, f"Score {plan.ref}", tuple(ops), touches=plan.audit)
        return given, [scored, self._submission(review, plan, given, by, when + timedelta(minutes=35))]

    def _agreed(
        self, plan: RoundPlan, given: Sequence[Mapping[str, Answer]], opened: date, when: datetime
    ) -> Iterator[Change]:
        """The group's review of one plan: what one member scored alone carries over, the rest is talked through."""
        dice = Dice(self._seed, "consensus", plan.ref, opened.isoformat())
        review = self._cast.ids.review(plan.audit, "consensus", "consensus")
        agreed = {marker.id: _agreed(given, marker.id) for marker in self._words.framework.markers}
        ops = [review_op(review, plan.audit, self._cast, CHAIR, "consensus")]
        ops += self._words.answer_ops(review, agreed, opened, dice)
        ops += [Op("score", Ids.score(review, marker), "note", _TALKED) for marker in agreed if _is_wide(given, marker)]
        votes = [(self._cast.members[key].agency, one) for key, one in zip(MEMBERS, given, strict=True)]
        ops += [settled_op(review, marker, votes, self._seed) for marker in agreed]
        ops += grid_ops(review, plan.truth, self._span.progress(opened), dice)
        yield Change(when, CHAIR, f"Agree on {plan.ref}", tuple(ops), touches=plan.audit)
        yield self._submission(review, plan, agreed, CHAIR, when + timedelta(minutes=40))

    def _submission(self, review: str, plan: RoundPlan, given: Mapping[str, Answer], by: str, at: datetime) -> Change:
        ops = submit_ops(review, self._grader.grade(given), at.date())
        return Change(at, by, "Submit the review", ops, touches=plan.audit)

    def _state(self, name: str, state: str, day: date, label: str) -> Change:
        value = {"state": state, "detail": {"on": day.isoformat()}}
        op = Op("round", self._cast.ids.round(name), "state", value)
        return Change(moment(day, time(17, 0)), CHAIR, label, (op,))


def _agreed(given: Sequence[Mapping[str, Answer]], marker: str) -> Answer:
    """The lower median of the scores; without a score, what was answered instead."""
    found = [one[marker] for one in given if marker in one]
    scores = [answer for answer in found if isinstance(answer, int)]
    return median_low(scores) if scores else found[0]


def _is_wide(given: Sequence[Mapping[str, Answer]], marker: str) -> bool:
    scores = [answer for one in given if isinstance(answer := one.get(marker), int)]
    return bool(scores) and max(scores) - min(scores) >= _WIDE
