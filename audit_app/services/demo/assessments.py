"""From request to final plan: dates that come out as a small area's do, getting better over the two years."""

from dataclasses import dataclass
from datetime import date, timedelta

from audit_app.services.demo.dice import Dice
from audit_app.services.demo.lifelines import Lifeline
from audit_app.services.demo.span import working_day

TWENTY_WEEKS = 140
_DECIDED_IN_TIME = 0.86
_NO_PLAN_IN_TIME = (0.42, 0.58)
_EXCEPTIONS = (("c", 52.0), ("a", 33.0), ("d", 10.0), ("b", 5.0))
_ADVICE = (
    ("education_advice_date", 0.80, 0.90, 0.0),
    ("psychology_advice_date", 0.38, 0.58, 0.0),
    ("health_advice_date", 0.52, 0.78, 0.05),
    ("social_care_advice_date", 0.56, 0.80, 0.07),
)
"""Each source's date, the share that comes within six weeks two years ago and now, and what never comes."""


@dataclass(frozen=True, slots=True)
class Course:
    """How one assessment goes: from request to final, and how far in the two years it lies, 0 to 1."""

    request: date
    final: date
    progress: float
    excepted: bool = False


def request_before(final: date, in_time: bool, dice: Dice) -> date:
    """The day of a request whose plan was final on that day, within twenty weeks or not."""
    if in_time:
        days = max(TWENTY_WEEKS - int(abs(dice.bell()) * 13), 98)
    elif dice.chance(0.86):
        days = TWENTY_WEEKS + 3 + int(dice.share() ** 2 * 170)
    else:
        days = dice.whole(300, 470)
    return working_day(final - timedelta(days=days))


def assessed(line: Lifeline, course: Course, dice: Dice) -> None:
    """An assessment that ends in a plan."""
    draft = working_day(course.final - timedelta(days=dice.whole(18, 32)))
    asked = _decide(line, course, dice, latest=draft - timedelta(days=30))
    _advice(line, asked, draft - timedelta(days=2), course.progress, dice)
    outcome = max(draft - timedelta(days=dice.whole(0, 6)), asked)
    line.know(outcome, assessment_outcome="Y", assessment_outcome_date=outcome)
    line.know(draft, draft_date=draft)
    line.know(course.final, final_date=course.final)
    if course.excepted:
        line.know(course.final, exception=dice.weighted(_EXCEPTIONS))


def refused(line: Lifeline, request: date, dice: Dice) -> None:
    """A request that is turned down."""
    line.know(request, request_date=request)
    day = working_day(request + timedelta(days=_decision_days(dice)))
    line.know(day, request_outcome="N", request_outcome_date=day)


def no_plan(line: Lifeline, request: date, progress: float, dice: Dice) -> None:
    """An assessment after which no plan is made."""
    start, end = _NO_PLAN_IN_TIME
    in_time = dice.chance(start + (end - start) * progress)
    day = working_day(request + timedelta(days=dice.whole(96, 110) if in_time else dice.whole(115, 175)))
    course = Course(request, day, progress)
    asked = _decide(line, course, dice, latest=request + timedelta(days=50))
    _advice(line, asked, day - timedelta(days=3), progress, dice)
    line.know(day, assessment_outcome="N", assessment_outcome_date=day)


def _decide(line: Lifeline, course: Course, dice: Dice, latest: date) -> date:
    """The request and the decision to assess; returns the day on which advice is asked for."""
    line.know(course.request, request_date=course.request)
    decided = working_day(course.request + timedelta(days=_decision_days(dice)))
    if decided > latest:
        decided = working_day(course.request + timedelta(days=dice.whole(27, 38)))
    line.know(decided, request_outcome="Y", request_outcome_date=decided)
    asked = working_day(decided + timedelta(days=dice.whole(0, 4)))
    line.know(asked, advice_requested_date=asked)
    return asked


def _decision_days(dice: Dice) -> int:
    return dice.whole(26, 40) if dice.chance(_DECIDED_IN_TIME) else dice.whole(43, 62)


def _advice(line: Lifeline, asked: date, latest: date, progress: float, dice: Dice) -> None:
    for name, start, end, never in _ADVICE:
        if dice.chance(never):
            continue
        in_time = dice.chance(start + (end - start) * progress)
        days = dice.whole(18, 42) if in_time else dice.whole(43, 88)
        day = max(min(asked + timedelta(days=days), latest), asked + timedelta(days=9))
        line.know(day, **{name: day})
