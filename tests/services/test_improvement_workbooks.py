"""The improvement plan's workbook: the whole statement out and back, changes told before they count, hostile files."""

import io
import zipfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from service_world import World

from audit_app.domain.improvement import ImprovementPlan
from audit_app.domain.plan_rows import GONE, NEW
from audit_app.domain.problems import AppError
from audit_app.domain.status import Status
from audit_app.intake.improvement_plan import read_improvement_plan
from audit_app.services.improvement import editing, logs, plans, reporting, versions, workbooks
from audit_app.services.improvement.difference_words import difference_line
from audit_app.services.improvement.proposing import Proposed, accept, propose
from audit_app.store.log.undo import undo
from audit_app.store.workspace import Workspace

Edit = Callable[[dict[str, Worksheet]], None]


def loaded(workspace: Workspace, example: str = "written-statement") -> ImprovementPlan:
    return plans.plan(workspace, plans.load_example(workspace, example))


def sent(workspace: Workspace, plan_id: str, path: Path, edit: Edit | None = None) -> Path:
    """The workbook as it comes back, edited with openpyxl as a person would."""
    workbooks.export_plan(workspace, plan_id, path)
    if edit is not None:
        book = load_workbook(path)
        edit({sheet.title: sheet for sheet in book.worksheets})
        book.save(path)
    return path


def cell(sheet: Worksheet, heading: str, words: str) -> str:
    """The place of the cell under a heading in the row whose action begins so."""
    head = next(row for row in sheet.iter_rows() if any(one.value == "Action" for one in row))
    columns = {one.value: one.column_letter for one in head}
    for row in sheet.iter_rows(min_row=head[0].row + 1):
        if str(sheet[f"{columns['Action']}{row[0].row}"].value).startswith(words):
            return f"{columns[heading]}{row[0].row}"
    raise AssertionError(words)


def lines(proposed: Proposed) -> list[str]:
    return [difference_line(one) for one in proposed.differences]


def filled(workspace: Workspace) -> ImprovementPlan:
    """The statement with everything that a workbook can tell."""
    plan = loaded(workspace)
    first = plan.placed[0].action
    told = {"status": "red", "comment": "=no advice\nfrom health", "evidence": "Minutes, item 4"}
    reporting.report(workspace, plan.id, first.id, "2018-06", told)
    cells = {"evidence": "@Board papers", "impact": "-fewer appeals", "comments": "_x0041_ stays as it is"}
    editing.change(workspace, plan.id, first.id, cells)
    theme = editing.add_theme(workspace, plan.id, {"letter": "F", "title": "A theme without outcomes"})
    editing.add_outcome(workspace, plan.id, theme, {"number": "1", "words": "An outcome without actions"})
    about = logs.about_action(plan.placed[3].action.id)
    logs.keep_risk(
        workspace, plan.id, {"kind": "risk", "words": "Few staff", "likelihood": 4, "impact": 5, "about": about}
    )
    closed = logs.keep_risk(workspace, plan.id, {"kind": "issue", "words": "The system is down", "impact": 2})
    logs.close_risk(workspace, plan.id, closed, "It runs again")
    asked = logs.keep_escalation(workspace, {"words": "Advice is late", "from_whom": "SEN Manager", "to_whom": "Board"})
    logs.answer_escalation(workspace, asked, "A locum is paid for")
    versions.make_version(workspace, plan.id, "As submitted")
    return plans.plan(workspace, plan.id)


def test_the_whole_statement_goes_through_excel_without_losing_a_cell(workspace: Workspace, tmp_path: Path) -> None:
    plan = loaded(workspace)
    path = sent(workspace, plan.id, tmp_path / "plan.xlsx")
    assert read_improvement_plan(path).plan == plan
    saved = sent(workspace, plan.id, tmp_path / "saved.xlsx", lambda _sheets: None)
    assert read_improvement_plan(saved).plan == plan
    proposed = propose(workspace, saved)
    assert (proposed.is_new, proposed.differences) == (False, ())


def test_roadmap_goes_through_excel_without_losing_a_cell(workspace: Workspace, tmp_path: Path) -> None:
    plan = loaded(workspace, "roadmap")
    assert read_improvement_plan(sent(workspace, plan.id, tmp_path / "plan.xlsx", lambda _sheets: None)).plan == plan


def test_risks_escalations_comments_and_texts_like_formulas_come_back_as_they_were(
    workspace: Workspace, tmp_path: Path
) -> None:
    plan = filled(workspace)
    reading = read_improvement_plan(sent(workspace, plan.id, tmp_path / "plan.xlsx", lambda _sheets: None))
    assert reading.problems == ()
    assert reading.plan == plan
    labels = {one.action.id: one.label for one in plan.placed}
    held = logs.risks(workspace, plan.id)
    assert reading.risks == tuple(
        replace(one, about=labels.get(logs.action_about(one.about), one.about)) for one in held
    )
    assert reading.escalations == logs.escalations(workspace, plan.id)
    assert propose(workspace, tmp_path / "plan.xlsx").differences == ()


def test_workbook_taken_into_another_workspace_is_the_same_plan(world: World, tmp_path: Path) -> None:
    with world.open() as workspace:
        plan = filled(workspace)
        path = sent(workspace, plan.id, tmp_path / "plan.xlsx")
        plans.remove_plan(workspace, plan.id)
        proposed = propose(workspace, path)
        assert proposed.is_new
        again = plans.plan(workspace, accept(workspace, proposed))
        assert again.id != plan.id
        shown = [(one.label, one.action.words, one.action.reported) for one in again.placed]
        assert shown == [(one.label, one.action.words, one.action.reported) for one in plan.placed]
        about = [logs.action_about(one.about) for one in logs.risks(workspace, again.id)]
        assert about[0] == again.placed[3].action.id


def test_same_plan_gives_the_same_bytes(workspace: Workspace) -> None:
    plan = filled(workspace)
    assert workbooks.workbook(workspace, plan.id) == workbooks.workbook(workspace, plan.id)


def test_changes_are_told_as_old_and_new_and_taken_in_as_one_step(workspace: Workspace, tmp_path: Path) -> None:
    plan = loaded(workspace)

    def edit(sheets: dict[str, Worksheet]) -> None:
        sheet = sheets["Theme A"]
        sheet[cell(sheet, "Jun 2018", "Tell the Health")] = "G"
        sheet[cell(sheet, "Owners", "Tell the Health")] = "SEN Manager\nBoard Manager"
        sheet[cell(sheet, "Timescale", "Tell each")] = "Quarterly, starting May 2018"
        row = sheet.max_row + 1
        sheet[f"A{row}"], sheet[f"B{row}"], sheet[f"C{row}"] = "4", None, "A new action"
        sheet[cell(sheet, "Timescale", "A new action")] = "June 2018"
        sheets["Theme E"].delete_rows(sheets["Theme E"].max_row)

    proposed = propose(workspace, sent(workspace, plan.id, tmp_path / "plan.xlsx", edit))
    said = lines(proposed)
    assert any(line.startswith("A1.1, owners: Director of Children's Services;") for line in said)
    assert "A1.1 at Jun 2018, progress new: Green" in said
    assert "A1.2, timescale: Quarterly → Quarterly, starting May 2018" in said
    assert "A1.2, dates: (empty) → 2018-05-31" in said
    assert "A4.3, action new: A new action" in said
    assert "E4.3, action gone: Refresh the policy on positive handling." in said
    assert (proposed.count(NEW), proposed.count(GONE)) == (2, 1)
    accept(workspace, proposed)
    after = plans.plan(workspace, plan.id)
    assert len(after.placed) == 73
    assert after.placed[0].action.owners == ("SEN Manager", "Board Manager")
    assert after.placed[0].action.at("2018-06").status is Status.GREEN
    tip = workspace.door.tip
    assert tip is not None
    undo(workspace.conn, workspace.door, tip.seq, session_began=workspace.session_began)
    assert plans.plan(workspace, plan.id) == plan


def test_one_change_can_be_taken_in_and_the_others_left(workspace: Workspace, tmp_path: Path) -> None:
    plan = loaded(workspace)

    def edit(sheets: dict[str, Worksheet]) -> None:
        sheet = sheets["Theme B"]
        sheet[cell(sheet, "Jun 2018", "Carry out")] = "Amber"
        sheet[cell(sheet, "Action", "Carry out")] = "Carry out something else"
        sheet.insert_rows(sheet.max_row)
        sheet[f"A{sheet.max_row - 1}"], sheet[f"C{sheet.max_row - 1}"] = "3", "Before the last"

    proposed = propose(workspace, sent(workspace, plan.id, tmp_path / "plan.xlsx", edit))
    words = next(one for one in proposed.differences if one.field == "words")
    accept(workspace, proposed, {words.key})
    after = plans.plan(workspace, plan.id)
    assert next(one for one in after.placed if one.label == "B1.1").action.words == "Carry out something else"
    assert len(after.placed) == 73
    assert after.current == "2018-03"
    with pytest.raises(AppError, match="changed meanwhile"):
        accept(workspace, proposed)
    again = propose(workspace, tmp_path / "plan.xlsx")
    with pytest.raises(AppError, match="Nothing is chosen"):
        accept(workspace, again, set())


def test_new_order_is_one_change_and_rows_put_between_keep_the_others_in_place(
    workspace: Workspace, tmp_path: Path
) -> None:
    plan = loaded(workspace)

    def swap(sheets: dict[str, Worksheet]) -> None:
        sheet = sheets["Theme E"]
        first, second = (int(cell(sheet, "Action", words)[1:]) for words in ("Review exclusions", "Report performance"))
        for column in range(1, sheet.max_column + 1):
            one, other = sheet.cell(first, column), sheet.cell(second, column)
            one.value, other.value = other.value, one.value

    proposed = propose(workspace, sent(workspace, plan.id, tmp_path / "plan.xlsx", swap))
    assert lines(proposed) == ["E1.1, order: in the order of the workbook"]
    accept(workspace, proposed)
    found = [one.action.words[:6] for one in plans.plan(workspace, plan.id).placed if one.label in ("E1.1", "E1.2")]
    assert found == ["Report", "Review"]


def test_row_under_another_outcome_is_moved_there_and_keeps_what_was_reported(
    workspace: Workspace, tmp_path: Path
) -> None:
    plan = loaded(workspace)

    def edit(sheets: dict[str, Worksheet]) -> None:
        sheet = sheets["Theme E"]
        row = cell(sheet, "Action", "Review exclusions")[1:]
        sheet[f"A{row}"], sheet[f"B{row}"] = "2", None

    proposed = propose(workspace, sent(workspace, plan.id, tmp_path / "plan.xlsx", edit))
    assert "E2.1, place: moved to E2" in lines(proposed)
    accept(workspace, proposed)
    after = {one.label: one.action for one in plans.plan(workspace, plan.id).placed}
    assert after["E2.1"].words.startswith("Review exclusions")
    assert after["E2.1"].at("2018-03").status is Status.GREEN
    assert len(after) == 73
    assert propose(workspace, tmp_path / "plan.xlsx").differences == ()


def test_status_that_a_workbook_empties_can_be_reported_again(workspace: Workspace, tmp_path: Path) -> None:
    plan = loaded(workspace)

    def edit(sheets: dict[str, Worksheet]) -> None:
        sheet = sheets["Theme E"]
        sheet[cell(sheet, "Mar 2018", "Review exclusions")] = None

    proposed = propose(workspace, sent(workspace, plan.id, tmp_path / "plan.xlsx", edit))
    assert lines(proposed) == ["E1.1 at Mar 2018, progress gone: Green"]
    accept(workspace, proposed)
    action = next(one.action for one in plan.placed if one.label == "E1.1")
    found = plans.plan(workspace, plan.id).found(action.id)
    assert found is not None
    assert found.action.at("2018-03").is_empty
    reporting.report(workspace, plan.id, action.id, "2018-03", {"status": "red"})
    again = plans.plan(workspace, plan.id).found(action.id)
    assert again is not None
    assert again.action.at("2018-03").status is Status.RED


def test_workbook_in_the_statements_own_layout_is_read_without_our_keys(workspace: Workspace, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    sheet.title = "C"
    sheet.append(["C. The quality of plans"])
    head = ["Required outcomes", "Actions", "Timescale", "Action owner / Accountable leader", "Measures of success"]
    sheet.append([*head, "Mar 2018", "Jun 2018"])
    sheet.append(
        ["1. Needs are identified", "Check advice", "17 April and 21 August; next 16 May 2019", "SEN Manager", "", "A"]
    )
    sheet.append([None, "Check reports", "May 2018", "DCO", "Reports are good", "R", "A"])
    sheet.append(["2. Provision is specific", "Write guidance", "", "", "", None])
    path = tmp_path / "Our statement.xlsx"
    book.save(path)
    plan = plans.plan(workspace, accept(workspace, propose(workspace, path)))
    assert (plan.title, plan.checkpoints) == ("Our statement", ("2018-03", "2018-06"))
    assert [one.label for one in plan.placed] == ["C1.1", "C1.2", "C2.1"]
    assert [day.isoformat() for day in plan.placed[0].action.dates] == ["2018-04-17", "2018-08-21", "2019-05-16"]
    assert plan.placed[1].action.at("2018-06").status is Status.AMBER
    assert propose(workspace, path).differences == ()


def test_of_columns_that_a_workbook_lacks_the_held_value_stays(workspace: Workspace, tmp_path: Path) -> None:
    plan = filled(workspace)

    def edit(sheets: dict[str, Worksheet]) -> None:
        for name in ("Risks and issues", "Escalations", "Plan"):
            sheets[name].parent.remove(sheets[name])
        sheet = sheets["Theme A"]
        for heading in ("Jun 2018 comment", "Evidence", "Mar 2019"):
            head = next(row for row in sheet.iter_rows() if any(one.value == "Action" for one in row))
            sheet.delete_cols(next(one.column for one in head if one.value == heading))

    path = sent(workspace, plan.id, tmp_path / "plan.xlsx", edit)
    assert lines(propose(workspace, path, plan.id)) == []


@pytest.mark.parametrize(
    ("heading", "written", "said"),
    [
        ("Mar 2018", "Purple", "“Purple” is no status"),
        ("Dates", "31 June 2018", "no such day"),
        ("Recurs", "now and then", "is no recurrence"),
        ("Action", None, "The action is missing"),
    ],
)
def test_fault_in_a_cell_is_named_with_sheet_row_and_column_and_nothing_is_taken(
    workspace: Workspace, tmp_path: Path, heading: str, written: str | None, said: str
) -> None:
    plan = loaded(workspace)
    places: list[str] = []

    def edit(sheets: dict[str, Worksheet]) -> None:
        sheet = sheets["Theme C"]
        places.append(cell(sheet, heading, "Make a framework"))
        sheet[places[0]] = written

    path = sent(workspace, plan.id, tmp_path / "plan.xlsx", edit)
    with pytest.raises(AppError) as caught:
        propose(workspace, path)
    (problem,) = caught.value.problems
    place = problem.place
    assert place is not None
    assert said in problem.message
    assert (place.file, place.sheet, place.column) == ("plan.xlsx", "Theme C", heading)
    assert str(place.row) == places[0].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    assert plans.plan(workspace, plan.id) == plan


def test_copied_row_with_its_key_is_refused_with_both_rows(workspace: Workspace, tmp_path: Path) -> None:
    plan = loaded(workspace)

    def edit(sheets: dict[str, Worksheet]) -> None:
        sheet = sheets["Theme E"]
        sheet.append([one.value for one in sheet[sheet.max_row]])

    with pytest.raises(AppError) as caught:
        propose(workspace, sent(workspace, plan.id, tmp_path / "plan.xlsx", edit))
    assert "This key stands in Theme E, row" in caught.value.problems[0].message


def test_words_that_are_too_long_or_name_a_plan_are_refused_before_anything_is_taken(
    workspace: Workspace, tmp_path: Path
) -> None:
    plan = loaded(workspace)

    def edit(sheets: dict[str, Worksheet]) -> None:
        sheet = sheets["Theme A"]
        sheet[cell(sheet, "Comments", "Tell each")] = "x" * 5_000

    with pytest.raises(AppError) as caught:
        propose(workspace, sent(workspace, plan.id, tmp_path / "plan.xlsx", edit))
    assert "Theme A" in str(caught.value.problems[0])
    assert "4,000" in caught.value.problems[0].message


@pytest.mark.parametrize(
    "data", [b"", b"PK\x03\x04 damaged", b"%PDF-1.7", b"a,b\n1,2\n", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 20]
)
def test_what_is_no_workbook_is_refused_with_a_sentence(workspace: Workspace, tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(data)
    with pytest.raises(AppError) as caught:
        propose(workspace, path)
    assert caught.value.message


def test_workbook_with_macros_or_without_themes_is_refused(workspace: Workspace, tmp_path: Path) -> None:
    plan = loaded(workspace)
    path = sent(workspace, plan.id, tmp_path / "plan.xlsx")
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("xl/vbaProject.bin", b"x")
    with pytest.raises(AppError, match="macros"):
        propose(workspace, path)
    book = Workbook()
    book.active.append(["Something", "else"])
    book.save(tmp_path / "other.xlsx")
    with pytest.raises(AppError, match="no workbook of an improvement plan"):
        propose(workspace, tmp_path / "other.xlsx")


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(where=st.integers(0, 60_000), byte=st.integers(0, 255))
def test_damaged_workbook_is_read_whole_or_refused_and_never_crashes(
    workspace: Workspace, tmp_path: Path, where: int, byte: int
) -> None:
    if not plans.plans(workspace):
        loaded(workspace)
    plan = plans.found_plan(workspace)
    data = bytearray(_once(workspace, plan.id))
    data[where % len(data)] = byte
    path = tmp_path / "plan.xlsx"
    path.write_bytes(data)
    with suppress(AppError):
        assert propose(workspace, path).plan.placed


_MADE: dict[str, bytes] = {}


def _once(workspace: Workspace, plan_id: str) -> bytes:
    if plan_id not in _MADE:
        _MADE[plan_id] = workbooks.workbook(workspace, plan_id)
    return io.BytesIO(_MADE[plan_id]).getvalue()
