"""How the plan stands at a checkpoint: counts by theme, what slipped since another one, and what nobody explained."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from audit_app.domain.counting import counted
from audit_app.domain.improvement import ImprovementPlan
from audit_app.domain.improvement_counts import Moved, pair_for, slippage, without_comment
from audit_app.domain.timescale import checkpoint_words
from audit_app.screens.improvement.lines import count_columns, count_rows, moved_columns
from audit_app.ui.card import Card, clear
from audit_app.ui.feedback import EmptyState
from audit_app.ui.fields import Field
from audit_app.ui.flow import FlowRow
from audit_app.ui.table import DataTable
from audit_app.ui.theme import measures
from audit_app.ui.words import label

_MOST_ROWS = 8
_GROUPS = (
    ("worse", "Turned worse", "Nothing turned worse."),
    ("due", "Due by then, and neither green nor grey", "Everything that was due is green or grey."),
    ("still", "Stood still at amber or red", "Nothing stood still at amber or red."),
    ("quiet", "Reported before, and not now", "Everything that was reported before is reported now."),
    ("better", "Turned better", "Nothing turned better."),
    ("elsewhere", "Now addressed elsewhere", "Nothing went elsewhere."),
)


class MovedPage(QWidget):
    """`action_requested` carries the id of an action."""

    action_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan: ImprovementPlan | None = None
        self.before, self.after = QComboBox(), QComboBox()
        for box in (self.before, self.after):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            box.activated.connect(self._show)
        self.told = label("", "soft")
        self.counts = DataTable("Statuses by theme", count_columns(), searchable=False)
        self.tables: list[DataTable] = []
        self._groups = QVBoxLayout()
        self._groups.setSpacing(measures().spacing[3])
        card = Card("How the plan stands")
        card.body.addWidget(FlowRow(Field("&From", self.before), Field("T&o", self.after)))
        card.body.addWidget(self.told)
        card.body.addWidget(self.counts)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(measures().spacing[3])
        outer.addWidget(card)
        outer.addLayout(self._groups)
        outer.addStretch(1)

    def show_plan(self, plan: ImprovementPlan, today: date) -> None:
        """Show how a plan stands; the pair of checkpoints stays where both are still reported."""
        del today
        self._plan = plan
        held = (self.before.currentData(), self.after.currentData())
        reported = plan.reported_at
        pair = held if held[0] in reported and held[1] in reported else pair_for(plan) or ("", plan.current)
        for box, chosen in zip((self.before, self.after), pair, strict=True):
            box.clear()
            for one in reported:
                box.addItem(checkpoint_words(one), one)
            box.setCurrentIndex(max(box.findData(chosen), 0))
            box.setEnabled(len(reported) > 1)
        self._show()

    def forget(self) -> None:
        """Show nothing."""
        self._plan = None
        self.counts.set_rows(())
        self.told.clear()
        self._clear()

    def _clear(self) -> None:
        clear(self._groups)
        self.tables = []

    def _show(self) -> None:
        plan = self._plan
        self._clear()
        if plan is None:
            return
        after = str(self.after.currentData() or "")
        if not after:
            self.told.setText("Nobody has reported a status yet. Report progress in the table, and it is counted here.")
            self.counts.hide()
            return
        self.counts.show()
        rows = count_rows(plan, after)
        self.counts.set_rows(rows)
        self.counts.set_height_in_rows(len(rows), len(rows))
        before = str(self.before.currentData() or "")
        unsaid = without_comment(plan, after)
        is_pair = bool(before) and before < after
        self.told.setText(_told(plan, before if is_pair else "", after, len(unsaid)))
        self._add(
            "Red, or amber overdue, without a word",
            "Each red and each overdue amber has its comment.",
            unsaid,
            "",
            after,
        )
        if is_pair:
            found = slippage(plan, before, after)
            for name, title, nothing in _GROUPS:
                self._add(title, nothing, getattr(found, name), before, after)

    def _add(self, title: str, nothing: str, moved: Sequence[Moved], before: str, after: str) -> None:
        """A card for one group; where it is empty, one line says so."""
        card = Card(f"{title} ({len(moved)})" if moved else title)
        if not moved:
            card.body.addWidget(label(nothing, "soft"))
        else:
            columns = moved_columns(before, after)
            shown = columns if before else tuple(one for one in columns if one.id != "before")
            table = DataTable(title, shown, searchable=False, empty=EmptyState(nothing, ""))
            table.set_rows(moved)
            rows = min(len(moved), _MOST_ROWS)
            table.set_height_in_rows(rows, rows)
            table.row_chosen.connect(self._open)
            self.tables.append(table)
            card.body.addWidget(table)
        self._groups.addWidget(card)

    def _open(self, one: object) -> None:
        if isinstance(one, Moved):
            self.action_requested.emit(one.placed.action.id)


def _told(plan: ImprovementPlan, before: str, after: str, unsaid: int) -> str:
    lack = counted(unsaid, "action lacks", "actions lack") if unsaid else "No action lacks"
    said = f"{lack} the comment that {'their' if unsaid > 1 else 'its'} status at {checkpoint_words(after)} asks for."
    if before:
        found = slippage(plan, before, after)
        said = (
            f"From {checkpoint_words(before)} to {checkpoint_words(after)}: {len(found.worse):,} worse, "
            f"{len(found.better):,} better, {len(found.still):,} stood still at amber or red. {said}"
        )
    return said
