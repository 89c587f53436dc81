"""The reports screen's widgets: what to write at the left, its pages in the middle, what is withheld at the right."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from audit_app.screens.reports.commentary_panel import CommentaryPanel
from audit_app.screens.reports.form import ReportForm
from audit_app.screens.reports.issuing_card import IssuingCard
from audit_app.screens.reports.pages_card import PagesCard
from audit_app.screens.reports.preview import WITHHELD, Preview
from audit_app.screens.reports.withheld_card import WithheldCard
from audit_app.screens.reports.written_card import WrittenCard
from audit_app.ui.abreast import Abreast
from audit_app.ui.card import Page
from audit_app.ui.days import full_day
from audit_app.ui.feedback import Banner, Tone
from audit_app.ui.focus import pass_focus
from audit_app.ui.icons import Icon
from audit_app.ui.palette import Command
from audit_app.ui.screen import Screen
from audit_app.ui.shortcuts import KeyGroup, KeyLine
from audit_app.ui.theme import measures

_FORM, _PAGES, _SIDE = 322, 400, 220


class ReportsView(Screen):
    """`shown` carries what `go` was given; the wishes are those of its form and its cards."""

    shown = Signal(object)
    dropped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kept: Callable[[], bool] = lambda: True
        self._unsaved: Callable[[], Sequence[str]] = tuple
        self.page = Page("Reports", wide=True)
        self.banner = Banner()
        self.form, self.card = ReportForm(), PagesCard()
        self.pages, self.figures = self.card.pages, self.card.figures
        self.withheld, self.written = WithheldCard(), WrittenCard()
        self.issuing, self.commentary = IssuingCard(), CommentaryPanel()
        self.card.tabs.addTab("What owners say")
        self.card.stack.addWidget(self.commentary)
        inner = Abreast(
            self.card, _column(self.issuing, self.withheld, self.written), shares=(9, 4), leasts=(_PAGES, _SIDE)
        )
        outer = Abreast(_column(self.form), inner, shares=(1, 3), leasts=(_FORM, _PAGES + _SIDE))
        self.page.body.addWidget(self.banner)
        self.page.body.addWidget(outer, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.page)
        pass_focus(self, self.form.kind)

    def show_with(self, **what: object) -> None:
        """Come up and count the figures of what stands in the form; `kind` chooses a kind of report."""
        self.shown.emit(what)

    def keep_with(self, keep: Callable[[], bool], unsaved: Callable[[], Sequence[str]]) -> None:
        """What keeps drafts when the screen is left, and what tells of them."""
        self._kept, self._unsaved = keep, unsaved

    def can_leave(self) -> bool:
        """What was typed of figures is kept as a draft."""
        return self._kept()

    def unsaved(self) -> Sequence[str]:
        """Drafts of what owners say."""
        return self._unsaved()

    def commands(self) -> Sequence[Command]:
        """What the palette offers here."""
        return (
            Command("Save the report", "Reports", self.form.save_requested.emit, icon=Icon.EXPORT),
            Command("Issue the report", "Reports", self.issuing.issue_button.click, icon=Icon.DONE),
            Command("What owners say", "Reports", self.show_commentary),
        )

    def keys(self) -> Sequence[KeyGroup]:
        """The keys of this screen."""
        lines = (
            KeyLine("Alt+K", "Choose the kind of report"),
            KeyLine("Alt+P", "Choose the period"),
            KeyLine("Alt+S", "Save the report"),
            KeyLine("Alt+I", "Issue the report"),
            KeyLine("Page Down, Page Up", "Next page, page before"),
            KeyLine("Home, End", "First page, last page"),
            KeyLine("+, −, 0", "Show pages larger, smaller, as wide as there is room"),
            KeyLine("Ctrl+C", "Copy the figures that are marked"),
        )
        return (KeyGroup("Reports", lines),)

    def regions(self) -> Sequence[QWidget]:
        """What to write, and its pages, its figures or what owners say of them."""
        parts = (self.card.in_view, self.figures.view, self.commentary.figures)
        return (self.form.kind, parts[self.card.tabs.currentIndex()], self.issuing.issue_button)

    def show_commentary(self) -> None:
        """Turn to what owners say."""
        self.card.tabs.setCurrentIndex(self.card.tabs.count() - 1)
        self.commentary.figures.setFocus()

    def drop(self) -> None:
        """Forget every figure and every page."""
        self.show_nothing("", "")
        self.banner.say("")
        self.dropped.emit()

    def show_preview(self, made: Preview) -> None:
        """The figures as they will be written, what is withheld, and which files there will be; pages come later."""
        self.card.set_title(f"Report, {made.period}")
        data = f"Data as of {full_day(made.data_date)}."
        self.card.told.setText(
            " ".join((*_empty_words(made), *made.given_away, *made.notes, data, *_withheld_words(made)))
        )
        self.card.show_figures(made.rows)
        self.card.show_teams([one.team for one in made.told])
        self.withheld.show_withheld(made.withheld)
        self.form.show_rounds(made.rounds)

    def show_nothing(self, title: str, text: str) -> None:
        """No figures: they are being counted, or cannot be."""
        self.card.set_title("Report")
        self.card.show_nothing(title, text)
        self.withheld.forget()

    def say(
        self, text: str, tone: Tone = Tone.FAULT, *, words: str = "", on_click: Callable[[], object] | None = None
    ) -> None:
        """A banner at the top with one next step; nothing takes it away."""
        self.banner.say(text, tone, words=words, on_click=on_click)
        if text:
            self.page.verticalScrollBar().setValue(0)


def _column(*parts: QWidget) -> QWidget:
    """Parts below each other, at the top of the room there is."""
    made = QWidget()
    outer = QVBoxLayout(made)
    outer.setContentsMargins(0, 0, 0, 0)
    outer.setSpacing(measures().spacing[3])
    for part in parts:
        outer.addWidget(part)
    outer.addStretch(1)
    return made


def _withheld_words(made: Preview) -> tuple[str, ...]:
    count = sum(len(group.labels) for group in made.withheld if group.symbol == WITHHELD)
    were = "figure is" if count == 1 else "figures are"
    return (f"{count:,} {were} withheld from these readers; the reasons stand beside the pages.",) if count else ()


def _empty_words(made: Preview) -> tuple[str, ...]:
    return ("No plan was audited in this period.",) if made.audited == 0 else ()
