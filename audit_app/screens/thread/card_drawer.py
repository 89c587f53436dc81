"""The drawer of the current card: its words whole, places, breaks, links, and everything that can be said of it."""

from functools import partial

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from audit_app.screens.thread.choosers import Choosers
from audit_app.screens.thread.details import Asked, Details, LinkShown, PlaceShown
from audit_app.screens.thread.side import SideDrawer
from audit_app.screens.thread.words_view import WordsView
from audit_app.screens.thread.yes_no import YesNo
from audit_app.ui.card import clear
from audit_app.ui.icons import Icon
from audit_app.ui.pill import Pill
from audit_app.ui.theme import measures
from audit_app.ui.words import button, label
from exports.charts.scene import Mark
from resources.theme import Colour
from scoring.thread.model import ItemRole

_LONGEST_LINK = 90
_SHOW = "Show in the plan"
_AROUND = "Words around"


class CardDrawer(SideDrawer):
    """Shows `Details`. What has the focus keeps it when the same card is shown anew."""

    answered = Signal(str, str, object)
    line_checked = Signal(str, bool)
    line_unchecked = Signal(str)
    chosen = Signal(str, str, str)
    cause_set = Signal(str, str, str, str)
    unlinked = Signal(object)
    link_accepted = Signal(object)
    link_passed = Signal(object)
    went_to = Signal(str)
    place_requested = Signal(object)
    accepted = Signal()
    dismissed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.details: Details | None = None
        self._words: WordsView | None = None

    def show_details(self, details: Details | None) -> None:
        """Show a card, or nothing."""
        if details is not None and details == self.details:
            return
        focused = self._focused()
        is_same = details is not None and self.details is not None and details.card.id == self.details.card.id
        self.details = details
        self.setUpdatesEnabled(False)
        clear(self.body)
        self._words = None
        if details is not None:
            self.title.setText(details.card.kind)
            self.setAccessibleName(details.card.kind)
            self._fill(details)
            self.show_body()
        self.setUpdatesEnabled(True)
        if is_same and focused:
            self._focus(focused)

    def take_focus(self) -> None:
        """The keys go to the words of the card."""
        if self._words is not None:
            self._words.setFocus(Qt.FocusReason.TabFocusReason)

    def _fill(self, details: Details) -> None:
        card = details.card
        self._words = WordsView(card.words, "Words of the card")
        self._words.setObjectName("words")
        self.body.addWidget(self._words)
        self._words.mark([flag.span for flag in details.flags], _found_in(details))
        if card.is_proposal and not details.is_locked:
            self._add_proposal()
        self._add_breaks(details)
        self._add_places(details.places)
        self._add_flags(details)
        self._add_asked(details)
        if details.held is not None:
            choosers = Choosers(details)
            choosers.chosen.connect(partial(self.chosen.emit, card.id))
            choosers.cause_set.connect(partial(self.cause_set.emit, card.id))
            self.body.addWidget(choosers)
        self._add_links(details)
        self.body.addStretch(1)

    def _add_proposal(self) -> None:
        self.body.addWidget(label("Proposed from the plan's text. It does not count until it is accepted.", "soft"))
        row = _row(self.body)
        row.addWidget(button("Accept", self.accepted.emit))
        row.addWidget(button("Dismiss", self.dismissed.emit, weight="quiet"))
        row.addStretch(1)

    def _add_breaks(self, details: Details) -> None:
        for words, mend in details.breaks:
            box = _column(self.body)
            line = QHBoxLayout()
            line.addWidget(Pill(Mark.TRIANGLE, Colour.REQUIRES_IMPROVEMENT, "Break"))
            line.addStretch(1)
            box.addLayout(line)
            box.addWidget(label(words, "strong"))
            box.addWidget(label(mend, "caption"))
        for remark in details.card.remarks:
            self.body.addWidget(label(remark, "soft"))

    def _add_places(self, places: tuple[PlaceShown, ...]) -> None:
        for number, place in enumerate(places):
            box = _column(self.body)
            around = QFrame()
            around.setProperty("role", "well")
            inner = QVBoxLayout(around)
            inner.addWidget(label(place.around))
            around.hide()
            box.addWidget(label(f"In the plan: {place.words}"))
            shows = button(_AROUND, weight="quiet", name=f"{_AROUND}: {place.words}")
            shows.setObjectName(f"place.{number}")
            shows.setCheckable(True)
            shows.toggled.connect(around.setVisible)
            box.addWidget(shows, 0, Qt.AlignmentFlag.AlignLeft)
            box.addWidget(around)
            there = partial(self.place_requested.emit, place.place)
            words = f"{_SHOW}  P" if not number else _SHOW
            leads = button(words, there, weight="quiet", name=f"{_SHOW}: {place.words}", icon=Icon.DOCUMENT)
            leads.setObjectName(f"plan.{number}")
            box.addWidget(leads, 0, Qt.AlignmentFlag.AlignLeft)

    def _add_flags(self, details: Details) -> None:
        if not details.flags:
            return
        box = _column(self.body)
        box.addWidget(label("Flagged words", "overline"))
        box.addWidget(label("The app flags and never rules: you decide.", "caption"))
        for flag in details.flags:
            box.addWidget(label(f"“{flag.text}”", "strong"))
            box.addWidget(label(f"{flag.why} {flag.better}".strip(), "caption"))

    def _add_asked(self, details: Details) -> None:
        if not details.asked:
            return
        is_line = details.card.role is ItemRole.PROVISION
        box = _column(self.body, gap=1)
        box.addWidget(label("What the line gives" if is_line else "The outcome's tests", "overline"))
        asked = (*details.asked, *((details.countable,) if details.countable is not None else ()))
        for one in asked:
            row = YesNo(one, is_locked=not details.may_change)
            row.answered.connect(self._answer)
            row.looked_at.connect(self._look_at)
            box.addWidget(row)
        if is_line and details.may_change and details.held is not None:
            self._add_confirming(box, details.held.checked)

    def _add_confirming(self, box: QVBoxLayout, is_checked: bool) -> None:
        words = "Confirm line again" if is_checked else "Confirm line"
        box.addWidget(label("A line counts in the suggested levels once you confirm it.", "caption"))
        row = _row(box)
        confirm = button(words, self._check_line)
        confirm.setObjectName("confirm line")
        row.addWidget(confirm)
        if is_checked:
            undo = button("Not confirmed", self._uncheck_line, weight="quiet", name="Take the line's confirmation back")
            undo.setObjectName("unconfirm line")
            row.addWidget(undo)
        row.addStretch(1)

    def _add_links(self, details: Details) -> None:
        if details.card.is_proposal:
            return
        box = _column(self.body)
        box.addWidget(label("Links", "overline"))
        if not details.links:
            box.addWidget(label("Not linked yet. Press L here, then L on another card.", "caption"))
        for number, one in enumerate(details.links):
            self._add_link(box, one, number, details.is_locked)

    def _add_link(self, box: QVBoxLayout, one: LinkShown, number: int, is_locked: bool) -> None:
        words = one.words if len(one.words) <= _LONGEST_LINK else f"{one.words[: _LONGEST_LINK - 1]}…"
        box.addWidget(label(f"Suggested. {words}" if one.why else words))
        if one.why:
            box.addWidget(label(one.why, "caption"))
        row = _row(box)
        there = button("Go there", partial(self.went_to.emit, one.other), weight="quiet", name=f"Go to {words}")
        there.setObjectName(f"go.{number}")
        row.addWidget(there)
        for verb, tell in () if is_locked else self._wishes(one):
            act = button(verb, partial(tell.emit, one.link), weight="quiet", name=f"{verb}: {words}")
            act.setObjectName(f"{verb}.{number}")
            row.addWidget(act)
        row.addStretch(1)

    def _wishes(self, one: LinkShown) -> tuple[tuple[str, SignalInstance], ...]:
        """What can be done to a link, by the words of its button."""
        if one.why:
            return ("Accept", self.link_accepted), ("Not this", self.link_passed)
        return (("Unlink", self.unlinked),)

    def _answer(self, name: str, said: object) -> None:
        if self.details is None:
            return
        if name == "countable" and said is None:
            self.line_unchecked.emit(self.details.card.id)
        elif name == "countable":
            self.line_checked.emit(self.details.card.id, bool(said))
        else:
            self.answered.emit(self.details.card.id, name, said)

    def _look_at(self, asked: Asked) -> None:
        if self._words is not None and self.details is not None:
            self._words.mark([flag.span for flag in self.details.flags], asked.spans)

    def _check_line(self) -> None:
        if self.details is None or self.details.countable is None:
            return
        one = self.details.countable
        self.line_checked.emit(self.details.card.id, bool(one.seems) if one.said is None else one.said)

    def _uncheck_line(self) -> None:
        if self.details is not None:
            self.line_unchecked.emit(self.details.card.id)

    def _focused(self) -> str:
        focused = self.focusWidget()
        return focused.objectName() if focused is not None and focused.hasFocus() else ""

    def _focus(self, name: str) -> None:
        found = next((one for one in self.findChildren(QWidget, name) if one.isVisible()), None)
        (found or self.close_button).setFocus(Qt.FocusReason.OtherFocusReason)


def _found_in(details: Details) -> list[tuple[int, int]]:
    return sorted({span for one in details.asked for span in one.spans})


def _row(layout: QVBoxLayout) -> QHBoxLayout:
    made = QHBoxLayout()
    made.setSpacing(measures().spacing[0])
    layout.addLayout(made)
    return made


def _column(layout: QVBoxLayout, gap: int = 0) -> QVBoxLayout:
    made = QVBoxLayout()
    made.setSpacing(measures().spacing[gap])
    layout.addLayout(made)
    return made
