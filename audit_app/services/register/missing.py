"""Saying what became of entries that an import did not have: kept, ceased, or a mistake. None is ever deleted."""

from collections.abc import Iterator, Sequence
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from audit_app.domain.counting import counted
from audit_app.domain.problems import AppError
from audit_app.domain.register import RegisterRow
from audit_app.store.log.rights import Op
from audit_app.store.read_missing import Missing, MissingEntry, missing, rows_of
from audit_app.store.workspace import Workspace


class Became(StrEnum):
    """What became of an entry that a file does not have."""

    KEPT = "kept"  # the area is still responsible: it is not asked about again
    CEASED = "ceased"
    MISTAKE = "mistake"  # it never belonged in the register: taken out of it, and still in the log


_WORDS: Final = MappingProxyType(
    {Became.KEPT: "Keep", Became.CEASED: "Ceased", Became.MISTAKE: "Take out as a mistake"}
)


def missing_entries(workspace: Workspace) -> Missing:
    """The entries that the last import did not have, and of which nobody has said yet what became of them."""
    return missing(workspace.conn, workspace.means.now().date())


def say_what_became(
    workspace: Workspace, entries: Sequence[MissingEntry], became: Became, on: date | None = None
) -> None:
    """Write, as one change, what became of these entries; `on` is the day on which they ceased.

    Raises AppError where a day is missing or cannot be, or where what is called a mistake was audited, drawn or the
    like: then nothing was written.
    """
    if became is Became.MISTAKE and (used := next((one for one in entries if one.is_used), None)) is not None:
        raise AppError(
            f"{used.plan_ref} was audited or drawn, or has documents or requests for advice, so it cannot have been a "
            "mistake. Keep it, or say when it ceased."
        )
    rows = rows_of(workspace.conn, [one.id for one in entries])
    if became is Became.CEASED:
        _demand_day(rows, on, workspace.means.now().date())
    ops = [op for id_, row in rows.items() for op in _ops(id_, row, became, on)]
    first = entries[0].plan_ref if len(entries) == 1 else counted(len(entries), "entry", "entries")
    workspace.door.write(
        f"{_WORDS[became]}: {first}, not in the imported file", ops, touches=first if len(entries) == 1 else ""
    )


def _demand_day(rows: dict[str, RegisterRow], on: date | None, today: date) -> None:
    if on is None:
        raise AppError("The day on which it ceased is missing. Give it as 31/03/2026.")
    if on > today:
        raise AppError(f"{on:%d/%m/%Y} lies ahead. Give the day on which it ceased.")
    for row in rows.values():
        begun = max((str(row[name]) for name in ("request_date", "final_date") if name in row), default="")
        if on.isoformat() < begun:
            raise AppError(
                f"{row['plan_ref']} was asked for or final only after {on:%d/%m/%Y}. Give the day on which it ceased."
            )


def _ops(id_: str, row: RegisterRow, became: Became, on: date | None) -> Iterator[Op]:
    if became is Became.MISTAKE:
        for field in ("row", "match_key", "name_key"):
            yield Op("entry", id_, field, None)
    else:
        ceased = {"ceased_date": on.isoformat()} if became is Became.CEASED and on is not None else {}
        yield Op("entry", id_, "row", row | ceased)
