"""Whether what a systemic action is about moved: its figure before it was opened and in a later sample."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from audit_app.domain.actions import Action, Sample
from audit_app.domain.period import add_months
from audit_app.store.figures.moved import Share, is_of_register, share_in
from audit_app.store.grades import stored_framework
from audit_app.store.read_audits import framework_keys
from audit_app.store.workspace import Workspace
from scoring.comparison import Claim, Comparison, compare
from scoring.figures import definition

MONTHS_BEFORE: Final = 12
"""How far back the sample before an action goes."""
_FIGURES: Final = (
    *("plans.effective", "thread.complete", "presence.health", "presence.social_care"),
    *("timeliness.20_weeks.including_exceptions", "timeliness.decision_6_weeks"),
    *(f"timeliness.advice_6_weeks.{agency}" for agency in ("education", "psychology", "health", "social_care")),
    *("timeliness.review_decision_4_weeks", "timeliness.review_final_12_weeks"),
)
_LOWER_IS_BETTER: Final = frozenset({"timeliness.exceptions"})


@dataclass(frozen=True, slots=True)
class Moved:
    """A figure before an action and after it; the days are those of both spans, first and last."""

    figure: str
    label: str
    before_days: tuple[date, date]
    after_days: tuple[date, date]
    framework: str
    comparison: Comparison

    @property
    def has_moved(self) -> bool:
        """Whether the change for the better is beyond doubt."""
        wanted = Claim.LOWER if self.figure in _LOWER_IS_BETTER else Claim.HIGHER
        return self.comparison.claim is wanted

    @property
    def got_worse(self) -> bool:
        """Whether it moved the wrong way, beyond doubt."""
        return self.comparison.claim in (Claim.HIGHER, Claim.LOWER) and not self.has_moved

    @property
    def has_later_sample(self) -> bool:
        """Whether anything was counted after the action began."""
        return self.comparison.now[1] > 0

    @property
    def sentence(self) -> str:
        """What follows, in a sentence."""
        if not self.has_later_sample:
            return "No later sample counts this figure yet."
        if not self.comparison.before[1]:
            return "Nothing was counted before the action, so there is nothing to compare the later sample with."
        if self.got_worse:
            return f"It got worse. {self.comparison.sentence}"
        return self.comparison.sentence

    @property
    def sample(self) -> Sample:
        """What a closure keeps of it."""
        return Sample(self.figure, self.comparison.before, self.comparison.now)


def moved(workspace: Workspace, action: Action, until: date | None = None) -> Moved | None:
    """The comparison as it stands on a day, today where none is given; None for an action without a figure.

    Before: the twelve months up to the day on which it was opened. After: from the next day on. Audits count in the
    action's own cycle and framework version; figures of timeliness have neither.
    """
    if not action.figure:
        return None
    opened, last = date.fromisoformat(action.opened_on), until or workspace.means.now().date()
    before_days = (add_months(opened, -MONTHS_BEFORE) + timedelta(days=1), opened)
    after_days = (opened + timedelta(days=1), max(last, opened + timedelta(days=1)))
    before = _share(workspace, action, before_days, last, action.framework)
    after = _share(workspace, action, after_days, last, before.framework)
    return Moved(
        action.figure,
        definition(action.figure).label,
        before_days,
        after_days,
        before.framework,
        compare((after.count, after.of), (before.count, before.of)),
    )


def kept_comparison(sample: Sample) -> Comparison:
    """The comparison that a closure kept, worked out again from its counts."""
    return compare(sample.after, sample.before)


def figure_words(figure: str) -> str:
    """What a figure counts; the id itself where no definition knows it."""
    try:
        return definition(figure).label
    except ValueError:
        return figure


def figure_choices(workspace: Workspace, action: Action) -> tuple[tuple[str, str], ...]:
    """The figures that an action can be measured by, id and words: shares alone, since counts of items have no test."""
    key = action.framework
    markers = stored_framework(workspace.conn, key).markers if key in framework_keys(workspace.conn) else ()
    of_markers = (f"marker.{one.id}.sound" for one in markers)
    return tuple((figure, definition(figure).label) for figure in (*_FIGURES, *of_markers))


def _share(workspace: Workspace, action: Action, days: tuple[date, date], as_of: date, framework: str) -> Share:
    cycle = "" if is_of_register(action.figure) else action.cycle
    return share_in(workspace.conn, action.figure, cycle, *days, as_of, framework)
