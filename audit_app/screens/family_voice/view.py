"""The widgets of family voice: counts with n, the conversations of a period or round, and the form for one."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from audit_app.screens.family_voice.form import VoiceForm
from audit_app.screens.family_voice.lines import columns, tile_words
from audit_app.store.read_voice import Conversation
from audit_app.ui.abreast import Abreast
from audit_app.ui.card import Page, clear
from audit_app.ui.charts import FigureTile, tiles
from audit_app.ui.choice import Weight
from audit_app.ui.feedback import Banner, EmptyState, Tone
from audit_app.ui.focus import tab_first
from audit_app.ui.icons import Icon
from audit_app.ui.palette import Command
from audit_app.ui.period_choice import PeriodChoice
from audit_app.ui.screen import Screen
from audit_app.ui.shortcuts import KeyGroup, KeyLine
from audit_app.ui.table import DataTable
from audit_app.ui.words import button, label

_LEAST_ROWS = 6
_TILES = (480, 480)
"""What three tiles need beside three others, in pixels at the normal size of type."""
_NOTHING = (
    "With consent, a call or meeting of five questions says whether families were heard and whether the plan helps. "
    "Answers are counted; words are quoted only where the family agreed."
)


class VoiceView(Screen):
    """`shown` carries what the screen was called with; the presenter has the behaviour."""

    shown = Signal(object)
    dropped = Signal()
    period_changed = Signal()
    period_requested = Signal()
    add_requested = Signal()
    change_requested = Signal(object)
    remove_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._may_leave: Callable[[], bool] | None = None
        self.page = Page("Family voice")
        self.banner, self.told = Banner(), label("", "soft")
        self.period = PeriodChoice()
        self.tiles = QVBoxLayout()
        self.form = VoiceForm()
        nothing = EmptyState("No conversation yet", _NOTHING, icon=Icon.PEOPLE)
        self.table = DataTable("Conversations with families", columns(), empty=nothing)
        self.table.set_height_in_rows(_LEAST_ROWS)
        self.add_button = button("&Note a conversation", self.add_requested.emit, weight=Weight.MAIN, icon=Icon.ADD)
        self.period_button = button("Show a period instead", self.period_requested.emit, weight="quiet")
        self.change_button = button("C&hange…", self._change, name="Change the conversation")
        self.remove_button = button("Take awa&y…", self._remove, name="Take the conversation away")
        self._lay_out()
        self.period.changed.connect(self.period_changed)
        self.table.row_chosen.connect(self.change_requested)
        self.table.row_current.connect(self._follow)
        self.show_form(is_shown=False)

    def show_with(self, **what: object) -> None:
        """Come up: with `round_id` for one round, with `plan_ref` to note a conversation about a plan."""
        self.shown.emit(what)

    def ask_before_leaving(self, ask: Callable[[], bool]) -> None:
        """Who says whether the screen may be left."""
        self._may_leave = ask

    def can_leave(self) -> bool:
        """False where the person stays with what they typed."""
        return self._may_leave is None or self._may_leave()

    def unsaved(self) -> Sequence[str]:
        """A conversation that is being noted."""
        return ("a conversation with a family",) if self.is_form_open and self.form.is_changed else ()

    def commands(self) -> Sequence[Command]:
        """What the palette offers here."""
        made = Command("Note a conversation with a family", "Family voice", self.add_requested.emit, icon=Icon.ADD)
        return (made,) if self.add_button.isEnabled() else ()

    def keys(self) -> Sequence[KeyGroup]:
        """The keys of this screen."""
        lines = (
            KeyLine("Alt+N", "Note a conversation"),
            KeyLine("1 to 4", "In an answer: from not at all to fully"),
            KeyLine("Alt+S", "Save it"),
            KeyLine("Enter", "Change the conversation that the list is on"),
        )
        return (KeyGroup("Family voice", lines),)

    def regions(self) -> Sequence[QWidget]:
        """The form, or the list."""
        return (self.form.plan,) if self.is_form_open else (self.table.search, self.table.view)

    def drop(self) -> None:
        """Forget every conversation."""
        self.table.set_rows(())
        clear(self.tiles)
        self.form.forget()
        self.show_form(is_shown=False)
        self.say("")
        self.dropped.emit()

    @property
    def is_form_open(self) -> bool:
        """Whether a conversation is being noted or changed."""
        return not self.form.isHidden()

    def show_conversations(self, held: Sequence[Conversation], told: str, *, of_round: bool) -> None:
        """Show these with their counts; `told` says of which round, where it is one."""
        clear(self.tiles)
        made = [FigureTile(*words) for words in tile_words(held)]
        self.tiles.addWidget(Abreast(tiles(*made[:3]), tiles(*made[3:]), shares=(1, 1), leasts=_TILES))
        self.table.set_rows(held)
        self.told.setText(told)
        self._of_round = of_round
        self._show_parts()
        self._follow(self.table.current())

    def show_form(self, *, is_shown: bool) -> None:
        """The form takes the place of the list."""
        self.form.setVisible(is_shown)
        self._show_parts()

    def show_rights(self, *, may_write: bool) -> None:
        """Whether the person may note conversations now."""
        self._may_write = may_write
        self.add_button.setEnabled(may_write)
        self._follow(self.table.current())

    def say(self, text: str, tone: Tone = Tone.FAULT) -> None:
        """A banner at the top; nothing takes it away."""
        self.banner.say(text, tone)

    _of_round = False
    _may_write = False

    def _show_parts(self) -> None:
        is_list = self.form.isHidden()
        for part in (self._above, self.table, self.change_button, self.remove_button, self.add_button):
            part.setVisible(is_list)
        self.period.setVisible(is_list and not self._of_round)
        self.told.setVisible(is_list and bool(self.told.text()))
        self.period_button.setVisible(is_list and self._of_round)

    def _follow(self, row: object) -> None:
        for made in (self.change_button, self.remove_button):
            made.setEnabled(isinstance(row, Conversation) and self._may_write)

    def _change(self) -> None:
        if isinstance(row := self.table.current(), Conversation):
            self.change_requested.emit(row)

    def _remove(self) -> None:
        if isinstance(row := self.table.current(), Conversation):
            self.remove_requested.emit(row)

    def _lay_out(self) -> None:
        self.page.head.addWidget(self.add_button)
        body = self.page.body
        self._above = QWidget()
        above = QVBoxLayout(self._above)
        above.setContentsMargins(0, 0, 0, 0)
        above.addLayout(self.tiles)
        self.table.tools.insertWidget(0, self.change_button)
        self.table.tools.insertWidget(1, self.remove_button)
        tab_first((self.change_button, self.remove_button), self.table.columns_button)
        for part in (self.banner, self.told, self.period_button, self.period, self._above):
            body.addWidget(part)
        body.addWidget(self.table, 1)
        body.addWidget(self.form)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.page)
