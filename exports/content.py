"""What a report knows: its figures, its framework, the plans audited and how they were drawn; not how it is shown.

Filled by a service and read by `pages` (for people's eyes) and `sheets` (for workbooks), from one set of figures.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from audit_app.domain.report_look import NO_LOOK, ReportLook
from exports.actions import ActionsTold
from exports.agreement import AgreementTold
from exports.causes import CausesTold
from exports.challenges import ChallengeTold
from exports.chase import ChaseTold
from exports.commentary import CommentTold
from exports.exceptions import ExceptionsTold
from exports.extract import Extract as Extract
from exports.heat import HeatTold
from exports.improvement import ImprovementTold
from exports.issued import IssuedTold
from exports.papers import PapersTold
from exports.scorecard import ScorecardTold
from exports.themes import ThemesTold
from exports.timeliness import TimelinessTold
from exports.trends import TrendsTold
from exports.voice import Quoted
from exports.you_said import YouSaidTold
from forms.model import Framework
from scoring.figures import Audience, Figure, FigureId


@dataclass(frozen=True, slots=True)
class ReportHead:
    """What stands at the head of a report; `data_head` and `data_date` say which data it was made from.

    `line` is the body of the reporting line for which it was made, empty for none.
    """

    kind: str
    period: str
    first: date
    last: date
    audience: Audience
    organisation: str
    cycle: str
    framework: str
    round: str
    state: str
    data_head: str
    data_date: date
    engine: str
    app_version: str
    notes: tuple[str, ...] = ()
    line: str = ""

    @classmethod
    def read(cls, plain: Mapping[str, object]) -> "ReportHead":
        """The head from the plain values that stand in a report's JSON. Raises KeyError, ValueError."""
        notes = plain["notes"]
        return cls(
            kind=str(plain["kind"]),
            period=str(plain["period"]),
            first=date.fromisoformat(str(plain["first"])),
            last=date.fromisoformat(str(plain["last"])),
            audience=Audience(str(plain["audience"])),
            organisation=str(plain["organisation"]),
            cycle=str(plain["cycle"]),
            framework=str(plain["framework"]),
            round=str(plain["round"]),
            state=str(plain["state"]),
            data_head=str(plain["data_head"]),
            data_date=date.fromisoformat(str(plain["data_date"])),
            engine=str(plain["engine"]),
            app_version=str(plain["app_version"]),
            notes=tuple(str(note) for note in notes) if isinstance(notes, list | tuple) else (),
            line=str(plain.get("line") or ""),
        )


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A marker at 0 or 1: what was asked, what the level says, what stands behind it, and what would be sound."""

    marker: str
    section: str
    question: str
    score: int
    level: str
    words: str
    evidence: Extract | None
    cause: str
    note: str
    sound: str


@dataclass(frozen=True, slots=True)
class GoodPractice:
    """A marker that the auditor wants to share as good practice."""

    marker: str
    question: str
    evidence: Extract | None


@dataclass(frozen=True, slots=True)
class Deadline:
    """What a plan's result asks for, and by when; `by` is None where it has no date of its own."""

    plan_ref: str
    by: date | None
    words: str


@dataclass(frozen=True, slots=True)
class PlanPage:
    """One audited plan. `grade` is final, after an override; `limits` are words; `percent` is 0 to 100.

    `care` says for sections C and D what the audit found in them, in words; `paper` which review or report of the plan
    was audited, in the cycles that are about one.
    """

    plan_ref: str
    team: str
    audited_on: date
    by_consensus: bool
    grade: str
    grade_words: str
    percent: float | None
    before_limits: str
    limits: tuple[str, ...]
    override: str
    shortfalls: tuple[Shortfall, ...]
    without_evidence: tuple[tuple[str, str], ...]
    changes: tuple[str, ...]
    good_practice: tuple[GoodPractice, ...]
    deadlines: tuple[Deadline, ...]
    care: tuple[tuple[str, str], ...] = ()
    paper: str = ""


@dataclass(frozen=True, slots=True)
class DrawTold:
    """How a sample was drawn, so that anybody can repeat it, and what became of its places."""

    on: date
    cycle: str
    size: int
    drawn: int
    frame_size: int
    frame_hash: str
    seed: str
    start: str
    weight_sum: str
    months: int
    excluded: tuple[tuple[str, int], ...]
    replaced: tuple[str, ...]
    closed: tuple[str, ...]
    waiting: tuple[tuple[str, str], ...]
    note: str


@dataclass(frozen=True, slots=True)
class Recurs:
    """Something that recurs across plans: what, where or of which kind, how often, in how many plans.

    `plans` names them, for the audit group alone.
    """

    what: str
    kind: str
    times: int
    plan_count: int
    plans: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RecurringTold:
    """Breaks of confirmed threads and phrases of the plans' texts, most plans first, and how many were looked at."""

    breaks: tuple[Recurs, ...]
    phrases: tuple[Recurs, ...]
    threads: int
    texts: int
    unread: int


@dataclass(frozen=True, slots=True)
class Content:
    """One report. Plans, and what names them in draws, are there for the audit group only.

    `auditors` are agencies (an id, or '' where none is recorded) with the number of their people who audited.
    `team` narrows a team's report to that casework team; it is empty in every other.
    """

    head: ReportHead
    figures: tuple[Figure, ...]
    framework: Framework | None = None
    team: str = ""
    plans: tuple[PlanPage, ...] = ()
    draws: tuple[DrawTold, ...] = ()
    auditors: tuple[tuple[str, int], ...] = ()
    recurring: RecurringTold | None = None
    causes: CausesTold | None = None
    chase: ChaseTold | None = None
    timeliness: TimelinessTold | None = None
    agreement: AgreementTold | None = None
    quotes: tuple[Quoted, ...] = ()
    trends: TrendsTold | None = None
    themes: ThemesTold | None = None
    issued: IssuedTold | None = None
    commentary: tuple[CommentTold, ...] = ()
    exceptions: ExceptionsTold | None = None
    heat: HeatTold | None = None
    you_said: YouSaidTold | None = None
    challenges: tuple[ChallengeTold, ...] = ()
    papers: tuple[PapersTold, ...] = ()
    scorecard: ScorecardTold | None = None
    actions: ActionsTold | None = None
    improvement: tuple[ImprovementTold, ...] = ()
    look: ReportLook = NO_LOOK

    def figure(self, id_: str) -> Figure | None:
        """The figure with this id, None where the report has none."""
        return next((figure for figure in self.figures if figure.id == id_), None)

    def family(self, start: str) -> tuple[Figure, ...]:
        """The figures whose id begins so and has no dimensions beyond `source`, in the report's order."""
        return tuple(
            figure
            for figure in self.figures
            if figure.id.startswith(start) and all(name == "source" for name, _ in FigureId.parse(figure.id).parts)
        )

    def by(self, base: str, dimension: str) -> dict[str, Figure]:
        """The figures of one base by the value of one dimension, those with further dimensions left out."""
        found = {}
        for figure in self.figures:
            if not figure.id.startswith(f"{base}@"):
                continue
            asked = FigureId.parse(figure.id)
            if len(asked.parts) == 1 and asked.value(dimension):
                found[asked.value(dimension)] = figure
        return found
