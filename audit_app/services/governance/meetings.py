"""Meetings of a reporting line: moved, cancelled, held with attendance, challenge and decisions, and told of after."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from audit_app.domain.governance import LONGEST, Decision, Meeting
from audit_app.domain.people import Act
from audit_app.domain.problems import AppError
from audit_app.services.governance.lines import found_line
from audit_app.services.reports.no_plans import plan_named
from audit_app.store.ids import Ids
from audit_app.store.log.canonical import Json
from audit_app.store.log.rights import Op
from audit_app.store.read_governance import decisions, meetings
from audit_app.store.workspace import Workspace

MOST_WORDS = 2_000
"""Letters of one challenge, decision or of the minutes' note."""
MOST_PEOPLE = 100


@dataclass(frozen=True, slots=True)
class Held:
    """What is noted of a meeting: roles with whether they were there, challenges in words, a note of the minutes."""

    attendance: tuple[tuple[str, bool], ...] = ()
    challenge: tuple[str, ...] = ()
    minutes: str = ""


def meeting_of(workspace: Workspace, line_id: str, planned: date) -> Meeting:
    """What is kept of the meeting that the line's rhythm plans for a day; as planned where nothing is kept."""
    id_ = Ids(workspace.id).meeting(line_id, planned.isoformat())
    held = next((one for one in meetings(workspace.conn) if one.id == id_), None)
    return held or Meeting(id_, line_id, planned, planned)


def set_days(
    workspace: Workspace,
    line_id: str,
    planned: date,
    on: date,
    cut_off: date | None = None,
    papers_out: date | None = None,
) -> None:
    """Move a meeting, or give its cut-off and papers days of their own (None: by the line's rule).

    Its decisions move with it.

    Raises AppError where the days do not follow one another.
    """
    workspace.demand(Act.MANAGE_ACTIONS)
    line, meeting = found_line(workspace, line_id), meeting_of(workspace, line_id, planned)
    days = [day for day in (cut_off, papers_out, on) if day is not None]
    if days != sorted(days):
        raise AppError("The data is cut off first, then the papers go out, then the meeting is held: mend the days.")
    record = _record(meeting, on, cut_off, papers_out)
    if record != _record(meeting, meeting.on, meeting.cut_off, meeting.papers_out):
        label = f"Set the days of {line.body}, {on:%d/%m/%Y}"
        moved = [
            one for one in decisions(workspace.conn) if (one.line, one.on) == (line_id, meeting.on) and on != one.on
        ]
        ops = [Op("decision", one.id, "record", _decided(replace(one, on=on))) for one in moved]
        workspace.door.write(label, [Op("meeting", meeting.id, "record", record), *ops])


def cancel(workspace: Workspace, line_id: str, planned: date, reason: str) -> None:
    """Cancel a meeting with its reason, which stays in the calendar; an empty reason is refused."""
    workspace.demand(Act.MANAGE_ACTIONS)
    if not reason.strip():
        raise AppError("Say why the meeting is cancelled: it stays in the calendar with its reason.")
    line, meeting = found_line(workspace, line_id), meeting_of(workspace, line_id, planned)
    ops = [*_kept(meeting), Op("meeting", meeting.id, "cancelled", reason.strip()[:LONGEST])]
    workspace.door.write(f"Cancel {line.body}, {meeting.on:%d/%m/%Y}", ops, reason=reason.strip())


def take_place_after_all(workspace: Workspace, line_id: str, planned: date) -> None:
    """Take a cancellation back."""
    workspace.demand(Act.MANAGE_ACTIONS)
    line, meeting = found_line(workspace, line_id), meeting_of(workspace, line_id, planned)
    if meeting.cancelled:
        op = Op("meeting", meeting.id, "cancelled", None)
        workspace.door.write(f"{line.body}, {meeting.on:%d/%m/%Y}, takes place after all", [op])


def note_held(workspace: Workspace, line_id: str, planned: date, held: Held) -> None:
    """Note attendance, challenge and minutes; what is noted just so already writes nothing.

    Raises AppError where something is too long, or names a plan: boards read it.
    """
    workspace.demand(Act.MANAGE_ACTIONS)
    _demand_fit(workspace, held)
    line, meeting = found_line(workspace, line_id), meeting_of(workspace, line_id, planned)
    wanted: dict[str, tuple[Json, Json]] = {
        "attendance": ([list(one) for one in held.attendance], [list(one) for one in meeting.attendance]),
        "challenge": (list(held.challenge), list(meeting.challenge)),
        "minutes": (held.minutes.strip(), meeting.minutes),
    }
    ops = [Op("meeting", meeting.id, field, new or None) for field, (new, old) in wanted.items() if new != old]
    if ops:
        workspace.door.write(f"Note the meeting of {line.body}, {meeting.on:%d/%m/%Y}", [*_kept(meeting), *ops])


def note_communicated(workspace: Workspace, line_id: str, planned: date, on: date | None) -> None:
    """Note the day on which the communication after a meeting went out; None takes it back."""
    workspace.demand(Act.MANAGE_ACTIONS)
    line, meeting = found_line(workspace, line_id), meeting_of(workspace, line_id, planned)
    if meeting.communicated_on != on:
        op = Op("meeting", meeting.id, "communicated_on", on.isoformat() if on is not None else None)
        verb = "Note" if on is not None else "Take back"
        workspace.door.write(
            f"{verb} the communication after {line.body}, {meeting.on:%d/%m/%Y}", [*_kept(meeting), op]
        )


def decide(workspace: Workspace, decision: Decision) -> Decision:
    """Keep a decision of a body, new (without an id) or changed. Raises AppError where it is empty or names a plan."""
    workspace.demand(Act.MANAGE_ACTIONS)
    line, words = found_line(workspace, decision.line), decision.words.strip()
    _demand_words(workspace, (words, decision.owner))
    if not words:
        raise AppError("Say what was decided.")
    id_ = decision.id or workspace.means.random(16).hex()
    record = _decided(replace(decision, words=words, owner=decision.owner.strip()))
    verb = "Change" if decision.id else "Record"
    workspace.door.write(f"{verb} a decision of {line.body}", [Op("decision", id_, "record", record)])
    return next(one for one in decisions(workspace.conn) if one.id == id_)


def remove_decision(workspace: Workspace, decision_id: str) -> None:
    """Take a decision away; undo brings it back."""
    workspace.demand(Act.MANAGE_ACTIONS)
    if all(one.id != decision_id for one in decisions(workspace.conn)):
        raise AppError("That decision is not there any more. Look at the list again.")
    workspace.door.write("Remove a decision", [Op("decision", decision_id, "deleted", 1)])


def _decided(decision: Decision) -> dict[str, Json]:
    return {
        "line": decision.line,
        "on_date": decision.on.isoformat(),
        "words": decision.words,
        "owner": decision.owner,
        "due": decision.due.isoformat() if decision.due is not None else None,
        "action": decision.action or None,
    }


def _kept(meeting: Meeting) -> list[Op]:
    """The record that a first note of a meeting needs: without it nobody knows which meeting it was."""
    return [Op("meeting", meeting.id, "record", _record(meeting, meeting.on, meeting.cut_off, meeting.papers_out))]


def _record(meeting: Meeting, on: date, cut_off: date | None, papers_out: date | None) -> dict[str, Json]:
    return {
        "line": meeting.line,
        "on_date": on.isoformat(),
        "moved_from": meeting.planned.isoformat(),
        "cut_off": cut_off.isoformat() if cut_off is not None else None,
        "papers_out": papers_out.isoformat() if papers_out is not None else None,
    }


def _demand_fit(workspace: Workspace, held: Held) -> None:
    if len(held.attendance) > MOST_PEOPLE:
        raise AppError(f"Attendance has {MOST_PEOPLE} lines at most.")
    if any(not role.strip() or len(role) > LONGEST for role, _ in held.attendance):
        raise AppError(f"Everybody who was there or sent apologies is a role, with {LONGEST} letters at most.")
    _demand_words(workspace, (*held.challenge, held.minutes, *(role for role, _ in held.attendance)))


def _demand_words(workspace: Workspace, words: Sequence[str]) -> None:
    if any(len(one) > MOST_WORDS for one in words):
        raise AppError(f"One entry has {MOST_WORDS:,} letters at most.")
    if called := plan_named(workspace.conn, " ".join(words)):
        raise AppError(f"It names the plan {called}. Boards read this and see no plan: leave the reference out.")
