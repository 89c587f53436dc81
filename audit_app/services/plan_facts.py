"""What the register says of a child on the day of an audit, for the rules of NA; it knows no framework."""

from collections.abc import Mapping
from datetime import date, timedelta

from audit_app.domain.register import age_on
from audit_app.domain.traits import school_year
from audit_app.store.read_register import PlanEntry
from forms.model import PlanFacts, SectionState

_FRIDAY = 4
_LEAVING_AGE = 16
_AMEND = "A"


def facts_on(
    entry: PlanEntry, on: date, register_day: date | None, states: Mapping[str, str] | None = None
) -> PlanFacts:
    """What is known of a plan on a day; `states` are the section states that the auditor gave.

    The year group in the register is that of `register_day`, the day of its newest import, and moves with the school
    years in between.
    """
    born = date.fromisoformat(entry.date_of_birth) if entry.date_of_birth else None
    known = states or {}
    return PlanFacts(
        year_group=_year_group(entry.year_group, on, register_day),
        age=age_on(born, on) if born is not None else None,
        over_compulsory_school_age=on > school_leaving_day(born) if born is not None else None,
        section_c=SectionState(known["C"]) if "C" in known else None,
        section_d=SectionState(known["D"]) if "D" in known else None,
        plan_to_be_amended=_to_be_amended(entry, on),
    )


def _to_be_amended(entry: PlanEntry, on: date) -> bool | None:
    """What the last review's decision was, where its meeting was held by then; None where no decision is recorded."""
    if not entry.review_outcome or not "" < entry.last_review <= on.isoformat():
        return None
    return entry.review_outcome == _AMEND


def school_leaving_day(born: date) -> date:
    """The last day of compulsory school age: the last Friday in June of the school year of the 16th birthday.

    Source: Education Act 1996 s.8 and the School Leaving Date Order 1997.
    """
    year = school_year(born) + _LEAVING_AGE + 1
    last = date(year, 6, 30)
    return last - timedelta(days=(last.weekday() - _FRIDAY) % 7)


def _year_group(held: int | None, on: date, register_day: date | None) -> int | None:
    if held is None or register_day is None:
        return held
    return held + school_year(on) - school_year(register_day)
