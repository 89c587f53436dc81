"""The columns of the actions and the words above them; no widget here."""

from datetime import date
from typing import Final

from audit_app.domain.actions import Action, State
from audit_app.domain.counting import counted
from audit_app.domain.status import Status
from audit_app.services.actions.listing import ActionList
from audit_app.services.actions.told import standing_words
from audit_app.store.read_actions import ActionRow
from audit_app.ui.days import plain_day
from audit_app.ui.statuses import PILLS, status_words
from audit_app.ui.table_model import Column
from exports.charts.scene import Mark
from exports.plain import one_line
from resources.theme import Colour
from scoring.figures import AGENCY_NAMES

_ORDER: Final = {Status.RED: 0, Status.AMBER: 1, Status.GREY: 2, Status.GREEN: 3}


class Line:
    """One row of the list: an action as it stands on a day."""

    __slots__ = ("action", "agency", "due", "is_overdue", "markers", "plans", "refs", "standing", "status", "what")

    def __init__(self, row: ActionRow, on: date) -> None:
        one = self.action = row.action
        self.what = one_line(one.what)
        self.agency = AGENCY_NAMES.get(one.agency, "")
        self.standing = _standing_words(one, on)
        self.is_overdue = one.is_overdue(on)
        self.due = one.due
        self.status = status_words(one.status)
        self.plans, self.refs, self.markers = row.about.plans, row.about.plan_refs, row.about.markers


def columns() -> tuple[Column, ...]:
    """What, whose, by when, how far; what matters least is left out first where there is no room."""
    return (
        Column("what", "What will be done", lambda one: one.what, tip=lambda one: one.what, width=250),
        Column("standing", "Standing", _standing, sort=_by_day, mark=_mark, tip=_standing, width=170, yields=1),
        Column("status", "Status", _status, sort=_by_status, mark=_status_mark, choices=True, width=110, yields=2),
        Column("about", "About", _about, tip=_about, width=130, yields=3),
        Column("agency", "Agency", lambda one: one.agency, choices=True, width=110, yields=4),
        Column("owner", "Owner", lambda one: one.action.owner, choices=True, width=180, yields=4),
        Column("due", "Due", lambda one: plain_day(one.due), sort=lambda one: one.due or None, width=104, yields=5),
        Column("team", "Team", lambda one: one.action.team, choices=True, width=110, yields=5),
        Column("markers", "Markers", lambda one: one.markers.replace(",", ", "), width=100, yields=6),
        Column("leader", "Leader", lambda one: one.action.leader, width=160, yields=7),
        Column("opened", "Opened", lambda one: plain_day(one.action.opened_on), sort=_opened, width=104, yields=7),
        Column("plans", "Plans", lambda one: one.refs.replace(",", ", "), width=140, hidden=True),
    )


def told_words(listed: ActionList) -> str:
    """How many are open, overdue and due soon, in a sentence."""
    current = sum(row.action.is_open for row in listed.rows)
    asked = sum(row.action.state is State.ASKED for row in listed.rows)
    said = f"{counted(current, 'open action')}: {len(listed.overdue):,} overdue, {len(listed.due_soon):,} due within "
    waits = f"; {counted(asked, 'waits', 'wait')} for a second person" if asked else ""
    return f"{said}{counted(listed.soon, 'day')}{waits}."


def _standing_words(action: Action, on: date) -> str:
    """As elsewhere, with the day of its end as tables write it."""
    for word, step in (("Closed", action.closed), ("Abandoned", action.abandoned)):
        if step is not None:
            return f"{word} {plain_day(step.on)}"
    said = standing_words(action, on)
    return said[:1].upper() + said[1:]


def _standing(one: Line) -> str:
    return one.standing


def _status(one: Line) -> str:
    return one.status


def _about(one: Line) -> str:
    if one.action.is_systemic:
        return f"Practice, {counted(one.plans, 'plan')}" if one.plans else "Practice"
    return one.refs.replace(",", ", ")


def _by_day(one: Line) -> str:
    """Open ones by their day, those without one after them, what is over last."""
    return f"0{one.due or '9999'}" if one.action.is_open else "1"


def _by_status(one: Line) -> int | None:
    return None if one.action.status is None else _ORDER[one.action.status]


def _opened(one: Line) -> str:
    return one.action.opened_on


def _mark(one: Line) -> tuple[Mark, Colour]:
    if one.is_overdue:
        return Mark.SQUARE, Colour.INADEQUATE
    if one.action.is_open:
        return Mark.RING, Colour.SOFT_INK
    return (Mark.DOT, Colour.ACCENT) if one.action.closed is not None else (Mark.RING, Colour.NOT_GRADED)


def _status_mark(one: Line) -> tuple[Mark, Colour] | None:
    return None if one.action.status is None else PILLS[one.action.status].value
