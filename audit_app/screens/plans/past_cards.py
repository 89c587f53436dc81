"""What an import of a sheet of past audits makes: the framework with its markers, plans the register lacks."""

from collections.abc import Sequence
from operator import itemgetter

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from audit_app.screens.plans.imports import Outcome
from audit_app.services.past.audits import AuditsImported
from audit_app.ui.card import Card
from audit_app.ui.table import DataTable
from audit_app.ui.table_model import Column
from audit_app.ui.words import label

_NAMED = 24
_LEAST_ROWS, _MOST_ROWS = 3, 8
_ADD = "&Add them to the register as ceased"
_WHY = (
    "Without the tick their audits are left out. Added plans count in the trend of these audits; as they ceased, by "
    "the register, on the day of their last audit here, none of them is ever drawn."
)


class QuestionsCard(Card):
    """The framework that the sheet is read by, with its markers."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("The framework", parent)
        self.about = label("", "soft")
        self.table = DataTable("Markers", _columns())
        self.table.set_height_in_rows(_LEAST_ROWS, _MOST_ROWS)
        self.body.addWidget(self.about)
        self.body.addWidget(self.table, 1)

    def show_made(self, made: AuditsImported | None) -> None:
        """Show it; nothing where no sheet was mapped."""
        self.setVisible(made is not None)
        questions: Sequence[tuple[str, str, str]] = made.questions if made is not None else ()
        self.table.set_rows(questions)
        if made is None:
            return
        self.set_title(f"{made.framework}: {len(questions):,} {'marker' if len(questions) == 1 else 'markers'}")
        self.about.setText(_about(made))


def _about(made: AuditsImported) -> str:
    if not made.is_framework_new:
        return "The workspace has it already: these audits continue its trend."
    if made.framework.endswith("/1"):
        return "It is stored with the audits. Its figures are never pooled with those of another framework."
    return "The sheet has questions that the version before lacks, so this one is stored with the audits."


class UnknownCard(Card):
    """Plans that the register does not know; `add_changed` carries whether they are added."""

    add_changed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Plans that the register does not know", parent)
        self.refs = label("")
        self.box = QCheckBox(_ADD)
        self.box.setAccessibleName(_ADD.replace("&", ""))
        self.box.setAccessibleDescription(_WHY)
        self.box.toggled.connect(self.add_changed)
        self.why = label(_WHY, "caption")
        for part in (self.refs, self.box, self.why):
            self.body.addWidget(part)

    def show_unknown(self, made: AuditsImported | None, *, can_choose: bool) -> None:
        """Show them; nothing where there are none."""
        refs = made.unknown if made is not None else ()
        self.setVisible(bool(refs))
        self.set_title(f"Plans that the register does not know: {len(refs):,}")
        more = f" and {len(refs) - _NAMED:,} more" if len(refs) > _NAMED else ""
        became = "" if can_choose else "Left out: " if made is not None and not made.added else "Added as ceased: "
        self.refs.setText(f"{became}{', '.join(refs[:_NAMED])}{more}")
        self.box.blockSignals(True)
        self.box.setChecked(made is not None and made.added > 0)
        self.box.blockSignals(False)
        for part in (self.box, self.why):
            part.setVisible(can_choose)


class PastCards:
    """Both cards of a sheet of past audits, in an import's panel."""

    def __init__(self) -> None:
        self.questions = QuestionsCard()
        self.unknown = UnknownCard()

    def show_outcome(self, outcome: Outcome | None, *, can_choose: bool) -> None:
        """Show what came of a sheet; nothing of another file."""
        made = outcome.past if outcome is not None else None
        self.questions.show_made(made)
        self.unknown.show_unknown(made, can_choose=can_choose)


def _columns() -> tuple[Column, ...]:
    return (
        Column("marker", "Marker", itemgetter(0), width=80),
        Column("section", "Section", itemgetter(1), tip=itemgetter(1), choices=True, width=200),
        Column("question", "Question", itemgetter(2), tip=itemgetter(2), width=520),
    )
