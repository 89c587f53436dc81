"""What a workbook that came back would change, in words: which action, which cell, its three values."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from audit_app.domain.actions import TOLD
from audit_app.domain.agency_workbook import STATUS_AT, CellChange, Verdict, checkpoint_day
from audit_app.services.actions.returned import NewAction, Returned
from exports.plain import one_line, shortened

EMPTY: Final = "(empty)"
_SHOWN, _NAMED = 120, 60

VERDICT_WORDS: Final = {
    Verdict.OFFERED: "Changed there",
    Verdict.CONFLICT: "Changed on both sides",
    Verdict.KEPT: "Changed here",
    Verdict.SAME: "The same on both sides",
    Verdict.CLOSED: "Too late: the action is over",
}
"""What became of a cell, as the screen and the command line say it."""


def field_words(field: str) -> str:
    """What a cell is called: “Owner (role)”, “Status on 22/11/2026”."""
    day = checkpoint_day(field)
    if not day:
        return TOLD.get(field, field)
    called = "Status" if field == STATUS_AT.format(day) else "What happened"
    return f"{called} on {date.fromisoformat(day):%d/%m/%Y}"


def value_words(field: str, text: str) -> str:
    """A value as people read it; empty where nothing stands there."""
    if text and field == "due":
        return f"{date.fromisoformat(text):%d/%m/%Y}"
    return text.capitalize() if field.startswith("status@") else text


def change_line(one: CellChange, name: str) -> str:
    """One cell in one line: “Send advice … , Owner (role): was A, now B, came back C”."""
    was, now, back = (_value(one.field, text) for text in (one.sent, one.now, one.back))
    said = f"{was} → {back}" if one.verdict is Verdict.OFFERED else f"was {was}, is {now}, came back {back}"
    kind = "" if one.verdict is Verdict.OFFERED else f" ({VERDICT_WORDS[one.verdict].lower()})"
    return f"“{shortened(one_line(name), _NAMED)}”, {field_words(one.field)}{kind}: {said}"


def new_line(one: NewAction) -> str:
    """A row that was added, in one line."""
    here = " (taken in before)" if one.is_here else ""
    return f"New action{here}: {shortened(one_line(one.cells['what']), _SHOWN)}"


def told_lines(returned: Returned) -> Iterator[str]:
    """Everything that somebody has to know, in the order of the rows; what is the same on both sides is left out."""
    for one in returned.changes:
        if one.verdict is not Verdict.SAME:
            yield change_line(one, returned.names.get(one.action, ""))
    yield from (new_line(one) for one in returned.new if not one.is_here)
    yield from notes(returned)


def notes(returned: Returned) -> Iterator[str]:
    """What changes nothing and is told all the same."""
    for one in returned.missing:
        yield f"Its row is gone, and nothing is taken away here: {_name(returned, one)}"
    for one in returned.altered:
        yield f"“What will be done” was changed there, which the workbook cannot do: {_name(returned, one)}"


def _name(returned: Returned, action: str) -> str:
    return f"“{shortened(one_line(returned.names.get(action, '')), _SHOWN)}”"


def _value(field: str, text: str) -> str:
    return shortened(one_line(value_words(field, text)), _SHOWN) or EMPTY
