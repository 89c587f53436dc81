"""Every screen with the demo's data, by keyboard and by what a screen reader is told (reliability U2, and WCAG 2.2)."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from types import MappingProxyType

import pytest
from accessibility import (
    backward_steps,
    cut_words,
    is_in_view,
    sideways,
    small_targets,
    stops,
    tab_round,
    told,
    wrong_roles,
    wrong_states,
)
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from qt_support import Clock, FakeDialogs, light_means, unnamed
from shell_support import MainWindow, make_window

from audit_app.screens.audit.screen import AuditScreen
from audit_app.screens.samples.view import SamplesView
from audit_app.services.demo import make_demo
from audit_app.store.opening import open_workspace
from audit_app.ui.screen import Screen
from audit_app.ui.table import DataTable

ON = datetime(2026, 11, 18, 9, tzinfo=UTC)
START = ("choose", "unlock", "new", "sheet", "person", "place", "restore", "recover")
SETTINGS = ("people", "passphrase", "backups", "check", "trail", "access", "looks")


@pytest.fixture(scope="module")
def window(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[MainWindow]:
    """The real window at 1280 by 720 on the demo, locked at the end; the look as it was before."""
    base = tmp_path_factory.mktemp("accessible")
    means = light_means(base, Clock(ON))
    made = make_demo(base, means)
    sheet, palette, font = qapp.styleSheet(), qapp.palette(), qapp.font()
    window = make_window(qapp, base)
    window.resize(1280, 720)
    window.show()
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)
    window.session.open(open_workspace(made.workspace_path, made.passphrase, means))
    yield window
    window.session.lock()
    window.close()
    window.deleteLater()
    qapp.setStyleSheet(sheet)
    qapp.setPalette(palette)
    qapp.setFont(font)


@pytest.fixture(params=[1.0, 1.5])
def scale(window: MainWindow, request: pytest.FixtureRequest) -> float:
    """The size of type."""
    wanted = float(request.param)
    keeper = window.context.preferences
    if keeper.current.scale != wanted:
        keeper.set(replace(keeper.current, scale=wanted))
    return wanted


def screen(window: MainWindow, name: str, /, **what: object) -> Screen:
    window.go(name, **what)
    now = window.screens.screen_now
    assert now is not None
    assert window.screens.id_now == name
    return now


def settings(part: str, window: MainWindow) -> None:
    screen(window, "settings", part=part)


def plan(window: MainWindow) -> None:
    table = screen(window, "plans").findChildren(DataTable)[0]
    table.view.setFocus()
    table.view.selectRow(2)
    QTest.keyClick(table.view, Qt.Key.Key_Return)


def register(heads: str, window: MainWindow) -> None:
    assert isinstance(window.dialogs, FakeDialogs)
    file = window.context.folders.data / "register.csv"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"{heads}\nEHC10001,2026-01-05\nEHC-9,31/31/2026\n", encoding="utf-8")
    window.dialogs.answers[:] = [file]
    screen(window, "plans", import_register=True)


def draw(window: MainWindow, *, is_asked: bool) -> None:
    view = screen(window, "samples", new=is_asked)
    assert isinstance(view, SamplesView)
    view.show_form(is_asked)


def audit(window: MainWindow) -> AuditScreen:
    samples = screen(window, "samples")
    assert isinstance(samples, SamplesView)
    samples.open_button.click()
    view = window.screens.screen_now
    assert isinstance(view, AuditScreen)
    view.form.go_to("F3")
    return view


def shortfall(window: MainWindow) -> None:
    view = audit(window)
    for key in "0q":
        QTest.keyClicks(QApplication.focusWidget() or view, key)
    QTest.keyClicks(QApplication.focusWidget() or view, "as and when needed")
    view.form.take_focus()


def lacking(window: MainWindow) -> None:
    view = audit(window)
    view.header.submit.click()
    assert view.panel.isVisible()


STATIONS: Mapping[str, Callable[[MainWindow], object]] = MappingProxyType(
    {
        "home": lambda window: screen(window, "home"),
        "plans": lambda window: screen(window, "plans"),
        "plan": plan,
        "import": partial(register, "plan_ref,final_date"),
        "mapping": partial(register, "Case number,Issued"),
        "samples": lambda window: draw(window, is_asked=False),
        "draw": lambda window: draw(window, is_asked=True),
        "audit": audit,
        "shortfall": shortfall,
        "lacking": lacking,
        "reports": lambda window: screen(window, "reports"),
        **{f"settings {part}": partial(settings, part) for part in SETTINGS},
    }
)


@pytest.fixture(params=STATIONS)
def station(window: MainWindow, request: pytest.FixtureRequest) -> str:
    """A screen, or a state of one, with something in it to begin Tab from."""
    STATIONS[request.param](window)
    settle()
    focused = QApplication.focusWidget()
    if focused is None or not focused.isVisible():
        window.navigation.take_focus()
    return str(request.param)


def settle() -> None:
    """Let layouts follow and what was let go be gone."""
    for _ in range(2):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        QApplication.processEvents()


def test_everything_has_a_name_a_role_and_its_state(window: MainWindow, station: str) -> None:
    assert (unnamed(window), wrong_roles(window), wrong_states(window)) == ([], [], [])
    assert small_targets(window) == []


def test_tab_reaches_everything_as_it_is_read_and_each_stop_is_in_view(window: MainWindow, station: str) -> None:
    window.navigation.take_focus()
    seen, hidden = [], []
    for one in tab_round(window):
        seen.append(one)
        if not is_in_view(one):
            hidden.append(told(one))
    assert hidden == []
    assert [told(one) for one in stops(window) if one not in seen] == []
    assert backward_steps(seen) == []
    window.navigation.take_focus()
    assert list(tab_round(window, back=True)) == [seen[0], *reversed(seen[1:])]


def test_no_word_is_cut_and_nothing_is_read_sideways(window: MainWindow, scale: float, station: str) -> None:
    assert (cut_words(window), sideways(window)) == ([], [])
