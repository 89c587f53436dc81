"""What a meeting needs and whether it is there, worked out from the workspace where it can be; it changes nothing."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from audit_app.domain.counting import counted
from audit_app.domain.governance import Meeting, ReportingLine
from audit_app.domain.meeting_period import data_day, period_for
from audit_app.domain.period import add_months, parse_period
from audit_app.domain.rounds import RoundState, finished
from audit_app.store.read_calendar import WeekDrawn, actions_open, actions_opened, comments_on, week_drawn
from audit_app.store.read_governance import decisions
from audit_app.store.read_improvement import held_plan, plan_names
from audit_app.store.read_issued import issues
from audit_app.store.read_seats import HeldRound, rounds_held, seats_of
from audit_app.store.workspace import Workspace
from exports.pages.wording import KINDS, span_words
from scoring.days import day


class Ready(StrEnum):
    """Whether something that a meeting needs is there; the value is the word for it."""

    YES = "ready"
    NO = "not ready"
    LOOK = "look yourself"


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that a meeting needs, whether it is there, and what was found."""

    words: str
    ready: Ready
    detail: str = ""


@dataclass(frozen=True, slots=True)
class _Asked:
    """The meeting that is asked about: `on` is its day, `until` the last day of its data."""

    workspace: Workspace
    line: ReportingLine
    on: date
    until: date


_Found = tuple[Ready, str]
_Check = Callable[[_Asked], _Found]


def needs_of(workspace: Workspace, line: ReportingLine, meeting: Meeting | None, planned: date) -> tuple[Need, ...]:
    """The reports that go to the meeting and what else the line says has to be ready, in its order."""
    on = meeting.on if meeting is not None else planned
    asked = _Asked(workspace, line, on, data_day(line, meeting, planned))
    return (*_reports(asked), *_others(asked))


def _reports(asked: _Asked) -> Iterator[Need]:
    """The reports that the line is sent, issued for its readers or not."""
    issued = issues(asked.workspace.conn)
    for kind in asked.line.sends:
        text = period_for(asked.line, kind, asked.until)
        wanted = parse_period(text)
        # a public report is over twelve months that end with the period
        found = [
            one
            for one in issued
            if (one.kind, one.audience) == (kind, asked.line.audience.value)
            and parse_period(one.period).last == wanted.last
        ]
        words = f"{KINDS.get(kind, kind)}: {span_words(wanted.first, wanted.last)}"
        if found:
            yield Need(words, Ready.YES, f"issued on {day(found[0].latest)}")
        else:
            yield Need(words, Ready.NO, "not issued yet")


def _others(asked: _Asked) -> Iterator[Need]:
    for words in asked.line.needs:
        if _REPORT.search(words) and asked.line.sends:
            continue  # it stands above, with its period
        check = next((check for pattern, check in _CHECKS if pattern.search(words)), None)
        ready, detail = (Ready.LOOK, "") if check is None else check(asked)
        yield Need(words, ready, detail)


def _drawn(asked: _Asked) -> _Found:
    held = _week(asked)
    if held is not None:
        return Ready.YES, f"{counted(held.plans, 'plan')} drawn on {day(held.on)}"
    found = None if _is_weekly(asked) else _round(asked)
    if found is not None:
        return Ready.YES, f"round {found.name} opened on {day(date.fromisoformat(found.opened_on))}"
    return Ready.NO, "nothing was drawn for it"


def _submitted(asked: _Asked) -> _Found:
    held = _week(asked)
    if held is None:
        return Ready.NO, "nothing was drawn for it"
    closed = f", {held.closed} closed with a reason" if held.closed else ""
    words = f"{held.audited} of {counted(held.plans, 'plan')} audited{closed}"
    return (Ready.YES if held.audited + held.closed >= held.plans else Ready.NO), words


def _returned(asked: _Asked) -> _Found:
    found = _round(asked)
    if found is None:
        return Ready.NO, "no round was opened for it"
    done, members = finished(one.seat for one in seats_of(asked.workspace.conn, found.id))
    words = f"{done} of {counted(members, 'member has', 'members have')} submitted everything"
    is_over = found.state is not RoundState.OPEN
    return (
        Ready.YES if is_over or (members and done >= members) else Ready.NO
    ), words if members else "revealed to the group"


def _closed_round(asked: _Asked) -> _Found:
    closed = [one for one in _rounds(asked) if one.state is RoundState.CLOSED]
    if closed:
        return Ready.YES, f"round {closed[0].name} is closed"
    return Ready.NO, "no round is closed yet"


def _learning(asked: _Asked) -> _Found:
    found = _round(asked)
    if found is None:
        return Ready.NO, "no round was opened for it"
    is_closed = found.state is RoundState.CLOSED
    return (
        Ready.YES if is_closed else Ready.NO
    ), f"round {found.name} is {'closed' if is_closed else 'not closed yet'}"


def _due(asked: _Asked) -> _Found:
    number, overdue = actions_open(asked.workspace.conn, asked.on)
    return Ready.YES, f"{number:,} open, {overdue:,} past their day by then"


def _opened(asked: _Asked) -> _Found:
    monday = asked.on - timedelta(days=asked.on.weekday())
    number = actions_opened(asked.workspace.conn, monday, monday + timedelta(days=6))
    return Ready.LOOK, f"{counted(number, 'action')} opened that week"


def _decisions(asked: _Asked) -> _Found:
    found = [one for one in decisions(asked.workspace.conn) if one.line == asked.line.id and one.on < asked.on]
    waiting = sum(not one.action for one in found)
    return Ready.YES, f"{counted(len(found), 'earlier decision')}, {waiting:,} without an action"


def _plan(asked: _Asked) -> _Found:
    names = plan_names(asked.workspace.conn)
    if not names:
        return Ready.NO, "there is no improvement plan yet"
    plans = [plan for name in names if (plan := held_plan(asked.workspace.conn, name.id)) is not None]
    latest = max((plan for plan in plans if plan.current), key=lambda plan: plan.current, default=None)
    if latest is None:
        return Ready.NO, "nobody reported a status yet"
    said = sum(one.action.at(latest.current).status is not None for one in latest.placed)
    of = len(latest.placed)
    return (Ready.YES if said == of else Ready.NO), f"{said} of {of} actions reported at {latest.current}"


def _notes(asked: _Asked) -> _Found:
    text = period_for(asked.line, asked.line.sends[0] if asked.line.sends else "monthly", asked.until)
    number = comments_on(asked.workspace.conn, text)
    span = parse_period(text)
    words = f"{counted(number, 'figure')} of {span_words(span.first, span.last)} explained"
    return (Ready.YES if number else Ready.NO), words


def _is_weekly(asked: _Asked) -> bool:
    return asked.line.recurrence == "1w"


def _week(asked: _Asked) -> WeekDrawn | None:
    """The draw of the week that the day lies in; None of a line that is no weekly one."""
    if not _is_weekly(asked):
        return None
    monday = asked.on - timedelta(days=asked.on.weekday())
    return week_drawn(asked.workspace.conn, monday, monday + timedelta(days=6))


def _rounds(asked: _Asked) -> list[HeldRound]:
    """Rounds opened by the day, the latest first."""
    held = rounds_held(asked.workspace.conn)
    return [one for one in held if one.opened_on and not one.is_void and one.opened_on <= asked.on.isoformat()]


def _round(asked: _Asked) -> HeldRound | None:
    """The latest round by the day, of the two months before it."""
    since = add_months(asked.on.replace(day=1), -2).isoformat()
    return next((one for one in _rounds(asked) if one.opened_on >= since), None)


_REPORT: Final = re.compile(r"\b(weekly|monthly|quarterly|yearly|half-yearly|two-monthly)\b.*\breport\b", re.I)
_CHECKS: Final[tuple[tuple[re.Pattern[str], _Check], ...]] = tuple(
    (re.compile(pattern, re.I), check)
    for pattern, check in (
        (r"\bplans drawn\b", _drawn),
        (r"\baudits submitted\b", _submitted),
        (r"\bscores returned\b", _returned),
        (r"\blearning of the last round\b", _closed_round),
        (r"\blearning page", _learning),
        (r"^actions due\b", _due),
        (r"^actions opened\b", _opened),
        (r"^decisions to record\b", _decisions),
        (r"\bexception notes?\b", _notes),
        (r"^improvement plan\b|\bprogress of the improvement plan\b", _plan),
    )
)
"""What the words of a line ask for that can be looked up; of all others a person knows."""
