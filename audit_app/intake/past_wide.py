"""Reading the rows of a wide sheet of past audits by a mapping into scores, or faults by row and column."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import inf
from types import MappingProxyType
from typing import Final

from audit_app.domain.problems import Problem
from audit_app.intake.cells import parse_text
from audit_app.intake.faults import MOST_SHOWN
from audit_app.intake.past_audits import PastAuditsReading
from audit_app.intake.past_body import audit_rows
from audit_app.intake.past_framework import Fitted
from audit_app.intake.past_layout import Layout, plain
from audit_app.intake.past_mapping import REVERSED, PastMapping, unmatched
from audit_app.intake.past_scores import PastScore
from audit_app.intake.past_wide_row import RowReader
from audit_app.intake.past_words import answer_of, folded_word, reversed_answer
from audit_app.intake.sheet import Cell, CellFault
from forms.model import Answer, Grade, NotScore
from resources.past_audits import LevelWords

_MOST_NAMED: Final = 20
_BY_GRADE: Final[Mapping[str, Answer]] = MappingProxyType(
    {
        Grade.OUTSTANDING.value: 3,
        Grade.GOOD.value: 2,
        Grade.REQUIRES_IMPROVEMENT.value: 1,
        Grade.INADEQUATE.value: 0,
        Grade.NOT_GRADED.value: NotScore.NE,
    }
)


@dataclass(frozen=True, slots=True)
class _MarkerCell:
    """Where a marker's answers stand, and the evidence for it: places in the rows."""

    at: int
    heading: str
    marker: str
    is_reversed: bool
    evidence: tuple[int, ...]


def read_wide(
    layout: Layout,
    mapping: PastMapping,
    fitted: Fitted,
    known: LevelWords,
    today: str,
    most_problems: int = MOST_SHOWN,
) -> PastAuditsReading:
    """Read and validate the rows of a table by a mapping; `today` (ISO) says which dates lie in the future.

    Faults in cells are in `problems`, up to `most_problems` and then a number, and `scores` is then empty.
    """
    reader = _WideReader(layout, mapping, fitted, known, today, most_problems)
    reader.read()
    problems = tuple(sorted(reader.errors.result(), key=_row_of))
    return PastAuditsReading(
        file=layout.grid.file,
        sheet=layout.grid.sheet,
        headings=reader.row.headings,
        scores=() if problems else tuple(reader.scores),
        problems=problems,
        queries=reader.row.queries.result(),
        query_count=reader.row.queries.count,
        notices=(*layout.said, *reader.said()),
        columns={marker: heading for heading, marker in fitted.markers.items()},
    )


def _row_of(problem: Problem) -> float:
    """Where a problem stands in the list: by row, what has none at the end."""
    return problem.place.row if problem.place.row is not None else inf


class _WideReader:
    """Goes through the rows once; every audit gives a score for each marker that is filled."""

    def __init__(
        self, layout: Layout, mapping: PastMapping, fitted: Fitted, known: LevelWords, today: str, most: int
    ) -> None:
        self.scores: list[PastScore] = []
        self.row = RowReader(layout, mapping, known, today, most)
        self.errors = self.row.errors
        self._fitted = fitted
        self._words = {folded_word(word): answer_of(means) for word, means in mapping.words.items()}
        self._grades = {folded_word(word): grade for word, grade in mapping.grades.items()}
        self._cells = tuple(_marker_cells(layout, mapping, fitted))
        self._body = audit_rows(layout, self.row.at.get("plan_ref"))
        self._empty = 0
        self._lacking, self._unnamed = unmatched(mapping, layout.headings)

    def read(self) -> None:
        """Read and check every row."""
        for number in self._body.without_ref:
            message = "The row has no plan reference. Fill it in, or delete the row."
            self.row.fault(number, "plan_ref", message)
        for number, cells in self._body.rows:
            self._take(number, cells)

    def said(self) -> Iterator[str]:
        """What was left out or read in a way that should be known, in sentences."""
        if self._lacking:
            yield f"Headings of the mapping that the sheet does not have: {_listed(self._lacking)}."
        if self._unnamed:
            yield f"Columns that the mapping does not name, left out: {_listed(self._unnamed)}."
        yield from self._body.said
        if self._empty:
            yield f"Rows with a plan and no score or grade, left out: {self._empty:,}."
        yield from self.row.said()

    def _take(self, number: int, cells: Sequence[Cell]) -> None:
        before = self.errors.count
        answers = list(self._answers(number, cells))
        grade = "" if self._fitted.of_grade else self.row.grade(number, cells)
        if not grade and all(answer is None and not evidence for _, answer, evidence in answers):
            self._empty += self.errors.count == before
            return
        base = self.row.read(number, cells, self._fitted.framework.key, grade)
        if base is None:
            return
        if not self.errors.count:
            answers = answers or [(self._cells[0].marker, None, "")]
            self.scores.extend(
                base._replace(marker=marker, answer=answer, evidence=evidence) for marker, answer, evidence in answers
            )

    def _answers(self, number: int, cells: Sequence[Cell]) -> Iterator[tuple[str, Answer, str]]:
        """Each marker that is filled or has evidence in this row: its id, the answer, the evidence."""
        for one in self._cells:
            answer = self._answer(number, one, cells[one.at])
            evidence = self._evidence(number, one, cells) if one.evidence else ""
            if answer is not None or evidence:
                yield one.marker, answer, evidence

    def _answer(self, number: int, one: _MarkerCell, cell: Cell) -> Answer:
        if isinstance(cell, CellFault):
            self.row.fault_at(number, one.heading, cell.message)
            return None
        text = plain(cell)
        if not text:
            return None
        key = folded_word(text)
        if self._fitted.of_grade:
            return _BY_GRADE[self._grades[key]] if key in self._grades else self._unknown(number, one, text, "grade")
        if key not in self._words:
            return self._unknown(number, one, text, "level")
        answer = self._words[key]
        return reversed_answer(answer) if one.is_reversed else answer

    def _unknown(self, number: int, one: _MarkerCell, text: str, what: str) -> Answer:
        self.row.fault_at(number, one.heading, f"“{text[:40]}” has no {what} in the mapping. Say which it stands for.")
        return None

    def _evidence(self, number: int, one: _MarkerCell, cells: Sequence[Cell]) -> str:
        texts = [text for at in one.evidence if (text := plain_text(cells[at]))]
        try:
            return parse_text("\n".join(texts))
        except ValueError as error:
            self.row.fault_at(number, one.heading, str(error))
            return ""


def _listed(headings: Sequence[str]) -> str:
    more = f" and {len(headings) - _MOST_NAMED} more" if len(headings) > _MOST_NAMED else ""
    return ", ".join(f"“{heading[:60]}”" for heading in headings[:_MOST_NAMED]) + more


def plain_text(cell: Cell) -> str:
    """A cell's text with its line ends, for evidence; empty for a fault."""
    return "\n".join(" ".join(line.split()) for line in cell.splitlines()).strip() if isinstance(cell, str) else ""


def _marker_cells(layout: Layout, mapping: PastMapping, fitted: Fitted) -> Iterator[_MarkerCell]:
    """The marker columns from left to right, each with the evidence columns up to the next."""
    found: list[_MarkerCell] = []
    for column in layout.columns:
        name = mapping.field_of(column.heading)
        if column.heading in fitted.markers:
            is_reversed = (name or "").endswith(REVERSED)
            found.append(_MarkerCell(column.at, column.heading, fitted.markers[column.heading], is_reversed, ()))
        elif name == "evidence" and found:
            last = found.pop()
            found.append(_MarkerCell(last.at, last.heading, last.marker, last.is_reversed, (*last.evidence, column.at)))
    yield from found
