"""Timeliness from the register's dates, as the official statistics count it; it knows nothing of audits."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from audit_app.domain.period import add_months
from audit_app.store.driver import Connection
from audit_app.store.figures.advice_times import advice_figure
from audit_app.store.figures.asked import Asked
from audit_app.store.figures.groups import NOT_RECORDED
from audit_app.store.log.canonical import Json
from audit_app.store.read_advice import register_has
from scoring.figures import (
    TIMED_ADVICE,
    Figure,
    Scope,
    counted_note,
    joined,
    mean_figure,
    missing_figure,
    proportion_figure,
)
from scoring.timeliness.limits import (
    AMENDED_DAYS,
    DECIDE_DAYS,
    FINAL_DAYS,
    NO_PLAN_DAYS,
    REVIEW_DECISION_DAYS,
)

_POST_16 = "due LIKE '%-03-31'"

# In each statement the dates of the period are asked for first: a row decoded no further than to them costs half.
_ROWS = f"erased IS NULL AND (:team = '' OR coalesce(casework_team, '{NOT_RECORDED}') = :team)"
_DAYS = "CAST(julianday({later}) - julianday({earlier}) AS INTEGER)"

# Each row of the register that belongs to a figure is counted or left out for the first reason that fits.
_ISSUED = f"""
SELECT CASE WHEN transferred_in = 1 THEN 'transferred in'
            WHEN request_outcome = 'H' OR assessment_outcome = 'H' THEN 'historical'
            WHEN request_date IS NULL THEN 'date missing'
            WHEN request_date > final_date OR final_date > :as_of THEN 'impossible dates'
            ELSE '' END AS why,
       {_DAYS.format(later="final_date", earlier="request_date")} AS days, exception IS NOT NULL AS excepted
FROM entry WHERE final_date BETWEEN :first AND :last AND {_ROWS}
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
FROM entry WHERE {{decided}} BETWEEN :first AND :last AND {{which}} AND {_ROWS}
"""
# The limit is taken off the period's ends, not added to each row's date: that would cost a calculation for every row.
_AFTER = f"""
SELECT CASE WHEN {{done}} < {{begun}} OR {{done}} > :as_of OR {{begun}} > :as_of THEN 'impossible dates'
            WHEN {{begun}} > :begun_as_of THEN 'not yet due'
            ELSE '' END AS why,
       {_DAYS.format(later="{done}", earlier="{begun}")} AS days, 0 AS excepted
FROM entry WHERE {{begun}} BETWEEN :begun_first AND :begun_last AND {{which}} AND {_ROWS}
"""
_TRANSFERS = f"""
SELECT CASE WHEN ceased_date < phase_transfer_due THEN 'ceased before due'
            WHEN phase_transfer_final > :as_of THEN 'impossible dates'
            WHEN phase_transfer_due > :as_of THEN 'not yet due' ELSE '' END AS why,
       CASE WHEN phase_transfer_final <= phase_transfer_due THEN 0 ELSE 1 END AS days, 0 AS excepted
FROM (SELECT *, phase_transfer_due AS due FROM entry) WHERE due BETWEEN :first AND :last AND {{which}} AND {_ROWS}
"""
_NOT_TO_AMEND = f"""
SELECT CASE review_outcome WHEN 'M' THEN 'maintain' WHEN 'C' THEN 'cease' ELSE 'outcome unknown' END AS why, count(*)
FROM entry WHERE last_review_date BETWEEN :begun_first AND :begun_last AND {_ROWS}
AND review_outcome IS NOT 'A' GROUP BY why ORDER BY why
"""
IN_FORCE = """
  (final_date <= :known OR (final_date IS NULL AND
    coalesce(request_date, request_outcome_date, assessment_outcome_date, advice_requested_date, education_advice_date,
             psychology_advice_date, health_advice_date, social_care_advice_date, draft_date) IS NULL
    AND coalesce(request_outcome, '') <> 'N' AND coalesce(assessment_outcome, '') <> 'N'))
  AND (ceased_date IS NULL OR ceased_date > :last)
"""
"""What is final, or has no dates from request to final at all and was not refused (`register.is_plan`)."""
_OLD = f"""
SELECT coalesce(sum(latest <> ''), 0), coalesce(sum(latest <> '' AND latest < :since), 0), sum(latest = '') FROM (
  SELECT max(CASE WHEN final_date <= :known THEN final_date ELSE '' END,
             CASE WHEN review_final_date <= :known THEN review_final_date ELSE '' END,
             CASE WHEN phase_transfer_final <= :known THEN phase_transfer_final ELSE '' END) AS latest
  FROM entry WHERE {IN_FORCE} AND {_ROWS}
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
    all_, plain = _tallies(conn, _ISSUED, asked, FINAL_DAYS)
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
    yield _share("timeliness.decision_6_weeks", _tally(conn, requests, asked, DECIDE_DAYS), scope)
    no_plan = _DECIDED.format(decided="assessment_outcome_date", which="assessment_outcome = 'N'")
    yield _share("timeliness.no_plan_16_weeks", _tally(conn, no_plan, asked, NO_PLAN_DAYS), scope)


def _reviews(conn: Connection, asked: Asked, scope: Scope) -> Iterator[Figure]:
    figure, done = "timeliness.review_decision_4_weeks", "review_decision_date"
    if register_has(conn, done):
        decided = _AFTER.format(done=done, begun="last_review_date", which="last_review_date <> ''")
        yield _share(figure, _tally(conn, decided, asked, REVIEW_DECISION_DAYS), scope)
    else:  # a missing date is late only where the source has such dates at all
        yield missing_figure(figure, scope, "The register holds no dates of decisions after reviews.", withheld="x")
    yield _amended(conn, asked, scope)


def _amended(conn: Connection, asked: Asked, scope: Scope) -> Figure:
    """Of reviews that ended with A those with an amended plan in time; null, x, where there are no such dates."""
    figure, done = "timeliness.review_final_12_weeks", "review_final_date"
    if not register_has(conn, done):  # a statutory return has none
        return missing_figure(
            figure, scope, "The register holds no dates of plans amended after reviews.", withheld="x"
        )
    amended = _AFTER.format(done=done, begun="last_review_date", which="review_outcome = 'A'")
    tally = _tally(conn, amended, asked, AMENDED_DAYS)
    others = conn.execute(_NOT_TO_AMEND, _values(asked, AMENDED_DAYS)).fetchall()
    note = joined(counted_note(*((number, outcome) for outcome, number in others)), tally.left_out)
    return proportion_figure(figure, tally.in_time, tally.n, scope, note=note)


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
        "team": asked.team,
        "last": asked.last,
        "known": min(last, asked.as_of).isoformat(),
        "since": add_months(last, -36).isoformat(),
    }
    n, old, undated = conn.execute(_OLD, values).fetchone()
    note = counted_note((undated or 0, "without dates"))
    return proportion_figure("plans.over_3_years", old, n, scope, note=note)


def _share(figure: str, tally: _Tally, scope: Scope) -> Figure:
    return proportion_figure(figure, tally.in_time, tally.n, scope, note=tally.left_out)


def _tally(conn: Connection, rows: str, asked: Asked, limit: int) -> _Tally:
    return _tallies(conn, rows, asked, limit)[0]


def _tallies(conn: Connection, rows: str, asked: Asked, limit: int) -> tuple[_Tally, _Tally]:
    """Of all rows, and of those without an exception; what was left out is the same for both."""
    sums = {False: [0, 0, 0, 0], True: [0, 0, 0, 0]}
    left: dict[str, int] = {}
    for why, excepted, count, *rest in conn.execute(_TALLY.format(rows=rows), _values(asked, limit)):
        if why:
            left[why] = left.get(why, 0) + count
        else:
            sums[bool(excepted)] = [count, *rest]
    out = counted_note(*((left[why], why) for why in sorted(left)))
    n, in_time, days, squares = sums[False]
    plain = _Tally(n, in_time, days, squares, out)
    n, in_time, days, squares = (one + other for one, other in zip(sums[False], sums[True], strict=True))
    return _Tally(n, in_time, days, squares, out), plain


def _values(asked: Asked, limit: int) -> dict[str, Json]:
    """What the statements ask by: period, day of the data, team, and the same days less the limit."""
    days = timedelta(limit)
    return {
        "first": asked.first,
        "last": asked.last,
        "as_of": asked.as_of.isoformat(),
        "limit": limit,
        "team": asked.team,
        "begun_first": (asked.period.first - days).isoformat(),
        "begun_last": (asked.period.last - days).isoformat(),
        "begun_as_of": (asked.as_of - days).isoformat(),
    }
