"""What the first screen tells of actions: how many are late or due soon, the first of them, and what is due today."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from audit_app.domain.people import Act, holds_right
from audit_app.services.actions.listing import actions
from audit_app.services.actions.rules import follow_up
from audit_app.store.read_actions import ActionRow, LowScore, without_action
from audit_app.store.workspace import Workspace

MOST_SHOWN: Final = 5
_DAYS_BACK: Final = 31


@dataclass(frozen=True, slots=True)
class ActionsAtHome:
    """Counts, the `first` of what is overdue and due soon, and `today`: scores that call for an action the same day.

    `on` is the day; `may_open` whether the person may open actions at all.
    """

    on: date
    current: int
    overdue: int
    soon: int
    asked: int
    first: tuple[ActionRow, ...]
    today: tuple[LowScore, ...]
    may_open: bool

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to tell."""
        return not (self.current or self.today)


def actions_at_home(workspace: Workspace, on: date) -> ActionsAtHome:
    """What there is on a day; a score that calls for an action today is told until it has one, for a month."""
    listed = actions(workspace)
    current = [row for row in listed.rows if row.action.is_open]
    overdue = [row for row in current if row.action.is_overdue(on)]
    soon = [row for row in current if row.action.is_due_soon(on, listed.soon)]
    same_day = [
        (one.marker, one.score_at_most)
        for one in follow_up(workspace).deadlines
        if one.marker and one.score_at_most is not None and one.within == 0
    ]
    since = (on - timedelta(days=_DAYS_BACK)).isoformat()
    return ActionsAtHome(
        on,
        len(current),
        len(overdue),
        len(soon),
        sum(row.action.asked is not None for row in current),
        tuple([*overdue, *soon][:MOST_SHOWN]),
        without_action(workspace.conn, same_day, since),
        holds_right(workspace.person, Act.MANAGE_ACTIONS),
    )
