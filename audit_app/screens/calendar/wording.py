"""Words and marks of the calendar: a day's lines, the columns of the list and of reporting lines; no widget here."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from audit_app.domain.calendar import SOURCE_WORDS, Event, EventKind, Source
from audit_app.domain.counting import counted
from audit_app.domain.governance import KIND_WORDS, ReportingLine
from audit_app.domain.recurrence import recurrence_words
from audit_app.domain.working_days import bank_holidays
from audit_app.services.governance.readiness import Ready
from audit_app.ui.days import full_day, plain_day
from audit_app.ui.pill import Status
from audit_app.ui.table_model import Column
from exports.charts.scene import Mark
from resources.theme import Colour
from scoring.days import MONTHS
from scoring.figures import Audience

AUDIENCES: Final = {Audience.GROUP: "Audit group", Audience.BOARD: "Board", Audience.PUBLIC: "Public"}
PILLS: Final = {Ready.YES: Status.GREEN, Ready.NO: Status.AMBER, Ready.LOOK: Status.OPEN}
_TOGETHER: Final = {
    Source.ACTION: ("action due", "actions due"),
    Source.PLAN: ("date of the improvement plan", "dates of the improvement plan"),
}
"""Sources of which there can be very many on a day: in a month they are counted."""
_MARKS: Final = {
    Source.ACTION: (Mark.TRIANGLE, Colour.REQUIRES_IMPROVEMENT),
    Source.PLAN: (Mark.TRIANGLE, Colour.ACCENT),
    Source.ROUND: (Mark.STAR, Colour.ACCENT),
    Source.SAMPLE: (Mark.STAR, Colour.ACCENT),
    Source.STEP: (Mark.SQUARE, Colour.SOFT_INK),
}
_SHORT: Final = {
    EventKind.CUT_OFF: "Cut-off: ",
    EventKind.PAPERS: "Papers: ",
    EventKind.MEETING: "",
    EventKind.COMMUNICATION: "Tell: ",
    EventKind.DUE: "",
}
_WAS: Final = {EventKind.MEETING: "held", EventKind.COMMUNICATION: "sent"}
_DONE, _OVERDUE = (Mark.RING, Colour.SOFT_INK), (Mark.SQUARE, Colour.INADEQUATE)


@dataclass(frozen=True, slots=True)
class DayLine:
    """One line of a day in the month: a shape and few words; struck through where it was cancelled.

    `said` are the whole words, for those who hear them.
    """

    mark: Mark
    colour: Colour
    words: str
    said: str
    is_over: bool = False
    is_cancelled: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the list: an event and how it stands on a day."""

    event: Event
    today: date

    @property
    def standing(self) -> str:
        """“done”, “cancelled: not quorate”, “12 days overdue”, “in 3 days”, “today”."""
        return standing_words(self.event, self.today)


def month_words(first: date) -> str:
    """“November 2026”."""
    return f"{MONTHS[first.month - 1]} {first.year}"


def is_overdue(event: Event, today: date) -> bool:
    """Whether something was to be done by a day that is over; a meeting is held or not, and no more than that."""
    if event.is_done or event.cancelled or event.on >= today or event.source is Source.STEP:
        return False
    return event.source is not Source.LINE or event.kind is EventKind.COMMUNICATION


def standing_words(event: Event, today: date) -> str:
    """How an event stands on a day, in words."""
    if event.cancelled:
        return f"cancelled: {event.cancelled}"
    if event.is_done:
        return _WAS.get(event.kind, "done")
    days = (event.on - today).days
    if days == 0:
        return "today"
    if days > 0:
        return f"in {counted(days, 'day')}"
    if is_overdue(event, today):
        return f"{counted(-days, 'day')} overdue"
    is_meeting = event.kind is EventKind.MEETING and not event.verb
    return "past, nothing is noted" if is_meeting else "past"


def mark_of(event: Event, today: date) -> tuple[Mark, Colour]:
    """Its shape: what is overdue and what is done look alike, wherever it comes from."""
    if is_overdue(event, today):
        return _OVERDUE
    if event.is_done or event.cancelled or (event.on < today and event.source in (Source.LINE, Source.STEP)):
        return _DONE
    if event.source is Source.LINE:
        return (Mark.DOT if event.kind is EventKind.MEETING else Mark.RING), Colour.ACCENT
    return _MARKS[event.source]


def day_lines(events: Sequence[Event], today: date) -> tuple[DayLine, ...]:
    """What a day of the month shows: many of one source are counted in one line."""
    numbers = Counter(one.source for one in events)
    found: list[DayLine] = []
    told: set[Source] = set()
    for one in events:
        if one.source in _TOGETHER and numbers[one.source] > 1:
            if one.source not in told:
                told.add(one.source)
                found.append(_counted([event for event in events if event.source is one.source], today))
            continue
        is_over = one.is_done or one.on < today
        found.append(DayLine(*mark_of(one, today), _short(one), one.words, is_over, bool(one.cancelled)))
    return tuple(found)


def _counted(events: Sequence[Event], today: date) -> DayLine:
    late = next((one for one in events if is_overdue(one, today)), None)
    shown = late or next((one for one in events if not one.is_done), events[0])
    words = counted(len(events), *_TOGETHER[shown.source])
    return DayLine(*mark_of(shown, today), words, words, all(one.is_done for one in events))


def _short(event: Event) -> str:
    """What comes first is what tells one day from another: “Papers: SEND Programme Board”."""
    return f"{_SHORT[event.kind]}{event.title}" if event.source is Source.LINE else event.title


def day_words(day: date, events: Sequence[Event], today: date) -> str:
    """A day as a screen reader says it: “Mon 9 Nov 2026, today: 2 events. SEND Programme Board: papers out; …”."""
    parts = [full_day(day), *(["today"] if day == today else []), *(["bank holiday"] if is_bank_holiday(day) else [])]
    if not events:
        return f"{', '.join(parts)}: nothing"
    lines = "; ".join(one.said for one in day_lines(events, today))
    return f"{', '.join(parts)}: {counted(len(events), 'event')}. {lines}"


def is_bank_holiday(day: date) -> bool:
    """Whether it is one of England's bank holidays."""
    return day in bank_holidays(day.year)


def grid_days(month: date) -> tuple[date, date]:
    """The first and the last day of the six weeks that a month is shown in."""
    first = month.replace(day=1)
    monday = first - timedelta(days=first.weekday())
    return monday, monday + timedelta(days=41)


def list_columns() -> tuple[Column, ...]:
    """The list by day: when, what, how it stands, and more."""
    return (
        Column("on", "Day", lambda row: full_day(row.event.on), sort=lambda row: row.event.on, width=140),
        Column("what", "What", lambda row: row.event.words, mark=_row_mark, tip=_tip, width=320),
        Column("standing", "Standing", lambda row: row.standing, tip=lambda row: row.standing, width=170, yields=1),
        Column("kind", "Kind", lambda row: SOURCE_WORDS[row.event.source], width=160, yields=2),
        Column("detail", "More", _detail, tip=_detail, width=260, yields=3),
    )


def line_columns() -> tuple[Column, ...]:
    """Reporting lines: who, how often, what they get, for which readers, and the days before and after."""
    return (
        Column("body", "Body", lambda line: line.body, tip=lambda line: line.body, width=280),
        Column("often", "How often", lambda line: often_words(line), width=150),
        Column("audience", "Readers", lambda line: AUDIENCES[line.audience], choices=True, width=110),
        Column("kind", "Kind", lambda line: KIND_WORDS[line.kind], choices=True, width=170, yields=2),
        Column("chair", "Chair", lambda line: line.chair, tip=lambda line: line.chair, width=190, yields=3),
        Column("days", "Cut-off, papers, after", _days, width=160, yields=1),
        Column(
            "ended", "Ends", lambda line: plain_day(line.ended.isoformat()) if line.ended else "", width=104, yields=4
        ),
    )


def often_words(line: ReportingLine) -> str:
    """“monthly”, “on 2 dates”."""
    if line.first is None:
        return f"on {counted(len(line.dates), 'date')}"
    return recurrence_words(line.recurrence)


def counts_words(events: Sequence[Event], first: date, last: date) -> str:
    """What stands above the list."""
    overdue = f"{counted(len(events), 'event')} from {full_day(first)} to {full_day(last)}."
    return overdue if events else f"Nothing from {full_day(first)} to {full_day(last)}."


def _row_mark(row: Row) -> tuple[Mark, Colour]:
    return mark_of(row.event, row.today)


def _tip(row: Row) -> str:
    return str(row.event.words)


def _detail(row: Row) -> str:
    event = row.event
    if event.moved_from is not None and event.kind is EventKind.MEETING:
        return f"moved from {plain_day(event.moved_from.isoformat())}"
    return event.detail or ", ".join(event.needs)


def _days(line: ReportingLine) -> str:
    days = (line.cut_off_days, line.papers_days, line.communication_days)
    return " / ".join("–" if one is None else str(one) for one in days)
