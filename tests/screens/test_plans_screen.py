"""Plans: ten thousand rows searched at once, one plan with its history, and files that come in whole or not at all."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from qt_support import FakeDialogs, HeldJobs, Place, Visits, context_for, light_workspace
from screen_checks import least_width, nameless, press, texts

from audit_app.screens.plans import PlansView, make
from audit_app.screens.plans.detail import taken
from audit_app.screens.plans.history import audit_pill
from audit_app.screens.plans.lines import columns, lines_of, phase_words, weeks_words, year_words
from audit_app.services.auditing import open_audit
from audit_app.services.past.audits import import_audits
from audit_app.services.register.importing import import_register
from audit_app.store.read_plans import PlanRow, plan_detail, plan_list
from audit_app.ui.screen import ScreenContext

TODAY = date(2026, 11, 22)
World = tuple[PlansView, ScreenContext, Visits]
REGISTER = """plan_ref,primary_need,year_group,casework_team,request_date,final_date,ceased_date,looked_after
EHC-0001,ASD,9,North,2024-01-08,2024-05-20,,1
EHC-0002,SEMH,3,South,2024-01-08,2024-09-30,,
EHC-0003,SLCN,13,South,2026-10-01,,,
EHC-0004,ASD,,North,2020-01-06,2020-05-04,2026-01-31,
"""
AUDITS = """plan_ref,audit_date,cycle,round,reviewer,agency,framework,marker,score,evidence,cause
EHC-0001,2026-10-05,weekly,,Jo Smith,coordinator,weekly-18,B1,3,,
EHC-0001,2026-10-05,weekly,,Jo Smith,coordinator,weekly-18,F1,2,,
"""


@pytest.fixture
def register(tmp_path: Path) -> Path:
    path = tmp_path / "register.csv"
    path.write_text(REGISTER, encoding="utf-8")
    return path


@pytest.fixture
def audits(tmp_path: Path) -> Path:
    path = tmp_path / "audits.csv"
    path.write_text(AUDITS, encoding="utf-8")
    return path


@pytest.fixture
def place(tmp_path: Path, register: Path, audits: Path) -> Place:
    made = light_workspace(tmp_path, plans=0)
    with made.open() as workspace:
        import_register(workspace, register)
        import_audits(workspace, audits)
    return made


@pytest.fixture
def world(place: Place, qtbot: QtBot) -> Iterator[World]:
    yield from opened(place, qtbot)


def opened(place: Place, qtbot: QtBot) -> Iterator[World]:
    context, visits = context_for(place)
    view = make(context)
    assert isinstance(view, PlansView)
    qtbot.addWidget(view)
    view.resize(1080, 680)
    view.show()
    view.show_with()
    yield view, context, visits
    context.session.lock()


def answer(context: ScreenContext, *answers: object) -> None:
    assert isinstance(context.dialogs, FakeDialogs)
    context.dialogs.answers = [*answers]


def refs(view: PlansView) -> list[str]:
    return [line.plan_ref for line in view.table.model.rows]


def labels(view: PlansView) -> list[str]:
    texts(view.drawer)
    return [one.text() for one in view.drawer.findChildren(QLabel)]


def open_plan(view: PlansView, ref: str) -> None:
    assert view.table.select(lambda line: line.plan_ref == ref)
    press(view.table.view, Qt.Key.Key_Return)


def test_the_list_says_how_every_entry_stands(world: World) -> None:
    view, _, _ = world
    stands = {line.plan_ref: line.standing for line in view.table.model.rows}
    assert stands == {
        "EHC-0001": "In force", "EHC-0002": "In force", "EHC-0003": "In process", "EHC-0004": "Ceased",
    }  # fmt: skip
    assert view.tally.text() == "2 plans in force, 1 in process, 1 ceased"


@pytest.mark.parametrize(
    ("column", "value", "expected"),
    [
        ("team", "South", ["EHC-0002", "EHC-0003"]),
        ("need", "ASD", ["EHC-0001", "EHC-0004"]),
        ("phase", "Post-16", ["EHC-0003"]),
        ("standing", "In process", ["EHC-0003"]),
        ("audited", "Audited", ["EHC-0001"]),
        ("audited", "Never audited", ["EHC-0002", "EHC-0003", "EHC-0004"]),
    ],
)
def test_the_list_is_filtered(world: World, column: str, value: str, expected: list[str]) -> None:
    view, _, _ = world
    box = view.table.choices[column]
    box.setCurrentIndex(box.findData(value))
    assert refs(view) == expected


def test_search_looks_into_hidden_columns_and_takes_words_in_any_order(world: World) -> None:
    view, _, _ = world
    view.table.search.setText("south primary")
    assert refs(view) == ["EHC-0002"]


def test_weeks_sort_by_number_and_unknown_comes_last(world: World) -> None:
    view, _, _ = world
    at = [column.id for column in columns()].index("weeks")
    view.table.view.sortByColumn(at, Qt.SortOrder.DescendingOrder)
    assert refs(view)[0] == "EHC-0002"
    assert refs(view)[-1] == "EHC-0003"


def thousands(place: Place, number: int) -> list[PlanRow]:
    with place.open() as workspace:
        rows = plan_list(workspace.conn, TODAY)
    return [replace(rows[at % len(rows)], id=str(at), plan_ref=f"EHC-{at:06d}") for at in range(number)]


def test_ten_thousand_rows_are_searched_by_words_and_letters(place: Place, qtbot: QtBot) -> None:
    view = PlansView()  # how fast: benchmarks/plans_list.py
    qtbot.addWidget(view)
    view.show()
    rows = lines_of(thousands(place, 10_000))
    view.show_lines(rows)
    view.table.search.setText("ehc-0012")
    assert len(view.table.model.rows) == 100
    view.table.search.setText("nothing at all")
    assert len(view.table.model.rows) == 0
    view.table.clear_search()
    assert len(view.table.model.rows) == 10_000


def test_enter_opens_a_plan_with_its_dates_flags_and_graded_audits(world: World) -> None:
    view, _, _ = world
    open_plan(view, "EHC-0001")
    said = labels(view)
    assert view.drawer.title.text() == "EHC-0001"
    assert "19.0 weeks from request to final plan, within 20 weeks." in said
    assert "Autistic spectrum disorder (ASD)" in said
    assert "Weekly, weekly-18/1, by Jo Smith" in said
    assert "20 May 2024" in said


def test_the_drawer_follows_the_arrow_keys_and_escape_closes_it(world: World) -> None:
    view, _, _ = world
    open_plan(view, "EHC-0001")
    press(view.table.view, Qt.Key.Key_Down)
    assert view.drawer.title.text() == "EHC-0002"
    assert "38.0 weeks from request to final plan, beyond 20 weeks." in labels(view)
    press(view.drawer.close_button, Qt.Key.Key_Escape)
    assert not view.drawer.isVisible()


def test_looking_at_a_plan_goes_into_the_access_log_without_its_reference(world: World) -> None:
    view, context, _ = world
    open_plan(view, "EHC-0001")
    conn = context.session.workspace.conn
    things = [row[0] for row in conn.execute("SELECT thing FROM access_event WHERE act = 'read'")]
    assert things == ["the register", f"plan {view.table.current().row.id}"]


def test_a_plan_that_is_not_there_any_more_is_said(world: World) -> None:
    view, context, _ = world
    context.session.workspace.conn.execute("UPDATE entry SET erased = 1 WHERE plan_ref = 'EHC-0003'")
    open_plan(view, "EHC-0003")
    assert "no longer in the register" in view.banner.text.text()


def test_one_key_copies_the_case_number_and_a_notice_says_so(world: World) -> None:
    view, _, visits = world
    view.table.select(lambda line: line.plan_ref == "EHC-0002")
    press(view.table.view, Qt.Key.Key_C)
    assert QGuiApplication.clipboard().text() == "EHC-0002"
    assert visits.said == ["EHC-0002 was copied."]


def test_a_letter_c_in_the_search_is_a_letter(world: World) -> None:
    view, _, visits = world
    press(view.table.search, Qt.Key.Key_C)
    assert view.table.search.text() == "c"
    assert visits.said == []


def test_the_palette_finds_plans_by_their_reference(world: World) -> None:
    view, _, visits = world
    (command,) = view.found("hc-0003")
    command.run()
    assert visits.went == [("plans", {"plan_ref": "EHC-0003"})]
    view.show_with(plan_ref="EHC-0003")
    assert view.drawer.title.text() == "EHC-0003"
    view.show_with(plan_ref="EHC-9999")
    assert "There is no plan EHC-9999" in view.banner.text.text()


def test_a_review_in_progress_and_a_sealed_round_show_no_grade(place: Place, qapp: object) -> None:
    with place.open() as workspace:
        opened_one = open_audit(workspace, plan_ref="EHC-0002", cycle="weekly")
        plan_id = next(row.id for row in plan_list(workspace.conn, TODAY) if row.plan_ref == "EHC-0002")
        detail = plan_detail(workspace.conn, plan_id)
        assert detail is not None
        assert audit_pill(detail.audits[0]).words == "In progress"
        workspace.conn.execute("UPDATE audit SET round = 'R1' WHERE id = ?", (opened_one.audit_id,))
        workspace.conn.execute(
            "INSERT INTO round (id, name, cycle, sealed, state) VALUES ('r', 'R1', 'weekly', '1', 'open')"
        )
        workspace.conn.execute("UPDATE review SET grade = 'good', state = 'submitted'")
        sealed = plan_detail(workspace.conn, plan_id)
        assert sealed is not None
        assert audit_pill(sealed.audits[0]).words == "Sealed until the reveal"
        assert sealed.audits[0].reviews[0].grade == ""
        assert next(row.grade for row in plan_list(workspace.conn, TODAY) if row.plan_ref == "EHC-0002") == ""


def test_a_preview_says_what_would_change_and_writes_nothing(world: World, register: Path) -> None:
    view, context, visits = world
    tip = context.session.workspace.door.tip
    more = REGISTER.replace("EHC-0003,SLCN", "EHC-0003,ASD") + "EHC-0005,PD,4,East,2025-01-06,2027-01-01,,\n"
    register.write_text("\n".join(line for line in more.splitlines() if "EHC-0002" not in line), encoding="utf-8")
    answer(context, register)
    view.register_button.click()
    counts = [label.text() for label in view.panel.findChildren(QLabel) if label.property("role") == "figure"]
    assert counts == ["1", "0", "0", "1", "0", "0", "0", "1", "2"]
    assert context.session.workspace.door.tip == tip
    said = texts(view.panel)
    assert "1 entry is held and not in the file; they stay as they are: EHC-0002." in said
    assert [box.text() for box in view.panel.include.boxes.values() if box.isVisible()] == ["Looked after"]
    assert view.panel.problems.table.model.total == 1
    changes = [(line.plan_ref, line.what, line.said) for line in view.panel.changes.table.model.rows]
    assert changes == [
        ("EHC-0003", "Other primary need", "Primary need: SLCN → ASD"),
        ("EHC-0005", "New", ""),
        ("EHC-0002", "Not in the file", ""),
    ]
    view.panel.import_button.click()
    assert visits.said == ["The file was imported: new 1, other primary need 1, not in the file 1, unchanged 2."]
    assert view.stack.currentWidget() is view.page
    assert "EHC-0005" in refs(view)


def test_ticking_a_sensitive_field_previews_it_anew(world: World, register: Path) -> None:
    view, context, _ = world
    answer(context, register)
    view.register_button.click()
    assert "there is nothing to import" in view.panel.banner.text.text()
    assert not view.panel.import_button.isEnabled()
    view.panel.include.boxes["looked_after"].click()
    view.panel.import_button.click()
    open_plan(view, "EHC-0001")
    assert "Looked after" in labels(view)


def test_faults_stand_by_row_and_column_and_can_be_copied(world: World, register: Path) -> None:
    view, context, _ = world
    register.write_text("plan_ref,final_date\nEHC-0001,last week\nEHC-0002,2026-02-31\n", encoding="utf-8")
    answer(context, register)
    view.register_button.click()
    assert "nothing of it was imported" in view.panel.banner.text.text()
    assert not view.panel.import_button.isEnabled()
    view.panel.problems.copy_button.click()
    lines = [line.split("\t") for line in QGuiApplication.clipboard().text().splitlines()]
    assert [line[:2] for line in lines] == [["2", "final_date"], ["3", "final_date"]]
    register.write_text(REGISTER, encoding="utf-8")
    view.panel.again_button.click()
    assert view.panel.banner.text.text().startswith("Everything in the file is held already")


def test_past_audits_come_in_the_same_way(world: World, audits: Path) -> None:
    view, context, visits = world
    audits.write_text(AUDITS.replace("EHC-0001", "EHC-0002"), encoding="utf-8")
    answer(context, audits)
    view.audits_button.click()
    assert not view.panel.include.isVisible()
    view.panel.import_button.click()
    assert visits.said == ["The file was imported: new audits 1, new reviews 1."]
    audited = {line.plan_ref for line in view.table.model.rows if line.audited == "Audited"}
    assert audited == {"EHC-0001", "EHC-0002"}


def held(place: Place, qtbot: QtBot) -> tuple[PlansView, ScreenContext, Visits, HeldJobs]:
    """The screen with jobs that wait, its first reading let go."""
    context, visits = context_for(place)
    jobs = HeldJobs(context.session)
    context = replace(context, jobs=jobs)
    view = make(context)
    assert isinstance(view, PlansView)
    qtbot.addWidget(view)
    view.show()
    view.show_with()
    jobs.let_go()
    return view, context, visits, jobs


def test_cancelling_while_the_file_is_written_imports_nothing(place: Place, register: Path, qtbot: QtBot) -> None:
    view, context, visits, jobs = held(place, qtbot)
    register.write_text(REGISTER + "EHC-0009,PD,4,East,2025-01-06,,,\n", encoding="utf-8")
    answer(context, register)
    view.register_button.click()
    assert view.panel.progress_card.isVisible()
    jobs.let_go()
    view.panel.import_button.click()
    assert context.session.is_lent
    view.panel.cancel_button.click()
    assert visits.said == []
    jobs.let_go()
    assert visits.said == ["Stopped. Nothing was imported."]
    assert not context.session.is_lent
    assert view.stack.currentWidget() is view.page
    assert len(plan_list(context.session.workspace.conn, TODAY)) == 4
    context.session.lock()


def test_cancelling_too_late_says_that_the_file_was_imported(place: Place, register: Path, qtbot: QtBot) -> None:
    view, context, visits, jobs = held(place, qtbot)
    register.write_text(REGISTER + "EHC-0009,PD,4,East,2025-01-06,,,\n", encoding="utf-8")
    answer(context, register)
    view.register_button.click()
    jobs.let_go()
    view.panel.import_button.click()
    job, work = jobs.held.pop(0)
    result = work(job.progress)
    view.panel.cancel_button.click()
    job.ended.emit(result, None)
    assert visits.said == ["It was too late to stop: the file was imported."]
    jobs.let_go()
    assert "EHC-0009" in refs(view)
    context.session.lock()


def test_what_was_still_being_read_at_the_lock_is_not_shown(place: Place, qtbot: QtBot) -> None:
    view, context, _, jobs = held(place, qtbot)
    context.session.changed.emit(frozenset({"entry"}))
    context.session.lock()
    view.drop()
    jobs.let_go()
    assert view.table.model.total == 0


def test_what_changes_while_the_register_is_read_is_read_once_more(place: Place, qtbot: QtBot) -> None:
    view, context, _, jobs = held(place, qtbot)
    context.session.changed.emit(frozenset({"entry"}))
    context.session.changed.emit(frozenset({"entry"}))
    assert len(jobs.held) == 1
    jobs.let_go()
    assert len(jobs.held) == 1
    jobs.let_go()
    assert jobs.held == []
    assert view.table.model.total == 4
    context.session.lock()


def test_no_file_chosen_leaves_the_list_as_it_was(world: World) -> None:
    view, context, _ = world
    answer(context, None)
    view.audits_button.click()
    assert view.stack.currentWidget() is view.page


def test_an_empty_workspace_says_what_a_register_is(tmp_path: Path, qtbot: QtBot) -> None:
    for view, _, _ in opened(light_workspace(tmp_path, plans=0), qtbot):
        assert view.empty.isVisible()
        assert not view.table.isVisible()
        assert nameless(view) == []


def test_whoever_may_not_import_cannot_press_it(world: World) -> None:
    view, _, _ = world
    view.show_rights(False, False)
    assert not view.register_button.isEnabled()
    assert not view.audits_button.isEnabled()


def test_locking_forgets_every_plan(world: World) -> None:
    view, _, _ = world
    open_plan(view, "EHC-0001")
    view.drop()
    assert view.table.model.total == 0
    assert view.found("EHC") == []
    assert "EHC" not in texts(view)
    assert not view.drawer.isVisible()


def test_every_control_of_the_plans_screen_has_a_name_and_fits(world: World) -> None:
    view, _, _ = world
    open_plan(view, "EHC-0001")
    assert nameless(view) == []
    assert least_width(view.page) <= 1040
    assert least_width(view.panel) <= 1040
    assert least_width(view.mapping) <= 1040


@pytest.mark.parametrize(
    ("year", "words", "phase"),
    [(None, "", ""), (-1, "Nursery", "Early years"), (0, "Reception", "Primary"), (9, "Year 9", "Secondary"),
     (12, "Year 12", "Post-16")],
)  # fmt: skip
def test_year_groups_in_words(year: int | None, words: str, phase: str) -> None:
    assert (year_words(year), phase_words(year)) == (words, phase)


@pytest.mark.parametrize(("days", "words"), [(None, ""), (0, "0.0"), (140, "20.0"), (141, "20.1"), (147, "21.0")])
def test_weeks_have_one_decimal(days: int | None, words: str) -> None:
    assert weeks_words(days) == words


def test_dates_in_an_impossible_order_give_no_weeks(place: Place) -> None:
    with place.open() as workspace:
        workspace.conn.execute("UPDATE entry SET final_date = '2023-01-01' WHERE plan_ref = 'EHC-0001'")
        row = plan_list(workspace.conn, TODAY)[0]
        detail = plan_detail(workspace.conn, row.id)
    assert row.days_taken is None
    assert detail is not None
    assert taken(detail) == ""
