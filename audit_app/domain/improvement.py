"""An improvement plan as its tables have it: themes, required outcomes, actions, and what was reported at checkpoints.

It knows neither where a plan is kept nor how it is shown. A checkpoint is YYYY-MM or YYYY-MM-DD.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Final

from audit_app.domain.status import Status

MONTH_NAMES: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


@dataclass(frozen=True, slots=True)
class Reported:
    """What was said of one action at one checkpoint; no status means that nobody reported one."""

    status: Status | None = None
    comment: str = ""
    evidence: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all was said."""
        return self.status is None and not self.comment and not self.evidence


SILENT: Final = Reported()


@dataclass(frozen=True, slots=True)
class PlanAction:
    """One action. `timescale` is words, `dates` and `recurrence` what they mean (`domain.timescale`).

    `owners` do it, `leaders` answer for it; both are roles. `reported` is by checkpoint.
    """

    id: str
    words: str
    timescale: str = ""
    dates: tuple[date, ...] = ()
    recurrence: str = ""
    owners: tuple[str, ...] = ()
    leaders: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    evidence: str = ""
    impact: str = ""
    comments: str = ""
    reported: Mapping[str, Reported] = field(default_factory=dict)

    def at(self, checkpoint: str) -> Reported:
        """What was reported then."""
        return self.reported.get(checkpoint, SILENT)

    @property
    def deadline(self) -> date | None:
        """The day by which it is to be done: its last date, or the first of one that recurs, which runs from then."""
        if not self.dates:
            return None
        return self.dates[0] if self.recurrence else self.dates[-1]


@dataclass(frozen=True, slots=True)
class RequiredOutcome:
    """What a theme is to reach, with its number and the actions towards it."""

    id: str
    number: str
    words: str
    actions: tuple[PlanAction, ...] = ()


@dataclass(frozen=True, slots=True)
class Theme:
    """An area of weakness by its letter; `aims` are the outcomes sought, a line each, with their targets in words."""

    id: str
    letter: str
    title: str
    aims: str = ""
    outcomes: tuple[RequiredOutcome, ...] = ()

    @property
    def actions(self) -> tuple[PlanAction, ...]:
        """The actions of all its outcomes."""
        return tuple(action for outcome in self.outcomes for action in outcome.actions)


@dataclass(frozen=True, slots=True)
class Placed:
    """An action where it stands: “A2.3” is the third action of the outcome 2 of theme A."""

    theme: Theme
    outcome: RequiredOutcome
    action: PlanAction
    label: str


@dataclass(frozen=True)
class ImprovementPlan:
    """The whole plan. `refresh` is the month (“03”) in which it is refreshed each year, empty where none is set."""

    id: str
    title: str
    about: str = ""
    source: str = ""
    refresh: str = ""
    checkpoints: tuple[str, ...] = ()
    themes: tuple[Theme, ...] = ()

    @cached_property
    def placed(self) -> tuple[Placed, ...]:
        """Every action where it stands, from top to bottom."""
        return tuple(self._placed())

    def _placed(self) -> Iterator[Placed]:
        for theme in self.themes:
            for outcome in theme.outcomes:
                for at, action in enumerate(outcome.actions, 1):
                    yield Placed(theme, outcome, action, f"{theme.letter}{outcome.number}.{at}")

    def found(self, action_id: str) -> Placed | None:
        """The action of this id, None where there is none."""
        return next((one for one in self.placed if one.action.id == action_id), None)

    @cached_property
    def reported_at(self) -> tuple[str, ...]:
        """The checkpoints at which anybody reported a status, in their order."""
        said = {at for one in self.placed for at, told in one.action.reported.items() if told.status is not None}
        return tuple(at for at in self.checkpoints if at in said)

    @property
    def current(self) -> str:
        """The last checkpoint at which anybody reported a status, empty where nobody ever did."""
        return self.reported_at[-1] if self.reported_at else ""

    def status_of(self, action: PlanAction, until: str = "") -> Status | None:
        """The last status that was reported of an action, at `until` or before."""
        for at in reversed(self.checkpoints):
            if until and at > until:
                continue
            if (status := action.at(at).status) is not None:
                return status
        return None


def refresh_words(refresh: str) -> str:
    """“each year in March”; empty for none."""
    is_month = refresh.isdecimal() and 1 <= int(refresh) <= 12
    return f"each year in {MONTH_NAMES[int(refresh) - 1]}" if is_month else ""
