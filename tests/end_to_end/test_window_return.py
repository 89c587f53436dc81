"""A statutory return in the real window: taken in, six drawn and audited, timeliness reported beside quality.

The return is made with its answers: how many plans were issued, in time, with an exception. Nothing of the app counts
them; the window, the workbook, the pages and the figures must say the same.
"""

import json
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdfium2 import PdfDocument
from PySide6.QtCore import QDate
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from qt_support import PASSPHRASE, FakeDialogs, Place, light_workspace
from shell_support import MainWindow, shown_window

from audit_app.screens.plans.view import PlansView
from audit_app.screens.samples.view import SamplesView
from audit_app.screens.start.recent import add_recent
from audit_app.screens.timeliness import TimelinessView
from audit_app.services.auditing import give, open_audit, submit
from audit_app.services.demo.returns import Answers, ReturnMade, Shape, write_return
from audit_app.services.reports.content import contents
from audit_app.services.reports.reporting import ReportAsked, report
from audit_app.store.workspace import Workspace
from exports.report_files import write_report

ON = date(2026, 11, 20)
PERIOD = ("2025-01", "2026-11")
SIZE, DRAWN = 160, 6


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return light_workspace(tmp_path, plans=0)


@pytest.fixture
def made(tmp_path: Path) -> ReturnMade:
    return write_return(tmp_path / "return", Shape.XML, SIZE, "end to end", ON)


@pytest.fixture
def window(qapp: QApplication, tmp_path: Path, place: Place, qtbot: QtBot) -> Iterator[MainWindow]:
    with shown_window(qapp, tmp_path, qtbot, dialogs=FakeDialogs()) as shown:
        add_recent(shown.context.folders, place.folder, ON)
        shown.start.show_with(unlock=place.folder, passphrase=PASSPHRASE)
        qtbot.waitUntil(lambda: shown.session.is_open)
        yield shown
        shown.locking.close_now()


def entries(window: MainWindow) -> int:
    return int(window.session.workspace.conn.execute("SELECT count(*) FROM entry").fetchone()[0])


def take_in(window: MainWindow, qtbot: QtBot, path: Path) -> None:
    """The file chosen, its preview looked at, taken in."""
    assert isinstance(window.dialogs, FakeDialogs)
    window.dialogs.answers.append(path)
    window.context.go("plans", import_register=True)
    view = window.screens.screen_now
    assert isinstance(view, PlansView)
    panel = view.panel
    qtbot.waitUntil(panel.import_button.isEnabled)
    assert entries(window) == 0  # a preview takes nothing in
    panel.import_button.click()
    qtbot.waitUntil(lambda: entries(window) > 0)
    panel.cancel_button.click()


def draw_and_audit(window: MainWindow, qtbot: QtBot) -> None:
    """This week's six, drawn with two presses, each audited and found Sound throughout."""
    window.context.go("samples")
    view = window.screens.screen_now
    assert isinstance(view, SamplesView)
    view.new_button.click()
    qtbot.waitUntil(view.form.draw_button.isEnabled)
    view.form.draw_button.click()
    qtbot.waitUntil(lambda: len(view.places.model.rows) == DRAWN)
    for turn in tuple(view.places.model.rows):
        window.session.write(partial(_audit, place_id=turn.place_id))


def _audit(workspace: Workspace, place_id: str) -> None:
    opened = open_audit(workspace, place_id=place_id)
    for marker in opened.framework.markers:
        if marker.id not in opened.not_applicable:
            give(workspace, opened.review_id, marker.id, score=2)
    submit(workspace, opened.review_id)


def expected(answers: Answers) -> dict[str, tuple[int, int]]:
    """What the return was made to give, as numerator and denominator, over every year of its plans in the period."""
    years = [year for number, year in answers.years.items() if number in (2025, 2026)]
    issued, excepted = sum(year.issued for year in years), sum(year.excepted for year in years)
    within, plain = sum(year.in_time for year in years), sum(year.in_time_without_exception for year in years)
    return {
        "timeliness.20_weeks.including_exceptions": (within, issued),
        "timeliness.20_weeks.excluding_exceptions": (plain, issued - excepted),
        "timeliness.exceptions": (excepted, issued),
    }


def test_a_return_is_taken_in_six_are_drawn_and_timeliness_stands_beside_quality(
    window: MainWindow, qtbot: QtBot, made: ReturnMade, tmp_path: Path
) -> None:
    take_in(window, qtbot, made.path)
    assert entries(window) == made.answers.requests
    draw_and_audit(window, qtbot)
    wanted = expected(made.answers)
    assert all(of > 0 for _, of in wanted.values())

    window.context.go("timeliness")
    view = window.screens.screen_now
    assert isinstance(view, TimelinessView)
    view.asked.first.setDate(QDate(2025, 1, 1))
    shown = "{:,} of {:,}".format
    qtbot.waitUntil(
        lambda: view.issued.including.count.text() == shown(*wanted["timeliness.20_weeks.including_exceptions"])
    )
    assert view.issued.excluding.count.text() == shown(*wanted["timeliness.20_weeks.excluding_exceptions"])
    assert view.issued.exceptions.count.text() == shown(*wanted["timeliness.exceptions"])

    workspace = window.session.workspace
    said = report(workspace, ReportAsked("monthly", "..".join(PERIOD)))
    paths = write_report(
        tmp_path / "reports", said.stem, said.head(), said.rows(), ["pdf", "xlsx", "json"], contents(workspace, said)
    )
    written = {path.suffix: path for path in paths}
    figures = {one["id"]: one for one in json.loads(written[".json"].read_bytes())["figures"]}
    assert {id_: (figures[id_]["numerator"], figures[id_]["denominator"]) for id_ in wanted} == wanted
    assert figures["plans.audited"]["numerator"] == DRAWN
    assert figures["plans.effective"]["denominator"] == DRAWN
    sheets = load_workbook(written[".xlsx"]).sheetnames
    assert "Timeliness" in sheets
    with closing(PdfDocument(written[".pdf"])) as pages:
        words = " ".join(" ".join(page.get_textpage().get_text_range() for page in pages).split())
    assert "within 20 weeks" in words
    assert "Effective plans" in words
