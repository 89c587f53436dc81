"""The behaviour of the mapping: every choice makes another draft, which is checked and shown anew."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from audit_app.domain.problems import AppError
from audit_app.intake.mapping import read_mapping
from audit_app.screens.plans.imports import Asked
from audit_app.screens.plans.mapping_draft import (
    Draft,
    Stand,
    begun,
    general_problems,
    guessed,
    remembered_words,
    started_words,
    tally_words,
)
from audit_app.screens.plans.mapping_files import FILES, is_forgotten, save_as_file
from audit_app.screens.plans.mapping_page import MappingPage
from audit_app.screens.plans.mapping_targets import targets
from audit_app.services.register.mapping import MappingOffer, save_mapping
from audit_app.services.register.remembered import forget_mapping
from audit_app.ui.screen import ScreenContext


class MappingStep(QObject):
    """`mapped` carries what is asked for now, mapping and all; `sheet_asked` the same for another sheet."""

    mapped = Signal(object)
    sheet_asked = Signal(object)

    def __init__(self, page: MappingPage, context: ScreenContext, parent: QObject) -> None:
        super().__init__(parent)
        self._page, self._context = page, context
        self._asked: Asked | None = None
        self._draft: Draft | None = None
        page.field_wanted.connect(self.offer_fields)
        page.field_chosen.connect(self.choose)
        page.take_requested.connect(self.take_in)
        page.go_on_requested.connect(self.go_on)
        page.choices.source_chosen.connect(self.begin_with)
        page.choices.sheet_chosen.connect(self.ask_sheet)
        page.keeping.load_requested.connect(self.load)
        page.keeping.save_requested.connect(self.save)
        page.keeping.forget_requested.connect(self.forget_remembered)

    def begin(self, asked: Asked, offer: MappingOffer) -> None:
        """Show the columns of a file as they are remembered, else as they are guessed."""
        self._asked = asked
        self._page.choices.shown.setCurrentIndex(0)
        self._page.choices.show_sheets(offer.columns.sheets, offer.columns.sheet)
        self._show(begun(offer))
        self._show_sources()
        self._page.show_name(self._remembered_name() or offer.free_name(_name_of(asked.path)))

    def come_back(self, include: frozenset[str]) -> bool:
        """Show the columns again as they were left, with these sensitive fields taken in; whether there are any."""
        if self._draft is None:
            return False
        self._show(self._draft.including(include))
        return True

    def offer_fields(self, heading: str, text: str) -> None:
        """Let the field of a column be chosen; `text` is what was typed already."""
        if self._draft is not None:
            chosen = self._draft.mapping.columns.get(heading)
            self._page.open_picker(heading, tuple(targets(self._draft, heading)), chosen, text)

    def choose(self, heading: str, field: str | None) -> None:
        """Put a column into a field, or leave it out."""
        if self._draft is not None:
            self._show(self._draft.with_field(heading, field))

    def take_in(self, heading: str, is_taken: bool) -> None:
        """Take a sensitive column in, or not."""
        if self._draft is not None:
            self._show(self._draft.with_taken(heading, is_taken=is_taken))

    def begin_with(self, number: int) -> None:
        """Begin anew with a remembered mapping, or with the guesses (-1)."""
        draft = self._draft
        if draft is None:
            return
        if number < 0:
            self._show(guessed(draft.offer))
        else:
            one = draft.offer.remembered[number]
            self._show(draft.with_mapping(one.mapping, one.name))
            self._page.show_name(one.name)
        self._show_sources()

    def ask_sheet(self, sheet: str) -> None:
        """Look at another sheet of the workbook."""
        if self._asked is not None:
            self.sheet_asked.emit(replace(self._asked, mapping=replace(self._asked.mapping, sheet=sheet)))

    def load(self) -> None:
        """Begin with a mapping file."""
        draft = self._draft
        path = self._context.dialogs.open_file("Load a mapping", FILES) if draft is not None else None
        if draft is None or path is None:
            return
        try:
            self._show(draft.with_mapping(read_mapping(path), path.name))
        except AppError as error:
            self._context.dialogs.fail("The mapping was not loaded", error)
            return
        self._show_sources()

    def save(self) -> None:
        """Save the mapping as the file that the command line takes."""
        if self._draft is None or self._asked is None:
            return
        draft = self._draft
        save_as_file(
            self._context, self._asked.path.parent / "mapping.json", lambda path: save_mapping(path, draft.mapping)
        )

    def forget_remembered(self) -> None:
        """Forget the remembered mapping that these columns began with; what is shown stays."""
        draft, name = self._draft, self._remembered_name()
        if draft is None or not name:
            return
        if not is_forgotten(
            self._context, name, "files", lambda: forget_mapping(self._context.session.workspace, name)
        ):
            return
        kept = tuple(one for one in draft.offer.remembered if one.name != name)
        self._draft = replace(draft, offer=replace(draft.offer, remembered=kept), source="")
        self._show_sources()

    def go_on(self) -> None:
        """Hand the mapping on, where nothing speaks against it."""
        if self._draft is None or self._asked is None or not self._page.go_on_button.isEnabled():
            return
        name = self._page.keeping.edit.text().strip()
        fault = self._draft.offer.name_fault(name) if name else ""
        self._page.keeping.show_problem(fault)
        if fault:
            self._page.keeping.edit.setFocus()
            return
        columns = self._draft.offer.columns.headings
        self.mapped.emit(replace(self._asked, mapping=self._draft.mapping, headings=columns, name=name))

    def forget(self) -> None:
        """Forget the file."""
        self._asked = self._draft = None
        self._page.forget()

    def _show(self, draft: Draft) -> None:
        self._draft = draft
        rows = draft.rows()
        self._page.show_columns(started_words(draft), rows, tally_words(rows))
        self._page.show_problems(general_problems(draft), sum(row.stand is Stand.FAULT for row in rows))

    def _show_sources(self) -> None:
        if self._draft is None:
            return
        fitting, headings = self._draft.offer.remembered, self._draft.offer.columns.headings
        number = next((at for at, one in enumerate(fitting) if one.name == self._draft.source), -1)
        self._page.choices.show_sources([remembered_words(one, headings) for one in fitting], number)
        self._page.keeping.forget_button.setEnabled(number >= 0)

    def _remembered_name(self) -> str:
        draft = self._draft
        names = [one.name for one in draft.offer.remembered] if draft is not None else []
        return draft.source if draft is not None and draft.source in names else ""


def _name_of(path: Path) -> str:
    """A name for a mapping from the file's: without figures and signs, which tell of one day’s export."""
    words = "".join(letter if letter.isalpha() else " " for letter in path.stem).split()
    return " ".join(words)[:40].strip()
