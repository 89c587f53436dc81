"""The codes of a SEN2 return that are confirmed, and values as the register holds them; others are kept or queried."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from audit_app.domain.register import NEEDS, OUTCOMES, REVIEW_OUTCOMES, FieldKind
from audit_app.intake.cells import parse_date, parse_reference, parse_text, parse_yes_no
from audit_app.intake.value_words import code_in

CODES: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "senneed.sentype": frozenset(NEEDS),
        "placementdetail.sensetting": (
            _settings := frozenset({"OLA", "OPA", "EHE", "EYP", "OTH", "NEET", "NIEC", "NIEO"})
        ),
        "plandetail.sensetting": _settings,
        "namedplan.ceasereason": frozenset("123456789"),
        "requests.requestsource": frozenset("12345"),
        "requests.requestoutcome": frozenset(OUTCOMES),
        "assessment.assessmentoutcome": frozenset(OUTCOMES),
        "activeplans.reviewoutcome": frozenset(REVIEW_OUTCOMES),
    }
)
"""The codes that two readers or a code list of the DfE confirm, by module and element. A code that is not here is kept
as it stands, and a query says so; elements whose letters are not confirmed (WBP, DP, UPNunknown) are not checked."""

_NAMES: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS: Final = {name: f"{number:02d}" for number, name in enumerate(_NAMES, start=1)}
_EXPORTED: Final = re.compile(r"([0-9]{4})-([A-Za-z]{3})-([0-9]{2})(?: 00:00:00(?:\.0+)?)?")
_LA: Final = re.compile(r"[0-9]{3}")


def read_date(text: str) -> str:
    """A date as ISO text: as the register reads dates, or as COLLECT writes them (2022-Sep-28 00:00:00).

    Raises ValueError for anything else.
    """
    exported = _EXPORTED.fullmatch(text)
    month = _MONTHS.get(exported[2].lower()) if exported is not None else None
    return parse_date(f"{exported[1]}-{month}-{exported[3]}" if exported is not None and month else text)


def read_code(text: str) -> str:
    """A code in capitals; one that is not known stays as it is."""
    return parse_reference(text.upper())


def read_transfer(text: str) -> int | None:
    """Whether a plan came from another authority: the code of one is there. Raises ValueError for any other text."""
    if _LA.fullmatch(text) is None:
        raise ValueError("This is not the three-figure code of an authority.")
    return 1 if int(text) else None


def same_rank(text: str, rank: int) -> bool:
    """Whether a rank is this number; some exports write 1.0."""
    return text in (str(rank), f"{rank}.0")


def read_residential(text: str) -> int | None:
    """Whether a placement is residential: A is 38 to 51 weeks a year, B is 52. Raises ValueError for what is neither
    of them nor yes or no.
    """
    return 1 if text.upper() in ("A", "B") else parse_yes_no(text)


def read_home_education(text: str) -> str | None:
    """The code of home education as a setting, where a text says yes. Raises ValueError for neither yes nor no."""
    return "EHE" if parse_yes_no(text) else None


def read_need(text: str) -> str:
    """A code of need; one written as a word is read as the code that means it, and any other text stays as it is."""
    return code_in(FieldKind.NEED, text) or read_code(text)


Field = tuple[str, str, Callable[[str], str | int | None]]
"""An element, the field of the register that it goes into, and how it is read."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What is taken of each module of one kind of file, and which codes are known.

    `doubtful` are fields in which a text that cannot be read is queried and not taken over: to take it would be a
    guess. `by_request` says that each request is an entry, and that a person may have several.
    """

    fields: Mapping[str, tuple[Field, ...]]
    codes: Mapping[str, frozenset[str]]
    doubtful: frozenset[str]
    by_request: bool


_PLACEMENT: Final[tuple[Field, ...]] = (
    ("urn", "setting_urn", parse_text),
    ("sensetting", "setting_type", read_code),
    ("senunitindicator", "sen_unit", parse_yes_no),
    ("resourcedprovisionindicator", "sen_unit", parse_yes_no),
    ("res", "residential", read_residential),
)

_FIELDS: Final[Mapping[str, tuple[Field, ...]]] = MappingProxyType(
    {
        "person": (
            ("personbirthdate", "date_of_birth", read_date),
            ("sex", "sex", parse_text),
            ("ethnicity", "ethnicity", parse_text),
        ),
        "requests": (
            ("receiveddate", "request_date", read_date),
            ("requestoutcome", "request_outcome", read_code),
            ("requestoutcomedate", "request_outcome_date", read_date),
            ("requesttribunal", "tribunal", parse_yes_no),
        ),
        "assessment": (
            ("assessmentoutcome", "assessment_outcome", read_code),
            ("assessmentoutcomedate", "assessment_outcome_date", read_date),
            ("assessmenttribunal", "tribunal", parse_yes_no),
            ("othertribunal", "tribunal", parse_yes_no),
            ("week20", "exception", parse_yes_no),
        ),
        "namedplan": (
            ("startdate", "final_date", read_date),
            ("ceasedate", "ceased_date", read_date),
            ("planres", "residential", read_residential),
        ),
        "activeplans": (
            ("transferla", "transferred_in", read_transfer),
            ("reviewmeeting", "last_review_date", read_date),
            ("reviewoutcome", "review_outcome", read_code),
            ("lastreview", "review_decision_date", read_date),
            ("phasetransferduedate", "phase_transfer_due", read_date),
            ("phasetransferfinaldate", "phase_transfer_final", read_date),
            ("res", "residential", read_residential),
        ),
        "placementdetail": _PLACEMENT,
        "plandetail": _PLACEMENT[:-1],
        "senneed": (("sentype", "need", read_code),),
    }
)

SEN2: Final = Shape(
    _FIELDS, CODES, frozenset({"exception", "transferred_in", "tribunal", "residential", "sen_unit"}), by_request=True
)
"""The DfE's return, in whatever file it comes."""

ANNEX_A: Final = Shape(
    MappingProxyType(
        {
            "person": (
                ("uniqueid", "plan_ref", parse_reference),
                *_FIELDS["person"],
                ("knowntosocialcare", "known_to_social_care", parse_yes_no),
            ),
            "requests": (),
            "assessment": (),
            "namedplan": (("startdate", "final_date", read_date),),
            "plandetail": (),
            "activeplans": (
                ("reviewmeeting", "last_review_date", read_date),
                ("updated", "review_final_date", read_date),
            ),
            "placementdetail": (
                ("urn", "setting_urn", parse_text),
                ("phase", "setting_type", parse_text),
                ("homeeducated", "setting_type", read_home_education),
            ),
            "senneed": (("sentype", "need", read_need),),
        }
    ),
    MappingProxyType({"senneed.sentype": frozenset(NEEDS)}),
    frozenset({"known_to_social_care", "setting_type"}),
    by_request=False,
)
"""Ofsted's list: a row a child with a plan, under the case system's own number."""
