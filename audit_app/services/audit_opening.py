"""Opening an audit: the audit, the person's own review of it, and what does not apply by rule, in one change."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from audit_app.domain.cycles import DEFAULTS, Cycle, Purpose
from audit_app.domain.people import Person
from audit_app.domain.problems import AppError
from audit_app.services.frameworks import newest_key, prepared
from audit_app.services.plan_facts import facts_on
from audit_app.services.samples.places import open_place, refuse_own_case
from audit_app.services.samples.sampling import cycle_named
from audit_app.store.ids import Ids
from audit_app.store.log.rights import Op
from audit_app.store.read_audits import audit_of, review_of_id
from audit_app.store.read_draws import draw_of
from audit_app.store.read_register import PlanEntry, plan_entry, register_day
from audit_app.store.workspace import Workspace
from forms.model import Framework, NotScore, na_by_rule


@dataclass(frozen=True, slots=True)
class Opened:
    """An audit and the person's own review of it; `not_applicable` are the markers that do not apply by rule.

    `is_new` is False where the person had opened the review before.
    """

    audit_id: str
    review_id: str
    plan_ref: str
    framework: Framework
    not_applicable: tuple[str, ...]
    is_new: bool


@dataclass(frozen=True, slots=True)
class Follows:
    """The audit and the action that a re-audit looks at again, by their ids; either may be empty."""

    audit: str = ""
    action: str = ""


@dataclass(frozen=True, slots=True)
class _Occasion:
    """What is audited: which plan, in which cycle, as of which day, for which place of a draw."""

    entry: PlanEntry
    cycle: str
    on: date
    place_id: str = ""


def open_audit(
    workspace: Workspace,
    *,
    place_id: str = "",
    plan_ref: str = "",
    cycle: str = "",
    on: date | None = None,
    framework: str = "",
    purpose: Purpose = Purpose.SAMPLE,
    follows: Follows | None = None,
) -> Opened:
    """Open the person's own review of a drawn place, or of a plan in a cycle as of a day (today where none is given).

    A drawn plan's audit has the date of its draw. The framework is the newest version of the cycle's default unless
    another is named; `follows` belongs to a re-audit. Markers that do not apply by rule are filled in as NA with the
    reason. Opened before, nothing is written. Raises AppError where the place is not open, the plan or framework is
    unknown, or it is their own case.
    """
    occasion = _of_place(workspace, place_id) if place_id else _of_plan(workspace, plan_ref, cycle, on)
    entry, person, conn = occasion.entry, workspace.person, workspace.conn
    refuse_own_case(entry, person, occasion.on)
    form, ops = prepared(workspace, _framework_key(workspace, framework, occasion.cycle))
    ids = Ids(workspace.id)
    audit_id = ids.audit(entry.id, occasion.cycle, occasion.on.isoformat(), form.key, purpose.value)
    review_id = ids.review(audit_id, person.id)
    facts = facts_on(entry, occasion.on, register_day(conn))
    reasons = {marker.id: reason for marker in form.markers if (reason := na_by_rule(marker, facts)) is not None}
    audit = audit_of(conn, audit_id)
    if audit is not None and audit.abandoned:
        raise AppError(f"This audit was abandoned ({audit.abandoned}). Audit the plan as of another day.")
    is_new = review_of_id(conn, review_id) is None
    if is_new:
        if audit is None:
            ops.append(_audit_op(audit_id, occasion, form.key, purpose))
            if follows is not None:
                value = {"audit": follows.audit or None, "action": follows.action or None}
                ops.append(Op("audit", audit_id, "follows", value))
        ops += [_review_op(review_id, audit_id, person), *na_ops(review_id, reasons)]
        label = f"Open an audit ({occasion.cycle}, {occasion.on.isoformat()})"
        workspace.door.write(label, ops, touches=audit_id)
    return Opened(audit_id, review_id, entry.plan_ref, form, tuple(reasons), is_new)


def na_ops(review_id: str, reasons: Mapping[str, str]) -> Iterator[Op]:
    """What fills markers in as NA by rule, with the rule's reason."""
    for marker, reason in reasons.items():
        yield Op("score", Ids.score(review_id, marker), "score", NotScore.NA.value)
        yield Op("score", Ids.score(review_id, marker), "reason", reason)


def _framework_key(workspace: Workspace, named: str, cycle: str) -> str:
    asked = named or DEFAULTS[Cycle(cycle)].framework_id
    key = newest_key(workspace, asked)
    if key is None:
        raise AppError(f"There is no framework {asked} in this workspace. Choose one such as core-42 or weekly-18.")
    return key


def _review_op(review_id: str, audit_id: str, person: Person) -> Op:
    record = {
        "audit_id": audit_id,
        "reviewer": person.name,
        "person_id": person.id,
        "agency": person.agency.value,
        "kind": "single",
        "source": "app",
    }
    return Op("review", review_id, "record", record)


def _of_place(workspace: Workspace, place_id: str) -> _Occasion:
    place = open_place(workspace, place_id)
    if place.round_id:
        raise AppError(
            f"{place.plan_ref} is scored by the members of a round, each in a place of their own. See Rounds."
        )
    entry = plan_entry(workspace.conn, plan_id=place.plan_id)
    draw = draw_of(workspace.conn, place.draw_id)
    if entry is None or draw is None:
        raise AppError("The plan of this place was erased under a retention rule. Close the place with a reason.")
    return _Occasion(entry, draw.cycle, date.fromisoformat(draw.on_date), place_id)


def _of_plan(workspace: Workspace, plan_ref: str, cycle: str, on: date | None) -> _Occasion:
    entry = plan_entry(workspace.conn, plan_ref=plan_ref)
    if entry is None:
        raise AppError(f"There is no plan {plan_ref} in this workspace. Import the register, or check the reference.")
    return _Occasion(entry, cycle_named(cycle).value, on or workspace.means.now().date())


def _audit_op(audit_id: str, occasion: _Occasion, key: str, purpose: Purpose) -> Op:
    value = {
        "plan_id": occasion.entry.id,
        "framework": key,
        "cycle": occasion.cycle,
        "round": None,
        "date": occasion.on.isoformat(),
        "purpose": purpose.value,
        "place_id": occasion.place_id or None,
    }
    return Op("audit", audit_id, "record", value)
