"""Closing a round: what is missing, the close and its reopening, and then each agency's learning page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from audit_app.store.read_consensus import PageSent
from audit_app.ui.card import Card, clear
from audit_app.ui.choice import Weight
from audit_app.ui.days import plain_day
from audit_app.ui.feedback import EmptyState
from audit_app.ui.flow import FlowRow
from audit_app.ui.icons import Icon
from audit_app.ui.table import DataTable
from audit_app.ui.table_model import Column
from audit_app.ui.words import button, label
from exports.charts.scene import Mark
from exports.learning import LearningPage
from resources.theme import Colour

_ROWS = 5
_NO_PAGE = "A page can be read once the first plan's consensus is submitted, and sent once the round is closed."


@dataclass(frozen=True, slots=True)
class PageRow:
    """One agency's page, and whether it went out."""

    page: LearningPage
    sent: PageSent | None


class ClosingCard(QWidget):
    """`save_requested` and `sent_requested` carry the agency whose page is meant."""

    close_requested = Signal()
    reopen_requested = Signal()
    save_requested = Signal(str)
    sent_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.closing, self.pages = Card("Close the round"), Card("Learning pages")
        self.told = label("", "soft")
        self.missing = QVBoxLayout()
        self.close_button = button("C&lose the round", self.close_requested.emit, weight=Weight.MAIN, icon=Icon.LOCK)
        self.reopen_button = button("&Reopen the round…", self.reopen_requested.emit, icon=Icon.UNDO)
        self.about = label("", "soft")
        self.table = DataTable(
            "Learning pages", _columns(), empty=EmptyState("No page yet", _NO_PAGE), searchable=False
        )
        self.table.set_height_in_rows(_ROWS)
        self.save_button = button("Save as &PDF…", self._save, icon=Icon.EXPORT)
        self.sent_button = button("&Mark as sent…", self._mark, icon=Icon.DONE)
        self._may_send = self._may_save = False
        self.table.row_current.connect(self._fit)
        self._lay_out()

    def show_closing(self, missing: Sequence[str], *, is_closed: bool, may_close: bool, closed_on: str) -> None:
        """What stands in the way, or that the round is closed."""
        clear(self.missing)
        for words in missing:
            self.missing.addWidget(label(words))
        if is_closed:
            told = f"The round was closed on {plain_day(closed_on)}. Its consensus stands; reopening it needs a reason."
        elif missing:
            told = "The round closes once every plan has a submitted consensus or was given up with a reason. Missing:"
        else:
            told = "Every plan is done. Closing signs the consensus; the learning pages go out on the same day."
        self.told.setText(told)
        self.close_button.setVisible(not is_closed)
        self.close_button.setEnabled(may_close and not missing)
        self.reopen_button.setVisible(is_closed)
        self.reopen_button.setEnabled(may_close)

    def show_pages(
        self, pages: Sequence[LearningPage], sent: Mapping[str, PageSent], *, may_save: bool, may_send: bool
    ) -> None:
        """Each agency's page, and which went out; the current one stays."""
        before = self.table.current()
        self._may_save, self._may_send = may_save, may_send
        self.about.setText(_about(pages))
        self.table.set_rows([PageRow(page, sent.get(page.agency)) for page in pages])
        held = before.page.agency if isinstance(before, PageRow) else ""
        if not self.table.select(lambda row: row.page.agency == held):
            self.table.select(lambda _row: True)
        self._fit(self.table.current())

    def current(self) -> PageRow | None:
        """The page that the arrows are on."""
        row = self.table.current()
        return row if isinstance(row, PageRow) else None

    def _fit(self, row: object) -> None:
        is_page = isinstance(row, PageRow)
        self.save_button.setEnabled(is_page and self._may_save)
        self.sent_button.setEnabled(isinstance(row, PageRow) and row.page.is_closed and self._may_send)

    def _save(self) -> None:
        if (row := self.current()) is not None:
            self.save_requested.emit(row.page.agency)

    def _mark(self) -> None:
        if (row := self.current()) is not None:
            self.sent_requested.emit(row.page.agency)

    def _lay_out(self) -> None:
        self.closing.body.addWidget(self.told)
        self.closing.body.addLayout(self.missing)
        self.closing.body.addWidget(FlowRow(self.close_button, self.reopen_button))
        self.pages.body.addWidget(self.about)
        self.pages.body.addWidget(self.table, 1)
        self.pages.body.addWidget(FlowRow(self.save_button, self.sent_button))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.closing)
        outer.addWidget(self.pages, 1)


def _about(pages: Sequence[LearningPage]) -> str:
    if pages and not pages[0].is_closed:
        return "These are drafts: the round is not closed yet. A page names plans by reference and nobody."
    return "One page for each agency, to be handed over alone. It names plans by reference and nobody."


def _columns() -> tuple[Column, ...]:
    return (
        Column("agency", "Agency", lambda row: row.page.agency_name, width=150),
        Column("strengths", "Strengths", lambda row: f"{len(row.page.strengths)}", figures=True, width=90, yields=1),
        Column("improve", "To improve", _improve, figures=True, width=100),
        Column("sent", "Sent", _sent, mark=_mark_of, tip=lambda row: row.sent.sent_to if row.sent else "", width=320),
    )


def _improve(row: PageRow) -> str:
    return f"{len(row.page.improve) + row.page.more_to_improve}"


def _sent(row: PageRow) -> str:
    return f"{plain_day(row.sent.sent_on)} to {row.sent.sent_to}" if row.sent is not None else "Not sent yet"


def _mark_of(row: PageRow) -> tuple[Mark, Colour]:
    return (Mark.DOT, Colour.GOOD) if row.sent is not None else (Mark.RING, Colour.SOFT_INK)
