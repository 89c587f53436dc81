"""An advice log on the command line: shown first, taken in whole, refused with every fault, the same again nothing."""

import pytest
from cli_builders import Desk

REGISTER = "plan_ref,request_date\nC-1,2026-08-03\nC-2,2026-08-10\n"
LOG = (
    "plan_ref,agency,service,provider,requested,due,received,outcome\n"
    "C-1,health,Speech therapy,The Trust,2026-08-20,,,\n"
    "C-2,psychology,,,20/08/2026,,01/09/2026,report\n"
)


@pytest.fixture
def log(desk: Desk) -> object:
    """A workspace with two requests, and a log of the advice asked for on them."""
    desk.new()
    desk.run("import", "register", desk.workspace, desk.file("register.csv", REGISTER))
    return desk.file("advice.csv", LOG)


def test_an_advice_log_is_shown_then_taken_in_and_again_changes_nothing(desk: Desk, log: object) -> None:
    shown = desk.run("import", "advice", desk.workspace, log, "--dry-run")
    assert (shown.code, shown.lines) == (0, ["2 rows: 2 would be new, 0 would be changed, 0 unchanged."])
    done = desk.run("import", "advice", desk.workspace, log, "--json")
    assert (done.json["new"], done.json["changes"], done.json["dry_run"]) == (2, True, False)
    again = desk.run("import", "advice", desk.workspace, log)
    assert again.lines == ["2 rows: 0 new, 0 changed, 2 unchanged."]


def test_every_fault_of_an_advice_log_stands_on_a_line_of_its_own(desk: Desk, log: object) -> None:
    faulty = desk.file("faulty.csv", LOG + "C-9,health,,,2026-08-20,,,\nC-8,health,,,2026-08-20,,,\n")
    said = desk.run("import", "advice", desk.workspace, faulty)
    assert said.code == 1
    assert [line for line in said.faults if "row 4" in line or "row 5" in line]
    assert "column plan_ref" in said.err
    assert desk.run("import", "advice", desk.workspace, log, "--json").json["new"] == 2


def test_the_chase_list_is_written_as_csv_for_each_addressee(desk: Desk, log: object) -> None:
    desk.run("import", "advice", desk.workspace, log)
    out = desk.folder / "out"
    said = desk.run(
        "report", desk.workspace, "--kind", "chase", "--period", "2026-W47", "--out", out, "--formats", "csv"
    )
    assert said.code == 0
    lists = out / "chase_2026-W47_group_lists"
    assert said.lines == [str(out / "chase_2026-W47_group.csv")]
    assert f"The lists to send, one for each addressee, are in {lists}." in said.faults
    assert [path.name for path in lists.iterdir()] == ["Designated-Clinical-Officer.csv"]
    assert "C-1" in (lists / "Designated-Clinical-Officer.csv").read_text(encoding="utf-8-sig")
