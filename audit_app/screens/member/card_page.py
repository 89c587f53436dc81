"""The calibration card as a page: how close, by section and round, and the markers to look at again; theirs alone."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from audit_app.ui.card import Card, Page, clear
from audit_app.ui.charts import FigureTile, tiles
from audit_app.ui.dialogs import Weight
from audit_app.ui.feedback import EmptyState
from audit_app.ui.icons import Icon
from audit_app.ui.table import DataTable
from audit_app.ui.table_model import Column
from audit_app.ui.theme import measures
from audit_app.ui.words import button, label, rule
from exports.calibration import (
    CODES,
    PRIVATE,
    TITLE,
    CardTold,
    LineTold,
    RevisitTold,
    bias_words,
)
from scoring.calibration import Closeness

_LEAST_ROWS, _MOST_ROWS = 2, 10
_FEW = "too few to say"


class CardPage(Page):
    """`back_requested` leads back to the rounds, `save_requested` asks for the card as a file."""

    back_requested = Signal()
    save_requested = Signal()

    def __init__(self) -> None:
        super().__init__(TITLE)
        self.back = button("&Back to your part", self.back_requested.emit, weight="quiet", icon=Icon.BACK)
        self.save = button("&Save the card…", self.save_requested.emit, weight=Weight.PLAIN, icon=Icon.EXPORT)
        self.head.addWidget(self.back)
        self.head.addWidget(self.save)
        self.about = label("", "soft")
        self.tiles = QVBoxLayout()
        self.notes = label("", "caption")
        self.sections, self.sections_card = _table("By section", "Section")
        self.rounds, self.rounds_card = _table("Over rounds", "Round")
        self.revisit = QVBoxLayout()
        self.revisit.setSpacing(measures().spacing[3])
        for part in (self.about, label(PRIVATE, "caption")):
            self.body.addWidget(part)
        self.body.addLayout(self.tiles)
        self.body.addWidget(self.notes)
        self.body.addWidget(self.sections_card)
        self.body.addWidget(self.rounds_card)
        self.body.addLayout(self.revisit)
        self.body.addStretch(1)

    def show_card(self, told: CardTold) -> None:
        """Show a card."""
        self.about.setText(f"{told.person} · {told.organisation} · round {told.round}")
        clear(self.tiles)
        self.tiles.addWidget(_tiles(told.overall))
        left_out = f"{told.without_level} markers are left out: NA or NE has no level." if told.without_level else ""
        self.notes.setText(left_out)
        self.notes.setVisible(bool(left_out))
        self.sections.set_rows(told.parts)
        self.rounds.set_rows(told.over_rounds)
        self.rounds_card.setVisible(len(told.over_rounds) > 1)
        self._show_revisit(told.revisit)
        self.verticalScrollBar().setValue(0)

    def forget(self) -> None:
        """The workspace is locked: nothing of it stays."""
        self.about.clear()
        self.notes.clear()
        clear(self.tiles)
        clear(self.revisit)
        self.sections.set_rows(())
        self.rounds.set_rows(())

    def _show_revisit(self, found: Sequence[RevisitTold]) -> None:
        clear(self.revisit)
        card = Card("Markers to revisit")
        if not found:
            card.body.addWidget(label("None: no marker was two levels off, and none was off in two rounds."))
        for number, one in enumerate(found):
            if number:
                card.body.addWidget(rule())
            card.body.addWidget(label(f"{one.marker}  {one.question}", "strong"))
            card.body.addWidget(label(one.why, "caption"))
            for place in one.places:
                card.body.addWidget(_place(place))
        self.revisit.addWidget(card)


def _tiles(found: Closeness) -> QWidget:
    return tiles(
        FigureTile("Exactly as the group", f"{found.exact} of {found.n}", f"{found.within_one} within one level"),
        FigureTile("Bias, in levels", _bias(found), bias_words(found)),
        FigureTile("Spread, in levels", _spread(found), _FEW if found.spread is None else "how much the gaps vary"),
    )


def _bias(found: Closeness) -> str:
    return _FEW if found.bias is None else f"{found.bias:+.2f}".replace("-", "−")


def _spread(found: Closeness) -> str:
    return _FEW if found.spread is None else f"{found.spread:.2f}"


def _table(title: str, first: str) -> tuple[DataTable, Card]:
    empty = EmptyState("Nothing to compare", "The group and you gave no level at the same marker.")
    table = DataTable(title, _columns(first), empty=empty, searchable=False)
    table.set_height_in_rows(_LEAST_ROWS, _MOST_ROWS)
    card = Card(title)
    card.body.addWidget(table)
    return table, card


def _columns(first: str) -> tuple[Column, ...]:
    return (
        Column("name", first, lambda row: row[0], width=210),
        Column("n", "Compared", lambda row: str(row[1].n), lambda row: row[1].n, figures=True, width=100),
        Column("exact", "Exact", lambda row: str(row[1].exact), lambda row: row[1].exact, figures=True, width=80),
        Column(
            *("within", "Within one level", lambda row: str(row[1].within_one), lambda row: row[1].within_one),
            figures=True,
            width=140,
            yields=1,
        ),
        Column("bias", "Bias", lambda row: _cell(_bias(row[1])), lambda row: row[1].bias, figures=True, width=110),
        Column(
            "spread", "Spread", lambda row: _cell(_spread(row[1])), lambda row: row[1].spread, figures=True, width=110
        ),
    )


def _cell(words: str) -> str:
    """In a table's cell, where the number compared stands beside it, shorter."""
    return "too few" if words == _FEW else words


def _place(place: LineTold) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, measures().spacing[1], 0, 0)
    why = f" · {CODES.get(place.code, place.code)}" if place.code else ""
    column.addWidget(label(f"{place.plan_ref} · round {place.round} · you {place.own}, the group {place.agreed}{why}"))
    row = QHBoxLayout()
    row.setSpacing(measures().spacing[3])
    for title, words in (("Your words", place.own_words), ("The group's words", place.agreed_words)):
        part = QVBoxLayout()
        part.setSpacing(0)
        part.addWidget(label(title, "overline"))
        part.addWidget(label(words or "none"))
        part.addStretch(1)
        row.addLayout(part, 1)
    column.addLayout(row)
    return made
