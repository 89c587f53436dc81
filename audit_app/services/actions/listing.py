"""The list of actions and one of them in full, as a screen shows them: read once, then filtered in memory."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from audit_app.domain.actions import Action, Checkpoint, Next, State, missing_to_close, next_of
from audit_app.domain.people import Act, Person, Thing, holds_right, may
from audit_app.services.actions.holding import found_action
from audit_app.services.actions.moved import Moved, moved
from audit_app.services.actions.re_audits import ReAudit, re_audits
from audit_app.services.actions.rules import follow_up
from audit_app.store.log.people_log import people
from audit_app.store.read_actions import ActionRow, HeldFinding, action_rows, checkpoints_of, findings_of
from audit_app.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class ActionList:
    """Every action as it stands on a day; `soon` days ahead count as due soon."""

    rows: tuple[ActionRow, ...]
    on: date
    soon: int
    person: Person
    names: Mapping[str, str]

    def is_mine(self, action: Action) -> bool:
        """Whether it is of the person's agency and, where they have teams, of one of these or of none."""
        if action.agency != self.person.agency.value:
            return False
        return not (self.person.teams and action.team) or action.team in self.person.teams

    @property
    def overdue(self) -> tuple[ActionRow, ...]:
        """Those past their day, the longest first."""
        return tuple(row for row in self.rows if row.action.is_overdue(self.on))

    @property
    def due_soon(self) -> tuple[ActionRow, ...]:
        """Those due within the days ahead, the next first."""
        return tuple(row for row in self.rows if row.action.is_due_soon(self.on, self.soon))


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which actions are looked at; what is empty asks for nothing. `standing` is a key of STANDINGS."""

    standing: str = "current"
    agency: str = ""
    team: str = ""
    owner: str = ""
    status: str = ""
    systemic: bool = False
    mine: bool = False
    words: str = ""


_Test = Callable[[ActionList, Action], bool]
STANDINGS: Final[Mapping[str, tuple[str, _Test]]] = MappingProxyType(
    {
        "current": ("Open", lambda _, one: one.is_open),
        "overdue": ("Overdue", lambda of, one: one.is_overdue(of.on)),
        "soon": ("Due soon", lambda of, one: one.is_due_soon(of.on, of.soon)),
        "asked": ("Closure asked for", lambda _, one: one.state is State.ASKED),
        "closed": ("Closed", lambda _, one: one.state is State.CLOSED),
        "abandoned": ("Abandoned", lambda _, one: one.state is State.ABANDONED),
        "all": ("All", lambda _, __: True),
    }
)
"""How an action may stand, in words, in the order in which a person chooses."""
NOT_REPORTED: Final = "none"
"""The status asked for where nobody reported."""


@dataclass(frozen=True, slots=True)
class ActionDetail:
    """One action in full, with what may be done next by the person, and what is missing before closing."""

    action: Action
    findings: tuple[HeldFinding, ...]
    checkpoints: tuple[Checkpoint, ...]
    next: Next
    missing: tuple[str, ...]
    moved: Moved | None
    re_audits: tuple[ReAudit, ...]
    names: Mapping[str, str]
    may_change: bool
    may_close: bool

    def name_of(self, person: str) -> str:
        """What a person is called; their id is never shown."""
        return self.names.get(person, "somebody who has left")


def actions(workspace: Workspace) -> ActionList:
    """Every action, the one due first at the top."""
    names = {id_: one.name for id_, one in people(workspace.conn).items()}
    rows, on = action_rows(workspace.conn), workspace.means.now().date()
    return ActionList(rows, on, follow_up(workspace).due_soon_days, workspace.person, MappingProxyType(names))


def chosen(listed: ActionList, wanted: Wanted) -> tuple[ActionRow, ...]:
    """Those that are asked for, in their order."""
    stands = STANDINGS[wanted.standing][1]
    words = wanted.words.casefold().split()
    return tuple(
        row
        for row in listed.rows
        if stands(listed, row.action) and _fits(listed, row.action, wanted) and _says(row, words)
    )


def detail(workspace: Workspace, action_id: str) -> ActionDetail:
    """One action in full. Raises AppError where it is gone."""
    action = found_action(workspace, action_id)
    person = workspace.person
    thing = Thing(owner_person=action.asked.by if action.asked is not None else None)
    return ActionDetail(
        action,
        findings_of(workspace.conn, [action_id]).get(action_id, ()),
        checkpoints_of(workspace.conn, action_id),
        next_of(action),
        missing_to_close(action),
        moved(workspace, action) if action.is_systemic else None,
        re_audits(workspace, action_id),
        MappingProxyType({id_: one.name for id_, one in people(workspace.conn).items()}),
        may_change=workspace.can_write and holds_right(person, Act.MANAGE_ACTIONS),
        may_close=workspace.can_write and may(person, Act.CLOSE_ACTION, thing),
    )


def values_of(rows: Iterable[ActionRow], name: str) -> tuple[str, ...]:
    """What there is to choose from in one column: each word once, in order."""
    return tuple(sorted({str(getattr(row.action, name)) for row in rows} - {""}, key=str.casefold))


def _fits(listed: ActionList, action: Action, wanted: Wanted) -> bool:
    status = action.status.value if action.status is not None else NOT_REPORTED
    return (
        wanted.agency in ("", action.agency)
        and wanted.team in ("", action.team)
        and wanted.owner in ("", action.owner)
        and wanted.status in ("", status)
        and (not wanted.systemic or action.is_systemic)
        and (not wanted.mine or listed.is_mine(action))
    )


def _says(row: ActionRow, words: list[str]) -> bool:
    """Whether every word stands somewhere in it: in its texts, its plans' references or its markers."""
    if not words:
        return True
    one = row.action
    parts = (one.what, one.owner, one.leader, one.service, one.team, one.success, one.cause, one.comments)
    text = "\n".join((*parts, one.evidence, one.timescale, row.about.plan_refs, row.about.markers)).casefold()
    return all(word in text for word in words)
