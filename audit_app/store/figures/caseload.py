"""Counts of the caseload from the register for the performance framework: plans, requests, assessments by month.

Each count is (numerator, denominator or None) of whole months. It knows nothing of audits and of time limits.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from audit_app.domain.period import Period
from audit_app.store.driver import Connection

Counted = tuple[int, int | None]

# In force is what is final, or what has no dates from request to final at all and was not refused (`register.is_plan`);
# such a plan has always been there. Each group of plans has a month in which it began, one in which it ceased.
_IN_FORCE: Final = """
SELECT coalesce(substr(final_date, 1, 7), ''), coalesce(substr(ceased_date, 1, 7), ''), count(*),
  sum(coalesce(looked_after, 0) = 1), sum(coalesce(child_protection, 0) = 1), sum(coalesce(child_in_need, 0) = 1)
FROM entry WHERE erased IS NULL AND plan_ref IS NOT NULL
AND (final_date IS NOT NULL OR (coalesce(request_date, request_outcome_date,
  assessment_outcome_date, advice_requested_date, education_advice_date, psychology_advice_date, health_advice_date,
  social_care_advice_date, draft_date) IS NULL
  AND coalesce(request_outcome, '') <> 'N' AND coalesce(assessment_outcome, '') <> 'N'))
GROUP BY 1, 2
"""
_BY_MONTH: Final = (
    "SELECT substr({day}, 1, 7), coalesce(sum({which}), 0), count(*) FROM entry "
    "WHERE erased IS NULL AND {day} IS NOT NULL AND {among} GROUP BY 1"
)
_CARE: Final = ("measure.looked_after", "measure.child_protection", "measure.child_in_need")
_PLANS: Final = "measure.plans_in_force"
# Figure to the day that it is counted by, which entries count, and among which; without the former it is no share.
_FLOWS: Final[Mapping[str, tuple[str, str, str]]] = MappingProxyType(
    {
        "measure.new_plans": ("final_date", "", "transferred_in IS NOT 1"),
        "measure.requests_received": ("request_date", "", "1"),
        "measure.requests_refused": ("request_outcome_date", "request_outcome = 'N'", "request_outcome IN ('Y', 'N')"),
        "measure.assessed": ("assessment_outcome_date", "", "assessment_outcome IN ('Y', 'N')"),
        "measure.no_plan": (
            "assessment_outcome_date",
            "assessment_outcome = 'N'",
            "assessment_outcome IN ('Y', 'N')",
        ),
        "measure.discontinued": ("ceased_date", "", "1"),
    }
)
_FIRST_ENTRY: Final = "SELECT min(coalesce(request_date, final_date)) FROM entry WHERE erased IS NULL"
_FIRST_AUDIT: Final = "SELECT min(date) FROM audit WHERE purpose = 'sample' AND erased IS NULL AND abandoned IS NULL"


class _Plans(NamedTuple):
    """Plans that began in one month and ceased in one, empty for neither, with how many of them have each tick."""

    began: str
    ceased: str
    plans: int
    ticks: tuple[int, ...]


class Caseload:
    """Goes through the register once for each thing that is counted, however many periods are asked for."""

    def __init__(self, conn: Connection) -> None:
        self._conn = conn
        self._flows: dict[str, dict[str, tuple[int, int]]] = {}
        self._plans: list[_Plans] | None = None

    def count(self, figure: str, period: Period) -> Counted | None:
        """One count of a period of whole months; None where the register does not know it."""
        if figure in _FLOWS:
            return self._flow(figure, period)
        month = f"{period.last:%Y-%m}"
        held = [one for one in self._in_force() if one.began <= month and (not one.ceased or one.ceased > month)]
        plans = sum(one.plans for one in held)
        if figure == _PLANS:
            return plans, None
        tick = _CARE.index(figure)
        if not any(one.ticks[tick] for one in self._in_force()):
            return None  # the register has no such tick at all
        return sum(one.ticks[tick] for one in held), plans

    def _flow(self, figure: str, period: Period) -> Counted:
        day, which, among = _FLOWS[figure]
        if figure not in self._flows:
            asked = _BY_MONTH.format(day=day, which=which or "1", among=among)
            self._flows[figure] = {month: (some, every) for month, some, every in self._conn.execute(asked)}
        found = [self._flows[figure].get(month, (0, 0)) for month in period.months]
        some, every = sum(one[0] for one in found), sum(one[1] for one in found)
        return (some, every) if which else (every, None)

    def _in_force(self) -> list[_Plans]:
        if self._plans is None:
            rows = self._conn.execute(_IN_FORCE)
            self._plans = [_Plans(began, ceased, plans, tuple(ticks)) for began, ceased, plans, *ticks in rows]
        return self._plans


def is_caseload(figure: str) -> bool:
    """Whether this is one of the counts of this module."""
    return figure in _FLOWS or figure in _CARE or figure == _PLANS


def is_of_the_present(figure: str) -> bool:
    """Whether the register knows it as it is now alone, so that no earlier period can be counted."""
    return figure in _CARE


def first_days(conn: Connection) -> tuple[str, str]:
    """The first day (ISO) of the register's dates and of the audits; empty where there are none."""
    entry, audit = (conn.execute(sql).fetchone()[0] or "" for sql in (_FIRST_ENTRY, _FIRST_AUDIT))
    return entry, audit
