"""What agenda and minutes of a meeting tell: actions, learning, decisions and what became of them; no plan is named."""

from dataclasses import dataclass
from datetime import date

from audit_app.domain.report_look import NO_LOOK, ReportLook
from scoring.figures import AGENCY_NAMES, Audience


@dataclass(frozen=True, slots=True)
class DueAction:
    """One action as it stands on the day of the meeting; `standing` and `status` are words."""

    agency: str
    what: str
    owner: str
    due: date | None
    standing: str
    status: str
    is_overdue: bool
    is_asked: bool

    @property
    def agency_name(self) -> str:
        """The agency as a heading says it."""
        return AGENCY_NAMES.get(self.agency, "Agency not said")


@dataclass(frozen=True, slots=True)
class AgencyLearning:
    """What one agency takes from a round: markers at 3 to share, and what to improve, in words."""

    agency: str
    well: tuple[str, ...]
    improve: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LearningTold:
    """The last round that was closed by the meeting: how its plans were graded, and each agency's learning."""

    round: str
    closed_on: date
    grades: str
    agencies: tuple[AgencyLearning, ...]


@dataclass(frozen=True, slots=True)
class DecisionTold:
    """A decision with whose it is, by when, and what became of it in words."""

    on: date
    words: str
    owner: str
    due: date | None
    became: str


@dataclass(frozen=True, slots=True)
class MeetingTold:
    """Everything that agenda and minutes say. `planned` differs from `on` where the meeting was moved.

    `earlier` are decisions of meetings before it, `decisions` those of this one; `needs` is (what, whether it is
    there, what was found). `learning` is None where there is none, or these readers may not see it.
    """

    organisation: str
    body: str
    chair: str
    audience: Audience
    on: date
    planned: date
    cancelled: str
    data_date: date
    data_head: str
    actions: tuple[DueAction, ...]
    later_actions: int
    learning: LearningTold | None
    learning_withheld: str
    needs: tuple[tuple[str, str, str], ...]
    earlier: tuple[DecisionTold, ...]
    roles: tuple[str, ...]
    attendance: tuple[tuple[str, bool], ...]
    challenge: tuple[str, ...]
    minutes: str
    communicated_on: date | None
    decisions: tuple[DecisionTold, ...]
    next_on: date | None
    look: ReportLook = NO_LOOK
