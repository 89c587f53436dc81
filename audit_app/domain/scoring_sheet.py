"""What a scoring sheet asks one member, and what a line of it may answer; it knows no workbook and no key.

`exports.scoring_sheet` writes it, `audit_app.intake.scoring_sheet` reads it back.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256

from forms.model import Answer, Cause, EvidenceKind, Framework, Marker, PlanFacts, na_by_rule

FORMAT = 1
NOT_SEALED = "This round has no keyholder, so it is not sealed: the chair alone can open it."
"""Said wherever scores are given to such a round."""
SCORES_SHEET = "Scores"
README_SHEET = "Read me"
MARK_SHEET = "About this sheet"
LONGEST_TEXT = 20_000
"""Characters of one text that can be sealed; a quotation is a paragraph or two."""
ANSWERS = ("3", "2", "1", "0", "NA", "NE")
KIND_WORDS: Mapping[EvidenceKind, str] = {
    EvidenceKind.QUOTATION: "Quotation",
    EvidenceKind.NOT_FOUND: "Looked for and not found",  # a list of a workbook separates its lines by commas
    EvidenceKind.RECORD: "Record",
    EvidenceKind.SAID: "Said",
}
CAUSE_WORDS: Mapping[Cause, str] = {cause: cause.value.capitalize() for cause in Cause}


class Column(StrEnum):
    """The columns by their titles; the first five are printed, the others are filled in by the member."""

    PLAN = "Plan"
    MARKER = "Marker"
    QUESTION = "Question"
    WHAT_COUNTS = "What counts"
    LEVELS = "Levels"
    ANSWER = "Answer"
    KIND = "Evidence"
    WORDS = "Evidence in words"
    WHERE = "Where"
    WHO = "Who or when"
    CAUSE = "Cause"
    REASON = "Why NA"
    NOTE = "Note"


PRINTED = (Column.PLAN, Column.MARKER, Column.QUESTION, Column.WHAT_COUNTS, Column.LEVELS)
FILLED = tuple(column for column in Column if column not in PRINTED)
NEEDED: Mapping[EvidenceKind, tuple[Column, ...]] = {
    EvidenceKind.QUOTATION: (Column.WORDS, Column.WHERE),
    EvidenceKind.NOT_FOUND: (Column.WHERE,),
    EvidenceKind.RECORD: (Column.WHERE, Column.WHO),
    EvidenceKind.SAID: (Column.WHERE, Column.WHO),
}
"""What each kind of evidence needs, as `services.answering.Evidence` demands it."""


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """A plan of the sheet, with what is known of it for the rules of NA."""

    plan_ref: str
    facts: PlanFacts


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One line to answer; `na_reason` says why the marker does not apply by rule, empty where it may apply."""

    plan_ref: str
    marker: Marker
    levels: str
    na_reason: str

    @property
    def what_counts(self) -> str:
        """What counts, with the marker's notes, and that a 3 needs evidence where it does."""
        more = "A 3 here needs evidence too." if self.marker.limiting else ""
        return "\n".join(part for part in (self.marker.what_counts, self.marker.notes, more) if part)

    @property
    def printed(self) -> dict[Column, str]:
        """What stands in the columns that the member does not fill in."""
        return {
            Column.PLAN: self.plan_ref,
            Column.MARKER: self.marker.id,
            Column.QUESTION: self.marker.question,
            Column.WHAT_COUNTS: self.what_counts,
            Column.LEVELS: self.levels,
        }


@dataclass(frozen=True, slots=True)
class SheetMark:
    """By what a sheet is known again: whose it is, of which round of which workspace, and what it asks (a digest)."""

    workspace: str
    round_id: str
    person: str
    number: int
    framework: str
    digest: str


@dataclass(frozen=True, slots=True)
class ScoringSheet:
    """A whole sheet: `framework` has the markers of the seat alone, in the order in which they are asked.

    `number` counts the sheets of the seat as its returns are counted, from 1. `chairs` are the names of whom to ask;
    `is_sealed` is False in a round without a keyholder.
    """

    workspace: str
    round_id: str
    person: str
    number: int
    framework: Framework
    plans: tuple[SheetPlan, ...]
    organisation: str
    round_name: str
    member: str
    agency: str
    due: date
    made_on: date
    chairs: tuple[str, ...] = ()
    is_sealed: bool = True

    @property
    def lines(self) -> tuple[SheetLine, ...]:
        """A line for each plan and marker, plan by plan."""
        levels = {marker.id: level_words(self.framework, marker) for marker in self.framework.markers}
        return tuple(
            SheetLine(plan.plan_ref, marker, levels[marker.id], na_by_rule(marker, plan.facts) or "")
            for plan in self.plans
            for marker in self.framework.markers
        )

    @property
    def mark(self) -> SheetMark:
        """By what it is known again."""
        asked = [[line.printed[column] for column in PRINTED] for line in self.lines]
        plain = json.dumps([self.framework.key, asked], ensure_ascii=True, separators=(",", ":"))
        digest = sha256(plain.encode()).hexdigest()
        return SheetMark(self.workspace, self.round_id, self.person, self.number, self.framework.key, digest)


def level_words(framework: Framework, marker: Marker) -> str:
    """The four levels from 3 to 0, a line each: “3 Strong: …”."""
    return "\n".join(f"{score} {framework.scale[score]}: {marker.levels[score]}" for score in (3, 2, 1, 0))


@dataclass(frozen=True, slots=True)
class SheetAnswer:
    """What a line answers; texts as they were typed, without blanks at their ends.

    `by` is the role of who said it, `on` the day of a record. An answer of None stands where NA holds by rule.
    """

    plan_ref: str
    marker: str
    answer: Answer
    kind: EvidenceKind | None = None
    words: str = ""
    where: str = ""
    by: str = ""
    on: date | None = None
    cause: Cause | None = None
    reason: str = ""
    note: str = ""
