"""A Monday in the real window: unlocked, six plans drawn, assigned, audited by keyboard, reported, all figures right.

The figures are worked out a second time from the answers that were typed (`tests/figures`), which know nothing of the
app; NA by rule is known here from the framework's page alone: F8 is asked from Year 9 on.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from figure_comparison import differences
from figure_reckoning import reckon
from figure_workspace import json_figures
from figure_world import World, all_at, audited, empty_world
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from qt_support import PASSPHRASE, Clock, FakeDialogs, Place, light_means
from shell_support import MainWindow, shown_window

from audit_app.domain.people import Agency, Role
from audit_app.jobs import Jobs
from audit_app.screens.audit.screen import AuditScreen
from audit_app.screens.start.recent import add_recent
from audit_app.store import keyring
from audit_app.store.creating import Founder, create_workspace
from audit_app.store.ids import Ids
from audit_app.store.log.rights import Op
from audit_app.store.person_ops import PersonDetails
from scoring.figures import Figure

FRIDAY = date(2026, 11, 20)
MOST_CLICKS, MOST_KEYS = 4, 70
TYPED = "support as and when needed"
PLANS = 30

# What is typed at the markers that are not Sound, plan by plan in the order of the draw, and what it comes to.
SHORT: dict[str, tuple[str, int | str]] = {
    "B1": ("1q^\ncd", 1),
    "E1": ("0lca", 0),
    "F2": ("1q^\ncr", 1),
    "F3": ("0lce", 0),
}
ANSWERS: tuple[dict[str, tuple[str, int | str]], ...] = (
    SHORT,
    {"W6": ("3", 3), "C1": ("1lcc", 1)},
    {"K1": ("e", "NE"), "A1": ("1lca", 1), "D1": ("0lcd", 0)},
    {"H2a": ("nIn draft\n", "NA"), "W6": ("3", 3)},
    {"W2": ("1q^\nB\ncd", 1), "F1": ("0lcd", 0)},
    {"G1": ("1lca", 1), "W6": ("1lcr", 1), "F7": ("3q^\n", 3)},
)


@dataclass
class Hands:
    """What a person does in the window: clicks and keys, counted; keys go to whatever has the focus."""

    window: MainWindow
    qtbot: QtBot
    clicks: int = 0
    keys: int = 0
    given: dict[str, dict[str, int | str]] = field(default_factory=dict)

    def click(self, name: str) -> None:
        """Press the visible button of this name."""
        found = [
            one
            for one in self.window.findChildren(QAbstractButton)
            if one.isVisible() and one.isEnabled() and one.accessibleName() == name
        ]
        assert len(found) == 1, (name, len(found))
        self.clicks += 1
        QTest.mouseClick(found[0], Qt.MouseButton.LeftButton)

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press one key."""
        self.keys += 1
        QTest.keyClick(self.focus(), key, held)

    def go(self, screen: str) -> None:
        """The keys that lead to a screen, as the navigation tells them."""
        shortcut = self.window.screens.specs[screen].shortcut
        assert shortcut.startswith("Ctrl+")
        self.press(Qt.Key(ord(shortcut[-1])), Qt.KeyboardModifier.ControlModifier)

    def write(self, text: str) -> None:
        """Press the key of each character: a line break is Enter, ^ puts in what was copied."""
        for character in text:
            if character == "\n":
                self.press(Qt.Key.Key_Return)
            elif character == "^":
                self.press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
            else:
                self.keys += 1
                QTest.keyClicks(self.focus(), character)

    def focus(self) -> QWidget:
        """What has the focus."""
        focused = QApplication.focusWidget()
        assert focused is not None
        return focused

    def part(self, kind: type[Any], name: str) -> Any:
        """The visible part of this kind whose accessible name begins so."""
        parts = [one for one in self.window.findChildren(kind) if one.isVisible()]
        found = [one for one in parts if one.accessibleName().startswith(name)]
        assert len(found) == 1, (name, len(found))
        return found[0]


def entries() -> list[dict[str, Any]]:
    """The register: plans of two teams, half of them of children from Year 9 on."""
    return [
        {
            "id": f"EHC-{number:04d}",
            "plan_ref": f"EHC-{number:04d}",
            "final_date": f"2025-03-{number:02d}",
            "request_date": "2024-10-20",
            "year_group": 3 + number % 9,
            "casework_team": "North" if number % 3 else "South",
            "primary_need": ("ASD", "SEMH", "SLCN")[number % 3],
        }
        for number in range(1, PLANS + 1)
    ]


@pytest.fixture
def clock() -> Clock:
    return Clock(datetime(2026, 11, 20, 9, 0, tzinfo=UTC))


@pytest.fixture
def place(tmp_path: Path, clock: Clock) -> Place:
    """A workspace with the register, Mary who works here and Tom who could."""
    means = light_means(tmp_path, clock)
    workspace, _ = create_workspace(tmp_path / "Ashford", Founder("Ashford", "Mary", PASSPHRASE), means)
    with workspace:
        ids = Ids(workspace.id)
        rows = [{name: value for name, value in entry.items() if name != "id"} for entry in entries()]
        workspace.door.write("Register", [Op("entry", ids.plan(row["plan_ref"]), "row", row) for row in rows])
        details = PersonDetails("Tom", Agency.COORDINATOR, frozenset({Role.AUDITOR}))
        keyring.add(workspace, details, "tom has a long passphrase")
        return Place(workspace.folder, means)


@pytest.fixture
def hands(
    qapp: QApplication, tmp_path: Path, place: Place, clock: Clock, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Hands]:
    """The window as the app puts it together, with its threads; only dialogs answer by themselves."""
    monkeypatch.setattr("shell_support.light_means", lambda base: light_means(base, clock))
    jobs = Jobs(qapp)
    with shown_window(qapp, tmp_path, qtbot, dialogs=FakeDialogs(), jobs=jobs) as window:
        add_recent(window.context.folders, place.folder, FRIDAY)
        window.start.show_with()
        yield Hands(window, qtbot)
        window.locking.close_now()
    jobs.setParent(None)


def unlock(hands: Hands) -> None:
    hands.press(Qt.Key.Key_Return)  # the workspace opened last has the focus
    hands.write(f"{PASSPHRASE}\n")
    hands.qtbot.waitUntil(lambda: hands.window.session.is_open)


def draw_and_assign(hands: Hands) -> list[str]:
    """Six plans, given to whoever is ticked; their references in the order of the draw."""
    before = hands.clicks
    hands.click("Samples")
    hands.click("Draw this week's six")
    hands.click("Draw 6 plans and assign them")
    assert hands.clicks - before <= MOST_CLICKS
    session = hands.window.session
    hands.qtbot.waitUntil(lambda: not session.is_lent)
    sql = (
        "SELECT e.plan_ref, p.assigned_to FROM place p JOIN entry e ON e.id = p.plan_id "
        "WHERE p.role = 'drawn' ORDER BY p.number"
    )
    rows = session.workspace.conn.execute(sql).fetchall()
    assert {person for _, person in rows} == {session.workspace.unlocked.person}
    return [ref for ref, _ in rows]


def audit(hands: Hands, number: int, ref: str) -> None:
    """One plan to its grade, by keys alone: the first from the list of the week, each other from the one before."""
    hands.keys = 0
    if number == 0:
        hands.go("samples")
    hands.press(Qt.Key.Key_Return)
    screen = hands.window.screens.screen_now
    assert isinstance(screen, AuditScreen)
    assert screen.header.plan.text() == ref
    year = next(entry["year_group"] for entry in entries() if entry["plan_ref"] == ref)
    answers = hands.given.setdefault(ref, dict(all_at(2)))
    for marker in list(answers):
        keys, answers[marker] = ANSWERS[number].get(marker, ("2", 2))
        if marker == "F8" and year < 9:
            keys, answers[marker] = "", "NA"
        hands.write(f"{keys}\n")
    dialogs = hands.window.dialogs
    assert isinstance(dialogs, FakeDialogs)
    dialogs.answers.append(True)
    hands.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    hands.keys += 1  # the Enter that says yes to submitting
    page = screen.presenter.page
    assert page is not None
    assert page.verdict is not None, [one.words for one in page.lacking]
    assert screen.result.isVisible()
    assert screen.result.next_button.isVisible() is (number < 5)
    assert hands.keys <= MOST_KEYS


def report(hands: Hands, folder: Path) -> tuple[bytes, Path]:
    """The weekly report on the Monday after, written through its screen; its JSON and its workbook."""
    hands.go("reports")
    hands.part(QComboBox, "Kind of report").setFocus()
    hands.write("We")
    assert hands.part(QComboBox, "Kind of report").currentData() == "weekly"
    for format_ in ("PDF", "JSON"):  # the workbook is ticked already
        hands.part(QCheckBox, f"Format: {format_}").setFocus()
        hands.write(" ")
    where = hands.part(QLineEdit, "Folder")
    where.setFocus()
    where.selectAll()
    QTest.keyClicks(where, str(folder))
    hands.qtbot.waitUntil(lambda: hands.window.jobs.running == 0)
    hands.click("Save the report")
    hands.qtbot.waitUntil(lambda: folder.is_dir() and hands.window.jobs.running == 0, timeout=15_000)
    (as_json,), (book,) = folder.glob("*.json"), folder.glob("*.xlsx")
    return as_json.read_bytes(), book


def world_of(hands: Hands, drawn: list[str]) -> World:
    """What was typed, as plain data."""
    world = empty_world(entries())
    world["draws"] = [{"id": "draw", "cycle": "weekly", "on": FRIDAY.isoformat(), "frame": PLANS}]
    for number, ref in enumerate(drawn, start=1):
        one = {"draw": "draw", "number": number, "role": "drawn", "plan": ref, "by": None, "closed": None}
        world["places"].append(one)
        audited(world, ref, hands.given[ref], day=FRIDAY.isoformat(), reviewer="Mary", source="app")
    return world


def test_six_plans_from_the_lock_to_the_report_in_hand(hands: Hands, tmp_path: Path, clock: Clock) -> None:
    unlock(hands)
    drawn = draw_and_assign(hands)
    QGuiApplication.clipboard().setText(TYPED)
    for number, ref in enumerate(drawn):
        audit(hands, number, ref)
    clock.at += timedelta(days=3)
    data, book = report(hands, tmp_path / "reports")
    figures = {one["id"]: Figure(**one) for one in json_figures(data)}
    expected = reckon(world_of(hands, drawn), "weekly", "2026-11-16", "2026-11-22")
    assert differences(expected, figures) == []
    assert figures["plans.audited"].value == 100
    assert figures["plans.drawn"].numerator == 6
    assert workbook_figures(book) == {
        id_: (one.value, one.numerator, one.denominator, one.lower, one.upper) for id_, one in figures.items()
    }


def workbook_figures(path: Path) -> dict[str, tuple[Any, ...]]:
    """The sheet of figures by id: value, numerator, denominator, lower, upper."""
    sheet = load_workbook(path)["Figures"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    head = next(row for row in rows if "id" in row)
    names = ("value", "numerator", "denominator", "lower", "upper")
    body = rows[rows.index(head) + 1 :]
    return {row[head.index("id")]: tuple(row[head.index(name)] for name in names) for row in body if row[0]}
