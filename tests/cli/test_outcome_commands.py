"""Outcomes and adulthood on the command line: shown first, taken in whole, refused with every fault, again nothing."""

import pytest
from cli_builders import Desk

REGISTER = (
    "plan_ref,request_date,final_date,date_of_birth\nC-1,2025-08-03,2025-12-01,2010-05-01\nC-2,2025-08-10,2025-12-20,\n"
)
OUTCOMES = (
    "plan_ref,outcome,words,area,agency,set_on,target,reviewed,progress,evidence\n"
    "C-1,1,Reads a short story,cognition and learning,school,2025-12-01,31/07/2026,2026-05-04,on track,Reads daily\n"
    "C-1,2,Joins a club,SEMH,social care,,,,,\n"
    "C-2,1,Walks to school,PfA,health,,,2026-06-01,no progress,\n"
)
ADULTHOOD = "plan_ref,care,health,due,referred,assessed,outcome,note\nC-1,yes,no,2028-05-01,2026-09-01,,,Team met\n"


@pytest.fixture(autouse=True)
def register(desk: Desk) -> None:
    desk.new()
    desk.run("import", "register", desk.workspace, desk.file("register.csv", REGISTER))


@pytest.mark.parametrize(("kind", "text", "rows"), [("outcomes", OUTCOMES, 3), ("adulthood", ADULTHOOD, 1)])
def test_a_file_is_shown_then_taken_in_and_again_changes_nothing(desk: Desk, kind: str, text: str, rows: int) -> None:
    file = desk.file(f"{kind}.csv", text)
    shown = desk.run("import", kind, desk.workspace, file, "--dry-run")
    assert (shown.code, shown.lines) == (0, [f"{rows} rows: {rows} would be new, 0 would be changed, 0 unchanged."])
    done = desk.run("import", kind, desk.workspace, file, "--json")
    assert (done.json["new"], done.json["changes"], done.json["dry_run"]) == (rows, True, False)
    again = desk.run("import", kind, desk.workspace, file)
    assert again.lines == [f"{rows} rows: 0 new, 0 changed, {rows} unchanged."]


def test_every_fault_stands_on_a_line_of_its_own_and_nothing_comes_in(desk: Desk) -> None:
    faulty = OUTCOMES + "C-9,1,Words,,,,,,,\nC-8,1,Words,,,,,,,\n"
    said = desk.run("import", "outcomes", desk.workspace, desk.file("faulty.csv", faulty))
    assert said.code == 1
    assert [line for line in said.faults if "row 5" in line or "row 6" in line]
    assert "column plan_ref" in said.err
    whole = desk.run("import", "outcomes", desk.workspace, desk.file("outcomes.csv", OUTCOMES), "--json")
    assert whole.json["new"] == 3
