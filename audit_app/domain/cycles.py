"""The cycles of audit and what each starts from: framework, number of plans, due date; all of it data."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType

_FRIDAY = 4  # as date.weekday() counts, Monday is 0


class Cycle(StrEnum):
    """Why plans are audited on a rhythm; figures never pool two cycles."""

    WEEKLY = "weekly"
    MULTI_AGENCY = "multi-agency"
    THEMATIC = "thematic"
    ADVICE = "advice"
    ANNUAL_REVIEW = "annual-review"


class Purpose(StrEnum):
    """Why one plan is audited; only `sample` counts in a sample's figures."""

    SAMPLE = "sample"
    RE_AUDIT = "re-audit"
    PRACTICE = "practice"


class Subject(StrEnum):
    """What the audits of a cycle look at; that one of a plan's papers was audited says nothing about the others."""

    PLAN = "plan"
    ADVICE = "advice"  # one report that was given for the plan
    REVIEW = "review"  # the plan's last annual review


@dataclass(frozen=True, slots=True)
class DueRule:
    """Due `days` days after the draw, moved on to the next `weekday` (0 is Monday) where one is set."""

    days: int
    weekday: int | None = None

    def due(self, drawn_on: date) -> date:
        """The day by which an audit drawn on that day is to be submitted."""
        earliest = drawn_on + timedelta(days=self.days)
        if self.weekday is None:
            return earliest
        return earliest + timedelta(days=(self.weekday - earliest.weekday()) % 7)


@dataclass(frozen=True, slots=True)
class CycleDefaults:
    """What a draw of this cycle starts from; each can be changed when drawing."""

    framework_id: str
    size: int
    due: DueRule
    subject: Subject = Subject.PLAN


DEFAULTS: Mapping[Cycle, CycleDefaults] = MappingProxyType(
    {
        Cycle.WEEKLY: CycleDefaults("weekly-18", 6, DueRule(3, _FRIDAY)),
        Cycle.MULTI_AGENCY: CycleDefaults("core-42", 8, DueRule(28)),
        Cycle.THEMATIC: CycleDefaults("core-42", 6, DueRule(14)),
        Cycle.ADVICE: CycleDefaults("advice-8", 6, DueRule(14), Subject.ADVICE),
        Cycle.ANNUAL_REVIEW: CycleDefaults("annual-review-10", 6, DueRule(14), Subject.REVIEW),
    }
)


def due_date(cycle: Cycle, drawn_on: date) -> date:
    """The due date of an audit of this cycle drawn on that day, by the cycle's default rule."""
    return DEFAULTS[cycle].due.due(drawn_on)


def subject_of(cycle: str) -> Subject:
    """What the audits of a cycle look at; those of an unknown one, out of an older file, look at plans."""
    return DEFAULTS[Cycle(cycle)].subject if cycle in tuple(Cycle) else Subject.PLAN
