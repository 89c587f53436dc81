"""What can be wrong with a screen that a program can see: texts cut off, and pieces that lie over each other."""

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QAbstractScrollArea, QLabel, QWidget

from audit_app.ui.elided import ElidedLabel

_SLACK = 2
"""Pixels by which a font may say that it needs more than its letters take."""


def cut_texts(window: QWidget) -> list[str]:
    """The words of every label in view that has less room than they need, or that its surroundings cut off."""
    labels = [one for one in window.findChildren(QLabel) if one.isVisible() and one.text() and not _gives_way(one)]
    return [one.text() for one in labels if _is_short(one) or _is_clipped(one)]


def _gives_way(label: QLabel) -> bool:
    return isinstance(label, ElidedLabel)


def _is_short(label: QLabel) -> bool:
    if label.wordWrap():
        return label.heightForWidth(label.width()) > label.height() + _SLACK
    wanted = label.minimumSizeHint()
    return wanted.width() > label.width() + _SLACK or wanted.height() > label.height() + _SLACK


def _is_clipped(label: QLabel) -> bool:
    return any(
        not room.adjusted(-_SLACK, -_SLACK, _SLACK, _SLACK).contains(_within(label, one)) for one, room in _rooms(label)
    )


def _rooms(label: QLabel) -> Iterator[tuple[QWidget, QRect]]:
    """The widgets around it, up to what scrolls, each with its own room."""
    one = label.parentWidget()
    while one is not None and not isinstance(one.parentWidget(), QAbstractScrollArea):
        yield one, one.rect()
        one = one.parentWidget()


def _within(label: QLabel, other: QWidget) -> QRect:
    return QRect(label.mapTo(other, QPoint(0, 0)), label.size())
