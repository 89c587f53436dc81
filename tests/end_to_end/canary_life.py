"""The life of a workspace in which a child's name stands wherever a person can put it; a process of its own.

`work` imports, draws, scores, takes a plan's documents in and works with them, looks at a report and saves it, meets a
fault, and goes on writing until it is killed; `again` opens what is left, looks at it once more and locks.
"""

import csv
import os
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

from canary_plan import look_after_lock, read_and_copy, take_in, work_with, write_documents
from canary_search import CANARY, TELLTALE
from PySide6.QtGui import QClipboard
from PySide6.QtWidgets import QApplication
from qt_support import PASSPHRASE, FakeDialogs, JobsAtOnce, light_means
from shell_support import MainWindow, make_window

from audit_app.errors import FaultLog
from audit_app.screens.reports import ReportsView
from audit_app.screens.start.recent import add_recent
from audit_app.services.answering import Evidence, give
from audit_app.services.audit_opening import open_audit
from audit_app.services.auditing import submit
from audit_app.services.register.importing import import_register
from audit_app.services.samples.sampling import sample
from audit_app.shell.crash import Crash
from audit_app.store.creating import Founder, create_workspace
from audit_app.store.drafts import Draft, save_draft
from audit_app.store.opening import open_workspace
from audit_app.store.workspace import Workspace
from forms.model import Cause, EvidenceKind, NotScore

DRAWN_ON = date(2026, 11, 10)
WEEK = "2026-W46"
HEAD = ("plan_ref", "final_date", "setting_name", "casework_team", "case_officer", "match_key", "primary_need")
ROWS = [
    (
        f"EHC-{number:04d} {CANARY}",
        "2025-03-01",
        f"{CANARY} School",
        f"Team {CANARY}",
        CANARY,
        f"{CANARY} {number}",
        "ASD",
    )
    for number in range(1, 13)
]


def main(stage: str, base: Path) -> None:
    """Live one of the two parts in the folder `base`."""
    app = QApplication([])
    # the platform without a screen cannot tell whose the clipboard is; here nobody else is
    QClipboard.ownsClipboard = lambda _clipboard: True  # type: ignore[method-assign]  # a process of its own
    {"work": work, "again": again}[stage](app, base)


def work(app: QApplication, base: Path) -> None:
    """Everything up to the moment of death."""
    means = light_means(base)
    workspace, _ = create_workspace(base / "Ashford", Founder("Ashford", "Mary", PASSPHRASE), means)
    with workspace:
        last = _fill(workspace, base / "incoming" / "register.csv")
    window = _opened(app, base)
    take_in(window, last, write_documents(base / "incoming"))
    work_with(window, last)
    _report(window, base / "out")
    _look_around(window, last)
    read_and_copy(window, last)
    _meet_a_fault(window)
    print("working", flush=True)
    number = 0
    while True:
        number += 1
        give(window.session.workspace, last, "F2", note=f"{CANARY} is said again, time {number}")
        print(number, flush=True)


def again(app: QApplication, base: Path) -> None:
    """After the kill: opened, looked at, locked, closed."""
    window = _opened(app, base)
    _report(window, base / "out")
    (review,) = window.session.read(_reviews_left_open)
    read_and_copy(window, review)
    window.session.lock()
    app.processEvents()
    look_after_lock(window)


def _fill(workspace: Workspace, register: Path) -> str:
    """The register in, six plans drawn, five audited, the sixth left open; returns its review."""
    register.parent.mkdir()
    with register.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEAD, *ROWS])
    import_register(workspace, register)
    drawn = sample(workspace, cycle="weekly", size=6, seed=CANARY, on=DRAWN_ON)
    said = Evidence(EvidenceKind.QUOTATION, text=f"{CANARY} finds it hard to wait", where="B")
    review = ""
    for number, place in enumerate(drawn.plans):
        opened = open_audit(workspace, place_id=place.id)
        review = opened.review_id
        for marker in opened.framework.markers:
            if marker.id in opened.not_applicable:
                continue
            low = (
                {"evidence": said, "cause": Cause.ADVICE, "note": f"Ask {CANARY}'s school"} if marker.id == "B1" else {}
            )
            give(workspace, review, marker.id, score=1 if low else 2, **low)  # type: ignore[arg-type]  # by name
        if number < len(drawn.plans) - 1:
            submit(workspace, review)
    give(workspace, review, "C1", score=NotScore.NA, reason=f"{CANARY} has none")
    utc = "2026-11-22T09:00:00Z"
    save_draft(workspace.conn, workspace.person.id, Draft(f"{review}.E1", "note", utc, f"typed of {CANARY}"))
    return review


def _reviews_left_open(workspace: Workspace) -> list[str]:
    return [id_ for (id_,) in workspace.conn.execute("SELECT id FROM review WHERE state IS NOT 'submitted'")]


def _opened(app: QApplication, base: Path) -> MainWindow:
    window = make_window(app, base, dialogs=FakeDialogs("on"), jobs=JobsAtOnce())
    window.resize(1280, 720)
    window.show()
    add_recent(window.context.folders, base / "Ashford", DRAWN_ON)
    window.session.open(open_workspace(base / "Ashford", PASSPHRASE, light_means(base)))
    app.processEvents()
    return window


def _report(window: MainWindow, out: Path) -> None:
    """Look at the weekly report's pages, then save it in every format."""
    window.go("reports", kind="weekly")
    view = window.screens.screen_now
    assert isinstance(view, ReportsView)
    _until(lambda: bool(view.pages.sheets) and view.pages.sheets[0].picture_width > 0)
    assert any(CANARY in sheet.words.replace("\n", " ") for sheet in view.pages.sheets)
    for box in view.form.formats.values():
        box.setChecked(True)
    view.form.show_folder(out)
    view.form.save_button.click()
    assert len(list(out.iterdir())) == 5, view.banner.text.text()


def _look_around(window: MainWindow, review: str) -> None:
    """Every screen that shows the name, and the search for it."""
    for screen in ("home", "plans", "samples", "settings"):
        window.go(screen)
        QApplication.processEvents()
    window.go("audit", review_id=review)
    QApplication.processEvents()


def _meet_a_fault(window: MainWindow) -> None:
    """A fault of the app whose words hold the name."""
    context, fault = window.context, KeyError(f"{CANARY} and {TELLTALE}")
    Crash(context.dialogs, FaultLog(context.folders), context.clock, lambda: False, list).show_fault(fault)


def _until(is_done: Callable[[], bool]) -> None:
    """Let the window work until that is so; jobs are over at once, so that a few rounds are enough."""
    for _ in range(500):
        QApplication.processEvents()
        if is_done():
            return
    raise AssertionError("the window does not get there")


if __name__ == "__main__":
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    main(sys.argv[1], Path(sys.argv[2]))
