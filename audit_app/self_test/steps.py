"""The steps of the self-test: a fictional workspace, one Weekly-18 audit by keys, its reports, a check, a backup."""

import json
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from zipfile import ZipFile, is_zipfile

from PySide6.QtCore import QEvent, QEventLoop, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QDialog

from audit_app.app import application, put_together
from audit_app.composition import Composition
from audit_app.domain.problems import AppError
from audit_app.screens.audit.screen import AuditScreen
from audit_app.services.frameworks import ensure_shipped
from audit_app.services.register.importing import import_register
from audit_app.services.reports.content import contents
from audit_app.services.reports.reporting import ReportAsked, report
from audit_app.services.samples.sampling import sample
from audit_app.shell.picture import settle
from audit_app.shell.window import MainWindow
from audit_app.store.backup import back_up
from audit_app.store.check import check
from audit_app.store.creating import Founder, create_workspace
from audit_app.store.opening import open_workspace
from audit_app.store.restore import find_backup
from audit_app.store.workspace import Workspace
from audit_app.ui.dialogs import Choice, Dialogs
from exports.report_files import FORMATS, write_report

_PASSPHRASE = "self test of this computer"  # noqa: S105  it locks a workspace of nobody, for seconds
_PLANS, _DRAWN = 12, 6
_SHORTFALL = "0lca"
"""At one marker: absent, its evidence not found, its cause the advice."""
_SOUND = "2"
_CONTROL = Qt.KeyboardModifier.ControlModifier


class Faulty(AppError):
    """A step came to another end than it must."""


class _Agreeing(Dialogs):
    """Nobody sits there: a question is answered with yes, and kept, since only one may be asked."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    def choose(self, title: str, text: str, choices: Sequence[Choice], *, details: str = "") -> str | None:
        """The first answer."""
        self.asked.append(f"{title}. {text} {details}".strip())
        return choices[0].id

    def run(self, dialog: QDialog) -> bool:
        """Turned away: such a dialog tells of a fault, or asks what a person would have to type."""
        self.asked.append(dialog.windowTitle())
        return False


class Steps:
    """What the steps hand on to each other. `folder` is the self-test's own; nothing is kept after it."""

    def __init__(self, folder: Path, composition: Composition) -> None:
        self._folder, self._means, self._composition = folder, composition.means, composition
        self._place = folder / "Selftest.ehcpaudit"
        self._workspace: Workspace | None = None
        self._today: date = composition.means.now().date()
        self._first = ""
        self._window: MainWindow | None = None
        self._dialogs = _Agreeing()

    def make(self) -> None:
        """A workspace, its key derived as for everybody."""
        self._workspace, _ = create_workspace(self._place, Founder("Selftest", "Nobody", _PASSPHRASE), self._means)
        ensure_shipped(self._workspace)

    def register(self) -> None:
        """Fictional plans from a file, and a draw of some of them."""
        workspace = self._held()
        born, final = self._today - timedelta(days=3_000), self._today - timedelta(days=400)
        rows = [f"TEST-{number:03},{born},SLCN,{final},Team {number % 2}" for number in range(1, _PLANS + 1)]
        file = self._folder / "register.csv"
        file.write_text("\n".join(["plan_ref,date_of_birth,primary_need,final_date,casework_team", *rows, ""]), "utf-8")
        _demand(import_register(workspace, file).new == _PLANS, "The register was not taken in whole.")
        drawn = sample(workspace, cycle="weekly", size=_DRAWN, seed="self-test", on=self._today)
        _demand(len(drawn.plans) == _DRAWN, "The draw did not give as many plans as were asked for.")
        self._first = drawn.plans[0].id

    def open_window(self) -> None:
        """The real window, on the workspace."""
        self._window = put_together(application(), self._composition, dialogs=self._dialogs)
        self._window.show()
        self._window.activateWindow()
        self._window.session.open(self._held())
        settle(self._window.jobs)

    def audit(self) -> None:
        """The first plan of the draw, by keys: one marker falls short, the others are sound; then submitted."""
        window = self._opened()
        window.go("audit", place_id=self._first)
        screen = window.screens.screen_now
        if not isinstance(screen, AuditScreen) or screen.presenter.page is None:
            raise Faulty("The audit screen did not open the plan.")
        markers = list(screen.form.column.rows)
        for number, marker in enumerate(markers):
            _demand(screen.form.at == marker, f"The keys led to {screen.form.at} instead of {marker}.")
            _type(screen, _SHORTFALL if number == 1 else _SOUND)
            _press(screen, Qt.Key.Key_Return)
        _press(screen, Qt.Key.Key_Return, held=_CONTROL)
        _demand(screen.presenter.page.verdict is not None, "The audit was not submitted, so it has no grade.")
        settle(window.jobs)
        told = [one for one in self._dialogs.asked if not one.startswith("Submit ")]
        _demand(len(self._dialogs.asked) == 1 and not told, "The window asked or told more: " + "; ".join(told))

    def write_reports(self) -> None:
        """The weekly report in every format, each looked into."""
        workspace = self._held()
        year, week, _ = self._today.isocalendar()
        made = report(workspace, ReportAsked("weekly", f"{year}-W{week:02}"))
        told = contents(workspace, made)
        paths = write_report(self._folder / "reports", made.stem, made.head(), made.rows(), FORMATS, told)
        by_format = {path.suffix[1:]: path for path in paths}
        _demand(set(by_format) == set(FORMATS), "A format of the report is missing.")
        pdf = by_format["pdf"].read_bytes()
        _demand(pdf.startswith(b"%PDF-") and pdf.rstrip().endswith(b"%%EOF"), "The PDF is not whole.")
        _demand(is_zipfile(by_format["xlsx"]), "The workbook is not whole.")
        with ZipFile(by_format["xlsx"]) as book:
            _demand(book.testzip() is None, "The workbook is damaged.")
        figures = json.loads(by_format["json"].read_text("utf-8"))["figures"]
        counted = [(one["numerator"], one["denominator"]) for one in figures if one["id"] == "plans.audited"]
        _demand(counted == [(1, _DRAWN)], "The report does not count the audit.")

    def close_window(self) -> None:
        """Lock and close, as a person does; may be called twice."""
        window, self._window = self._window, None
        workspace, self._workspace = self._workspace, None
        if window is not None:
            window.close()
            window.deleteLater()
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        elif workspace is not None:
            workspace.close()

    def check(self) -> None:
        """Unlock again, verify everything, and make a backup that is verified too."""
        with open_workspace(self._place, _PASSPHRASE, self._means) as workspace:
            faults = [f"{finding.name}: {fault}" for finding in check(workspace) for fault in finding.faults]
            _demand(not faults and not workspace.faults and not workspace.gap, "The check found " + "; ".join(faults))
            made = back_up(workspace)
        _demand(find_backup(self._place / "backups") == made[0].folder, "The backup was not found again.")

    def _held(self) -> Workspace:
        if self._workspace is None:
            raise Faulty("The workspace is closed.")
        return self._workspace

    def _opened(self) -> MainWindow:
        if self._window is None:
            raise Faulty("The window is closed.")
        return self._window


def _demand(is_so: bool, sentence: str) -> None:
    if not is_so:
        raise Faulty(sentence)


def _type(screen: AuditScreen, text: str) -> None:
    for character in text:
        _press(screen, Qt.Key(ord(character.upper())), text=character)


def _press(
    screen: AuditScreen,
    key: Qt.Key,
    *,
    text: str = "",
    held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    """Press a key where the focus is, and let the window follow."""
    widget = QApplication.focusWidget() or screen.focusWidget() or screen
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(widget, QKeyEvent(kind, key.value, held, text))
    QApplication.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents, 50)
