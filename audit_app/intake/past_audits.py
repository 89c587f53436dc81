"""Reading past audits from a file with a row for each score; it knows neither the register nor any framework."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from operator import itemgetter
from pathlib import Path
from typing import Any, Final

from audit_app.domain.cycles import Cycle
from audit_app.domain.people import Agency
from audit_app.domain.problems import Place, Problem
from audit_app.intake.cells import (
    Converter,
    Rule,
    code_rule,
    parse_date,
    parse_reference,
    parse_text,
    preferring,
    squeezed,
)
from audit_app.intake.faults import FaultList, refusal
from audit_app.intake.limits import DEFAULT_LIMITS, Limits
from audit_app.intake.mapping import Matched, match_headings
from audit_app.intake.past_checks import AuditChecks
from audit_app.intake.past_scores import CONSENSUS, PastAudit, PastReview, PastScore, group_audits
from audit_app.intake.tables import Cell, Table, open_table
from forms.model.answers import parse_answer

__all__ = ["PastAudit", "PastAuditsReading", "PastReview", "PastScore", "group_audits", "read_past_audits"]

CAUSES: Final = ("advice", "drafting", "review", "decision", "commissioning")
MOST_SCORES: Final = 600_000
_FILLED: Final = ("plan_ref", "audit_date", "cycle", "reviewer", "framework", "marker")
_REQUIRED: Final = (*_FILLED, "score")
_ANSWER: Final = PastScore._fields.index("answer")  # None means not yet scored from here on, and missing before
_FRAMEWORK: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*(?:/[1-9][0-9]{0,3})?")


def _reviewer(text: str) -> str:
    return CONSENSUS if text.casefold() == CONSENSUS else parse_reference(text)


def parse_framework(text: str) -> str:
    """Write a framework's id in small letters, `/n` kept. Raises ValueError for what cannot be an id."""
    framework = squeezed(text).replace("_", "-")
    if len(framework) > 64 or not _FRAMEWORK.fullmatch(framework):
        raise ValueError(f"“{text[:40]}” is no framework's id. Write one such as core-42, or core-42/1 for a version.")
    return framework


_AGENCIES: Final = {agency.value: agency.value for agency in Agency} | {"parent/carer": Agency.PARENT_CARER.value}
_RULES: Final[dict[str, Rule]] = {
    "plan_ref": parse_reference,
    "audit_date": parse_date,
    "cycle": code_rule({cycle.value: cycle.value for cycle in Cycle}),
    "round": parse_reference,
    "reviewer": _reviewer,
    "agency": code_rule(_AGENCIES),
    "framework": parse_framework,
    "marker": parse_reference,
    "score": parse_answer,
    "evidence": parse_text,
    "cause": preferring({cause: cause for cause in CAUSES}),
}


@dataclass(frozen=True, slots=True)
class PastAuditsReading:
    """A file of past audits as read: all its scores, or none and the problems that stopped it.

    `sheet` and `headings` (field → heading in the file) let others name the place of what they find later. `queries`
    are kept all the same: dates in the future, causes not in the list. `notices` name columns that were not read.
    `columns` gives each marker its heading where markers have columns of their own.
    """

    file: str
    sheet: str
    headings: dict[str, str]
    scores: tuple[PastScore, ...]
    problems: tuple[Problem, ...]
    queries: tuple[Problem, ...]
    query_count: int
    notices: tuple[str, ...]
    columns: Mapping[str, str] = field(default_factory=dict)

    def place(self, row: int, name: str = "", marker: str = "") -> Place:
        """The place of a row, or of its cell in the column of a field, or of a marker where it has one."""
        column = self.columns.get(marker) or self.headings.get(name, name)
        return Place(file=self.file, sheet=self.sheet, row=row, column=column)


def read_past_audits(path: Path, *, today: date, limits: Limits = DEFAULT_LIMITS) -> PastAuditsReading:
    """Read and validate past audits, as far as that needs no workspace; `today` says which dates lie in the future.

    Raises AppError when the file is no table that can be read, has over 600,000 rows, or lacks a column. Faults in
    cells do not raise: they are in `problems`, up to 200 and then a number, and `scores` is empty.
    """
    limits = replace(limits, rows=min(limits.rows, MOST_SCORES))
    with open_table(path, _is_past_audits, limits) as table:
        matched = match_headings(table.headings, _RULES, {})
        _refuse_unusable(table, matched)
        reader = _Reader(table, matched, today.isoformat())
        reader.read()
    problems = reader.errors.result()
    return PastAuditsReading(
        file=path.name,
        sheet=table.sheet,
        headings=reader.headings,
        scores=() if problems else tuple(reader.scores),
        problems=problems,
        queries=reader.queries.result(),
        query_count=reader.queries.count,
        notices=matched.notices(),
    )


def _is_past_audits(headings: Sequence[str]) -> bool:
    return {name for _, name in match_headings(headings, _RULES, {}).used}.issuperset(_REQUIRED)


def _refuse_unusable(table: Table, matched: Matched) -> None:
    for first, second, name in matched.twice:
        raise refusal(
            f"“{first}” and “{second}” are both read as {name}. Delete one of them.", table.place(table.header_row)
        )
    present = {name for _, name in matched.used}
    missing = ", ".join(name for name in _REQUIRED if name not in present)
    if missing:
        raise refusal(
            f"Past audits have a row for each score, and these columns are missing: {missing}.",
            table.place(table.header_row),
        )


class _Reader:
    """Goes through the rows once, and keeps the scores as long as no fault is found."""

    def __init__(self, table: Table, matched: Matched, today: str) -> None:
        self.scores: list[PastScore] = []
        self.errors = FaultList(table.file, "error")
        self.queries = FaultList(table.file, "query")
        self.headings = {name: table.headings[at] for at, name in matched.used}
        self._table = table
        self._today = today
        self._faults: list[str] = []
        self._converters = tuple(Converter(rule, self._faults) for rule in _RULES.values())
        # A column that the file does not have reads the empty cell that is put behind each row.
        position = {name: at for at, name in matched.used}
        self._pick = itemgetter(*(position.get(name, len(table.headings)) for name in _RULES))

    def read(self) -> None:
        """Convert and check every row."""
        find_contradictions = AuditChecks().faults
        converters, pick, faults = self._converters, self._pick, self._faults
        for number, row in self._table.rows:
            cells = pick((*row, ""))
            values = [converter[cell] for converter, cell in zip(converters, cells, strict=True)]
            score = _score(number, values)
            if faults or None in score[:_ANSWER]:
                self._note_unreadable(number, cells)
                continue
            found = find_contradictions(score)
            if found:
                for name, message in found:
                    self._note(self.errors, number, name, message)
            self._note_queries(score)
            if not self.errors.count:
                self.scores.append(score)

    def _note(self, problems: FaultList, row: int, name: str, message: str) -> None:
        problems.add(message, self._table.place(row, self.headings.get(name, name)))

    def _note_unreadable(self, number: int, cells: Sequence[Cell]) -> None:
        """Go through a row once more to name each cell that is wrong or missing; a blank row is passed over."""
        self._faults.clear()
        if not any(not isinstance(cell, str) or cell.strip() for cell in cells):
            return
        for name, converter, cell in zip(_RULES, self._converters, cells, strict=True):
            value = converter[cell]
            if self._faults:
                self._note(self.errors, number, name, self._faults.pop())
            elif value is None and name in _FILLED:
                self._note(self.errors, number, name, "The cell is empty. Every score needs it; fill it in.")

    def _note_queries(self, score: PastScore) -> None:
        if score.audit_date > self._today:
            self._note(self.queries, score.row, "audit_date", "The date lies in the future. Correct it at its source.")
        if score.cause and score.cause not in CAUSES:
            message = f"“{score.cause[:40]}” is none of {', '.join(CAUSES)}. It is kept as a note."
            self._note(self.queries, score.row, "cause", message)


def _score(number: int, values: Sequence[Any]) -> PastScore:
    """Put the values of a row together, in the order of `_RULES`; the agency of a consensus is not looked at.

    A row with an empty or unreadable cell gives a score with None in it, which is never kept.
    """
    plan_ref, audit_date, cycle, round_name, reviewer, agency, framework, marker, answer, evidence, cause = values
    return PastScore(
        number,
        plan_ref,
        audit_date,
        cycle,
        round_name or "",
        reviewer,
        "" if reviewer == CONSENSUS else agency or "",
        framework,
        marker,
        answer,
        evidence or "",
        cause or "",
    )
