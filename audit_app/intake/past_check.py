"""What speaks against the mapping of a sheet of past audits, before a row is read by it; pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from audit_app.domain.problems import Place, Problem
from audit_app.intake.mapping_columns import FileColumn, FileColumns
from audit_app.intake.mapping_content import share_of
from audit_app.intake.past_dates import is_audit_date
from audit_app.intake.past_guess import LABELS, MOST_WORDS
from audit_app.intake.past_mapping import MARKER, PastMapping, is_marker, marker_of
from audit_app.intake.past_mapping_faults import is_framework_id
from forms.model import Framework

_LONGEST: Final = 60


@dataclass(frozen=True, slots=True)
class Target:
    """What is known of the framework a mapping names: `held` an existing one, `is_shipped` one that the app ships."""

    held: Framework | None
    is_shipped: bool


def check_past(columns: FileColumns, mapping: PastMapping, target: Target) -> tuple[Problem, ...]:
    """List what speaks against a mapping: an error stops the import, a query does not.

    A problem of one column has its heading as the place's column. Words without a level are not looked at here.
    """
    place = Place(file=columns.file, sheet=columns.sheet)
    return (
        *(Problem(said, place) for said in _general(columns, mapping)),
        *(Problem(said, place) for said in _of_framework(mapping, target)),
        *_twice(columns, mapping, place),
        *_of_columns(columns, mapping, target, place),
    )


def marker_columns(columns: FileColumns, mapping: PastMapping) -> tuple[FileColumn, ...]:
    """The columns that are markers by the mapping."""
    return tuple(column for column in columns.columns if is_marker(mapping.field_of(column.heading)))


def grade_columns(columns: FileColumns, mapping: PastMapping) -> tuple[FileColumn, ...]:
    """The column of the grade, if there is one."""
    return tuple(column for column in columns.columns if mapping.field_of(column.heading) == "grade")


def _general(columns: FileColumns, mapping: PastMapping) -> Iterator[str]:
    fields = [mapping.field_of(heading) for heading in columns.headings]
    if "plan_ref" not in fields:
        yield "No column is the plan reference, so that nobody could tell whose audit a row is. Choose one."
    if "audit_date" not in fields and not mapping.date:
        yield "No column is the date of the audit. Choose one, or give one date for the whole sheet."
    if not any(map(is_marker, fields)) and "grade" not in fields:
        yield "No column is a marker or the grade, so there is nothing to take in. Choose at least one."


def _of_framework(mapping: PastMapping, target: Target) -> Iterator[str]:
    if not is_framework_id(mapping.framework):
        yield "The framework that is made needs a name of letters and figures. Type one."
    elif mapping.is_made and target.is_shipped:
        yield f"{mapping.framework} is a framework of the app. Give the one that is made from the sheet another name."
    elif not mapping.is_made and target.held is None:
        yield f"There is no framework {mapping.framework} in this workspace. Give it a title to make it from the sheet."


def _twice(columns: FileColumns, mapping: PastMapping, place: Place) -> Iterator[Problem]:
    holders: dict[str, list[str]] = {}
    for heading in columns.headings:
        field = mapping.field_of(heading)
        if field is not None and field != "evidence" and marker_of(field) != MARKER:
            holders.setdefault(marker_of(field), []).append(heading)
    for headings in holders.values():
        for heading in headings if len(headings) > 1 else ():
            others = " and ".join(f"“{other[:_LONGEST]}”" for other in headings if other != heading)
            verb = "goes" if len(headings) == 2 else "go"
            yield Problem(f"{others} {verb} there too. Keep one of them.", _at(place, heading))


def _of_columns(columns: FileColumns, mapping: PastMapping, target: Target, place: Place) -> Iterator[Problem]:
    has_marker = False
    for column in columns.columns:
        field = mapping.field_of(column.heading)
        said = _column_fault(column, field, mapping, target, has_marker=has_marker)
        has_marker = has_marker or is_marker(field)
        at = _at(place, column.heading)
        if said:
            yield Problem(said, at)
        elif field is not None and (doubt := _doubt(column, field)):
            yield Problem(doubt, at, "query")


def _column_fault(
    column: FileColumn, field: str | None, mapping: PastMapping, target: Target, *, has_marker: bool
) -> str:
    if field == "evidence" and not has_marker:
        return "No marker stands to its left that it could be evidence for. Leave it out."
    if field == "grade" and not mapping.is_made and target.held is not None:
        return f"The grade follows from the rules of {target.held.id}. Leave the column out."
    if not is_marker(field) or field is None:
        return ""
    if len(column.values) > MOST_WORDS:
        return f"It holds {len(column.values):,} different texts, so that they cannot be scores. Leave it out."
    if mapping.is_made and marker_of(field) != MARKER:
        return f"“{field[:_LONGEST]}” is no marker of a framework that is made from the sheet. Choose it as a marker."
    if not mapping.is_made and target.held is not None and marker_of(field) not in target.held:
        return f"Choose which marker of {target.held.id} it is, or leave it out."
    return ""


def _doubt(column: FileColumn, field: str) -> str:
    missing = column.filled - column.texts
    if missing:
        return f"{missing:,} cells hold a formula or a fault of the workbook instead of a value. Correct them there."
    if field == "audit_date" and column.texts:
        wrong = round(column.texts * (1 - share_of(column, is_audit_date)))
        return f"{wrong:,} of {column.texts:,} values are no date that can be read. Correct them." if wrong else ""
    if not column.texts:
        return f"It has no value that could be {LABELS.get(field, 'a score')}."
    return ""


def _at(place: Place, heading: str) -> Place:
    return Place(file=place.file, sheet=place.sheet, column=heading)


def errors_of(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """Those that stop the import."""
    return tuple(problem for problem in problems if problem.severity == "error")
