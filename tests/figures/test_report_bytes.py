"""A report's files: the same number under the same id in JSON and CSV, the same bytes for the same data."""

import json
from dataclasses import fields
from pathlib import Path

import pytest
from figure_workspace import PASSPHRASE, csv_figures, json_figures, means, written
from figure_world import Row, all_at, audited, empty_world, make_world

from audit_app.services.reports.reporting import Report, ReportAsked, report
from audit_app.store.opening import open_workspace
from exports.report_files import write_report
from scoring.figures import Audience, Figure

FIELDS = [field.name for field in fields(Figure)]
NUMBERS = ("value", "numerator", "denominator", "lower", "upper")
TEXTS = [name for name in FIELDS if name not in NUMBERS]
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def files_of(folder: Path, made: Report) -> tuple[bytes, bytes]:
    """The bytes of the JSON and of the CSV."""
    one, other = write_report(folder, made.stem, made.head(), made.rows(), ["json", "csv"])
    return one.read_bytes(), other.read_bytes()


def asked(kind: str = "two-monthly", audience: str = "group") -> ReportAsked:
    return ReportAsked(kind, "2026-09..2026-10", Audience(audience))


def unapostrophed(text: str) -> str:
    return text[1:] if text.startswith("'") and text[1:].startswith(FORMULA) else text


@pytest.mark.parametrize("audience", ["group", "board", "public"])
def test_json_and_csv_hold_the_same_number_to_the_last_bit(audience: str, tmp_path: Path) -> None:
    with written(tmp_path, make_world(4, size=2)) as workspace:
        made = report(workspace, asked(audience=audience))
    as_json, as_csv = files_of(tmp_path / "out", made)
    objects, rows = json_figures(as_json), csv_figures(as_csv)
    assert len(objects) == len(rows) == len(made.figures)
    for figure, one, row in zip(made.figures, objects, rows, strict=True):
        assert list(one) == list(row) == FIELDS
        for name in NUMBERS:
            true = getattr(figure, name)
            assert one[name] == true
            assert row[name] == ("" if true is None else repr(one[name]))
        for name in TEXTS:
            assert one[name] == getattr(figure, name)
            assert unapostrophed(row[name]) == one[name]


def test_a_text_that_a_spreadsheet_would_run_begins_with_an_apostrophe(tmp_path: Path) -> None:
    world = empty_world([{"id": "p0", "plan_ref": "P0", "casework_team": "=SUM(1)"}])
    audited(world, "p0", all_at(3), cycle="multi-agency")
    with written(tmp_path, world) as workspace:
        made = report(workspace, asked())
    figures, head = made.figures, made.head()
    formulas = [f"{sign}1+1" for sign in ("=", "+", "-", "@")]
    rows: list[Row] = [{name: getattr(figures[0], name) for name in FIELDS} | {"note": text} for text in formulas]
    path = write_report(tmp_path, "made-up", head, rows, ["csv"])[0]
    assert [row["note"] for row in csv_figures(path.read_bytes())] == [f"'{text}" for text in formulas]
    made_up = [figure.id for figure in figures if "=SUM(1)" in figure.id]
    assert made_up, "a team is called like a formula, which stands inside an id and does no harm there"
    assert not any(id_.startswith(FORMULA) for id_ in made_up)


def test_a_negative_number_is_no_formula(tmp_path: Path) -> None:
    with written(tmp_path, make_world(0)) as workspace:
        made = report(workspace, asked())
    figure = made.figures[0]
    row = {name: getattr(figure, name) for name in FIELDS} | {"value": -0.25}
    path = write_report(tmp_path, "made-up", made.head(), [row], ["csv"])[0]
    assert csv_figures(path.read_bytes())[0]["value"] == "-0.25"


@pytest.mark.parametrize("audience", ["group", "board", "public"])
def test_the_same_data_give_the_same_bytes_also_after_closing_and_opening(audience: str, tmp_path: Path) -> None:
    with written(tmp_path, make_world(6)) as workspace:
        first = files_of(tmp_path / "first", report(workspace, asked(audience=audience)))
        second = files_of(tmp_path / "second", report(workspace, asked(audience=audience)))
        folder = workspace.folder
    with open_workspace(folder, PASSPHRASE, means(tmp_path)) as workspace:
        third = files_of(tmp_path / "third", report(workspace, asked(audience=audience)))
    assert first == second == third


def test_two_copies_made_in_another_order_give_the_same_figures(tmp_path: Path) -> None:
    """Row numbers differ between copies of one workspace; no figure may hang on them."""
    world = make_world(8)
    other = world | {name: list(reversed(world[name])) for name in ("entries", "audits", "reviews")}
    made = []
    for name, one in (("one", world), ("other", other)):
        with written(tmp_path / name, one) as workspace:
            made.append(report(workspace, asked()).rows())
    for one, other_row in zip(*made, strict=True):
        for name in FIELDS:
            if name in NUMBERS and one[name] is not None:
                assert other_row[name] == pytest.approx(one[name], abs=1e-9)
            else:
                assert other_row[name] == one[name]


def test_the_head_of_a_report_says_whose_and_of_when_the_data_are_and_never_the_clock(tmp_path: Path) -> None:
    with written(tmp_path, make_world(6)) as workspace:
        made = report(workspace, asked())
    head = json.loads(files_of(tmp_path / "out", made)[0])["report"]
    assert head["organisation"] == "Ashford"
    assert (head["kind"], head["period"], head["audience"]) == ("two-monthly", "2026-09..2026-10", "group")
    assert head["data_date"] == "2026-11-22"
    assert len(head["data_head"]) == 64
