"""At the right of the calendar: one day with everything on it, or one meeting in full; it reads and writes nothing."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QGridLayout, QVBoxLayout, QWidget

from audit_app.domain.calendar import SOURCE_WORDS, Event, EventKind, Source
from audit_app.domain.governance import KIND_WORDS, Decision
from audit_app.screens.calendar.wording import AUDIENCES, PILLS, is_bank_holiday, mark_of, often_words, standing_words
from audit_app.services.governance.meeting_page import MeetingPage
from audit_app.services.governance.readiness import Need
from audit_app.ui.card import clear
from audit_app.ui.days import full_day, plain_day
from audit_app.ui.drawer import Drawer
from audit_app.ui.flow import FlowRow
from audit_app.ui.focus import stops_of, tab_through
from audit_app.ui.pill import Pill, status_pill
from audit_app.ui.words import button, label, rule

_OPENS: Final = {
    Source.LINE: "Open the meeting",
    Source.ACTION: "Open the action",
    Source.PLAN: "Open the plan",
    Source.ROUND: "Open the round",
    Source.SAMPLE: "Open the sample",
    Source.STEP: "Open Timeliness",
}
_DAY_WORDS: Final = {
    EventKind.CUT_OFF: "Data cut off",
    EventKind.PAPERS: "Papers out",
    EventKind.MEETING: "Held on",
    EventKind.COMMUNICATION: "Communication by",
}
SHOWN: Final = 12
"""How many events of one day are listed at once; the rest come with a button."""


class CalendarPane(Drawer):
    """Signals carry what was asked for: an event to open, a report, a decision; the others are about the meeting."""

    event_requested = Signal(object)
    report_requested = Signal(object)
    action_requested = Signal(object)
    action_shown_requested = Signal(str)
    decision_requested = Signal(object)
    decision_removed = Signal(object)
    days_requested = Signal()
    cancel_requested = Signal()
    after_all_requested = Signal()
    note_requested = Signal()
    communicated_requested = Signal()
    papers_requested = Signal()
    day_requested = Signal()
    wide = 404
    most_scale = 1.15

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.meeting: MeetingPage | None = None
        self._day: tuple[date, tuple[Event, ...], Mapping[int, tuple[Need, ...]], date] | None = None
        self._is_whole = False
        # aligned to the top it would get the height of its hint, in which rows of buttons do not wrap
        self.body.setAlignment(Qt.AlignmentFlag(0))

    def show_day(self, day: date, events: Sequence[Event], needs: Mapping[int, tuple[Need, ...]], today: date) -> None:
        """Show a day; `needs` are those of its events by their place."""
        self.meeting = None
        if self._day is None or self._day[0] != day:
            self._is_whole = False
        self._day = (day, tuple(events), needs, today)
        self._fill(self._of_day(*self._day), full_day(day))

    def show_meeting(self, page: MeetingPage) -> None:
        """Show a meeting in full."""
        self.meeting = page
        self._fill(self._of_meeting(page), page.line.body)

    def forget(self) -> None:
        """Show nothing."""
        self.meeting, self._day = None, None
        clear(self.body)
        self.title.clear()
        self.setAccessibleName("")
        self.hide()

    def _fill(self, parts: Iterator[QWidget], title: str) -> None:
        """Put other parts in; the focus stays with what is called the same, where that is still there."""
        before = QApplication.focusWidget()
        name = before.accessibleName() if before is not None and self.isAncestorOf(before) else None
        clear(self.body)
        for part in parts:
            self.body.addWidget(part)
        self.body.addStretch(1)
        self.open_with(title)
        tab_through(self.body)
        if name is not None:
            same = (one for one in stops_of(self.body) if one.accessibleName() == name)
            next(same, self.close_button).setFocus()

    def _of_day(
        self, day: date, events: tuple[Event, ...], needs: Mapping[int, tuple[Need, ...]], today: date
    ) -> Iterator[QWidget]:
        if is_bank_holiday(day):
            yield label("A bank holiday in England: nothing is planned for it by itself.", "soft")
        if not events:
            yield label("Nothing on this day.", "soft")
        most = len(events) if self._is_whole else SHOWN
        for at, one in enumerate(events[:most]):
            yield from self._event(one, needs.get(at, ()), today)
        if len(events) > most:
            yield button(f"Show all {len(events):,}", self._show_whole, weight="quiet")

    def _event(self, one: Event, needs: Sequence[Need], today: date) -> Iterator[QWidget]:
        yield label(one.words, "strong")
        standing = "cancelled" if one.cancelled else standing_words(one, today)
        yield FlowRow(Pill(*mark_of(one, today), standing))
        said = [SOURCE_WORDS[one.source], one.detail, one.cancelled]
        if one.moved_from is not None and one.kind is EventKind.MEETING:
            said.append(f"moved from {full_day(one.moved_from)}")
        yield label(". ".join(part[:1].upper() + part[1:] for part in said if part) + ".", "soft")
        for need in needs:
            yield _need(need)
        name = f"{_OPENS[one.source]}: {one.title}"
        yield FlowRow(button(_OPENS[one.source], partial(self.event_requested.emit, one), weight="quiet", name=name))
        yield rule()

    def _of_meeting(self, page: MeetingPage) -> Iterator[QWidget]:
        meeting = page.meeting
        if meeting.cancelled:
            yield label(f"Cancelled: {meeting.cancelled}", "strong")
        yield _pairs(list(_facts(page)))
        yield from self._buttons(page)
        yield from _titled("What it needs")
        for need in page.needs:
            yield _need(need)
        if not page.needs:
            yield label("The reporting line names nothing that has to be ready.", "soft")
        yield from self._reports(page)
        yield from _titled(f"Decisions ({len(page.decisions)})")
        yield from self._decisions(page)
        yield from _titled("What was noted")
        yield from _noted(page)

    def _buttons(self, page: MeetingPage) -> Iterator[QWidget]:
        found = [button("Back to the &day", self.day_requested.emit, weight="quiet")]
        if page.may_change and page.meeting.cancelled:
            found.append(button("Takes place after al&l", self.after_all_requested.emit))
        elif page.may_change:
            found += [
                button("&Note the meeting…", self.note_requested.emit),
                button("&Record a decision…", partial(self.decision_requested.emit, None)),
                button("Set da&ys…", self.days_requested.emit),
                button("Cancel the m&eeting…", self.cancel_requested.emit),
            ]
            if EventKind.COMMUNICATION in page.days or page.meeting.communicated_on is not None:
                found.append(button("Commun&ication sent…", self.communicated_requested.emit))
        if page.may_export:
            found.append(button("Agenda and minutes…", self.papers_requested.emit))
        yield FlowRow(*found)

    def _reports(self, page: MeetingPage) -> Iterator[QWidget]:
        found = [
            button(f"Report: {one.span}", partial(self.report_requested.emit, one), weight="quiet", name=name)
            for one in page.reports
            for name in (f"Report for this meeting: {one.title}, {one.span}",)
        ]
        if found:
            yield FlowRow(*found)

    def _decisions(self, page: MeetingPage) -> Iterator[QWidget]:
        if not page.decisions:
            yield label("No decision is recorded yet.", "soft")
        for decision, became in page.decisions:
            yield self._decision(decision, became, may_change=page.may_change)

    def _decision(self, one: Decision, became: str, *, may_change: bool) -> QWidget:
        made, column = _column()
        column.addWidget(label(one.words, "strong"))
        whose = [one.owner, f"by {plain_day(one.due.isoformat())}" if one.due else "", became]
        column.addWidget(label(", ".join(part for part in whose if part), "soft"))
        row = FlowRow()
        if one.action:
            show = partial(self.action_shown_requested.emit, one.action)
            row.add(button("Open the action", show, weight="quiet", name=f"Open the action on: {one.words}"))
        elif may_change:
            act = partial(self.action_requested.emit, one)
            row.add(button("Make an action…", act, weight="quiet", name=f"Make an action of: {one.words}"))
        if may_change:
            change, gone = partial(self.decision_requested.emit, one), partial(self.decision_removed.emit, one)
            row.add(button("Change…", change, weight="quiet", name=f"Change the decision: {one.words}"))
            row.add(button("Take away", gone, weight="quiet", name=f"Take away the decision: {one.words}"))
        column.addWidget(row)
        return made

    def _show_whole(self) -> None:
        if self._day is not None:
            self._is_whole = True
            self.show_day(*self._day)


def _facts(page: MeetingPage) -> Iterator[tuple[str, str]]:
    line, meeting = page.line, page.meeting
    yield "Kind", f"{KIND_WORDS[line.kind]}, {often_words(line)}"
    if line.chair:
        yield "Chair", line.chair
    yield "Readers", f"{AUDIENCES[line.audience]}{', published' if line.is_public else ''}"
    if meeting.on != meeting.planned:
        yield "Moved from", full_day(meeting.planned)
    for kind, words in _DAY_WORDS.items():
        if kind in page.days:
            own = kind is not EventKind.MEETING and page.days[kind] != page.usual.get(kind)
            yield words, f"{full_day(page.days[kind])}{', set by hand' if own else ''}"
    if meeting.communicated_on is not None:
        yield "Communicated", full_day(meeting.communicated_on)


def _noted(page: MeetingPage) -> Iterator[QWidget]:
    meeting = page.meeting
    if not (meeting.attendance or meeting.challenge or meeting.minutes):
        yield label("Nothing is noted yet: who was there, what was asked, where the minutes are.", "soft")
    there = [role for role, present in meeting.attendance if present]
    away = [role for role, present in meeting.attendance if not present]
    rows = [("There", ", ".join(there)), ("Apologies", ", ".join(away)), ("Minutes", meeting.minutes)]
    if kept := [row for row in rows if row[1]]:
        yield _pairs(kept)
    if meeting.challenge:
        yield label("Challenge", "strong")
        for words in meeting.challenge:
            yield label(f"• {words}")


def _need(one: Need) -> QWidget:
    made, column = _column()
    column.addWidget(label(one.words[:1].upper() + one.words[1:]))
    row = FlowRow(status_pill(PILLS[one.ready], one.ready.value))
    column.addWidget(row)
    if one.detail:
        column.addWidget(label(f"{one.detail[:1].upper()}{one.detail[1:]}.", "soft"))
    return made


def _titled(title: str) -> Iterator[QWidget]:
    yield rule()
    yield label(title, "cardTitle")


def _pairs(rows: list[tuple[str, str]]) -> QWidget:
    made = QWidget()
    grid = QGridLayout(made)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setColumnStretch(1, 1)
    grid.setColumnMinimumWidth(0, 120)
    for at, (name, text) in enumerate(rows):
        grid.addWidget(label(name, "soft", wraps=False), at, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(label(text), at, 1)
    return made


def _column() -> tuple[QWidget, QVBoxLayout]:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    return made, column
