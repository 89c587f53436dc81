"""From findings to a closed action: a round's findings, an agency's workbook out and back, a second person, the board.

The findings of a round become one action on the practice. Health gets its workbook from the real window, somebody
fills it in with a spreadsheet program, the window takes it in: amber becomes green. Mary asks for closure, Tom closes
beside a later sample, and the board's report, made by command, tells it without naming a plan.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtWidgets import QApplication, QDialog, QPushButton
from pytestqt.qtbot import QtBot
from qt_support import PASSPHRASE, Clock, FakeDialogs, light_means
from shell_support import MainWindow, be_gone, make_window

from audit_app.cli import main
from audit_app.composition import Composition
from audit_app.domain.actions import Checkpoint, State
from audit_app.domain.agency_workbook import ACTIONS_SHEET, Column
from audit_app.domain.findings import FindingKind
from audit_app.domain.people import Agency, Role
from audit_app.domain.status import Status
from audit_app.machine.folders import Folders
from audit_app.screens.actions import ActionsView
from audit_app.screens.actions.send_form import SendDialog
from audit_app.services.actions.editing import report
from audit_app.services.actions.listing import ActionDetail, detail
from audit_app.services.actions.opening import open_action
from audit_app.services.actions.proposing import propose
from audit_app.services.actions.seen import seen_in_review
from audit_app.services.past.audits import import_audits
from audit_app.store import keyring
from audit_app.store.check import check
from audit_app.store.creating import Founder, create_workspace
from audit_app.store.ids import Ids
from audit_app.store.log.rights import Op
from audit_app.store.means import Means
from audit_app.store.opening import open_workspace
from audit_app.store.person_ops import PersonDetails
from audit_app.store.workspace import Workspace
from forms.model import read_framework
from resources.frameworks import framework_text

PLANS = 18
MARKER = "G1"
TOM = "tom has a long passphrase"
HEAD = "plan_ref,audit_date,cycle,round,reviewer,agency,framework,marker,score,evidence,cause"
CORE = read_framework(framework_text("core-42"))


class Dialogs(FakeDialogs):
    """Answers files and questions in their order; the form of sending is accepted as it stands."""

    def run(self, dialog: QDialog) -> bool:
        assert isinstance(dialog, SendDialog)
        dialog.accept()
        return True


class Life:
    """One workspace, its machine and its clock."""

    def __init__(self, base: Path) -> None:
        self.base, self.clock = base, Clock(datetime(2026, 3, 30, 9, 0, tzinfo=UTC))
        self.means: Means = light_means(base, self.clock)
        workspace, _ = create_workspace(base / "Ashford", Founder("Ashford", "Mary", PASSPHRASE), self.means)
        with workspace:
            self.folder = workspace.folder
            ids = Ids(workspace.id)
            rows = [{"plan_ref": ref, "final_date": "2025-03-01"} for ref in refs()]
            workspace.door.write("Register", [Op("entry", ids.plan(row["plan_ref"]), "row", row) for row in rows])
            details = PersonDetails("Tom", Agency.HEALTH, frozenset({Role.TEAM_MANAGER}))
            keyring.add(workspace, details, TOM)

    def open(self, passphrase: str = PASSPHRASE) -> Workspace:
        """The workspace."""
        return open_workspace(self.folder, passphrase, self.means)

    @contextmanager
    def window(self, qapp: QApplication, qtbot: QtBot, passphrase: str, *answers: object) -> Iterator[MainWindow]:
        """The window with the workspace open, gone when the sitting is over."""
        made = make_window(qapp, self.base, dialogs=Dialogs(*answers), means=self.means)
        try:
            with qtbot.waitActive(made):
                made.show()
                made.activateWindow()
            made.session.open(self.open(passphrase))
            yield made
        finally:
            be_gone(made)

    def command(self, *words: object) -> int:
        """A command of this machine; returns its exit code."""
        composition = Composition(self.means, Folders(self.base / "data"), "Mary")
        return main([str(word) for word in words], compose=lambda: composition)

    def action(self, action_id: str) -> ActionDetail:
        """The action as it stands."""
        with self.open() as workspace:
            return detail(workspace, action_id)


def refs() -> list[str]:
    return [f"EHC-{number:04d}" for number in range(1, PLANS + 1)]


def audited(workspace: Workspace, folder: Path, round_: str, on: str, score_of_marker: int) -> None:
    """A round's consensus on every plan: all markers at 2 but this one."""
    rows = [
        f"{ref},{on},multi-agency,{round_},consensus,,core-42,{marker},{score},Seen.,advice"
        for ref in refs()
        for marker, score in {**dict.fromkeys([one.id for one in CORE.markers], 2), MARKER: score_of_marker}.items()
    ]
    path = folder / f"{round_}.csv"
    path.write_text("\n".join((HEAD, *rows)), encoding="utf-8")
    import_audits(workspace, path)


def opened(life: Life) -> str:
    """What every plan of the round lacks is one action of health, on the practice; amber in June."""
    with life.open() as workspace:
        audited(workspace, life.base, "2026-03", "2026-03-02", 1)
        reviews = [row[0] for row in workspace.conn.execute("SELECT id FROM review")]
        found = [
            one
            for review in reviews
            for one in seen_in_review(workspace, review)
            if (one.finding.kind, one.finding.marker) == (FindingKind.MARKER, MARKER)
        ]
        action_id = open_action(workspace, propose(workspace, found, source="round 2026-03"))
        life.clock.at = datetime(2026, 6, 15, 9, 0, tzinfo=UTC)
        report(workspace, action_id, Checkpoint(date(2026, 6, 15), Status.AMBER, "Half of the therapists use it."))
        life.clock.at = datetime(2026, 10, 5, 9, 0, tzinfo=UTC)
        audited(workspace, life.base, "2026-09", "2026-09-07", 2)
    return action_id


def filled_in(path: Path) -> None:
    """As somebody at the trust does it, in a spreadsheet program."""
    book = load_workbook(path)
    sheet = book[ACTIONS_SHEET]
    letters = {cell.value: cell.column_letter for cell in sheet[2]}
    cells: dict[Column, object] = {
        Column.ON: date(2026, 10, 19),
        Column.STATUS: "G Green",
        Column.SAID: "Every therapist writes section G in the table.",
        Column.EVIDENCE: "Minutes of 12 October, in the trust's folder.",
    }
    for column, value in cells.items():
        sheet[f"{letters[column.value]}3"] = value
    book.save(path)


def view_of(window: MainWindow) -> ActionsView:
    window.go("actions")
    QApplication.processEvents()
    view = window.screens.screen_now
    assert isinstance(view, ActionsView)
    return view


def press(view: ActionsView, words: str) -> None:
    """Press a button of the action that is open."""
    QApplication.processEvents()
    found = [one for one in view.drawer.findChildren(QPushButton) if one.text().replace("&", "") == words]
    assert [one.isEnabled() for one in found if one.isVisible()] == [True], words
    next(one for one in found if one.isVisible()).click()


def test_findings_of_a_round_end_as_a_closed_action_that_the_board_reads(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    life = Life(tmp_path)
    action_id = opened(life)
    one = life.action(action_id)
    assert (one.action.agency, one.action.is_systemic, len(one.findings)) == ("health", True, PLANS)
    assert one.action.status is Status.AMBER
    life.clock.at = datetime(2026, 10, 12, 9, 0, tzinfo=UTC)
    book = tmp_path / "health.xlsx"
    with life.window(qapp, qtbot, PASSPHRASE, book) as window:
        view = view_of(window)
        view.send_button.click()
        assert "Health since 12 Oct 2026" in view.out.text()
    assert "EHC-0" not in str([list(sheet.values) for sheet in load_workbook(book)])
    filled_in(book)
    life.clock.at = datetime(2026, 10, 26, 9, 0, tzinfo=UTC)
    with life.window(qapp, qtbot, PASSPHRASE, book) as window:
        view = view_of(window)
        view.take_button.click()
        assert len(view.review.table.model.rows) == 3
        view.review.end.click()
        assert view.out.text() == ""
        view.table.select(lambda line: line.action.id == action_id)
        view.action_requested.emit(view.table.current())
        press(view, "Ask for closure")
    one = life.action(action_id)
    assert [checkpoint.status for checkpoint in one.checkpoints] == [Status.AMBER, Status.GREEN]
    assert one.action.state is State.ASKED
    with life.window(qapp, qtbot, TOM, True) as window:
        view = view_of(window)
        view.action_requested.emit(next(line for line in view.table.model.rows if line.action.id == action_id))
        press(view, "Close the action…")
    one = life.action(action_id)
    assert one.action.state is State.CLOSED
    assert one.action.sample is not None
    assert (one.action.sample.before, one.action.sample.after) == ((0, PLANS), (PLANS, PLANS))
    monkeypatch.setenv("EHCP_AUDIT_PASSPHRASE", PASSPHRASE)
    reports(life)
    with life.open() as workspace:
        assert [fault for finding in check(workspace) for fault in finding.faults] == []


def reports(life: Life) -> None:
    """What the board reads: the action closed beside the later sample, and no plan."""
    life.clock.at = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
    out = life.base / "board"
    asked = ("--kind", "two-monthly", "--period", "2026-09..2026-10", "--audience", "board", "--formats", "xlsx,pdf")
    assert life.command("report", life.folder, *asked, "--out", out) == 0
    (path,) = out.glob("*.xlsx")
    sheet = load_workbook(path)["Actions"]
    told = [[str(cell) for cell in row if cell is not None] for row in sheet.iter_rows(values_only=True)]
    closed = next(row for row in told if any("closed on 26 October 2026" in cell for cell in row))
    assert {f"0 of {PLANS}", f"{PLANS} of {PLANS}", "Health"} <= set(closed)
    assert any("higher than before" in cell for cell in closed)
    assert "EHC-0" not in str(told)
