"""The reports screen's widgets: what to write at the left, at the right its figures, and below what is withheld."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from audit_app.screens.reports.form import ReportForm
from audit_app.screens.reports.preview import KEY, WITHHELD, FigureRow, Preview, Withheld
from audit_app.ui.card import Card, Page, clear
from audit_app.ui.days import full_day
from audit_app.ui.feedback import Banner, EmptyState, Tone
from audit_app.ui.focus import pass_focus
from audit_app.ui.icons import Icon
from audit_app.ui.palette import Command
from audit_app.ui.screen import Screen
from audit_app.ui.shortcuts import KeyGroup, KeyLine
from audit_app.ui.table import DataTable
from audit_app.ui.table_model import Column
from audit_app.ui.theme import measures
from audit_app.ui.words import label
from exports.charts.scene import Mark
from resources.theme import Colour

_LEFT, _HIGH = 330, 400
_NAMED = 6


def _columns() -> tuple[Column, ...]:
    return (
        Column("label", "Figure", lambda row: row.label, tip=lambda row: row.label, width=310),
        Column("words", "In words", lambda row: row.words, mark=_mark, tip=_tip, width=290),
        Column("part", "Part", lambda row: row.part, choices=True, hidden=True),
    )


def _mark(row: FigureRow) -> tuple[Mark, Colour] | None:
    return (Mark.RING, Colour.NOT_GRADED) if row.is_withheld else None


def _tip(row: FigureRow) -> str:
    return "\n".join(part for part in (row.words, row.note) if part)


class ReportsView(Screen):
    """`shown` carries what `go` was given; the wishes are those of its form."""

    shown = Signal(object)
    dropped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        space = measures().spacing
        self.page = Page("Reports", wide=True)
        self.banner = Banner()
        self.form = ReportForm()
        self.form.setFixedWidth(_LEFT)
        across = QHBoxLayout()
        across.setSpacing(space[3])
        left = QVBoxLayout()
        left.addWidget(self.form)
        left.addStretch(1)
        across.addLayout(left)
        right = QVBoxLayout()
        right.setSpacing(space[3])
        right.addWidget(self._figures_card(), 1)
        right.addWidget(self._withheld_card())
        across.addLayout(right, 1)
        self.page.body.addWidget(self.banner)
        self.page.body.addLayout(across, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.page)
        pass_focus(self, self.form.kind)

    def show_with(self, **what: object) -> None:
        """Come up and count the figures of what stands in the form; `kind` chooses a kind of report."""
        self.shown.emit(what)

    def commands(self) -> Sequence[Command]:
        """What the palette offers here."""
        return (Command("Save the report", "Reports", self.form.save_requested.emit, icon=Icon.EXPORT),)

    def keys(self) -> Sequence[KeyGroup]:
        """The keys of this screen."""
        lines = (
            KeyLine("Alt+K", "Choose the kind of report"),
            KeyLine("Alt+P", "Choose the period"),
            KeyLine("Alt+S", "Save the report"),
            KeyLine("Ctrl+C", "Copy the figures that are marked"),
        )
        return (KeyGroup("Reports", lines),)

    def regions(self) -> Sequence[QWidget]:
        """What to write, and the figures."""
        return (self.form.kind, self.figures.view)

    def drop(self) -> None:
        """Forget every figure."""
        self.show_nothing("", "")
        self.banner.say("")
        self.dropped.emit()

    def show_preview(self, made: Preview) -> None:
        """The figures as they will be written, and what is withheld."""
        self.card.set_title(f"Figures, {made.period}")
        data = f"Data as of {full_day(made.data_date)}."
        said = (*_empty_words(made), *made.notes, data, *_withheld_words(made))
        self.told.setText(" ".join(said))
        self.figures.set_rows(made.rows)
        self._begin_with_key_figures()
        self._show_withheld(made.withheld)

    def show_nothing(self, title: str, text: str) -> None:
        """No figures: they are being counted, or cannot be."""
        self.card.set_title("Figures")
        self.told.setText("")
        self.empty.title.setText(title)
        self.empty.text.setText(text)
        self.figures.set_rows(())
        clear(self.reasons)

    def say(
        self, text: str, tone: Tone = Tone.FAULT, *, words: str = "", on_click: Callable[[], object] | None = None
    ) -> None:
        """A banner at the top with one next step; nothing takes it away."""
        self.banner.say(text, tone, words=words, on_click=on_click)
        if text:
            self.page.verticalScrollBar().setValue(0)

    def _figures_card(self) -> QWidget:
        self.card = Card("Figures")
        self.told = label("", "soft")
        self.empty = EmptyState("", "", icon=Icon.REPORTS)
        self.figures = DataTable("Figures of the report", _columns(), empty=self.empty)
        self.figures.setMinimumHeight(_HIGH)
        self.card.body.addWidget(self.told)
        self.card.body.addWidget(self.figures, 1)
        return self.card

    def _withheld_card(self) -> QWidget:
        self.withheld = Card("What is withheld")
        self.reasons = QVBoxLayout()
        self.reasons.setSpacing(measures().spacing[1])
        self.withheld.body.addLayout(self.reasons)
        return self.withheld

    def _begin_with_key_figures(self) -> None:
        """Whoever looks at another part keeps it; a report without that part shows everything."""
        box = self.figures.choices["part"]
        if box.property("begun") is None and (key := box.findData(KEY)) >= 0:
            box.setProperty("begun", True)
            box.setCurrentIndex(key)

    def _show_withheld(self, groups: Sequence[Withheld]) -> None:
        clear(self.reasons)
        if not any(group.symbol == WITHHELD for group in groups):
            self.reasons.addWidget(label("Nothing. These readers may see every figure.", "soft"))
        for group in groups:
            self.reasons.addWidget(label(_group_words(group), "strong"))
            self.reasons.addWidget(label(group.reason, "soft"))
            self.reasons.addWidget(label(_named(group.labels), "caption"))


def _group_words(group: Withheld) -> str:
    count = len(group.labels)
    figures = f"{count:,} {'figure' if count == 1 else 'figures'}"
    return {"z": f"{figures}: not applicable", "x": f"{figures}: not available"}.get(
        group.symbol, f"{figures} withheld"
    )


def _named(labels: Sequence[str]) -> str:
    """The first few labels, each once, and how many more there are."""
    each = list(dict.fromkeys(labels))
    more = len(each) - _NAMED
    return "; ".join([*each[:_NAMED], *([f"and {more:,} more"] if more > 0 else [])])


def _withheld_words(made: Preview) -> tuple[str, ...]:
    count = sum(len(group.labels) for group in made.withheld if group.symbol == WITHHELD)
    were = "figure is" if count == 1 else "figures are"
    return (f"{count:,} {were} withheld from these readers; the reasons stand below.",) if count else ()


def _empty_words(made: Preview) -> tuple[str, ...]:
    return ("No plan was audited in this period.",) if made.audited == 0 else ()
