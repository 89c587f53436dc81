"""What cannot be right in a return, person by person, once its values have been read."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from audit_app.domain.register import age_on
from audit_app.intake.sen2.entries import Entry, Noted
from audit_app.intake.sen2.records import Record

_OLDEST: Final = 25  # years: plans end with the 25th birthday, or at the end of that school year
_SCHOOL: Final = range(5, 17)
_KEYED_FROM: Final = 6


def match_key(person: Record, date_of_birth: str) -> str:
    """What a child is known by: UPN, else ULN, else name and date of birth; empty where there is none of them."""
    for name in ("upn", "uniquelearnernumber"):
        if person.get(name):
            return person.get(name).upper()
    surname = person.get("surname")
    return f"{surname} {person.get('forename')} {date_of_birth}" if surname and date_of_birth else ""


def check_person(person: Record, entries: Sequence[Entry], on: date, error: Noted, query: Noted) -> None:
    """Note everything; ages are those on a day, the return's reference date."""
    row = entries[0].row if entries else {}
    born = row.get("date_of_birth")
    live = [one for one in entries if one.is_live]
    age = age_on(date.fromisoformat(str(born)), on) if born is not None and str(born) <= on.isoformat() else None
    _check_keys(person, age, query)
    _check_age(person, age if live else None, error, query)
    _check_missing(person, entries, query)
    if len(live) > 1:
        query(f"The person has {len(live)} active plans at once. Check which of them has ceased.", live[1].request)
    _check_same_day(entries, error)
    for one in entries:
        _check_plan(one, age, query)


def _check_keys(person: Record, age: int | None, query: Noted) -> None:
    if person.get("upn") or person.get("uniquelearnernumber"):
        return
    if not person.get("upnunknown"):
        query("The person has neither UPN nor ULN, and UPNunknown gives no reason. Fill one in.", person, "upn")
    elif age is not None and age >= _KEYED_FROM:
        query(f"The person is {age} and has neither UPN nor ULN. Fill one in.", person, "upn")


def _check_age(person: Record, age: int | None, error: Noted, query: Noted) -> None:
    if age is None:
        return
    if age > _OLDEST:
        message = f"The person is {age}, and no plan goes on at 26. Correct the date of birth or fill in CeaseDate."
        error(message, person, "personbirthdate")
    elif age == _OLDEST:
        query("The person is 25. Check that the plan goes on to the end of the school year.", person, "personbirthdate")


def _check_missing(person: Record, entries: Sequence[Entry], query: Noted) -> None:
    if not entries:
        query("The person has no Requests, so there is nothing to take in.", person)
    for name, words in (("personbirthdate", "date of birth"), ("sex", "sex"), ("ethnicity", "ethnicity")):
        if not person.get(name):
            query(f"The person has no {words}. Fill it in.", person, name)


def _check_same_day(entries: Sequence[Entry], error: Noted) -> None:
    """Requests are told apart by their date."""
    seen: set[str] = set()
    for one in entries:
        if one.received in seen:
            message = "The person has two requests of one date, which cannot be told apart. Delete or correct one."
            error(message, one.request, "receiveddate")
        seen.add(one.received)


def _check_plan(one: Entry, age: int | None, query: Noted) -> None:
    if one.active is None:
        if one.named is not None and "final_date" in one.row and "ceased_date" not in one.row:
            query("The plan was issued and has neither ActivePlans nor CeaseDate. Check which is missing.", one.named)
        return
    if "primary_need" not in one.row:
        query("The active plan has no need of rank 1. Fill one in.", one.active, "sentype")
    place = one.placement
    if place is None:
        query("The active plan has no placement. Fill one in.", one.active)
    elif age in _SCHOOL and not (place.get("urn") or place.get("ukprn") or place.get("sensetting")):
        query(f"The person is {age}, and the placement has neither URN, UKPRN nor SENSetting.", place, "urn")
