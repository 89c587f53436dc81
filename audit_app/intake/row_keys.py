"""Whether each row of a register tells whose it is, and no other row the same; it knows no file format."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from audit_app.domain.problems import Place
from audit_app.domain.register import REGISTER_FIELDS, RegisterRow
from audit_app.intake.child_keys import KEY_PARTS, NAME_KEY, Namesakes
from audit_app.intake.faults import FaultList
from audit_app.intake.keeping import Keeping

_TELLING: Final = ("plan_ref", "match_key", *KEY_PARTS)
_LABELS: Final = {field.name: field.label for field in REGISTER_FIELDS}

Values = Mapping[str, Sequence[str | int | None]]
"""The values of a block of rows, by field."""


class RowKeys:
    """Goes through the rows of one file once; `place` gives where a field of a row stands."""

    def __init__(
        self,
        keeping: Keeping,
        errors: FaultList,
        queries: FaultList,
        fields: Sequence[str],
        place: Callable[[int, str], Place],
    ) -> None:
        self._errors, self._queries, self._place = errors, queries, place
        self._fields = frozenset(fields)
        self._refs = keeping.seen()
        self._match_keys = keeping.seen()  # with the row, doubled, and 1 more where it has a reference too
        self._namesakes = Namesakes(keeping.seen())

    def take_block(self, values: Values, numbers: Sequence[int]) -> bool:
        """Take the keys of a block in which none is missing or stands twice; otherwise leave all as it was."""
        refs = values.get("plan_ref", [])
        matches = [str(key).casefold() for key in values.get("match_key", []) if key is not None]
        if None in refs or (not refs and len(matches) < len(numbers)):
            return False
        rows = {str(ref): number for ref, number in zip(refs, numbers, strict=False)}
        if len(rows) < len(refs) or self._refs.has_any(rows):
            return False
        if len(set(matches)) < len(matches) or self._match_keys.has_any(matches):
            return False
        keyed = (at for at, key in zip(numbers, values.get("match_key", []), strict=False) if key is not None)
        self._refs.update(rows)
        self._match_keys.update({key: 2 * at + bool(refs) for key, at in zip(matches, keyed, strict=True)})
        return True

    def take(self, row: RegisterRow, number: int, faulty: set[str]) -> None:
        """Take the keys of one row and note what is wrong with them; `faulty` fields could not be read."""
        ref, key = row.get("plan_ref"), row.get("match_key") or row.get(NAME_KEY)
        if ref is not None:
            first = self._refs.setdefault(str(ref), number)
            if first != number:
                self._note_twice("plan_ref", first, number)
        elif key is None and faulty.isdisjoint(_TELLING):  # what cannot be read is a fault already
            name = next(name for name in _TELLING if name in self._fields)
            message = "The entry has neither a plan reference nor a match key. Fill one in."
            self._errors.add(message, self._place(number, name))
        if key is not None:
            self._check_match_key(str(key).casefold(), number, ref is not None)
        if NAME_KEY in row:
            self._check_namesake(row, number)

    def _check_namesake(self, row: RegisterRow, number: int) -> None:
        first, are_sure = self._namesakes.first(str(row[NAME_KEY]), str(row.get("match_key", "")), number)
        if first == number or "plan_ref" in row:
            return
        other = f"Row {first} has the same name and date of birth"
        if are_sure:
            message = f"{other}, and another number. Check that these are two children."
            self._queries.add(message, self._place(number, "surname"))
        else:
            message = f"{other}, and one of the two has no UPN or ULN that lasts. Fill it in, or delete the double."
            self._errors.add(message, self._place(number, "surname"))

    def _check_match_key(self, key: str, number: int, has_ref: bool) -> None:
        """The same child may have two plan references (asked for again, moved back): a query, not a fault."""
        first, had_ref = divmod(self._match_keys.setdefault(key, 2 * number + has_ref), 2)
        if first == number:
            return
        if had_ref and has_ref:
            message = (
                f"The match key stands in row {first} too, with another plan reference. Check that both are meant."
            )
            self._queries.add(message, self._place(number, "match_key"))
        else:
            self._note_twice("match_key", first, number)

    def _note_twice(self, name: str, first: int, number: int) -> None:
        label = _LABELS[name]
        message = f"{label} stands in row {first} already. An entry stands once: delete or correct one of the two rows."
        self._errors.add(message, self._place(number, name))
