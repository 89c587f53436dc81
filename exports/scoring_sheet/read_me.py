"""What stands on the first sheet of a scoring sheet, for somebody who has never seen one; it knows no cells."""

from collections.abc import Iterator

from audit_app.domain.counting import counted
from audit_app.domain.scoring_sheet import NOT_SEALED, SCORES_SHEET, Column, ScoringSheet
from forms.model import Cause

_CAUSES = {
    Cause.ADVICE: "the advice was late, thin or missing",
    Cause.DRAFTING: "the advice was there, the plan did not carry it over",
    Cause.REVIEW: "the plan was not amended after a review",
    Cause.DECISION: "it was decided so, by a panel or a manager",
    Cause.COMMISSIONING: "the provision was not there to be had",
}

Part = tuple[str, tuple[str, ...]]
"""A heading and the lines below it."""


def parts(sheet: ScoringSheet) -> Iterator[Part]:
    """The parts in the order in which they are read."""
    yield "What this is", _what(sheet)
    yield "What to do", _what_to_do(sheet)
    yield "The answers", _answers(sheet)
    yield "Evidence", _EVIDENCE
    yield f"{Column.CAUSE}, for a 0 or 1", tuple(f"{cause.value.capitalize()}: {_CAUSES[cause]}." for cause in Cause)
    yield "Who can see your scores", _BLIND if sheet.is_sealed else (*_BLIND, NOT_SEALED)


def _what(sheet: ScoringSheet) -> tuple[str, ...]:
    plans = counted(len(sheet.plans), "plan")
    markers = counted(len(sheet.framework.markers), "quality marker")
    asked = f"Your part, for {sheet.agency}: {plans}, {markers}."
    return (
        f"{sheet.organisation} audits the quality of Education, Health and Care plans with several agencies. {asked}",
        "Plans are named by their references alone. Please write no child's name anywhere in this workbook.",
        "You need the plans and their advice beside you. They come to you separately, never in this workbook.",
    )


def _what_to_do(sheet: ScoringSheet) -> tuple[str, ...]:
    ask = " or ".join(sheet.chairs) or "whoever sent it to you"
    return (
        f"1. Go to the sheet “{SCORES_SHEET}”. It has a line for each plan and marker; a filter shows one plan.",
        "2. Fill in the white cells of every line. What is still needed is blue; the grey cells cannot be changed.",
        "3. Do not talk about a plan with the other members before the scores are opened.",
        f"4. Save the workbook as .xlsx under any name and send it back by {sheet.due:%d/%m/%Y}.",
        f"Questions go to {ask}.",
        "The sheet is taken in whole or not at all: if something is missing, you are told in which cell.",
    )


def _answers(sheet: ScoringSheet) -> tuple[str, ...]:
    scale = sheet.framework.scale
    levels = ", ".join(f"{score} {scale[score]}" for score in (3, 2, 1, 0))
    return (
        f"{levels}: the column {Column.LEVELS} says what that means for each marker.",
        f"NA: not applicable. Say why in the column {Column.REASON}. Where a rule says that a marker does not apply, "
        "NA and the reason are filled in; if it does apply, choose a score instead.",
        "NE: evidence not available. You looked, but cannot tell from the papers that you have.",
    )


_EVIDENCE = (
    "Needed for every 0 and 1, and for a 3 where the column What counts says so. Welcome anywhere.",
    f"Quotation: the words in “{Column.WORDS}”, and in “{Column.WHERE}” the section of the plan they stand in.",
    f"Looked for and not found: in “{Column.WHERE}” the sections that you searched.",
    f"Record: in “{Column.WHERE}” the system, in “{Column.WHO}” the date of the record, such as 23/11/2026.",
    f"Said: in “{Column.WHERE}” the meeting, in “{Column.WHO}” the role of who said it, not the name.",
)
_BLIND = (
    "This workbook is not encrypted. Whoever can open the file can read your scores: send it only to those named "
    "above, by the way that they told you, and delete your copy when they have confirmed it.",
    "When it is taken in, your scores are sealed at once, and they stay so until the scores of all members are opened "
    "together. Until then nobody shall look into this workbook: that is a promise of those who handle it, and no lock. "
    "So scores that come by a sheet are called “blind by procedure”, and are counted apart in the reports.",
)
