"""The behaviour of mapping a sheet of past audits: columns, then words; every choice makes another draft."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from audit_app.intake.cells import parse_date
from audit_app.intake.past_check import errors_of
from audit_app.intake.past_layout import ROWS_FOR_HEADINGS, plain
from audit_app.intake.sheet import Cell
from audit_app.screens.plans.imports import Asked
from audit_app.screens.plans.mapping_draft import Stand
from audit_app.screens.plans.past_draft import PastDraft, begun
from audit_app.screens.plans.past_keeping import PastKeeping
from audit_app.screens.plans.past_pages import PastColumnsPage, PastWordsPage
from audit_app.screens.plans.past_targets import column_targets, word_targets
from audit_app.screens.plans.past_words_of import (
    sheet_words,
    started_words,
    tally_words,
    word_tally,
)
from audit_app.services.past.sheets import PastOffer
from audit_app.ui.screen import ScreenContext

_FILES = ("Mapping (*.json)",)
_LONGEST_TITLE = 60


class PastStep(QObject):
    """`mapped` carries what is asked for now, mapping and all; `sheet_asked` the same for another sheet or row of
    headings; `turned_to` the page that is to be shown now.
    """

    mapped = Signal(object)
    sheet_asked = Signal(object)
    turned_to = Signal(object)

    def __init__(self, page: PastColumnsPage, words: PastWordsPage, context: ScreenContext, parent: QObject) -> None:
        super().__init__(parent)
        self._page, self._words = page, words
        self._asked: Asked | None = None
        self._draft: PastDraft | None = None
        self.keeping = PastKeeping(page, context, self)
        self.keeping.began.connect(self.work_on)
        page.field_wanted.connect(self.offer_fields)
        page.field_chosen.connect(self.choose)
        page.go_on_requested.connect(self.go_to_words)
        page.choices.sheet_chosen.connect(self.ask_sheet)
        page.settings.framework_chosen.connect(self.choose_framework)
        page.settings.title_typed.connect(self.name_framework)
        page.settings.cycle_chosen.connect(self.choose_cycle)
        page.settings.date_typed.connect(self.date_all)
        page.settings.row_chosen.connect(self.ask_row)
        words.field_wanted.connect(self.offer_levels)
        words.field_chosen.connect(self.choose_level)
        words.go_on_requested.connect(self.go_on)
        words.back_requested.connect(self.go_back)

    def begin(self, asked: Asked, offer: PastOffer) -> None:
        """Show the columns of a sheet as they are remembered, else as they are guessed."""
        self._asked = asked
        layout = offer.layout
        self._page.choices.shown.setCurrentIndex(0)
        self._page.choices.show_sheets(offer.columns.sheets, offer.columns.sheet)
        rows = [(number, _row_words(cells)) for number, cells in layout.grid.rows[:ROWS_FOR_HEADINGS]]
        self._page.settings.show_rows(rows, layout.heading_row)
        self._show(begun(offer))
        self.keeping.show_sources()
        self._page.show_name(self.keeping.remembered_name() or offer.free_name(offer.title))
        self.turned_to.emit(self._page)
        self._page.table.setFocus()

    def come_back(self) -> bool:
        """Show the columns again as they were left; whether there are any."""
        if self._draft is None:
            return False
        self.turned_to.emit(self._page)
        self._page.table.setFocus()
        return True

    def work_on(self, draft: PastDraft) -> None:
        """Go on with another draft of this sheet."""
        self._show(draft)

    def offer_fields(self, heading: str, text: str) -> None:
        """Let what a column is be chosen; `text` is what was typed already."""
        if self._draft is not None:
            chosen = self._draft.mapping.columns.get(heading)
            self._page.open_picker(heading, tuple(column_targets(self._draft, heading)), chosen, text)

    def choose(self, heading: str, field: str | None) -> None:
        """Put a column into a field or marker, or leave it out."""
        if self._draft is not None:
            self._show(self._draft.with_field(heading, field))

    def offer_levels(self, key: str, text: str) -> None:
        """Let the level or grade of a word be chosen."""
        row = next((one for one in self._words.table.rows.rows if one.heading == key), None)
        if row is not None:
            self._words.open_picker(key, tuple(word_targets(key)), row.field, text)

    def choose_level(self, key: str, means: str | None) -> None:
        """Let a word mean a level or grade; it cannot mean nothing at all, so Delete changes nothing."""
        if self._draft is not None:
            self._show(self._draft.with_word(key, means))
            self._show_words()

    def choose_framework(self, id_: str) -> None:
        """Read the sheet into this framework, or into one that is made from it."""
        if self._draft is not None:
            self._show(self._draft.with_framework(id_))

    def name_framework(self, title: str) -> None:
        """Name the framework that is made."""
        if self._draft is not None:
            self._show(self._draft.with_title(title), is_typing=True)

    def choose_cycle(self, cycle: str) -> None:
        """Count the audits in this cycle."""
        if self._draft is not None:
            self._show(self._draft.changed(replace(self._draft.mapping, cycle=cycle)))

    def date_all(self, text: str) -> None:
        """Give all audits one date."""
        if self._draft is None:
            return
        try:
            day, problem = (parse_date(text.strip()) if text.strip() else ""), ""
        except ValueError as error:
            day, problem = "", str(error)
        self._show(self._draft.changed(replace(self._draft.mapping, date=day)), date_problem=problem, is_typing=True)

    def ask_sheet(self, sheet: str) -> None:
        """Look at another sheet of the workbook."""
        if self._asked is not None:
            self.sheet_asked.emit(replace(self._asked, past=None, sheet=sheet, heading_row=0))

    def ask_row(self, number: int) -> None:
        """Look at the sheet again with the headings in this row."""
        if self._asked is not None and self._draft is not None:
            sheet = self._draft.offer.columns.sheet
            self.sheet_asked.emit(replace(self._asked, past=None, sheet=sheet, heading_row=number))

    def go_to_words(self) -> None:
        """Show what the words mean, where nothing speaks against the columns."""
        draft = self._draft
        if draft is None or not self._page.go_on_button.isEnabled():
            return
        name = self._page.keeping.edit.text().strip()
        fault = draft.offer.name_fault(name) if name else ""
        self._page.keeping.show_problem(fault)
        if fault:
            self._page.keeping.edit.setFocus()
        elif not draft.word_rows():
            self._hand_on(draft)
        else:
            self._show_words()
            self.turned_to.emit(self._words)
            self._words.table.setFocus()

    def go_back(self) -> None:
        """The columns again."""
        self.come_back()

    def go_on(self) -> None:
        """Hand the mapping on, where each word has a meaning."""
        if self._draft is not None and self._words.go_on_button.isEnabled():
            self._hand_on(self._draft)

    def forget(self) -> None:
        """Forget the sheet."""
        self._asked = self._draft = None
        self.keeping.follow(None, Path())
        self._page.forget()
        self._words.forget()

    def _hand_on(self, draft: PastDraft) -> None:
        if self._asked is not None:
            name = self._page.keeping.edit.text().strip()
            headings = draft.offer.columns.headings
            sheet = draft.offer.columns.sheet
            past = replace(draft.mapping, unknown_plans=self._asked.unknown_plans)
            self.mapped.emit(replace(self._asked, past=past, headings=headings, name=name, sheet=sheet))

    def _show(self, draft: PastDraft, date_problem: str = "", *, is_typing: bool = False) -> None:
        self._draft = draft
        self.keeping.follow(draft, self._asked.path if self._asked is not None else Path())
        rows, mapping, page = draft.rows(), draft.mapping, self._page
        page.show_columns(started_words(draft), rows, tally_words(rows))
        page.show_said(sheet_words(draft))
        general = [problem for problem in errors_of(draft.problems) if not problem.place.column]
        page.show_problems(general, sum(row.stand is Stand.FAULT for row in rows))
        frameworks = {
            id_: one.title
            for id_, one in draft.offer.frameworks.items()
            if not mapping.is_made or id_ != mapping.framework
        }
        page.settings.show_frameworks(frameworks, "" if mapping.is_made else mapping.framework)
        if not is_typing:  # what is being typed stays as it is typed
            page.settings.show_texts(mapping.title.strip(), _day_words(mapping.date))
        page.settings.show_cycle(mapping.cycle)
        has_date = "audit_date" in mapping.columns.values()
        page.settings.show_date(date_problem, is_needed=not has_date)

    def _show_words(self) -> None:
        if self._draft is not None:
            rows = self._draft.word_rows()
            self._words.show_words(rows, word_tally(rows))


def _row_words(cells: Sequence[Cell]) -> str:
    """What stands in a row, in a few words, to know it by."""
    return ", ".join(text for text in map(plain, cells) if text)[:_LONGEST_TITLE]


def _day_words(day: str) -> str:
    return f"{day[8:]}/{day[5:7]}/{day[:4]}" if day else ""
