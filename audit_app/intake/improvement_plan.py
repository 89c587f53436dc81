"""Reading an improvement plan from a workbook: ours, or any in the statement's layout with a sheet for each theme.

It compares nothing and keeps nothing. Ids are the keys of our own workbooks, empty where a row has none; what a risk or
escalation is about stays as it is written (“A1.2”).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from audit_app.domain.improvement import MONTH_NAMES, ImprovementPlan, Theme
from audit_app.domain.plan_workbook import (
    ESCALATION_COLUMNS,
    ESCALATIONS_SHEET,
    KEY,
    PLAN_FACTS,
    PLAN_SHEET,
    RISK_COLUMNS,
    RISKS_SHEET,
    THEMES,
)
from audit_app.domain.problems import Place, Problem
from audit_app.domain.risks import RISK, Escalation, Risk
from audit_app.domain.timescale import checkpoint_day, read_checkpoint
from audit_app.intake.content import opened
from audit_app.intake.faults import MOST_SHOWN, FaultList, refusal
from audit_app.intake.own_workbook import LIMITS, OwnWorkbook, Rows, open_own_workbook
from audit_app.intake.plan_cells import Line, Reader, Sheet, found_table
from audit_app.intake.plan_theme_sheet import ThemeSheet, is_theme_table, letter_and_title, our_heading

_NO_PLAN: Final = (
    "This is no workbook of an improvement plan. It has a sheet for each theme, with columns for the required outcome "
    "and the action."
)


@dataclass(frozen=True, slots=True)
class PlanReading:
    """What the workbook says, and every fault: with faults nothing of it is to be taken.

    `has_head`, `has_risks` and `has_escalations` say whether it has these sheets at all, `absent` by a theme's letter
    for which fields it has no column, `checkpoints` for which it has one there: of what is absent the held value stays.
    """

    file: str
    plan: ImprovementPlan
    risks: tuple[Risk, ...]
    escalations: tuple[Escalation, ...]
    has_head: bool
    has_risks: bool
    has_escalations: bool
    absent: Mapping[str, frozenset[str]]
    checkpoints: Mapping[str, frozenset[str]]
    problems: tuple[Problem, ...]


def read_improvement_plan(path: Path, most_problems: int = MOST_SHOWN) -> PlanReading:
    """Read the workbook. Raises AppError where it is none, damaged, hostile or too large."""
    with opened(path, LIMITS) as handle:
        book = open_own_workbook(handle, path.name, _NO_PLAN)
        return _Reading(book, most_problems).read(path.stem)


class _Reading:
    """Goes through the sheets once."""

    def __init__(self, book: OwnWorkbook, most: int) -> None:
        self._book = book
        self._faults = FaultList(book.file, "error", most)
        self._reader = Reader(book.file, self._faults)
        self._checkpoints: dict[str, frozenset[str]] = {}
        self._absent: dict[str, frozenset[str]] = {}

    def read(self, stem: str) -> PlanReading:
        head = self._head(self._book.rows(PLAN_SHEET))
        known = self._known_themes()
        themes = self._themes(known)
        if not themes:
            raise refusal(_NO_PLAN, Place(file=self._book.file))
        texts = {name: str(head.get(name) or "") for name in ("id", "title", "about", "source", "refresh")}
        every = {*head.get("checkpoints", ()), *(at for columns in self._checkpoints.values() for at in columns)}
        checkpoints = tuple(sorted(every, key=checkpoint_day))
        title = texts["title"] or stem
        plan = ImprovementPlan(
            texts["id"], title, texts["about"], texts["source"], texts["refresh"], checkpoints, themes
        )
        risks, escalations = self._table(RISKS_SHEET, "Risk or issue"), self._table(ESCALATIONS_SHEET, "What")
        return PlanReading(
            self._book.file,
            plan,
            tuple(self._risks(risks)) if risks is not None else (),
            tuple(self._escalations(escalations)) if escalations is not None else (),
            PLAN_SHEET in self._book.sheets,
            risks is not None,
            escalations is not None,
            self._absent,
            self._checkpoints,
            self._faults.result(),
        )

    def _head(self, rows: Rows) -> dict[str, Any]:
        """Labels and values above the table of the plan's own sheet."""
        found: dict[str, Any] = {}
        for number, cells in rows:
            label = cells[0] if cells else ""
            name = PLAN_FACTS.get(label) if isinstance(label, str) else None
            if name is not None and len(cells) > 1 and name not in found:
                line = Line(number, {str(label): cells[1]})
                text = self._reader.value(PLAN_SHEET, line, str(label), "text")
                found[name] = self._fact(name, str(text or ""), number, str(label))
        return found

    def _fact(self, name: str, text: str, row: int, label: str) -> Any:
        try:
            if name == "checkpoints":
                return [read_checkpoint(one) for one in text.replace("\n", ";").split(";") if one.strip()]
            return _month(text) if name == "refresh" else text
        except ValueError as error:
            self._reader.fault(str(error), PLAN_SHEET, row, label)
            return () if name == "checkpoints" else ""

    def _known_themes(self) -> dict[str, dict[str, Any]]:
        """What the plan's own sheet says of each theme, by letter, in its order."""
        sheet = found_table(
            PLAN_SHEET, self._book.rows(PLAN_SHEET), lambda headings: {"Letter", "Theme"} <= {*headings}
        )
        found: dict[str, dict[str, Any]] = {}
        for line in sheet.lines if sheet is not None else ():
            told = {name: self._reader.value(PLAN_SHEET, line, heading, "text") for heading, name in THEMES.items()}
            letter = str(told["letter"] or "").upper()
            if not letter or letter in found:
                said = "This letter stands twice. Give each theme its own." if letter else "The letter is missing."
                self._reader.fault(said, PLAN_SHEET, line.number, "Letter")
            else:
                found[letter] = told
        return found

    def _themes(self, known: Mapping[str, Mapping[str, Any]]) -> tuple[Theme, ...]:
        """The themes in the order of the plan's own sheet, those that it lacks after them."""
        found: dict[str, Theme] = {}
        for name in self._book.sheets:
            sheet = found_table(name, self._book.rows(name), is_theme_table, our_heading)
            if sheet is None:
                continue
            letter = letter_and_title(sheet)[0] or chr(65 + len(found) % 26)
            if letter in found:
                self._reader.fault(f"Theme {letter} has two sheets. Put its rows into one.", name)
                continue
            reader = ThemeSheet(sheet, self._reader)
            found[letter] = reader.theme(letter, known.get(letter, {}))
            self._checkpoints[letter] = frozenset(reader.checkpoints)
            self._absent[letter] = reader.absent
        bare = {
            letter: Theme(str(told["id"] or ""), letter, str(told["title"] or letter), str(told["aims"] or ""))
            for letter, told in known.items()
        }
        return tuple({letter: found.get(letter, theme) for letter, theme in (bare | found).items()}.values())

    def _table(self, name: str, wanted: str) -> Sheet | None:
        return found_table(name, self._book.rows(name), lambda headings: wanted in headings)

    def _row(self, sheet: Sheet, line: Line, columns: Mapping[str, str]) -> dict[str, Any]:
        names = {heading: "impact_weight" if heading == "Impact" else name for heading, name in columns.items()}
        told = {
            columns[heading]: self._reader.value(sheet.name, line, heading, name) for heading, name in names.items()
        }
        for heading, name in columns.items():
            if name == "words" and not told[name]:
                self._reader.fault(
                    "The words are missing. Say what it is, or empty the row.", sheet.name, line.number, heading
                )
        return {**told, "id": self._reader.key(sheet.name, line, KEY)}

    def _risks(self, sheet: Sheet) -> Iterator[Risk]:
        for line in sheet.lines:
            told = self._row(sheet, line, RISK_COLUMNS)
            yield Risk(
                told["id"],
                told["kind"] or RISK,
                told["words"] or "",
                _day(told["opened_on"]),
                told["owner"] or "",
                told["likelihood"] or 0,
                told["impact"] or 0,
                told["mitigation"] or "",
                told["about"] or "",
                _day(told["closed_on"]),
                told["closed_why"] or "",
            )

    def _escalations(self, sheet: Sheet) -> Iterator[Escalation]:
        for line in sheet.lines:
            told = self._row(sheet, line, ESCALATION_COLUMNS)
            yield Escalation(
                told["id"],
                told["words"] or "",
                told["from_whom"] or "",
                told["to_whom"] or "",
                _day(told["on"]),
                told["about"] or "",
                _day(told["answered_on"]),
                told["answer"] or "",
            )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _month(text: str) -> str:
    if not text:
        return ""
    for number, name in enumerate(MONTH_NAMES, 1):
        if text.casefold() in (name.casefold(), name[:3].casefold(), str(number), f"{number:02}"):
            return f"{number:02}"
    raise ValueError(f"“{text[:40]}” is no month. Write March, say.")
