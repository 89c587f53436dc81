"""The Scorecard's widgets: how many stand how, the measures by theme, and at the right the one that is looked at."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from audit_app.domain.measures import Standing
from audit_app.screens.scorecard.columns import measure_columns
from audit_app.screens.scorecard.details import MeasureDrawer
from audit_app.screens.scorecard.wording import HOW, missing_notes_words, missing_values
from audit_app.services.measures.scorecard import Line, count_of
from audit_app.ui.card import Page
from audit_app.ui.feedback import Banner, EmptyState, Tone
from audit_app.ui.flow import FlowRow
from audit_app.ui.focus import pass_focus
from audit_app.ui.icons import Icon
from audit_app.ui.palette import Command
from audit_app.ui.pill import Pill
from audit_app.ui.screen import Screen
from audit_app.ui.shortcuts import KeyGroup, KeyLine
from audit_app.ui.table import DataTable
from audit_app.ui.words import button, label
from exports.charts.scene import Mark
from exports.measure_words import STANDING_MARKS
from resources.theme import Colour

_LEAST_ROWS = 8
_MISSING = (Mark.RING, Colour.ACCENT)
_EMPTY = (
    "No measure yet",
    "The scorecard shows the performance framework: plan numbers, time limits, quality, transfers, tribunals, "
    "exclusions, absence, attainment, feedback, training and complaints. Load the catalogue of the written statement; "
    "what the app can count is counted at once, the rest is typed or imported.",
)


class ScorecardView(Screen):
    """Widgets, signals and setters; the presenter has the behaviour."""

    shown = Signal(object)
    dropped = Signal()
    leaving = Signal()
    load_requested = Signal()
    import_requested = Signal()
    add_requested = Signal()
    save_requested = Signal()
    print_requested = Signal()
    measure_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.page = Page("Scorecard", wide=True)
        self.banner, self.drawer = Banner(), MeasureDrawer()
        self.reading = label("", "soft", wraps=False)
        self.pills = {standing: Pill(*STANDING_MARKS[standing], "") for standing in Standing}
        self.missing_pill, self.note_pill = Pill(*_MISSING, ""), Pill(*_MISSING, "")
        self.counts = FlowRow(*self.pills.values(), self.missing_pill, self.note_pill)
        self.how = label(HOW, "soft")
        self.table = DataTable("Measures of the performance framework", measure_columns())
        self.table.set_height_in_rows(_LEAST_ROWS)
        self.table.search.setPlaceholderText("Search the measures")
        for box in self.table.choices.values():
            box.setMinimumContentsLength(14)
        self.import_button = button("&Import values…", self.import_requested.emit, icon=Icon.IMPORT)
        self.add_button = button("&Add a measure…", self.add_requested.emit, icon=Icon.ADD)
        self.save_button = button("Save the &list…", self.save_requested.emit, icon=Icon.EXPORT)
        self.print_button = button("Sa&ve as a page…", self.print_requested.emit, icon=Icon.PRINT)
        self.load_button = button("Load the catalogue", self.load_requested.emit, weight="quiet")
        self.empty = EmptyState(
            *_EMPTY, words="Load the catalogue", on_click=self.load_requested.emit, icon=Icon.COLUMNS
        )
        self.is_leaving_refused = self._lacks_some = False
        self._lay_out()
        self.table.row_chosen.connect(self.measure_chosen)
        self.drawer.closed.connect(self._return)

    def show_with(self, **what: object) -> None:
        """Come up; `code` opens the measure of this code."""
        self.shown.emit(what)

    def can_leave(self) -> bool:
        """Keep a note that was typed; stay where it cannot be kept."""
        self.is_leaving_refused = False
        self.leaving.emit()
        return not self.is_leaving_refused

    def unsaved(self) -> Sequence[str]:
        """A note that was typed and not kept."""
        return ("An exception note",) if self.drawer.note.is_changed else ()

    def commands(self) -> Sequence[Command]:
        """What the palette offers here."""
        found = (
            (self.import_button, "Import values of measures", self.import_requested, Icon.IMPORT),
            (self.add_button, "Add a measure", self.add_requested, Icon.ADD),
            (self.save_button, "Save the measures as a list", self.save_requested, Icon.EXPORT),
            (self.print_button, "Save the scorecard as a page", self.print_requested, Icon.PRINT),
            (self.load_button, "Load the catalogue of measures", self.load_requested, Icon.COLUMNS),
        )
        return tuple(
            Command(words, "Scorecard", signal.emit, icon=icon)
            for made, words, signal, icon in found
            if made.isEnabled()
        )

    def keys(self) -> Sequence[KeyGroup]:
        """The keys of this screen."""
        lines = (
            KeyLine("Enter", "Look at a measure; on a value, change it"),
            KeyLine("F2", "Change the value of the row"),
            KeyLine("Del", "Remove the value of the row; undo brings it back"),
            KeyLine("Alt+Y", "Type a value"),
            KeyLine("Alt+K", "Keep the exception note"),
            KeyLine("Esc", "Close the measure"),
            KeyLine("Ctrl+C", "Copy the rows that are marked"),
        )
        return (KeyGroup("Scorecard", lines),)

    def regions(self) -> Sequence[QWidget]:
        """The measures and the one that is looked at; where there is none the step on."""
        if self.table.isHidden():
            return () if self.empty.isHidden() else (self.empty.button,)
        drawer = (self.drawer.close_button,) if self.drawer.isVisible() else ()
        return (self.table.search, self.table.view, *drawer)

    def drop(self) -> None:
        """Forget everything that was read."""
        self.table.set_rows(())
        self.drawer.forget()
        for pill in (*self.pills.values(), self.missing_pill, self.note_pill):
            pill.setText("")
        self.show_parts(is_there=False, is_known=False)
        self.say("")
        self.dropped.emit()

    def show_lines(self, lines: Sequence[Line], *, lacks_some: bool = False) -> None:
        """Show the measures, and how many stand how; `lacks_some` where the catalogue has more."""
        self._lacks_some = lacks_some
        for standing, pill in self.pills.items():
            number = count_of(lines, standing)
            pill.show_mark(*STANDING_MARKS[standing], f"{number} {standing.value}")
            pill.setVisible(bool(number))
        for pill, words in ((self.missing_pill, missing_values(lines)), (self.note_pill, missing_notes_words(lines))):
            pill.show_mark(*_MISSING, words)
            pill.setVisible(bool(words))
        self.table.set_rows(tuple(lines))
        self.show_parts(is_there=bool(lines))

    def show_parts(self, *, is_there: bool, is_known: bool = True) -> None:
        """The measures, or that there is none."""
        for part in (self.counts, self.how, self.table, self.import_button, self.save_button, self.print_button):
            part.setVisible(is_there)
        self.add_button.setVisible(is_there)
        self.load_button.setVisible(is_there and self._lacks_some)
        self.empty.setVisible(is_known and not is_there)

    def show_rights(self, *, may_manage: bool, may_export: bool) -> None:
        """Whether the person may change the framework, and take it out."""
        for made in (self.import_button, self.add_button, self.load_button, self.empty.button):
            made.setEnabled(may_manage)
        for made in (self.save_button, self.print_button):
            made.setEnabled(may_export)

    def show_reading(self, words: str) -> None:
        """That the measures are being counted; empty when that is over."""
        self.reading.setText(words)
        self.reading.setVisible(bool(words))

    def say(self, text: str, tone: Tone = Tone.FAULT) -> None:
        """A banner at the top."""
        self.banner.say(text, tone)

    def _lay_out(self) -> None:
        body = self.page.body
        row = FlowRow(self.import_button, self.add_button, self.save_button, self.print_button, self.load_button)
        for part in (self.banner, self.reading, row, self.counts, self.empty):
            body.addWidget(part)
        body.addWidget(self.table, 1)
        body.addWidget(self.how)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self.page, 1)
        across.addWidget(self.drawer)
        pass_focus(self, self.table.search)
        self.show_reading("")
        self.show_parts(is_there=False, is_known=False)

    def _return(self) -> None:
        """Back to the measures from which it came."""
        if not self.table.isHidden():
            self.table.view.setFocus()
