"""Any table comes in through a mapping: guessed, checked, remembered for the same headings, saved as a file."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from service_world import World, count, faults, plan_row, register_of, write_rows

from audit_app.domain.people import Role
from audit_app.domain.problems import AppError
from audit_app.domain.register import REGISTER_FIELDS
from audit_app.intake.mapping import Mapping, mapping_faults, mapping_of, mapping_text, read_mapping
from audit_app.services.register.entries import Change, FieldChange
from audit_app.services.register.importing import import_register
from audit_app.services.register.mapping import offer_mapping, remembered_for, save_mapping
from audit_app.services.register.remembered import forget_mapping, remember_mapping, remembered_mappings
from audit_app.store.local_settings import keep_local_setting
from audit_app.store.workspace import Workspace

FIELDS = [field.name for field in REGISTER_FIELDS]
SENSITIVE = [field.name for field in REGISTER_FIELDS if field.sensitive]


def council_file(folder: Path, name: str = "export.csv", **more: str) -> Path:
    """A council's own export, with a child's name in it."""
    return write_rows(
        folder / name,
        [
            {
                "Case Number": f"C-{number:04d}",
                "Child": f"Amy Smith{chr(97 + number)}",
                "Main Need": "ASD",
                "Date request received": "08/01/2024",
                "EHCP issued": "20/05/2024",
                "LAC": "Yes",
                "Officer team": "North",
                **more,
            }
            for number in range(12)
        ],
    )


def test_a_councils_export_comes_in_as_guessed_without_names_and_without_what_is_sensitive(
    workspace: Workspace, tmp_path: Path
) -> None:
    path = council_file(tmp_path)
    offer = offer_mapping(workspace, path)
    assert not offer.is_settled
    mapping = offer.guessed()
    assert mapping.columns["Child"] is None
    assert mapping.columns["LAC"] == "looked_after"
    assert [problem.message for problem in offer.check(mapping.columns) if problem.severity == "error"] == []
    done = import_register(workspace, path, mapping=mapping)
    assert (done.new, done.sensitive) == (12, ("looked_after",))
    row = workspace.conn.execute(
        "SELECT primary_need, request_date, final_date, looked_after FROM entry WHERE plan_ref = 'C-0003'"
    ).fetchone()
    assert tuple(row) == ("ASD", "2024-01-08", "2024-05-20", None)
    assert "Amy" not in repr(workspace.conn.execute("SELECT new FROM op").fetchall())
    assert faults(workspace) == []


def test_what_is_sensitive_comes_in_once_it_is_asked_for(workspace: Workspace, tmp_path: Path) -> None:
    path = council_file(tmp_path)
    mapping = replace(offer_mapping(workspace, path).guessed(), include=frozenset({"looked_after"}))
    import_register(workspace, path, mapping=mapping)
    assert workspace.conn.execute("SELECT sum(looked_after) FROM entry").fetchone()[0] == 12


@pytest.mark.parametrize(
    ("headings", "settled"),
    [
        ("plan_ref,final_date", True),
        ("plan_ref,final_date,Notes,Colour", True),
        ("Plan-Ref,FINAL DATE", True),
        ("plan_ref,final_date,Main need", False),
        ("Case number,final_date", False),
        ("Plan reference,Final plan sent", False),
        ("final_date,primary_need", False),
    ],
)
def test_our_own_headings_need_no_mapping(workspace: Workspace, tmp_path: Path, headings: str, settled: bool) -> None:
    path = tmp_path / "own.csv"
    cells = {"Notes": "x", "Colour": "red", "Main need": "ASD"}
    row = ",".join(
        cells.get(heading, "2024-05-20" if "final" in heading.lower() else "E-1") for heading in headings.split(",")
    )
    path.write_text(f"{headings}\n{row}\n", encoding="utf-8")
    assert offer_mapping(workspace, path).is_settled is settled


def test_a_mapping_is_offered_again_for_the_same_headings_in_any_order(workspace: Workspace, tmp_path: Path) -> None:
    path = council_file(tmp_path)
    offer = offer_mapping(workspace, path)
    mapping = Mapping({**offer.guessed().columns, "Officer team": None}, frozenset({"looked_after"}))
    remember_mapping(workspace, "  Case system ", offer.columns.headings, mapping)
    turned = write_rows(
        tmp_path / "next.csv", [{"lac": "No", "MAIN NEED": "ASD", "Case Number": "C-1", "Child": "B C",
                                 "Officer team": "X", "EHCP issued": "", "Date request received": ""}]
    )  # fmt: skip
    (again,) = offer_mapping(workspace, turned).remembered
    assert (again.name, again.is_for(["lac"])) == ("Case system", False)
    filled = offer_mapping(workspace, turned).filled_from(again.mapping)
    assert filled.columns["MAIN NEED"] == "primary_need"
    assert filled.columns["Officer team"] is None
    assert filled.include == {"looked_after"}
    assert remembered_for(workspace, turned) == again


def test_a_column_more_is_guessed_beside_what_is_remembered(workspace: Workspace, tmp_path: Path) -> None:
    offer = offer_mapping(workspace, council_file(tmp_path))
    remember_mapping(workspace, "Case system", offer.columns.headings, offer.guessed())
    wider = council_file(tmp_path, name="wider.csv", **{"Ceased date": "", "Final plan date": "01/02/2024"})
    found = offer_mapping(workspace, wider)
    (fitting,) = found.remembered
    assert not fitting.is_for(found.columns.headings)
    assert remembered_for(workspace, wider) is None
    filled = found.filled_from(fitting.mapping).columns
    assert filled["Ceased date"] == "ceased_date"
    assert (filled["EHCP issued"], filled["Final plan date"]) == ("final_date", None)


def test_a_file_that_lacks_a_mapped_heading_is_not_offered_the_mapping(workspace: Workspace, tmp_path: Path) -> None:
    offer = offer_mapping(workspace, council_file(tmp_path))
    remember_mapping(workspace, "Case system", offer.columns.headings, offer.guessed())
    other = write_rows(tmp_path / "other.csv", [{"Case Number": "C-1", "Main Need": "ASD"}])
    assert offer_mapping(workspace, other).remembered == ()


def test_the_mapping_used_last_is_offered_first_and_a_name_stands_once(world: World, tmp_path: Path) -> None:
    with world.open() as workspace:
        headings = ("Case Number", "Team")
        remember_mapping(workspace, "Old", headings, Mapping({"Case Number": "plan_ref"}))
        remember_mapping(workspace, "New", headings, Mapping({"Case Number": "match_key"}))
        keep_local_setting(
            workspace.conn,
            "mapping/register/old",
            json.dumps({"name": "Old", "headings": headings, "mapping": {"columns": {"Case Number": "plan_ref"}},
                        "used_on": "2026-11-01"}),
        )  # fmt: skip
        remember_mapping(workspace, "new", headings, Mapping({"Case Number": "plan_ref", "Team": "casework_team"}))
        path = write_rows(tmp_path / "x.csv", [{"Case Number": "1", "Team": "N"}])
        assert [one.name for one in offer_mapping(workspace, path).remembered] == ["new", "Old"]
    with world.open() as workspace:
        assert [one.name for one in remembered_mappings(workspace)] == ["new", "Old"]
        forget_mapping(workspace, "NEW")
        assert [one.name for one in remembered_mappings(workspace)] == ["Old"]


def test_remembering_is_kept_beside_the_log_and_not_in_it(workspace: Workspace) -> None:
    before = count(workspace, "change")
    remember_mapping(workspace, "Case system", ["A"], Mapping({"A": "plan_ref"}))
    assert count(workspace, "change") == before
    assert faults(workspace) == []


def test_a_mapping_that_a_later_version_wrote_is_passed_over(workspace: Workspace) -> None:
    value = {"name": "X", "headings": ["A"], "mapping": {"columns": {"A": "new_field"}}, "used_on": "2026-11-01"}
    keep_local_setting(workspace.conn, "mapping/register/x", json.dumps(value))
    assert remembered_mappings(workspace) == ()


@pytest.mark.parametrize("name", ["", "  ", "x" * 61, "two\nlines"])
def test_a_name_that_will_not_do_is_refused(workspace: Workspace, name: str) -> None:
    with pytest.raises(AppError, match="name"):
        remember_mapping(workspace, name, ["A"], Mapping({"A": "plan_ref"}))
    assert remembered_mappings(workspace) == ()


def test_whoever_may_not_import_is_offered_nothing_and_remembers_nothing(world: World, tmp_path: Path) -> None:
    world.add("Rita", Role.READER)
    with world.open("Rita") as workspace:
        for act in (
            lambda: offer_mapping(workspace, council_file(tmp_path)),
            lambda: remember_mapping(workspace, "X", ["A"], Mapping({"A": "plan_ref"})),
            lambda: forget_mapping(workspace, "X"),
        ):
            with pytest.raises(AppError, match="no right"):
                act()


def test_the_sheet_of_a_remembered_mapping_is_opened_again(workspace: Workspace, tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    for name, row in (("Requests", ["R-1", "ASD"]), ("Plans", ["C-1", "North"])):
        sheet = book.create_sheet(name)
        sheet.append(["Reference number", "Need" if name == "Requests" else "Hub name"])
        sheet.append(row)
    path = tmp_path / "book.xlsx"
    book.save(path)
    assert offer_mapping(workspace, path).columns.sheet == "Requests"
    asked = offer_mapping(workspace, path, sheet="Plans")
    remember_mapping(workspace, "Plans", asked.columns.headings, replace(asked.guessed(), sheet="Plans"))
    again = offer_mapping(workspace, path)
    assert (again.columns.sheet, [one.name for one in again.remembered]) == ("Plans", ["Plans"])
    import_register(workspace, path, mapping=again.filled_from(again.remembered[0].mapping))
    assert [row[0] for row in workspace.conn.execute("SELECT plan_ref FROM entry")] == ["C-1"]


def test_a_saved_mapping_is_read_by_the_command_line_as_the_same_mapping(tmp_path: Path) -> None:
    mapping = Mapping(
        {"Größe": None, "Case": "plan_ref", "CLA": "looked_after"}, frozenset({"looked_after"}), "Sheet 1"
    )
    save_mapping(tmp_path / "m.json", mapping)
    assert read_mapping(tmp_path / "m.json") == mapping


mappings = st.builds(
    lambda columns, include, sheet: Mapping(
        dict(zip(columns, [*FIELDS, *[None] * 9], strict=False)),
        frozenset(include),
        sheet,
    ),
    st.lists(st.text(st.characters(codec="utf-8"), min_size=1, max_size=20), max_size=50, unique_by=str.casefold),
    st.lists(st.sampled_from(SENSITIVE)),
    st.text(st.characters(codec="utf-8"), max_size=20),
)


@given(mappings)
def test_a_mapping_as_text_is_read_as_it_was(mapping: Mapping) -> None:
    content = json.loads(mapping_text(mapping))
    assert mapping_of(content) == mapping
    assert [fault for fault in mapping_faults(content) if "same heading" not in fault] == []


@pytest.mark.parametrize(
    ("choices", "expected"),
    [
        ({"Main Need": "primary_need"}, ["", "No column goes into Plan reference or Match key (UPN or ULN)"]),
        ({"Case Number": "plan_ref", "LAC": "plan_ref"}, ["Case Number", "“LAC” goes there too", "LAC"]),
        ({"Case Number": "plan_ref", "Main Need": "final_date"}, ["Main Need", "None of its values can be read"]),
        ({"Main Need": "plan_ref"}, ["Main Need", "11 of 12 values stand in another row already"]),
        ({"Case Number": "plan_ref", "Child": "request_date"}, ["Child", "None of its values"]),
    ],
)
def test_what_speaks_against_a_mapping_stands_beside_its_column(
    workspace: Workspace, tmp_path: Path, choices: dict[str, str | None], expected: list[str]
) -> None:
    found = offer_mapping(workspace, council_file(tmp_path)).check(choices)
    said = [part for problem in found for part in (problem.place.column, problem.message)]
    assert all(any(part.startswith(one) or one in part for part in said) for one in expected)
    assert not any("Amy" in part for part in said)


def test_values_that_do_not_fit_are_counted_and_quoted_where_they_may_be(workspace: Workspace, tmp_path: Path) -> None:
    rows = [
        {"Case": f"C{n}", "Issued": "20/05/2024" if n else "soon", "DOB": "1/2/2010" if n else "2010"} for n in range(9)
    ]
    offer = offer_mapping(workspace, write_rows(tmp_path / "x.csv", rows))
    found = {
        one.place.column: one
        for one in offer.check({"Case": "plan_ref", "Issued": "final_date", "DOB": "date_of_birth"})
    }
    assert found["Issued"].severity == "query"
    assert found["Issued"].message.startswith("1 of 9 values cannot be read. “soon” is not a date")
    assert "2010" not in found["DOB"].message


def test_what_cannot_be_worked_out_without_a_column_is_said(workspace: Workspace, tmp_path: Path) -> None:
    offer = offer_mapping(workspace, council_file(tmp_path))
    said = [one.message for one in offer.check(offer.guessed().columns)]
    assert "Without Ceased: plans that have ended would be drawn for audits." in said
    assert not any("20 weeks" in one for one in said)


def test_the_changes_of_an_import_name_each_entry_and_what_moved(workspace: Workspace, tmp_path: Path) -> None:
    register_of(workspace, tmp_path, 4)
    rows = [
        plan_row(1, casework_team="South", date_of_birth="2016-03-01"),
        plan_row(2),
        plan_row(3, ceased_date="2026-10-01"),
        plan_row(9),
    ]
    done = import_register(workspace, write_rows(tmp_path / "next.csv", rows), dry_run=True)
    assert [(one.plan_ref, *one.changes) for one in done.entries] == [
        ("EHC-001", Change.CHANGED), ("EHC-003", Change.CEASED), ("EHC-009", Change.NEW), ("EHC-004", Change.VANISHED),
    ]  # fmt: skip
    assert set(done.entries[0].fields) == {
        FieldChange("casework_team", "North", "South"),
        FieldChange("date_of_birth", None, None),
    }
    assert done.entries[1].fields == (FieldChange("ceased_date", None, "2026-10-01"),)
    assert (done.new, done.changed, done.ceased, done.vanished) == (1, 2, 1, ("EHC-004",))


def test_as_many_faults_are_listed_as_are_asked_for(workspace: Workspace, tmp_path: Path) -> None:
    path = write_rows(tmp_path / "bad.csv", [plan_row(number, final_date="soon") for number in range(1, 401)])
    for most, listed in ((1_000, 400), (50, 51)):
        with pytest.raises(AppError) as caught:
            import_register(workspace, path, most_problems=most)
        assert len(caught.value.problems) == listed
