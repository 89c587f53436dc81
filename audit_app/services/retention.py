"""How long things are kept here: the rules with what each keeps and what is due, other times, earlier erasures."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Final

from audit_app.domain.people import Act
from audit_app.domain.problems import AppError
from audit_app.domain.retention import BOUNDS, Bounds, Kept, RetentionRule, due_on, time_words, within
from audit_app.services.erasing import ToErase, due_today, rules_in_force
from audit_app.services.refusals import demand_reason
from audit_app.store.read_retention import ageing
from audit_app.store.read_settings import KEPT_FOR, settings_op, workspace_settings
from audit_app.store.read_trail import TrailFilter, op_count, trail_heads
from audit_app.store.workspace import Workspace

_LAST_ERASURES: Final = 50


@dataclass(frozen=True, slots=True)
class RuleState:
    """One rule: the time in force in its unit, how many things it is about, how many are due, when the next is."""

    rule: RetentionRule
    bounds: Bounds
    number: int
    held: int
    due: int
    next_on: date | None


@dataclass(frozen=True, slots=True)
class ErasedBefore:
    """One erasure on record: when (UTC text), by whom, why, and how many records."""

    utc: str
    person: str
    reason: str
    records: int


@dataclass(frozen=True, slots=True)
class RetentionState:
    """Everything about keeping and erasing in this workspace today."""

    rules: tuple[RuleState, ...]
    due: tuple[ToErase, ...]
    before: tuple[ErasedBefore, ...]


def retention_state(workspace: Workspace) -> RetentionState:
    """The rules, what is due today, and the newest erasures."""
    due = due_today(workspace)
    today = workspace.means.now().date()
    rules = rules_in_force(workspace)
    held: Counter[Kept] = Counter()
    coming: dict[Kept, date] = {}
    for thing in ageing(workspace.conn):
        held[thing.kept] += 1
        on = due_on(rules[thing.kept], thing.since)
        if on > today:
            coming[thing.kept] = min(on, coming.get(thing.kept, on))
    counts = Counter(one.kept for one in due)
    states = tuple(
        RuleState(rules[kept], BOUNDS[kept], number_of(rules[kept]), held[kept], counts[kept], coming.get(kept))
        for kept in Kept
    )
    return RetentionState(states, due, _before(workspace))


def number_of(rule: RetentionRule) -> int:
    """The time of a rule in the unit of its bounds."""
    return rule.months if BOUNDS[rule.kept].unit == "months" else rule.days


def keep_for(workspace: Workspace, kept: Kept, number: int, reason: str) -> None:
    """Keep things of a kind for another time from now on, in the unit of its bounds.

    Raises AppError where the person may not, the time is out of bounds, or no reason is given.
    """
    workspace.demand(Act.EDIT_WORKSPACE)
    bounds = BOUNDS[kept]
    if not within(bounds, number):
        raise AppError(
            f"{bounds.what} can be kept for {time_words(bounds.least, bounds.unit)} to "
            f"{time_words(bounds.most, bounds.unit)} after {bounds.since}. Choose a time between."
        )
    if number == number_of(rules_in_force(workspace)[kept]):
        return
    why = demand_reason(reason, "Another time to keep things")
    chosen = workspace_settings(workspace.conn).get(KEPT_FOR)
    value = {**(chosen if isinstance(chosen, dict) else {}), kept.value: number}
    label = f"Keep {bounds.what[0].lower()}{bounds.what[1:]} for {time_words(number, bounds.unit)}"
    workspace.door.write(label, [settings_op(workspace.conn, workspace.id, KEPT_FOR, value)], reason=why)


def _before(workspace: Workspace) -> tuple[ErasedBefore, ...]:
    heads = trail_heads(workspace.conn, TrailFilter(field="erased"), 0, _LAST_ERASURES)
    return tuple(ErasedBefore(one.utc, one.person, one.reason, op_count(workspace.conn, one)) for one in heads)
