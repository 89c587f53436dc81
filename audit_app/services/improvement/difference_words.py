"""What differs between two states of an improvement plan in words: where, what, before and after."""

from typing import Final

from audit_app.domain.improvement import refresh_words
from audit_app.domain.plan_rows import ACTION, CHANGED, ESCALATION, NEW, OUTCOME, PROGRESS, RISK, THEME, Difference, Row
from audit_app.domain.recurrence import recurrence_words
from audit_app.domain.risks import IMPACTS, LIKELIHOODS
from audit_app.domain.status import NOT_REPORTED
from audit_app.domain.timescale import checkpoint_words
from audit_app.services.improvement.fit import NAMES
from audit_app.services.improvement.proposing import ORDER
from audit_app.store.log.canonical import Json
from exports.plain import one_line, shortened

_NOUNS: Final = {
    THEME: "theme",
    OUTCOME: "required outcome",
    ACTION: "action",
    PROGRESS: "progress",
    RISK: "risk or issue",
    ESCALATION: "escalation",
}
_SHOWN: Final = 160
EMPTY: Final = "(empty)"


def where_words(row: Row) -> str:
    """“A1.2”, “A1.2 at Mar 2018”, “Risks”, or the plan itself."""
    if row.kind == PROGRESS:
        return f"{row.where} at {checkpoint_words(row.id.partition('.')[2])}"
    return "Plan" if row.kind == "plan" else row.where


def what_words(one: Difference) -> str:
    """What differs: a cell by its name, or the thing that is new or gone."""
    if one.what != CHANGED:
        return f"{_NOUNS.get(one.row.kind, one.row.kind)} {'new' if one.what == NEW else 'gone'}"
    if one.field == ORDER:
        return "order"
    return NAMES.get(one.field, one.field)


def before_words(one: Difference) -> str:
    """What stood there, empty for something new."""
    if one.what == NEW or one.field in (ORDER, "parent"):
        return ""
    return thing_words(one.row) if one.what != CHANGED else value_words(one.row.kind, one.field, one.before)


def after_words(one: Difference) -> str:
    """What would stand there, empty for something gone."""
    if one.what == NEW:
        return thing_words(one.row)
    if one.field == ORDER:
        return "in the order of the workbook"
    if one.field == "parent":
        return f"moved to {one.row.where.rpartition('.')[0] or one.row.where}"
    return value_words(one.row.kind, one.field, one.after) if one.what == CHANGED else ""


def difference_line(one: Difference) -> str:
    """One difference in one line: “A1.1, owners: SEN Manager → SEN Manager; Chair”."""
    sides = " → ".join(part for part in (_short(before_words(one)), _short(after_words(one))) if part)
    return (
        f"{where_words(one.row)}, {what_words(one)}: {sides}" if sides else f"{where_words(one.row)}, {what_words(one)}"
    )


def thing_words(row: Row) -> str:
    """What a thing says: its words, title or status."""
    for name in ("words", "title", "status", "comment"):
        if row.fields.get(name):
            return value_words(row.kind, name, row.fields[name])
    return row.where


def value_words(kind: str, field: str, value: Json) -> str:
    """A value as people read it."""
    if value is None:
        return NOT_REPORTED if (kind, field) == (PROGRESS, "status") else EMPTY
    if field == "checkpoints":
        return "; ".join(checkpoint_words(one) for one in value)
    if field == "recurrence":
        return recurrence_words(str(value))
    if field == "refresh":
        return refresh_words(str(value))
    if kind == RISK and field in ("likelihood", "impact"):
        return (IMPACTS if field == "impact" else LIKELIHOODS)[int(value) - 1]
    if isinstance(value, list):
        return "; ".join(str(one) for one in value)
    return str(value).capitalize() if field == "status" else str(value)


def _short(words: str) -> str:
    return shortened(one_line(words), _SHOWN)
