"""Counts of the caseload from the register for the performance framework: plans, requests, assessments in a period.

Each count is (numerator, denominator or None). It knows nothing of audits and of time limits.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from audit_app.domain.period import Period
from audit_app.store.driver import Connection

Counted = tuple[int, int | None]

# In force is what is final, or what has no dates from request to final at all and was not refused (`register.is_plan`).
_IN_FORCE: Final = """
FROM entry WHERE erased IS NULL AND plan_ref IS NOT NULL AND (ceased_date IS NULL OR ceased_date > :last)
AND (final_date <= :last OR (final_date IS NULL AND coalesce(request_date, request_outcome_date,
  assessment_outcome_date, advice_requested_date, education_advice_date, psychology_advice_date, health_advice_date,
  social_care_advice_date, draft_date) IS NULL
  AND coalesce(request_outcome, '') <> 'N' AND coalesce(assessment_outcome, '') <> 'N'))
"""
_IN: Final = "FROM entry WHERE erased IS NULL AND {day} BETWEEN :first AND :last"
_NEW: Final = f"{_IN.format(day='final_date')} AND transferred_in IS NOT 1"
_ASKED: Final = _IN.format(day="request_date")
_ANSWERED: Final = f"{_IN.format(day='request_outcome_date')} AND request_outcome IN ('Y', 'N')"
_ASSESSED: Final = f"{_IN.format(day='assessment_outcome_date')} AND assessment_outcome IN ('Y', 'N')"
_CEASED: Final = _IN.format(day="ceased_date")
_KNOWN: Final = "SELECT 1 FROM entry WHERE {field} = 1 LIMIT 1"


def caseload(conn: Connection, figure: str, period: Period) -> Counted | None:
    """One count of a period; None where the register does not know it."""
    return _COUNTS[figure](conn, period)


def is_caseload(figure: str) -> bool:
    """Whether this is one of the counts of this module."""
    return figure in _COUNTS


def is_of_the_present(figure: str) -> bool:
    """Whether the register knows it as it is now alone, so that no earlier period can be counted."""
    return figure in _CARE


def _count(of: str) -> Callable[[Connection, Period], Counted]:
    def count(conn: Connection, period: Period) -> Counted:
        row = conn.execute(f"SELECT count(*) {of}", _days(period)).fetchone()
        return int(row[0]), None

    return count


def _share(which: str, of: str) -> Callable[[Connection, Period], Counted]:
    def count(conn: Connection, period: Period) -> Counted:
        row = conn.execute(f"SELECT coalesce(sum({which}), 0), count(*) {of}", _days(period)).fetchone()
        return int(row[0]), int(row[1])

    return count


def _care(field: str) -> Callable[[Connection, Period], Counted | None]:
    """Of the plans in force; not known where the register has no such tick at all."""

    def count(conn: Connection, period: Period) -> Counted | None:
        if conn.execute(_KNOWN.format(field=field)).fetchone() is None:
            return None
        return _share(f"{field} = 1", _IN_FORCE)(conn, period)

    return count


def _days(period: Period) -> dict[str, str]:
    return {"first": period.first.isoformat(), "last": period.last.isoformat()}


_CARE: Final = frozenset({"measure.looked_after", "measure.child_protection", "measure.child_in_need"})
_COUNTS: Final[Mapping[str, Callable[[Connection, Period], Counted | None]]] = MappingProxyType(
    {
        "measure.plans_in_force": _count(_IN_FORCE),
        "measure.new_plans": _count(_NEW),
        "measure.requests_received": _count(_ASKED),
        "measure.requests_refused": _share("request_outcome = 'N'", _ANSWERED),
        "measure.assessed": _count(_ASSESSED),
        "measure.no_plan": _share("assessment_outcome = 'N'", _ASSESSED),
        "measure.discontinued": _count(_CEASED),
        **{figure: _care(figure.removeprefix("measure.")) for figure in _CARE},
    }
)


_FIRST_ENTRY: Final = "SELECT min(coalesce(request_date, final_date)) FROM entry WHERE erased IS NULL"
_FIRST_AUDIT: Final = "SELECT min(date) FROM audit WHERE purpose = 'sample' AND erased IS NULL AND abandoned IS NULL"


def first_days(conn: Connection) -> tuple[str, str]:
    """The first day (ISO) of the register's dates and of the audits; empty where there are none."""
    entry, audit = (conn.execute(sql).fetchone()[0] or "" for sql in (_FIRST_ENTRY, _FIRST_AUDIT))
    return entry, audit
