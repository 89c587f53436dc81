"""The columns of the three lists and the words above them; no widget here."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from types import MappingProxyType
from typing import Final

from audit_app.domain.counting import counted
from audit_app.domain.outcomes import AREAS, PROGRESS_WORDS, Adulthood, AdultStage, Likely, Progress, eighteenth
from audit_app.services.outcomes.listing import AHEAD, Listed, OutcomeRow, ReviewRow
from audit_app.ui.days import plain_day
from audit_app.ui.table_model import Column
from exports.charts.scene import Mark
from exports.plain import one_line
from resources.theme import Colour
from scoring.figures import AGENCY_NAMES

NOT_REVIEWED: Final = "Not reviewed yet"
_PROGRESS_MARKS: Final = MappingProxyType(
    {
        Progress.ACHIEVED: (Mark.DOT, Colour.GOOD),
        Progress.ON_TRACK: (Mark.DOT, Colour.ACCENT),
        Progress.SOME: (Mark.TRIANGLE, Colour.REQUIRES_IMPROVEMENT),
        Progress.NONE: (Mark.SQUARE, Colour.INADEQUATE),
        Progress.CHANGED: (Mark.RING, Colour.NOT_GRADED),
    }
)
_STAGE_MARKS: Final = MappingProxyType(
    {
        AdultStage.LATE: (Mark.SQUARE, Colour.INADEQUATE),
        AdultStage.TO_REFER: (Mark.TRIANGLE, Colour.REQUIRES_IMPROVEMENT),
        AdultStage.UNDECIDED: (Mark.RING, Colour.SOFT_INK),
        AdultStage.REFERRED: (Mark.DOT, Colour.ACCENT),
        AdultStage.ASSESSED: (Mark.DOT, Colour.GOOD),
        AdultStage.NOT_NEEDED: (Mark.RING, Colour.NOT_GRADED),
    }
)
_ORDER: Final = {how: at for at, how in enumerate((Progress.NONE, Progress.SOME, Progress.ON_TRACK))}
_LIKELY: Final = {Likely.YES: "Likely", Likely.NO: "Not likely", Likely.UNKNOWN: ""}


class OutcomeLine:
    """One row of the first list: an outcome as it stands on a day."""

    __slots__ = ("agency", "area", "is_overdue", "latest", "one", "progress", "row", "standing", "words")

    def __init__(self, row: OutcomeRow, on: date) -> None:
        one = self.one = row.outcome
        self.row = row
        self.words = one_line(one.words) or f"Outcome {one.number}"
        self.area, self.agency = AREAS.get(one.area, ""), AGENCY_NAMES.get(one.agency, "")
        latest = self.latest = one.latest
        self.is_overdue = one.is_overdue(on)
        self.progress = NOT_REVIEWED if latest is None else PROGRESS_WORDS[latest.progress]
        self.standing = "Overdue" if self.is_overdue else "Ended" if one.has_ended else "Open"


class ReviewLine:
    """One row of the second list."""

    __slots__ = ("late", "month", "row", "standing")

    def __init__(self, row: ReviewRow, on: date) -> None:
        self.row, self.late = row, row.days_late(on)
        days = counted(abs(self.late), "day")
        self.standing = "Due today" if not self.late else f"{days} late" if self.late > 0 else f"Due in {days}"
        self.month = f"{row.by:%Y-%m}"


class PersonLine:
    """One row of the third list."""

    __slots__ = ("eighteen", "one", "stage", "words")

    def __init__(self, one: Adulthood, on: date) -> None:
        self.one, self.stage = one, one.stage(on)
        self.words = self.stage.value[0].upper() + self.stage.value[1:]
        self.eighteen = eighteenth(one.birth)


@dataclass(frozen=True, slots=True)
class Shown:
    """What the screen shows of the lists: rows, the sentence above each list, and how many reviews are late."""

    outcomes: tuple[OutcomeLine, ...]
    reviews: tuple[ReviewLine, ...]
    people: tuple[PersonLine, ...]
    words: tuple[str, str, str]
    late: int


def shown_of(listed: Listed) -> Shown:
    """The lists as they are shown; made where they are read, so that the window goes on answering meanwhile."""
    on = listed.on
    lines = tuple(OutcomeLine(row, on) for row in listed.outcomes)
    return Shown(
        lines,
        tuple(ReviewLine(row, on) for row in listed.reviews),
        tuple(PersonLine(one, on) for one in listed.people),
        (_outcome_words(lines), _review_words(listed), _person_words(listed)),
        listed.late,
    )


def outcome_columns() -> tuple[Column, ...]:
    """Plan, what is to be reached, how far it is; what matters least is left out first where there is no room."""
    return (
        Column("plan", "Plan", lambda line: line.one.plan_ref, width=110),
        Column("words", "Outcome", attrgetter("words"), tip=lambda line: line.one.words, width=300),
        Column("progress", "Progress", attrgetter("progress"), sort=_by_progress, mark=_progress_mark, choices=True,
               width=140),
        Column("standing", "Standing", attrgetter("standing"), mark=_standing_mark, choices=True, width=100),
        Column("reviewed", "Reviewed", _reviewed, sort=_by_review, width=104, yields=1),
        Column("area", "Area", attrgetter("area"), tip=attrgetter("area"), choices=True, width=150, yields=2),
        Column("agency", "Agency", attrgetter("agency"), choices=True, width=104, yields=3),
        Column("phase", "Phase", lambda line: line.row.phase, choices=True, width=96, yields=4),
        Column("team", "Team", lambda line: line.row.team, choices=True, width=96, yields=4),
        Column("target", "By", lambda line: _day(line.one.target), sort=lambda line: line.one.target, width=104,
               yields=3),
    )  # fmt: skip


def review_columns() -> tuple[Column, ...]:
    """Which plan, how late, since when."""
    return (
        Column("plan", "Plan", lambda line: line.row.plan_ref, width=120),
        Column("standing", "Standing", attrgetter("standing"), sort=_by_lateness, mark=_late_mark, width=140),
        Column("due", "Due", lambda line: _day(line.row.by), sort=lambda line: line.row.by, width=110),
        Column("month", "Month", attrgetter("month"), choices=True, width=96),
        Column("team", "Team", lambda line: line.row.team, choices=True, width=120),
        Column("last", "Last review", lambda line: _day(line.row.last), sort=lambda line: line.row.last, width=110),
        Column("phase", "Phase", lambda line: line.row.phase, choices=True, width=110, yields=1),
        Column("open", "Open outcomes", lambda line: str(line.row.outcomes), sort=lambda line: line.row.outcomes,
               figures=True, width=120, yields=2),
    )  # fmt: skip


def person_columns() -> tuple[Column, ...]:
    """Which plan, what is to be done, by when."""
    return (
        Column("plan", "Plan", lambda line: line.one.plan_ref, width=120),
        Column("stage", "Stage", attrgetter("words"), sort=_by_stage, mark=lambda line: _STAGE_MARKS[line.stage],
               choices=True, width=130),
        Column("by", "Wanted by", lambda line: _day(line.one.by), sort=lambda line: line.one.by, width=110),
        Column("eighteen", "Eighteen on", lambda line: _day(line.eighteen), sort=attrgetter("eighteen"), width=110),
        Column("care", "Adult care", lambda line: _LIKELY[line.one.care], choices=True, width=110),
        Column("health", "Adult health", lambda line: _LIKELY[line.one.health], choices=True, width=110),
        Column("referred", "Referred", lambda line: _day(line.one.referred), sort=lambda line: line.one.referred,
               width=110, yields=1),
        Column("assessed", "Assessed", lambda line: _day(line.one.assessed), sort=lambda line: line.one.assessed,
               width=110, yields=1),
        Column("team", "Team", lambda line: line.one.team, choices=True, width=110, yields=2),
        Column("note", "Note", lambda line: one_line(line.one.note), tip=lambda line: line.one.note, width=200,
               yields=3),
    )  # fmt: skip


def _outcome_words(lines: Sequence[OutcomeLine]) -> str:
    """How many outcomes there are, overdue and without progress, in a sentence."""
    overdue = sum(line.is_overdue for line in lines)
    none = sum(line.latest is not None and line.latest.progress is Progress.NONE for line in lines)
    plans = len({line.one.plan_id for line in lines})
    return (
        f"{counted(len(lines), 'outcome')} of {counted(plans, 'plan')}: {overdue:,} past their day and not reached, "
        f"{none:,} without progress at the newest review."
    )


def _review_words(listed: Listed) -> str:
    """How many reviews are late and due."""
    due = len(listed.reviews) - listed.late
    return (
        f"{counted(listed.late, 'review is', 'reviews are')} late, {due:,} due within {AHEAD.days} days. "
        "A review is due a year after the last one, else after the final plan."
    )


def _person_words(listed: Listed) -> str:
    """How many young people are at each stage, and whose birthday is next."""
    stages = Counter(one.stage(listed.on) for one in listed.people)
    said = ", ".join(f"{stages[stage]:,} {stage.value}" for stage in AdultStage if stages[stage])
    ahead = sorted(
        (day, one.plan_ref) for one in listed.people if (day := eighteenth(one.birth)) is not None and day >= listed.on
    )
    nearest = f" Next to be eighteen: {', '.join(f'{ref} on {_day(day)}' for day, ref in ahead[:3])}." if ahead else ""
    return f"{counted(len(listed.people), 'young person', 'young people')} from 14 with a plan: {said}.{nearest}"


def _day(day: date | None) -> str:
    return plain_day(day.isoformat()) if day is not None else ""


def _reviewed(line: OutcomeLine) -> str:
    return _day(line.latest.on) if line.latest is not None else ""


def _by_review(line: OutcomeLine) -> date | None:
    return line.latest.on if line.latest is not None else None


def _by_progress(line: OutcomeLine) -> int:
    return -1 if line.latest is None else _ORDER.get(line.latest.progress, len(_ORDER))


def _progress_mark(line: OutcomeLine) -> tuple[Mark, Colour] | None:
    return None if line.latest is None else _PROGRESS_MARKS[line.latest.progress]


def _standing_mark(line: OutcomeLine) -> tuple[Mark, Colour] | None:
    return (Mark.SQUARE, Colour.INADEQUATE) if line.is_overdue else None


def _by_lateness(line: ReviewLine) -> int:
    return -line.late


def _late_mark(line: ReviewLine) -> tuple[Mark, Colour]:
    return (Mark.SQUARE, Colour.INADEQUATE) if line.late > 0 else (Mark.RING, Colour.SOFT_INK)


def _by_stage(line: PersonLine) -> tuple[int, date]:
    return list(AdultStage).index(line.stage), line.one.by or date.max
