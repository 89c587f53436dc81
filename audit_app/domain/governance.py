"""Who is told what, how often, for which audience, and what came of each meeting; knows no clock and no file."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from audit_app.domain.recurrence import ONCE, is_recurrence
from scoring.figures import Audience


class LineKind(StrEnum):
    """What a reporting line is."""

    BOARD = "board"
    COMMITTEE = "committee"
    TASK_GROUP = "task_group"
    CYCLE = "cycle"
    VISIT = "visit"
    PUBLICATION = "publication"


KIND_WORDS: Mapping[LineKind, str] = MappingProxyType(
    {
        LineKind.BOARD: "Board",
        LineKind.COMMITTEE: "Committee or leadership team",
        LineKind.TASK_GROUP: "Task group",
        LineKind.CYCLE: "Cycle of audits",
        LineKind.VISIT: "Monitoring visit",
        LineKind.PUBLICATION: "Publication or plan refresh",
    }
)


@dataclass(frozen=True, slots=True)
class ReportingLine:
    """One line of the governance chart, or a rhythm of the partnership's own.

    `sends` are kinds of report; `needs` words for what has to be ready. `cut_off_days` and `papers_days` are working
    days before a meeting, `communication_days` after it; None where there is no such day. `first` begins the
    recurrence; `dates` are days beside it, or in its place where there is no `first`.
    """

    id: str
    body: str
    chair: str
    kind: LineKind
    sends: tuple[str, ...]
    recurrence: str
    first: date | None
    dates: tuple[date, ...]
    audience: Audience
    is_public: bool
    needs: tuple[str, ...]
    cut_off_days: int | None = None
    papers_days: int | None = None
    communication_days: int | None = None
    ended: date | None = None


@dataclass(frozen=True, slots=True)
class Meeting:
    """What is kept of one meeting: `planned` is the day that the line's rhythm gives, `on` the day it is held.

    `attendance` are (role, present); `cut_off` and `papers_out` are set where they are other than the line's days say.
    """

    id: str
    line: str
    planned: date
    on: date
    cut_off: date | None = None
    papers_out: date | None = None
    attendance: tuple[tuple[str, bool], ...] = ()
    challenge: tuple[str, ...] = ()
    minutes: str = ""
    communicated_on: date | None = None
    cancelled: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """What a body decided: in words, whose it is, by when, and the action that it became."""

    id: str
    line: str
    on: date
    words: str
    owner: str = ""
    due: date | None = None
    action: str = ""


MOST_DAYS = 60
LONGEST = 200


def fault_of(line: ReportingLine) -> str:
    """Why a line cannot be kept, in a sentence; empty where it can."""
    if not line.body.strip():
        return "Name the body that is reported to, such as SEND Programme Board."
    if len(line.body) > LONGEST or len(line.chair) > LONGEST:
        return f"The names of body and chair have {LONGEST} letters at most."
    if not is_recurrence(line.recurrence):
        return "Say how often: once, or a number of weeks or months."
    if line.first is None and not line.dates:
        return "Give the first day, or the dates on which it meets."
    if line.recurrence != ONCE and line.first is None:
        return "A rhythm needs its first day."
    for days in (line.cut_off_days, line.papers_days, line.communication_days):
        if days is not None and not 0 <= days <= MOST_DAYS:
            return f"Days before and after a meeting are working days, 0 to {MOST_DAYS}."
    if line.cut_off_days is not None and line.papers_days is not None and line.cut_off_days < line.papers_days:
        return "The data is cut off before the papers go out: give the cut-off at least as many days."
    if line.is_public and line.audience is not Audience.PUBLIC:
        return "What is published needs the audience public, which withholds small numbers."
    return ""
