"""Which period a report for a meeting is about: what had ended by the day on which its data are cut off."""

import re
from datetime import date, timedelta
from typing import Final

from audit_app.domain.calendar import EventKind, meeting_days
from audit_app.domain.governance import LineKind, Meeting, ReportingLine
from audit_app.domain.period import add_months, months_text, week_text

_WEEKLY: Final = ("weekly", "team")
_LEAST: Final = {"two-monthly": 2, "quarterly": 3, "inspection": 3}
_DAYS_OF_MONTH: Final = 30.4


def data_day(line: ReportingLine, meeting: Meeting | None, planned: date) -> date:
    """The last day whose data go into the papers: the cut-off, else the day the papers go out, else the meeting's."""
    days = meeting_days(line, meeting, planned)
    return days.get(EventKind.CUT_OFF) or days.get(EventKind.PAPERS) or days[EventKind.MEETING]


def period_for(line: ReportingLine, kind: str, until: date) -> str:
    """The last whole period by a day for a report of this kind, as it is asked for: “2026-W46”, “2026-09..2026-10”.

    A quarterly report to a body that meets once a year is about twelve months; the week of a cycle is its own.
    """
    if kind in _WEEKLY and line.kind is LineKind.CYCLE and line.recurrence == "1w":
        return week_text(until)
    if kind in _WEEKLY and _months(line.recurrence) <= 1:
        sunday = until - timedelta(days=(until.weekday() + 1) % 7)
        return week_text(sunday)
    months = max(_LEAST.get(kind, 1), _months(line.recurrence) if kind in ("quarterly", "inspection") else 1)
    last = add_months((until + timedelta(days=1)).replace(day=1), -1)
    return months_text(add_months(last, 1 - months), last)


def _months(recurrence: str) -> int:
    """How many months lie between two meetings, at least one."""
    found = re.fullmatch(r"(\d+)([wm])", recurrence)
    if found is None:
        return 1
    number = int(found[1])
    return max(1, number if found[2] == "m" else round(number * 7 / _DAYS_OF_MONTH))
