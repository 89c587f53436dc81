"""What follows a final plan: annual reviews, phase transfers, the end; getting a little better over the two years."""

from datetime import date, timedelta

from audit_app.services.demo.dice import Dice
from audit_app.services.demo.lifelines import Lifeline, stage_of
from audit_app.services.demo.span import Span, school_year, working_day, year_group

_AMENDED = 0.34
_DECIDED_IN_TIME = (0.42, 0.60)
_FINAL_IN_TIME = (0.34, 0.56)
_TRANSFER_IN_TIME = (0.72, 0.90)
_TO_POST_16 = 11
_PHASES = {-1: "primary", 6: "secondary", _TO_POST_16: "post_16"}
"""The year group before each change of phase, and the stage that follows."""


def live_on(line: Lifeline, final: date, span: Span, dice: Dice, ceased: date | None = None) -> None:
    """Everything after the final plan, up to the end of the demo or the day on which the plan ceased."""
    end = ceased or span.open_week
    amended = [final, *_reviews(line, final, end, span, dice), *_transfers(line, final, end, span, dice)]
    for version, day in enumerate(sorted(amended), 1):
        line.know(day, plan_version=str(version))
    if ceased is not None:
        line.know(ceased, ceased_date=ceased)


def _reviews(line: Lifeline, final: date, end: date, span: Span, dice: Dice) -> list[date]:
    """Every review meeting with its decision; returns the days of amended plans."""
    amended = []
    meeting = working_day(final + timedelta(days=_until_next(dice)))
    while meeting <= end:
        line.know(
            meeting, last_review_date=meeting, review_outcome=None, review_decision_date=None, review_final_date=None
        )
        days = dice.whole(9, 27) if _in_time(_DECIDED_IN_TIME, meeting, span, dice) else dice.whole(31, 75)
        decided = working_day(meeting + timedelta(days=days))
        outcome = "A" if dice.chance(_AMENDED) else "M"
        line.know(decided, review_outcome=outcome, review_decision_date=decided)
        if outcome == "A":
            days = dice.whole(78, 82) if _in_time(_FINAL_IN_TIME, meeting, span, dice) else dice.whole(87, 165)
            done = working_day(meeting + timedelta(days=days))
            line.know(done, review_final_date=done)
            amended.append(done)
        meeting = working_day(meeting + timedelta(days=_until_next(dice)))
    return amended


def _until_next(dice: Dice) -> int:
    if dice.chance(0.78):
        return dice.whole(330, 363)
    return dice.whole(366, 425) if dice.chance(0.75) else dice.whole(425, 510)


def _transfers(line: Lifeline, final: date, end: date, span: Span, dice: Dice) -> list[date]:
    """Every change of phase since the year before the demo; returns the days of the amended plans."""
    amended = []
    for year in range(school_year(span.began) - 1, school_year(end) + 1):
        autumn = date(year, 10, 1)
        group = year_group(line.born, autumn)
        if final > autumn or autumn > end or group not in _PHASES or _stays(line, group):
            continue
        due = date(year + 1, 3, 31) if group == _TO_POST_16 else date(year + 1, 2, 15)
        line.know(autumn, phase_transfer_due=due, phase_transfer_final=None)
        in_time = _in_time(_TRANSFER_IN_TIME, due, span, dice)
        done = working_day(due + timedelta(days=dice.whole(-48, -4) if in_time else dice.whole(2, 44)))
        line.know(done, phase_transfer_final=done)
        amended.append(done)
    return amended


def _stays(line: Lifeline, group: int) -> bool:
    """Whether the child goes on in the same setting, so that there is no transfer."""
    now, then = line.settings.get(stage_of(group)), line.settings.get(_PHASES[group])
    return now is not None and now == then


def _in_time(shares: tuple[float, float], day: date, span: Span, dice: Dice) -> bool:
    start, end = shares
    return dice.chance(start + (end - start) * span.progress(day))
