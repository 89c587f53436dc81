"""Who may do what: people, roles, and the one function that services and merge ask; it knows no keys."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType


class Agency(StrEnum):
    """The side of the partnership that a person scores for."""

    EDUCATION = "education"
    HEALTH = "health"
    SOCIAL_CARE = "social_care"
    COORDINATOR = "coordinator"
    PARENT_CARER = "parent_carer"


class Role(StrEnum):
    """What a person is trusted with; one person may hold several."""

    OWNER = "owner"
    AUDITOR = "auditor"
    MODERATOR = "moderator"
    CHAIR = "chair"
    KEYHOLDER = "keyholder"
    TEAM_MANAGER = "team_manager"
    READER = "reader"


@dataclass(frozen=True, slots=True)
class Person:
    """One person of the partnership; `active_to` is the last day, None while it is open."""

    id: str
    name: str
    agency: Agency
    roles: frozenset[Role]
    teams: tuple[str, ...]
    active_from: date
    active_to: date | None = None

    def is_active(self, day: date) -> bool:
        """Whether the person belonged to the workspace on that day, both ends included."""
        return self.active_from <= day and not self.has_left(day)

    def has_left(self, day: date) -> bool:
        """Whether that day lies after the person's last one."""
        return self.active_to is not None and day > self.active_to


class Act(StrEnum):
    """Everything that is asked before it is done; a new kind of change names its act here."""

    MANAGE_PEOPLE = "manage_people"
    EDIT_WORKSPACE = "edit_workspace"
    EDIT_REGISTER = "edit_register"
    EDIT_FRAMEWORK = "edit_framework"
    ADD_DOCUMENT = "add_document"
    DRAW = "draw"
    ASSIGN = "assign"
    REPLACE_PLAN = "replace_plan"
    CLOSE_WEEK = "close_week"
    OPEN_AUDIT = "open_audit"
    SCORE = "score"
    SUBMIT = "submit"
    REOPEN = "reopen"
    OVERRIDE = "override"
    CONSENSUS = "consensus"
    IMPORT_AUDITS = "import_audits"
    REPORT = "report"
    ISSUE_REPORT = "issue_report"
    COMMENT = "comment"
    EXPORT = "export"
    BACK_UP = "back_up"
    RESTORE = "restore"
    ERASE = "erase"
    SEE_FIND_CARD = "see_find_card"
    DECIDE_CONFLICT = "decide_conflict"
    OPEN_ROUND = "open_round"
    RELEASE_ROUND = "release_round"
    CLOSE_ROUND = "close_round"
    REVEAL = "reveal"
    CHANGE_ORIGINAL = "change_an_original"
    MANAGE_ACTIONS = "manage_actions"
    CLOSE_ACTION = "close_an_action"
    MANAGE_IMPROVEMENT = "manage_the_improvement_plan"
    MANAGE_MEASURES = "manage_measures"
    READ = "read"


@dataclass(frozen=True, slots=True)
class Thing:
    """What an act is done to: whose it is (a person's id, or None) and whether it is locked.

    A review is its reviewer's; a closure is theirs who asked for it.
    """

    owner_person: str | None = None
    locked: bool = False


_ALL = frozenset(Role)
_ALL_BUT_READER = _ALL - {Role.READER}
_LEADERS = frozenset({Role.OWNER, Role.MODERATOR, Role.CHAIR})
# Team managers are here because weekly audits are assigned to them too.
_REVIEWERS = frozenset({Role.AUDITOR, Role.MODERATOR, Role.TEAM_MANAGER})

RIGHTS: Mapping[Act, frozenset[Role]] = MappingProxyType(
    {
        Act.MANAGE_PEOPLE: frozenset({Role.OWNER}),
        Act.EDIT_WORKSPACE: frozenset({Role.OWNER}),
        Act.EDIT_REGISTER: frozenset({Role.OWNER, Role.MODERATOR}),
        # Who draws and opens rounds must be able to take in the framework that these are audited by.
        Act.EDIT_FRAMEWORK: _LEADERS,
        Act.ADD_DOCUMENT: _REVIEWERS | _LEADERS,
        Act.DRAW: _LEADERS,
        Act.ASSIGN: _LEADERS,
        Act.REPLACE_PLAN: _LEADERS | {Role.AUDITOR},
        Act.CLOSE_WEEK: _LEADERS,
        Act.OPEN_AUDIT: _REVIEWERS | _LEADERS,
        Act.SCORE: _REVIEWERS,
        Act.SUBMIT: _REVIEWERS,
        Act.REOPEN: _REVIEWERS,
        Act.OVERRIDE: frozenset({Role.MODERATOR}),
        Act.CONSENSUS: frozenset({Role.MODERATOR, Role.CHAIR}),
        Act.IMPORT_AUDITS: frozenset({Role.OWNER, Role.AUDITOR, Role.MODERATOR}),
        Act.REPORT: _ALL,
        Act.ISSUE_REPORT: _LEADERS,
        Act.COMMENT: _LEADERS | {Role.TEAM_MANAGER},
        Act.EXPORT: _ALL_BUT_READER,
        Act.BACK_UP: _ALL_BUT_READER,
        Act.RESTORE: frozenset({Role.OWNER}),
        Act.ERASE: frozenset({Role.OWNER}),
        Act.SEE_FIND_CARD: frozenset({Role.OWNER}),
        Act.DECIDE_CONFLICT: frozenset({Role.MODERATOR, Role.OWNER}),
        Act.OPEN_ROUND: frozenset({Role.CHAIR}),
        Act.RELEASE_ROUND: frozenset({Role.KEYHOLDER}),
        Act.CLOSE_ROUND: frozenset({Role.CHAIR}),
        Act.REVEAL: frozenset({Role.CHAIR}),
        # What a member scored before the reveal stands as it is, for everybody.
        Act.CHANGE_ORIGINAL: frozenset(),
        Act.MANAGE_ACTIONS: _LEADERS | {Role.TEAM_MANAGER},
        Act.CLOSE_ACTION: _LEADERS | {Role.TEAM_MANAGER},
        Act.MANAGE_IMPROVEMENT: _LEADERS,
        Act.MANAGE_MEASURES: _LEADERS,
        Act.READ: _ALL,
    }
)
"""Act to the roles that may do it; `may` adds the rules about whose review it is."""


def may(person: Person, act: Act, thing: Thing | None = None, on: date | None = None) -> bool:
    """Whether this person may do this act to this thing.

    SCORE and SUBMIT need a thing that is the person's own review and not locked; REOPEN the person's own review or a
    moderator; CLOSE_ACTION a closure that somebody else asked for. Without a thing these are refused: `holds_right`
    answers what a menu asks.
    With `on`, a person whose last day lies before it may do nothing. Their first day is not asked: a computer whose
    clock was set back must shut nobody out.
    """
    if on is not None and person.has_left(on):
        return False
    if not holds_right(person, act):
        return False
    own = thing is not None and thing.owner_person == person.id
    if act in (Act.SCORE, Act.SUBMIT):
        return own and thing is not None and not thing.locked
    if act is Act.REOPEN:
        return own or (thing is not None and Role.MODERATOR in person.roles)
    if act is Act.CLOSE_ACTION:
        return thing is not None and not own and thing.owner_person is not None
    return True


def holds_right(person: Person, act: Act) -> bool:
    """Whether one of the person's roles allows the act at all, whatever it is done to."""
    return not person.roles.isdisjoint(RIGHTS[act])


def lasting_owners(people: Iterable[Person]) -> tuple[Person, ...]:
    """The owners whose access has no last day: without any, nobody could let anybody in one day."""
    return tuple(one for one in people if Role.OWNER in one.roles and one.active_to is None)
