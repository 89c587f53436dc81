"""Reading reporting lines, meetings and decisions as they are kept; it changes nothing."""

from datetime import date
from typing import Any, Final

from audit_app.domain.governance import Decision, LineKind, Meeting, ReportingLine
from audit_app.store.driver import Connection
from audit_app.store.log.canonical import decode
from scoring.figures import Audience

_HELD: Final = "erased IS NULL AND deleted IS NULL"
_LINES: Final = (
    "SELECT id, body, chair, kind, sends, recurrence, first, dates, audience, public, needs, ended, cut_off_days, "
    f"papers_days, communication_days FROM reporting_line WHERE {_HELD} AND body IS NOT NULL ORDER BY body, id"
)
_MEETINGS: Final = (
    "SELECT id, line, moved_from, on_date, cut_off, papers_out, attendance, challenge, minutes, communicated_on, "
    f"cancelled FROM meeting WHERE {_HELD} AND on_date IS NOT NULL ORDER BY on_date, id"
)
_DECISIONS: Final = (
    "SELECT id, line, on_date, words, owner, due, action FROM decision "
    f"WHERE {_HELD} AND words IS NOT NULL ORDER BY on_date DESC, id"
)


def reporting_lines(conn: Connection) -> tuple[ReportingLine, ...]:
    """Every line that is kept, by the name of its body; ended ones too."""
    return tuple(_line(row) for row in conn.execute(_LINES))


def meetings(conn: Connection) -> tuple[Meeting, ...]:
    """Every meeting of which something is kept, the earliest first."""
    return tuple(_meeting(row) for row in conn.execute(_MEETINGS))


def decisions(conn: Connection) -> tuple[Decision, ...]:
    """Every decision, the newest first."""
    return tuple(
        Decision(id_, line or "", date.fromisoformat(on), words, owner or "", _day(due), action or "")
        for id_, line, on, words, owner, due, action in conn.execute(_DECISIONS)
    )


def _line(row: tuple[Any, ...]) -> ReportingLine:
    id_, body, chair, kind, sends, recurrence, first, dates, audience, public, needs, ended, cut_off, papers, said = row
    return ReportingLine(
        id_,
        body,
        chair or "",
        LineKind(kind),
        tuple(decode(sends or "[]")),
        recurrence,
        _day(first),
        tuple(date.fromisoformat(day) for day in decode(dates or "[]")),
        Audience(audience),
        bool(public),
        tuple(decode(needs or "[]")),
        cut_off,
        papers,
        said,
        _day(ended),
    )


def _meeting(row: tuple[Any, ...]) -> Meeting:
    id_, line, moved_from, on, cut_off, papers, attendance, challenge, minutes, communicated, cancelled = row
    day = date.fromisoformat(on)
    return Meeting(
        id_,
        line or "",
        _day(moved_from) or day,
        day,
        _day(cut_off),
        _day(papers),
        tuple((role, bool(present)) for role, present in decode(attendance or "[]")),
        tuple(decode(challenge or "[]")),
        minutes or "",
        _day(communicated),
        cancelled or "",
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
