"""One plan's dates in their order, with the gaps in words, what was late, and what is due next; it knows no Qt."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from itertools import pairwise

from audit_app.domain.plan_dates import Due, Step, Taken, steps_due, steps_taken
from audit_app.domain.register import REGISTER_FIELDS, FieldKind, RegisterRow, date_queries
from audit_app.ui.days import joined_names, plain_day

_LABELS = {field.name: field.label for field in REGISTER_FIELDS}
_DATES = tuple(field.name for field in REGISTER_FIELDS if field.kind is FieldKind.DATE)
_WEEK, _FORTNIGHT, _HALF_YEAR = 7, 14, 183


class Light(Enum):
    """How a moment stands: a mark beside it says so, and its words do."""

    DONE = "done"
    LATE = "late"
    DOUBT = "doubt"
    AHEAD = "ahead"
    OVERDUE = "overdue"
    TODAY = "today"


@dataclass(frozen=True, slots=True)
class Moment:
    """One point on the line: its day, what happened or is due, what is said of it, the time since the one before."""

    day: date
    what: str
    said: str
    light: Light
    gap: str = ""


def timeline(fields: RegisterRow, today: date) -> tuple[Moment, ...]:
    """What happened and what is due, in the order of the days; on one day in the order of the process."""
    known = [*_happened(fields, today), *(_ahead(one, today) for one in _due(fields, today))]
    moments = sorted([*known, Moment(today, "Today", "", Light.TODAY)] if known else [], key=_day_of)
    gaps = ["", *(gap_words(one.day, other.day) for one, other in pairwise(moments))][: len(moments)]
    return tuple(Moment(one.day, one.what, one.said, one.light, gap) for one, gap in zip(moments, gaps, strict=True))


def next_words(fields: RegisterRow, today: date) -> tuple[tuple[str, ...], bool]:
    """What is overdue, a sentence each, or else what comes next; and whether it is overdue.

    Nothing where nothing is known to be due.
    """
    due = _due(fields, today)
    late = [one for one in due if one.days_late(today) > 0]
    return tuple(f"{_capital(due_words(one, today))}." for one in late or due[:1]), bool(late)


def due_words(due: Due, today: date) -> str:
    """“annual review by 3 Oct 2026, in 6 weeks”, “health advice was due by 3 Oct 2026, 7 weeks ago”."""
    name, late = _name(due), due.days_late(today)
    if late > 0:
        return f"{name} was due by {plain_day(due.by.isoformat())}, {span_words(due.by, today)} ago"
    when = "today" if late == 0 else f"in {span_words(today, due.by)}"
    return f"{name} by {plain_day(due.by.isoformat())}, {when}"


def gap_words(start: date, end: date) -> str:
    """“3 days later”, “6 weeks later”, “1 year 2 months later”; empty for the same day."""
    return "" if start == end else f"{span_words(start, end)} later"


def span_words(start: date, end: date) -> str:
    """The time between two days in the unit that one would say: days, weeks, months, years and months; rounded down."""
    days = (end - start).days
    if days < _FORTNIGHT:
        return _counted(days, "day")
    if days < _HALF_YEAR:
        return _counted(days // _WEEK, "week")
    months = (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)
    years, rest = divmod(months, 12)
    parts = [_counted(years, "year")] if years else []
    return " ".join([*parts, *([_counted(rest, "month")] if rest else [])])


def _happened(fields: RegisterRow, today: date) -> Iterator[Moment]:
    taken = steps_taken(fields)
    doubts: dict[str, str] = {}
    for query in date_queries(fields, today.isoformat()):
        for name in (query.field, query.other):
            doubts.setdefault(name, query.message)
    for name in _DATES:
        value = fields.get(name)
        if not value or name == "phase_transfer_due":
            continue
        day = date.fromisoformat(str(value))
        if name in doubts:
            yield Moment(day, _LABELS[name], "This date or another cannot be right.", Light.DOUBT)
        elif name in taken:
            late = taken[name].days_late > 0
            yield Moment(day, _LABELS[name], _taken_words(taken[name], fields), Light.LATE if late else Light.DONE)
        else:
            yield Moment(day, _LABELS[name], "", Light.DONE)


def _taken_words(taken: Taken, fields: Mapping[str, str | int]) -> str:
    if not taken.limit:
        return f"{_counted(taken.days_late, 'day')} after it was due" if taken.days_late > 0 else "In time"
    weeks = taken.limit // _WEEK
    if taken.days_late <= 0:
        return f"Within {weeks} weeks"
    beyond = f"{_counted(taken.days_late, 'day')} beyond {weeks} weeks"
    has_exception = taken.field == "final_date" and fields.get("exception")
    return f"{beyond}, with an exception" if has_exception else beyond


def _ahead(due: Due, today: date) -> Moment:
    late = due.days_late(today)
    said = f"Overdue by {span_words(due.by, today)}" if late > 0 else "Due"
    return Moment(due.by, _capital(_name(due)), said, Light.OVERDUE if late > 0 else Light.AHEAD)


def _due(fields: RegisterRow, today: date) -> list[Due]:
    """What is due, advice of several agencies by one day as one."""
    found = steps_due(fields, today)
    together: dict[date, list[str]] = {}
    for one in found:
        if one.step is Step.ADVICE:
            together.setdefault(one.by, []).append(one.of)
    advice = [Due(Step.ADVICE, by, joined_names(of)) for by, of in together.items()]
    return sorted([*(one for one in found if one.step is not Step.ADVICE), *advice], key=lambda one: one.by)


def _name(due: Due) -> str:
    return f"{due.of} {due.step.value}" if due.of else due.step.value


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _day_of(moment: Moment) -> date:
    return moment.day
