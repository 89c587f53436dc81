"""Audits of annual reviews and of advice in the demo's last half year: six of each a month, drawn and submitted."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from audit_app.domain.cycles import DEFAULTS, Cycle
from audit_app.domain.register import RegisterRow
from audit_app.services.demo.audits import SCORING
from audit_app.services.demo.changes import Cast, Change
from audit_app.services.demo.dice import Dice
from audit_app.services.demo.drawing import Asked, Drawn, Draws
from audit_app.services.demo.paper_draws import PaperDraws
from audit_app.services.demo.quality import MARKER_SPREAD, PLAN_SPREAD, PlanTruth, answers
from audit_app.services.demo.reviews import ReviewWords, audit_op, review_op, submit_ops
from audit_app.services.demo.span import Span, moment, months_before, working_day, year_group
from audit_app.store.log.rights import Op
from forms.model import Framework, PlanFacts
from resources.demo import MarkerStory
from scoring.grade import Grader

CYCLES = (Cycle.ANNUAL_REVIEW, Cycle.ADVICE)
_MONTHS = 6
_TURNS = ("deputy", "manager")
_DRAWN_AT = {Cycle.ANNUAL_REVIEW: time(9, 20), Cycle.ADVICE: time(9, 40)}
_BEGUN_AT = {Cycle.ANNUAL_REVIEW: time(15, 10), Cycle.ADVICE: time(16, 5)}
_WEDNESDAY = 2
_AMEND = "A"


@dataclass(frozen=True, slots=True)
class _Audit:
    """A place of a draw whose paper is audited, by whom and when."""

    cycle: Cycle
    place: str
    ref: str
    on: date
    by: str
    begun: datetime


class PaperAudits:
    """Makes the audits of both cycles; `rows` are asked what the register says of a plan on a day."""

    def __init__(
        self,
        cast: Cast,
        rows: Draws,
        draws: PaperDraws,
        frameworks: Mapping[Cycle, Framework],
        stories: Mapping[str, MarkerStory],
        span: Span,
        seed: str,
    ) -> None:
        self.audits = 0
        self._cast, self._rows, self._draws, self._span, self._seed = cast, rows, draws, span, seed
        self._stories = stories
        self._words = {cycle: ReviewWords(frameworks[cycle], stories) for cycle in CYCLES}
        self._graders = {cycle: Grader(frameworks[cycle]) for cycle in CYCLES}

    def changes(self) -> Iterator[Change]:
        """Everything of the half year; a month's draw is of its first Wednesday."""
        for back in range(_MONTHS, 0, -1):
            first = months_before(self._span.open_week, back)
            day = first + timedelta(days=(_WEDNESDAY - first.weekday()) % 7)
            for cycle in CYCLES:
                yield from self._month(cycle, day)

    def _month(self, cycle: Cycle, day: date) -> Iterator[Change]:
        barred = tuple(self._cast.name(key) for key in _TURNS)
        seed = f"{cycle.value}-{day.isoformat()}"
        drawn = self._draws.draw(Asked(cycle, day, DEFAULTS[cycle].size, seed, _TURNS[0], barred))
        turns = [_TURNS[at % len(_TURNS)] for at in range(len(drawn.plans))]
        yield self._recorded(cycle, day, drawn, turns)
        for at, (ref, by) in enumerate(zip(drawn.plans, turns, strict=True), 1):
            begun = moment(working_day(day + timedelta(days=at)), _BEGUN_AT[cycle])
            yield from self._audit(_Audit(cycle, drawn.place(at), ref, day, by, begun))

    def _recorded(self, cycle: Cycle, day: date, drawn: Drawn, turns: list[str]) -> Change:
        due = drawn.due.isoformat()
        assigned = (
            Op("place", drawn.place(at), "assigned", {"person": self._cast.person(by), "due": due})
            for at, by in enumerate(turns, 1)
        )
        label = f"Draw {len(turns)} plans ({cycle.value}, {day.isoformat()})"
        return Change(moment(day, _DRAWN_AT[cycle]), _TURNS[0], label, (*drawn.ops, *assigned))

    def _audit(self, one: _Audit) -> Iterator[Change]:
        words, ids = self._words[one.cycle], self._cast.ids
        plan, key = ids.plan(one.ref), words.framework.key
        audit = ids.audit(plan, one.cycle, one.on.isoformat(), key)
        review = ids.review(audit, self._cast.person(one.by))
        dice = Dice(self._seed, one.cycle.value, one.ref, one.on.isoformat())
        given = answers(words.framework, self._truth(one, dice), "", dice)
        opened = (
            audit_op(audit, plan, key, one.on, one.cycle.value, place=one.place),
            review_op(review, audit, self._cast, one.by),
        )
        scores = tuple(words.answer_ops(review, given, one.on, dice))
        done = one.begun + SCORING
        locked = submit_ops(review, self._graders[one.cycle].grade(given), done.date())
        self.audits += 1
        label = f"Open the audit of {one.ref} ({one.cycle.value}, {one.on.isoformat()})"
        yield Change(one.begun, one.by, label, opened, touches=audit)
        yield Change(done, one.by, f"Score {one.ref}", scores, touches=audit)
        yield Change(done + timedelta(minutes=2), one.by, "Submit the review", locked, touches=audit)

    def _truth(self, one: _Audit, dice: Dice) -> PlanTruth:
        progress, whole = self._span.progress(one.on), dice.bell() * PLAN_SPREAD
        levels = {
            marker.id: story.start + (story.end - story.start) * progress + whole + dice.bell() * MARKER_SPREAD
            for marker in self._words[one.cycle].framework.markers
            for story in (self._stories[marker.id],)
        }
        return PlanTruth(levels, _facts(self._rows.row(one.ref, one.on), one.on))


def _facts(row: RegisterRow, on: date) -> PlanFacts:
    outcome = row.get("review_outcome")
    return PlanFacts(
        year_group=year_group(date.fromisoformat(str(row["date_of_birth"])), on),
        plan_to_be_amended=None if outcome is None else outcome == _AMEND,
    )
