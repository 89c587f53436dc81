"""The rounds screen's widgets: the rounds at the left, one at the right, and the form for a new one."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from audit_app.screens.rounds.columns import round_columns
from audit_app.screens.rounds.new_round import NewRound
from audit_app.screens.rounds.round_card import RoundCard
from audit_app.services.rounds.progress import RoundLine, RoundProgress
from audit_app.ui.abreast import Abreast
from audit_app.ui.card import Card, Page
from audit_app.ui.choice import Weight
from audit_app.ui.feedback import Banner, EmptyState, Tone
from audit_app.ui.focus import pass_focus
from audit_app.ui.icons import Icon
from audit_app.ui.palette import Command
from audit_app.ui.screen import Screen
from audit_app.ui.shortcuts import KeyGroup, KeyLine
from audit_app.ui.table import DataTable
from audit_app.ui.words import button

_LEASTS = (316, 680)
_ROUNDS_IN_VIEW = 6


class RoundsView(Screen):
    """Widgets, signals and setters; the presenter has the behaviour."""

    shown = Signal(object)
    dropped = Signal()
    new_requested = Signal()
    take_requested = Signal()
    folder_requested = Signal()
    round_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.page = Page("Rounds")
        self.new_button = button("Open a &new round", self.new_requested.emit, weight=Weight.MAIN, icon=Icon.PEOPLE)
        self.take_button = button("&Take in packs and sheets", self.take_requested.emit, icon=Icon.IMPORT)
        self.folder_button = button("From a shared &folder", self.folder_requested.emit, weight="quiet")
        self.page.head.addWidget(self.folder_button)
        self.page.head.addWidget(self.take_button)
        self.page.head.addWidget(self.new_button)
        self.banner = Banner()
        self.form = NewRound()
        self.form.hide()
        self.empty = EmptyState("", "", words="Open a round", on_click=self.new_requested.emit, icon=Icon.PEOPLE)
        for part in (self.banner, self.form):
            self.page.body.addWidget(part)
        self.page.body.addWidget(self.empty, 1)
        self.page.body.addWidget(self._both(), 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.page)
        pass_focus(self, self.rounds.view)
        self._show_parts()

    def show_with(self, **what: object) -> None:
        """Come up; `round_id` chooses a round, `new=True` opens the form, `draw_id` with it names its draw."""
        self.shown.emit(what)

    def commands(self) -> Sequence[Command]:
        """What the palette offers here."""
        return (
            Command("Open a new round", "Rounds", self.new_requested.emit, icon=Icon.PEOPLE),
            Command("Take in packs and sheets", "Rounds", self.take_requested.emit, icon=Icon.IMPORT),
        )

    def keys(self) -> Sequence[KeyGroup]:
        """The keys of this screen."""
        lines = (
            KeyLine("Enter", "Make the member's pack or sheet, or take down their scores"),
            KeyLine("Ctrl+C", "Copy the members that are marked"),
            KeyLine("Alt+T", "Take in packs and sheets"),
            KeyLine("Alt+N", "Open a new round"),
        )
        return (KeyGroup("Rounds", lines),)

    def regions(self) -> Sequence[QWidget]:
        """The list of rounds and the members of one; of the form its first field."""
        if not self.form.isHidden():
            return (self.form.name.widget,)
        return (self.rounds.view, self.card.members.view) if self.rounds.model.total else (self.empty.button,)

    def drop(self) -> None:
        """Forget every round that was read."""
        self.rounds.set_rows(())
        self.card.forget()
        self.form.forget()
        self.form.hide()
        self.say("")
        self.dropped.emit()
        self._show_parts()

    def show_rounds(self, lines: Sequence[RoundLine], wanted: str) -> None:
        """The list, and which of it is chosen."""
        self.rounds.blockSignals(True)
        self.rounds.set_rows(lines)
        self.rounds.select(lambda line: line.id == wanted)
        self.rounds.blockSignals(False)
        self._show_parts()

    def show_round(self, found: RoundProgress, today: date, *, may_lead: bool) -> None:
        """One round at the right."""
        self.card.show_round(found, today, may_lead=may_lead)

    def show_empty(self, title: str, text: str, words: str) -> None:
        """What stands where there is no round; an empty `words` shows no button."""
        self.empty.say(title, text, words)

    def show_form(self, is_open: bool) -> None:
        """Open or close the form of a new round."""
        self.form.setVisible(is_open)
        self._show_parts()
        if is_open:
            self.form.name.widget.setFocus()
            self.page.verticalScrollBar().setValue(0)

    def say(self, text: str, tone: Tone = Tone.FAULT) -> None:
        """A banner at the top; nothing takes it away."""
        self.banner.say(text, tone)

    def _both(self) -> QWidget:
        rounds = Card("")
        self.rounds = DataTable("Rounds", round_columns(), searchable=False)
        self.rounds.set_height_in_rows(_ROUNDS_IN_VIEW)
        self.rounds.row_current.connect(self._tell)
        rounds.body.addWidget(self.rounds, 1)
        self.card = RoundCard()
        self.both = Abreast(rounds, self.card, shares=(1, 3), leasts=_LEASTS)
        return self.both

    def _tell(self, line: RoundLine | None) -> None:
        if line is not None:
            self.round_chosen.emit(line.id)

    def _show_parts(self) -> None:
        is_asking, has_rounds = not self.form.isHidden(), self.rounds.model.total > 0
        self.both.setVisible(has_rounds and not is_asking)
        self.empty.setVisible(not has_rounds and not is_asking)
        self.new_button.setVisible(not is_asking)
