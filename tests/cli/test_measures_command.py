"""`measures load`, `import` and `export` as they are typed."""

import csv
import json

import openpyxl
import pytest
from cli_builders import Desk


@pytest.fixture
def loaded(desk: Desk) -> Desk:
    """A workspace with the catalogue."""
    desk.new()
    said = desk.run("measures", "load", desk.workspace, "--with-targets")
    assert (said.code, said.out) == (0, "50 measures new, 0 held already, 6 targets kept.\n")
    return desk


def test_loading_again_adds_nothing(loaded: Desk) -> None:
    said = loaded.run("measures", "load", loaded.workspace, "--json")
    assert said.json == {"new": 0, "held": 50, "targets": 0}


def test_a_file_is_tried_taken_in_and_changes_nothing_again(loaded: Desk) -> None:
    path = loaded.file("values.csv", "code,period,numerator,denominator\nneet,Q3 2026,12,80\n")
    said = loaded.run("measures", "import", loaded.workspace, path, "--dry-run")
    assert said.out == "1 row: 1 value would be new, 0 would be changed, 0 unchanged.\n"
    assert loaded.run("measures", "import", loaded.workspace, path).out.startswith("1 row: 1 value new")
    again = loaded.run("measures", "import", loaded.workspace, path, "--json").json
    assert (again["unchanged"], again["changes"], again["shape"]) == (1, False, "values")


def test_faults_are_lines_with_row_and_column_and_nothing_is_half_done(loaded: Desk) -> None:
    path = loaded.file("bad.csv", "code,period,value\nneet,2026-Q3,5\nneet,soon,5\nneet,2026-Q2,much\n")
    said = loaded.run("measures", "import", loaded.workspace, path)
    assert said.code == 1
    assert [line.split(":")[0] for line in said.faults[1:]] == [
        "bad.csv, row 3, column period",
        "bad.csv, row 4, column value",
    ]
    out = loaded.folder / "measures.csv"
    assert loaded.run("measures", "export", loaded.workspace, out).code == 0
    assert "neet" not in out.read_text(encoding="utf-8-sig")


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_what_was_exported_reads_back(loaded: Desk, ending: str) -> None:
    loaded.run(
        "measures",
        "import",
        loaded.workspace,
        loaded.file("values.csv", "code,period,value\nmediation_held,2026-10,4\ncomplaints_received,2026-10,9\n"),
    )
    out = loaded.folder / f"measures.{ending}"
    said = loaded.run("measures", "export", loaded.workspace, out, "--json")
    assert said.json == {"file": str(out), "values": 2}
    if ending == "csv":
        rows = list(csv.DictReader(out.read_text(encoding="utf-8-sig").splitlines()))
        assert [(row["code"], row["value"], row["source"]) for row in rows] == [
            ("mediation_held", "4", "typed"),
            ("complaints_received", "9", "typed"),
        ]
    back = loaded.run("measures", "import", loaded.workspace, out, "--json").json
    assert (back["unchanged"], back["changes"]) == (2, False)
    assert back["notes"] == []  # the columns for people are known, and are no reason to worry


def test_another_ending_and_a_file_without_measures_are_refused(loaded: Desk) -> None:
    assert loaded.run("measures", "export", loaded.workspace, loaded.folder / "measures.txt").code == 2
    said = loaded.run("measures", "import", loaded.workspace, loaded.file("other.csv", "a,b\n1,2\n"))
    assert said.code == 1
    assert "holds no measures" in said.err


def test_what_was_imported_stands_in_the_boards_report(loaded: Desk) -> None:
    rows = "".join(
        f"2025/26,School {number},,{90 - number},10,{pupils}\n" for number, pupils in enumerate((9, 2, 8, 7))
    )
    path = loaded.file("schools.csv", f"period,school,urn,days,semh_days,pupils\n{rows}")
    assert loaded.run("measures", "import", loaded.workspace, path).code == 0
    asked = ("--kind", "monthly", "--period", "2026-10", "--audience", "board", "--formats", "json,xlsx,pdf")
    said = loaded.run("report", loaded.workspace, *asked, "--out", loaded.folder / "out")
    assert said.code == 0, said.err
    told = json.loads((loaded.folder / "out" / "monthly_2026-10_board.json").read_text(encoding="utf-8"))
    figures = {one["id"]: one for one in told["figures"]}
    assert (figures["measure.days_lost"]["value"], figures["measure.days_lost_semh"]["value"]) == (354, 40)
    sheets = openpyxl.load_workbook(loaded.folder / "out" / "monthly_2026-10_board.xlsx")
    names = {str(row[0].value) for row in sheets["Schools"].iter_rows()}
    assert "School 1" not in names  # two pupils
    assert "School 0" in names
