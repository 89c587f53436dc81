"""The days that reporting lines and meetings ask for: cut-off, papers out, meeting, communication. Knows no clock."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType

from audit_app.domain.governance import LineKind, Meeting, ReportingLine
from audit_app.domain.recurrence import occurrences
from audit_app.domain.working_days import add_working_days, next_working_day


class EventKind(StrEnum):
    """What happens on a day."""

    CUT_OFF = "cut_off"
    PAPERS = "papers"
    MEETING = "meeting"
    COMMUNICATION = "communication"
    DUE = "due"


class Source(StrEnum):
    """Where an event comes from: a reporting line, or another thing that has a day."""

    LINE = "line"
    ACTION = "action"
    PLAN = "plan"
    ROUND = "round"
    SAMPLE = "sample"
    STEP = "step"


SOURCE_WORDS: Mapping[Source, str] = MappingProxyType(
    {
        Source.LINE: "Meetings and reports",
        Source.ACTION: "Actions",
        Source.PLAN: "Improvement plan",
        Source.ROUND: "Rounds",
        Source.SAMPLE: "Samples",
        Source.STEP: "Statutory steps",
    }
)
"""Each source as people choose it."""

_VERBS: Mapping[LineKind, str] = MappingProxyType(
    {LineKind.CYCLE: "takes place", LineKind.VISIT: "takes place", LineKind.PUBLICATION: "is due"}
)
"""What the day of a line is where nobody meets."""
WORDS = {
    EventKind.CUT_OFF: "data cut off",
    EventKind.PAPERS: "papers out",
    EventKind.MEETING: "meets",
    EventKind.COMMUNICATION: "communication due",
    EventKind.DUE: "due",
}


@dataclass(frozen=True, slots=True)
class Event:
    """One thing on one day. `meeting` is the planned day of the meeting that it belongs to, None for another thing.

    `moved_from` is set where it is held on another day than planned; `is_done` where there is nothing left to do.
    `source` says where it comes from and `target` is the id of what can be opened there; `detail` are more words.
    `verb` says what happens where the words of its kind do not fit.
    """

    on: date
    kind: EventKind
    title: str
    line: str = ""
    meeting: date | None = None
    moved_from: date | None = None
    is_done: bool = False
    cancelled: str = ""
    needs: tuple[str, ...] = ()
    source: Source = Source.LINE
    target: str = ""
    detail: str = ""
    verb: str = ""

    @property
    def words(self) -> str:
        """“SEND Programme Board: papers out”; of another thing its title alone."""
        if self.source is not Source.LINE:
            return self.title
        return f"{self.title}: {'cancelled' if self.cancelled else self.verb or WORDS[self.kind]}"


def in_order(found: Iterable[Event]) -> tuple[Event, ...]:
    """By day; on one day what belongs to meetings first, then by title and kind."""
    kinds, sources = list(EventKind), list(Source)
    return tuple(
        sorted(found, key=lambda one: (one.on, sources.index(one.source), one.title.casefold(), kinds.index(one.kind)))
    )


_FURTHEST = timedelta(days=120)
"""A meeting this far outside the days asked for may have its cut-off, papers or communication within them."""


def planned_days(line: ReportingLine, first: date, last: date) -> tuple[date, ...]:
    """The days on which the line meets by its rhythm, within these: weekends and bank holidays give way to the next."""
    days = set(line.dates)
    if line.first is not None:
        days.update(occurrences(line.recurrence, line.first, last))
    end = last if line.ended is None else min(last, line.ended)
    return tuple(sorted(day for one in days if first <= (day := next_working_day(one)) <= end))


def events(lines: Iterable[ReportingLine], meetings: Iterable[Meeting], first: date, last: date) -> tuple[Event, ...]:
    """Everything that the lines ask for within these days, both included, by day, title and kind."""
    kept = {(one.line, one.planned): one for one in meetings}
    found = [event for line in lines for event in _of_line(line, kept, first, last) if first <= event.on <= last]
    return in_order(found)


def meeting_days(line: ReportingLine, meeting: Meeting | None, planned: date) -> Mapping[EventKind, date]:
    """The days that belong to one meeting: by the line's rule, or as they were set for this one."""
    on = meeting.on if meeting is not None else planned
    days = {EventKind.MEETING: on}
    set_by_hand = (meeting.cut_off, meeting.papers_out) if meeting is not None else (None, None)
    rules = ((EventKind.CUT_OFF, line.cut_off_days), (EventKind.PAPERS, line.papers_days))
    for (kind, before), hand in zip(rules, set_by_hand, strict=True):
        if hand is not None:
            days[kind] = hand
        elif before is not None:
            days[kind] = add_working_days(on, -before)
    if line.communication_days is not None:
        days[EventKind.COMMUNICATION] = add_working_days(on, line.communication_days)
    return days


def _of_line(line: ReportingLine, kept: Mapping[tuple[str, date], Meeting], first: date, last: date) -> Iterator[Event]:
    planned = set(planned_days(line, first - _FURTHEST, last + _FURTHEST))
    # one that was moved into these days may have been planned far outside them
    planned.update(day for (of, day), held in kept.items() if of == line.id and first <= held.on <= last)
    for day in sorted(planned):
        yield from _of_meeting(line, kept.get((line.id, day)), day)


def _of_meeting(line: ReportingLine, held: Meeting | None, planned: date) -> Iterator[Event]:
    cancelled = held.cancelled if held is not None else ""
    days = meeting_days(line, held, planned)
    moved = planned if days[EventKind.MEETING] != planned else None
    if cancelled:
        yield Event(days[EventKind.MEETING], EventKind.MEETING, line.body, line.id, planned, moved, True, cancelled)
        return
    said = held is not None and held.communicated_on is not None
    was_held = held is not None and bool(held.attendance or held.minutes)
    for kind, on in days.items():
        is_done = said if kind is EventKind.COMMUNICATION else was_held
        needs = line.needs if kind in (EventKind.MEETING, EventKind.CUT_OFF) else ()
        verb = _VERBS.get(line.kind, "") if kind is EventKind.MEETING else ""
        yield Event(on, kind, line.body, line.id, planned, moved, is_done, "", needs, verb=verb)


def next_meeting(line: ReportingLine, meetings: Sequence[Meeting], on: date) -> date | None:
    """The planned day of the line's next meeting on or after a day, cancelled ones left out; None within two years."""
    kept = {one.planned: one for one in meetings if one.line == line.id}
    for day in planned_days(line, on - _FURTHEST, on + timedelta(days=731)):
        held = kept.get(day)
        if (held is None or not held.cancelled) and (held.on if held is not None else day) >= on:
            return day
    return None
