"""Everything that could be read in the app at this moment, seen or hidden: texts, tips, names, models, clipboard."""

from collections.abc import Iterator

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QCoreApplication, QEvent, QModelIndex, QObject, Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

_TEXTS = (
    *("text", "toPlainText", "title", "placeholderText", "currentText", "windowTitle", "toolTip", "statusTip"),
    *("whatsThis", "accessibleName", "accessibleDescription", "objectName"),
)
_ROLES = (
    *(Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole),
    *(Qt.ItemDataRole.EditRole, Qt.ItemDataRole.UserRole),
)


def everything_readable() -> str:
    """What the widgets that are not yet gone hold, a line each; those that were let go are gone before."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    lines = [QGuiApplication.clipboard().text()]
    for widget in QApplication.allWidgets():
        lines += _of_object(widget)
        for action in widget.findChildren(QAction):
            lines += [action.text(), action.toolTip()]
        if isinstance(widget, QAbstractItemView) and widget.model() is not None:
            lines += _of_model(widget.model())
    return "\n".join(line for line in lines if line)


def _of_object(widget: QWidget) -> Iterator[str]:
    for name in _TEXTS:
        ask = getattr(widget, name, None)
        if callable(ask):
            said = ask()
            if isinstance(said, str):
                yield said
    yield from _of_properties(widget)


def _of_properties(thing: QObject) -> Iterator[str]:
    names = [bytes(name.data()).decode() for name in thing.dynamicPropertyNames()]
    yield from (str(thing.property(name)) for name in names if not name.startswith("_"))


def _of_model(model: QAbstractItemModel) -> Iterator[str]:
    for row in range(model.rowCount(QModelIndex())):
        for column in range(1 if isinstance(model, QAbstractListModel) else model.columnCount(QModelIndex())):
            for role in _ROLES:
                yield str(model.data(model.index(row, column), role) or "")
