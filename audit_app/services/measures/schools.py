"""Days that schools lost to fixed term exclusions: totals, the ten highest, and what of them each audience sees."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from audit_app.domain.measure_periods import Frequency
from audit_app.store.log.canonical import Json
from scoring.figures import Audience
from scoring.withholding import withhold_groups

HIGHEST: Final = 10
CODES: Final[Mapping[Frequency, tuple[str, str]]] = MappingProxyType(
    {
        Frequency.ACADEMIC_YEAR: ("days_lost", "days_lost_semh"),
        Frequency.MONTH: ("days_lost_month", "days_lost_semh_month"),
    }
)
"""Days in all and those of pupils with SEMH, by the period that a file is about."""


@dataclass(frozen=True, slots=True)
class School:
    """One school in a period; `semh` is None where nobody said it, or it is withheld."""

    name: str
    urn: str
    days: float
    semh: float | None
    pupils: int


@dataclass(frozen=True, slots=True)
class SchoolsTold:
    """The highest excluding schools as an audience sees them; `sentence` stands in place of the table or below it."""

    schools: tuple[School, ...]
    sentence: str


def schools_of(detail: Sequence[Mapping[str, Json]]) -> tuple[School, ...]:
    """The schools behind a value, the most days first."""
    found = [
        School(str(one["school"]), str(one.get("urn") or ""), one["days"], one.get("semh_days"), one["pupils"])
        for one in detail
        if "school" in one
    ]
    return tuple(sorted(found, key=lambda one: (-one.days, one.name.casefold())))


def detail_of(schools: Iterable[School]) -> list[dict[str, Json]]:
    """The schools as they are kept."""
    return [
        {"school": one.name, "urn": one.urn or None, "days": one.days, "semh_days": one.semh, "pupils": one.pupils}
        for one in schools
    ]


def schools_told(schools: Sequence[School], audience: Audience) -> SchoolsTold:
    """The ten highest: the group sees all of it; a board no school with 1 to 5 pupils; the public none."""
    highest = tuple(schools[:HIGHEST])
    if audience is Audience.GROUP or not highest:
        return SchoolsTold(highest, "")
    if audience is Audience.PUBLIC:
        return SchoolsTold((), "Schools are not shown to the public.")
    sizes = {str(at): one.pupils for at, one in enumerate(schools)}
    groups = withhold_groups(sizes, sum(sizes.values()))
    if groups.replaced:
        return SchoolsTold((), "Over half of the schools have under 6 pupils behind their days; they are not shown.")
    # left out and not greyed: that a school stands among the ten would itself say how many days it has
    shown = tuple(
        School(one.name, one.urn, one.days, None, one.pupils)
        for at, one in enumerate(highest)
        if str(at) not in groups.withheld
    )
    gone = len(highest) - len(shown)
    parts = ["Days of pupils with SEMH are shown in total alone."]
    if gone:
        parts.insert(0, f"{gone} of the {len(highest)} withheld (c): under 6 pupils, or they would give that away.")
    return SchoolsTold(shown, " ".join(parts))
