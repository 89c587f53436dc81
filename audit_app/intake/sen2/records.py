"""The modules and elements of a SEN2 return, and one person's part of it as a tree; it knows no file."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final, Protocol

from audit_app.domain.problems import Place

PARENTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "person": "",
        "requests": "person",
        "assessment": "requests",
        "namedplan": "assessment",
        "plandetail": "namedplan",
        "activeplans": "requests",
        "placementdetail": "activeplans",
        "senneed": "activeplans",
    }
)
"""Each module and the one it stands in. An active plan hangs off a request, not off the named plan."""

LABELS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "person": "Person",
        "requests": "Requests",
        "assessment": "Assessment",
        "namedplan": "NamedPlan",
        "plandetail": "PlanDetail",
        "activeplans": "ActivePlans",
        "placementdetail": "PlacementDetail",
        "senneed": "SENneed",
    }
)

_ELEMENTS: Final = (
    *("Surname", "Forename", "PersonBirthDate", "Sex", "GenderCurrent", "Ethnicity", "PostCode", "UPN"),
    *("UniqueLearnerNumber", "UPNunknown", "ReceivedDate", "RequestSource", "RYA", "RequestOutcomeDate"),
    *("RequestOutcome", "RequestMediation", "RequestTribunal", "Exported", "AssessmentOutcome"),
    *("AssessmentOutcomeDate", "AssessmentMediation", "AssessmentTribunal", "OtherMediation", "OtherTribunal"),
    *("Week20", "StartDate", "PlanRes", "PlanWBP", "PB", "OA", "DP", "CeaseDate", "CeaseReason", "URN", "UKPRN"),
    *("SENSetting", "SENSettingOther", "PlacementRank", "SENunitIndicator", "ResourcedProvisionIndicator"),
    *("TransferLA", "ReviewMeeting", "ReviewOutcome", "LastReview", "ReviewDraft", "PhaseTransferDueDate"),
    *("PhaseTransferFinalDate", "RES", "WBP", "EntryDate", "LeavingDate", "AttendancePattern", "SENtype"),
    "SENtypeRank",
)
ELEMENTS: Final[Mapping[str, str]] = MappingProxyType({name.casefold(): name for name in _ELEMENTS})
"""Every element that holds a value, by its name in small letters."""

SPELLINGS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "planwpb": "planwbp",
        "wpb": "wbp",
        "gendercurrent": "sex",
        "uln": "uniquelearnernumber",
        "rquestsource": "requestsource",  # so the pre-submission workbook spells it
    }
)
"""Names that stand for another: both spellings of WBP, and what older versions call an element."""


@dataclass(slots=True)
class Record:
    """One module of one person: `kind` and the names in `values` are in small letters, `line` is where it begins.

    `line` is a line of XML, or a row of the module's table. An element that is there and empty has the value "".
    """

    kind: str
    line: int
    values: dict[str, str] = field(default_factory=dict, repr=False)  # they tell of a child
    children: list["Record"] = field(default_factory=list)

    def all(self, kind: str) -> list["Record"]:
        """The records of one module directly in this one, in the order of the file."""
        return [child for child in self.children if child.kind == kind]

    def get(self, name: str) -> str:
        """A value, empty where it is missing."""
        return self.values.get(name, "")


class Source(Protocol):
    """A return that is open: its persons, to be gone through once, and where a record of them stands."""

    @property
    def file(self) -> str:
        """The name of the file or folder."""

    @property
    def reference_date(self) -> str:
        """The header's reference date as it stands in the file, empty until the header was read."""

    @property
    def unread(self) -> Mapping[str, int]:
        """Elements that are not known, and how often each stood there."""

    @property
    def lacks(self) -> frozenset[str]:
        """Modules that a file of this shape never has."""

    @property
    def faults(self) -> Sequence[tuple[str, Place]]:
        """Cells for which a workbook gives no value, and why; known once every person was read."""

    @property
    def oddities(self) -> Sequence[tuple[str, Place]]:
        """What is doubtful in the file as a whole, in a sentence with its place; known once every person was read."""

    def persons(self) -> Iterator[tuple[int, Record]]:
        """Each person with their number, counted from 1. Raises AppError where the file cannot be read on."""

    def place(self, person: int, record: Record, element: str = "") -> Place:
        """Where a record stands, or an element of it."""
