"""What the register said of one entry, step by step as it was imported or said, read from the change log."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from audit_app.services.register.entries import Change, EntryChange, changes_of, field_change
from audit_app.store.driver import Connection
from audit_app.store.read_missing import RowWritten, rows_written
from audit_app.store.vocabulary import REGISTER_COLUMNS


@dataclass(frozen=True, slots=True)
class HistoryStep:
    """One change of an entry: the day by this computer's clock, in the words of the change, and what happened.

    `change` has no changes where a row was written as it stood, or taken out: then the words alone tell.
    """

    on: date
    words: str
    change: EntryChange


def history(conn: Connection, entry_id: str) -> tuple[HistoryStep, ...]:
    """The steps of an entry, the newest first; values of sensitive fields are not named."""
    return tuple(_steps(rows_written(conn, entry_id)))


def _steps(written: list[RowWritten]) -> Iterator[HistoryStep]:
    for one in written:
        on = datetime.fromisoformat(one.utc).astimezone().date()
        yield HistoryStep(on, one.label, _change(one))


def _change(one: RowWritten) -> EntryChange:
    ref = str(one.new.get("plan_ref") or one.old.get("plan_ref") or "")
    if not one.old:
        return EntryChange(ref, (Change.NEW,))
    names = [name for name in REGISTER_COLUMNS if one.new and one.old.get(name) != one.new.get(name)]
    if not names:
        return EntryChange(ref, ())
    fields = tuple(field_change(name, one.old.get(name), one.new.get(name)) for name in names)
    return EntryChange(ref, changes_of(one.old, one.new, names), fields)
