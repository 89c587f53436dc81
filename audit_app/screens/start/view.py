"""The start screen's pages, one shown at a time in the middle of the window; it opens and makes nothing itself."""

from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from audit_app.screens.start.choose_page import ChoosePage
from audit_app.screens.start.page import StartPage
from audit_app.ui.focus import stops_in
from audit_app.ui.screen import Screen
from audit_app.ui.theme import measures, scale_of

if TYPE_CHECKING:
    from audit_app.screens.start.busy_page import BusyPage
    from audit_app.screens.start.new_pages import NewPage, PersonPage, PlacePage, SheetPage
    from audit_app.screens.start.open_pages import RecoverPage, RestorePage, UnlockPage
    from audit_app.screens.start.pack_page import PackPage

COLUMN = 720
Page = TypeVar("Page", bound=StartPage)


class StartView(Screen):
    """The pages as attributes: `choose`, `unlock`, `new`, `sheet`, `person`, `place`, `restore`, `recover`, `pack`,
    `busy`.

    All but the first are made when somebody first asks for them; `made` then carries the page, so that it is heard.
    """

    made = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.presenter: QObject | None = None
        self.setAccessibleName("Start")
        self.choose = ChoosePage()
        self._made: list[QWidget] = [self.choose]
        self._pages = QWidget()  # no stack: its height would be that of the highest page, shown or not
        column = QVBoxLayout(self._pages)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.choose)
        self._column = column
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

    @cached_property
    def unlock(self) -> "UnlockPage":
        """A workspace, who opens it, and their passphrase."""
        from audit_app.screens.start.open_pages import UnlockPage

        return self._kept(UnlockPage())

    @cached_property
    def restore(self) -> "RestorePage":
        """A backup to be restored."""
        from audit_app.screens.start.open_pages import RestorePage

        return self._kept(RestorePage())

    @cached_property
    def recover(self) -> "RecoverPage":
        """The recovery sheet."""
        from audit_app.screens.start.open_pages import RecoverPage

        return self._kept(RecoverPage())

    @cached_property
    def pack(self) -> "PackPage":
        """An invitation: its six words, and a passphrase."""
        from audit_app.screens.start.pack_page import PackPage

        return self._kept(PackPage())

    @cached_property
    def new(self) -> "NewPage":
        """The first step to a new workspace."""
        from audit_app.screens.start.new_pages import NewPage

        return self._kept(NewPage())

    @cached_property
    def sheet(self) -> "SheetPage":
        """The second step: the recovery sheet in somebody's hands."""
        from audit_app.screens.start.new_pages import SheetPage

        return self._kept(SheetPage())

    @cached_property
    def person(self) -> "PersonPage":
        """The third step: a second person."""
        from audit_app.screens.start.new_pages import PersonPage

        return self._kept(PersonPage())

    @cached_property
    def place(self) -> "PlacePage":
        """The last step: a second place for backups."""
        from audit_app.screens.start.new_pages import PlacePage

        return self._kept(PlacePage())

    @cached_property
    def busy(self) -> "BusyPage":
        """What goes on for a while."""
        from audit_app.screens.start.busy_page import BusyPage

        return self._kept(BusyPage())

    def _kept(self, page: Page) -> Page:
        page.hide()
        self._column.addWidget(page)
        self._made.append(page)
        self.made.emit(page)
        return page

    def can_leave(self) -> bool:
        """False where the app had better not be closed yet."""
        ask = getattr(self.presenter, "can_leave", None)
        return ask is None or bool(ask())

    def show_page(self, page: QWidget, focus: QWidget | None = None) -> None:
        """Show a page; the focus goes to its first field."""
        for one in self._made:
            one.setVisible(one is page)
        stops = (one for one in stops_in(page) if one.isEnabled() and not one.isHidden())
        first = focus if focus is not None else next(stops, None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def page_now(self) -> QWidget | None:
        """The page that is shown."""
        return next((one for one in self._made if not one.isHidden()), None)

    def show_with(self, **what: object) -> None:
        """`unlock=folder, person=id, words=…` shows it to be unlocked, `passphrase=…` tries it; nothing: the list.

        `closing=name` says that the workspace of this name is being locked.
        """
        show = getattr(self.presenter, "show_with", None)
        if show is not None:
            show(**what)
