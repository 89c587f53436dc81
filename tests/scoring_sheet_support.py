"""A scoring sheet of a small framework, and a hand that fills it in as a person would."""

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from html import escape
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from audit_app.domain.scoring_sheet import (
    CAUSE_WORDS,
    KIND_WORDS,
    SCORES_SHEET,
    Column,
    ScoringSheet,
    SheetAnswer,
    SheetPlan,
)
from audit_app.intake.scoring_sheet import open_sheet
from audit_app.intake.scoring_sheet_lines import answers_in
from exports.scoring_sheet.scores import letter_of
from exports.scoring_sheet.writing import scoring_sheet_bytes
from forms.model import EvidenceKind, Framework, PlanFacts, answer_text, read_framework
from resources.frameworks import framework_text
from resources.theme import read_theme

MADE_ON = date(2026, 11, 22)


@cache
def core() -> Framework:
    """Core-42."""
    return read_framework(framework_text("core-42"))


def sheet(*markers: str, count: int = 2, **more: Any) -> ScoringSheet:
    """The sheet of a round's member for these markers; the child of each plan is in Year 5."""
    of_child = tuple(SheetPlan(f"EHC-{number:03d}", PlanFacts(year_group=5)) for number in range(1, count + 1))
    facts: dict[str, Any] = {
        "workspace": "a" * 32,
        "round_id": "b" * 32,
        "person": "c" * 32,
        "number": 1,
        "framework": core().only(markers or ("W4", "B1", "B2", "E6")),
        "plans": of_child,
        "organisation": "Ashford",
        "round_name": "Autumn 2026",
        "member": "Jo Smith",
        "agency": "Education",
        "due": date(2026, 12, 4),
        "made_on": MADE_ON,
        "chairs": ("Mary Hall",),
    }
    return ScoringSheet(**{**facts, **more})


def written(asked: ScoringSheet) -> bytes:
    """The workbook of a sheet."""
    return scoring_sheet_bytes(asked, read_theme("light"))


def row_of(asked: ScoringSheet, plan_ref: str, marker: str) -> int:
    """The row of a line in the workbook as it was sent."""
    return 2 + [(line.plan_ref, line.marker.id) for line in asked.lines].index((plan_ref, marker))


def edited(data: bytes, act: Callable[[Worksheet], None]) -> bytes:
    """The workbook after somebody changed its scores in a spreadsheet program and saved it."""
    book = load_workbook(io.BytesIO(data))
    act(book[SCORES_SHEET])
    return saved(book)


def saved(book: Workbook) -> bytes:
    """The bytes of a workbook."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def typed(answer: SheetAnswer) -> dict[Column, Any]:
    """What a person types for an answer."""
    by = answer.on.strftime("%d/%m/%Y") if answer.on is not None else answer.by
    given = answer.answer
    return {
        Column.ANSWER: given if type(given) is int else answer_text(given),
        Column.KIND: KIND_WORDS[answer.kind] if answer.kind is not None else "",
        Column.WORDS: answer.words,
        Column.WHERE: answer.where,
        Column.WHO: by,
        Column.CAUSE: CAUSE_WORDS[answer.cause] if answer.cause is not None else "",
        Column.REASON: answer.reason,
        Column.NOTE: answer.note,
    }


def fill_in(asked: ScoringSheet, answers: Mapping[tuple[str, str], Mapping[Column, Any]]) -> bytes:
    """The sheet with these cells filled in; text is text, whatever it begins with, as in a cell of text."""

    def act(scores: Worksheet) -> None:
        for (plan, marker), values in answers.items():
            for column, value in values.items():
                cell = scores[f"{letter_of(column)}{row_of(asked, plan, marker)}"]
                cell.value = value if value != "" else None
                if isinstance(value, str) and value:
                    cell.data_type = "s"

    return edited(written(asked), act)


def all_twos(asked: ScoringSheet) -> dict[tuple[str, str], dict[Column, Any]]:
    """Every marker that applies at 2."""
    return {(line.plan_ref, line.marker.id): {Column.ANSWER: 2} for line in asked.lines if not line.na_reason}


def complete(asked: ScoringSheet) -> bytes:
    """A sheet that can be taken in: 2 everywhere."""
    return fill_in(asked, all_twos(asked))


def back(data: bytes, asked: ScoringSheet) -> tuple[SheetAnswer, ...]:
    """What a sheet that came back answers."""
    return answers_in(open_sheet(data, "back.xlsx"), asked)


def with_raw_text(data: bytes, place: str, text: str) -> bytes:
    """The workbook with a text in a cell that no spreadsheet program would let in: put into its XML."""
    cell = re.compile(rf'<c r="{place}"( s="[0-9]+")?[^>]*?(/>|>.*?</c>)')
    made = f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(text, quote=False)}</t></is></c>'
    return with_part(data, "xl/worksheets/sheet2.xml", lambda xml: cell.sub(lambda _: made, xml, count=1))


def with_part(data: bytes, name: str, change: Callable[[str], str]) -> bytes:
    """The workbook with one of its parts changed, or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as package, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as copy:
        names = package.namelist()
        for one in [*names, *([] if name in names else [name])]:
            text = package.read(one).decode() if one in names else ""
            copy.writestr(one, change(text) if one == name else package.read(one))
    return out.getvalue()


def quotation(words: str = "as required") -> dict[Column, Any]:
    """A quotation of section F."""
    return {Column.KIND: KIND_WORDS[EvidenceKind.QUOTATION], Column.WORDS: words, Column.WHERE: "F"}
