"""Imports, draws, reports and framework checks: what they print, and that a fault leaves nothing half done."""

import errno
import io
from pathlib import Path

import pytest
from cli_builders import AUDITS_HEAD, REGISTER_HEAD, Desk

from audit_app.cli.console import Console

DRAW = ("--cycle", "weekly", "--size", "6", "--seed", "2026-W47", "--on", "2026-11-22")
SHIPPED = Path(__file__).parents[2] / "resources" / "frameworks" / "weekly-18.toml"


@pytest.fixture
def ashford(desk: Desk) -> Desk:
    """A workspace with a register of 30 plans and three audits."""
    desk.filled()
    return desk


def test_a_register_says_what_it_changed(desk: Desk) -> None:
    desk.new()
    file = desk.register()
    dry = desk.run("import", "register", desk.workspace, file, "--dry-run")
    assert dry.lines == ["30 rows: 30 would be new, 0 would be changed, 0 unchanged; 0 ceased, 0 not in the file."]
    said = desk.run("import", "register", desk.workspace, file)
    assert said.lines == ["30 rows: 30 new, 0 changed, 0 unchanged; 0 ceased, 0 not in the file."]
    again = desk.run("import", "register", desk.workspace, desk.register(count=28), "--json").json
    assert (again["new"], again["unchanged"], again["vanished"]) == (0, 28, ["P-029", "P-030"])
    assert again["dry_run"] is False


def test_entries_that_the_file_lacks_are_counted_beside_the_result(ashford: Desk) -> None:
    said = ashford.run("import", "register", ashford.workspace, ashford.register(count=28))
    assert said.code == 0
    assert said.faults == ["2 entries of the register are not in the file and kept."]


def test_what_happened_to_entries_is_counted_and_listed_with_their_references(desk: Desk) -> None:
    desk.new()
    desk.run("import", "register", desk.workspace, desk.register())
    head, *rows = desk.register().read_text(encoding="utf-8").splitlines()
    other = [row.replace("ASD", "SEMH") for row in rows[:2]]
    file = desk.folder / "moved.csv"
    file.write_text("\n".join([head, *other, *rows[2:]]) + "\n", encoding="utf-8")
    json = desk.run("import", "register", desk.workspace, file, "--dry-run", "--json").json
    said = desk.run("import", "register", desk.workspace, file)
    assert said.lines[1:] == [f"Other primary need: {len(json['entries'])} (P-001, P-002)."]
    assert json["happened"] | {"need": 2, "new": 0, "moved": 0} == json["happened"]
    assert json["entries"][0] == {"plan_ref": "P-001", "what": ["need"]}


def test_each_fault_of_a_register_is_a_line_with_its_place_and_nothing_is_taken(desk: Desk) -> None:
    desk.new()
    rows = ["P-031,32/01/2012,ASD,2023-05-01,East,", "P-001,2012-01-05,ASD,2023-05-01,East,"]
    said = desk.run("import", "register", desk.workspace, desk.register(rows), "--json")
    assert said.code == 1
    assert said.out == ""
    assert any("row 32" in line and "date_of_birth" in line for line in said.faults)
    assert any("row 33" in line for line in said.faults)
    assert "2012-01-05" not in said.err
    draw = desk.run("sample", desk.workspace, *DRAW)
    assert draw.code == 1
    assert draw.faults == ["The register is empty, so there is nothing to draw from. Import the register first."]


def test_dates_that_cannot_be_right_are_queries_and_no_fault(desk: Desk) -> None:
    desk.new()
    said = desk.run("import", "register", desk.workspace, desk.register(["P-031,2012-01-05,ASD,2011-05-01,East,"]))
    assert said.code == 0
    assert any("row 32" in line for line in said.faults)


def test_a_mapping_gives_the_headings_their_meaning(desk: Desk) -> None:
    desk.new()
    file = desk.file("register.csv", "Case number,Finalised\nC-1,01/05/2023\n")
    mapping = desk.file("mapping.json", '{"columns": {"Case number": "plan_ref", "Finalised": "final_date"}}')
    said = desk.run("import", "register", desk.workspace, file, "--mapping", mapping, "--json")
    assert said.json["new"] == 1
    wrong = desk.file("wrong.json", '{"columns": {"Case number": "case"}}')
    refused = desk.run("import", "register", desk.workspace, file, "--mapping", wrong)
    assert refused.code == 1
    assert "no field of the register" in refused.err


@pytest.mark.parametrize("command", ["register", "audits"])
def test_a_file_that_is_not_there_is_1(command: str, desk: Desk) -> None:
    desk.new()
    said = desk.run("import", command, desk.workspace, desk.folder / "no.csv")
    assert said.code == 1
    assert len(said.faults) == 1
    assert "no.csv" in said.err


def test_past_audits_say_what_they_added(desk: Desk) -> None:
    desk.new()
    desk.run("import", "register", desk.workspace, desk.register())
    dry = desk.run("import", "audits", desk.workspace, desk.audits(), "--dry-run")
    assert dry.lines == ["54 rows: 3 audits and 3 reviews would be new, 0 reviews unchanged."]
    said = desk.run("import", "audits", desk.workspace, desk.audits())
    assert said.lines == ["54 rows: 3 audits and 3 reviews new, 0 reviews unchanged."]
    again = desk.run("import", "audits", desk.workspace, desk.audits(), "--json").json
    assert (again["audits"], again["reviews"], again["unchanged"]) == (0, 0, 3)


def test_each_fault_of_past_audits_is_a_line_and_nothing_is_taken(ashford: Desk) -> None:
    rows = [
        AUDITS_HEAD,
        "P-001,2026-09-01,weekly,,Zoe,education,weekly-18,A1,7,,",
        "P-999,2026-09-01,weekly,,Zoe,education,weekly-18,A1,2,,",
    ]
    said = ashford.run("import", "audits", ashford.workspace, ashford.file("bad.csv", "\n".join(rows) + "\n"))
    assert said.code == 1
    assert said.out == ""
    assert any("row 2" in line and "score" in line for line in said.faults)
    assert ashford.run("check", ashford.workspace).code == 0
    assert "Zoe" not in ashford.run("log", ashford.workspace, "--limit", "1000", "--json").out


def test_a_draw_has_plans_reserve_frame_and_exclusions(ashford: Desk) -> None:
    drawn = ashford.run("sample", ashford.workspace, *DRAW, "--json").json
    assert [plan["number"] for plan in drawn["plans"]] == [1, 2, 3, 4, 5, 6]
    assert {tuple(plan) for plan in drawn["plans"]} == {("plan_ref", "number", "chance", "assigned_to", "due")}
    assert {plan["assigned_to"] for plan in drawn["plans"]} == {"Mary"}
    assert {plan["due"] for plan in drawn["plans"]} == {"2026-11-27"}
    assert {plan["chance"] for plan in drawn["plans"]} == {"2/9"}
    assert all(list(plan) == ["plan_ref"] for plan in drawn["reserve"])
    refs = [plan["plan_ref"] for plan in drawn["plans"] + drawn["reserve"]]
    assert len(set(refs)) == 12
    assert not set(refs) & {"P-001", "P-002", "P-003"}
    assert drawn["excluded"]["audited_recently"] == 3
    assert (drawn["seed"], drawn["cycle"], drawn["on"], drawn["size"]) == ("2026-W47", "weekly", "2026-11-22", 6)
    assert drawn["frame"]["size"] == 27
    assert len(drawn["frame"]["hash"]) == 64
    assert drawn["notes"] == []


def test_the_same_draw_again_is_the_same_and_writes_nothing(ashford: Desk) -> None:
    first = ashford.run("sample", ashford.workspace, *DRAW, "--json").json
    again = ashford.run("sample", ashford.workspace, *DRAW, "--json").json
    assert (first.pop("recorded_before"), again.pop("recorded_before")) == (False, True)
    assert first == again
    said = ashford.run("sample", ashford.workspace, *DRAW)
    assert said.faults[-1] == "This draw was recorded before; nothing was written."
    assert f"1  {first['plans'][0]['plan_ref']}  Mary, due 2026-11-27" in said.lines
    assert f"reserve  {first['reserve'][0]['plan_ref']}" in said.lines
    assert "Left out as audited recently: 3." in said.faults


def test_a_draw_larger_than_the_frame_says_so(ashford: Desk) -> None:
    words = ("--cycle", "thematic", "--size", "40", "--seed", "s", "--on", "2026-11-22", "--months", "0")
    drawn = ashford.run("sample", ashford.workspace, *words, "--json").json
    assert len(drawn["plans"]) == 30
    assert "Only 30 of 40 plans" in drawn["notes"][0]


def test_a_report_prints_its_files_and_makes_the_folder(ashford: Desk) -> None:
    out = ashford.folder / "a" / "b"
    said = ashford.run("report", ashford.workspace, "--kind", "weekly", "--period", "2026-10", "--out", out)
    assert said.code == 0, said.err
    paths = [Path(line) for line in said.lines]
    assert [path.suffix for path in paths] == [".pdf", ".xlsx", ".csv", ".json"]
    assert len({path.stem for path in paths}) == 1
    assert sorted(out.iterdir()) == sorted(paths)


def test_only_the_formats_asked_for_are_written(ashford: Desk) -> None:
    out = ashford.folder / "out"
    words = ("--kind", "bimonthly", "--period", "2026-09..2026-10", "--out", out, "--formats", "csv,CSV")
    said = ashford.run("report", ashford.workspace, *words)
    assert [Path(line).name for line in said.lines] == ["two-monthly_2026-09_to_2026-10_group.csv"]


def test_a_team_report_is_a_pdf_and_a_workbook_for_each_casework_team(ashford: Desk) -> None:
    out = ashford.folder / "out"
    said = ashford.run("report", ashford.workspace, "--kind", "team", "--period", "2026-10", "--out", out)
    assert said.code == 0, said.err
    names = [Path(line).name.removeprefix("team_2026-10_group") for line in said.lines]
    assert names == ["_East.pdf", "_East.xlsx", ".csv", ".json"]


@pytest.mark.parametrize("period", ["2026-13", "2026-W54", "2026-10..2026-09", "last month", "2026-02-30..2026-03-01"])
def test_an_impossible_period_is_1_with_a_sentence(period: str, ashford: Desk) -> None:
    out = ashford.folder / "out"
    said = ashford.run("report", ashford.workspace, "--kind", "weekly", "--period", period, "--out", out)
    assert said.code == 1
    assert len(said.faults) == 1
    assert period in said.err
    assert not out.exists()


def test_an_unknown_round_is_1(ashford: Desk) -> None:
    words = ("--kind", "two-monthly", "--period", "2026-10", "--round", "R9", "--out", ashford.folder / "out")
    said = ashford.run("report", ashford.workspace, *words)
    assert said.code == 1
    assert "no audit of a round called R9" in said.err


def test_an_out_that_is_a_file_is_1(ashford: Desk) -> None:
    out = ashford.file("out", "")
    said = ashford.run("report", ashford.workspace, "--kind", "weekly", "--period", "2026-10", "--out", out)
    assert said.code == 1
    assert str(out) in said.err


def test_a_sound_framework_is_0_and_says_so(desk: Desk) -> None:
    said = desk.run("framework", "check", SHIPPED)
    assert (said.code, said.lines, said.err) == (0, ["weekly-18.toml: nothing is wrong with it."], "")


def test_an_output_that_takes_nothing_more_is_1_in_words(desk: Desk) -> None:
    class Full(io.StringIO):
        def flush(self) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

    err = io.StringIO()
    console = Console(Full(), err, may_ask=False, shows_progress=False, ask=input, ask_secretly=input)
    assert desk.run("framework", "check", SHIPPED, console=console).code == 1
    assert err.getvalue() == "The system reported a fault (No space left on device). Try again.\n"


def test_each_problem_of_a_framework_has_file_and_line(desk: Desk) -> None:
    text = SHIPPED.read_text(encoding="utf-8").replace("version = 1", "version = 0", 1)
    line = text.splitlines().index("version = 0") + 1
    said = desk.run("framework", "check", desk.file("mine.toml", text + "\n[strange]\n"))
    assert said.code == 1
    assert said.out == ""
    assert any(fault.startswith(f"mine.toml, line {line}: ") for fault in said.faults)
    assert all(fault.startswith("mine.toml, line ") for fault in said.faults)
    assert len(said.faults) >= 2


def test_a_framework_that_is_not_there_is_1(desk: Desk) -> None:
    said = desk.run("framework", "check", desk.folder / "no.toml")
    assert said.code == 1
    assert "no.toml" in said.err


def test_the_register_head_of_these_tests_is_our_own() -> None:
    from audit_app.domain.register import REGISTER_FIELDS

    assert set(REGISTER_HEAD.split(",")) <= {field.name for field in REGISTER_FIELDS}
