"""Reading reports as they were issued, what was restated since, and what owners say of figures; it changes nothing."""

import hashlib
from collections.abc import Iterable
from datetime import date
from typing import Any, Final, NamedTuple

from audit_app.store.driver import Connection
from audit_app.store.log.canonical import decode
from audit_app.store.transaction import rows_in

_ISSUED: Final = (
    "SELECT id, kind, period, audience, round, framework, cycle, issued_on, figures FROM issued_report "
    "WHERE erased IS NULL AND deleted IS NULL AND issued_on IS NOT NULL"
)
_RESTATED: Final = (
    "SELECT number, on_date, why, figures FROM restatement "
    "WHERE report_id = ? AND erased IS NULL AND deleted IS NULL AND on_date IS NOT NULL"
)
_COMMENTARY: Final = (
    "SELECT id, period, topic, words, owner, public FROM commentary "
    "WHERE erased IS NULL AND deleted IS NULL AND words IS NOT NULL"
)
_PLANS: Final = "SELECT plan_ref FROM entry WHERE plan_ref IN ({marks})"


class KeptFigure(NamedTuple):
    """A figure as it was handed out; `withheld` is None where the report no longer had it."""

    id: str
    value: float | None
    numerator: float | None
    denominator: float | None
    withheld: str | None


class HeldRestatement(NamedTuple):
    """The figures that were other when a report was issued again, and why; `number` runs from 1."""

    number: int
    on: date
    why: str
    figures: tuple[KeptFigure, ...]


class HeldIssue(NamedTuple):
    """A report as it was issued first, with its restatements in their order."""

    id: str
    kind: str
    period: str
    audience: str
    round: str
    framework: str
    cycle: str
    on: date
    figures: tuple[KeptFigure, ...]
    restated: tuple[HeldRestatement, ...]

    @property
    def latest(self) -> date:
        """The day on which it was issued last."""
        return self.restated[-1].on if self.restated else self.on


class HeldCommentary(NamedTuple):
    """What the owner of a figure says of it in one period; `topic` is the figure's id with its cycle."""

    id: str
    period: str
    topic: str
    words: str
    owner: str
    public: int | None = None

    @property
    def is_public(self) -> bool:
        """Whether a leader let the public read just these words of this role."""
        return self.public == mark_of(self.words, self.owner)


def issue_of(conn: Connection, id_: str) -> HeldIssue | None:
    """One report as it was issued, None where it never was."""
    row = conn.execute(f"{_ISSUED} AND id = ?", (id_,)).fetchone()
    return _issue(conn, row) if row is not None else None


def issues(conn: Connection) -> tuple[HeldIssue, ...]:
    """Every report that was issued, the one issued last first."""
    found = [_issue(conn, row) for row in conn.execute(f"{_ISSUED} ORDER BY kind, period, audience, round").fetchall()]
    return tuple(sorted(found, key=lambda one: one.latest, reverse=True))


def commentaries_of(conn: Connection, period: str) -> tuple[HeldCommentary, ...]:
    """What is said of the figures of one period, in the order of their ids."""
    found = conn.execute(f"{_COMMENTARY} AND period = ? ORDER BY topic, id", (period,))
    return tuple(HeldCommentary(*row) for row in found)


def published(conn: Connection) -> tuple[HeldCommentary, ...]:
    """What the public may read of what is said, of every period."""
    found = conn.execute(f"{_COMMENTARY} AND public IS NOT NULL ORDER BY period, topic, id")
    return tuple(one for one in map(HeldCommentary._make, found) if one.is_public)


def mark_of(words: str, owner: str) -> int:
    """The mark of words that may be published: another one for other words, whoever changes them and wherever.

    A mere yes would cover words that somebody changes in a copy of the workspace while it is given in another.
    """
    return int(hashlib.sha256(f"{owner}\n{words}".encode()).hexdigest()[:12], 16)


def plans_called(conn: Connection, words: Iterable[str]) -> frozenset[str]:
    """Those of the words that are the reference of a plan."""
    return frozenset(row[0] for row in rows_in(conn, _PLANS, list(words)))


def _issue(conn: Connection, row: tuple[Any, ...]) -> HeldIssue:
    id_, kind, period, audience, round_, framework, cycle, on, figures = row
    restated = sorted(_restatement(one) for one in conn.execute(_RESTATED, (id_,)))
    on_day = date.fromisoformat(on)
    texts = (kind, period, audience, round_ or "", framework or "", cycle or "")
    return HeldIssue(id_, *texts, on_day, _kept(figures), tuple(restated))


def _restatement(row: tuple[Any, ...]) -> HeldRestatement:
    number, on, why, figures = row
    return HeldRestatement(int(number), date.fromisoformat(on), why or "", _kept(figures))


def _kept(figures: str | None) -> tuple[KeptFigure, ...]:
    return tuple(KeptFigure(*one) for one in decode(figures)) if figures else ()
