"""How much of the advice asked for came within six weeks, from the advice log and the register's four dates.

A line of the log wins over the register's dates of the same plan and agency; each line is one request.
"""

from datetime import timedelta
from typing import Final

from audit_app.store.driver import Connection
from audit_app.store.figures.asked import Asked
from audit_app.store.figures.groups import NOT_RECORDED
from audit_app.store.read_advice import LIVE, has_log, register_has
from scoring.figures import Figure, Scope, counted_note, joined, missing_figure, proportion_figure
from scoring.timeliness.limits import ADVICE_DAYS

_NO_DATES: Final = "Neither the register nor the advice log holds dates of this advice."
_TEAM: Final = f"(:team = '' OR coalesce(e.casework_team, '{NOT_RECORDED}') = :team)"
# The six weeks are taken off the period's ends, as everywhere in `timeliness`: a line's own due date changes nothing.
_LOG: Final = (
    "SELECT a.requested AS begun, a.received AS done, a.outcome AS outcome, 1 AS logged FROM advice_request a "
    f"JOIN entry e ON e.id = a.plan_id WHERE {LIVE} AND a.agency = :agency "
    f"AND a.requested BETWEEN :begun_first AND :begun_last AND e.erased IS NULL AND {_TEAM}"
)
_REGISTER: Final = (
    "SELECT e.advice_requested_date AS begun, e.{column} AS done, NULL AS outcome, 0 AS logged FROM entry e "
    f"WHERE e.advice_requested_date BETWEEN :begun_first AND :begun_last AND e.erased IS NULL AND {_TEAM}"
)
_NOT_LOGGED: Final = (
    f"AND NOT EXISTS (SELECT 1 FROM advice_request a WHERE a.plan_id = e.id AND a.agency = :agency AND {LIVE})"
)
_CASES: Final = """
SELECT CASE WHEN outcome = 'exception' THEN 'with an exception'
            WHEN begun > :as_of OR done > :as_of THEN 'impossible dates'
            WHEN done < begun AND outcome IS NOT 'existing advice agreed' THEN 'impossible dates'
            WHEN begun > :begun_as_of THEN 'not yet due'
            WHEN done IS NULL AND outcome IN ('report', 'nil return') THEN 'received, day not known'
            ELSE '' END AS why,
       CASE WHEN outcome = 'existing advice agreed' AND coalesce(done, '') < begun THEN 0
            ELSE CAST(julianday(done) - julianday(begun) AS INTEGER) END AS days, logged
FROM ({requests})
"""
_TALLY: Final = (
    f"SELECT why, count(*), coalesce(sum(days <= :limit), 0), sum(logged) FROM ({_CASES}) GROUP BY why ORDER BY why"
)


def advice_figure(conn: Connection, asked: Asked, scope: Scope, agency: str) -> Figure:
    """The share of the requests to an agency (of `TIMED_ADVICE`) due in the period that were answered within 42 days.

    What has not come is late. An exception leaves numerator and denominator; a nil return and existing advice that was
    agreed count as received (reg 8). Where neither source has dates of this agency's advice the figure is null, x.
    """
    figure = f"timeliness.advice_6_weeks.{agency}"
    requests = _requests(conn, agency)
    if not requests:
        return missing_figure(figure, scope, _NO_DATES, withheld="x")
    n = in_time = logged = total = 0
    left: list[tuple[int, str]] = []
    for why, count, early, from_log in conn.execute(_TALLY.format(requests=requests), _values(asked, agency)):
        total, logged = total + count, logged + from_log
        if why:
            left.append((count, why))
        else:
            n, in_time = count, early
    return proportion_figure(figure, in_time, n, scope, note=joined(counted_note(*left), _source(logged, total)))


def _values(asked: Asked, agency: str) -> dict[str, str | int]:
    days = timedelta(ADVICE_DAYS)
    return {
        "agency": agency,
        "team": asked.team,
        "limit": ADVICE_DAYS,
        "as_of": asked.as_of.isoformat(),
        "begun_first": (asked.period.first - days).isoformat(),
        "begun_last": (asked.period.last - days).isoformat(),
        "begun_as_of": (asked.as_of - days).isoformat(),
    }


def _requests(conn: Connection, agency: str) -> str:
    """The SQL of all requests to an agency; empty where no source has any dates of it."""
    is_logged, column = has_log(conn, agency), f"{agency}_advice_date"
    of_register = ""
    if register_has(conn, "advice_requested_date") and register_has(conn, column):
        of_register = f"{_REGISTER.format(column=column)} {_NOT_LOGGED if is_logged else ''}"
    return " UNION ALL ".join(part for part in (_LOG if is_logged else "", of_register) if part)


def _source(logged: int, total: int) -> str:
    """Where the dates came from; nothing where all are the register's, as in a workspace without a log."""
    if not logged:
        return ""
    return "dates from the advice log" if logged == total else "dates from the advice log and the register"
