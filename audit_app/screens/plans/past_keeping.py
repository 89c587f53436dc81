"""The behaviour of kept mappings of past audits: begin with one, load, save, forget; it changes no column itself."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from audit_app.domain.problems import AppError
from audit_app.intake.past_mapping import read_past_mapping
from audit_app.screens.plans.mapping_files import FILES, is_forgotten, save_as_file
from audit_app.screens.plans.past_draft import PastDraft, guessed, kept
from audit_app.screens.plans.past_pages import PastColumnsPage
from audit_app.screens.plans.past_words_of import remembered_words
from audit_app.services.past.remembered import forget_past
from audit_app.services.past.sheets import save_past_mapping
from audit_app.ui.screen import ScreenContext


class PastKeeping(QObject):
    """`began` carries a draft that is to be worked on from now on."""

    began = Signal(object)

    def __init__(self, page: PastColumnsPage, context: ScreenContext, parent: QObject) -> None:
        super().__init__(parent)
        self._page, self._context = page, context
        self._draft: PastDraft | None = None
        self._folder = Path()
        page.choices.source_chosen.connect(self.begin_with)
        page.keeping.load_requested.connect(self.load)
        page.keeping.save_requested.connect(self.save)
        page.keeping.forget_requested.connect(self.forget_remembered)

    def follow(self, draft: PastDraft | None, path: Path) -> None:
        """This is what is worked on now, of this file; None: nothing."""
        self._draft, self._folder = draft, path.parent

    def begin_with(self, number: int) -> None:
        """Begin anew with a remembered mapping, or with the guesses (-1)."""
        draft = self._draft
        if draft is None:
            return
        if number < 0:
            self.began.emit(guessed(draft.offer))
        else:
            one = draft.offer.remembered[number]
            self.began.emit(kept(draft.offer, one.mapping, one.name))
            self._page.show_name(one.name)
        self.show_sources()

    def load(self) -> None:
        """Begin with a mapping file."""
        draft = self._draft
        path = self._context.dialogs.open_file("Load a mapping", FILES) if draft is not None else None
        if draft is None or path is None:
            return
        try:
            made = kept(draft.offer, read_past_mapping(path), path.name)
        except AppError as error:
            self._context.dialogs.fail("The mapping was not loaded", error)
            return
        self.began.emit(made)
        self.show_sources()

    def save(self) -> None:
        """Save the mapping as the file that the command line takes."""
        if self._draft is None:
            return
        draft = self._draft
        save_as_file(
            self._context, self._folder / "audits-mapping.json", lambda path: save_past_mapping(path, draft.mapping)
        )

    def forget_remembered(self) -> None:
        """Forget the remembered mapping that these columns began with; what is shown stays."""
        draft, name = self._draft, self.remembered_name()
        if draft is None or not name:
            return
        if not is_forgotten(self._context, name, "sheets", lambda: forget_past(self._context.session.workspace, name)):
            return
        left = tuple(one for one in draft.offer.remembered if one.name != name)
        self.began.emit(replace(draft, offer=replace(draft.offer, remembered=left), source=""))
        self.show_sources()

    def show_sources(self) -> None:
        """Which kept mappings fit, and which of them it began with."""
        if self._draft is None:
            return
        fitting, headings = self._draft.offer.remembered, self._draft.offer.columns.headings
        number = next((at for at, one in enumerate(fitting) if one.name == self._draft.source), -1)
        self._page.choices.show_sources([remembered_words(one, headings) for one in fitting], number)
        self._page.keeping.forget_button.setEnabled(number >= 0)

    def remembered_name(self) -> str:
        """The name of the kept mapping that it began with, empty where it was none."""
        draft = self._draft
        names = [one.name for one in draft.offer.remembered] if draft is not None else []
        return draft.source if draft is not None and draft.source in names else ""
