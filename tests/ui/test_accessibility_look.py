"""What is painted, measured on its pixels: words at 4.5 to 1, borders and marks at 3 to 1, both themes; no motion."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from types import MappingProxyType

import pytest
from piece_table import core
from PySide6.QtCore import QAbstractAnimation, QPoint, QRect
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QProxyStyle,
    QRadioButton,
    QSpinBox,
    QStyle,
    QStyleFactory,
    QStyleHintReturn,
    QStyleOption,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

import audit_app
import forms
from audit_app.ui.busy import BusyBar
from audit_app.ui.card import Card
from audit_app.ui.feedback import Banner, Toast, Tone
from audit_app.ui.icons import Icon
from audit_app.ui.pill import grade_pill
from audit_app.ui.table import DataTable
from audit_app.ui.table_model import Column
from audit_app.ui.theme import Look, Mode
from audit_app.ui.words import button, icon_button, label
from exports.charts.marks import GRADE_MARKS
from forms.widgets.flow import Chip, Option
from forms.widgets.levels import LevelControl
from forms.widgets.marker_row import MarkerRow
from resources.theme import contrast


@pytest.fixture(params=[Mode.LIGHT, Mode.DARK])
def look(qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[Look]:
    font, palette, sheet = qapp.font(), qapp.palette(), qapp.styleSheet()
    yield Look(qapp, mode=request.param)
    qapp.setStyleSheet(sheet)
    qapp.setPalette(palette)
    qapp.setFont(font)


def chip(*, is_chosen: bool) -> QWidget:
    made = Chip(Option("yes", "Quotation", "q"))
    made.setChecked(is_chosen)
    return made


def levels() -> QWidget:
    control = LevelControl()
    control.show_marker(core().marker("B1"), core())
    control.set_answer(2)
    control.setFixedSize(700, control.heightForWidth(700))
    return control


def placeholder() -> QWidget:
    line = QLineEdit()
    line.setPlaceholderText("Search")
    return line


def choices() -> QWidget:
    box = QComboBox()
    box.addItem("Weekly")
    return box


def banner() -> QWidget:
    made = Banner()
    made.say("The share is not there.", Tone.FAULT, words="Try again")
    return made


WEIGHTS = ("main", "plain", "danger", "quiet")
WORDS: Mapping[str, Callable[[], QWidget]] = MappingProxyType(
    {
        **{f"label {role}": partial(label, "Words", role) for role in ("title", "soft", "caption", "problem")},
        **{f"button {weight}": partial(button, "Words", weight=weight) for weight in WEIGHTS},
        "icon": partial(icon_button, Icon.SEARCH, "Find"),
        "line": partial(QLineEdit, "Words"),
        "placeholder": placeholder,
        "text": partial(QPlainTextEdit, "Words"),
        "list": choices,
        "number": QSpinBox,
        "tick": partial(QCheckBox, "Words"),
        "choice": partial(QRadioButton, "Words"),
        "chip": partial(chip, is_chosen=False),
        "chosen chip": partial(chip, is_chosen=True),
        "levels": levels,
        "row": lambda: MarkerRow(core().markers[0], core()),
        "banner": banner,
        **{f"pill {grade}": partial(grade_pill, grade, "Words") for grade in GRADE_MARKS},
    }
)
BORDERED = ("line", "text", "list", "number", "chip", "chosen chip", "button plain", "button danger", "button main")


def painted(made: QWidget, qtbot: QtBot, *, on_card: bool = True) -> tuple[QImage, QRect]:
    """The widget on a card or on the canvas, without the focus, and where in the picture it is."""
    window = QWidget()
    window.setProperty("role", "canvas")
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    if on_card:
        card = Card()
        card.body.addWidget(made)
        column.addWidget(card)
    else:
        column.addWidget(made)
    window.resize(760, 200)
    window.show()
    window.setFocus()
    return window.grab().toImage(), QRect(made.mapTo(window, QPoint(0, 0)), made.size())


def colour_at(image: QImage, x: int, y: int) -> str:
    return image.pixelColor(x, y).name().upper()


def best_contrast(image: QImage, place: QRect) -> float:
    """How far the clearest pixel in a place stands out from the colour that most of it has."""
    part = image.copy(place).convertToFormat(QImage.Format.Format_RGB32)
    pixels = Counter(memoryview(bytes(part.constBits())).cast("I"))
    ground, *others = (f"#{value & 0xFFFFFF:06X}" for value, _ in pixels.most_common())
    return max((contrast(ground, other) for other in others), default=1.0)


@pytest.mark.parametrize("kind", WORDS)
def test_words_stand_out_from_their_ground_as_painted(look: Look, qtbot: QtBot, kind: str) -> None:
    for on_card in (True, False):
        image, place = painted(WORDS[kind](), qtbot, on_card=on_card)
        assert best_contrast(image, place.adjusted(4, 4, -4, -4)) >= 4.5


@pytest.mark.parametrize("kind", BORDERED)
def test_borders_of_what_is_used_stand_out_from_their_ground_as_painted(look: Look, qtbot: QtBot, kind: str) -> None:
    for on_card in (True, False):
        image, place = painted(WORDS[kind](), qtbot, on_card=on_card)
        edge, outside = (colour_at(image, x, place.center().y()) for x in (place.left(), place.left() - 3))
        assert contrast(edge, outside) >= 3


@pytest.mark.parametrize("kind", [QCheckBox, QRadioButton])
@pytest.mark.parametrize("is_on", [True, False])
@pytest.mark.parametrize("is_enabled", [True, False])
def test_a_tick_and_its_absence_can_be_seen(
    look: Look, qtbot: QtBot, kind: type[QCheckBox] | type[QRadioButton], is_on: bool, is_enabled: bool
) -> None:
    made = kind("")
    made.setChecked(is_on)
    made.setEnabled(is_enabled)
    image, place = painted(made, qtbot)
    box, middle = QRect(place.left(), place.center().y() - 9, 18, 18), place.center().y()
    edge, outside = (colour_at(image, x, middle) for x in (box.left(), box.left() - 3))
    assert contrast(edge, outside) >= 3
    deep = 3 if is_on else 5
    inside = best_contrast(image, box.adjusted(deep, deep, -deep, -deep))
    assert inside >= 3 if is_on else inside < 1.1


def test_a_row_that_is_marked_has_a_bar_beside_its_wash(look: Look, qtbot: QtBot) -> None:
    table = DataTable("Plans", [Column("ref", "Plan", str)], searchable=False)
    table.set_rows(["EHC-0001", "EHC-0002"])
    qtbot.addWidget(table)
    table.resize(300, 200)
    table.show()
    table.view.selectRow(1)
    image = table.view.viewport().grab().toImage()
    plain, marked = (colour_at(image, 1, table.view.rowViewportPosition(row) + 10) for row in (0, 1))
    assert contrast(plain, marked) >= 3


class Still(QProxyStyle):
    """A style of a system that is asked for no motion."""

    def styleHint(  # noqa: N802 - the name by which Qt calls it
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        data: QStyleHintReturn | None = None,
    ) -> int:
        is_duration = hint == QStyle.StyleHint.SH_Widget_Animation_Duration
        return 0 if is_duration else super().styleHint(hint, option, widget, data)


@pytest.mark.parametrize("is_still", [True, False])
def test_a_bar_of_endless_work_stands_still_where_the_system_asks_for_it(qtbot: QtBot, is_still: bool) -> None:
    bar, style = BusyBar(), Still() if is_still else QStyleFactory.create("Fusion")
    qtbot.addWidget(bar)
    bar.setStyle(style)
    bar.setRange(0, 0)
    assert ((bar.minimum(), bar.maximum(), bar.value()) == (0, 1, 1)) is is_still
    bar.setRange(0, 8)
    bar.setValue(3)
    assert (bar.maximum(), bar.value()) == (8, 3)


def test_nothing_else_moves(look: Look, qtbot: QtBot) -> None:
    """No source asks for an animation, and none runs where things come up."""
    kinds = ("QPropertyAnimation", "QVariantAnimation", "QSequentialAnimationGroup", "QTimeLine", "QMovie")
    sources = [path for package in (audit_app, forms) for path in Path(package.__path__[0]).rglob("*.py")]
    assert len(sources) > 100
    assert [path.name for path in sources if any(kind in path.read_text(encoding="utf-8") for kind in kinds)] == []
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    press, box = button("Press"), QCheckBox("Tick")
    column.addWidget(press)
    column.addWidget(box)
    window.resize(600, 300)
    window.show()
    Toast(window).say("Saved.", words="Undo")
    press.click()
    box.click()
    assert [one for one in window.findChildren(QAbstractAnimation) if one.state() is one.State.Running] == []
