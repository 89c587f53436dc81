"""What board and public see of a real report, and that nobody can work out what is withheld from what is printed."""

from pathlib import Path

import pytest
from figure_workspace import json_figures, write, written
from figure_world import Row, World, all_at, audited, empty_world, make_world
from public_reader import certain, denominator_of, numerator_of, read, truths, whole

from audit_app.services.reports.releasing import ReleaseRefused
from audit_app.services.reports.reporting import KINDS, Report, ReportAsked, report
from audit_app.store.log.rights import Op
from audit_app.store.workspace import Workspace
from exports.report_files import write_report
from scoring.figures import Audience, FigureId

IN_PARTS = ("section", "pair", "marker", "round")
YEAR = "2025-11..2026-10"


def printed(folder: Path, made: Report) -> dict[str, Row]:
    """The figures as they stand in the report's JSON file."""
    paths = write_report(folder, made.stem, made.head(), made.rows(), ["json"])
    return {figure["id"]: figure for figure in json_figures(paths[0].read_bytes())}


def asked(kind: str, audience: str, period: str = YEAR) -> ReportAsked:
    return ReportAsked(kind, period, Audience(audience))


def small_counts(true: dict[str, Row], shown: dict[str, Row]) -> dict[str, int]:
    """The counts of 1 to 5 behind the withheld figures, by the name under which the reader looks for them."""
    found: dict[str, int] = {}
    for id_, figure in shown.items():
        of, name = true[id_], whole(id_, figure)
        if figure["withheld"] != "c" or of["unit"] in ("units", "coefficient"):
            continue
        if of["denominator"] is not None:
            found[denominator_of(name)] = of["denominator"]
        if of["numerator"] is not None:
            found[numerator_of(name)] = of["numerator"]
            if of["denominator"] is not None:
                found[f"rest of {name}"] = of["denominator"] - of["numerator"]
    return {name: count for name, count in found.items() if 1 <= count <= 5}


def recovered(true: list[dict[str, Row]], shown: list[dict[str, Row]]) -> list[str]:
    """The small counts of which only the true value fits everything that is printed."""
    counts: dict[str, int] = {}
    for one, other in zip(true, shown, strict=True):
        counts |= small_counts(one, other)
    assert counts, "there is nothing to protect"
    return certain(read(shown), list(counts), truths(true) | counts)


@pytest.mark.parametrize(("seed", "size"), [(0, 1), (1, 2), (4, 1), (3, 4)])
def test_no_small_count_can_be_worked_out_from_a_public_report(seed: int, size: int, tmp_path: Path) -> None:
    with written(tmp_path, make_world(seed, size=size)) as workspace:
        true = printed(tmp_path / "out", report(workspace, asked("two-monthly", "group")))
        shown = printed(tmp_path / "out", report(workspace, asked("two-monthly", "public")))
    assert recovered([true], [shown]) == []


def test_the_reader_does_work_out_what_is_withheld_badly(tmp_path: Path) -> None:
    """Else it would prove nothing that the reader finds nothing in a real public report."""
    with written(tmp_path, yearly()) as workspace:
        true = printed(tmp_path / "out", report(workspace, asked("weekly", "group")))
    assert true["marker.A1.sound"]["denominator"] == 30
    nothing = dict.fromkeys(("value", "numerator", "lower", "upper")) | {"withheld": "c"}
    for hidden, told in (
        (["grade.inadequate"], ["n grade.inadequate"]),
        (["marker.A1.sound", "marker.A1.mean", "score.section.A"], ["n marker.A1.sound"]),
        (["grade.good", "plans.effective"], ["n grade.good", "n plans.effective"]),
    ):
        shown = true | {id_: true[id_] | nothing for id_ in hidden}
        suffix = "@cycle=weekly@framework=weekly-18/1"
        names = [name + suffix for name in told]
        assert certain(read([shown]), names, truths([true])) == names


def test_every_kind_can_be_released_beside_the_others_and_all_together_tell_no_small_count(tmp_path: Path) -> None:
    """Each withholds the same of a period, so that the note after a board is not refused for a weekly report's sake."""
    true, shown = [], []
    with written(tmp_path, make_world(2, size=2)) as workspace:
        for kind in KINDS:
            shown.append(printed(tmp_path / "out", release_of(workspace, kind)))
            true.append(printed(tmp_path / "out", report(workspace, asked(kind, "group"))))
    assert recovered(true, shown) == []


def test_a_years_monthly_notes_for_the_public_tell_no_small_count_beside_the_first(tmp_path: Path) -> None:
    """Data come in between, which the first note did not count and none of the others tells."""
    with written(tmp_path, make_world(1, size=2)) as workspace:
        true = printed(tmp_path / "out", report(workspace, asked("you-said", "group")))
        first = printed(tmp_path / "out", release_of(workspace, "you-said"))
        override = {"grade": "inadequate", "reason": "The auditor had the wrong version.", "by": "Mary"}
        review = workspace.conn.execute("SELECT id FROM review WHERE state = 'submitted' ORDER BY id").fetchone()[0]
        workspace.door.write("Moderate", [Op("review", review, "override", override)])
        months = [f"2026-{month}" for month in (11, 12)] + [f"2027-{month:02}" for month in range(1, 10)]
        notes = [printed(tmp_path / "out", release_of(workspace, "you-said", month)) for month in months]
        assert len(releases(workspace)) == 1
    for note in notes:
        assert note.keys() == first.keys()
        assert all(note[id_] == first[id_] | {name: note[id_][name] for name in ("note", "reason")} for id_ in note)
        assert not any(note[id_]["note"] for id_ in note)
    assert recovered([true] * 2, [first, notes[-1]]) == []


def test_the_public_sees_no_small_number_in_any_field(tmp_path: Path) -> None:
    with written(tmp_path, make_world(5, size=3)) as workspace:
        true = printed(tmp_path / "out", report(workspace, asked("two-monthly", "group")))
        shown = printed(tmp_path / "out", report(workspace, asked("two-monthly", "public")))
    parts = {id_ for id_ in true if id_.startswith("agreement.") and FigureId.parse(id_).only(*IN_PARTS).parts}
    assert len(parts) > 40
    assert shown.keys() == true.keys() - parts, "the public is told how far auditors agree in one number alone"
    for id_, figure in shown.items():
        assert figure["audience"] == "public"
        if figure["withheld"] == "c":
            assert [figure[name] for name in ("value", "numerator", "lower", "upper")] == [None] * 4
            assert figure["reason"]
            assert not any(sign.isdigit() for sign in figure["note"])
            continue
        if figure["unit"] in ("plans", "requests", "reviews", "actions") and figure["numerator"] is not None:
            numerator, denominator = figure["numerator"], figure["denominator"]
            small = [numerator] if denominator is None else [numerator, denominator, denominator - numerator]
            assert not any(1 <= count <= 5 for count in small), id_
        if figure["unit"] in ("percent", "level", "weeks") and figure["denominator"]:
            assert figure["denominator"] > 5, id_


def test_the_board_is_told_how_far_agencies_agree_in_parts_and_no_reviewer(tmp_path: Path) -> None:
    with written(tmp_path, make_world(5, size=3)) as workspace:
        group, board = (printed(tmp_path / "out", report(workspace, asked("two-monthly", to))) for to in _READ_PARTS)
        other = printed(tmp_path / "out", report(workspace, asked("quarterly", "group")))
    parts = {id_ for id_ in group if id_.startswith("agreement.") and FigureId.parse(id_).only(*IN_PARTS).parts}
    assert parts <= board.keys()
    assert not parts & other.keys()
    told = {"audience", "note", "reason"}
    for id_ in parts:
        assert {name: one for name, one in board[id_].items() if name not in told} == {
            name: one for name, one in group[id_].items() if name not in told
        }
        assert not any(name in str(board[id_]) for name in ("Edu", "Hea", "Soc", "Par", "Edu two"))


_READ_PARTS = ("group", "board")


def test_the_board_sees_the_samples_own_counts_and_no_group_under_six(tmp_path: Path) -> None:
    """South has four plans; East, the next smallest, goes too, as the sample's own total would tell South's."""
    teams = ["North"] * 9 + ["East"] * 7 + ["South"] * 4
    rows = [{"id": f"p{n:02}", "plan_ref": f"P{n:02}", "casework_team": team} for n, team in enumerate(teams)]
    world = empty_world(rows)
    for n in range(len(rows)):
        audited(world, f"p{n:02}", all_at(0 if n % 3 == 0 else 3))
    with written(tmp_path, world) as workspace:
        true = printed(tmp_path / "out", report(workspace, asked("monthly", "group", "2026-09")))
        shown = printed(tmp_path / "out", report(workspace, asked("monthly", "board", "2026-09")))
    of_teams = {id_ for id_ in shown if "@team=" in id_}
    for id_ in shown.keys() - of_teams:
        assert shown[id_] == true[id_] | {"audience": "board"}
    assert {id_ for id_ in shown if shown[id_]["withheld"] == "c"} == of_teams, "over half of the groups would go"
    assert all(shown[id_]["value"] is None and "half of this table" in shown[id_]["reason"] for id_ in of_teams)


def test_the_board_sees_large_groups_beside_withheld_ones(tmp_path: Path) -> None:
    teams = ["North"] * 9 + ["East"] * 7 + ["West"] * 8 + ["Mid"] * 6 + ["South"] * 4
    rows = [{"id": f"p{n:02}", "plan_ref": f"P{n:02}", "casework_team": team} for n, team in enumerate(teams)]
    world = empty_world(rows)
    for n in range(len(rows)):
        audited(world, f"p{n:02}", all_at(0 if n % 3 == 0 else 3))
    with written(tmp_path, world) as workspace:
        true = printed(tmp_path / "out", report(workspace, asked("monthly", "group", "2026-09")))
        shown = printed(tmp_path / "out", report(workspace, asked("monthly", "board", "2026-09")))
    gone = {id_ for id_ in shown if shown[id_]["withheld"] == "c"}
    assert gone == {f"{base}@team={team}" for base in ("plans.effective", "score.overall") for team in ("South", "Mid")}
    for id_ in shown.keys() - gone:
        assert shown[id_] == true[id_] | {"audience": "board"}


def yearly(plans: int = 30) -> World:
    """A year with as many weekly audits, one in three of them Inadequate, and as many of the group."""
    world = empty_world([{"id": f"p{n:02}", "plan_ref": f"P{n:02}"} for n in range(plans)])
    for n in range(plans):
        day = f"2026-{n % 9 + 1:02}-{n % 27 + 1:02}"
        audited(world, f"p{n:02}", all_at(0 if n % 3 == 0 else 3), day=day)
        group = {"cycle": "multi-agency", "framework": "core-42/1", "round": "R1"}
        audited(world, f"p{n:02}", all_at(1 if n % 2 else 3, "core-42/1"), day="2026-05-05", **group)
    return world


def release_of(workspace: Workspace, kind: str, period: str = YEAR) -> Report:
    return report(workspace, asked(kind, "public", period))


def releases(workspace: Workspace) -> list[tuple[str, str, str]]:
    return [tuple(row) for row in workspace.conn.execute("SELECT kind, first, last FROM release ORDER BY kind")]


def test_a_release_is_kept_and_the_same_again_gives_the_same_bytes(tmp_path: Path) -> None:
    with written(tmp_path, yearly()) as workspace:
        made = [release_of(workspace, "two-monthly") for _ in range(2)]
        assert releases(workspace) == [("two-monthly", "2025-11-01", "2026-10-31")]
        places = (tmp_path / "first", tmp_path / "second")
        files = [
            write_report(at, m.stem, m.head(), m.rows(), ["json", "csv"]) for at, m in zip(places, made, strict=True)
        ]
    assert [path.read_bytes() for path in files[0]] == [path.read_bytes() for path in files[1]]


def test_a_release_that_overlaps_an_earlier_one_is_refused_and_nothing_is_kept(tmp_path: Path) -> None:
    with written(tmp_path, yearly()) as workspace:
        release_of(workspace, "two-monthly")
        days = "2026-10-30..2026-10-30"
        for kind, period in (("two-monthly", "2026-09"), ("weekly", "2026-09"), ("two-monthly", days)):
            with pytest.raises(ReleaseRefused, match="overlap"):
                release_of(workspace, kind, period)
        assert len(releases(workspace)) == 1
        release_of(workspace, "two-monthly", "2025-10")
        assert len(releases(workspace)) == 2


def test_a_number_that_changed_since_its_release_is_refused(tmp_path: Path) -> None:
    with written(tmp_path, yearly()) as workspace:
        release_of(workspace, "two-monthly")
        override = {"grade": "good", "reason": "The auditor had the wrong version.", "by": "Mary"}
        workspace.door.write("Moderate", [Op("review", "r000", "override", override)])
        with pytest.raises(ReleaseRefused, match="would now be shown otherwise"):
            release_of(workspace, "two-monthly")


def test_an_audit_that_came_in_since_a_release_of_its_period_is_refused(tmp_path: Path) -> None:
    with written(tmp_path, yearly()) as workspace:
        release_of(workspace, "two-monthly")
        later = empty_world([])
        audited(later, "p00", all_at(3), day="2026-10-30", cycle="thematic")
        later["audits"][0]["id"], later["reviews"][0]["id"] = "later", "later one"
        later["reviews"][0]["audit"] = "later"
        write(workspace, later)
        with pytest.raises(ReleaseRefused, match="thematic"):
            release_of(workspace, "two-monthly")


def test_reports_of_two_kinds_may_be_released_though_a_bare_id_means_another_cycle_in_each(tmp_path: Path) -> None:
    with written(tmp_path, yearly()) as workspace:
        made = {kind: {f.id: f for f in release_of(workspace, kind).figures} for kind in ("two-monthly", "weekly")}
        assert len(releases(workspace)) == 2
    assert made["weekly"]["plans.effective"].value != made["two-monthly"]["plans.effective"].value
    assert made["weekly"]["plans.effective"].value == made["two-monthly"]["plans.effective@cycle=weekly"].value


def test_a_group_or_board_report_is_no_release(tmp_path: Path) -> None:
    with written(tmp_path, yearly()) as workspace:
        for audience in ("group", "board"):
            report(workspace, asked("two-monthly", audience))
        assert releases(workspace) == []
