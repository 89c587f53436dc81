"""The page that asks what became of plans that the last import did not have; it decides nothing."""

from collections.abc import Sequence
from operator import attrgetter

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from audit_app.services.register.missing import Became
from audit_app.store.read_missing import Missing, MissingEntry
from audit_app.ui.card import Page
from audit_app.ui.days import plain_day
from audit_app.ui.feedback import Banner, EmptyState, Tone
from audit_app.ui.icons import Icon
from audit_app.ui.table import DataTable
from audit_app.ui.table_model import Column
from audit_app.ui.words import button, label

_ABOUT = (
    "They stay as they are until you say what became of them; nothing is deleted. Mark one or several, then choose. "
    "What is kept is not asked about again."
)


class MissingPage(Page):
    """Lists them; `said` carries what became of those that are marked, `left` that it is done with."""

    said = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Not in the last import", parent=parent)
        self.about = label("", "soft")
        self.banner = Banner()
        self.table = DataTable(
            "Plans that the last import did not have",
            _columns(),
            empty=EmptyState("Nothing to ask", "Of every plan it is known what became of it.", icon=Icon.PLANS),
        )
        self.back_button = button("Back to the &plans", self.left.emit)
        self.head.addWidget(self.back_button)
        self.kept_button = button("&Kept", self._say_kept)
        self.ceased_button = button("&Ceased on…", self._say_ceased)
        self.mistake_button = button("A &mistake…", self._say_mistake)
        row = QHBoxLayout()
        for made in (self.kept_button, self.ceased_button, self.mistake_button):
            row.addWidget(made)
        row.addStretch(1)
        for part in (self.about, self.banner, self.table):
            self.body.addWidget(part, int(part is self.table))
        self.body.addLayout(row)
        self.table.view.selectionModel().selectionChanged.connect(self._follow)
        self._follow()

    def show_missing(self, found: Missing) -> None:
        """What is still to be asked."""
        file = f" on {plain_day(found.imported_on)} from {found.file}" if found.file else ""
        self.about.setText(f"The register imported{file} did not have these. {_ABOUT}" if found.entries else "")
        self.banner.say("")
        self.table.set_rows(found.entries)
        if found.entries:
            self.table.view.selectRow(0)
        self._follow()

    def forget(self) -> None:
        """Show none."""
        self.show_missing(Missing("", "", ()))

    def chosen(self) -> Sequence[MissingEntry]:
        """Those that are marked."""
        return self.table.chosen()

    def say_fault(self, text: str) -> None:
        """Why nothing was saved."""
        self.banner.say(text, Tone.FAULT)

    def _say_kept(self) -> None:
        self.said.emit(Became.KEPT)

    def _say_ceased(self) -> None:
        self.said.emit(Became.CEASED)

    def _say_mistake(self) -> None:
        self.said.emit(Became.MISTAKE)

    def _follow(self) -> None:
        for made in (self.kept_button, self.ceased_button, self.mistake_button):
            made.setEnabled(bool(self.table.chosen()))


def _columns() -> tuple[Column, ...]:
    return (
        Column("plan_ref", "Plan", attrgetter("plan_ref"), width=160),
        Column("team", "Casework team", attrgetter("team"), choices=True, width=200),
        Column("final", "Final plan sent", _final, attrgetter("final_date"), width=140),
        Column("review", "Last review", _review, attrgetter("last_review_date"), width=140),
        Column("used", "Audited or drawn", _used, choices=True, width=140),
    )


def _final(one: MissingEntry) -> str:
    return plain_day(one.final_date)


def _review(one: MissingEntry) -> str:
    return plain_day(one.last_review_date)


def _used(one: MissingEntry) -> str:
    return "Yes" if one.is_used else "No"
