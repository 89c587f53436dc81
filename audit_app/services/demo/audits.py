"""One weekly audit as the changes of the person who made it: opened, scored, submitted; and what may follow."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from audit_app.domain.cycles import Cycle
from audit_app.services.demo.changes import Cast, Change
from audit_app.services.demo.dice import Dice
from audit_app.services.demo.drawing import Draws
from audit_app.services.demo.plans import Plans, PlanWritten, level_of
from audit_app.services.demo.quality import PlanTruth, Quality, answers
from audit_app.services.demo.reviews import ReviewWords, audit_op, grid_ops, review_op, submit_ops
from audit_app.services.demo.span import Span, moment, working_day
from audit_app.store.ids import Ids
from audit_app.store.log.rights import Op
from forms.model import Answer, Grade
from scoring.grade import Grader, GradeResult

SCORING = timedelta(minutes=24)
_LOOKING_THROUGH = timedelta(minutes=3)
_SCORED_SO_FAR = 11
"""How many markers have an answer in the audit that is under way."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place of a draw and who audits its plan when."""

    id: str
    ref: str
    drawn_on: date
    by: str
    begun: datetime


@dataclass(frozen=True, slots=True)
class Audited:
    """A submitted weekly audit."""

    place: Place
    audit: str
    review: str
    given: dict[str, Answer]
    result: GradeResult

    @property
    def submitted(self) -> datetime:
        """When it was submitted."""
        return self.place.begun + SCORING + _LOOKING_THROUGH


class WeeklyAudits:
    """Makes weekly audits of one framework."""

    def __init__(
        self, cast: Cast, draws: Draws, quality: Quality, words: ReviewWords, span: Span, plans: Plans, seed: str
    ) -> None:
        self._cast = cast
        self._plans = plans
        self._draws = draws
        self._quality = quality
        self._words = words
        self._grader = Grader(words.framework)
        self._span = span
        self._seed = seed

    def audit(self, place: Place) -> tuple[Audited, list[Change]]:
        """The whole audit of a place."""
        dice, audit, review, opened = self._opened(place)
        truth = self._quality.truth(self._draws.row(place.ref, place.drawn_on), place.drawn_on, dice)
        given = answers(self._words.framework, truth, "", dice)
        scores = self._words.answer_ops(review, given, place.drawn_on, dice)
        scores += grid_ops(review, truth, self._span.progress(place.drawn_on), dice)
        made = Audited(place, audit, review, given, self._grader.grade(given))
        thread = self._thread(place, review, truth)
        changes = [
            opened,
            self._change(place, place.begun + SCORING, f"Score {place.ref}", scores, audit),
            *([self._change(place, place.begun + SCORING, "Thread confirmed", thread, audit)] if thread else []),
            self._submission(made, made.submitted),
        ]
        return made, changes

    def plan(self, place: Place) -> PlanWritten:
        """The plan of a place, as its document says it."""
        dice = self._dice(place)
        truth = self._quality.truth(self._draws.row(place.ref, place.drawn_on), place.drawn_on, dice)
        return self._plans.plan(place.ref, place.drawn_on, level_of(truth.levels))

    def _thread(self, place: Place, review: str, truth: PlanTruth) -> list[Op]:
        level, person = level_of(truth.levels), self._cast.person(place.by)
        return self._plans.confirmed(review, place.ref, place.drawn_on, level, person)

    def _dice(self, place: Place) -> Dice:
        return Dice(self._seed, "weekly", place.ref, place.drawn_on.isoformat())

    def begin(self, place: Place) -> list[Change]:
        """An audit that is under way: some of its markers are scored, nothing is submitted."""
        dice, audit, review, opened = self._opened(place)
        truth = self._quality.truth(self._draws.row(place.ref, place.drawn_on), place.drawn_on, dice)
        given = answers(self._words.framework, truth, "", dice)
        first = dict(list(given.items())[:_SCORED_SO_FAR])
        scores = self._words.answer_ops(review, first, place.drawn_on, dice)
        return [opened, self._change(place, place.begun + SCORING / 2, f"Score {place.ref}", scores, audit)]

    def correct(self, made: Audited, reason: str, dice: Dice) -> list[Change]:
        """A submitted review reopened by its auditor, one low score raised, and submitted again."""
        at = _days_later(made, dice.whole(1, 2), time(10, 15))
        low = [marker for marker, answer in made.given.items() if answer in (0, 1)]
        marker = dice.pick(low)
        given = {**made.given, marker: 2}
        id_ = Ids.score(made.review, marker)
        detail = {"on": at.date().isoformat(), "reason": reason}
        opened = Op("review", made.review, "state", {"state": "open", "detail": detail})
        again = Audited(made.place, made.audit, made.review, given, self._grader.grade(given))
        scores = [Op("score", id_, "score", "2"), Op("score", id_, "cause", None)]
        return [
            Change(at, made.place.by, "Reopen the review", (opened,), reason, made.audit),
            self._change(
                made.place,
                at + timedelta(minutes=6),
                f"{marker}: 2 instead of {made.given[marker]}",
                scores,
                made.audit,
            ),
            self._submission(again, at + timedelta(minutes=9)),
        ]

    def override(self, made: Audited, grade: Grade, by: str, reason: str) -> Change:
        """A moderator's grade beside the one that the scores give."""
        at = _days_later(made, 1, time(15, 40))
        value = {"grade": grade.value, "reason": reason, "by": self._cast.person(by)}
        label = f"Override the grade: {self._words.framework.label(grade)}"
        return Change(at, by, label, (Op("review", made.review, "override", value),), reason, made.audit)

    def _opened(self, place: Place) -> tuple[Dice, str, str, Change]:
        cast, key = self._cast, self._words.framework.key
        plan = cast.ids.plan(place.ref)
        audit = cast.ids.audit(plan, Cycle.WEEKLY, place.drawn_on.isoformat(), key)
        review = cast.ids.review(audit, cast.person(place.by))
        ops = [
            audit_op(audit, plan, key, place.drawn_on, Cycle.WEEKLY.value, place=place.id),
            review_op(review, audit, cast, place.by),
        ]
        self._draws.audit(place.ref, place.drawn_on)
        label = f"Open the audit of {place.ref} (weekly, {place.drawn_on.isoformat()})"
        opened = self._change(place, place.begun, label, ops, audit)
        return self._dice(place), audit, review, opened

    def _submission(self, made: Audited, at: datetime) -> Change:
        ops = submit_ops(made.review, made.result, at.date())
        return Change(at, made.place.by, "Submit the review", ops, touches=made.audit)

    def _change(self, place: Place, at: datetime, label: str, ops: list[Op], audit: str) -> Change:
        return Change(at, place.by, label, tuple(ops), touches=audit)


def _days_later(made: Audited, days: int, at: time) -> datetime:
    return moment(working_day(made.submitted.date() + timedelta(days=days)), at)
