"""A scoring sheet that came back: taken in whole, or every fault with its cell and nothing of what was answered."""

import io
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from scoring_sheet_support import (
    all_twos,
    back,
    complete,
    edited,
    fill_in,
    quotation,
    row_of,
    saved,
    sheet,
    typed,
    with_part,
    with_raw_text,
    written,
)

from audit_app.domain.problems import AppError
from audit_app.domain.scoring_sheet import MARK_SHEET, Column, ScoringSheet, SheetAnswer
from audit_app.intake.scoring_sheet import open_sheet
from exports.scoring_sheet.scores import letter_of
from forms.model import Answer, Cause, EvidenceKind, NotScore

ASKED = sheet()
KEY = ("EHC-001", "B2")
STARTS = (
    "=1+1",
    "+1",
    "-1",
    "@x",
    "\t=1",
    "\n=1",
    " =1",
    "'=1",
    ";=1",
    "＝1",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("x","y")',
)
TEXTS = (Column.WORDS, Column.WHERE, Column.WHO, Column.REASON, Column.NOTE)


def refused(data: bytes, asked: ScoringSheet = ASKED) -> list[str]:
    """The faults as they are told."""
    with pytest.raises(AppError) as caught:
        back(data, asked)
    return [str(problem) for problem in caught.value.problems]


def one_line(values: dict[Column, Any], asked: ScoringSheet = ASKED) -> bytes:
    """A complete sheet with one line filled in otherwise."""
    return fill_in(asked, {**all_twos(asked), KEY: values})


def answered(data: bytes, asked: ScoringSheet = ASKED) -> SheetAnswer:
    return next(one for one in back(data, asked) if (one.plan_ref, one.marker) == KEY)


def test_complete_sheet_gives_an_answer_for_every_line_in_the_order_asked() -> None:
    found = back(complete(ASKED), ASKED)
    assert [(one.plan_ref, one.marker) for one in found] == [(line.plan_ref, line.marker.id) for line in ASKED.lines]
    assert {one.answer for one in found} == {2, NotScore.NA}


TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Co", "Cn"]) | st.sampled_from("\n=+-@\t"), max_size=40
).map(str.strip)


@st.composite
def answers(draw: st.DrawFn) -> SheetAnswer:
    """Any answer that submission would take."""
    answer: Answer = draw(st.sampled_from([0, 1, 2, 3, *NotScore]))
    kind = draw(st.sampled_from([*EvidenceKind, *([None] if answer not in (0, 1) else [])]))
    words, where, said, reason, note = (draw(TEXT.filter(bool) if needed else TEXT) for needed in (1, 1, 1, 1, 0))
    cause = draw(st.sampled_from(list(Cause))) if answer in (0, 1) else None
    if kind is None:
        words = where = ""
    is_dated = kind is EvidenceKind.RECORD
    on = draw(st.dates(date(2000, 1, 1), date(2026, 12, 31))) if is_dated else None
    by = said if kind is EvidenceKind.SAID else ""
    return SheetAnswer(*KEY, answer, kind, words, where, by, on, cause, reason, note)


@settings(max_examples=25)
@given(answers())
def test_what_was_typed_comes_back_as_it_was_typed(answer: SheetAnswer) -> None:
    assert answered(one_line(typed(answer))) == answer


@pytest.mark.parametrize("start", STARTS)
def test_text_that_looks_like_a_formula_stays_text_in_every_field(start: str) -> None:
    answer = SheetAnswer(*KEY, 0, EvidenceKind.SAID, start, start, start, None, Cause.ADVICE, start, start)
    found = answered(one_line(typed(answer)))
    assert {found.words, found.where, found.by, found.reason, found.note} == {start.strip()}


@pytest.mark.parametrize(
    ("written_as", "answer"),
    [
        (2, 2),
        (2.0, 2),
        ("2 ", 2),
        (" 2.0", 2),
        ("3", 3),
        (0, 0),
        ("na", NotScore.NA),
        ("N/A", NotScore.NA),
        ("ne ", NotScore.NE),
    ],
)
def test_answer_is_read_however_the_program_kept_it(written_as: object, answer: Answer) -> None:
    more = {Column.REASON: "None here", **quotation(), Column.CAUSE: "advice"}
    assert answered(one_line({Column.ANSWER: written_as, **more})).answer == answer


FAULTS: list[tuple[str, dict[Column, Any], str, str]] = [
    ("no answer", {}, "F (Answer)", "not answered yet"),
    ("an answer of no list", {Column.ANSWER: 4}, "F (Answer)", "This is not an answer"),
    ("half a score", {Column.ANSWER: 2.5}, "F (Answer)", "This is not an answer"),
    ("no evidence", {Column.ANSWER: 1, Column.CAUSE: "Advice"}, "G (Evidence)", "needs evidence"),
    ("no cause", {Column.ANSWER: 0, **quotation()}, "K (Cause)", "needs a cause"),
    ("no reason", {Column.ANSWER: "NA"}, "L (Why NA)", "needs a reason"),
    ("another kind", {Column.ANSWER: 2, Column.KIND: "Hearsay"}, "G (Evidence)", "not in the list"),
    ("another cause", {Column.ANSWER: 2, Column.CAUSE: "Weather"}, "K (Cause)", "not in the list"),
    ("words of no kind", {Column.ANSWER: 2, Column.WORDS: "x"}, "G (Evidence)", "without its kind"),
    ("no words", {Column.ANSWER: 2, **quotation("")}, "H (Evidence in words)", "needs the words"),
    ("no date", {Column.ANSWER: 2, Column.KIND: "Record", Column.WHERE: "CP"}, "J (Who or when)", "23/11/2026"),
    (
        "a wrong date",
        {Column.ANSWER: 2, Column.KIND: "Record", Column.WHERE: "CP", Column.WHO: "31/02/2026"},
        "J (Who or when)",
        "date",
    ),
]


@pytest.mark.parametrize(("values", "cell", "words"), [one[1:] for one in FAULTS], ids=[one[0] for one in FAULTS])
def test_fault_names_sheet_row_and_cell_and_what_to_do(values: dict[Column, Any], cell: str, words: str) -> None:
    (fault,) = refused(one_line({Column.ANSWER: None, **values}))
    assert f"sheet Scores, row {row_of(ASKED, *KEY)}, column {cell}: " in fault
    assert words in fault


def test_a_three_needs_evidence_only_at_a_marker_that_can_limit_the_grade() -> None:
    threes = {**all_twos(ASKED), KEY: {Column.ANSWER: 3}, ("EHC-002", "B1"): {Column.ANSWER: 3}}
    (fault,) = refused(fill_in(ASKED, threes))
    assert f"row {row_of(ASKED, 'EHC-002', 'B1')}, column G (Evidence)" in fault


def test_faults_never_repeat_what_was_answered() -> None:
    secret = {
        Column.ANSWER: 0,
        Column.KIND: "Record",
        Column.WORDS: "secret",
        Column.WHERE: "secret",
        Column.WHO: "secret",
    }
    faults = refused(fill_in(ASKED, {**all_twos(ASKED), KEY: {**secret, Column.CAUSE: "secret"}}))
    assert len(faults) == 2
    assert "secret" not in "".join(faults)


def test_every_fault_is_told_at_once_and_nothing_is_taken() -> None:
    blank = len(ASKED.lines) - len([line for line in ASKED.lines if line.na_reason])
    assert len(refused(written(ASKED))) == blank


def test_na_by_rule_may_be_left_blank_or_answered() -> None:
    key = ("EHC-001", "E6")
    blank = fill_in(ASKED, {**all_twos(ASKED), key: {Column.ANSWER: None, Column.REASON: None}})
    assert next(one for one in back(blank, ASKED) if (one.plan_ref, one.marker) == key).answer is None
    scored = fill_in(ASKED, {**all_twos(ASKED), key: {Column.ANSWER: 2}})
    assert next(one for one in back(scored, ASKED) if (one.plan_ref, one.marker) == key).answer == 2


def moved(scores: Worksheet) -> None:
    """Two rows change places, and a blank one comes between."""
    width = scores.max_column
    first, second = ([scores.cell(row, at).value for at in range(1, width + 1)] for row in (2, 3))
    for at in range(width):
        scores.cell(2, at + 1).value, scores.cell(3, at + 1).value = second[at], first[at]
    scores.insert_rows(4)


def test_lines_in_another_order_and_blank_rows_are_read() -> None:
    assert back(edited(complete(ASKED), moved), ASKED) == back(complete(ASKED), ASKED)


def test_columns_in_another_order_are_read() -> None:
    def swap(scores: Worksheet) -> None:
        for row in range(1, scores.max_row + 1):
            one, other = scores.cell(row, 6), scores.cell(row, 13)
            one.value, other.value = other.value, one.value

    assert back(edited(complete(ASKED), swap), ASKED) == back(complete(ASKED), ASKED)


def put(place: str, value: object) -> Callable[[Worksheet], None]:
    def act(scores: Worksheet) -> None:
        scores[place].value = value

    return act


def copied(scores: Worksheet) -> None:
    scores.append([scores.cell(2, at).value for at in range(1, 14)])


@pytest.mark.parametrize(
    ("act", "words"),
    [
        (put("A2", "EHC-999"), "row 2, column A (Plan): This plan is not one"),
        (put("B2", "G1"), "row 2, column B (Marker): This marker is not one"),
        (put("A2", None), "row 2: The row says no plan and marker"),
        (put("C2", "Is it nice?"), "row 2, column C (Question): The text of this cell was changed"),
        (put("E2", "3 Strong: none"), "row 2, column E (Levels): The text of this cell was changed"),
        (lambda scores: scores.delete_rows(2), "sheet Scores: The line of plan EHC-001 and marker W4 is missing"),
        (copied, "row 10: This line stands in row 2 already"),
        (put("F2", "=1+1"), "row 2, column F (Answer): The cell holds a formula"),
        (put("M2", "=1+1"), "row 2, column M (Note): The cell holds a formula"),
        (put("A20", "note to self"), "row 20: The row says no plan and marker"),
        (put("F1", "Score"), "row 1: The headings Answer are gone"),
        (put("F2", "#N/A"), "row 2, column F (Answer): The cell holds the error"),
    ],
)
def test_what_was_changed_in_the_sheet_is_a_fault_with_its_place(act: Callable[[Worksheet], None], words: str) -> None:
    assert any(words in fault for fault in refused(edited(complete(ASKED), act)))


def test_spaces_and_line_ends_of_another_program_are_no_change() -> None:
    other = put("E2", " ".join(ASKED.lines[0].levels.split()) + " ")
    assert len(back(edited(complete(ASKED), other), ASKED)) == len(ASKED.lines)


def without_mark(data: bytes) -> bytes:
    book = load_workbook(io.BytesIO(data))
    del book[MARK_SHEET]
    return saved(book)


def with_mark(data: bytes, row: int, value: str) -> bytes:
    book = load_workbook(io.BytesIO(data))
    book[MARK_SHEET].cell(row, 2).value = value
    return saved(book)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "no scoring sheet"),
        (b"plan,marker\n1,2\n", "no scoring sheet"),
        (b"PK\x03\x04 and then nothing", "damaged"),
        (written(ASKED)[:3000], "damaged"),
        (without_mark(written(ASKED)), "no scoring sheet"),
        (with_mark(written(ASKED), 1, "2"), "newer version"),
        (with_mark(written(ASKED), 5, "many"), "lost by what it is known"),
        (with_part(written(ASKED), "xl/vbaProject.bin", lambda _: "macro"), "macros"),
        (with_part(written(ASKED), "xl/externalLinks/externalLink1.xml", lambda _: "<x/>"), "other files"),
        (
            with_part(written(ASKED), "xl/worksheets/sheet2.xml", lambda xml: f"<!DOCTYPE x>{xml}"),
            "damaged|declarations",
        ),
    ],
)
def test_what_is_no_sheet_or_hostile_is_refused_in_words(data: bytes, words: str) -> None:
    with pytest.raises(AppError, match=words):
        open_sheet(data, "back.xlsx")


def test_notes_beyond_measure_are_a_fault_and_control_characters_do_no_harm() -> None:
    row = row_of(ASKED, *KEY)
    place = f"{letter_of(Column.NOTE)}{row}"
    assert answered(with_raw_text(complete(ASKED), place, "n" * 20_000)).note == "n" * 20_000
    (fault,) = refused(with_raw_text(complete(ASKED), place, "n" * 100_000))
    assert "column M (Note): This text has more than 20,000 characters" in fault
    odd = with_raw_text(complete(ASKED), place, "a_x0000_b_xD800_c‮d")
    assert answered(odd).note.startswith("a\0b")


def test_what_is_known_of_a_sheet_is_read_with_it() -> None:
    assert open_sheet(written(ASKED), "back.xlsx").mark == ASKED.mark


PARTS = ("xl/worksheets/sheet2.xml", "xl/worksheets/sheet3.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels")
WHOLE = complete(ASKED)


@settings(max_examples=60)
@given(
    st.sampled_from(PARTS),
    st.integers(0, 20_000),
    st.integers(0, 40),
    st.sampled_from(["", "<v>", "</c>", "9", "&#0;", "<f>1</f>"]),
)
def test_mutated_sheet_is_read_or_refused_in_words(part: str, at: int, length: int, put_in: str) -> None:
    def cut(xml: str) -> str:
        start = at % max(len(xml), 1)
        return xml[:start] + put_in + xml[start + length :]

    found: tuple[SheetAnswer, ...] = ()
    with suppress(AppError):
        found = back(with_part(WHOLE, part, cut), ASKED)
    assert len(found) in (0, len(ASKED.lines))
