"""Timeliness from the register's dates, as the official statistics count it; it knows nothing of audits."""

from collections.abc import Iterator
from dataclasses import dataclass

from audit_app.domain.period import add_months
from audit_app.store.driver import Connection
from audit_app.store.figures.advice_times import SIX_WEEKS, advice_figure
from audit_app.store.figures.asked import Asked
from audit_app.store.log.canonical import Json
from scoring.figures import (
    TIMED_ADVICE,
    Figure,
    Scope,
    counted_note,
    joined,
    mean_figure,
    proportion_figure,
)

TWENTY_WEEKS = 140
SIXTEEN_WEEKS = 112
FOUR_WEEKS = 28
TWELVE_WEEKS = 84
_POST_16 = "due LIKE '%-03-31'"

_DAYS = "CAST(julianday({later}) - julianday({earlier}) AS INTEGER)"

# Each row of the register that belongs to a figure is counted or left out for the first reason that fits.
_ISSUED = f"""
SELECT CASE WHEN transferred_in = 1 THEN 'transferred in'
            WHEN request_outcome = 'H' OR assessment_outcome = 'H' THEN 'historical'
            WHEN request_date IS NULL THEN 'date missing'
            WHEN request_date > final_date OR final_date > :as_of THEN 'impossible dates'
            ELSE '' END AS why,
       {_DAYS.format(later="final_date", earlier="request_date")} AS days, exception IS NOT NULL AS excepted
FROM entry WHERE erased IS NULL AND final_date BETWEEN :first AND :last
"""
_TALLY = """
SELECT why, excepted, count(*), coalesce(sum(days <= :limit), 0), coalesce(sum(days), 0),
       coalesce(sum(days * days), 0)
FROM ({rows}) GROUP BY why, excepted
"""
_DECIDED = f"""
SELECT CASE WHEN request_outcome = 'H' THEN 'historical'
            WHEN request_date IS NULL THEN 'date missing'
            WHEN request_date > {{decided}} OR {{decided}} > :as_of THEN 'impossible dates'
            ELSE '' END AS why,
       {_DAYS.format(later="{decided}", earlier="request_date")} AS days, 0 AS excepted
FROM entry WHERE erased IS NULL AND {{decided}} BETWEEN :first AND :last AND {{which}}
"""
_AFTER = f"""
SELECT CASE WHEN {{done}} < {{begun}} OR {{done}} > :as_of OR {{begun}} > :as_of THEN 'impossible dates'
            WHEN date({{begun}}, '+' || :limit || ' days') > :as_of THEN 'not yet due'
            ELSE '' END AS why,
       {_DAYS.format(later="{done}", earlier="{begun}")} AS days, 0 AS excepted
FROM entry WHERE erased IS NULL AND date({{begun}}, '+' || :limit || ' days') BETWEEN :first AND :last AND {{which}}
"""
_TRANSFERS = """
SELECT CASE WHEN ceased_date < phase_transfer_due THEN 'ceased before due'
            WHEN phase_transfer_final > :as_of THEN 'impossible dates'
            WHEN phase_transfer_due > :as_of THEN 'not yet due' ELSE '' END AS why,
       CASE WHEN phase_transfer_final <= phase_transfer_due THEN 0 ELSE 1 END AS days, 0 AS excepted
FROM (SELECT *, phase_transfer_due AS due FROM entry) WHERE erased IS NULL AND due BETWEEN :first AND :last AND {which}
"""
_NOT_TO_AMEND = """
SELECT CASE review_outcome WHEN 'M' THEN 'maintain' WHEN 'C' THEN 'cease' ELSE 'outcome unknown' END AS why, count(*)
FROM entry WHERE erased IS NULL AND date(last_review_date, '+84 days') BETWEEN :first AND :last
AND review_outcome IS NOT 'A' GROUP BY why ORDER BY why
"""
# In force is what is final, or what has no dates from request to final at all and was not refused (`register.is_plan`).
_OLD = """
SELECT coalesce(sum(latest <> ''), 0), coalesce(sum(latest <> '' AND latest < :since), 0), sum(latest = '') FROM (
  SELECT max(coalesce(CASE WHEN final_date <= :known THEN final_date END, ''),
             coalesce(CASE WHEN review_final_date <= :known THEN review_final_date END, ''),
             coalesce(CASE WHEN phase_transfer_final <= :known THEN phase_transfer_final END, '')) AS latest
  FROM entry WHERE erased IS NULL AND (ceased_date IS NULL OR ceased_date > :last) AND (final_date <= :known OR (
    coalesce(request_date, request_outcome_date, assessment_outcome_date, advice_requested_date, education_advice_date,
             psychology_advice_date, health_advice_date, social_care_advice_date, draft_date, final_date) IS NULL
    AND coalesce(request_outcome, '') <> 'N' AND coalesce(assessment_outcome, '') <> 'N'))
)
"""


@dataclass(frozen=True, slots=True)
class _Tally:
    """Of the rows that belong to a figure: counted, in time, days summed, and why others were left out."""

    n: int
    in_time: int
    days: int
    squares: int
    left_out: str


def timeliness_figures(conn: Connection, asked: Asked, scope: Scope) -> Iterator[Figure]:
    """Every timeliness figure of the period, and the plans not amended for over three years."""
    yield from _twenty_weeks(conn, asked, scope)
    yield from _decisions(conn, asked, scope)
    for source in TIMED_ADVICE:
        yield advice_figure(conn, asked, scope, source)
    yield from _reviews(conn, asked, scope)
    yield from _transfers(conn, asked, scope)
    yield _over_three_years(conn, asked, scope)


def _twenty_weeks(conn: Connection, asked: Asked, scope: Scope) -> Iterator[Figure]:
    all_, plain = (_tally(conn, _ISSUED, asked, TWENTY_WEEKS, exceptions=kept) for kept in (True, False))
    including, excluding = ("timeliness.20_weeks.including_exceptions", "timeliness.20_weeks.excluding_exceptions")
    exceptions = all_.n - plain.n
    yield _share(including, all_, scope)
    yield proportion_figure(
        excluding,
        plain.in_time,
        plain.n,
        scope,
        note=joined(counted_note((exceptions, "with an exception")), all_.left_out),
    )
    yield proportion_figure("timeliness.exceptions", exceptions, all_.n, scope, note=all_.left_out)
    yield mean_figure("timeliness.average_weeks", all_.n, all_.days / 7, all_.squares / 49, scope, note=all_.left_out)


def _decisions(conn: Connection, asked: Asked, scope: Scope) -> Iterator[Figure]:
    requests = _DECIDED.format(decided="request_outcome_date", which="1")
    yield _share("timeliness.decision_6_weeks", _tally(conn, requests, asked, SIX_WEEKS), scope)
    no_plan = _DECIDED.format(decided="assessment_outcome_date", which="assessment_outcome = 'N'")
    yield _share("timeliness.no_plan_16_weeks", _tally(conn, no_plan, asked, SIXTEEN_WEEKS), scope)


def _reviews(conn: Connection, asked: Asked, scope: Scope) -> Iterator[Figure]:
    decided = _AFTER.format(done="review_decision_date", begun="last_review_date", which="last_review_date <> ''")
    yield _share("timeliness.review_decision_4_weeks", _tally(conn, decided, asked, FOUR_WEEKS), scope)
    amended = _AFTER.format(done="review_final_date", begun="last_review_date", which="review_outcome = 'A'")
    tally = _tally(conn, amended, asked, TWELVE_WEEKS)
    others = conn.execute(_NOT_TO_AMEND, {"first": asked.first, "last": asked.last}).fetchall()
    note = joined(counted_note(*((number, outcome) for outcome, number in others)), tally.left_out)
    yield proportion_figure("timeliness.review_final_12_weeks", tally.in_time, tally.n, scope, note=note)


def _transfers(conn: Connection, asked: Asked, scope: Scope) -> Iterator[Figure]:
    for figure, which in (
        ("timeliness.phase_transfer_15_feb", f"NOT {_POST_16}"),
        ("timeliness.post16_transfer_31_mar", _POST_16),
    ):
        tally = _tally(conn, _TRANSFERS.format(which=which), asked, 0)
        note = joined("final on the due date counts as in time", tally.left_out)
        yield proportion_figure(figure, tally.in_time, tally.n, scope, note=note)


def _over_three_years(conn: Connection, asked: Asked, scope: Scope) -> Figure:
    last = asked.period.last
    values = {
        "last": asked.last,
        "known": min(last, asked.as_of).isoformat(),
        "since": add_months(last, -36).isoformat(),
    }
    n, old, undated = conn.execute(_OLD, values).fetchone()
    note = counted_note((undated or 0, "without dates"))
    return proportion_figure("plans.over_3_years", old, n, scope, note=note)


def _share(figure: str, tally: _Tally, scope: Scope) -> Figure:
    return proportion_figure(figure, tally.in_time, tally.n, scope, note=tally.left_out)


def _tally(conn: Connection, rows: str, asked: Asked, limit: int, *, exceptions: bool = True) -> _Tally:
    values: dict[str, Json] = {
        "first": asked.first,
        "last": asked.last,
        "as_of": asked.as_of.isoformat(),
        "limit": limit,
    }
    n = in_time = days = squares = 0
    left: dict[str, int] = {}
    for why, excepted, count, early, total, square in conn.execute(_TALLY.format(rows=rows), values):
        if why:
            left[why] = left.get(why, 0) + count
        elif exceptions or not excepted:
            n, in_time, days, squares = n + count, in_time + early, days + total, squares + square
    return _Tally(n, in_time, days, squares, counted_note(*((left[why], why) for why in sorted(left))))
