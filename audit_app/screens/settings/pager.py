"""Turns the pages of a long record: which of how many are shown, and buttons to newer and older ones."""

from PySide6.QtCore import Signal

from audit_app.ui.flow import FlowRow
from audit_app.ui.icons import Icon
from audit_app.ui.words import button, label


class Pager(FlowRow):
    """`turned` carries the number of the first row that is wanted, counted from 0; the newest row is the first."""

    turned = Signal(int)

    def __init__(self, what: str, page: int) -> None:
        super().__init__()
        self._what, self._page = what, page
        self._first, self._total = 0, 0
        self.said = label("", "soft", wraps=False)
        self.newest = button("Newest", self._to_newest, weight="quiet")
        self.newer = button("Newer", self._to_newer, weight="quiet", icon=Icon.BACK)
        self.older = button("Older", self._to_older, weight="quiet", icon=Icon.NEXT)
        self.oldest = button("Oldest", self._to_oldest, weight="quiet")
        for one in (self.newest, self.newer, self.older, self.oldest):
            one.setAccessibleName(f"{one.text()} {what}")
        for part in (self.said, self.newest, self.newer, self.older, self.oldest):
            self.add(part)
        self.show_place(0, 0, 0)

    def show_place(self, first: int, shown: int, total: int) -> None:
        """So many of all that fit are shown, from the `first` on."""
        self._first, self._total = first, total
        is_part = total > self._page
        span = f"{first + 1:,} to {first + shown:,} of {total:,} {self._what}"
        self.said.setText(span if is_part else f"{total:,} {self._what}")
        for one in (self.newest, self.newer, self.older, self.oldest):
            one.setVisible(is_part)
        for one in (self.newest, self.newer):
            one.setEnabled(first > 0)
        for one in (self.older, self.oldest):
            one.setEnabled(first + shown < total)

    def _to_newest(self) -> None:
        self.turned.emit(0)

    def _to_newer(self) -> None:
        self.turned.emit(max(self._first - self._page, 0))

    def _to_older(self) -> None:
        self.turned.emit(self._first + self._page)

    def _to_oldest(self) -> None:
        self.turned.emit((self._total - 1) // self._page * self._page)
