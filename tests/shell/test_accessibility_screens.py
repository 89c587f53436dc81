"""Every screen with the demo's data, by keyboard and by what a screen reader is told (reliability U2, and WCAG 2.2)."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType

import pytest
from accessibility import (
    backward_steps,
    cut_words,
    is_in_view,
    place_of,
    sideways,
    small_targets,
    stops,
    tab_round,
    told,
    wrong_roles,
    wrong_states,
)
from member_shown import some_card, some_halves, some_rounds
from openpyxl import load_workbook
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QWidget
from qt_support import Clock, FakeDialogs, light_means, unnamed
from shell_support import MainWindow, make_window
from table_round import open_table_round

from audit_app.domain.actions import Action, Checkpoint
from audit_app.domain.agency_workbook import ACTIONS_SHEET
from audit_app.domain.outcomes import Adulthood, Outcome
from audit_app.domain.problems import AppError
from audit_app.domain.status import Status
from audit_app.screens.actions.form import ActionDialog, CheckpointDialog
from audit_app.screens.actions.send_form import SendDialog
from audit_app.screens.actions.view import ActionsView
from audit_app.screens.audit.screen import AuditScreen
from audit_app.screens.calendar.view import CalendarView
from audit_app.screens.chase.view import ChaseView
from audit_app.screens.exchange.view import ExchangeView
from audit_app.screens.family_voice.view import VoiceView
from audit_app.screens.improvement.view import ImprovementView
from audit_app.screens.insights.view import InsightsView
from audit_app.screens.member.view import MemberView
from audit_app.screens.outcomes.person_dialog import PersonDialog
from audit_app.screens.outcomes.view import OutcomesView
from audit_app.screens.plans.copies_dialog import CopyDialog
from audit_app.screens.plans.copies_draft import CopyDraft
from audit_app.screens.plans.copies_reading import ReadThroughDialog
from audit_app.screens.plans.outcomes_dialog import OutcomeDialog, ReviewDialog
from audit_app.screens.plans.view import PlansView
from audit_app.screens.recurring.view import RecurringView
from audit_app.screens.reports.view import ReportsView
from audit_app.screens.reveal.view import RevealView
from audit_app.screens.rounds.view import RoundsView
from audit_app.screens.samples.assign_dialog import AssignDialog
from audit_app.screens.samples.drawing import Auditor
from audit_app.screens.samples.view import SamplesView
from audit_app.screens.scorecard.view import ScorecardView
from audit_app.screens.settings.view import SettingsView
from audit_app.screens.start.view import StartView
from audit_app.screens.table_scoring.screen import TableScreen
from audit_app.services.actions.agency_plans import agency_plan
from audit_app.services.actions.workbooks import send
from audit_app.services.copies.proposing import CopyProposal
from audit_app.services.demo import make_demo
from audit_app.services.family_voice import VoiceGiven, add_conversation
from audit_app.services.merging.by_hand import Passed
from audit_app.services.merging.conflicts import Conflict, Said
from audit_app.services.merging.folder_memory import Standing
from audit_app.services.merging.pack_reading import FolderRead, Refused
from audit_app.services.rounds.progress import rounds
from audit_app.shell.actions import key_group
from audit_app.store.documents import About, Document
from audit_app.store.opening import open_workspace
from audit_app.store.read_missing import Missing, MissingEntry
from audit_app.store.read_sent import SentWorkbook
from audit_app.ui.dialogs import Dialogs
from audit_app.ui.screen import Screen
from audit_app.ui.shortcuts import ShortcutSheet
from forms.widgets import KEY_GROUPS
from scoring.copies.kinds import Finding, Kind
from scoring.plan.text import Block, BlockKind, Place, PlanText

ON = datetime(2026, 11, 18, 9, tzinfo=UTC)
LEAVES = ("Cancel", "Back to the &plans")
START = ("choose", "unlock", "new", "sheet", "person", "place", "restore", "recover", "pack")
SETTINGS = (
    *("people", "passphrase", "sheet", "frameworks", "report_look", "backups", "retention"),
    *("check", "trail", "access", "appearance"),
)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of this machine's data."""
    return tmp_path_factory.mktemp("accessible")


@pytest.fixture(scope="module")
def closed(qapp: QApplication, base: Path) -> Iterator[MainWindow]:
    """The real window at 1280 by 720 before anything is open, locked at the end; the look as it was before."""
    sheet, palette, font = qapp.styleSheet(), qapp.palette(), qapp.font()
    window = make_window(qapp, base)
    window.resize(1280, 720)
    window.show()
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)
    yield window
    window.session.lock()
    window.close()
    window.deleteLater()
    qapp.setStyleSheet(sheet)
    qapp.setPalette(palette)
    qapp.setFont(font)


@pytest.fixture(scope="module")
def window(closed: MainWindow, base: Path) -> MainWindow:
    """The window on the demo."""
    means = light_means(base, Clock(ON))
    made = make_demo(base, means)
    closed.session.open(open_workspace(made.workspace_path, made.passphrase, means))
    return closed


@pytest.fixture(params=[1.0, 1.5])
def scale(closed: MainWindow, request: pytest.FixtureRequest) -> float:
    """The size of type."""
    wanted = float(request.param)
    keeper = closed.context.preferences
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


def reports_commentary(window: MainWindow) -> None:
    view = screen(window, "reports")
    assert isinstance(view, ReportsView)
    view.show_commentary()


def plans(window: MainWindow) -> PlansView:
    view = screen(window, "plans")
    assert isinstance(view, PlansView)
    while not view.table.isVisible():  # an import was looked at before
        next(one for one in view.findChildren(QPushButton) if one.isVisible() and one.text() in LEAVES).click()
    return view


def vanished(window: MainWindow) -> None:
    view = plans(window)
    asked = [MissingEntry(f"{n}", f"EHC-{n}", "North", "2024-05-20", "2025-06-01", n == 1) for n in range(1, 4)]
    view.missing.show_missing(Missing("register.csv", "2026-11-22", tuple(asked)))
    view.show_part(view.missing)
    view.missing.table.view.setFocus()


def plan(window: MainWindow) -> None:
    view = plans(window)
    view.table.view.selectRow(2)
    QTest.keyClick(view.table.view, Qt.Key.Key_Return)
    settle()
    assert view.drawer.isVisible()


def register(heads: str, window: MainWindow) -> None:
    assert isinstance(window.dialogs, FakeDialogs)
    file = window.context.folders.data / "register.csv"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"{heads}\nEHC10001,2026-01-05\nEHC-9,31/31/2026\n", encoding="utf-8")
    window.dialogs.answers[:] = [file]
    screen(window, "plans", import_register=True)


def past_sheet(steps: int, window: MainWindow) -> None:
    """A council's own sheet of audits: its columns, after a step its words, after two what would be taken in."""
    assert isinstance(window.dialogs, FakeDialogs)
    view = plans(window)
    file = window.context.folders.data / "Audit tool.csv"
    file.parent.mkdir(parents=True, exist_ok=True)
    rows = "EHC10001,05/01/2021,Yes,Good\nOLD-9,06/01/2021,Partly,RI\n"
    file.write_text(f"Case ref,Audit date,Is it specific?,Overall grade\n{rows}", encoding="utf-8")
    window.dialogs.answers[:] = [file]
    view.audits_button.click()
    for part in (view.past.columns, view.past.words)[:steps]:
        part.go_on_button.click()
    shown = (view.past.columns, view.past.words, view.panel)[steps]
    assert view.stack.currentWidget() is shown


def draw(window: MainWindow, *, is_asked: bool) -> None:
    view = screen(window, "samples", new=is_asked)
    assert isinstance(view, SamplesView)
    view.tabs.setCurrentIndex(0)
    view.show_form(is_asked)


def choices(window: MainWindow) -> None:
    draw(window, is_asked=True)
    view = screen(window, "samples")
    assert isinstance(view, SamplesView)
    if not view.form.shows_choices:
        view.form.choices_button.click()
    by = view.form.choices.by
    by.setCurrentIndex(by.findData("phase"))
    by.activated.emit(by.currentIndex())


def coverage(window: MainWindow) -> None:
    view = screen(window, "samples", coverage=True)
    assert isinstance(view, SamplesView)
    view.coverage.waiting.view.selectRow(0)


def audit(window: MainWindow) -> AuditScreen:
    samples = screen(window, "samples")
    assert isinstance(samples, SamplesView)
    samples.open_button.click()
    view = window.screens.screen_now
    assert isinstance(view, AuditScreen)
    view.form.go_to("F3")
    return view


def thread(window: MainWindow) -> None:
    audit(window)
    screen(window, "thread")


def rounds_form(window: MainWindow) -> None:
    view = screen(window, "rounds")
    assert isinstance(view, RoundsView)
    view.new_button.click()


def across(window: MainWindow, *, tab: int = 0, first: date = date(2025, 12, 1)) -> None:
    view = screen(window, "recurring")
    assert isinstance(view, RecurringView)
    view.period.show_months(first, first + timedelta(days=340))
    view.asked.emit()
    view.lines.show_list(tab)


def agreement(tab: int, window: MainWindow) -> None:
    screen(window, "agreement", tab=tab)


def insights(tab: int, window: MainWindow, *, is_behind: bool = False) -> None:
    """A page of Insights, with the plans behind its first row."""
    view = screen(window, "insights", tab=tab)
    assert isinstance(view, InsightsView)
    while view.tabs.isHidden() or (tab == 1 and view.sections.card.isHidden()):
        settle()
    view.drawer.shut()
    if is_behind:
        QTest.keyClick(view.table_shown.view, Qt.Key.Key_Return)
        assert view.drawer.isVisible()


def scorecard(code: str, window: MainWindow) -> None:
    """The measures of the performance framework, with one of them at the side."""
    view = screen(window, "scorecard")
    assert isinstance(view, ScorecardView)
    while view.table.isHidden():
        settle()
    view.drawer.shut()
    view.table.select(lambda line: line.measure.code == code)
    if code:
        QTest.keyClick(view.table.view, Qt.Key.Key_Return)
        assert view.drawer.isVisible()


def reveal(tab: int, window: MainWindow) -> None:
    """The demo's round that is revealed: all plans, the third plan, or the close."""
    view = screen(window, "reveal")
    assert isinstance(view, RevealView)
    view.tabs.setCurrentIndex(tab % view.tabs.count())


def timeliness(tab: int, window: MainWindow) -> None:
    screen(window, "timeliness", tab=tab)


def improvement(tab: int, window: MainWindow, *, opens: bool = False) -> None:
    """One page of the improvement plan, or an action of it in the drawer."""
    view = screen(window, "improvement", tab=tab)
    assert isinstance(view, ImprovementView)
    if opens:
        view.table.table.select(lambda line: line.label == "D2.2")
        view.table.line_requested.emit(view.table.current())
    else:
        view.table.drawer.shut()


def round_table(window: MainWindow, *, speaks: bool) -> None:
    """Two members who score round a table, or what the first of them says."""
    held = {line.name: line.id for line in window.session.read(rounds)}
    made = held.get("Table") or window.session.write(lambda workspace: open_table_round(workspace, ON.date()))
    view = screen(window, "table_scoring", round_id=made)
    assert isinstance(view, TableScreen)
    if speaks:
        view.members.begin_button.click()


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


def exchange(window: MainWindow, *, tab: int = 0) -> ExchangeView:
    view = screen(window, "exchange", tab=tab)
    assert isinstance(view, ExchangeView)
    view.packs.show_read(FolderRead())
    return view


def exchange_left(window: MainWindow) -> None:
    view = exchange(window)
    one = Refused("changes-12.ehcppack", "Changes 3 to 9 of Ann Archer on office are missing here.")
    view.packs.show_read(FolderRead(refused=(one,), waiting=(one,), asks=(one,)))
    view.packs.show_standing(Standing(Path("a folder"), "2026-11-18T09:00:00Z", ""))
    view.packs.show_passed([Passed(ON, "Ann Archer", "pack of Ben Brook: 1 change", came=True)])


def exchange_conflicts(window: MainWindow) -> None:
    view = exchange(window, tab=1)
    said = [
        Said(f"year group {n}", "Ann Archer", "2026-11-18T09:00:00Z", "office", "seen", n == 1, is_late=False)
        for n in range(2)
    ]
    parts = ("entry", "e", "row", "EHC10001", "Register row", tuple(said), ())
    view.conflicts.show_conflicts([Conflict(*parts, "", is_late=False, review="r")])


def member(window: MainWindow, *, has_parts: bool, is_card: bool = False) -> None:
    """A member's first screen with made-up rounds and halves, with nothing, or with a calibration card."""
    view = screen(window, "member")
    assert isinstance(view, MemberView)
    view.show_rounds()
    found = (some_rounds(), some_halves()) if has_parts else ((), ())
    view.show_parts(*found, ON.date(), can_write=True, is_invited=has_parts)
    if is_card:
        view.show_card(some_card())


def voice(window: MainWindow, *, is_form: bool = False) -> None:
    """What one family said, and nothing of another month; or the form."""
    view = screen(window, "family_voice", round_id="")
    assert isinstance(view, VoiceView)
    if view.is_form_open:
        view.form.no.click()
    if not view.table.model.rows:
        given = VoiceGiven("EHC10001", ON.date(), consent=True, answers={"listened": 3}, quote="It is about us.")
        window.session.write(lambda workspace: add_conversation(workspace, given))
    view.table.view.selectRow(0)
    if is_form:
        view.add_button.click()


def calendar(tab: int, window: MainWindow, *, opens: str = "") -> None:
    """A page of the calendar; on it a day or the board's next meeting may be open."""
    view = screen(window, "calendar", tab=tab)
    assert isinstance(view, CalendarView)
    view.pane.shut()
    if opens == "day":
        view.month.day_opened.emit(max(view.month.days.events, key=lambda day: len(view.month.days.events[day])))
    if opens == "meeting":
        meets = [row.event for row in view.list.model.rows if row.event.meeting is not None and row.event.needs]
        view.event_requested.emit(meets[0])
    settle()


def outcomes(tab: int, window: MainWindow) -> None:
    """A list of the outcomes, on its first row."""
    view = screen(window, "outcomes", tab=tab)
    assert isinstance(view, OutcomesView)
    view.tables[tab].view.selectRow(0)


def actions(window: MainWindow, *, standing: str = "current", opens: bool = False) -> None:
    view = screen(window, "actions", standing=standing)
    assert isinstance(view, ActionsView)
    view.drawer.shut()
    view.review.ended.emit(False)
    if opens:
        line = next(one for one in view.table.model.rows if one.action.is_systemic)
        view.table.select(lambda one: one is line)
        view.action_requested.emit(line)


def workbook_back(window: MainWindow) -> None:
    """An agency's workbook that came back with a changed cell and a row that was added."""
    view = screen(window, "actions")
    assert isinstance(view, ActionsView)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "back.xlsx"
        window.session.write(lambda workspace: send(workspace, agency_plan(workspace, "coordinator"), path))
        book = load_workbook(path)
        sheet = book[ACTIONS_SHEET]
        new = next(row for row in range(3, 99) if sheet[f"A{row}"].value == "new")
        sheet["G3"], sheet["E3"], sheet[f"B{new}"] = "It is done.", ON.date(), "Write to every setting."
        book.save(path)
        view.file_dropped.emit(path)


def becoming_an_action(window: MainWindow) -> None:
    view = screen(window, "chase")
    assert isinstance(view, ChaseView)
    assert view.action_button is not None
    view.table.view.selectRow(0)
    view.action_button.click()


STATIONS: Mapping[str, Callable[[MainWindow], object]] = MappingProxyType(
    {
        "home": lambda window: screen(window, "home"),
        "member": partial(member, has_parts=True),
        "member nothing": partial(member, has_parts=False),
        "member card": partial(member, has_parts=True, is_card=True),
        "plans": plans,
        "plan": plan,
        "vanished": vanished,
        "import": partial(register, "plan_ref,final_date"),
        "mapping": partial(register, "Case number,Issued"),
        "past columns": partial(past_sheet, 0),
        "past words": partial(past_sheet, 1),
        "past preview": partial(past_sheet, 2),
        "samples": lambda window: draw(window, is_asked=False),
        "draw": lambda window: draw(window, is_asked=True),
        "choices": choices,
        "coverage": coverage,
        "audit": audit,
        "shortfall": shortfall,
        "lacking": lacking,
        "thread": thread,
        "rounds": lambda window: screen(window, "rounds"),
        "rounds new": rounds_form,
        "table_scoring": partial(round_table, speaks=False),
        "table_scoring speaks": partial(round_table, speaks=True),
        **{f"reveal {tab}": partial(reveal, tab) for tab in (0, 1, 3, -1)},
        "recurring": across,
        "recurring phrases": partial(across, tab=1),
        "recurring sections": partial(across, tab=2),
        "recurring nothing": partial(across, first=date(2020, 1, 1)),
        **{f"timeliness {tab}": partial(timeliness, tab) for tab in range(5)},
        **{f"improvement {tab}": partial(improvement, tab) for tab in range(6)},
        "improvement action": partial(improvement, 0, opens=True),
        **{f"agreement {tab}": partial(agreement, tab) for tab in range(5)},
        **{f"insights {tab}": partial(insights, tab) for tab in range(3)},
        "insights behind": partial(insights, 0, is_behind=True),
        "scorecard": partial(scorecard, ""),
        **{f"scorecard {code}": partial(scorecard, code) for code in ("tribunals_logged", "days_lost", "plan_quality")},
        **{f"calendar {tab}": partial(calendar, tab) for tab in range(3)},
        "calendar day": partial(calendar, 0, opens="day"),
        "calendar meeting": partial(calendar, 1, opens="meeting"),
        "actions": actions,
        "actions open": partial(actions, opens=True),
        "actions closed": partial(actions, standing="closed", opens=True),
        "actions workbook": workbook_back,
        "actions from a finding": becoming_an_action,
        **{f"outcomes {tab}": partial(outcomes, tab) for tab in range(3)},
        "family_voice": voice,
        "family_voice form": partial(voice, is_form=True),
        "chase": lambda window: screen(window, "chase"),
        "reports": lambda window: screen(window, "reports"),
        "reports commentary": reports_commentary,
        "exchange packs": exchange,
        "exchange left": exchange_left,
        "exchange conflicts": exchange_conflicts,
        **{f"settings {part}": partial(settings, part) for part in SETTINGS},
    }
)


def settle() -> None:
    """Let layouts follow, one inside the other, and what was let go be gone."""
    for _ in range(6):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        QApplication.processEvents()


def faults(window: QWidget) -> dict[str, list[str]]:
    """What is wrong in what a window shows now, by kind; Tab goes once around from where the focus is, and back."""
    round_ = [(one, is_in_view(one)) for one in tab_round(window)]
    seen, hidden = [one for one, _ in round_], [told(one) for one, is_seen in round_ if not is_seen]
    back = list(tab_round(window, back=True))
    found = {
        "without a name": unnamed(window),
        "of another role": wrong_roles(window),
        "of another state": wrong_states(window),
        "too small to press": small_targets(window),
        "cut": cut_words(window),
        "read sideways": sideways(window),
        "not reached by Tab": [told(one) for one in stops(window) if one not in seen],
        "reached against the order": backward_steps(seen),
        "reached otherwise on the way back": [] if back == [seen[0], *reversed(seen[1:])] else [told(o) for o in back],
        "out of view with the focus": hidden,
    }
    return {kind: named for kind, named in found.items() if named}


@pytest.mark.parametrize("page", START)
def test_the_start_screen_is_for_everybody(closed: MainWindow, scale: float, page: str) -> None:
    view = closed.start
    assert isinstance(view, StartView)
    view.show_page(getattr(view, page))
    settle()
    min(stops(closed), key=lambda one: place_of(one).topLeft().toTuple()[::-1]).setFocus(Qt.FocusReason.TabFocusReason)
    assert faults(closed) == {}


def test_every_screen_of_the_navigation_has_a_station(closed: MainWindow) -> None:
    assert [spec for spec in closed.screens.specs if not any(one.startswith(spec) for one in STATIONS)] == []


def test_every_part_of_the_settings_has_a_station(window: MainWindow) -> None:
    view = screen(window, "settings")
    assert isinstance(view, SettingsView)
    found = [view.parts.item(row).data(Qt.ItemDataRole.UserRole) for row in range(view.parts.count())]
    assert found == list(SETTINGS)


@pytest.mark.parametrize("station", STATIONS)
def test_every_screen_is_for_everybody(window: MainWindow, scale: float, station: str) -> None:
    STATIONS[station](window)
    settle()
    window.navigation.take_focus()
    assert faults(window) == {}


class Caught(Dialogs):
    """Dialogs that are looked at and not waited for; `found` is what is wrong with the last one."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.found: dict[str, list[str]] | None = None

    def run(self, dialog: QDialog) -> bool:
        dialog.show()
        dialog.activateWindow()
        assert QTest.qWaitForWindowActive(dialog)
        settle()
        stops(dialog)[0].setFocus(Qt.FocusReason.TabFocusReason)
        self.found = faults(dialog)
        dialog.close()
        return False


def ask(dialogs: Dialogs, _window: MainWindow) -> None:
    dialogs.ask_text("Replace EHC10001", "&Why? The record keeps your reason.", yes="Replace", lines=3)


def tell(dialogs: Dialogs, _window: MainWindow) -> None:
    open_elsewhere = AppError("Audit.xlsx is open in another program. Close it there and press Retry.")
    dialogs.fail("The report could not be written", open_elsewhere, retry=True)


def assign(dialogs: Dialogs, window: MainWindow) -> None:
    able = [Auditor("a", "Ann Archer"), Auditor("b", "Ben Brook")]
    dialogs.run(AssignDialog(["EHC10001"], able, "b", ON.date(), window))


def copy(dialogs: Dialogs, window: MainWindow) -> None:
    words = "Bellweather reads with Ari. A child in need. " * 20
    text = PlanText("docx", tuple(Block(f"b{n}", BlockKind.PARAGRAPH, words) for n in range(1, 9)))
    found = tuple(
        Finding(kind.value, kind, kind.value, "for a reason", n > 0, 3, (Place("b1", 0, 11),))
        for n, kind in enumerate((Kind.NAME, Kind.CHILD, Kind.LEFT_OUT))
    )
    held = Document("d", "p", "plan.docx", "docx", 9, "2026-11-18", About())
    dialogs.run(CopyDialog("Reading copy", CopyDraft(CopyProposal(held, text, found, lambda _: found)), window))
    dialogs.run(ReadThroughDialog("Read it through", text, window))


def action(dialogs: Dialogs, window: MainWindow) -> None:
    figures = (("plans.effective", "Plans that are Good or Outstanding"),)
    dialogs.run(
        ActionDialog("Edit the action", Action("a", "2026-11-18", "p", "health", "Do it."), figures, _keep, window)
    )


def checkpoint(dialogs: Dialogs, window: MainWindow) -> None:
    dialogs.run(CheckpointDialog("How far is it?", Checkpoint(ON.date(), Status.AMBER), _keep, window))


def sending(dialogs: Dialogs, window: MainWindow) -> None:
    out = {"health": SentWorkbook("1", "health", "2026-11-02", "d", 3, "", "", 0, 0)}
    dialogs.run(SendDialog({"health": 3, "coordinator": 12}, out, ON.date(), "Mary Hall", ON.date(), window))


def outcome_forms(dialogs: Dialogs, window: MainWindow) -> None:
    one = Outcome("o", "p", "EHC10001", "1", "Travels to college by bus, and asks the driver for help. " * 9)
    dialogs.run(OutcomeDialog("Change the outcome: EHC10001", one, str, window))
    asked = [replace(one, id=f"o{at}", number=str(at)) for at in range(1, 7)]
    dialogs.run(ReviewDialog("Note a review: EHC10001", asked, ON.date(), lambda _on, _said: "", window))
    person = Adulthood("p", "EHC10001", date(2009, 3, 1), note="Met the team. " * 20)
    dialogs.run(PersonDialog(person, str, window))


def _keep(_given: object) -> None:
    """Nothing is saved."""


def keys(dialogs: Dialogs, window: MainWindow) -> None:
    dialogs.run(ShortcutSheet([*KEY_GROUPS, key_group()], window))


@pytest.mark.parametrize("show", [ask, tell, assign, copy, action, checkpoint, sending, outcome_forms, keys])
def test_every_kind_of_dialog_is_for_everybody(
    closed: MainWindow, scale: float, show: Callable[[Dialogs, MainWindow], None]
) -> None:
    dialogs = Caught(closed)
    show(dialogs, closed)
    assert dialogs.found == {}
    closed.activateWindow()
    assert QTest.qWaitForWindowActive(closed)
