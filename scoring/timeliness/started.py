"""Plans by when they were *started*: requests from a day on, each counted when its twenty weeks are over.

A target for plans started from a date can be met on paper by issuing the quick ones first. Here every request counts
in the month of its 140th day, whether its plan is there or not, so that no late one stays out of sight.
"""

from datetime import date, timedelta

from scoring.timeliness.limits import FINAL_DAYS
from scoring.timeliness.steps import TWENTY_WEEKS, LeftOut, Row, Step, day_of


def started(row: Row, since: date, as_of: date) -> Step | None:
    """The twenty weeks of a request made on or after a day, counted on its 140th day; no plan by then is late.

    None where there was no such request, or where it was decided that there will be no plan. Left out: transferred in,
    historical, impossible dates, not yet due, ceased before its twenty weeks were over without a plan.
    """
    asked, final = day_of(row, "request_date"), day_of(row, "final_date")
    if asked is None or asked < since or "N" in (row.get("request_outcome"), row.get("assessment_outcome")):
        return None
    due = asked + timedelta(FINAL_DAYS)
    left_out = _left_out(row, asked, due, final, as_of)
    days = None if left_out is not None or final is None else (final - asked).days
    return Step(TWENTY_WEEKS, due, days, FINAL_DAYS, left_out)


def _left_out(row: Row, asked: date, due: date, final: date | None, as_of: date) -> LeftOut | None:
    if row.get("transferred_in") == 1:
        return LeftOut.TRANSFERRED_IN
    if "H" in (row.get("request_outcome"), row.get("assessment_outcome")):
        return LeftOut.HISTORICAL
    if asked > as_of or (final is not None and (final < asked or final > as_of)):
        return LeftOut.IMPOSSIBLE
    ceased = day_of(row, "ceased_date")
    if final is None and ceased is not None and ceased <= due:
        return LeftOut.CEASED
    return LeftOut.NOT_YET_DUE if due > as_of else None
