"""The one style sheet, built from the tokens; widgets choose a look by the properties `role` and `weight`."""

from pathlib import Path
from string import Template

from resources.theme import Colour, Measures, Theme

_IMAGES = Path(__file__).parent / "images"
"""The few marks that a style sheet can only take from files: arrows and a tick, one of each a theme."""

_CALENDAR = 320
"""In pixels at the normal size of type: how wide the days of a month are together."""
_MARK, _ARROW_ROOM, _ICON = 16, 26, 20
"""In pixels at the normal size of type: a tick box or an arrow, the room of an arrow that can be pressed, an icon."""

_SHEET = Template("""
QMainWindow, QDialog, QWidget[role="canvas"] { background: $canvas; }
QWidget[role="surface"] { background: $surface; }
QToolTip { background: $surface; color: $ink; border: 1px solid $line; padding: 6px 8px; }

QLabel { background: transparent; }
QLabel[role="title"] { font-size: ${title}pt; font-weight: 700; }
QLabel[role="section"] { font-size: ${section}pt; font-weight: 700; }
QLabel[role="cardTitle"] { font-size: ${card_title}pt; font-weight: 700; }
QFrame[role="card"] > QLabel[role="cardTitle"] { min-height: ${target}px; }
QLabel[role="figure"] { font-size: ${figure}pt; font-weight: 700; }
QLabel[role="caption"] { font-size: ${caption}pt; color: $soft_ink; }
QLabel[role="soft"] { color: $soft_ink; }
QLabel[role="strong"] { font-weight: 700; }
QLabel[role="problem"] { color: $inadequate; font-size: ${caption}pt; }
QLabel[role="overline"] { font-size: ${caption}pt; font-weight: 700; color: $soft_ink; }

QFrame[role="card"], QGroupBox[role="card"] {
  background: $surface; border: 1px solid $line; border-radius: ${radius}px; margin: 0; padding: 0;
}
QFrame[role="rail"] { background: $surface; border: 0; border-right: 1px solid $line; }
QWidget[role="railColumn"] { background: $surface; }
QFrame[role="bar"] { background: $surface; border: 0; border-bottom: 1px solid $line; }
QFrame[role="line"] { background: $line; border: 0; max-height: 1px; min-height: 1px; }
QFrame[role="well"] { background: $canvas; border: 1px solid $line; border-radius: 6px; }

QPushButton, QToolButton, QCheckBox, QRadioButton, QTabBar { outline: 0; }
QPushButton, QToolButton[role="button"] {
  background: $surface; color: $ink; border: 1px solid $soft_ink; border-radius: 6px;
  min-height: ${button}px; padding: 0 14px;
}
QPushButton:hover, QToolButton[role="button"]:hover { background: $accent_wash; }
QPushButton:pressed, QPushButton:checked { background: $accent_wash; border-color: $accent; }
QPushButton:disabled { color: $soft_ink; border-color: $line; background: transparent; }
QPushButton[weight="main"] { background: $accent; color: $on_accent; border-color: $accent; font-weight: 700; }
QPushButton[weight="main"]:hover, QPushButton[weight="main"]:pressed { background: $accent_strong; }
QPushButton[weight="main"]:disabled { background: $line; color: $soft_ink; border-color: $line; }
QPushButton[weight="danger"] { color: $inadequate; border-color: $inadequate; }
QPushButton[weight="danger"]:hover, QPushButton[weight="danger"]:pressed { background: $inadequate; color: $surface; }
QPushButton[weight="danger"]:disabled { color: $soft_ink; border-color: $line; background: transparent; }
QPushButton[weight="quiet"] {
  background: transparent; border-color: transparent; color: $accent; padding: 0 8px; font-weight: 700;
}
QPushButton[weight="quiet"]:hover { background: $accent_wash; }
QPushButton[weight="quiet"]:disabled { color: $soft_ink; }
QPushButton[weight="tile"] {
  background: $surface; border: 1px solid $line; border-radius: ${radius}px; text-align: left; padding: 10px 14px;
}
QPushButton[weight="tile"]:hover { border-color: $accent; }

QToolButton {
  background: transparent; border: 0; border-radius: 6px; padding: 5px; icon-size: ${icon}px;
  min-height: ${tool}px; min-width: ${tool}px;
}
QToolButton:hover { background: $accent_wash; }
QToolButton:pressed, QToolButton:checked { background: $accent_wash; }
QPushButton[weight="nav"] {
  text-align: left; padding: 0 12px; min-height: ${nav}px; border: 0; background: transparent; color: $soft_ink;
}
QPushButton[weight="nav"][close="true"] { min-height: ${nav_close}px; max-height: ${nav_close}px; }
QPushButton[weight="nav"]:hover { background: $accent_wash; color: $ink; }
QPushButton[weight="nav"]:checked { background: $accent_wash; color: $accent; font-weight: 700; }

QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QAbstractSpinBox {
  background: $surface; color: $ink; border: 1px solid $soft_ink; border-radius: 6px;
  selection-background-color: $accent; selection-color: $on_accent;
}
QLineEdit, QComboBox, QAbstractSpinBox { min-height: ${field}px; padding: 0 8px; placeholder-text-color: $soft_ink; }
QComboBox { padding: 0 10px; }
QAbstractSpinBox { max-height: ${field}px; }
QPlainTextEdit, QTextEdit { padding: 1px 6px; placeholder-text-color: $soft_ink; }
QLineEdit:disabled, QComboBox:disabled, QAbstractSpinBox:disabled, QPlainTextEdit:disabled, QTextEdit:disabled {
  color: $soft_ink; background: $canvas; border-color: $line;
}
QLineEdit[faulty="true"], QPlainTextEdit[faulty="true"], QComboBox[faulty="true"], QAbstractSpinBox[faulty="true"] {
  border: 2px solid $inadequate; min-height: ${faulty}px; padding-left: 7px; padding-right: 7px;
}
QAbstractSpinBox[faulty="true"] { max-height: ${faulty}px; }
QTextEdit[role="reading"], QTextBrowser { border: 0; background: transparent; }
QLineEdit { lineedit-clear-button-icon: url("$images/clear-$name.svg"); }
QLineEdit > QToolButton { padding: 0; min-height: 0; min-width: 0; border: 0; }
QAbstractSpinBox QLineEdit { border: 0; min-height: 0; background: transparent; }
QComboBox::drop-down, QDateEdit::drop-down { border: 0; width: ${arrow_room}px; subcontrol-position: center right; }
QComboBox::down-arrow, QDateEdit::down-arrow {
  image: url("$images/down-$name.svg"); width: ${mark}px; height: ${mark}px;
}
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {
  subcontrol-origin: border; subcontrol-position: center right; border: 0; border-radius: 4px; background: transparent;
  width: ${arrow_room}px; height: ${arrow_room}px;
}
QAbstractSpinBox::up-button { right: 3px; }
QAbstractSpinBox::down-button { right: ${arrow_left}px; }
QAbstractSpinBox::up-button:hover, QAbstractSpinBox::down-button:hover { background: $accent_wash; }
QAbstractSpinBox::up-arrow { image: url("$images/up-$name.svg"); width: ${mark}px; height: ${mark}px; }
QAbstractSpinBox::down-arrow { image: url("$images/down-$name.svg"); width: ${mark}px; height: ${mark}px; }
QComboBox QAbstractItemView::item { min-height: ${field}px; }
QComboBox QAbstractItemView {
  background: $surface; border: 1px solid $soft_ink; selection-background-color: $accent_wash; selection-color: $ink;
  outline: 0;
}

QCheckBox, QRadioButton { spacing: 8px; min-height: ${target}px; background: transparent; }

QCheckBox::indicator, QRadioButton::indicator, QTableView::indicator, QTreeView::indicator, QListView::indicator {
  width: ${mark}px; height: ${mark}px; border: 1px solid $soft_ink; background: $surface; border-radius: 4px;
}
QRadioButton::indicator { border-radius: ${mark_round}px; }
QCheckBox::indicator:checked, QTableView::indicator:checked, QTreeView::indicator:checked,
QListView::indicator:checked {
  background: $accent; border-color: $accent; image: url("$images/tick-$name.svg");
}
QRadioButton::indicator:checked { border: 5px solid $accent; width: ${mark_inner}px; height: ${mark_inner}px; }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { border-color: $soft_ink; background: $canvas; }
QCheckBox::indicator:checked:disabled { background: $soft_ink; }
QRadioButton::indicator:checked:disabled { border-color: $soft_ink; }

QTableView, QTreeView, QListView {
  background: $surface; alternate-background-color: $surface; border: 1px solid $line; border-radius: ${radius}px;
  gridline-color: $line; selection-background-color: $accent_wash; selection-color: $ink; outline: 0;
}
QListView[role="plain"], QTableView[role="plain"], QTreeView[role="plain"] { border: 0; border-radius: 0; }
QListView::item { padding: 4px 8px; min-height: ${field}px; border-left: 3px solid transparent; }
QListView::item:selected { border-left-color: $accent; }
QTableView::item { padding: 0 8px; border: 0; border-bottom: 1px solid $line; }
QTableView::item:selected, QListView::item:selected, QTreeView::item:selected { background: $accent_wash; color: $ink; }
QHeaderView { background: transparent; border: 0; }
QHeaderView::section {
  background: transparent; color: $soft_ink; border: 0; border-bottom: 1px solid $soft_ink;
  padding: 0 11px; min-height: ${row}px; font-weight: 700; font-size: ${caption}pt;
}
QTableCornerButton::section { background: $surface; border: 0; }

QCalendarWidget { min-width: ${calendar}px; min-height: ${calendar_high}px; }
QCalendarWidget QWidget#qt_calendar_navigationbar { background: $surface; border: 1px solid $soft_ink; }
QCalendarWidget QToolButton { color: $ink; font-weight: 700; padding: 0 8px; min-width: 0; min-height: ${field}px; }
QCalendarWidget QToolButton::menu-indicator { image: none; }
QToolButton#qt_calendar_prevmonth { qproperty-icon: url("$images/left-$name.svg"); }
QToolButton#qt_calendar_nextmonth { qproperty-icon: url("$images/right-$name.svg"); }
QCalendarWidget QSpinBox { min-width: ${calendar_year}px; padding: 0; }
QCalendarWidget QTableView {
  border: 1px solid $soft_ink; border-top: 0; border-radius: 0;
  selection-background-color: $accent; selection-color: $on_accent;
}
QCalendarWidget QTableView::item { padding: 0; border: 0; }
QCalendarWidget QTableView::item:selected { background: $accent; color: $on_accent; }

QTabBar::tab {
  background: transparent; color: $soft_ink; padding: 8px 14px; border: 0; border-bottom: 2px solid transparent;
}
QTabBar::tab:selected { color: $accent; border-bottom: 2px solid $accent; font-weight: 700; }
QTabBar::tab:hover { color: $ink; }
QTabWidget::pane { border: 0; border-top: 1px solid $line; }

QMenu { background: $surface; border: 1px solid $line; border-radius: 6px; padding: 4px; }
QMenu::item { padding: 7px 28px 7px 12px; border-radius: 4px; color: $ink; }
QMenu::item:selected { background: $accent_wash; }
QMenu::item:disabled { color: $soft_ink; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }
QMenuBar { background: $surface; border: 0; }
QMenuBar::item { padding: 6px 10px; background: transparent; }
QMenuBar::item:selected { background: $accent_wash; }

QScrollArea, QScrollArea > QWidget > QWidget[role="canvas"] { border: 0; background: transparent; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: $scroll; border-radius: 4px; margin: 2px; min-height: 32px; min-width: 32px; }
QScrollBar::handle:hover { background: $soft_ink; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QSplitter::handle { background: $line; }
QSplitter[role="room"]::handle { background: transparent; }
QSplitter[role="room"]::handle:hover { background: $line; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }

QProgressBar {
  background: $line; border: 0; border-radius: 3px; max-height: 6px; min-height: 6px; text-align: center;
  color: transparent;
}
QProgressBar::chunk { background: $accent; border-radius: 3px; }
QStatusBar { background: $surface; color: $soft_ink; }
""")


def style_sheet(theme: Theme, measures: Measures, scale: float = 1.0) -> str:
    """The sheet in a theme's colours; `scale` enlarges type and targets together."""
    large = max(1.0, scale)
    target, mark = round(measures.target * large), round(_MARK * large)
    return _SHEET.substitute(
        {str(colour): theme[colour] for colour in Colour},
        name=theme.name,
        images=_IMAGES.as_posix(),
        accent_strong=_mixed(theme[Colour.ACCENT], theme[Colour.INK], 0.18),
        scroll=_mixed(theme[Colour.SOFT_INK], theme[Colour.SURFACE], 0.25),
        title=_points(measures.screen_title * scale),
        figure=_points(measures.screen_title * 1.25 * scale),
        section=_points(measures.section * scale),
        card_title=_points(measures.card_title * scale),
        caption=_points(measures.caption * scale),
        radius=measures.radius,
        row=round(measures.row * large),
        target=target,
        calendar=round(_CALENDAR * large),
        calendar_high=round(_CALENDAR * 0.9 * large),
        calendar_year=round(_CALENDAR * 0.25 * large),
        tool=target - 10,
        icon=round(_ICON * large),
        button=target - 2,
        field=target - 2,
        faulty=target - 4,
        arrow_room=round(_ARROW_ROOM * large),
        arrow_left=round(_ARROW_ROOM * large) + 3,
        mark=mark,
        mark_round=mark // 2 + 1,
        mark_inner=mark - 8,
        nav=round((measures.row + 2) * large),
        nav_close=round((measures.row - 8) * large),
    )


def _points(size: float) -> str:
    return f"{size:.2f}".rstrip("0").rstrip(".")


def _mixed(one: str, other: str, part: float) -> str:
    """A colour on the way from one to the other."""
    pairs = ((int(one[at : at + 2], 16), int(other[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{round(a + (b - a) * part):02X}" for a, b in pairs)
