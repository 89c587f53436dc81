"""A whole round: five workspaces on machines of their own and one scoring sheet, from the first pack to the report.

The chair opens the round in the window, a keyholder and three members open their packs in theirs, with six words told
by phone. They score by keys. Packs come back in another order, one twice and one damaged. Chair and keyholder open the
round together, the group agrees, the round is closed and reported.
"""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel
from pytestqt.qtbot import QtBot
from qt_support import LIGHT, PASSPHRASE, Clock, FakeDialogs
from shell_support import MainWindow, be_gone, make_window

from audit_app.domain.people import Agency, Role
from audit_app.screens.audit.screen import AuditScreen
from audit_app.screens.member.view import MemberView
from audit_app.screens.reveal.view import RevealView
from audit_app.screens.rounds.view import RoundsView
from audit_app.screens.start.view import StartView
from audit_app.services.reports.reporting import ReportAsked, report
from audit_app.services.rounds.people import add_member
from audit_app.services.rounds.progress import progress, rounds
from audit_app.services.samples.sampling import sample
from audit_app.store.check import check
from audit_app.store.creating import Founder, create_workspace
from audit_app.store.ids import Ids
from audit_app.store.log.rights import Op
from audit_app.store.means import Means
from audit_app.store.workspace import Workspace
from scoring.figures import Figure

TODAY = date(2026, 11, 22)
TYPED = "support as and when needed"
PLANS = 2
MEMBERS = {"Ed Hall": Agency.EDUCATION, "Hetty Rae": Agency.HEALTH, "Sue Carr": Agency.SOCIAL_CARE}
KEYHOLDER, SHEET = "Kay Lowe", "Pam Lind"
LOW = "E1"
"""The core marker at which social care sees the first plan two levels below the others."""


@dataclass
class Machine:
    """One computer with one user: what lies on it, and what its dialogs will be answered."""

    base: Path
    means: Means
    app: QApplication
    qtbot: QtBot
    dialogs: FakeDialogs = field(default_factory=FakeDialogs)
    folder: Path | None = None

    @contextmanager
    def window(self) -> Iterator[MainWindow]:
        """The app's window on this machine, its workspace unlocked through the start screen where there is one.

        It is gone when the sitting is over, as on a machine of its own: nine windows in one process are no round.
        """
        made = make_window(self.app, self.base, dialogs=self.dialogs, means=self.means)
        try:
            with self.qtbot.waitActive(made):
                made.show()
                made.activateWindow()
            if self.folder is not None:
                start = made.start
                assert isinstance(start, StartView)
                start.show_with(unlock=self.folder)
                QTest.keyClicks(start.unlock.passphrase.widget, PASSPHRASE)
                QTest.keyClick(start.unlock.passphrase.widget, Qt.Key.Key_Return)
                assert made.session.is_open
            yield made
        finally:
            be_gone(made)


@dataclass
class Post:
    """What goes from machine to machine, and the words told by phone."""

    folder: Path
    code: str = ""

    def hear(self, dialog: QDialog) -> bool:
        """Write down the six words that the chair reads out."""
        words = [one.text().split()[-1] for one in dialog.findChildren(QLabel) if one.text()[:1].isdigit()]
        assert len(words) == 6
        self.code = ", ".join(words)
        return True


@pytest.fixture
def post(tmp_path: Path) -> Post:
    (tmp_path / "post").mkdir()
    return Post(tmp_path / "post")


@pytest.fixture
def machines(tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> Iterator[dict[str, Machine]]:
    """The computers of everybody who takes part; the look of the test run is as before when they are put away."""
    sheet, palette, font = qapp.styleSheet(), qapp.palette(), qapp.font()
    clock = Clock(datetime(2026, 11, 22, 9, 0, tzinfo=UTC))
    made = {}
    for name in ("chair", KEYHOLDER, *MEMBERS):
        base = tmp_path / name.replace(" ", "-")
        base.mkdir()
        means = Means(clock, secrets.token_bytes, name, base / "anchors", lambda _: None, LIGHT)
        made[name] = Machine(base, means, qapp, qtbot)
    yield made
    qapp.setStyleSheet(sheet)
    qapp.setPalette(palette)
    qapp.setFont(font)


@pytest.fixture
def chair(machines: dict[str, Machine]) -> Machine:
    """The chair's machine with a register, a draw of two plans, and everybody on record."""
    made = machines["chair"]
    workspace, _ = create_workspace(made.base / "Ashford", Founder("Ashford", "Mary", PASSPHRASE), made.means)
    with workspace:
        ids = Ids(workspace.id)
        refs = [f"EHC-{number:04d}" for number in range(1, 6)]
        row = {"final_date": "2025-03-01", "year_group": 6, "request_date": "2024-10-20"}
        workspace.door.write("Register", [Op("entry", ids.plan(ref), "row", {"plan_ref": ref, **row}) for ref in refs])
        sample(workspace, cycle="multi-agency", size=PLANS, seed="a round", on=TODAY)
        for name, agency in MEMBERS.items():
            add_member(workspace, name, agency)
        add_member(workspace, SHEET, Agency.COORDINATOR)
        add_member(workspace, KEYHOLDER, Agency.COORDINATOR, (Role.KEYHOLDER,))
        made.folder = workspace.folder
    return made


def screen(window: MainWindow, id_: str, kind: type[Any], **what: object) -> Any:
    window.go(id_, **what)
    shown = window.screens.screen_now
    assert isinstance(shown, kind), shown
    return shown


def invite_keyholder(window: MainWindow, chair: Machine, post: Post) -> Path:
    """From the form of a new round: the keyholder has no keys yet."""
    target = post.folder / "to the keyholder.ehcppack"
    view = screen(window, "rounds", RoundsView, new=True)
    sql = "SELECT id FROM person WHERE name = ?"
    person = window.session.workspace.conn.execute(sql, (KEYHOLDER,)).fetchone()[0]
    chair.dialogs.answers[:] = [person, "file", target, post.hear]
    view.form.invite.click()
    return target


def join(window: MainWindow, machine: Machine, pack: Path, code: str) -> None:
    """On a machine that has never seen the app: the file, six words, a passphrase twice."""
    start = window.start
    assert isinstance(start, StartView)
    start.show_with()
    machine.dialogs.answers[:] = [pack]
    start.choose.pack.click()
    for part, words in ((start.pack.code, code), (start.pack.passphrase.widget, PASSPHRASE)):
        QTest.keyClicks(part, words)
    QTest.keyClicks(start.pack.again.widget, PASSPHRASE)
    start.pack.open.click()
    assert window.session.is_open
    machine.folder = window.session.workspace.folder


def open_round(window: MainWindow) -> str:
    """In the form: three packs, one sheet, the keyholder ticked."""
    view = screen(window, "rounds", RoundsView, new=True)
    for person, tick in view.form.members.ticks.items():
        tick.setChecked(tick.text() in (*MEMBERS, SHEET))
        if tick.text() == SHEET:
            ways = view.form.members.ways[person]
            ways.setCurrentIndex(ways.findData("sheet"))
    for box in view.form.keyholders.values():
        box.setChecked(True)
    assert view.form.open_button.isEnabled(), view.form.problem.text.text()
    view.form.open_button.click()
    return str(window.session.read(rounds)[0].id)


def send_out(view: RoundsView, chair: Machine, name: str, target: Path, button: str, *more: Any) -> None:
    """Press a button of one member in the chair's list, and save what it makes."""
    assert view.card.members.select(partial(_is_seat, name))
    chair.dialogs.answers[:] = [*(("file",) if target.suffix == ".ehcppack" else ()), target, *more]
    getattr(view.card, button).click()
    assert target.exists()


def _is_seat(name: str, row: Any) -> bool:
    return bool(row.seat.name == name)


def score(window: MainWindow, machine: Machine, answers: dict[str, str]) -> None:
    """Every plan by keys; `answers` are the keys at markers of the first plan that are not Sound."""
    QGuiApplication.clipboard().setText(TYPED)
    for number in range(PLANS):
        view = screen(window, "member", MemberView)
        list(view.rounds[0].plans.values())[number].click()
        shown = window.screens.screen_now
        assert isinstance(shown, AuditScreen)
        page = shown.presenter.page
        assert page is not None
        for marker in page.found.asked.markers:
            keys = answers.get(marker.id, "2") if number == 0 else "2"
            for key in f"{keys}\n":
                _press(key)
        machine.dialogs.answers[:] = [True]
        QTest.keyClick(_focus(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        again = shown.presenter.page
        assert again is not None
        assert again.locked_because, [one.words for one in again.lacking]


def _press(key: str) -> None:
    if key == "\n":
        QTest.keyClick(_focus(), Qt.Key.Key_Return)
    elif key == "^":
        QTest.keyClick(_focus(), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    else:
        QTest.keyClicks(_focus(), key)


def _focus() -> Any:
    focused = QApplication.focusWidget()
    assert focused is not None
    return focused


def fill_sheet(path: Path) -> Path:
    """Every line Sound, as a person would with a spreadsheet program."""
    book = load_workbook(BytesIO(path.read_bytes()))
    sheet = book["Scores"]
    rows = list(sheet.iter_rows())
    head = next(row for row in rows if any(cell.value == "Answer" for cell in row))
    at = next(cell.column for cell in head if cell.value == "Answer")
    for row in rows[rows.index(head) + 1 :]:
        if row[0].value and sheet.cell(row[0].row, at).value in (None, ""):
            sheet.cell(row[0].row, at).value = 2
    filled = path.with_name("filled.xlsx")
    book.save(filled)
    return filled


def take(view: RoundsView, chair: Machine, files: list[Path]) -> tuple[str, str]:
    """Take files in; what the app said, where it asked to be heard."""
    chair.dialogs.answers[:] = [files]
    chair.dialogs.asked.clear()
    view.take_button.click()
    return chair.dialogs.asked[-1]


def damaged(path: Path) -> Path:
    """A copy of a pack in which one bit is another."""
    spoilt = bytearray(path.read_bytes())
    spoilt[len(spoilt) // 2] ^= 1
    copy = path.with_name("damaged.ehcppack")
    copy.write_bytes(bytes(spoilt))
    return copy


def member_scores(machine: Machine, name: str, post: Post, code: str) -> None:
    """From the pack to the return, in one sitting."""
    with machine.window() as window:
        join(window, machine, post.folder / f"to {name}.ehcppack", code)
        score(window, machine, {LOW: "0q^\ncd"} if MEMBERS[name] is Agency.SOCIAL_CARE else {})
        view = screen(window, "member", MemberView)
        machine.dialogs.answers[:] = ["file", post.folder / f"from {name}.ehcppack"]
        view.rounds[0].buttons["send"].click()
        assert faults(window.session.workspace) == []


def keyholder_comes_in(machine: Machine, pack: Path, post: Post) -> Path:
    """The keyholder's keys are made, and go to the chair."""
    hello = post.folder / "hello.ehcppack"
    with machine.window() as window:
        join(window, machine, pack, post.code)
        view = screen(window, "member", MemberView)
        machine.dialogs.answers[:] = ["file", hello]
        view.cards.itemAt(0).widget().send.click()
    return hello


def keyholder_releases(machine: Machine, packs: list[Path], post: Post) -> Path:
    """The half and the question come in together; the keyholder's own app checks the rule."""
    answer = post.folder / "answer.ehcppack"
    with machine.window() as window:
        view = screen(window, "member", MemberView)
        machine.dialogs.answers[:] = [packs]
        view.take.click()
        machine.dialogs.answers[:] = ["file", answer]
        view.halves[0].release.click()
        assert faults(window.session.workspace) == []
    return answer


def send_everything(window: MainWindow, chair: Machine, round_id: str, post: Post) -> dict[str, str]:
    """The keyholder's half, three packs and a sheet; the six words of each member."""
    view = screen(window, "rounds", RoundsView, round_id=round_id)
    chair.dialogs.answers[:] = ["file", post.folder / "half.ehcppack"]
    view.card.custody.click()
    codes = {}
    for name in MEMBERS:
        send_out(view, chair, name, post.folder / f"to {name}.ehcppack", "pack", post.hear)
        codes[name] = post.code
    send_out(view, chair, SHEET, post.folder / "sheet.xlsx", "sheet")
    return codes


def test_a_round_from_the_first_pack_to_the_report(machines: dict[str, Machine], chair: Machine, post: Post) -> None:
    box = post.folder
    with chair.window() as window:
        invitation = invite_keyholder(window, chair, post)
    hello = keyholder_comes_in(machines[KEYHOLDER], invitation, post)
    with chair.window() as window:
        chair.dialogs.answers[:] = [[hello]]
        screen(window, "rounds", RoundsView).take_button.click()
        round_id = open_round(window)
        codes = send_everything(window, chair, round_id, post)
    for name, code in codes.items():
        member_scores(machines[name], name, post, code)

    # They come back in another order, one twice and one damaged.
    ed, hetty, sue = (box / f"from {name}.ehcppack" for name in MEMBERS)
    with chair.window() as window:
        view = screen(window, "rounds", RoundsView, round_id=round_id)
        title, said = take(view, chair, [sue, fill_sheet(box / "sheet.xlsx"), damaged(ed), ed, sue, hetty])
        assert title == "1 file was refused"
        assert "damaged.ehcppack" in said
        found = progress(window.session.workspace, round_id)
        assert [one.next_step for one in found.seats] == ["Everything is in."] * 4
        assert no_score_can_be_read(window.session.workspace)
        chair.dialogs.answers[:] = ["file", box / "ask.ehcppack"]
        view.card.ask_button.click()
    answer = keyholder_releases(machines[KEYHOLDER], [box / "half.ehcppack", box / "ask.ehcppack"], post)

    # Chair and keyholder have opened it together; the group agrees, and the figures of the round stand in the report.
    with chair.window() as window:
        view = screen(window, "rounds", RoundsView, round_id=round_id)
        chair.dialogs.answers[:] = [answer, "reveal"]
        view.card.answer_button.click()
        reveal = window.screens.screen_now
        assert isinstance(reveal, RevealView)
        agree(reveal, chair)
        workspace = window.session.workspace
        figures = {one.id: one for one in report(workspace, ReportAsked("two-monthly", "2026-11")).figures}
        assert figures["plans.audited"].numerator == PLANS
        assert_agreement(figures)
        assert faults(workspace) == []


def agree(view: RevealView, chair: Machine) -> None:
    """Carry over, settle what is left marker by marker, submit each plan, close."""
    view.overview.carry_button.click()
    talked = []
    for tab in range(1, 1 + PLANS):
        view.tabs.setCurrentIndex(tab)
        for _ in range(60):
            rows = view.plan.grid.table.model.rows
            left = next((row for row in rows if row.agreed is None), None)
            if left is None:
                break
            assert view.plan.grid.table.select(partial(_is_row, left.shown.marker.id))
            if left.shown.given:
                talked.append(left.shown.marker.id)
            settle(view, low=bool(left.shown.given))
        chair.dialogs.answers[:] = [True]
        view.plan.submit_button.click()
    assert talked == [LOW]
    view.tabs.setCurrentIndex(view.tabs.count() - 1)
    chair.dialogs.answers[:] = [True]
    view.closing.close_button.click()
    assert view.closing.reopen_button.isVisibleTo(view), view.closing.told.text()


def _is_row(marker: str, row: Any) -> bool:
    return bool(row.shown.marker.id == marker)


def settle(view: RevealView, *, low: bool) -> None:
    """One below what the others gave, at the marker that is talked through; Sound where nobody scored."""
    card = view.plan.consensus
    card.choose(1 if low else 2)
    card.code.setCurrentIndex(card.code.findData("evidence_misread"))
    card.note.setText("The group read the plan again together.")
    card.cause.setCurrentIndex(max(card.cause.findData("drafting"), 0))
    card.settle_button.click()


def assert_agreement(figures: dict[str, Figure]) -> None:
    """Packs and the sheet are counted apart; two plans are too few for a coefficient, and it says so."""
    assert figures["agreement.exact"].value is not None
    alpha = figures["agreement.alpha_ordinal"]
    assert alpha.value is None
    assert "Fewer than 8 plans" in alpha.reason


def no_score_can_be_read(workspace: Workspace) -> bool:
    """Nothing that a member quoted stands anywhere in the tables or the log before the round is opened."""
    tables = [row[0] for row in workspace.conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    rows = (row for table in tables for row in workspace.conn.execute(f"SELECT * FROM {table}").fetchall())  # noqa: S608 - its own tables
    return not any(TYPED in str(value) for row in rows for value in row)


def faults(workspace: Workspace) -> list[str]:
    return [f"{one.name}: {fault}" for one in check(workspace) for fault in one.faults]
