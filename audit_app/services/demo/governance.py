"""The demo's governance: the usual reporting lines, two years of meetings, and what was decided and came of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Final

from audit_app.domain.calendar import EventKind, meeting_days, planned_days
from audit_app.domain.findings import Finding, FindingKind
from audit_app.domain.governance import Meeting, ReportingLine
from audit_app.domain.working_days import add_working_days, next_working_day
from audit_app.services.actions.opening import finding_ops
from audit_app.services.demo.changes import Cast, Change
from audit_app.services.demo.dice import Dice, made_id
from audit_app.services.demo.span import Span, moment
from audit_app.services.governance.lines import line_ops
from audit_app.services.governance.shipped import shipped_lines
from audit_app.store.ids import Ids
from audit_app.store.log.canonical import Json
from audit_app.store.log.rights import Op
from resources.demo import BodyStory, DecidedStory

_CHAIR, _CLOSER = "manager", "deputy"
_TAKEN_AT, _NOTED_AT, _DECIDED_AT, _TOLD_AT = time(8, 0), time(16, 30), time(16, 40), time(12, 0)
_ACTED_AT, _REPORTED_AT, _ASKED_AT, _CLOSED_AT = time(16, 50), time(11, 30), time(15, 40), time(16, 10)
_CANCELLED: Final = ("Children's Trust Board", 2, "Not quorate: the meeting was joined to the next one.")
_MOVED: Final = ("SEND Programme Board", 3, 7)
"""Body, which meeting back, and by how many days it was moved."""


class DemoGovernance:
    """Makes reporting lines, meetings and decisions; all chance comes from the seed."""

    def __init__(self, cast: Cast, span: Span, seed: str) -> None:
        self._cast, self._span, self._seed = cast, span, seed
        self._lines = {one.body: one for one in self._kept()}

    def changes(self, bodies: Sequence[BodyStory], decided: Sequence[DecidedStory]) -> Iterator[Change]:
        """Everything that was written about governance, in no order of time."""
        ops = tuple(op for line in self._lines.values() for op in line_ops(line))
        label = f"Take in {len(self._lines)} usual reporting lines"
        yield Change(moment(self._span.began, _TAKEN_AT), _CHAIR, label, ops)
        for body in bodies:
            yield from self._meetings(body)
        yield from self._cancelled()
        for number, story in enumerate(decided):
            yield from self._decision(number, story)

    def _kept(self) -> Iterator[ReportingLine]:
        ids = self._cast.ids
        for line in shipped_lines(self._span.began):
            yield replace(line, id=ids.reporting_line(line.body))

    def _held(self, line: ReportingLine) -> list[date]:
        """The planned days of the meetings up to now, the first first."""
        return list(planned_days(line, self._span.began, self._today))

    def _meetings(self, story: BodyStory) -> Iterator[Change]:
        line = self._lines[story.body]
        days = self._held(line)
        for at, planned in enumerate(days):
            back = len(days) - at
            if (story.body, back) == _CANCELLED[:2]:
                continue
            if (story.body, back) == _MOVED[:2]:
                yield from self._moved(line, planned)
            on = self._on(line, planned)
            if on + timedelta(days=1) <= self._today:
                yield from self._noted(line, story, at, planned, on)

    def _on(self, line: ReportingLine, planned: date) -> date:
        """The day on which it was held."""
        days = self._held(line)
        is_moved = line.body == _MOVED[0] and days.index(planned) == len(days) - _MOVED[1]
        return next_working_day(planned + timedelta(days=_MOVED[2])) if is_moved else planned

    def _noted(self, line: ReportingLine, story: BodyStory, at: int, planned: date, on: date) -> Iterator[Change]:
        dice = Dice(self._seed, "meeting", line.body, planned.isoformat())
        attendance: list[Json] = [[role, dice.chance(0.86) or role == story.roles[0]] for role in story.roles]
        id_ = self._cast.ids.meeting(line.id, planned.isoformat())
        ops = (
            self._record(line, id_, planned, on),
            Op("meeting", id_, "attendance", attendance),
            Op("meeting", id_, "challenge", [story.challenge[at % len(story.challenge)]]),
            Op("meeting", id_, "minutes", story.minutes),
        )
        label = f"Note the meeting of {line.body}, {on:%d/%m/%Y}"
        yield Change(moment(on + timedelta(days=1), _NOTED_AT), _CHAIR, label, ops)
        told = meeting_days(line, Meeting(id_, line.id, planned, on), planned).get(EventKind.COMMUNICATION)
        if told is not None:
            sent = add_working_days(told, -dice.whole(0, 2))
            if sent <= self._today:
                op = Op("meeting", id_, "communicated_on", sent.isoformat())
                label = f"Note the communication after {line.body}, {on:%d/%m/%Y}"
                yield Change(moment(sent, _TOLD_AT), _CHAIR, label, (op,))

    def _moved(self, line: ReportingLine, planned: date) -> Iterator[Change]:
        on = self._on(line, planned)
        id_ = self._cast.ids.meeting(line.id, planned.isoformat())
        label = f"Set the days of {line.body}, {on:%d/%m/%Y}"
        at = moment(planned - timedelta(days=20), _TOLD_AT)
        yield Change(at, _CHAIR, label, (self._record(line, id_, planned, on),))

    def _cancelled(self) -> Iterator[Change]:
        body, back, why = _CANCELLED
        line = self._lines[body]
        planned = self._held(line)[-back]
        id_ = self._cast.ids.meeting(line.id, planned.isoformat())
        ops = (self._record(line, id_, planned, planned), Op("meeting", id_, "cancelled", why))
        label = f"Cancel {body}, {planned:%d/%m/%Y}"
        yield Change(moment(planned - timedelta(days=3), _TOLD_AT), _CHAIR, label, ops, reason=why)

    def _decision(self, number: int, story: DecidedStory) -> Iterator[Change]:
        line = self._lines[story.body]
        days = [day for day in self._held(line) if self._on(line, day) < self._today - timedelta(days=1)]
        on = self._on(line, days[-story.back])
        due = next_working_day(on + timedelta(weeks=story.weeks))
        id_ = made_id(self._seed, "decision", str(number), self._cast.workspace)
        record: dict[str, Json] = {
            "line": line.id,
            "on_date": on.isoformat(),
            "words": story.words,
            "owner": story.owner,
            "due": due.isoformat(),
            "action": None,
        }
        at = on + timedelta(days=1)
        label = f"Record a decision of {line.body}"
        yield Change(moment(at, _DECIDED_AT), _CHAIR, label, (Op("decision", id_, "record", record),))
        if story.action:
            action_id = made_id(self._seed, "decided", str(number), self._cast.workspace)
            link = Op("decision", id_, "record", {**record, "action": action_id})
            yield from self._action(action_id, story, line, at, due, link)

    def _action(
        self, id_: str, story: DecidedStory, line: ReportingLine, opened: date, due: date, link: Op
    ) -> Iterator[Change]:
        told, on = story.action, opened - timedelta(days=1)
        record: dict[str, Json] = {"opened_on": opened.isoformat(), "opened_by": self._cast.person(_CHAIR)}
        record |= {"source": f"{line.body}, {on.day}/{on.month}/{on.year}", "cycle": None, "round": None}
        record["framework"] = None
        values = {"agency": told["agency"], "what": story.words, "owner": story.owner, "success": told["success"]}
        values |= {"due": due.isoformat(), "scope": "single"}
        ops = [Op("action", id_, "record", record), *finding_ops(id_, [Finding(FindingKind.DECISION, story.words)])]
        ops += [Op("action", id_, name, text) for name, text in values.items()]
        words = f"“{story.words[:56]}…”"
        yield Change(moment(opened, _ACTED_AT), _CHAIR, f"Open the action {words}", (*ops, link))
        yield from self._came_of_it(id_, told, words, opened, due)

    def _came_of_it(self, id_: str, told: Mapping[str, str], words: str, opened: date, due: date) -> Iterator[Change]:
        if told["end"] == "open":
            on = min(opened + timedelta(days=14), self._today)
            part = Ids.part(id_, on.isoformat())
            op = Op("action_checkpoint", part, "status", told["status"])
            label = f"{told['status'].capitalize()} on {on:%d/%m/%Y}: the action {words}"
            yield Change(moment(on, _REPORTED_AT), _CLOSER, label, (op,))
            return
        ended = due - timedelta(days=4)
        step: dict[str, Json] = {"on": ended.isoformat(), "by": self._cast.person(_CLOSER), "why": None}
        asked = (Op("action", id_, "evidence", told["evidence"]), Op("action", id_, "asked", step))
        yield Change(moment(ended, _ASKED_AT), _CLOSER, f"Ask to close the action {words}", asked)
        closed = {**step, "by": self._cast.person(_CHAIR), "asked_by": self._cast.person(_CLOSER), "sample": None}
        op = Op("action", id_, "closed", closed)
        yield Change(moment(ended, _CLOSED_AT), _CHAIR, f"Close the action {words}", (op,))

    def _record(self, line: ReportingLine, id_: str, planned: date, on: date) -> Op:
        value: dict[str, Json] = {"line": line.id, "on_date": on.isoformat(), "moved_from": planned.isoformat()}
        return Op("meeting", id_, "record", {**value, "cut_off": None, "papers_out": None})

    @property
    def _today(self) -> date:
        return self._span.now.date() - timedelta(days=1)
