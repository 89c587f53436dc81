"""Issued reports as lines, and what is asked before one is issued; it knows no Qt."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from audit_app.domain.period import Period, PeriodError, parse_period
from audit_app.screens.reports.asking import AUDIENCES, WEEKLY
from audit_app.services.reports.reporting import ReportAsked, usual_cycle
from audit_app.store.read_issued import HeldIssue
from exports.content import Content
from exports.pages.wording import SHORT_READERS, heading_of, period_words, span_words, title_of
from scoring.days import day
from scoring.figures import Audience


@dataclass(frozen=True, slots=True)
class IssuedLine:
    """One issued report in words; `asked` asks for it again, None where the form has no fields for that."""

    words: str
    when: str
    asked: ReportAsked | None
    period: Period | None


def issued_lines(held: Iterable[HeldIssue]) -> tuple[IssuedLine, ...]:
    """The issued reports as the card lists them, in their order."""
    return tuple(_line(one) for one in held)


def _line(one: HeldIssue) -> IssuedLine:
    audience = Audience(one.audience)
    period = _period(one.period)
    span = span_words(period.first, period.last) if period is not None else one.period
    parts = (title_of(one.kind, one.cycle), span, AUDIENCES[audience][0].lower(), one.round)
    again = f", restated on {day(one.latest)}" if one.latest != one.on else ""
    fits = period is not None and not one.round and _fits(one.kind, period)
    cycle = "" if one.cycle == usual_cycle(one.kind) else one.cycle
    asked = ReportAsked(one.kind, one.period, audience, cycle=cycle) if fits else None
    return IssuedLine(", ".join(part for part in parts if part), f"Issued on {day(one.on)}{again}", asked, period)


def _fits(kind: str, period: Period) -> bool:
    """Whether the form's fields can say the period: whole months, or for a weekly report a week."""
    is_week = (period.last - period.first).days == 6 and period.first.weekday() == 0
    return is_week if kind == WEEKLY else period.is_whole_months


def _period(text: str) -> Period | None:
    try:
        return parse_period(text)
    except PeriodError:
        return None


def state_words(told: Content) -> str:
    """Whether a report was issued, and what is other now."""
    issued = told.issued
    if issued is None:
        return "This report is a draft: it was never issued."
    said = f"Issued on {day(issued.latest)}."
    if not issued.differing:
        return f"{said} Its figures are those that were issued."
    differ = "1 figure is" if issued.differing == 1 else f"{issued.differing} figures are"
    return f"{said} Since then {differ} other: until it is issued again this is a draft."


def question(told: Content, figures: int, given_away: Iterable[str] = ()) -> str:
    """What is asked before a report is issued for the first time."""
    head = told.head
    public = (
        " Public figures are released with it: later ones that overlap this period are refused unless they are equal."
        if head.audience is Audience.PUBLIC and not prints_again(told)
        else ""
    )
    return (
        f"{heading_of(told)}, {period_words(head)}, {SHORT_READERS[head.audience]}: its {figures:,} figures are kept "
        f"as they are now, with today's date. From then on the report says what is other than it was issued, and why. "
        f"This cannot be undone.{public}{''.join(f' {one}' for one in given_away)}"
    )


def prints_again(told: Content) -> bool:
    """Whether it is a note that prints figures released before, so that nothing is released with it."""
    return told.you_said is not None and told.you_said.released is not None


def why_question(issued_on: date, differing: int) -> str:
    """What is asked before a report is issued again."""
    differ = "1 figure is" if differing == 1 else f"{differing} figures are"
    return (
        f"Issued on {day(issued_on)}; {differ} other now. Why? The report prints it beside each of them: name no child."
    )
