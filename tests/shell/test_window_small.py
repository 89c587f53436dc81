"""The window on a member's small workspace: few screens, only the asked markers, and one person after the other."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from member_world import MARKERS, PLANS, ROUND, WORDS, ChairWorld, code, id_for, member, score_all
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot
from qt_support import light_workspace
from shell_support import MainWindow, shown_window

from audit_app.domain.problems import AppError
from audit_app.exchange.header import Kind
from audit_app.screens.audit.result import NO_GRADE
from audit_app.screens.audit.screen import AuditScreen
from audit_app.screens.member.view import MemberView
from audit_app.screens.start.view import StartView
from audit_app.services.auditing import give
from audit_app.services.member.assignments import assignments
from audit_app.services.member.joining import join, take
from audit_app.services.member.returning import make_return
from audit_app.store.log.rights import Op

CHAIR = ChairWorld()
REVIEW = id_for("review", id_for("audit", ROUND, PLANS[0]))


@pytest.fixture
def window(qapp: QApplication, tmp_path: Path, qtbot: QtBot) -> Iterator[MainWindow]:
    """The real window, nothing open."""
    with shown_window(qapp, tmp_path, qtbot) as made:
        yield made


def led_to(window: MainWindow) -> list[str]:
    return [id_ for id_, button in window.navigation.buttons.items() if not button.isHidden()]


def words(window: MainWindow) -> str:
    QApplication.processEvents()
    return " | ".join(one.text() for one in window.findChildren(QLabel) if one.isVisible())


def sent_back_now(window: MainWindow) -> set[str]:
    plans = window.session.read(assignments)[-1].plans
    return {one.review_id for one in plans if one.went_back and one.answered == one.asked}


def form(window: MainWindow) -> AuditScreen:
    window.go("audit", review_id=REVIEW)
    screen = window.screens.screen_now
    assert isinstance(screen, AuditScreen)
    return screen


def test_small_workspace_leads_to_its_own_screens_and_a_full_one_to_all_others(
    window: MainWindow, tmp_path: Path
) -> None:
    window.session.open(member(tmp_path, CHAIR))
    assert led_to(window) == ["member", "audit", "thread", "settings"]
    assert isinstance(window.screens.screen_now, MemberView)
    QTest.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert window.screens.id_now == "member"
    window.acts["palette"].trigger()
    window.palette_sheet.close_sheet()
    window.lock()
    window.session.open(light_workspace(tmp_path / "full").open())
    assert "member" not in led_to(window)
    assert {"home", "plans", "samples", "audit", "reports"} <= set(led_to(window))
    assert window.screens.id_now == "home"


def test_small_workspace_that_gets_a_register_leads_to_everything_and_keeps_its_part(
    window: MainWindow, tmp_path: Path
) -> None:
    small = member(tmp_path, CHAIR)
    small.door.write("Import", [Op("register_import", "9" * 32, "record", {"file": "r.csv", "rows": 1})])
    window.session.open(small)
    assert {"home", "member", "plans"} <= set(led_to(window))


def test_form_asks_the_members_markers_alone_and_claims_no_grade(window: MainWindow, tmp_path: Path) -> None:
    window.session.open(member(tmp_path, CHAIR))
    screen = form(window)
    assert screen.header.progress.text() == "0 of 5 markers"
    assert set(screen.form.column.rows) == set(MARKERS)
    assert not screen.abandon_button.isVisible()
    window.session.write(lambda held: score_all(held, PLANS[0], CHAIR))
    screen = form(window)
    assert NO_GRADE in words(window)
    assert "Band before limits" not in words(window)
    assert screen.result.next_button.isVisible()
    assert PLANS[1] in screen.result.next_button.text()
    assert screen.result.reopen_button.isVisible()
    window.session.write(lambda held: make_return(held, ROUND))
    form(window)
    assert not screen.result.reopen_button.isVisible()
    assert "Mary Quill alone can hand it back" in words(window)


def test_without_an_open_plan_the_form_leads_to_the_members_part(window: MainWindow, tmp_path: Path) -> None:
    window.session.open(member(tmp_path, CHAIR))
    window.go("audit")
    screen = window.screens.screen_now
    assert isinstance(screen, AuditScreen)
    assert "sent to you" in screen.empty.text.text()
    screen.empty.button.click()
    assert window.screens.id_now == "member"


def test_changing_person_on_one_machine_drops_keys_caches_and_undo(window: MainWindow, tmp_path: Path) -> None:
    first = member(tmp_path, CHAIR)
    person = {"id": "7" * 32, "name": "Ann Fold", "agency": "education"}
    plan = {**CHAIR.plan("EHC-0900"), "review": "8" * 32}
    invitation = CHAIR.invitation(CHAIR.assignment(refs=["EHC-0900"], person=person, plans=[plan]))
    with join(tmp_path, invitation, " ".join(code()), "another long passphrase", first.means) as second:
        place = second.folder
    window.session.open(first)
    screen = form(window)
    window.session.write(lambda held: give(held, REVIEW, "B1", score=2))
    assert window.session.undo_words
    window.lock()
    assert not window.session.is_open
    assert not window.session.undo_words
    assert not first.is_open
    assert screen.presenter.page is None
    assert window.screens.screen_now is None
    assert not any(ref in words(window) for ref in PLANS)
    start = window.start
    assert isinstance(start, StartView)
    start.show_with(unlock=place, passphrase=WORDS)
    assert not window.session.is_open  # the first person's passphrase opens nothing of the second's
    start.show_with(unlock=place, passphrase="another long passphrase")
    assert window.session.is_open
    assert window.session.workspace.person.name == "Ann Fold"
    assert not window.session.undo_words
    assert "EHC-0900" in words(window)
    assert not any(ref in words(window) for ref in PLANS)


def test_what_came_by_pack_and_what_went_back_cannot_be_undone(window: MainWindow, tmp_path: Path) -> None:
    window.session.open(member(tmp_path, CHAIR))
    later = ChairWorld(CHAIR.keys, CHAIR.proof, "f" * 32, "2027-01", "2027-01-29")
    pack = later.to(window.session.workspace, Kind.ASSIGN, later.assignment(refs=PLANS[2:]), 1)
    window.session.write(lambda held: take(held, pack))
    assert not window.session.undo_words
    window.session.write(lambda held: score_all(held, PLANS[0], CHAIR))
    window.session.write(lambda held: make_return(held, ROUND))
    with pytest.raises(AppError, match="was submitted since"):
        window.session.undo()
    assert sent_back_now(window) == {REVIEW}
