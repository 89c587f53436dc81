"""The performance framework: catalogue, values typed and imported, counted ones, the scorecard; all of it undone."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from service_world import World, faults, make_world, write_rows

from audit_app.domain.measure_periods import Frequency
from audit_app.domain.measures import Measure, Source, Standing
from audit_app.domain.people import Role
from audit_app.domain.problems import AppError
from audit_app.intake.mapping import Mapping as Mapped
from audit_app.services.measures.importing import import_measures
from audit_app.services.measures.keeping import add_measure, change_measure, end_measure, load_catalogue
from audit_app.services.measures.lists import values_list
from audit_app.services.measures.reading import read_measures
from audit_app.services.measures.schools import schools_of, schools_told
from audit_app.services.measures.scorecard import Line, line_of, scorecard
from audit_app.services.measures.values import Typed, remove_value, type_value
from audit_app.services.register.importing import import_register
from audit_app.services.reports.commentary import comment
from audit_app.services.timeliness.counting import TimelinessAsked, timeliness
from audit_app.services.timeliness.trajectories import keep, trajectories
from audit_app.store.log.undo import undo
from audit_app.store.workspace import Workspace
from exports.lists import write_list
from scoring.control import Direction
from scoring.figures import Audience
from scoring.timeliness.trajectories import Basis, Point, Trajectory

TODAY = date(2026, 11, 22)
OWN = Measure(
    "own_one", "Our own", "Ours", "percent of visits", Direction.HIGHER, Frequency.MONTH, Source.TYPED, "", "", "Me"
)


@pytest.fixture
def held(workspace: Workspace) -> Iterator[Workspace]:
    """A workspace with the catalogue, sound at the end."""
    load_catalogue(workspace)
    yield workspace
    assert faults(workspace) == []


def load_register(workspace: Workspace, folder: Path, rows: Sequence[Mapping[str, object]]) -> None:
    import_register(workspace, write_rows(folder / "register.csv", rows))


def line(workspace: Workspace, code: str) -> Line:
    read = read_measures(workspace, TODAY)
    row = read.row(code)
    assert row is not None
    return line_of(read, row, TODAY)


def take_back(workspace: Workspace) -> None:
    tip = workspace.door.tip
    assert tip is not None
    undo(workspace.conn, workspace.door, tip.seq, session_began=workspace.session_began)


def codes(workspace: Workspace) -> list[str]:
    return [one.measure.code for one in scorecard(read_measures(workspace, TODAY))]


def test_the_catalogue_is_loaded_once_and_undone_in_one_step(workspace: Workspace) -> None:
    assert load_catalogue(workspace).new == 50
    assert (load_catalogue(workspace).new, load_catalogue(workspace).held) == (0, 50)
    take_back(workspace)
    assert codes(workspace) == []
    assert load_catalogue(workspace).new == 50


def test_the_statements_targets_come_where_they_are_asked_for_and_none_of_the_kind_is_held(
    workspace: Workspace,
) -> None:
    keep(workspace, Trajectory("Ours", "measure.days_lost", Basis.MEASURED, None, (Point(date(2026, 1, 1), 9),), "Us"))
    assert load_catalogue(workspace, with_targets=True).targets == 5
    assert line(workspace, "days_lost").target == 9
    assert line(workspace, "within_20_weeks").target == 100
    assert {row.trajectory.figure for row in trajectories(workspace) if not row.is_shipped} >= {"measure.staff_trained"}
    take_back(workspace)  # measures and targets are one step
    assert [row.trajectory.name for row in trajectories(workspace) if not row.is_shipped] == ["Ours"]
    assert codes(workspace) == []


def test_a_typed_value_is_kept_changed_taken_away_and_brought_back(held: Workspace) -> None:
    type_value(held, "neet", "Q3 2026", Typed(numerator=12, denominator=80, note="Known of all"))
    found = line(held, "neet").latest
    assert found is not None
    assert (found.period.text, found.value, found.numerator, found.note) == ("2026-Q3", 15, 12, "Known of all")
    seq = held.door.tip
    type_value(held, "neet", "2026-Q3", Typed(numerator=12, denominator=80, note="Known of all"))
    assert held.door.tip == seq  # the same again writes nothing
    type_value(held, "neet", "2026-Q3", Typed(value=20))
    remove_value(held, "neet", "2026-Q3")
    assert line(held, "neet").latest is None
    take_back(held)
    again = line(held, "neet").latest
    assert again is not None
    assert again.value == 20


@pytest.mark.parametrize(
    ("period", "typed", "words"),
    [
        ("2026-10", Typed(value=5), "a value for each quarter"),
        ("2027-Q1", Typed(value=5), "lies in the future"),
        ("2026-Q3", Typed(numerator=9, denominator=8), "9 of 8 cannot be"),
        ("2026-Q3", Typed(numerator=9), "Give both counts"),
        ("2026-Q3", Typed(), "No number is given"),
        ("2026-Q3", Typed(value=101), "100 at most"),
        ("2026-Q3", Typed(value=90, numerator=1, denominator=2), "are 50.0 %, not 90.0 %"),
        ("2026-Q3", Typed(value=5, note="x" * 301), "300 at most"),
    ],
)
def test_a_value_that_cannot_be_is_refused_with_its_reason(
    held: Workspace, period: str, typed: Typed, words: str
) -> None:
    with pytest.raises(AppError) as caught:
        type_value(held, "neet", period, typed)
    assert words in caught.value.message
    assert line(held, "neet").latest is None


def test_own_measures_are_added_changed_ended_and_gone_on_with(held: Workspace) -> None:
    add_measure(held, OWN)
    assert codes(held)[-1] == "own_one"
    with pytest.raises(AppError, match="code own_one"):
        add_measure(held, OWN)
    type_value(held, "own_one", "2026-10", Typed(value=50))
    with pytest.raises(AppError, match="has values by the month"):
        change_measure(held, replace(OWN, frequency=Frequency.TERM))
    end_measure(held, "own_one", date(2026, 11, 1))
    assert "own_one" not in codes(held)
    end_measure(held, "own_one", None)
    assert "own_one" in codes(held)


def test_a_reader_changes_nothing(world: World) -> None:
    with world.open() as workspace:
        load_catalogue(workspace)
    world.add("Rae", Role.READER)
    with world.open("Rae") as workspace:
        assert len(codes(workspace)) == 50
        for act in (
            lambda: load_catalogue(workspace),
            lambda: type_value(workspace, "neet", "2026-Q3", Typed(value=1)),
            lambda: add_measure(workspace, OWN),
            lambda: import_measures(workspace, Path("none.csv")),
            lambda: values_list(workspace, TODAY),
        ):
            with pytest.raises(AppError):
                act()


def test_a_counted_measure_has_the_number_of_the_report(tmp_path: Path, held: Workspace) -> None:
    rows = [
        {"plan_ref": f"P-{n}", "request_date": "2026-01-05", "final_date": "2026-06-05" if n % 3 else "2026-05-20"}
        for n in range(30)
    ]
    load_register(held, tmp_path, rows)
    told = timeliness(held, TimelinessAsked(line(held, "within_20_weeks").points[0].value.period.period))
    by_period = {one.value.period.text: one.value for one in line(held, "within_20_weeks").points}
    figure = told.figure("timeliness.20_weeks.including_exceptions")
    assert figure is not None
    assert by_period["2026-05"].numerator == 10
    assert (figure.numerator, figure.denominator) == (by_period["2026-05"].numerator, by_period["2026-05"].denominator)
    assert by_period["2026-06"].value == 0
    in_force = {one.value.period.text: one.value.value for one in line(held, "plans_in_force").points}
    assert (min(in_force), in_force["2026-05"], in_force["2026-10"]) == ("2026-05", 10, 30)  # nothing before the first


def test_what_is_off_track_asks_for_a_note_until_its_owner_says_something(held: Workspace) -> None:
    target = Trajectory("T", "measure.tribunals_held", Basis.MEASURED, None, (Point(date(2026, 1, 1), 3),), "Board")
    keep(held, target)
    type_value(held, "tribunals_held", "2026-10", Typed(value=7))
    found = line(held, "tribunals_held")
    assert (found.judged.standing, found.note_missing, found.is_missing) == (Standing.OFF_TRACK, True, False)
    comment(held, "2026-10", "measure.tribunals_held", "Four were heard late from the summer.", "SEN manager")
    found = line(held, "tribunals_held")
    assert found.note == ("Four were heard late from the summer.", "SEN manager")
    assert not found.note_missing


def test_an_old_value_says_nothing_of_now(held: Workspace) -> None:
    type_value(held, "tribunals_held", "2026-06", Typed(value=1))
    found = line(held, "tribunals_held")
    assert (found.judged.standing, found.is_missing) == (Standing.TOO_LITTLE, True)
    assert found.due.text == "2026-10"


def test_values_of_a_file_come_in_as_one_change_and_again_change_nothing(tmp_path: Path, held: Workspace) -> None:
    path = tmp_path / "values.csv"
    path.write_text("Code,Month,Value,Note\nmediation_held,Sept 2026,3,\nmediation_held,2026-10,4,all\n")
    assert import_measures(held, path, dry_run=True).new == 2
    assert line(held, "mediation_held").latest is None
    done = import_measures(held, path)
    assert (done.new, done.changed, done.unchanged, done.changes) == (2, 0, 0, True)
    again = import_measures(held, path)
    assert (again.new, again.unchanged, again.changes) == (0, 2, False)
    take_back(held)
    assert line(held, "mediation_held").latest is None


def test_every_fault_of_a_file_is_told_with_row_and_column_and_nothing_is_taken(
    tmp_path: Path, held: Workspace
) -> None:
    path = tmp_path / "bad.csv"
    path.write_text("code,period,value\nneet,2026-10,5\nunknown,2026-10,1\nmediation_held,2026-10,4\n")
    with pytest.raises(AppError) as caught:
        import_measures(held, path)
    told = [str(problem) for problem in caught.value.problems]
    assert told[0].startswith("bad.csv, row 2, column period:")
    assert told[1].startswith("bad.csv, row 3, column code:")
    assert line(held, "mediation_held").latest is None
    path.write_text("code,period,value\nneet,2026-Q1,much\nneet,,3\nneet,2026-Q2,\nneet,2026-Q4,1\nneet,2026-Q4,1\n")
    with pytest.raises(AppError) as caught:
        import_measures(held, path)
    assert [problem.place.row for problem in caught.value.problems] == [2, 3, 4, 6]


SCHOOLS = "period,school,urn,days,semh_days,pupils\n" + "".join(
    f"2025/26,School {n},1000{n},{300 - 20 * n},{10 + n},{pupils}\n"
    for n, pupils in enumerate((30, 4, 22, 18, 15, 14, 12, 11, 10, 9, 8, 7))
)


def test_days_lost_by_school_become_the_measure_with_semh_apart_and_the_ten_highest(
    tmp_path: Path, held: Workspace
) -> None:
    path = tmp_path / "schools.csv"
    path.write_text(SCHOOLS)
    assert import_measures(held, path).new == 2
    days, semh = line(held, "days_lost"), line(held, "days_lost_semh")
    assert (days.latest and days.latest.value, semh.latest and semh.latest.value) == (2280, 186)
    held_value = days.points[-1].held
    assert held_value is not None
    schools = schools_of(held_value.detail)
    assert len(schools_told(schools, Audience.GROUP).schools) == 10
    board = schools_told(schools, Audience.BOARD)
    names = [one.name for one in board.schools]
    assert "School 1" not in names  # four pupils
    assert len(names) < 10  # and one more, whose number would give that away
    assert all(one.semh is None for one in board.schools)
    assert schools_told(schools, Audience.PUBLIC).schools == ()


def test_a_survey_counts_positive_of_answered_and_says_who_did_not_answer(tmp_path: Path, held: Workspace) -> None:
    path = tmp_path / "survey.csv"
    answers = {"Asked": 150, "Very good": 20, "Good": 22, "Poor": 13, "No answer": 9}
    text = "period,who,question,answer,count\n" + "".join(
        f"2026-Q3,Parents,{question},{answer},{count}\n"
        for question, scale in (("Were you heard?", 1), ("Overall, how good is it?", 2))
        for answer, count in ((answer, count * scale) for answer, count in answers.items())
    )
    path.write_text(text.replace("Overall, how", "Overall how"))
    done = import_measures(held, path)
    found = line(held, "satisfaction_parents")
    assert found.latest is not None
    assert (found.latest.numerator, found.latest.denominator) == (84, 110)
    assert found.latest.interval is not None
    assert "110 of 300 asked gave an answer (37 %)" in found.latest.note
    assert any("110 of 300" in note for note in done.notes)


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_what_was_exported_reads_back_and_changes_nothing(tmp_path: Path, held: Workspace, ending: str) -> None:
    (tmp_path / "schools.csv").write_text(SCHOOLS)
    import_measures(held, tmp_path / "schools.csv")
    type_value(held, "neet", "2026-Q3", Typed(numerator=7, denominator=90, note="Known of 90 of 101"))
    path = tmp_path / f"measures{ending}"
    write_list(path, values_list(held, TODAY), TODAY)
    done = import_measures(held, path)
    assert (done.new, done.changed, done.changes) == (0, 0, False)
    assert done.unchanged == 3
    assert line(held, "days_lost").points[-1].held


def test_a_measure_names_no_plan(tmp_path: Path) -> None:
    world = make_world(tmp_path)
    with world.open() as workspace:
        load_register(workspace, tmp_path, [{"plan_ref": "LK-12345", "final_date": "2026-05-20"}])
        load_catalogue(workspace)
        with pytest.raises(AppError, match="LK-12345"):
            type_value(workspace, "neet", "2026-Q3", Typed(value=1, note="see LK-12345"))


def test_the_caseload_is_counted_at_the_end_and_in_the_course_of_a_period(tmp_path: Path, held: Workspace) -> None:
    rows: list[Mapping[str, object]] = [
        {"plan_ref": "A", "request_date": "2026-03-02", "final_date": "2026-07-01"},
        {"plan_ref": "B", "request_date": "2026-03-05", "final_date": "2026-07-31", "ceased_date": "2026-09-30"},
        {"plan_ref": "C", "final_date": "2026-08-15", "transferred_in": 1, "looked_after": 1},
        {"plan_ref": "D"},  # without any date it has always been there
        {"plan_ref": "E", "request_date": "2026-08-10", "request_outcome": "N", "request_outcome_date": "2026-09-10"},
        {"plan_ref": "F", "request_date": "2026-08-31", "request_outcome": "Y", "request_outcome_date": "2026-09-30"},
        {
            "plan_ref": "G",
            "request_date": "2026-04-01",
            "assessment_outcome": "N",
            "assessment_outcome_date": "2026-08-01",
        },
    ]
    path = write_rows(tmp_path / "register.csv", rows)
    mapping = Mapped({name: name for row in rows for name in row}, frozenset({"looked_after"}))
    import_register(held, path, mapping=mapping)

    def value(code: str, period: str) -> tuple[float | None, float | None]:
        found = {one.value.period.text: one.value for one in line(held, code).points}[period]
        return found.numerator, found.denominator

    assert [value("plans_in_force", f"2026-{month}")[0] for month in ("07", "08", "09")] == [3, 4, 3]
    assert [value("new_plans", f"2026-{month}")[0] for month in ("07", "08")] == [2, 0]  # C came from elsewhere
    assert value("requests_received", "2026-08")[0] == 2
    assert value("requests_refused", "2026-09") == (1, 2)
    assert value("no_plan", "2026-08") == (1, 1)
    assert value("discontinued", "2026-Q3")[0] == 1
    assert value("looked_after", "2026-Q3") == (1, 3)
    assert len(line(held, "looked_after").points) == 1  # known of the present alone
