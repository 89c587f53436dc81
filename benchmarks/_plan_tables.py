"""What the list of plans is measured with: a made-up register, and a bare model over the same texts."""

import random
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from audit_app.store.read_plans import IN_FORCE, PlanRow

_NOWHERE = QModelIndex()


def plan_rows(count: int) -> list[PlanRow]:
    """A made-up register as the store would give it."""
    chance = random.Random(7)  # noqa: S311 - made-up rows, not secrets
    start = date(2016, 1, 4)
    rows = []
    for number in range(count):
        asked = start + timedelta(chance.randrange(3500))
        final = asked + timedelta(chance.randrange(90, 300))
        rows.append(
            PlanRow(
                *(f"{number:032x}", f"EHC-{number:06d}", chance.choice(("ASD", "SEMH", "SLCN", "MLD")), ""),
                *(chance.randrange(-2, 15), f"School {chance.randrange(200)}", "Mainstream"),
                *(chance.choice(("North", "South", "East", "West")), f"Officer {chance.randrange(30)}", ""),
                *(asked.isoformat(), "", final.isoformat(), "", "", IN_FORCE),
                audits=int(number % 5 == 0),
                last_audit=final.isoformat() if number % 5 == 0 else "",
                grade="good" if number % 5 == 0 else "",
            )
        )
    return rows


class BareModel(QAbstractTableModel):
    """The same texts in a list of tuples, and nothing else."""

    def __init__(self, rows: Sequence[tuple[str, ...]]) -> None:
        super().__init__()
        self.all = list(rows)
        self.rows = self.all
        self.found = ["\n".join(row).casefold() for row in rows]

    def show_rows(self, rows: list[tuple[str, ...]]) -> None:
        """Show these."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def search(self, text: str) -> None:
        """Show the rows in which the text stands."""
        self.show_rows([row for row, found in zip(self.all, self.found, strict=True) if text in found])

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.all[0])

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        return self.rows[index.row()][index.column()] if role == Qt.ItemDataRole.DisplayRole else None
