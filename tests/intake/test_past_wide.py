"""Rows of a wide sheet as scores: what was put in comes out, and no sheet whatever breaks the reading."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit_app.domain.problems import AppError
from audit_app.intake.past_body import audit_rows
from audit_app.intake.past_check import Target, check_past, errors_of
from audit_app.intake.past_columns import file_columns
from audit_app.intake.past_framework import fit_framework
from audit_app.intake.past_grid import Grid
from audit_app.intake.past_guess import guess_past, is_known_heading, past_heading_reader
from audit_app.intake.past_layout import Layout, find_layout
from audit_app.intake.past_mapping import PastMapping, past_mapping_of, past_mapping_text, read_past_mapping
from audit_app.intake.past_mapping_faults import past_mapping_faults
from audit_app.intake.past_wide import read_wide
from audit_app.intake.sheet import Cell, CellFault
from forms.model import NotScore, read_framework
from resources.frameworks import framework_text, resolve
from resources.past_audits import level_words

CORE = read_framework(framework_text("core-42"), resolve)
READER = past_heading_reader()
WORDS = level_words()
MEANS = {"Yes": 3, "Mostly": 2, "Partly": 1, "No": 0, "N/A": NotScore.NA, "": None, "TBC": None}
TABLE = {"Yes": "3", "Mostly": "2", "Partly": "1", "No": "0", "N/A": "NA", "TBC": ""}
CELLS = st.one_of(
    st.sampled_from(
        ["", "Case ref", "Audit date", "Yes", "No", "Total", "EHC-1", "01/03/2021", "Good", "Comments", "3"]
    ),
    st.text(max_size=12),
    st.just(CellFault("The cell holds the error #REF!. Correct it in Excel.")),
)


def grid_of(*rows: tuple[Cell, ...]) -> Grid:
    width = max(map(len, rows), default=0)
    even = tuple((at, (*row, *[""] * (width - len(row)))) for at, row in enumerate(rows, 1))
    return Grid("audits.csv", "", (), even)


def layout_of(grid: Grid) -> Layout:
    return find_layout(grid, lambda heading: is_known_heading(READER, heading))


def mapping_of(*questions: str, **more: str) -> PastMapping:
    columns = {"Case ref": "plan_ref", "Audit date": "audit_date", **dict.fromkeys(questions, "marker"), **more}
    return PastMapping(dict(columns), TABLE, {"Good": "good"}, framework="tool", title="Tool")


@settings(max_examples=60)
@given(st.lists(st.tuples(*[st.sampled_from(sorted(MEANS))] * 3), min_size=1, max_size=20))
def test_what_was_put_in_comes_out(rows: list[tuple[str, str, str]]) -> None:
    questions = ("Views?", "Needs?", "Errors?")
    table = [("EHC plan audits",), ("Case ref", "Audit date", *questions)]
    grid = grid_of(*table, *((f"EHC-{at}", "01/03/2021", *row) for at, row in enumerate(rows)), ("Total Yes", "", "9"))
    layout, mapping = layout_of(grid), mapping_of(*questions[:2], **{"Errors?": "marker reversed"})
    fitted = fit_framework(layout.columns, mapping, (), CORE)
    reading = read_wide(layout, mapping, fitted, WORDS, "2026-11-22")
    assert reading.problems == ()
    found = {(one.plan_ref, one.marker): one.answer for one in reading.scores}
    for at, row in enumerate(rows):
        for question, word in zip(questions, row, strict=True):
            answer = MEANS[word]
            wanted = 3 - answer if question == "Errors?" and isinstance(answer, int) else answer
            assert found.get((f"EHC-{at}", fitted.markers[question])) == wanted


@settings(max_examples=150)
@given(st.lists(st.lists(CELLS, max_size=6).map(tuple), max_size=12))
def test_no_sheet_whatever_breaks_the_reading(rows: list[tuple[Cell, ...]]) -> None:
    try:
        layout = layout_of(grid_of(*rows))
        columns = file_columns(layout, audit_rows(layout, None).rows)
        guesses = guess_past(columns.columns, READER, WORDS)
        fields = {one.heading: one.field for one in guesses}
        mapping = replace(mapping_of(), columns=fields, date="2021-03-01")
        problems = errors_of(check_past(columns, mapping, Target(None, is_shipped=False)))
        fitted = fit_framework(layout.columns, mapping, (), CORE)
    except AppError:  # no table, or no marker in it
        return
    if not problems:
        reading = read_wide(layout, mapping, fitted, WORDS, "2026-11-22")
        assert bool(reading.scores) <= (not reading.problems)


def test_evidence_stands_with_the_marker_to_its_left() -> None:
    grid = grid_of(
        ("Case ref", "Audit date", "Views?", "Why", "Needs?", "Comments"),
        ("EHC-1", "01/03/2021", "No", "Not there", "", "Speech\nis not named"),
    )
    layout = layout_of(grid)
    mapping = mapping_of("Views?", "Needs?", Why="evidence", Comments="evidence")
    fitted = fit_framework(layout.columns, mapping, (), CORE)
    scores = read_wide(layout, mapping, fitted, WORDS, "2026-11-22").scores
    assert [(one.answer, one.evidence) for one in scores] == [(0, "Not there"), (None, "Speech\nis not named")]


def test_formulas_without_a_value_and_future_dates_have_their_place() -> None:
    fault = CellFault("The cell holds a formula without a saved result.")
    grid = grid_of(("Case ref", "Audit date", "Views?"), ("EHC-1", "01/03/2027", "Yes"), ("EHC-2", "01/03/2021", fault))
    layout, mapping = layout_of(grid), mapping_of("Views?")
    reading = read_wide(layout, mapping, fit_framework(layout.columns, mapping, (), CORE), WORDS, "2026-11-22")
    assert [(one.place.row, one.place.column) for one in reading.problems] == [(3, "Views?")]
    assert [(one.place.row, one.place.column) for one in reading.queries] == [(2, "Audit date")]


@given(
    st.dictionaries(st.text(max_size=20), st.sampled_from(["plan_ref", "marker", "marker reversed", "F2", None])),
    st.dictionaries(st.text(max_size=20), st.sampled_from(["3", "0", "NA", "NE", ""])),
    st.integers(0, 100),
)
def test_a_mapping_is_read_back_as_it_was(
    columns: dict[str, str | None], words: dict[str, str], heading_row: int
) -> None:
    mapping = PastMapping(
        columns, words, {"Good": "good"}, "tool", "Our tool", date="2021-03-01", heading_row=heading_row
    )
    content = json.loads(past_mapping_text(mapping))
    assert past_mapping_of(content) == mapping
    assert all("are the same" in fault for fault in past_mapping_faults(content))


@pytest.mark.parametrize(
    "text",
    [
        "[]",
        "{",
        '{"framework": 7}',
        '{"framework": "tool", "columns": []}',
        '{"framework": "tool", "columns": {"A": 3}}',
        '{"framework": "tool", "words": {"Yes": true}}',
        '{"framework": "tool", "words": {"Yes": 3, "yes": 2}}',
        '{"framework": "tool", "grades": {"Good": "splendid"}}',
        '{"framework": "tool", "cycle": "daily"}',
        '{"framework": "tool", "date": "31/02/2021"}',
        '{"framework": "tool", "heading_row": "four"}',
        '{"framework": "tool", "unknown_plans": "add"}',
        '{"framework": "tool", "title": "Two\\nlines"}',
    ],
)
def test_what_is_no_mapping_is_refused_in_a_sentence(tmp_path: Path, text: str) -> None:
    (tmp_path / "m.json").write_text(text, encoding="utf-8")
    with pytest.raises(AppError) as refused:
        read_past_mapping(tmp_path / "m.json")
    assert all(problem.message.endswith(".") for problem in refused.value.problems)
