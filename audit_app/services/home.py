"""What the first screen tells a person: what is due from them, this week's sample, and the last months in figures."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from audit_app.domain.calendar import Event
from audit_app.domain.cycles import Cycle
from audit_app.domain.period import add_months
from audit_app.services.actions.at_home import ActionsAtHome, actions_at_home
from audit_app.services.governance.ahead import next_dates
from audit_app.services.open_reviews import framework_held
from audit_app.services.reports.reporting import ReportAsked, report
from audit_app.services.rounds.progress import RoundProgress, running_round
from audit_app.services.samples.turns import DrawTurns, Turn, every_draw
from audit_app.store.read_home import ReviewInProgress, entry_count, organisation, reviews_in_progress
from audit_app.store.workspace import Workspace
from scoring.figures import Figure

MONTHS = 3
"""How many calendar months the figures of the first screen cover, the present one among them."""


@dataclass(frozen=True, slots=True)
class Due:
    """An open place that is the person's turn, with the cycle of its draw; `review` once they have begun."""

    turn: Turn
    cycle: str
    review: ReviewInProgress | None


@dataclass(frozen=True, slots=True)
class InProgress:
    """A review that the person has begun: how many of its markers have an answer."""

    review: ReviewInProgress
    markers: int


@dataclass(frozen=True, slots=True)
class Home:
    """The first screen's facts on a day.

    `week` is the newest weekly draw: that of this week, or an earlier one that is not finished; None where neither
    is. `is_drawn` says whether this week has one. `due` is what is the person's turn, the earliest first.
    `earlier_open` counts open places of other draws than `week`, `overdue` all that are late, whosever turn it is.
    `round` is the newest round that is not closed, None where there is none. `dates` are what reporting lines ask for
    in the next days.
    """

    person: str
    organisation: str
    entries: int
    draws: int
    week: DrawTurns | None
    is_drawn: bool
    due: tuple[Due, ...]
    in_progress: tuple[InProgress, ...]
    earlier_open: int
    overdue: tuple[Turn, ...]
    round: RoundProgress | None = None
    actions: ActionsAtHome | None = None
    dates: tuple[Event, ...] = ()


def home(workspace: Workspace, on: date) -> Home:
    """What the first screen shows on a day."""
    person = workspace.person
    draws = every_draw(workspace, on)
    begun = reviews_in_progress(workspace.conn, person.id)
    weekly = next((one for one in draws if one.draw.cycle == Cycle.WEEKLY.value), None)
    is_drawn = weekly is not None and weekly.on.isocalendar()[:2] == on.isocalendar()[:2]
    week = weekly if weekly is not None and (is_drawn or weekly.open) else None
    return Home(
        person=person.name,
        organisation=organisation(workspace.conn),
        entries=entry_count(workspace.conn),
        draws=len(draws),
        week=week,
        is_drawn=is_drawn,
        due=_due(draws, begun),
        in_progress=tuple(InProgress(one, len(framework_held(workspace, one.framework).markers)) for one in begun),
        earlier_open=sum(len(one.open) for one in draws if one is not week),
        overdue=tuple(turn for one in draws for turn in one.open if turn.is_overdue),
        round=running_round(workspace),
        actions=actions_at_home(workspace, on),
        dates=next_dates(workspace, on),
    )


def next_due(workspace: Workspace, on: date) -> Turn | None:
    """The place that is the person's turn and due first, None where nothing is."""
    due = _due(every_draw(workspace, on), ())
    return due[0].turn if due else None


def _due(draws: Sequence[DrawTurns], begun: Sequence[ReviewInProgress]) -> tuple[Due, ...]:
    by_place = {review.place_id: review for review in begun if review.place_id}
    found = [
        Due(turn, one.draw.cycle, by_place.get(turn.place_id)) for one in draws for turn in one.open if turn.is_mine
    ]
    return tuple(sorted(found, key=lambda one: (one.turn.due or date.max, one.cycle, one.turn.number)))


@dataclass(frozen=True, slots=True)
class Months:
    """The figures of the last months' weekly audits, together and month by month; every figure is by id."""

    first: date
    last: date
    together: dict[str, Figure]
    by_month: tuple[tuple[date, dict[str, Figure]], ...]


def last_months(workspace: Workspace, on: date) -> Months:
    """The figures of this month and the two before it, as a monthly report to the audit group has them."""
    firsts = [add_months(on.replace(day=1), -back) for back in reversed(range(MONTHS))]
    months = tuple((first, _figures(workspace, f"{first:%Y-%m}")) for first in firsts)
    return Months(firsts[0], on, _figures(workspace, f"{firsts[0]:%Y-%m}..{on:%Y-%m}"), months)


def _figures(workspace: Workspace, period: str) -> dict[str, Figure]:
    return {figure.id: figure for figure in report(workspace, ReportAsked("monthly", period)).figures}
