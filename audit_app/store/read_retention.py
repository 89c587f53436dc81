"""Reading from which day the things of the workspace began to age; which are due is for the rules to say."""

from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple

from audit_app.domain.retention import Kept
from audit_app.store.driver import Connection

_AUDITS: Final = (
    "SELECT a.id, coalesce(e.plan_ref, ''), a.date FROM audit a LEFT JOIN entry e ON e.id = a.plan_id "
    "WHERE a.erased IS NULL AND a.date IS NOT NULL ORDER BY a.date, a.id"
)
_CEASED: Final = (
    "SELECT id, plan_ref, ceased_date FROM entry WHERE erased IS NULL AND ceased_date IS NOT NULL "
    "ORDER BY ceased_date, id"
)
# A plan's audits are closed when each of its reviews is submitted; the latest submission after the document came
# counts. An imported review says no day of its own: there it is the audit's.
_SUBMITTED: Final = (
    "CASE WHEN json_valid(r.state_detail) THEN coalesce(json_extract(r.state_detail, '$.on'), a.date) ELSE a.date END"
)
_DOCUMENTS: Final = (
    f"SELECT d.id, coalesce(e.plan_ref, ''), max({_SUBMITTED}) AS closed FROM document d "
    "JOIN audit a ON a.plan_id = d.plan_id AND a.abandoned IS NULL AND a.erased IS NULL "
    "JOIN review r ON r.audit_id = a.id AND r.erased IS NULL LEFT JOIN entry e ON e.id = d.plan_id "
    "WHERE d.erased IS NULL AND d.added_on IS NOT NULL GROUP BY d.id "
    "HAVING min(coalesce(r.state, 'open') = 'submitted') = 1 AND closed >= d.added_on ORDER BY closed, d.id"
)
_SOURCES: Final = (
    (Kept.DOCUMENTS, "document", _DOCUMENTS),
    (Kept.AUDITS, "audit", _AUDITS),
    (Kept.CEASED_ENTRIES, "entry", _CEASED),
)


class Ageing(NamedTuple):
    """One thing that a retention rule is about, and the day from which it ages; `plan_ref` empty where erased."""

    kept: Kept
    kind: str
    id: str
    plan_ref: str
    since: date


def ageing(conn: Connection) -> Iterator[Ageing]:
    """Everything that a rule is about: documents whose audits are closed, audits, ceased entries."""
    for kept, kind, sql in _SOURCES:
        for id_, plan_ref, day in conn.execute(sql).fetchall():
            yield Ageing(kept, kind, id_, plan_ref, date.fromisoformat(day[:10]))
