"""An agency's workbook goes out, comes back and is taken in: offers, conflicts, new rows, and every refusal."""

import zipfile
from datetime import date, timedelta
from pathlib import Path

import pytest
from actions_world import opened
from agency_world import HEADER, decided, edited, filled, letter_of, sent
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from service_world import World, faults, make_world

from audit_app.domain.actions import Checkpoint
from audit_app.domain.agency_workbook import ACTIONS_SHEET, FIELDS, REPORT, SENT_SHEET, Column, Verdict
from audit_app.domain.people import Role
from audit_app.domain.problems import AppError
from audit_app.domain.status import Status
from audit_app.services.actions.agency_plans import agency_plan
from audit_app.services.actions.closing import abandon_action
from audit_app.services.actions.editing import change, report
from audit_app.services.actions.listing import detail
from audit_app.services.actions.returned import Returned, read_returned
from audit_app.services.actions.returned_words import field_words, told_lines, value_words
from audit_app.services.actions.taking_in import take_in
from audit_app.services.actions.workbooks import is_late, latest_sent, send
from audit_app.store.log.undo import undo
from audit_app.store.read_actions import action_rows
from audit_app.store.workspace import Workspace
from exports.agency_workbook.writing import agency_workbook_bytes
from resources.theme import read_theme

DAY = date(2026, 11, 20)
REPORTED = {(1, Column.ON): DAY, (1, Column.STATUS): "A Amber", (1, Column.SAID): "Half of the services do."}


def verdicts(returned: Returned) -> dict[str, Verdict]:
    """By field."""
    return {one.field: one.verdict for one in returned.changes}


def test_a_workbook_that_comes_back_as_it_was_sent_changes_nothing(workspace: Workspace, tmp_path: Path) -> None:
    decided(workspace)
    returned = read_returned(workspace, sent(workspace, tmp_path))
    assert (returned.changes, returned.new, returned.missing, returned.altered) == ((), (), (), ())
    take_in(workspace, returned, ())
    assert [one.is_out for one in latest_sent(workspace)] == [False]


def test_what_the_agency_filled_in_is_offered_and_taken_in_as_one_change(workspace: Workspace, tmp_path: Path) -> None:
    id_ = decided(workspace)
    more = {(1, Column.OWNER): "Head of therapies", (1, Column.DUE): "12/02/2027", (1, Column.EVIDENCE): "Minutes"}
    returned = read_returned(workspace, filled(sent(workspace, tmp_path), {**REPORTED, **more}))
    assert set(verdicts(returned).values()) == {Verdict.OFFERED}
    taken = take_in(workspace, returned, returned.offers)
    assert (taken.accepted, taken.kept) == (5, 0)
    one = detail(workspace, id_)
    assert (one.action.owner, one.action.due, one.action.evidence) == ("Head of therapies", "2027-02-12", "Minutes")
    (checkpoint,) = one.checkpoints
    assert (checkpoint.on, checkpoint.status, checkpoint.comment) == (DAY, Status.AMBER, "Half of the services do.")
    label, seq = workspace.conn.execute("SELECT label, seq FROM change ORDER BY seq DESC LIMIT 1").fetchone()
    assert label == "Take in the workbook of health: 5 changes"
    undo(workspace.conn, workspace.door, seq, session_began=0)
    assert detail(workspace, id_).checkpoints == ()
    assert detail(workspace, id_).action.owner != "Head of therapies"
    assert faults(workspace) == []


def test_taking_the_same_file_in_again_changes_nothing(workspace: Workspace, tmp_path: Path) -> None:
    decided(workspace)
    path = filled(sent(workspace, tmp_path), {**REPORTED, (2, Column.WHAT): "Train the panel"})
    first = read_returned(workspace, path)
    take_in(workspace, first, first.offers)
    before = workspace.conn.execute("SELECT count(*) FROM change").fetchone()
    again = read_returned(workspace, path)
    assert again.came_before
    assert (again.offers, again.conflicts) == ((), ())
    take_in(workspace, again, ())
    assert workspace.conn.execute("SELECT count(*) FROM change").fetchone() == before
    assert (again.sent.accepted, again.sent.kept) == (3, 0)


def test_what_is_not_chosen_stays_and_is_counted_as_kept(workspace: Workspace, tmp_path: Path) -> None:
    id_ = decided(workspace)
    path = filled(sent(workspace, tmp_path), {(1, Column.OWNER): "Head of therapies", (1, Column.LEADER): "Director"})
    returned = read_returned(workspace, path)
    taken = take_in(workspace, returned, [f"{id_}/owner"])
    assert (taken.accepted, taken.kept) == (1, 1)
    assert detail(workspace, id_).action.leader != "Director"
    assert read_returned(workspace, path).offers == (f"{id_}/leader",)


def test_a_cell_that_both_changed_is_a_conflict_with_both_values(workspace: Workspace, tmp_path: Path) -> None:
    id_ = decided(workspace, owner="Clinical lead")
    path = filled(sent(workspace, tmp_path), {(1, Column.OWNER): "Head of therapies"})
    change(workspace, id_, {"owner": "Director of nursing", "leader": "Chief officer"})
    returned = read_returned(workspace, path)
    assert verdicts(returned) == {"owner": Verdict.CONFLICT, "leader": Verdict.KEPT}
    one = next(one for one in returned.changes if one.field == "owner")
    assert (one.sent, one.now, one.back) == ("Clinical lead", "Director of nursing", "Head of therapies")
    take_in(workspace, returned, ())
    assert detail(workspace, id_).action.owner == "Director of nursing"
    returned = read_returned(workspace, path)
    take_in(workspace, returned, returned.conflicts)
    assert detail(workspace, id_).action.owner == "Head of therapies"
    assert detail(workspace, id_).action.leader == "Chief officer"


def test_a_cell_that_was_emptied_is_offered_as_empty(workspace: Workspace, tmp_path: Path) -> None:
    id_ = decided(workspace, comments="Ask again in May.")
    returned = read_returned(workspace, filled(sent(workspace, tmp_path), {(1, Column.COMMENTS): None}))
    take_in(workspace, returned, returned.offers)
    assert detail(workspace, id_).action.comments == ""


def test_blanks_and_line_ends_alone_are_no_change(workspace: Workspace, tmp_path: Path) -> None:
    decided(workspace, owner="Clinical lead", comments="One.\nTwo.")
    path = sent(workspace, tmp_path)
    path = filled(path, {(1, Column.OWNER): "  Clinical   lead ", (1, Column.COMMENTS): "One.\r\nTwo.\n"})
    assert read_returned(workspace, path).changes == ()


def test_an_added_row_is_an_offer_of_a_new_action(workspace: Workspace, tmp_path: Path) -> None:
    decided(workspace)
    cells: dict[tuple[int, Column], object] = {
        (2, Column.WHAT): "Train the panel",
        (2, Column.OWNER): "Head of therapies",
        (2, Column.EVIDENCE): "List",
    }
    cells |= {(2, column): value for (_, column), value in REPORTED.items()}
    returned = read_returned(workspace, filled(sent(workspace, tmp_path), cells))
    (new,) = returned.new
    assert returned.offers == (new.key,)
    take_in(workspace, returned, returned.offers)
    one = detail(workspace, new.id)
    assert (one.action.what, one.action.agency, one.action.owner) == ("Train the panel", "health", "Head of therapies")
    assert (one.action.evidence, one.action.source, one.action.status) == ("List", "agency workbook", Status.AMBER)


def test_a_deleted_row_is_told_and_deletes_nothing(workspace: Workspace, tmp_path: Path) -> None:
    ids = {decided(workspace), decided(workspace, "Name a lead")}
    path = edited(sent(workspace, tmp_path), lambda book: book[ACTIONS_SHEET].delete_rows(HEADER + 1))
    returned = read_returned(workspace, path)
    assert len(returned.missing) == 1
    assert [line for line in told_lines(returned) if line.startswith("Its row is gone")]
    take_in(workspace, returned, returned.offers)
    assert {row.action.id for row in action_rows(workspace.conn)} == ids


def test_an_action_that_was_given_up_meanwhile_takes_nothing(workspace: Workspace, tmp_path: Path) -> None:
    id_ = decided(workspace)
    path = filled(sent(workspace, tmp_path), {(1, Column.OWNER): "Head of therapies"})
    abandon_action(workspace, id_, "Another agency does it.")
    returned = read_returned(workspace, path)
    assert verdicts(returned) == {"owner": Verdict.CLOSED}
    assert (returned.offers, returned.conflicts) == ((), ())


def test_words_that_cannot_be_changed_there_are_told(workspace: Workspace, tmp_path: Path) -> None:
    id_ = decided(workspace)
    returned = read_returned(workspace, filled(sent(workspace, tmp_path), {(1, Column.WHAT): "Something else"}))
    assert (returned.altered, returned.changes) == ((id_,), ())


def test_a_checkpoint_of_a_day_that_is_held_is_compared_with_it(workspace: Workspace, tmp_path: Path) -> None:
    id_ = decided(workspace)
    first = filled(sent(workspace, tmp_path), REPORTED, "first.xlsx")
    returned = read_returned(workspace, first)
    take_in(workspace, returned, returned.offers)
    # the next workbook says green of the same day, and nothing about what happened: that stays
    path = filled(sent(workspace, tmp_path, name="next.xlsx"), {(1, Column.ON): DAY, (1, Column.STATUS): "Green"})
    returned = read_returned(workspace, path)
    assert [(one.sent, one.now, one.back) for one in returned.changes] == [("amber", "amber", "green")]
    take_in(workspace, returned, returned.offers)
    (checkpoint,) = detail(workspace, id_).checkpoints
    assert (checkpoint.status, checkpoint.comment) == (Status.GREEN, "Half of the services do.")


@pytest.mark.parametrize(
    ("cells", "says", "column"),
    [
        ({(1, Column.STATUS): "Blue"}, "is no status", "Status"),
        ({(1, Column.STATUS): "Amber"}, "Say of which day this is", "Reported on"),
        ({(1, Column.ON): DAY}, "Choose a status or say what happened", "Reported on"),
        ({(1, Column.ON): date(2027, 1, 1), (1, Column.STATUS): "Amber"}, "lies ahead", "Reported on"),
        ({(1, Column.DUE): "soon"}, "is not a date", "Due"),
        ({(1, Column.OWNER): "x" * 200}, "Say it in 120 at most", "Owner (role)"),
        ({(1, Column.COMMENTS): "EHC-001 is late"}, "name the plan EHC-001", "Comments"),
        ({(1, Column.ON): DAY, (1, Column.SAID): "EHC-001 is late"}, "name the plan EHC-001", "What happened"),
        ({(2, Column.OWNER): "Head of therapies"}, "Say what will be done", "What will be done"),
        ({(2, Column.WHAT): "Train", (3, Column.WHAT): "train "}, "says this already", "What will be done"),
    ],
)
def test_a_wrong_cell_is_refused_with_its_place(
    workspace: Workspace, tmp_path: Path, cells: dict[tuple[int, Column], object], says: str, column: str
) -> None:
    opened(workspace, tmp_path, {1: {"F2": 1}})
    decided(workspace)
    with pytest.raises(AppError) as caught:
        read_returned(workspace, filled(sent(workspace, tmp_path), cells))
    (problem,) = caught.value.problems
    assert says in problem.message
    assert (problem.place.sheet, problem.place.column) == (ACTIONS_SHEET, column)
    assert problem.place.row is not None


def test_a_copied_row_is_refused(workspace: Workspace, tmp_path: Path) -> None:
    decided(workspace)

    def copy(book: Workbook) -> None:
        sheet = book[ACTIONS_SHEET]
        at = letter_of(sheet, Column.KEY)
        sheet[f"{at}4"] = sheet[f"{at}3"].value

    with pytest.raises(AppError) as caught:
        read_returned(workspace, edited(sent(workspace, tmp_path), copy))
    assert "row 3 already" in str(caught.value.problems[0])


def test_a_key_that_was_not_sent_is_refused(workspace: Workspace, tmp_path: Path) -> None:
    decided(workspace)

    def swap(book: Workbook) -> None:
        sheet = book[ACTIONS_SHEET]
        sheet[f"{letter_of(sheet, Column.KEY)}3"] = "f" * 32

    with pytest.raises(AppError) as caught:
        read_returned(workspace, edited(sent(workspace, tmp_path), swap))
    assert "none of those that were sent" in str(caught.value.problems[0])


@pytest.mark.parametrize(
    ("act", "says"),
    [
        (lambda book: book.remove(book[SENT_SHEET]), "lost by what it is known again"),
        (lambda book: book[SENT_SHEET].__setitem__("C7", "Somebody else"), "lost by what it is known again"),
        (lambda book: book[SENT_SHEET].__setitem__("B1", "9"), "newer version of the app"),
        (lambda book: book[SENT_SHEET].__setitem__("B1", "x"), "lost by what it is known again"),
        (lambda book: book[ACTIONS_SHEET].delete_cols(6), "lost columns"),
        (lambda book: book.remove(book[ACTIONS_SHEET]), "lost columns"),
    ],
    ids=["hidden sheet gone", "hidden sheet edited", "newer", "no format", "column gone", "sheet gone"],
)
def test_a_damaged_workbook_is_refused_with_the_reason(
    workspace: Workspace, tmp_path: Path, act: object, says: str
) -> None:
    decided(workspace)
    assert callable(act)
    with pytest.raises(AppError, match=says):
        read_returned(workspace, edited(sent(workspace, tmp_path), act))


def test_a_workbook_of_another_workspace_is_refused(workspace: Workspace, tmp_path: Path) -> None:
    folder = tmp_path / "other"
    folder.mkdir()
    with make_world(folder, "other").open() as other:
        decided(other)
        path = sent(other, folder)
    with pytest.raises(AppError, match="another partnership's workspace"):
        read_returned(workspace, path)


def test_a_workbook_whose_sending_the_log_does_not_know_is_refused(workspace: Workspace, tmp_path: Path) -> None:
    decided(workspace)
    path = tmp_path / "made.xlsx"
    path.write_bytes(agency_workbook_bytes(agency_plan(workspace, "health"), read_theme("light")))
    with pytest.raises(AppError, match="does not know that this workbook was sent"):
        read_returned(workspace, path)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"plan,status\n1,green\n", "no workbook of an agency's actions"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old Excel workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "protected with a password"),
        (b"PK\x03\x04 half a file", "is damaged"),
        (b"", "empty"),
    ],
)
def test_another_file_is_refused_with_the_reason(workspace: Workspace, tmp_path: Path, data: bytes, says: str) -> None:
    path = tmp_path / "other.xlsx"
    path.write_bytes(data)
    with pytest.raises(AppError, match=says):
        read_returned(workspace, path)


def test_another_workbook_is_refused(workspace: Workspace, tmp_path: Path) -> None:
    book = Workbook()
    book.active["A1"] = "Something"
    book.save(tmp_path / "other.xlsx")
    with pytest.raises(AppError, match="no workbook of an agency's actions"):
        read_returned(workspace, tmp_path / "other.xlsx")


def test_what_moved_since_it_was_read_is_not_taken_in(workspace: Workspace, tmp_path: Path) -> None:
    id_ = decided(workspace)
    returned = read_returned(workspace, filled(sent(workspace, tmp_path), {(1, Column.OWNER): "Head of therapies"}))
    change(workspace, id_, {"owner": "Director of nursing"})
    with pytest.raises(AppError, match="changed meanwhile"):
        take_in(workspace, returned, returned.offers)
    assert detail(workspace, id_).action.owner == "Director of nursing"


def test_an_agency_without_an_open_action_gets_no_workbook(workspace: Workspace) -> None:
    with pytest.raises(AppError, match="Health has no open action"):
        agency_plan(workspace, "health")
    with pytest.raises(AppError, match="is no agency"):
        agency_plan(workspace, "police")


def test_the_same_actions_on_the_same_day_give_the_same_bytes(workspace: Workspace, tmp_path: Path) -> None:
    decided(workspace, comments="=1+1")
    first, second = (sent(workspace, tmp_path, name=name) for name in ("a.xlsx", "b.xlsx"))
    assert first.read_bytes() == second.read_bytes()
    assert len(latest_sent(workspace)) == 1
    assert read_returned(workspace, second).changes == ()


def test_no_plan_is_named_unless_it_is_asked_for(workspace: Workspace, tmp_path: Path) -> None:
    opened(workspace, tmp_path, {1: {"F2": 1}, 2: {"F2": 0}})
    bare, named = agency_plan(workspace, "education"), agency_plan(workspace, "education", with_plans=True)
    assert bare.actions[0].plans == ()
    assert "EHC-" not in str(bare)
    assert named.actions[0].plans == ("EHC-001", "EHC-002")


def test_the_page_is_written_beside_the_workbook_and_counts_as_no_sending(workspace: Workspace, tmp_path: Path) -> None:
    decided(workspace)
    paths = send(workspace, agency_plan(workspace, "health"), tmp_path / "health.xlsx", ("pdf", "docx"))
    assert [path.name for path in paths] == ["health.pdf", "health.docx"]
    assert paths[0].read_bytes().startswith(b"%PDF")
    assert latest_sent(workspace) == ()


def test_a_workbook_that_is_out_for_long_is_late(workspace: Workspace, tmp_path: Path) -> None:
    decided(workspace)
    sent(workspace, tmp_path)
    (one,) = latest_sent(workspace)
    assert not is_late(one, date(2026, 12, 6))
    assert is_late(one, date(2026, 12, 7))


def test_who_may_not_manage_actions_neither_sends_nor_takes_in(world: World, tmp_path: Path) -> None:
    world.add("Ria", Role.READER)
    with world.open() as workspace:
        decided(workspace)
        path = sent(workspace, tmp_path)
    with world.open("Ria") as workspace:
        with pytest.raises(AppError, match="no right to"):
            agency_plan(workspace, "health")
        with pytest.raises(AppError, match="no right to"):
            read_returned(workspace, path)


def test_cells_and_values_are_told_in_words() -> None:
    assert field_words("status@2026-11-20") == "Status on 20/11/2026"
    assert field_words("comment@2026-11-20") == "What happened on 20/11/2026"
    assert field_words("owner") == "Owner (role)"
    assert (value_words("due", "2026-11-20"), value_words("status@2026-11-20", "amber")) == ("20/11/2026", "Amber")


HOSTILE = (
    "=1+1",
    "+44 20 7946 0000",
    "@sum(A1)",
    "_x0041_ and _x000D_",
    "Line one.\nLine two.\n\n- three",
    "a\tb",
    "<b>&amp;</b> \"quoted\" 'single'",
    "مرحبا, こんにちは, 👩‍👧",
    "2026-11-20",
    "3-4",
    "007",
    "TRUE",
    "x" * 4_000,
)


@pytest.mark.parametrize("text", HOSTILE)
def test_any_words_go_out_and_come_back_as_they_are(workspace: Workspace, tmp_path: Path, text: str) -> None:
    id_ = decided(workspace, comments=text)
    path = sent(workspace, tmp_path)
    assert read_returned(workspace, path).changes == ()
    saved = edited(path, lambda book: book.active)
    assert read_returned(workspace, saved).changes == ()
    assert detail(workspace, id_).action.comments == text.strip()


def test_an_action_with_many_checkpoints_goes_out_and_comes_back(workspace: Workspace, tmp_path: Path) -> None:
    id_ = decided(workspace)
    for days in range(60):
        report(workspace, id_, Checkpoint(DAY - timedelta(days=days), Status.AMBER, f"Day {days}."))
    path = sent(workspace, tmp_path)
    assert read_returned(workspace, path).changes == ()
    early = DAY - timedelta(days=59)
    returned = read_returned(workspace, filled(path, {(1, Column.ON): early, (1, Column.SAID): "Day 59, corrected."}))
    assert [(one.sent, one.back) for one in returned.changes] == [("Day 59.", "Day 59, corrected.")]


def test_a_formula_counts_by_its_result_and_one_without_is_refused(workspace: Workspace, tmp_path: Path) -> None:
    decided(workspace)
    with pytest.raises(AppError) as caught:
        read_returned(workspace, filled(sent(workspace, tmp_path), {(1, Column.COMMENTS): '=CONCAT("a","b")'}))
    (problem,) = caught.value.problems
    assert (problem.place.row, problem.place.column) == (3, "Comments")


def test_a_workbook_with_macros_is_refused(workspace: Workspace, tmp_path: Path) -> None:
    decided(workspace)
    path = sent(workspace, tmp_path)
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("xl/vbaProject.bin", b"macro")
    with pytest.raises(AppError, match="macros"):
        read_returned(workspace, path)


def test_only_the_cells_to_fill_in_are_open_and_the_key_is_hidden(workspace: Workspace, tmp_path: Path) -> None:
    decided(workspace)
    book = load_workbook(sent(workspace, tmp_path))
    sheet = book[ACTIONS_SHEET]
    assert sheet.protection.sheet
    assert sheet.protection.password is None
    assert book[SENT_SHEET].sheet_state == "hidden"
    assert sheet.column_dimensions[letter_of(sheet, Column.KEY)].hidden
    columns = [column for column in Column if column.value in told(sheet)]
    is_open = {column for column in columns if not sheet[f"{letter_of(sheet, column)}3"].protection.locked}
    assert is_open == {*REPORT, *FIELDS}
    assert not sheet[f"{letter_of(sheet, Column.WHAT)}4"].protection.locked
    lists = [rule.formula1 for rule in sheet.data_validations.dataValidation if rule.type == "list"]
    assert lists == ['"G Green,A Amber,R Red,Gy Grey"']


def told(sheet: Worksheet) -> set[str]:
    """The titles of its columns."""
    return {str(cell.value) for cell in sheet[HEADER]}
