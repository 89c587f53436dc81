"""The start screen's pages, one shown at a time in the middle of the window; it opens and makes nothing itself."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from audit_app.screens.start.busy_page import BusyPage
from audit_app.screens.start.choose_page import ChoosePage
from audit_app.screens.start.new_pages import NewPage, PersonPage, PlacePage, SheetPage
from audit_app.screens.start.open_pages import RecoverPage, RestorePage, UnlockPage
from audit_app.ui.screen import Screen
from audit_app.ui.theme import measures, scale_of

COLUMN = 720


class StartView(Screen):
    """The pages as attributes: `choose`, `unlock`, `new`, `sheet`, `person`, `place`, `restore`, `recover`, `busy`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.presenter: QObject | None = None
        self.setAccessibleName("Start")
        self.choose, self.unlock, self.busy = ChoosePage(), UnlockPage(), BusyPage()
        self.new, self.sheet, self.person, self.place = NewPage(), SheetPage(), PersonPage(), PlacePage()
        self.restore, self.recover = RestorePage(), RecoverPage()
        self._pages = QStackedWidget()
        for page in self.pages():
            self._pages.addWidget(page)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget()
        inner.setProperty("role", "canvas")
        across = QHBoxLayout(inner)
        across.setContentsMargins(*[measures().spacing[4]] * 4)
        across.addStretch(1)
        self._pages.setFixedWidth(round(COLUMN * scale_of(self)))
        self._pages.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        across.addWidget(self._pages)
        across.addStretch(1)
        scroll.setWidget(inner)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange):
            self._pages.setFixedWidth(round(COLUMN * scale_of(self)))

    def pages(self) -> tuple[QWidget, ...]:
        """Every page."""
        return (
            *(self.choose, self.unlock, self.new, self.sheet, self.person, self.place),
            *(self.restore, self.recover, self.busy),
        )

    def show_page(self, page: QWidget, focus: QWidget | None = None) -> None:
        """Show a page; the focus goes to its first field."""
        self._pages.setCurrentWidget(page)
        if focus is not None:
            focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def page_now(self) -> QWidget | None:
        """The page that is shown."""
        return self._pages.currentWidget()

    def show_with(self, **what: object) -> None:
        """`unlock=folder, person=id, words=…` shows it to be unlocked, `passphrase=…` tries it; nothing: the list.

        `closing=name` says that the workspace of this name is being locked.
        """
        show = getattr(self.presenter, "show_with", None)
        if show is not None:
            show(**what)
