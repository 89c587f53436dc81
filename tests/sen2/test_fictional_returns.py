"""The generator of fictional returns: the same seed, the same return; its answers are those of the register."""

import json
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from cli_builders import Desk
from openpyxl import load_workbook
from sen2_returns import TODAY

from audit_app.cli.parser import SHAPES
from audit_app.domain.problems import AppError
from audit_app.intake.sen2.reading import read_return
from audit_app.intake.sen2.returns import kind_of
from audit_app.services.demo.returns import Answers, Shape, children, survey_day, write_return
from audit_app.services.demo.returns import making as return_making
from audit_app.services.demo.returns.naming import surname, upn
from audit_app.services.register.importing import import_register
from audit_app.store.workspace import Workspace

YEARS = """
SELECT substr(final_date, 1, 4), count(*), total(exception IS NOT NULL), total(days <= 140),
       total(exception IS NULL AND days <= 140)
FROM (SELECT final_date, exception, julianday(final_date) - julianday(request_date) AS days FROM entry
      WHERE final_date IS NOT NULL AND request_date IS NOT NULL AND transferred_in IS NOT 1
      AND coalesce(request_outcome, '') <> 'H' AND coalesce(assessment_outcome, '') <> 'H')
GROUP BY 1
"""


@pytest.mark.parametrize("shape", [Shape.XML, Shape.ANNEX_A])
def test_the_answers_are_those_of_the_register(workspace: Workspace, tmp_path: Path, shape: Shape) -> None:
    made = write_return(tmp_path, shape, 150, "s", TODAY)
    import_register(workspace, made.path)
    conn = workspace.conn
    assert conn.execute("SELECT count(*) FROM entry").fetchone()[0] == made.answers.requests
    assert conn.execute("SELECT count(*) FROM entry WHERE ceased_date IS NOT NULL").fetchone()[0] == made.answers.ceased
    held = conn.execute(
        "SELECT primary_need, count(*) FROM entry WHERE primary_need IS NOT NULL AND ceased_date IS NULL GROUP BY 1"
    )
    assert Counter(dict(held.fetchall())) == made.answers.needs
    years = conn.execute(YEARS)
    found = {int(year): counts for year, *counts in years}
    wanted = {
        year: [one.issued, one.excepted, one.in_time, one.in_time_without_exception]
        for year, one in made.answers.years.items()
    }
    assert found == wanted
    assert json.loads(made.answers_path.read_text()) == made.answers.document()


def test_the_same_seed_gives_the_same_return_and_another_seed_another(tmp_path: Path) -> None:
    texts = []
    for folder, seed in (("a", "s"), ("b", "s"), ("c", "t")):
        texts.append(write_return(tmp_path / folder, Shape.XML, 30, seed, TODAY).path.read_text())
    assert texts[0] == texts[1] != texts[2]


def test_the_first_children_do_not_depend_on_how_many_there_are() -> None:
    on = survey_day(TODAY)
    assert list(children(20, "s", on)) == list(children(50, "s", on))[:20]


def test_every_child_has_a_name_and_number_of_its_own_and_the_right_check_letter() -> None:
    assert len({surname(number) for number in range(1, 20_000)}) == 19_999
    letters = "ABCDEFGHJKLMNPQRTUVWXYZ"
    for number in (1, 17, 999_999):
        text = upn(number)
        assert letters[sum(weight * int(figure) for weight, figure in enumerate(text[1:], start=2)) % 23] == text[0]


def test_every_oddity_of_a_return_is_among_some_hundred_children() -> None:
    made = list(children(400, "s", survey_day(TODAY)))
    rows = [row for child in made for row in child.rows]
    outcomes = {row.get("request_outcome") for row in rows}
    assert outcomes == {"Y", "N", "H"}
    for name in ("exception", "tribunal", "ceased_date", "transferred_in", "residential", "sen_unit", "secondary_need"):
        assert any(name in row for row in rows), name
    numbers = [child.module.values for child in made]
    assert any("UPN" not in one and "UniqueLearnerNumber" not in one for one in numbers)
    assert any(one.get("UPN", "0")[-1].isalpha() for one in numbers)


@pytest.mark.parametrize(
    ("today", "survey"),
    [(date(2026, 11, 22), date(2026, 1, 15)), (date(2027, 1, 20), date(2026, 1, 15)), (date(2027, 1, 21),) * 2],
)
def test_the_survey_is_on_the_third_thursday_of_january(today: date, survey: date) -> None:
    assert survey_day(today) == survey


def test_answers_count_a_plan_of_140_days_as_in_time_and_one_of_141_as_late() -> None:
    answers = Answers()
    for final in ("2024-05-20", "2024-05-21"):
        answers.add([{"request_date": "2024-01-01", "final_date": final}], TODAY)
    assert (answers.years[2024].issued, answers.years[2024].in_time) == (2, 1)


def test_a_return_that_is_there_is_never_overwritten_and_a_stopped_one_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_return(tmp_path, Shape.XML, 3, "s", TODAY)
    with pytest.raises(AppError, match="exists already"):
        write_return(tmp_path, Shape.XML, 3, "s", TODAY)

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(return_making, "pack", fail)
    with pytest.raises(AppError):
        write_return(tmp_path, Shape.COLLECT_ZIP, 3, "s", TODAY)
    assert sorted(one.suffix for one in tmp_path.iterdir()) == [".json", ".xml"]


def test_a_workbook_never_gets_more_rows_than_a_sheet_has(tmp_path: Path) -> None:
    with pytest.raises(AppError, match="holds at most"):
        write_return(tmp_path, Shape.TEMPLATE, 640_000, "s", TODAY)
    assert list(tmp_path.iterdir()) == []


def test_the_command_line_knows_every_shape() -> None:
    assert set(SHAPES) == {shape.value for shape in Shape}


def test_the_command_line_writes_a_return_that_can_be_imported(desk: Desk) -> None:
    said = desk.run("demo", "--register-only", "--shape", "template", "--size", "25", "--dir", desk.folder)
    assert said.code == 0, said.err
    path, answers = Path(said.lines[0]), Path(said.lines[1].removeprefix("Answers: "))
    assert "25 persons" in said.err
    kind = kind_of(path)
    assert kind is not None
    assert len(read_return(path, kind, today=TODAY).rows) == json.loads(answers.read_text())["requests"]


def test_a_shape_without_the_register_alone_is_wrong_use(desk: Desk) -> None:
    assert desk.run("demo", "--shape", "xml").code == 2


@pytest.mark.parametrize("birth", ["2015-03-01", "2015-02-31"])
def test_the_list_of_what_is_wrong_is_saved_whether_or_not_it_stops_the_import(desk: Desk, birth: str) -> None:
    text = f"plan_ref,date_of_birth,final_date\nP1,{birth},2014-05-20\n"
    path = desk.file("register.csv", text)
    faults = desk.folder / "faults.xlsx"
    said = desk.run("import", "register", desk.workspace, path, "--faults", faults)
    assert said.code == (birth == "2015-02-31")
    assert f"What is wrong is listed in {faults}." in said.err
    cells = [[cell.value for cell in row] for row in load_workbook(faults)["List"].iter_rows()]
    kind = "Fault" if said.code else "To look at"
    assert any(kind in row and 2 in row for row in cells)
