"""What speaks against a mapping, before a row is read by it: fields claimed twice, no key, values that do not fit."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from audit_app.domain.problems import Place, Problem
from audit_app.domain.register import REGISTER_FIELDS
from audit_app.intake.child_keys import KEY_FIELDS, tells_child
from audit_app.intake.mapping_columns import FileColumn, FileColumns
from audit_app.intake.mapping_content import CODED_FIELDS, misfits
from audit_app.intake.mapping_guess import Showing

_LABELS: Final = {field.name: field.label for field in (*REGISTER_FIELDS, *KEY_FIELDS)}
_LONGEST: Final = 60

Choices = Mapping[str, str | None]
"""A heading of the file → the field it goes into, None to leave it out."""

Without = Sequence[tuple[tuple[str, ...], str]]
"""Fields, and what is missed where one of them is not there."""


def check_mapping(
    columns: FileColumns, choices: Choices, showing: Mapping[str, Showing], without: Without = ()
) -> tuple[Problem, ...]:
    """List what speaks against these choices: an error stops the import, a query does not.

    A problem of one column has its heading as the place's column; values are quoted only where they may be shown.
    """
    place = Place(file=columns.file, sheet=columns.sheet)
    return (
        *_missing_key(choices, place),
        *_twice(columns, choices, place),
        *_misfits(columns, choices, showing, place),
        *_without(choices, without, place),
    )


def _missing_key(choices: Choices, place: Place) -> Iterator[Problem]:
    chosen = [field for field in choices.values() if field is not None]
    if not tells_child(chosen):
        yield Problem(
            f"No column goes into {_LABELS['plan_ref']} or {_LABELS['match_key']}, nor are there surname and date of "
            "birth, so that no entry could be told from another. Choose one of them for a column.",
            place,
        )
    elif "surname" in chosen and "date_of_birth" not in chosen:
        yield Problem("Without a date of birth, no child is known by a surname: it is dropped unused.", place, "query")


def _twice(columns: FileColumns, choices: Choices, place: Place) -> Iterator[Problem]:
    holders: dict[str, list[str]] = {}
    for heading in columns.headings:
        field = choices.get(heading)
        if field is not None:
            holders.setdefault(field, []).append(heading)
    for headings in holders.values():
        for heading in headings if len(headings) > 1 else ():
            others = " and ".join(f"“{other[:_LONGEST]}”" for other in headings if other != heading)
            verb = "goes" if len(headings) == 2 else "go"
            yield Problem(f"{others} {verb} there too. Keep one of them.", _at(place, heading))


def _misfits(columns: FileColumns, choices: Choices, showing: Mapping[str, Showing], place: Place) -> Iterator[Problem]:
    for column in columns.columns:
        field = choices.get(column.heading)
        if field is None:
            continue
        empty = column.filled - column.texts
        if empty:
            said = f"{empty:,} cells hold a formula or a fault of the workbook instead of a value. Correct them there."
            yield Problem(said, _at(place, column.heading), "query")
        said = _misfit_words(column, field, may_show=showing.get(column.heading) is Showing.PLAIN)
        if said:
            yield Problem(said, _at(place, column.heading), "query")


def _misfit_words(column: FileColumn, field: str, *, may_show: bool) -> str:
    count, why = misfits(column, field)
    if field == "plan_ref" and len(column.values) < column.texts:
        twice = column.texts - len(column.values)
        return f"{twice:,} of {column.texts:,} values stand in another row already, and an entry stands once."
    if not count:
        return ""
    if field in CODED_FIELDS:
        example = f" {why}" if may_show else ""
        return (
            f"{count:,} of {column.texts:,} values are no codes that are known; they are kept as they stand.{example}"
        )
    if count == column.texts and column.texts > 1:
        return f"None of its values can be read as {_LABELS[field]}. Choose another field."
    if may_show:
        return f"{count:,} of {column.texts:,} values cannot be read. {why}"
    return f"{count:,} of {column.texts:,} values cannot be read as {_LABELS[field]}. Correct them in the file."


def _without(choices: Choices, without: Without, place: Place) -> Iterator[Problem]:
    chosen = {field for field in choices.values() if field is not None}
    for fields, words in without:
        missing = [_LABELS[name] for name in fields if name not in chosen]
        if missing:
            yield Problem(f"Without {' and '.join(missing)}: {words}.", place, "query")


def _at(place: Place, heading: str) -> Place:
    return Place(file=place.file, sheet=place.sheet, column=heading)
