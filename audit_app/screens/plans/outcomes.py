"""The outcomes of one plan in its drawer: what is to be reached, how far each review found it; it writes nothing."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QApplication, QVBoxLayout, QWidget

from audit_app.domain.outcomes import AREAS, PROGRESS_WORDS, Outcome, Progress, Reviewed
from audit_app.ui.card import clear
from audit_app.ui.days import plain_day
from audit_app.ui.feedback import Banner, Tone
from audit_app.ui.flow import FlowRow
from audit_app.ui.icons import Icon
from audit_app.ui.pill import Status, status_pill
from audit_app.ui.theme import measures
from audit_app.ui.words import button, label
from exports.plain import one_line
from scoring.figures import AGENCY_NAMES

STATUS: Final = {
    Progress.ACHIEVED: Status.GREEN,
    Progress.ON_TRACK: Status.DONE,
    Progress.SOME: Status.AMBER,
    Progress.NONE: Status.RED,
    Progress.CHANGED: Status.GREY,
}


class OutcomeList(QWidget):
    """The wishes carry an `Outcome`, `note_requested` and `add_requested` nothing, `take_back_requested` a pair.

    `filled` tells that other outcomes are listed now.
    """

    add_requested = Signal()
    note_requested = Signal()
    take_requested = Signal()
    change_requested = Signal(object)
    remove_requested = Signal(object)
    take_back_requested = Signal(object, object)
    filled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        space = measures().spacing
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(space[1])
        self._rows: list[QWidget] = []
        self.banner = Banner()
        self.lines = QVBoxLayout()
        self.lines.setSpacing(space[1])
        self.note_button = button("Note a re&view…", self.note_requested.emit, icon=Icon.DONE)
        self.add_button = button("Add an &outcome…", self.add_requested.emit, icon=Icon.ADD)
        self.take_button = button("", self.take_requested.emit, icon=Icon.IMPORT)
        outer.addWidget(self.banner)
        outer.addLayout(self.lines)
        outer.addWidget(FlowRow(self.note_button, self.add_button, self.take_button))

    def show_outcomes(self, outcomes: Sequence[Outcome], today: date, *, offered: int, may_write: bool) -> None:
        """List these as they stand on a day; `offered` are how many the confirmed golden thread has beyond them."""
        clear(self.lines)
        self._rows = []
        self.add_button.setEnabled(may_write)
        self.note_button.setEnabled(may_write and bool(outcomes))
        self.take_button.setText(f"Take {offered} from the golden thread" if offered else "")
        self.take_button.setAccessibleName(self.take_button.text())
        self.take_button.setVisible(bool(offered))
        self.take_button.setEnabled(may_write)
        if not outcomes:
            self.lines.addWidget(label("No outcome of this plan is held.", "soft"))
        for one in outcomes:
            self._show(one, today, may_write=may_write)
        self.filled.emit()

    def focused_line(self) -> int:
        """The number of the outcome on which the focus stands, from 0; -1 for none."""
        focused = QApplication.focusWidget()
        return next((at for at, row in enumerate(self._rows) if focused is not None and row.isAncestorOf(focused)), -1)

    def focus_line(self, number: int) -> None:
        """Put the focus on what can be done with an outcome, or on adding one where it is gone; nothing for -1."""
        if number < 0:
            return
        row = self._rows[min(number, len(self._rows) - 1)] if self._rows else None
        first = row.findChild(QAbstractButton) if row is not None else None
        (first or self.add_button).setFocus(Qt.FocusReason.OtherFocusReason)

    def say(self, words: str) -> None:
        """Why something was not saved; empty words take that away."""
        self.banner.say(words, Tone.FAULT)

    def _show(self, one: Outcome, today: date, *, may_write: bool) -> None:
        latest = one.latest
        said = standing_words(one, today)
        name = label(title_words(one), "strong")
        name.setAccessibleName(f"{title_words(one)}: {said}. {detail_words(one)}")
        self.lines.addWidget(name)
        overdue = one.is_overdue(today)
        status = Status.RED if overdue else Status.OPEN if latest is None else STATUS[latest.progress]
        self.lines.addWidget(status_pill(status, said))
        if details := detail_words(one):
            self.lines.addWidget(label(details, "soft"))
        for review in sorted(one.reviews, key=lambda review: review.on, reverse=True):
            self.lines.addWidget(label(review_words(review), "caption"))
        if may_write:
            row = FlowRow(
                _act("Change…", one, partial(self.change_requested.emit, one)),
                *self._take_back(one, latest),
                _act("Remove", one, partial(self.remove_requested.emit, one)),
            )
            self._rows.append(row)
            self.lines.addWidget(row)

    def _take_back(self, one: Outcome, latest: Reviewed | None) -> list[QWidget]:
        if latest is None:
            return []
        words = f"Take back {plain_day(latest.on.isoformat())}"
        return [_act(words, one, partial(self.take_back_requested.emit, one, latest.on))]


def title_words(one: Outcome) -> str:
    """“1. Reads a short story”."""
    return f"{one.number}. {one_line(one.words)}" if one.words else f"Outcome {one.number}"


def standing_words(one: Outcome, today: date) -> str:
    """How far it was at its newest review, and that its day is over where it is."""
    said = "Not reviewed yet" if one.latest is None else PROGRESS_WORDS[one.latest.progress]
    return f"{said}, overdue" if one.is_overdue(today) else said


def detail_words(one: Outcome) -> str:
    """Area, agency and days, in one line."""
    parts = (
        AREAS.get(one.area, ""),
        AGENCY_NAMES.get(one.agency, ""),
        f"set {plain_day(one.set_on.isoformat())}" if one.set_on is not None else "",
        f"by {plain_day(one.target.isoformat())}" if one.target is not None else "",
    )
    return " · ".join(part for part in parts if part)


def review_words(review: Reviewed) -> str:
    """“04/05/2026: some progress. Reads daily”."""
    said = f"{plain_day(review.on.isoformat())}: {PROGRESS_WORDS[review.progress].lower()}."
    return f"{said} {one_line(review.evidence)}".strip()


def _act(words: str, one: Outcome, tell: Callable[[], object]) -> QWidget:
    return button(words, tell, weight="quiet", name=f"{words.removesuffix('…')}: outcome {one.number}")
