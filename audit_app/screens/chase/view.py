"""The chase list's widgets: a tile for each addressee, the list with its filters, and saving what it lists."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QPushButton, QVBoxLayout, QWidget

from audit_app.screens.chase.lines import columns, missing_words, tile_words, told_words
from audit_app.services.advice.chasing import ADDRESSEES
from audit_app.ui.action_opening import KEY_LINE
from audit_app.ui.card import Page, clear
from audit_app.ui.charts import FigureTile, tiles
from audit_app.ui.choice import Weight
from audit_app.ui.feedback import Banner, EmptyState, Tone
from audit_app.ui.focus import pass_focus
from audit_app.ui.icons import Icon
from audit_app.ui.palette import Command
from audit_app.ui.screen import Screen
from audit_app.ui.shortcuts import KeyGroup, KeyLine
from audit_app.ui.table import DataTable
from audit_app.ui.words import button, label
from exports.chase import ChaseLine, ChaseTold

_LEAST_ROWS, _LETTERS = 6, 14


class ChaseView(Screen):
    """`plan_requested` carries the line that was opened; the presenter has the behaviour."""

    shown = Signal()
    dropped = Signal()
    save_requested = Signal()
    import_requested = Signal()
    plan_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.page = Page("Chase list", wide=True)
        self.banner, self.told, self.missing = Banner(), label("", "soft"), label("", "soft")
        self.tiles = QVBoxLayout()
        nothing = EmptyState("Nothing is owed", "No advice that is known of is overdue, or due within a week.")
        self.table = DataTable("Advice that is owed", columns(), empty=nothing)
        self.table.set_height_in_rows(_LEAST_ROWS)
        self.table.search.setPlaceholderText("Search the list")
        for box in self.table.choices.values():  # services have long names
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(_LETTERS)
        self.import_button = button("Import an ad&vice log…", self.import_requested.emit, icon=Icon.IMPORT)
        self.save_button = button("Save the &list…", self.save_requested.emit, weight=Weight.MAIN, icon=Icon.EXPORT)
        self.empty = EmptyState(
            "", "", words="Import an advice log", on_click=self.import_requested.emit, icon=Icon.BELL
        )
        self._lay_out()
        self.table.row_chosen.connect(self.plan_requested)
        pass_focus(self, self.table.search)
        self.show_nothing("", "")

    def show_with(self, **what: object) -> None:
        """Come up, and read the list."""
        del what
        self.shown.emit()

    def commands(self) -> Sequence[Command]:
        """What the palette offers here."""
        found = [Command("Import an advice log", "Chase list", self.import_requested.emit, icon=Icon.IMPORT)]
        if self.save_button.isEnabled() and self.table.isVisibleTo(self):
            found.append(Command("Save the chase list", "Chase list", self.save_requested.emit, icon=Icon.EXPORT))
        return found if self.import_button.isEnabled() else found[1:]

    def keys(self) -> Sequence[KeyGroup]:
        """The keys of this screen."""
        lines = (
            KeyLine("Enter", "Open the plan, to note what has come"),
            KEY_LINE,
            KeyLine("Alt+L", "Save what is listed, as Excel or CSV"),
            KeyLine("Ctrl+C", "Copy the rows that are marked"),
        )
        return (KeyGroup("Chase list", lines),)

    def regions(self) -> Sequence[QWidget]:
        """The search and the list, or the one step on."""
        return (self.empty.button,) if self.table.isHidden() else (self.table.search, self.table.view)

    def drop(self) -> None:
        """Forget every plan that was read."""
        self.show_nothing("", "")
        self.say("")
        self.dropped.emit()

    def listed(self) -> tuple[ChaseLine, ...]:
        """The lines that are shown, as search, choices and order have them."""
        return tuple(self.table.model.rows)

    def marked(self) -> tuple[ChaseLine, ...]:
        """The lines that are marked, else the one that the arrows are on."""
        return tuple(self.table.chosen() or filter(None, [self.table.current()]))

    def show_action_button(self, made: QPushButton) -> None:
        """The button that makes an action of what is marked."""
        self.action_button = made
        self.page.head.insertWidget(self.page.head.indexOf(self.save_button), made)

    def show_told(self, told: ChaseTold) -> None:
        """Show what is owed."""
        clear(self.tiles)
        made = [FigureTile(*tile_words(told, agency)) for agency in ADDRESSEES]
        for tile in made:
            tile.body.addStretch(1)  # of unequal words: their numbers stand in one line
        self.tiles.addWidget(tiles(*made))
        self.told.setText(told_words(told))
        self.missing.setText(missing_words(told))
        self.table.set_rows(told.lines)
        self._show_parts(is_listed=True)
        self.missing.setVisible(bool(told.without_dates))

    def show_nothing(self, title: str, text: str, *, may_import: bool = False) -> None:
        """Nothing is listed: why, and the one step on where there is one."""
        clear(self.tiles)
        self.table.set_rows(())
        self.told.clear()
        self.empty.say(title, text, "Import an advice log" if may_import else "")
        self._show_parts(is_listed=False)
        self.empty.setVisible(bool(title))

    def show_rights(self, *, may_save: bool, may_import: bool) -> None:
        """Whether the person may write the list, and bring an advice log in."""
        self.save_button.setEnabled(may_save)
        for made in (self.import_button, self.empty.button):
            made.setEnabled(may_import)

    def say(self, text: str, tone: Tone = Tone.FAULT) -> None:
        """A banner at the top; nothing takes it away."""
        self.banner.say(text, tone)

    action_button: QPushButton | None = None

    def _show_parts(self, *, is_listed: bool) -> None:
        for part in (self.told, self.table, self.save_button, self.action_button):
            if part is not None:
                part.setVisible(is_listed)
        self.missing.hide()
        self.empty.hide()

    def _lay_out(self) -> None:
        for made in (self.import_button, self.save_button):
            self.page.head.addWidget(made)
        body = self.page.body
        for part in (self.banner, self.told):
            body.addWidget(part)
        body.addLayout(self.tiles)
        body.addWidget(self.missing)
        body.addWidget(self.table, 1)
        body.addWidget(self.empty, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.page)
