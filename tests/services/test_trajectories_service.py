"""Targets in time: the shipped examples, a workspace's own from a file or a form, changed, removed, undone."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from service_world import World

from audit_app.domain.cycles import Cycle
from audit_app.domain.people import Role
from audit_app.domain.period import parse_period
from audit_app.domain.problems import AppError
from audit_app.services.reports.monthly import decided_on_charts
from audit_app.services.timeliness.counting import TimelinessAsked, timeliness
from audit_app.services.timeliness.trajectories import (
    as_file,
    change,
    found_trajectory,
    import_trajectory,
    keep,
    read_file,
    remove,
    shipped,
    trajectories,
)
from audit_app.store.log.undo import undo
from audit_app.store.workspace import Workspace
from scoring.timeliness.trajectories import (
    CYCLES,
    FIGURES,
    QUALITY,
    Basis,
    Point,
    Trajectory,
    TrajectoryError,
    read_trajectory,
    trajectory_toml,
)

POINTS = (Point(date(2026, 6, 30), 50), Point(date(2026, 12, 31), 62.5))
OURS = Trajectory("Ours", FIGURES[1], Basis.ISSUED, None, POINTS, "SEND board")
GOOD = as_file(OURS).decode()

EFFECTIVE = Trajectory("Good plans", "plans.effective@cycle=weekly", Basis.AUDITED, None, POINTS, "SEND board")
QUALITY_TARGET = as_file(EFFECTIVE).decode()


def names(workspace: Workspace) -> list[str]:
    return [row.trajectory.name for row in trajectories(workspace) if not row.is_shipped]


def take_back(workspace: Workspace) -> None:
    tip = workspace.door.tip
    assert tip is not None
    undo(workspace.conn, workspace.door, tip.seq, session_began=workspace.session_began)


def test_the_written_statements_targets_are_shipped() -> None:
    by_figure = {one.figure: one for one in shipped()}
    weeks = by_figure["timeliness.20_weeks.including_exceptions"]
    assert (weeks.basis, weeks.started_from) == (Basis.STARTED, date(2018, 3, 1))
    assert [(f"{point.on:%Y-%m}", point.percent) for point in weeks.points] == [
        ("2018-06", 50),
        ("2018-09", 60),
        ("2018-12", 70),
        ("2019-03", 80),
        ("2019-06", 90),
        ("2019-09", 100),
    ]
    assert by_figure["timeliness.phase_transfer_15_feb"].points == (Point(date(2019, 2, 15), 95),)
    assert [point.percent for point in by_figure["timeliness.post16_transfer_31_mar"].points] == [35, 45, 60]


def test_a_target_holds_from_its_day_until_the_next() -> None:
    days = (date(2026, 6, 29), date(2026, 6, 30), date(2026, 12, 30), date(2027, 5, 1))
    assert [OURS.target_on(day) for day in days] == [None, 50, 50, 62.5]
    assert (OURS.target_in("2026-05"), OURS.target_in("2026-06")) == (None, 50)


def test_a_file_is_kept_changed_by_its_name_and_undone(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "ours.toml"
    path.write_text(GOOD, encoding="utf-8")
    first = import_trajectory(workspace, path)
    assert (first.is_new, first.changes) == (True, True)
    assert not import_trajectory(workspace, path).changes
    path.write_text(GOOD.replace("62.5", "70").replace('"Ours"', '"OURS"'), encoding="utf-8")
    second = import_trajectory(workspace, path)
    assert (second.id, second.is_new, second.changes) == (first.id, False, True)
    assert found_trajectory(workspace, " ours ").trajectory.points[-1].percent == 70
    take_back(workspace)
    assert found_trajectory(workspace, "ours").trajectory == OURS
    assert len(names(workspace)) == 1


def test_one_is_renamed_and_removed_and_comes_back(workspace: Workspace) -> None:
    id_ = keep(workspace, OURS).id
    renamed = Trajectory("Renamed", OURS.figure, OURS.basis, None, OURS.points, OURS.source)
    change(workspace, id_, renamed)
    assert names(workspace) == ["Renamed"]
    assert keep(workspace, OURS).id != id_  # the name is free again, and its first bearer keeps its id
    assert names(workspace) == ["Ours", "Renamed"]
    with pytest.raises(AppError, match="Another trajectory is called Ours"):
        change(workspace, id_, OURS)
    remove(workspace, id_)
    assert names(workspace) == ["Ours"]
    take_back(workspace)
    assert names(workspace) == ["Ours", "Renamed"]
    remove(workspace, id_)
    with pytest.raises(AppError, match="no longer kept"):
        remove(workspace, id_)


def test_an_example_is_taken_over_under_its_own_name(workspace: Workspace) -> None:
    before = trajectories(workspace)
    assert all(row.is_shipped for row in before)
    keep(workspace, before[0].trajectory)
    after = trajectories(workspace)
    assert len(after) == len(before)
    assert sum(row.is_shipped for row in after) == len(before) - 1


def test_a_target_for_audits_is_for_every_cycle_or_for_one(workspace: Workspace) -> None:
    assert read_trajectory(QUALITY_TARGET) == EFFECTIVE
    assert (EFFECTIVE.base, EFFECTIVE.cycle, EFFECTIVE.is_for_quality) == ("plans.effective", "weekly", True)
    assert (OURS.base, OURS.cycle, OURS.is_for_quality) == (FIGURES[1], "", False)
    of_all = [Trajectory(figure, figure, Basis.AUDITED, None, POINTS, "Board") for figure in QUALITY]
    for one in (EFFECTIVE, *of_all):
        keep(workspace, one)
    decided = decided_on_charts(workspace.conn)
    assert decided.target("plans.effective", "weekly") == EFFECTIVE
    assert decided.target("plans.effective", "multi-agency") == of_all[0]
    assert decided.target("score.section.E", "weekly") is None
    assert set(CYCLES) == set(Cycle)


def test_timeliness_leaves_targets_for_audits_to_the_charts_of_audits(workspace: Workspace) -> None:
    keep(workspace, EFFECTIVE)
    keep(workspace, OURS)
    period = parse_period("2026-10")
    assert [line.row.trajectory for line in timeliness(workspace, TimelinessAsked(period)).targets] == [OURS]
    with pytest.raises(AppError, match="is a target for audits"):
        timeliness(workspace, TimelinessAsked(period, trajectory="Good plans"))


def test_a_reader_may_not_keep_one(world: World) -> None:
    world.add("Rita", Role.READER)
    with world.open("Rita") as opened, pytest.raises(AppError, match="manage measures"):
        keep(opened, OURS)


def test_a_form_is_held_to_the_rules_of_a_file(workspace: Workspace) -> None:
    wrong = Trajectory(" ", OURS.figure, Basis.STARTED, None, (Point(date(2026, 1, 1), 101),), "Board")
    with pytest.raises(AppError) as raised:
        keep(workspace, wrong)
    told = " ".join(problem.message for problem in raised.value.problems)
    assert "“name” is missing" in told
    assert "“started_from” is missing" in told
    assert "0 to 100" in told
    assert names(workspace) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name = ", "not valid TOML"),
        ("x = " + "[" * 2_900, "too deeply"),
        ("x" * 4_000, "too long"),
        (GOOD.replace("percent = 50", "percent = 101"), "Point 1: “percent”"),
        (GOOD.replace("percent = 50", "percent = nan"), "Point 1: “percent”"),
        (GOOD.replace("percent = 50", "percent = true"), "Point 1: “percent”"),
        (GOOD.replace("percent = 50", 'percent = 50\nwhy = "x"'), "Point 1: “why” is not known"),
        (GOOD.replace("2026-06-30", "2027-06-30"), "order of their days"),
        (GOOD.replace("2026-06-30", "2026-12-31"), "order of their days"),
        (GOOD.replace("2026-06-30", '"June"'), "Point 1: “on” must be a date"),
        (GOOD.replace("2026-06-30", "2026-06-30T10:00:00"), "Point 1: “on” must be a date"),
        (GOOD.replace(FIGURES[1], "grade.good"), "“figure” must be one of"),
        (GOOD.replace('"issued"', '"begun"'), "“basis” must be one of"),
        (GOOD.replace('"issued"', '"started"'), "“started_from” is missing"),
        (GOOD + 'started_from = "x"', "“started_from” is not known"),
        (GOOD.replace('basis = "issued"', 'basis = "issued"\nstarted_from = 2018-03-01'), "belongs to the basis"),
        (GOOD.replace(FIGURES[1], FIGURES[2]).replace('"issued"', '"started"'), "for the twenty weeks alone"),
        (GOOD.partition("[[points]]")[0], "There is no point"),
        (QUALITY_TARGET.replace('"audited"', '"issued"'), "“audited” is for figures of audits"),
        (GOOD.replace('"issued"', '"audited"'), "“audited” is for figures of audits"),
        (QUALITY_TARGET.replace("=weekly", "=monthly"), "names no cycle that there is"),
        (QUALITY_TARGET.replace("=weekly", ""), "“figure” must be one of"),
        (QUALITY_TARGET.replace("plans.effective", FIGURES[0]), "“figure” must be one of"),
        (GOOD.replace('"Ours"', '""'), "“name” is missing"),
        (GOOD.replace('"Ours"', '"a\\nb"'), "on one line"),
        (GOOD.replace("name =", "colour = 1\nname ="), "“colour” is not known"),
    ],
)
def test_a_file_that_is_no_trajectory_says_why(text: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "bad.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(AppError) as raised:
        read_file(path)
    problems = raised.value.problems
    assert any(said in problem.message for problem in problems) or said in raised.value.message
    assert all(problem.place.file == "bad.toml" for problem in problems)


def test_a_file_in_another_encoding_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "bad.toml"
    path.write_bytes(b'name = "x"\nsource = "\xff"\n')
    with pytest.raises(AppError) as raised:
        read_file(path)
    assert raised.value.problems[0].place.line == 2


def test_a_month_means_its_last_day() -> None:
    assert read_trajectory(GOOD.replace("2026-06-30", '"2026-02"')).points[0].on == date(2026, 2, 28)


points = st.lists(
    st.tuples(st.dates(date(2014, 1, 1), date(2060, 1, 1)), st.integers(0, 200).map(lambda half: half / 2)),
    min_size=1,
    max_size=8,
    unique_by=lambda one: one[0],
)
line = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"]), min_size=1, max_size=40)


@given(line, points, st.booleans())
def test_what_is_written_is_read_back(name: str, given_points: list[tuple[date, float]], is_started: bool) -> None:
    wanted = Trajectory(
        name.strip() or "x",
        FIGURES[0],
        Basis.STARTED if is_started else Basis.ISSUED,
        date(2018, 3, 1) if is_started else None,
        tuple(Point(on, percent) for on, percent in sorted(given_points)),
        "Board",
    )
    try:
        read = read_trajectory(trajectory_toml(wanted))
    except TrajectoryError:
        assert not wanted.name.isprintable()
    else:
        assert read == wanted
