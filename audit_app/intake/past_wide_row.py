"""Who audited which plan when, in one row of a wide sheet; it knows no marker."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from audit_app.domain.people import Agency
from audit_app.intake.cells import parse_reference, squeezed
from audit_app.intake.faults import FaultList
from audit_app.intake.past_checks import AuditChecks
from audit_app.intake.past_dates import parse_audit_date
from audit_app.intake.past_layout import Layout, plain
from audit_app.intake.past_mapping import NOT_NAMED, PastMapping
from audit_app.intake.past_scores import CONSENSUS, PastScore
from audit_app.intake.past_words import folded_word
from audit_app.intake.sheet import Cell, CellFault
from resources.past_audits import LevelWords

_FIELDS: Final[tuple[str, ...]] = ("plan_ref", "audit_date", "reviewer", "agency", "round", "grade")


class RowReader:
    """Reads what all scores of a row share, and notes what contradicts an earlier row."""

    def __init__(self, layout: Layout, mapping: PastMapping, known: LevelWords, today: str, most: int) -> None:
        self.errors = FaultList(layout.grid.file, "error", most)
        self.queries = FaultList(layout.grid.file, "query", most)
        self._grid, self._mapping, self._known, self._today = layout.grid, mapping, known, today
        by_field = {mapping.field_of(column.heading): column for column in layout.columns}
        found = {name: by_field[name] for name in _FIELDS if name in by_field}
        self.at: Mapping[str, int] = {name: column.at for name, column in found.items()}
        self.headings = {name: column.heading for name, column in found.items()}
        self._grades = {folded_word(word): grade for word, grade in mapping.grades.items()}
        self._checks = AuditChecks()
        self._seen: dict[tuple[str, ...], int] = {}
        self._months = 0
        self._agencies: set[str] = set()

    def said(self) -> Iterator[str]:
        """What was read in a way that should be known, in sentences."""
        if self._months:
            yield f"Dates that name a month alone, read as its first day: {self._months:,}."
        if self._agencies:
            shown = ", ".join(f"“{name[:40]}”" for name in sorted(self._agencies)[:8])
            yield f"Agencies that are not known and left open: {shown}."

    def grade(self, number: int, cells: Sequence[Cell]) -> str:
        """The grade that the row gives the plan, empty where it gives none."""
        text = self._text(number, cells, "grade")
        if text and folded_word(text) not in self._grades:
            self.fault(number, "grade", f"“{text[:40]}” has no grade in the mapping. Say which it stands for.")
            return ""
        return self._grades[folded_word(text)] if text else ""

    def read(self, number: int, cells: Sequence[Cell], framework: str, grade: str) -> PastScore | None:
        """What all scores of a row share; None where a cell cannot be read."""
        before = self.errors.count
        plan_ref = self._reference(number, cells, "plan_ref")
        day = self._day(number, cells)
        reviewer = self._reference(number, cells, "reviewer") or self._mapping.reviewer or NOT_NAMED
        reviewer = CONSENSUS if folded_word(reviewer) in self._known.group else reviewer
        round_name = self._reference(number, cells, "round")
        agency = "" if reviewer == CONSENSUS else self._agency(self._text(number, cells, "agency"))
        if self.errors.count > before:
            return None
        cycle = self._mapping.cycle
        made = PastScore(number, plan_ref, day, cycle, round_name, reviewer, agency, framework, "", None, "", "", grade)
        self._note_contradictions(made)
        return made

    def _text(self, number: int, cells: Sequence[Cell], name: str) -> str:
        """The text of a field's cell on one line, empty where the sheet has no such column."""
        if name not in self.at:
            return ""
        cell = cells[self.at[name]]
        if isinstance(cell, CellFault):
            self.fault(number, name, cell.message)
            return ""
        return plain(cell)

    def _reference(self, number: int, cells: Sequence[Cell], name: str) -> str:
        text = self._text(number, cells, name)
        try:
            return parse_reference(text) if text else ""
        except ValueError as error:
            self.fault(number, name, str(error))
            return ""

    def _day(self, number: int, cells: Sequence[Cell]) -> str:
        text = self._text(number, cells, "audit_date")
        if not text and self._mapping.date:
            return self._mapping.date
        if not text:
            self.fault(number, "audit_date", "The audit has no date. Fill it in, or give one date for the whole sheet.")
            return ""
        try:
            day, is_month = parse_audit_date(text)
        except ValueError as error:
            self.fault(number, "audit_date", str(error))
            return ""
        self._months += is_month
        if day > self._today:
            place = self._grid.place(number, self.headings["audit_date"])
            self.queries.add("The date lies in the future. Correct it in the sheet.", place)
        return day

    def _agency(self, text: str) -> str:
        words = folded_word(text).replace("_", " ")
        if not words:
            return ""
        known = {agency.value.replace("_", " "): agency.value for agency in Agency}
        agency = known.get(words) or self._known.agencies.get(words, "")
        if not agency:
            self._agencies.add(text)
        return agency

    def _note_contradictions(self, base: PastScore) -> None:
        occasion = base.round or base.audit_date
        key = (base.plan_ref, occasion, squeezed(base.reviewer))
        first = self._seen.setdefault(key, base.row)
        if first != base.row:
            message = (
                f"Row {first} is the audit of this plan by {base.reviewer} on this occasion already. Delete one of the "
                "rows, or choose a column that tells who audited."
            )
            self.fault(base.row, "plan_ref", message)
            return
        for name, message in self._checks.faults(base._replace(marker=str(base.row))):
            self.fault(base.row, name, message)

    def fault(self, number: int, name: str, message: str) -> None:
        """Note a fault in the cell of a field."""
        self.fault_at(number, self.headings.get(name, name), message)

    def fault_at(self, number: int, heading: str, message: str) -> None:
        """Note a fault in the cell under a heading."""
        self.errors.add(message, self._grid.place(number, heading))
