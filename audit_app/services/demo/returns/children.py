"""The fictional children of a return, one by one from a seed, each with the rows of the register they must give."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from audit_app.domain.register import RegisterRow
from audit_app.services.demo.dice import Dice
from audit_app.services.demo.returns.modules import Module
from audit_app.services.demo.returns.naming import forename, surname, uln, upn

_NEEDS: Final = (
    *(("ASD", 31.5), ("SLCN", 21.3), ("SEMH", 20.7), ("MLD", 10.6), ("SLD", 4.0), ("PD", 3.9), ("SPLD", 2.3)),
    *(("HI", 1.4), ("PMLD", 1.3), ("OTH", 1.2), ("VI", 0.8), ("MSI", 0.3), ("DS", 0.5)),
)
"""After the national profile, January 2025 (domain.md §4.4)."""
_SETTINGS: Final = (("EYP", 3.0), ("OLA", 1.0), ("OPA", 0.5), ("EHE", 1.0), ("NEET", 0.5), ("NIEO", 0.5))
_ETHNICITIES: Final = (("WBRI", 70.0), ("APKN", 5.0), ("BAFR", 5.0), ("MOTH", 5.0), ("NOBT", 2.0))
_FIRST: Final = 2_565  # days before the survey day on which the first requests were made
_THURSDAY: Final = 3


@dataclass(slots=True)
class Child:
    """A fictional person as a return has them, the rows of the register that come of it, and the row of Annex A.

    `listed` is that row as the register should have it and `cells` as the list does; both are empty where no plan is in
    force.
    """

    number: int
    module: Module
    rows: list[RegisterRow]
    listed: RegisterRow = field(default_factory=dict)
    cells: dict[str, str] = field(default_factory=dict)


def survey_day(today: date) -> date:
    """The last day of the survey before a day: the third Thursday of January (15 January 2026, 21 January 2027)."""

    def third_thursday(year: int) -> date:
        first = date(year, 1, 1)
        return first + timedelta(days=(_THURSDAY - first.weekday()) % 7 + 14)

    this_year = third_thursday(today.year)
    return this_year if this_year <= today else third_thursday(today.year - 1)


def children(count: int, seed: str, on: date) -> Iterator[Child]:
    """So many children, with all that a return of the survey on a day can hold; the first ones do not depend on how
    many there are.
    """
    for number in range(1, count + 1):
        yield _child(number, Dice(seed, "child", str(number)), on)


def _child(number: int, dice: Dice, on: date) -> Child:
    day = on - timedelta(days=_FIRST - dice.whole(0, _FIRST - 215))
    born = day - timedelta(days=dice.whole(2 * 366, 17 * 365))
    person = Module(
        "person",
        {
            "Surname": surname(number),
            "Forename": forename(number),
            "PersonBirthDate": born.isoformat(),
            "Sex": "M" if dice.chance(0.72) else "F",
            "Ethnicity": dice.weighted(_ETHNICITIES),
            "PostCode": "ZZ99 3VZ",  # stands for no fixed abode
        },
    )
    known: RegisterRow = {"name_key": f"{surname(number)} {forename(number)} {born.isoformat()}"}
    key = _numbered(person, number, dice)
    if key:
        known["match_key"] = key
    base = known | {"date_of_birth": born.isoformat(), "sex": person.values["Sex"]}
    child = Child(number, person, [])
    for row in _requests(child, day, on, dice):
        child.rows.append(base | row)
    if child.cells:
        _list(child, base)
    return child


def _numbered(person: Module, number: int, dice: Dice) -> str:
    """Give a number, as most children have a UPN, a few a ULN alone, a temporary UPN, or nothing."""
    at = dice.share()
    if at < 0.03:
        person.values["UPNunknown"] = "UN1"
        return ""
    name, key = "UPN", upn(number, temporary=at >= 0.98)
    if at < 0.08:
        name, key = "UniqueLearnerNumber", uln(number)
    person.values[name] = key
    return key


def _requests(child: Child, day: date, on: date, dice: Dice) -> Iterator[RegisterRow]:
    person = child.module
    if dice.chance(0.15):
        refused = day - timedelta(days=400)
        decided = refused + timedelta(days=dice.whole(20, 60))
        person.add("requests", ReceivedDate=f"{refused}", RequestOutcomeDate=f"{decided}", RequestOutcome="N")
        yield {"request_date": f"{refused}", "request_outcome": "N", "request_outcome_date": f"{decided}"}
    if dice.chance(0.04):
        asked = person.add("requests", ReceivedDate=f"{day}", RequestOutcome="H")
        historical: RegisterRow = {"request_outcome": "H"}
        yield historical | _active(child, asked, day, on, dice)
        return
    decided = day + timedelta(days=dice.whole(20, 60))
    asked = person.add(
        "requests",
        ReceivedDate=f"{day}",
        RequestSource=f"{dice.whole(1, 5)}",
        RYA="0",
        RequestOutcomeDate=f"{decided}",
        RequestOutcome="Y",
    )
    row: RegisterRow = {"request_date": f"{day}", "request_outcome": "Y", "request_outcome_date": f"{decided}"}
    yield row | (_plan(child, asked, day, on, dice) if dice.chance(0.85) else {})


def _plan(child: Child, asked: Module, day: date, on: date, dice: Dice) -> RegisterRow:
    assessed_on = day + timedelta(days=dice.whole(80, 110))
    start = day + timedelta(days=dice.whole(115, 140) if dice.chance(0.5) else dice.whole(141, 210))
    is_exception, is_tribunal = dice.chance(0.06), dice.chance(0.03)
    assessed = asked.add(
        "assessment",
        AssessmentOutcome="Y",
        AssessmentOutcomeDate=f"{assessed_on}",
        AssessmentTribunal="1" if is_tribunal else "0",
        Week20="1" if is_exception else "0",
    )
    named = assessed.add("namedplan", StartDate=f"{start}", PlanWBP="0")
    named.add("plandetail", URN="100001", PlacementRank="1")
    row: RegisterRow = {
        "assessment_outcome": "Y",
        "assessment_outcome_date": f"{assessed_on}",
        "final_date": f"{start}",
        **({"exception": 1} if is_exception else {}),
        **({"tribunal": 1} if is_tribunal else {}),
    }
    if start + timedelta(days=90) <= on and dice.chance(0.1):
        ceased = start + timedelta(days=90)
        named.values |= {"CeaseDate": f"{ceased}", "CeaseReason": "5"}
        return row | {"setting_urn": "100001", "ceased_date": f"{ceased}"}
    child.cells["startdate"] = f"{start}"
    return row | _active(child, asked, start, on, dice)


def _active(child: Child, asked: Module, start: date, on: date, dice: Dice) -> RegisterRow:
    active = asked.add("activeplans", TransferLA="888" if dice.chance(0.05) else "")
    row: RegisterRow = {"transferred_in": 1} if active.values else {}
    row |= _reviewed(child, active, start, on, dice)
    active.add("placementdetail", URN="199999", PlacementRank="2", EntryDate=f"{start}")
    active.add("placementdetail", URN="188888", PlacementRank="1", EntryDate=f"{start}", LeavingDate=f"{start}")
    row |= _placed(child, active, start, dice)
    primary, secondary = dice.weighted(_NEEDS), dice.weighted(_NEEDS)
    if secondary != primary:
        active.add("senneed", SENtype=secondary, SENtypeRank="2")
        row["secondary_need"] = secondary
    active.add("senneed", SENtype=primary, SENtypeRank="1")
    child.cells["sentype"] = primary
    return row | {"primary_need": primary}


def _reviewed(child: Child, active: Module, start: date, on: date, dice: Dice) -> RegisterRow:
    met = start + timedelta(days=300)
    decided = met + timedelta(days=dice.whole(7, 40))
    if decided > on:
        return {}
    outcome = dice.weighted((("M", 60.0), ("A", 40.0)))
    active.values |= {"ReviewMeeting": f"{met}", "ReviewOutcome": outcome, "LastReview": f"{decided}"}
    child.cells["reviewmeeting"] = f"{met}"
    return {"last_review_date": f"{met}", "review_outcome": outcome, "review_decision_date": f"{decided}"}


def _placed(child: Child, active: Module, start: date, dice: Dice) -> RegisterRow:
    """The placement that counts: a school by its URN, or one of the settings that have a code alone."""
    lives_there, is_unit = dice.chance(0.02), dice.chance(0.08)
    setting = "" if dice.chance(0.93) else dice.weighted(_SETTINGS)
    urn = "" if setting else str(dice.whole(100_002, 149_999))
    active.add(
        "placementdetail",
        URN=urn,
        SENSetting=setting,
        PlacementRank="1",
        EntryDate=f"{start}",
        SENunitIndicator="1" if is_unit else "0",
        RES="A" if lives_there else "",
    )
    if urn:
        child.cells["urn"] = urn
    if setting == "EHE":
        child.cells["homeeducated"] = "Yes"
    return {
        **({"setting_urn": urn} if urn else {"setting_type": setting}),
        **({"sen_unit": 1} if is_unit else {}),
        **({"residential": 1} if lives_there else {}),
    }


def _list(child: Child, base: RegisterRow) -> None:
    """The row of Annex A for the plan in force, which shows the number of the case system and no name."""
    values = child.module.values
    own = {"uniqueid": f"C{child.number:06d}", "upn": values.get("UPN", "")}
    own |= {"uniquelearnernumber": values.get("UniqueLearnerNumber", ""), "personbirthdate": str(base["date_of_birth"])}
    child.cells |= own | {"sex": values["Sex"], "ethnicity": values["Ethnicity"]}
    taken = {"plan_ref": "uniqueid", "final_date": "startdate", "last_review_date": "reviewmeeting"}
    taken |= {"primary_need": "sentype", "setting_urn": "urn"}
    row = {name: value for name, value in base.items() if name != "name_key"}
    row |= {name: child.cells[cell] for name, cell in taken.items() if cell in child.cells}
    child.listed = row | ({"setting_type": "EHE"} if "homeeducated" in child.cells else {})
