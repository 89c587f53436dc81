"""Reading which workbooks of actions were sent to agencies and came back, and checkpoints of many actions at once."""

from collections.abc import Sequence
from datetime import date
from typing import Final, NamedTuple

from audit_app.domain.actions import Checkpoint
from audit_app.domain.status import Status
from audit_app.store.driver import Connection
from audit_app.store.transaction import rows_in

_SENT: Final = (
    "SELECT id, agency, sent_on, digest, coalesce(actions, 0), coalesce(returned_on, ''), "
    "coalesce(returned_digest, ''), coalesce(accepted, 0), coalesce(kept, 0) FROM sent_workbook "
    "WHERE digest IS NOT NULL AND erased IS NULL {more}ORDER BY sent_on, id"
)
_CHECKPOINTS: Final = (
    "SELECT action_id, on_date, coalesce(status, ''), coalesce(comment, ''), coalesce(evidence, '') "
    "FROM action_checkpoint WHERE erased IS NULL AND deleted IS NULL "
    "AND coalesce(status, comment, evidence) IS NOT NULL AND action_id IN ({marks}) ORDER BY action_id, on_date"
)


class SentWorkbook(NamedTuple):
    """A workbook that went to an agency, and what came of it; `returned_on` is empty while it is out."""

    id: str
    agency: str
    sent_on: str
    digest: str
    actions: int
    returned_on: str
    returned_digest: str
    accepted: int
    kept: int

    @property
    def is_out(self) -> bool:
        """Whether it has not come back."""
        return not self.returned_on


def sent_workbooks(conn: Connection) -> tuple[SentWorkbook, ...]:
    """Every workbook that was sent, the first at the top."""
    return tuple(SentWorkbook(*row) for row in conn.execute(_SENT.format(more="")))


def sent_by_digest(conn: Connection, digest: str) -> SentWorkbook | None:
    """The workbook in which just these cells were sent, None where there is none."""
    row = conn.execute(_SENT.format(more="AND digest = ? "), (digest,)).fetchone()
    return None if row is None else SentWorkbook(*row)


def checkpoints_by_action(conn: Connection, action_ids: Sequence[str]) -> dict[str, tuple[Checkpoint, ...]]:
    """How far each of these actions was, the earliest first; those that nobody reported on are not among them."""
    found: dict[str, list[Checkpoint]] = {}
    for action, on, status, comment, evidence in rows_in(conn, _CHECKPOINTS, list(action_ids)):
        known = Status(status) if status in tuple(Status) else None
        found.setdefault(action, []).append(Checkpoint(date.fromisoformat(on), known, comment, evidence))
    return {action: tuple(those) for action, those in found.items()}
