"""The calendar as a file for office programs: it leaves the encrypted workspace, so that it tells of no single child.

Actions are counted by day and agency, without their words; samples and statutory steps are counts anyway.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Final

from audit_app.domain.calendar import SOURCE_WORDS, WORDS, Event, EventKind, Source
from audit_app.domain.counting import counted
from audit_app.domain.people import Act
from audit_app.domain.problems import AppError
from audit_app.files import write_whole
from audit_app.services.governance.calendar import EVERY, calendar
from audit_app.services.reports.data_stand import where_data_stand
from audit_app.store.read_calendar import DueAction, due_actions
from audit_app.store.read_home import organisation
from audit_app.store.workspace import Workspace
from exports.ics import IcsEvent, ics_bytes
from scoring.figures import AGENCY_NAMES

MOST_DAYS: Final = 1_100
"""Three years: a calendar that goes on for ever is of no use to anybody."""
NOTED: Final = "the calendar"
"""What the access log says of it."""


@dataclass(frozen=True, slots=True)
class CalendarFile:
    """The bytes of the file, and how many events are in it."""

    data: bytes
    events: int


def calendar_file(
    workspace: Workspace, first: date, last: date, sources: Iterable[Source] = EVERY, line: str = ""
) -> CalendarFile:
    """The calendar of these days, both included, from these sources, of one reporting line alone where it is given.

    Raises AppError where the days are in the wrong order or too many.
    """
    workspace.demand(Act.EXPORT)
    if last < first:
        raise AppError("The last day lies before the first: give the earlier one first.")
    if (last - first).days > MOST_DAYS:
        raise AppError("These are more than three years. Export at most three at a time.")
    wanted = frozenset(sources)
    found = calendar(workspace, first, last, wanted - {Source.ACTION}).events
    told = [_told(workspace.id, one) for one in found if not line or one.line == line]
    if Source.ACTION in wanted and not line:
        told += _actions(workspace.id, due_actions(workspace.conn, first, last))
    told.sort(key=lambda one: (one.on, one.summary, one.uid))
    _, data_date = where_data_stand(workspace.conn)
    whose = organisation(workspace.conn) or "EHC plan audit"
    return CalendarFile(ics_bytes(f"{whose}: SEND calendar", told, data_date), len(told))


def write_calendar(path: Path, made: CalendarFile) -> None:
    """Write the file whole. Raises AppError where it cannot be written."""
    write_whole(path, made.data)


def _told(workspace: str, one: Event) -> IcsEvent:
    words = [one.detail] if one.detail else []
    words += [f"Cancelled: {one.cancelled}"] if one.cancelled else []
    words += ["Has to be ready:", *(f"- {need}" for need in one.needs)] if one.needs else []
    if one.kind is EventKind.MEETING and one.moved_from is not None:
        words.append(f"Moved from {one.moved_from:%d/%m/%Y}.")
    key = (one.source, one.line or one.target, one.meeting or one.on, one.kind, _counter(one))
    return IcsEvent(
        _uid(workspace, *key), one.on, one.words, "\n".join(words), SOURCE_WORDS[one.source], bool(one.cancelled)
    )


def _counter(one: Event) -> str:
    """What tells two events of one thing apart: an action of the plan has several days, a draw may have as well."""
    return one.on.isoformat() if one.source in (Source.PLAN, Source.SAMPLE) else ""


def _actions(workspace: str, rows: Iterable[DueAction]) -> Iterator[IcsEvent]:
    days: dict[date, Counter[str]] = {}
    for row in rows:
        if not row.is_closed:
            days.setdefault(row.due, Counter())[AGENCY_NAMES.get(row.agency, "agency not said")] += 1
    for on, agencies in days.items():
        summary = f"{counted(agencies.total(), 'action')} {WORDS[EventKind.DUE]}"
        words = ", ".join(f"{agency}: {number:,}" for agency, number in sorted(agencies.items()))
        yield IcsEvent(_uid(workspace, Source.ACTION, on), on, summary, words, SOURCE_WORDS[Source.ACTION])


def _uid(workspace: str, *parts: object) -> str:
    """The same for the same thing, in whichever file of whichever copy; it does not tell the workspace's id."""
    text = "\n".join((workspace, *(str(part) for part in parts)))
    return f"{sha256(text.encode()).hexdigest()[:32]}@ehc-plan-audit"
