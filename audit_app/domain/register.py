"""The register's fields and what they say about an entry: plan or not, ceased, age; it knows no file and no table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from operator import gt
from typing import NamedTuple, cast

RegisterRow = dict[str, str | int]
"""One validated entry, holding only the fields that are filled.

Dates are ISO text, yes is 1 and no is absent, a year group is a whole number from -2 to 20.
"""


class FieldKind(StrEnum):
    """What may stand in a field of the register."""

    REFERENCE = "reference"  # 1 to 64 characters on one line
    MATCH_KEY = "match_key"  # the same; hashed by the store, never shown
    TEXT = "text"
    NEED = "need"  # text; a SEN2 need code is put in capitals
    DATE = "date"
    YEAR_GROUP = "year_group"
    YES_NO = "yes_no"
    EXCEPTION = "exception"  # yes or no, or a to d (reg 10(4))
    OUTCOME = "outcome"  # Y, N, H
    REVIEW_OUTCOME = "review_outcome"  # A, C, M


@dataclass(frozen=True, slots=True)
class RegisterField:
    """One field of the register; a sensitive one is left out at import unless it is asked for by name."""

    name: str
    kind: FieldKind
    label: str
    sensitive: bool = False


OUTCOMES = ("Y", "N", "H")
REVIEW_OUTCOMES = ("A", "C", "M")
EXCEPTIONS = ("a", "b", "c", "d")
NEEDS = ("SPLD", "MLD", "SLD", "PMLD", "SEMH", "SLCN", "HI", "VI", "MSI", "PD", "ASD", "DS", "OTH")

REGISTER_FIELDS = (
    RegisterField("plan_ref", FieldKind.REFERENCE, "Plan reference"),
    RegisterField("match_key", FieldKind.MATCH_KEY, "Match key (UPN or ULN)"),
    RegisterField("date_of_birth", FieldKind.DATE, "Date of birth"),
    RegisterField("sex", FieldKind.TEXT, "Sex"),
    RegisterField("ethnicity", FieldKind.TEXT, "Ethnicity", sensitive=True),
    RegisterField("primary_need", FieldKind.NEED, "Primary need"),
    RegisterField("secondary_need", FieldKind.NEED, "Secondary need"),
    RegisterField("year_group", FieldKind.YEAR_GROUP, "Year group"),
    RegisterField("setting_name", FieldKind.TEXT, "Setting"),
    RegisterField("setting_urn", FieldKind.TEXT, "Setting URN"),
    RegisterField("setting_type", FieldKind.TEXT, "Type of setting"),
    RegisterField("casework_team", FieldKind.TEXT, "Casework team"),
    RegisterField("case_officer", FieldKind.TEXT, "Case officer"),
    RegisterField("written_by", FieldKind.TEXT, "Written by"),
    RegisterField("request_date", FieldKind.DATE, "Date of request"),
    RegisterField("request_outcome", FieldKind.OUTCOME, "Outcome of request"),
    RegisterField("request_outcome_date", FieldKind.DATE, "Date of the request's outcome"),
    RegisterField("assessment_outcome", FieldKind.OUTCOME, "Outcome of assessment"),
    RegisterField("assessment_outcome_date", FieldKind.DATE, "Date of the assessment's outcome"),
    RegisterField("advice_requested_date", FieldKind.DATE, "Advice asked for"),
    RegisterField("education_advice_date", FieldKind.DATE, "Education advice received"),
    RegisterField("psychology_advice_date", FieldKind.DATE, "Psychology advice received"),
    RegisterField("health_advice_date", FieldKind.DATE, "Health advice received"),
    RegisterField("social_care_advice_date", FieldKind.DATE, "Social care advice received"),
    RegisterField("draft_date", FieldKind.DATE, "Draft plan sent"),
    RegisterField("final_date", FieldKind.DATE, "Final plan sent"),
    RegisterField("exception", FieldKind.EXCEPTION, "Exception to 20 weeks"),
    RegisterField("last_review_date", FieldKind.DATE, "Last review meeting"),
    RegisterField("review_outcome", FieldKind.REVIEW_OUTCOME, "Outcome of review"),
    RegisterField("review_decision_date", FieldKind.DATE, "Decision after review"),
    RegisterField("review_final_date", FieldKind.DATE, "Final amended plan after review"),
    RegisterField("phase_transfer_due", FieldKind.DATE, "Phase transfer due"),
    RegisterField("phase_transfer_final", FieldKind.DATE, "Final plan for phase transfer"),
    RegisterField("looked_after", FieldKind.YES_NO, "Looked after", sensitive=True),
    RegisterField("child_protection", FieldKind.YES_NO, "Child protection plan", sensitive=True),
    RegisterField("child_in_need", FieldKind.YES_NO, "Child in need", sensitive=True),
    RegisterField("known_to_health", FieldKind.YES_NO, "Known to health"),
    RegisterField("known_to_social_care", FieldKind.YES_NO, "Known to social care"),
    RegisterField("plan_version", FieldKind.TEXT, "Version of the plan"),
    RegisterField("transferred_in", FieldKind.YES_NO, "Transferred in"),
    RegisterField("ceased_date", FieldKind.DATE, "Ceased"),
    RegisterField("tribunal", FieldKind.YES_NO, "Tribunal registered"),
    RegisterField("residential", FieldKind.YES_NO, "Residential placement"),
    RegisterField("sen_unit", FieldKind.YES_NO, "SEN unit or resourced provision"),
)

_TO_FINAL = (
    "request_date",
    "request_outcome_date",
    "assessment_outcome_date",
    "advice_requested_date",
    "education_advice_date",
    "psychology_advice_date",
    "health_advice_date",
    "social_care_advice_date",
    "draft_date",
    "final_date",
)

# Earlier, then later. Only what cannot be: an advice report older than the request may have been reused (reg 6(4)),
# and a review older than the final plan may belong to the plan before a reassessment.
_STEPS = (
    ("request_date", "request_outcome_date"),
    ("request_date", "assessment_outcome_date"),
    ("request_date", "advice_requested_date"),
    ("request_date", "draft_date"),
    ("request_date", "final_date"),
    ("request_date", "ceased_date"),
    ("request_outcome_date", "assessment_outcome_date"),
    ("request_outcome_date", "final_date"),
    ("assessment_outcome_date", "final_date"),
    ("advice_requested_date", "education_advice_date"),
    ("advice_requested_date", "psychology_advice_date"),
    ("advice_requested_date", "health_advice_date"),
    ("advice_requested_date", "social_care_advice_date"),
    ("advice_requested_date", "final_date"),
    ("draft_date", "final_date"),
    ("final_date", "ceased_date"),
    ("last_review_date", "review_decision_date"),
    ("last_review_date", "review_final_date"),
    ("review_decision_date", "review_final_date"),
)
_NEVER = "9999-99-99"
_LABELS = {field.name: field.label for field in REGISTER_FIELDS}
_DATES = tuple(field.name for field in REGISTER_FIELDS if field.kind is FieldKind.DATE)
_PAST = tuple(name for name in _DATES if name != "phase_transfer_due")  # which lies ahead by its nature
_ORDERS = tuple(("date_of_birth", name) for name in _DATES if name != "date_of_birth") + _STEPS


class DateQuery(NamedTuple):
    """A readable date that cannot be right: `field` is doubtful, and so is `other` where the order is impossible."""

    field: str
    other: str
    message: str


def is_plan(row: Mapping[str, str | int], on: date) -> bool:
    """Say whether the entry is a plan on a day: final by then, or without any date from request to final.

    An entry without dates whose request or assessment ended with no is not a plan.
    """
    final = row.get("final_date")
    if final is not None:
        return str(final) <= on.isoformat()
    if row.get("request_outcome") == "N" or row.get("assessment_outcome") == "N":
        return False
    return not any(name in row for name in _TO_FINAL)


def ceased(row: Mapping[str, str | int], on: date) -> bool:
    """Say whether the entry had ceased by the end of a day."""
    end = row.get("ceased_date")
    return end is not None and str(end) <= on.isoformat()


def age_on(date_of_birth: date, on: date) -> int:
    """Full years of age on a day; whoever was born on 29 February is a year older on 1 March in other years."""
    return on.year - date_of_birth.year - ((on.month, on.day) < (date_of_birth.month, date_of_birth.day))


def date_queries(row: Mapping[str, str | int], today: str) -> tuple[DateQuery, ...]:
    """List the dates that cannot be right: in the future, before birth, or in an impossible order.

    `today` is ISO text, as the dates of the row are. A phase transfer's due date may lie ahead.
    """
    dates = {name: str(row[name]) for name in _DATES if name in row}
    ahead = [
        DateQuery(name, "", f"{_LABELS[name]} ({dates[name]}) lies in the future. Correct it in the case system.")
        for name in _PAST
        if dates.get(name, "") > today
    ]
    reversed_steps = [
        DateQuery(later, earlier, _order_sentence(earlier, later, dates))
        for earlier, later in _ORDERS
        if earlier in dates and later in dates and dates[later] < dates[earlier]
    ]
    return (*ahead, *reversed_steps)


def _order_sentence(earlier: str, later: str, dates: Mapping[str, str]) -> str:
    return (
        f"{_LABELS[later]} ({dates[later]}) lies before {_LABELS[earlier]} ({dates[earlier]}). "
        "Correct one of them in the case system."
    )


def any_date_query(columns: Mapping[str, Sequence[str | int | None]], today: str) -> bool:
    """Say whether `date_queries` would find anything in many rows at once, given as columns; ten times as fast."""
    first = {name: cast(list[str], [value or "" for value in columns[name]]) for name in _DATES if name in columns}
    last = {name: [value or _NEVER for value in values] for name, values in first.items()}
    if any(max(first[name], default="") > today for name in _PAST if name in first):
        return True
    return any(
        any(map(gt, first[earlier], last[later])) for earlier, later in _ORDERS if earlier in first and later in first
    )
