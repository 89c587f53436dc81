"""A drawer beside the board, no wider than the board can spare."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QWidget

from audit_app.ui.drawer import Drawer
from audit_app.ui.theme import RESIZED, scaled

_WIDTH, _MOST_OF_WIDTH = 340, 0.42


class SideDrawer(Drawer):
    """`fit_into` tells it how wide the whole screen is, in pixels."""

    _screen_width = 0

    def fit_into(self, width: int) -> None:
        """The screen has this width."""
        self._screen_width = width
        self._keep_width()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in RESIZED and self._screen_width:
            self._keep_width()

    def show_body(self) -> None:
        """Show what was just put into the body, so that it can have the focus at once; Qt itself does it later."""
        inner = self.body.parentWidget()
        if inner is None or not inner.isVisible():
            return
        for child in inner.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
            if not child.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide):
                child.show()

    def _keep_width(self) -> None:
        self.setFixedWidth(min(scaled(self, _WIDTH), int(self._screen_width * _MOST_OF_WIDTH)))
