"""Annual reviews in the real window: six drawn, the form filled in by keys, submitted, and read by the board."""

import json
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox
from pytestqt.qtbot import QtBot
from qt_support import PASSPHRASE, FakeDialogs, Place, light_workspace
from shell_support import MainWindow, shown_window

from audit_app.screens.audit.screen import AuditScreen
from audit_app.screens.reports.view import ReportsView
from audit_app.screens.samples.view import SamplesView
from audit_app.screens.start.recent import add_recent
from audit_app.services.samples.turns import TurnState
from audit_app.store.ids import Ids
from audit_app.store.log.rights import Op
from scoring.figures import Audience

PLANS, HELD = 12, "2026-08-03"
TODAY = date(2026, 11, 22)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """Twelve plans whose review was held in August: half to be amended, half of children in Year 9."""
    made = light_workspace(tmp_path, plans=0)
    with closing(made.open()) as workspace:
        ids = Ids(workspace.id)
        rows = [
            {
                "plan_ref": f"EHC-{number:04d}",
                "final_date": "2025-03-03",
                "request_date": "2024-10-20",
                "year_group": (6, 9)[number % 2],
                "last_review_date": HELD,
                "review_outcome": "AM"[number // 2 % 2],
            }
            for number in range(1, PLANS + 1)
        ]
        workspace.door.write("Register", [Op("entry", ids.plan(str(row["plan_ref"])), "row", row) for row in rows])
    return made


@pytest.fixture
def window(qapp: QApplication, tmp_path: Path, place: Place, qtbot: QtBot) -> Iterator[MainWindow]:
    with shown_window(qapp, tmp_path, qtbot, dialogs=FakeDialogs()) as shown:
        add_recent(shown.context.folders, place.folder, TODAY)
        shown.start.show_with(unlock=place.folder, passphrase=PASSPHRASE)
        qtbot.waitUntil(lambda: shown.session.is_open)
        yield shown
        shown.locking.close_now()


def press(text: str, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Keys to whatever has the focus; a line break is Enter."""
    for character in text:
        focused = QApplication.focusWidget()
        assert focused is not None
        if character == "\n":
            QTest.keyClick(focused, Qt.Key.Key_Return, held)
        else:
            QTest.keyClicks(focused, character)


def choose(box: QComboBox, value: str) -> None:
    box.setCurrentIndex(box.findData(value))
    box.activated.emit(box.currentIndex())


def drawn(window: MainWindow) -> SamplesView:
    """A sample of annual reviews, drawn through its form."""
    window.context.go("samples")
    view = window.screens.screen_now
    assert isinstance(view, SamplesView)
    view.empty.button.click()
    choose(view.form.cycle, "annual-review")
    view.form.draw_button.click()
    return view


def audit(window: MainWindow, number: int) -> dict[str, object]:
    """The next review to its grade, by keys; AR4 falls short. What was answered, NA by rule as the form has it."""
    screen = window.screens.screen_now
    assert isinstance(screen, AuditScreen)
    page = screen.presenter.page
    assert page is not None
    assert page.paper == "Annual review of 3 August 2026"
    assert "Annual review of 3 August 2026" in screen.header.about.text() or screen.header.about.toolTip()
    by_rule = set(page.by_rule)
    for marker in page.found.framework.markers:
        keys = "1lcr" if marker.id == "AR4" else "2"
        press(("" if marker.id in by_rule else keys) + "\n")
    dialogs = window.dialogs
    assert isinstance(dialogs, FakeDialogs)
    dialogs.answers.append(True)
    press("\n", Qt.KeyboardModifier.ControlModifier)
    done = screen.presenter.page
    assert done is not None
    assert done.verdict is not None, [one.words for one in done.lacking]
    assert screen.result.next_button.isVisible() is (number < 5)
    return {marker: said.answer for marker, said in done.said.items()}


def test_six_reviews_from_the_draw_to_the_board(window: MainWindow, tmp_path: Path) -> None:
    view = drawn(window)
    assert all(turn.paper is not None and turn.paper.on.isoformat() == HELD for turn in view.places.model.rows)
    assert "Review, 3 Aug 2026" in {view.places.model.data(view.places.model.index(0, at)) for at in range(7)}
    view.places.select(lambda turn: turn.state is TurnState.WAITING)
    view.open_button.click()
    given = []
    for number in range(6):
        given.append(audit(window, number))
        if number < 5:
            press("\n")
    grown_up = [one for one in given if one["AR7"] == 2]
    amended = [one for one in given if one["AR10"] == 2]
    window.context.go("reports", kind="quarterly")
    reports = window.screens.screen_now
    assert isinstance(reports, ReportsView)
    form = reports.form
    form.period.show_months(TODAY.replace(day=1), TODAY.replace(day=1))
    form.audiences[Audience.BOARD].click()
    form.cycle.choose("annual-review")
    form.cycle.changed.emit()
    assert form.asked().cycle == "annual-review"
    for name in ("json", "pdf"):
        form.formats[name].setChecked(True)
    form.show_folder(tmp_path / "out")
    form.save_button.click()
    stem = f"quarterly_annual-review_{TODAY:%Y-%m}_board"
    held = json.loads((tmp_path / "out" / f"{stem}.json").read_text(encoding="utf-8"))
    found = {one["id"]: one for one in held["figures"]}
    assert (found["plans.audited"]["numerator"], found["plans.audited"]["denominator"]) == (6, 6)
    assert found["marker.AR4.sound"]["numerator"] == 0
    assert found["marker.AR7.mean"]["denominator"] == len(grown_up)
    assert found["marker.AR10.mean"]["denominator"] == len(amended)
    assert 0 < len(grown_up) < 6
    assert 0 < len(amended) < 6
    with closing(PdfDocument(tmp_path / "out" / f"{stem}.pdf")) as pages:
        first = " ".join(pages[0].get_textpage().get_text_range().split())
    assert "Quality of annual reviews, quarterly" in first
    assert "6 of 6 plans drawn were audited" in first
