"""The list at the left: breaks, phrases, or what C and D do not state, each line with how many plans of how many."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QTabBar, QWidget

from audit_app.screens.recurring.wording import lack_words, section_words, share_words
from audit_app.services.reports.recurring import CareLine, FrequentPhrase, Line, Recurring, RecurringBreak
from audit_app.ui.card import Card
from audit_app.ui.feedback import EmptyState
from audit_app.ui.plan_marks import NEVER_RULES
from audit_app.ui.table import DataTable
from audit_app.ui.table_model import Column
from audit_app.ui.words import label
from exports.charts.scene import Mark
from resources.theme import Colour

BREAKS, PHRASES, CARE = 0, 1, 2
_TABS = ("Breaks", "Phrases", "C and D")
_NO_TIMES = 3
"""How many columns are left without how often: a section says it once."""
_ROWS = 6
_NOTES = (
    "From threads that an auditor confirmed.",
    f"From the plans' documents. {NEVER_RULES}",
    "From the audits: what the figures count as health or social care that is not stated.",
)


@dataclass(frozen=True, slots=True)
class Shown:
    """One line as the list shows it: the line, and in how many plans of how many in words."""

    line: Line
    share: str

    @property
    def key(self) -> tuple[str, str]:
        """What it is, whatever the numbers are."""
        return _what(self.line), _where(self.line)


def _what(line: Line) -> str:
    if isinstance(line, RecurringBreak):
        return line.kind.label
    if isinstance(line, CareLine):
        return lack_words(line)
    return line.phrase if isinstance(line, FrequentPhrase) else ""


def _where(line: Line) -> str:
    if isinstance(line, RecurringBreak | CareLine):
        return section_words(line.section)
    return line.kind if isinstance(line, FrequentPhrase) else ""


def _columns(what: str, where: str, times: str, *, marked: bool) -> tuple[Column, ...]:
    return (
        Column(
            "what",
            what,
            lambda row: _what(row.line),
            mark=(lambda _row: (Mark.TRIANGLE, Colour.REQUIRES_IMPROVEMENT)) if marked else None,
            width=230 if marked else 190,
        ),
        Column("where", where, lambda row: _where(row.line), width=104 if marked else 150),
        Column("plans", "Plans", lambda row: row.share, sort=lambda row: len(row.line.behind), width=180),
        Column(
            "times",
            times,
            lambda row: f"{row.line.times:,}",
            sort=lambda row: row.line.times,
            figures=True,
            width=70,
            yields=1,
        ),
    )


class LinesCard(Card):
    """`current_changed` tells which line the arrows are on, None for none; `opened` that Enter was pressed on one."""

    current_changed = Signal(object)
    opened = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._is_filling = False
        self.setAccessibleName("What recurs")
        self.tabs = QTabBar()
        self.tabs.setAccessibleName("Breaks, phrases or sections C and D")
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.none = (EmptyState("", ""), EmptyState("", ""), EmptyState("", ""))
        self.breaks = DataTable(
            "Breaks that recur",
            _columns("Break", "Section", "Items", marked=True),
            empty=self.none[BREAKS],
            searchable=False,
        )
        self.phrases = DataTable(
            "Most frequent phrases", _columns("Phrase", "Kind", "Times", marked=False), empty=self.none[PHRASES]
        )
        self.care = DataTable(
            "Sections C and D",
            _columns("The section says", "Section", "", marked=True)[:_NO_TIMES],
            empty=self.none[CARE],
            searchable=False,
        )
        self.note = label(_NOTES[BREAKS], "caption")
        self.stack = QStackedWidget()
        for words, table in zip(_TABS, self._tables, strict=True):
            self.tabs.addTab(words)
            self.stack.addWidget(table)
            table.set_height_in_rows(_ROWS)
            table.row_current.connect(self._tell_current)
            table.row_chosen.connect(self._open)
        self.body.addWidget(self.tabs)
        self.body.addWidget(self.note)
        self.body.addWidget(self.stack, 1)
        self.tabs.currentChanged.connect(self._turn)

    @property
    def _tables(self) -> tuple[DataTable, ...]:
        return self.breaks, self.phrases, self.care

    @property
    def table(self) -> DataTable:
        """The list that is shown."""
        return self._tables[max(self.tabs.currentIndex(), 0)]

    def current(self) -> Line | None:
        """The line that the arrows are on."""
        row = self.table.current()
        return row.line if isinstance(row, Shown) else None

    def show_found(self, found: Recurring) -> None:
        """Show what recurs; the line that was current stays, else the first one is."""
        breaks = [Shown(one, share_words(len(one.behind), found.threads)) for one in found.breaks]
        phrases = [Shown(one, share_words(len(one.behind), found.texts)) for one in found.phrases]
        care = [Shown(one, share_words(len(one.behind), one.of)) for one in found.care]
        listed = (breaks, phrases, care)
        for tab, rows in enumerate(listed):
            self.tabs.setTabText(tab, f"{_TABS[tab]}  {len(rows)}")
        self._say_none(found)
        self._is_filling = True
        for table, rows in zip(self._tables, listed, strict=True):
            _fill(table, rows)
        self._is_filling = False
        self._tell_current()

    def show_list(self, tab: int) -> None:
        """Breaks, phrases, or sections C and D."""
        self.tabs.setCurrentIndex(tab)

    def forget(self) -> None:
        """No line stays."""
        for tab, words in enumerate(_TABS):
            self.tabs.setTabText(tab, words)
        self.phrases.search.clear()
        for table in self._tables:
            table.set_rows(())

    def _say_none(self, found: Recurring) -> None:
        self.none[BREAKS].say(
            *(("No break", "No confirmed thread of these plans breaks here.") if found.threads else _NO_THREAD)
        )
        self.none[PHRASES].say(
            *(("No phrase", "Nothing is flagged here in the documents of these plans.") if found.texts else _NO_TEXT)
        )

        self.none[CARE].say(
            *(
                ("Stated in every plan", "Sections C and D of these plans state what they hold.")
                if found.cared
                else _NO_CARE
            )
        )

    def _turn(self, tab: int) -> None:
        self.stack.setCurrentIndex(tab)
        self.note.setText(_NOTES[tab])
        self._tell_current()

    def _tell_current(self, _row: object = None) -> None:
        row = self.table.current()
        if not self._is_filling:
            self.current_changed.emit(row.line if isinstance(row, Shown) else None)

    def _open(self, _row: object) -> None:
        self.opened.emit()


_NO_THREAD = ("No thread is confirmed", "Breaks are counted once an auditor confirmed a plan's thread.")
_NO_CARE = ("Nothing is said of C or D", "What they hold is said in the audit, with the advice.")
_NO_TEXT = ("No document was read", "Phrases are counted in the plans' documents, which are added in Audit.")


def _fill(table: DataTable, rows: Sequence[Shown]) -> None:
    before = table.current()
    table.set_rows(rows)
    if not (isinstance(before, Shown) and table.select(lambda row: row.key == before.key)):
        table.select(lambda _row: True)
