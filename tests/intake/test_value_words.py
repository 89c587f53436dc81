"""Words that mean a code are read as it, and said; codes that are not known are kept and counted, never guessed."""

from datetime import date
from pathlib import Path

import pytest
from intake_builders import write_csv

from audit_app.domain.register import NEEDS, OUTCOMES, REVIEW_OUTCOMES, FieldKind
from audit_app.intake.mapping_check import check_mapping
from audit_app.intake.mapping_columns import FileColumn, FileColumns
from audit_app.intake.mapping_content import misfits
from audit_app.intake.mapping_guess import Showing
from audit_app.intake.mapping_reasons import reason
from audit_app.intake.register import RegisterReading, read_register
from audit_app.intake.value_words import code_in, plain_value, words_said
from resources.register.values import value_words

TODAY = date(2026, 11, 22)


def read(folder: Path, text: str) -> RegisterReading:
    return read_register(write_csv(folder, text), today=TODAY)


@pytest.mark.parametrize(
    ("kind", "texts", "code"),
    [
        (FieldKind.NEED, "Autistic spectrum disorder|AUTISM|asd|Autism Spectrum Condition", "ASD"),
        (FieldKind.NEED, "Social, Emotional and Mental Health|semh", "SEMH"),
        (FieldKind.NEED, "Speech, language and communication needs", "SLCN"),
        (FieldKind.NEED, "Profound & multiple learning difficulties", "PMLD"),
        (FieldKind.OUTCOME, "Yes|agreed to assess|Y", "Y"),
        (FieldKind.OUTCOME, "No|REFUSED|Not agreed", "N"),
        (FieldKind.REVIEW_OUTCOME, "Maintain|No change|m", "M"),
        (FieldKind.REVIEW_OUTCOME, "Amend plan|Amended", "A"),
        (FieldKind.NEED, "Learning|Dyspraxia|5|Autism and ADHD", ""),
        (FieldKind.OUTCOME, "Withdrawn|W|1|Awaiting", ""),
    ],
)
def test_a_word_is_the_code_that_it_can_mean_alone(kind: FieldKind, texts: str, code: str) -> None:
    assert {code_in(kind, text) for text in texts.split("|")} == {code}


def test_no_word_means_two_codes_and_every_code_is_known() -> None:
    known = {"need": NEEDS, "outcome": OUTCOMES, "review_outcome": REVIEW_OUTCOMES}
    for kind, codes in value_words().items():
        assert set(codes) == set(known[kind])
        words = [plain_value(word) for code, listed in codes.items() for word in (code, *listed)]
        assert len(words) == len(set(words)), kind


def test_words_are_read_as_codes_and_said(tmp_path: Path) -> None:
    reading = read(tmp_path, "plan_ref,primary_need,request_outcome\nP1,Autism,Yes\nP2,SEMH,N\n")
    assert [(row["primary_need"], row["request_outcome"]) for row in reading.rows] == [("ASD", "Y"), ("SEMH", "N")]
    assert reading.query_count == 0
    assert "Words that were read as codes: “Autism” as ASD, “Yes” as Y." in reading.notices


def test_a_code_that_is_not_known_is_kept_counted_and_asked_about_with_its_place(tmp_path: Path) -> None:
    rows = "".join(f"P{number},{'Withdrawn' if number < 3 else 'Y'}\n" for number in range(1, 6))
    reading = read(tmp_path, f"plan_ref,request_outcome\n{rows}")
    assert reading.problems == ()
    assert [row["request_outcome"] for row in reading.rows] == ["Withdrawn", "Withdrawn", "Y", "Y", "Y"]
    assert [(query.place.row, query.place.column) for query in reading.queries] == [
        (2, "request_outcome"),
        (3, "request_outcome"),
    ]
    assert any("Outcome of request “Withdrawn” (2)" in note for note in reading.notices)


def test_the_mapping_says_which_words_become_which_codes_and_which_are_not_known() -> None:
    column = FileColumn("Decision to assess", (("Yes", 3), ("No", 2), ("Withdrawn", 1)), 6, 6)
    why = reason(column, "request_outcome", 1.0, is_own=False)
    assert why.endswith("5 of 6 values are Y, N or H. Read as codes: “Yes” as Y, “No” as N.")
    assert misfits(column, "request_outcome") == (1, "“Withdrawn” is one of them.")
    need = FileColumn("Need", (("Autism", 4),), 4, 4)
    assert "Read as codes: “Autism” as ASD." in reason(need, "primary_need", 1.0, is_own=False)


def test_of_many_words_the_first_are_said() -> None:
    pairs = [(f"word {number}", "ASD") for number in range(9)]
    assert words_said([*pairs, *pairs]).endswith("“word 5” as ASD and 3 more")


def test_before_the_import_it_is_said_that_unknown_codes_are_kept() -> None:
    column = FileColumn("Decision", (("Yes", 3), ("Withdrawn", 1)), 4, 4)
    columns = FileColumns("list.csv", "", (), (column,), 4)
    problems = check_mapping(columns, {"Decision": "request_outcome"}, {"Decision": Showing.PLAIN})
    (said,) = [one for one in problems if one.place.column == "Decision"]
    assert said.severity == "query"
    assert said.message.startswith("1 of 4 values are no codes that are known; they are kept as they stand.")
