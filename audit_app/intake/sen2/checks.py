"""What cannot be right in a return, person by person, once its values have been read."""

from collections.abc import Sequence
from datetime import date
from typing import Final, NamedTuple

from audit_app.domain.register import age_on
from audit_app.intake.child_keys import is_temporary, name_key, number_of
from audit_app.intake.sen2.entries import Entry, Noted
from audit_app.intake.sen2.records import Record

_OLDEST: Final = 25  # years: plans end with the 25th birthday, or at the end of that school year
_SCHOOL: Final = range(5, 17)
_KEYED_FROM: Final = 6


class Key(NamedTuple):
    """What a child is known by: the number (UPN, else ULN), and name with date of birth; empty where there is none."""

    number: str
    name: str


def key_of(person: Record, date_of_birth: str) -> Key:
    """What a child is known by."""
    surname = person.get("surname")
    name = name_key(surname, person.get("forename"), date_of_birth) if surname and date_of_birth else ""
    return Key(number_of(person.get("upn"), person.get("uniquelearnernumber")), name)


def check_person(
    person: Record,
    key: Key,
    entries: Sequence[Entry],
    on: date,
    error: Noted,
    query: Noted,
    lacks: frozenset[str] = frozenset(),
) -> None:
    """Note everything; ages are those on a day, the return's reference date. What is in `lacks` is not missed."""
    age = _age(entries, on)
    live = [one for one in entries if one.is_live]
    if not key.number and not person.get("upnunknown"):
        query("The person has neither UPN nor ULN, and UPNunknown gives no reason. Fill one in.", person, "upn")
    else:
        _check_keys(person, key, age, query)
    _check_age(person, age if live else None, "fill in CeaseDate", error, query)
    if not entries:
        query("The person has no Requests, so there is nothing to take in.", person)
    _check_missing(person, query)
    if len(live) > 1:
        query(f"The person has {len(live)} active plans at once. Check which of them has ceased.", live[1].request)
    _check_same_day(entries, error)
    for one in entries:
        _check_plan(one, age, query, lacks)


def check_listed(person: Record, key: Key, entry: Entry, on: date, error: Noted, query: Noted) -> None:
    """Note everything about one row of Annex A, list 1."""
    age = _age((entry,), on)
    _check_keys(person, key, age, query)
    _check_age(person, age, "leave the plan out once it has ceased", error, query)
    _check_missing(person, query)
    active, row = entry.active or entry.request, entry.row
    if "primary_need" not in row:
        need = next(iter(active.all("senneed")), active)
        query("The child has no primary need. Fill it in.", need, "sentype")
    if "final_date" not in row:
        query("The plan has no date of issue. Fill it in.", entry.named or entry.request, "startdate")
    if age in _SCHOOL and not ("setting_urn" in row or row.get("setting_type") == "EHE"):
        message = f"The child is {age}, has no establishment and is not educated at home. Fill one in."
        query(message, entry.placement or active, "urn")
    for name, element in (("review_final_date", "updated"), ("last_review_date", "reviewmeeting")):
        if str(row.get("final_date", "")) > str(row.get(name, "9999")):
            query(
                f"The first plan ({row['final_date']}) is later than this ({row[name]}). Correct one.", active, element
            )


def _age(entries: Sequence[Entry], on: date) -> int | None:
    born = entries[0].row.get("date_of_birth") if entries else None
    return age_on(date.fromisoformat(str(born)), on) if born is not None and str(born) <= on.isoformat() else None


def _check_keys(person: Record, key: Key, age: int | None, query: Noted) -> None:
    if not key.number and age is not None and age >= _KEYED_FROM:
        query(f"The person is {age} and has neither UPN nor ULN. Fill one in.", person, "upn")
    if is_temporary(key.number):
        query("The UPN is a temporary one. Fill in the permanent one as soon as it is known.", person, "upn")


def _check_age(person: Record, age: int | None, remedy: str, error: Noted, query: Noted) -> None:
    if age is None:
        return
    if age > _OLDEST:
        message = f"The person is {age}, and no plan goes on at 26. Correct the date of birth or {remedy}."
        error(message, person, "personbirthdate")
    elif age == _OLDEST:
        query("The person is 25. Check that the plan goes on to the end of the school year.", person, "personbirthdate")


def _check_missing(person: Record, query: Noted) -> None:
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


def _check_plan(one: Entry, age: int | None, query: Noted, lacks: frozenset[str]) -> None:
    if one.active is None:
        if one.named is not None and "final_date" in one.row and "ceased_date" not in one.row:
            query("The plan was issued and has neither ActivePlans nor CeaseDate. Check which is missing.", one.named)
        return
    if "primary_need" not in one.row and "senneed" not in lacks:
        query("The active plan has no need of rank 1. Fill one in.", one.active, "sentype")
    place = one.placement
    if "placementdetail" in lacks:
        return
    if place is None:
        query("The active plan has no placement. Fill one in.", one.active)
    elif age in _SCHOOL and not (place.get("urn") or place.get("ukprn") or place.get("sensetting")):
        query(f"The person is {age}, and the placement has neither URN, UKPRN nor SENSetting.", place, "urn")
