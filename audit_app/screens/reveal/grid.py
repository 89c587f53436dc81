"""The grid of one plan: a row a marker, a column a member, must-talk first; colour, shape and number in each cell."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from audit_app.screens.reveal.wording import mark_of, short_kind, why_words
from audit_app.services.consensus.standing import RevealCell, RevealMember, RevealPlan
from audit_app.ui.card import Card
from audit_app.ui.feedback import EmptyState
from audit_app.ui.table import DataTable
from audit_app.ui.table_model import Column
from exports.charts.scene import Mark
from forms.model import Answer, Framework, answer_text
from resources.theme import Colour

_ROWS = 5
_MARKER, _WHY, _MEMBER, _GROUP = 72, 96, 78, 86


@dataclass(frozen=True, slots=True)
class GridRow:
    """One marker of the plan that is shown."""

    shown: RevealCell
    framework: Framework

    def answer_of(self, member: str) -> Answer:
        """What a member gave here, None for nothing."""
        return next((one.answer for one in self.shown.given if one.member.key == member), None)

    def is_late(self, member: str) -> bool:
        """Whether it came after the reveal."""
        return any(one.is_late for one in self.shown.given if one.member.key == member)

    @property
    def agreed(self) -> Answer:
        """The group's answer so far."""
        return self.shown.held.answer if self.shown.held is not None else None


class GridCard(Card):
    """`cell_current` carries the `RevealCell` that the arrows are on, `cell_opened` the one of Enter."""

    cell_current = Signal(object)
    cell_opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._members: tuple[RevealMember, ...] = ()
        self._is_filling = False
        self.setAccessibleName("Scores side by side")
        self.table = self._made(())

    def show_plan(self, plan: RevealPlan | None) -> bool:
        """The plan's markers, a column for each member by agency, never by name; the current marker stays.

        Whether the table is another one than before, since its members are.
        """
        members = plan.members if plan is not None else ()
        before = self.current()
        is_new = members != self._members
        if is_new:
            self._members = members
            self._replace(self._made(members))
        self._is_filling = True
        self.table.set_rows([GridRow(one, plan.framework) for one in plan.cells] if plan is not None else [])
        self._is_filling = False
        if not (before is not None and self.go_to(before.marker.id)):
            self.table.select(lambda _row: True)
        self._tell(self.table.current())
        return is_new

    def current(self) -> RevealCell | None:
        """The cell that the arrows are on."""
        row = self.table.current()
        return row.shown if isinstance(row, GridRow) else None

    def go_to(self, marker: str) -> bool:
        """Go to a marker; whether it is there."""
        return self.table.select(lambda row: row.shown.marker.id == marker)

    def step(self, by: int) -> None:
        """To the row so many further down, or up."""
        rows = list(self.table.model.rows)
        here = next((at for at, row in enumerate(rows) if row.shown is self.current()), 0)
        if rows:
            self.go_to(rows[min(max(here + by, 0), len(rows) - 1)].shown.marker.id)

    def next_left(self) -> str:
        """The next marker after the current one that is not settled, from the top again; empty where all are."""
        rows = [row.shown for row in self.table.model.rows]
        here = next((at for at, one in enumerate(rows) if one is self.current()), -1)
        turned = [*rows[here + 1 :], *rows[: here + 1]]
        return next((one.marker.id for one in turned if not one.is_settled), "")

    def _made(self, members: Sequence[RevealMember]) -> DataTable:
        empty = EmptyState("Nothing was scored", "No member gave a score on this plan.")
        table = DataTable("Scores side by side", _columns(members), empty=empty, searchable=False)
        table.set_height_in_rows(_ROWS)
        table.row_current.connect(self._tell)
        table.row_chosen.connect(self._open)
        self.body.addWidget(table, 1)
        return table

    def _replace(self, table: DataTable) -> None:
        before, self.table = self.table, table
        self.body.removeWidget(before)
        before.hide()
        before.deleteLater()

    def _tell(self, row: object) -> None:
        if not self._is_filling:
            self.cell_current.emit(row.shown if isinstance(row, GridRow) else None)

    def _open(self, row: object) -> None:
        if isinstance(row, GridRow):
            self.cell_opened.emit(row.shown)


def _columns(members: Sequence[RevealMember]) -> tuple[Column, ...]:
    return (
        Column("marker", "Marker", lambda row: row.shown.marker.id, tip=_question, mark=_settled, width=_MARKER),
        Column("why", "Why", lambda row: short_kind(row.shown), tip=_why, width=_WHY, yields=1),
        Column(
            "group",
            "Group",
            lambda row: answer_text(row.agreed) or "–",
            mark=lambda row: mark_of(row.agreed),
            width=_GROUP,
        ),
        *(_of_member(at, member) for at, member in enumerate(members)),
    )


def _of_member(at: int, member: RevealMember) -> Column:
    text: Callable[[GridRow], str] = partial(_given, member.key)
    return Column(
        f"member {at}",
        member.label,
        text,
        mark=lambda row: mark_of(row.answer_of(member.key)),
        width=_MEMBER,
    )


def _given(member: str, row: GridRow) -> str:
    words = answer_text(row.answer_of(member))
    return f"{words} late" if words and row.is_late(member) else words


def _question(row: GridRow) -> str:
    return row.shown.marker.question


def _why(row: GridRow) -> str:
    return why_words(row.shown, row.framework)


def _settled(row: GridRow) -> tuple[Mark, Colour]:
    """Whether the marker is settled, and whether it must be talked through: a shape, and not a colour alone."""
    if row.shown.is_settled:
        return Mark.DOT, Colour.ACCENT
    return (Mark.TRIANGLE, Colour.CONCERN) if row.shown.cell.kind.must_talk else (Mark.RING, Colour.SOFT_INK)
