"""What can be checked of accessibility without a screen reader: names, roles, states, order, sizes, words in view."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from types import MappingProxyType

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QCheckBox,
    QComboBox,
    QDateTimeEdit,
    QGroupBox,
    QLabel,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QStyle,
    QStyleOptionComboBox,
    QTabBar,
    QTableView,
    QTextEdit,
    QToolButton,
    QWidget,
)

from audit_app.ui.elided import ElidedLabel
from forms.widgets.levels import LevelSegment
from forms.widgets.marker_row import MarkerRow

Role = QAccessible.Role
ROLES: Mapping[type[QWidget], frozenset[Role]] = MappingProxyType(
    {
        QRadioButton: frozenset({Role.RadioButton}),
        QCheckBox: frozenset({Role.CheckBox}),
        QPushButton: frozenset({Role.Button, Role.CheckBox, Role.RadioButton}),
        QToolButton: frozenset({Role.Button}),
        QLineEdit: frozenset({Role.EditableText}),
        QPlainTextEdit: frozenset({Role.EditableText}),
        QTextEdit: frozenset({Role.EditableText}),
        QComboBox: frozenset({Role.ComboBox}),
        QAbstractSpinBox: frozenset({Role.SpinBox}),
        QTableView: frozenset({Role.Table}),
        QListView: frozenset({Role.List}),
        QGroupBox: frozenset({Role.Grouping}),
        QTabBar: frozenset({Role.PageTabList}),
        QAbstractScrollArea: frozenset({Role.Client}),  # painted by itself: its name says what is chosen in it
        QLabel: frozenset({Role.StaticText}),  # a page of a report, to be read
    }
)
"""What each kind of widget that takes the focus may be to a screen reader; another kind is a fault."""
LEAST_TARGET = 24
"""WCAG 2.2, 2.5.8: the least side of what is pressed, in pixels."""
_MOST_STOPS = 300
_SLIVER = 4
"""In pixels: what may be out of view of a control, as it is no more than its padding."""


def face_of(widget: QWidget) -> QAccessibleInterface:
    """What a screen reader is told of a widget."""
    face = QAccessible.queryAccessibleInterface(widget)
    assert face is not None
    return face


def told(widget: QWidget) -> str:
    """A widget in words, for what a test says."""
    return f"{widget.metaObject().className()} “{widget.accessibleName()}”"


def stops(window: QWidget) -> list[QWidget]:
    """Everything in a window that Tab should reach now: seen, enabled, and with the focus by Tab."""
    return [
        one
        for one in window.findChildren(QWidget)
        if one.isVisible()
        and one.isEnabled()
        and one.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not one.objectName().startswith("qt_")
    ]


def wrong_roles(window: QWidget) -> list[str]:
    """What takes the focus and is not what it looks like to a screen reader."""
    found = []
    for one in stops(window):
        kind = next((kind for kind in ROLES if isinstance(one, kind)), None)
        role = face_of(one).role()
        if kind is None or role not in ROLES[kind]:
            found.append(f"{told(one)} is a {role.name}")
    return found


def wrong_states(window: QWidget) -> list[str]:
    """What is ticked, disabled, hidden letters or only to be read, and does not tell a screen reader so."""
    found = []
    for one in window.findChildren(QWidget):
        if not one.isVisible() or one.focusPolicy() == Qt.FocusPolicy.NoFocus or one.objectName().startswith("qt_"):
            continue
        state = face_of(one).state()
        pairs = [(bool(state.disabled), not one.isEnabled()), (bool(state.focusable), True)]
        if isinstance(one, QAbstractButton):
            pairs += [(bool(state.checkable), one.isCheckable()), (bool(state.checked), one.isChecked())]
        if isinstance(one, QLineEdit | QPlainTextEdit):
            pairs.append((bool(state.readOnly), one.isReadOnly()))
        if isinstance(one, QLineEdit):
            pairs.append((bool(state.passwordEdit), one.echoMode() != QLineEdit.EchoMode.Normal))
        if any(said != meant for said, meant in pairs):
            found.append(told(one))
    return found


def tab_round(window: QWidget, *, back: bool = False) -> Iterator[QWidget]:
    """What has the focus, press by press, until it is where it began; fails where the round does not close."""
    first = QApplication.focusWidget()
    assert first is not None
    now: QWidget = first
    for _ in range(_MOST_STOPS):
        yield now
        before = told(now)
        for _ in range(_sections(now, back)):
            QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Backtab if back else Qt.Key.Key_Tab)
        there = QApplication.focusWidget()
        assert there is not None, f"after {before} nothing has the focus"
        if there is first:
            return
        now = there
    raise AssertionError(f"Tab does not come back to {told(first)}")


def _sections(widget: QWidget, back: bool) -> int:
    """How often Tab is pressed to leave it: a date is gone through by its parts."""
    if not isinstance(widget, QDateTimeEdit):
        return 1
    here = widget.currentSectionIndex()
    return here + 1 if back else widget.sectionCount() - here


def place_of(widget: QWidget) -> QRect:
    """Where a widget is in its window."""
    return QRect(widget.mapTo(widget.window(), QPoint(0, 0)), widget.size())


def is_read_before(one: QRect, other: QRect) -> bool:
    """Whether the eye comes from one place to the other: on to the right, or down."""
    return other.left() >= one.right() or other.top() >= one.bottom()


def is_in_view(widget: QWidget) -> bool:
    """Whether a widget can be seen whole, or fills half of the view where it is about as high as that or higher."""
    seen = widget.visibleRegion().boundingRect()
    if isinstance(widget, QAbstractScrollArea):
        view_port = widget.viewport()
        seen = seen.united(view_port.visibleRegion().boundingRect().translated(view_port.pos()))
    area = next((one for one in _ancestors(widget) if isinstance(one, QAbstractScrollArea)), None)
    view = area.viewport().size() if area is not None else widget.window().size()
    least = widget.height() - _SLIVER if widget.height() + 48 <= view.height() else view.height() // 2
    return seen.width() >= min(widget.width(), view.width()) - _SLIVER and seen.height() >= least


def _ancestors(widget: QWidget) -> Iterator[QWidget]:
    parent = widget.parentWidget()
    while parent is not None:
        yield parent
        parent = parent.parentWidget()


def small_targets(window: QWidget) -> list[str]:
    """What is pressed and is less than 24 pixels wide or high."""
    kinds = (QAbstractButton, QComboBox, QLineEdit, QAbstractSpinBox)
    seen = [one for one in window.findChildren(QWidget) if one.isVisible() and isinstance(one, kinds)]
    outer = [one for one in seen if not isinstance(one.parentWidget(), QComboBox | QAbstractSpinBox | QLineEdit)]
    return [f"{told(one)} {one.size().toTuple()}" for one in outer if min(one.width(), one.height()) < LEAST_TARGET]


def cut_words(window: QWidget) -> list[str]:
    """Whose words have no room, and do not stand whole in a tooltip."""
    return [told_cut(one) for one in window.findChildren(QWidget) if one.isVisible() and _is_cut(one)]


def told_cut(widget: QWidget) -> str:
    text = widget.property("text") or widget.property("currentText") or widget.accessibleName()
    return f"{widget.metaObject().className()} “{text}” {widget.size().toTuple()}"


def _is_cut(one: QWidget) -> bool:
    if isinstance(one, ElidedLabel | MarkerRow):
        return not one.toolTip()
    if isinstance(one, LevelSegment):
        return one.height() < one.height_for(one.width())
    if isinstance(one, QLabel) and one.wordWrap():
        return bool(one.text()) and one.height() + 1 < one.heightForWidth(one.width())
    if isinstance(one, QLabel):
        return bool(one.text()) and one.width() < one.sizeHint().width()
    if isinstance(one, QAbstractButton):
        return bool(one.text()) and one.width() < one.sizeHint().width()
    if isinstance(one, QComboBox):
        return _room_of(one) < one.fontMetrics().horizontalAdvance(one.currentText()) and not one.toolTip()
    if isinstance(one, QLineEdit):
        return not one.text() and one.width() < one.fontMetrics().horizontalAdvance(one.placeholderText()) + 12
    return isinstance(one, QTableView) and bool(_cut_titles(one))


def _room_of(box: QComboBox) -> int:
    option = QStyleOptionComboBox()
    option.initFrom(box)
    control, field = QStyle.ComplexControl.CC_ComboBox, QStyle.SubControl.SC_ComboBoxEditField
    return box.style().subControlRect(control, option, field, box).width()


def _cut_titles(table: QTableView) -> list[str]:
    head, model = table.horizontalHeader(), table.model()
    metrics = QFontMetrics(head.font())
    titles = {
        at: str(model.headerData(at, Qt.Orientation.Horizontal))
        for at in range(head.count())
        if not head.isSectionHidden(at)
    }
    return [title for at, title in titles.items() if head.sectionSize(at) < metrics.horizontalAdvance(title)]


def sideways(window: QWidget) -> list[str]:
    """What has to be scrolled sideways to be read: pages, lists and tables.

    Not what needs both directions to be understood, a board or a printed page (WCAG 2.2, 1.4.10), nor a text field.
    """
    areas = [one for one in window.findChildren(QAbstractScrollArea) if one.isVisible()]
    lines = [one for one in areas if isinstance(one, QScrollArea | QAbstractItemView)]
    return [told(one) for one in lines if one.horizontalScrollBar().maximum() > 0]


def backward_steps(seen: Sequence[QWidget]) -> list[str]:
    """The steps of Tab that lead neither on to the right nor down, the one that closes the round apart.

    Places are taken in each widget's own page, as the page scrolls while Tab goes through it.
    """
    found = []
    for one, other in pairwise(seen):
        if not one.isAncestorOf(other) and not is_read_before(page_place(one), page_place(other)):
            found.append(f"{told(one)} → {told(other)}")
    return found


def page_place(widget: QWidget) -> QRect:
    """Where a widget is in its window as if no page were scrolled."""
    place = place_of(widget)
    for area in _ancestors(widget):
        if isinstance(area, QAbstractScrollArea):
            place.translate(area.horizontalScrollBar().value(), area.verticalScrollBar().value())
    return place
