"""What became of a plan's outcomes at each review, and who is followed to their adult assessment. Knows no clock."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from scoring.plan.areas import OUTCOME_AREAS


class Progress(StrEnum):
    """How far an outcome was at a review; `changed` is one that the review replaced by another."""

    ACHIEVED = "achieved"
    ON_TRACK = "on_track"
    SOME = "some"
    NONE = "none"
    CHANGED = "changed"


PROGRESS_WORDS: Mapping[Progress, str] = MappingProxyType(
    {
        Progress.ACHIEVED: "Achieved",
        Progress.ON_TRACK: "On track",
        Progress.SOME: "Some progress",
        Progress.NONE: "No progress",
        Progress.CHANGED: "Changed",
    }
)
AREAS: Mapping[str, str] = OUTCOME_AREAS

AGENCIES: Final = ("education", "health", "social_care")
LONGEST: Final = 1_000
"""Letters of an outcome, or of the evidence of its progress."""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """An outcome at one review: `source` says how it came in (typed, or the name of a file)."""

    on: date
    progress: Progress
    evidence: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One outcome of one plan: its number in the plan, words, area, whose provision it rests on, and its reviews."""

    id: str
    plan_id: str
    plan_ref: str
    number: str
    words: str
    area: str = ""
    agency: str = ""
    set_on: date | None = None
    target: date | None = None
    reviews: tuple[Reviewed, ...] = ()

    @property
    def latest(self) -> Reviewed | None:
        """Its newest review."""
        return max(self.reviews, key=lambda one: one.on, default=None)

    @property
    def has_ended(self) -> bool:
        """Whether nothing more is expected of it: it was achieved, or another took its place."""
        return self.latest is not None and self.latest.progress in (Progress.ACHIEVED, Progress.CHANGED)

    def is_overdue(self, on: date) -> bool:
        """Whether the day by which it was to be reached is over and it was not."""
        return self.target is not None and self.target < on and not self.has_ended


def fault_of(outcome: Outcome) -> str:
    """Why an outcome cannot be kept, in a sentence; empty where it can."""
    if not outcome.number.strip():
        return "Give the outcome's number in the plan, such as 1."
    if len(outcome.words) > LONGEST:
        return f"The outcome has {len(outcome.words):,} letters. Say it in {LONGEST:,} at most."
    if outcome.area and outcome.area not in AREAS:
        return f"The area is one of: {', '.join(AREAS.values())}."
    if outcome.agency and outcome.agency not in AGENCIES:
        return "The agency is education, health or social care."
    if outcome.set_on and outcome.target and outcome.target < outcome.set_on:
        return "It was to be reached before it was set. Correct one of the days."
    return ""


def latest_in(outcomes: Iterable[Outcome], first: date, last: date) -> tuple[tuple[Outcome, Reviewed], ...]:
    """Each outcome that was reviewed within these days, with its newest review of them."""
    found = ((one, [said for said in one.reviews if first <= said.on <= last]) for one in outcomes)
    return tuple((one, max(said, key=lambda review: review.on)) for one, said in found if said)


class Likely(StrEnum):
    """Whether an adult service is likely to be needed."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


FROM_AGE: Final = 14
"""Followed from the school year in which preparing for adulthood begins (Year 9), by age."""
TO_AGE: Final = 19
"""Until a year after eighteen: an assessment that is late is not forgotten on the birthday."""


class AdultStage(StrEnum):
    """How far the way to an adult assessment is; in the order of what has to be looked at first."""

    LATE = "late"
    TO_REFER = "to refer"
    UNDECIDED = "not decided"
    REFERRED = "referred"
    ASSESSED = "assessed"
    NOT_NEEDED = "not needed"


@dataclass(frozen=True, slots=True)
class Adulthood:
    """One young person on the way to eighteen: what is likely to be needed and what was done, each with its day.

    `due` is the day by which the assessment is wanted, else their eighteenth birthday.
    """

    plan_id: str
    plan_ref: str
    birth: date | None
    care: Likely = Likely.UNKNOWN
    health: Likely = Likely.UNKNOWN
    due: date | None = None
    referred: date | None = None
    assessed: date | None = None
    outcome: str = ""
    note: str = ""
    team: str = ""

    @property
    def by(self) -> date | None:
        """The day by which the assessment is wanted."""
        return self.due or eighteenth(self.birth)

    @property
    def is_likely(self) -> bool:
        """Whether one of the two services is likely to be needed."""
        return Likely.YES in (self.care, self.health)

    def stage(self, on: date) -> AdultStage:
        """How far it is on a day."""
        if self.assessed is not None:
            return AdultStage.ASSESSED
        if self.care is Likely.NO and self.health is Likely.NO:
            return AdultStage.NOT_NEEDED
        if self.is_likely and self.by is not None and self.by < on:
            return AdultStage.LATE
        if self.referred is not None:
            return AdultStage.REFERRED
        return AdultStage.TO_REFER if self.is_likely else AdultStage.UNDECIDED


def eighteenth(birth: date | None) -> date | None:
    """The eighteenth birthday; 1 March for somebody born on 29 February, as the law counts it. None without a day.

    Family Law Reform Act 1969 s.9: an age is reached at the beginning of the anniversary, and in a year without the
    29th of February that anniversary is 1 March.
    """
    if birth is None:
        return None
    try:
        return birth.replace(year=birth.year + 18)
    except ValueError:
        return date(birth.year + 18, 3, 1)


def followed_births(on: date) -> tuple[date, date]:
    """The birthdays between which young people are followed on a day: born by the first, and after the second."""
    return _years_before(on, FROM_AGE), _years_before(on, TO_AGE)


def late_adulthood(people: Iterable[Adulthood], on: date) -> tuple[Adulthood, ...]:
    """Those to look at first: by stage, then by the day, then by reference."""
    order = list(AdultStage)
    return tuple(sorted(people, key=lambda one: (order.index(one.stage(on)), one.by or date.max, one.plan_ref)))


def _years_before(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)
