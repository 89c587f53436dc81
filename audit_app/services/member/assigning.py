"""What an assignment becomes in a member's workspace: the operations that take it in; it reads no packs."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from hashlib import sha256

from audit_app.domain.cycles import Cycle, Purpose
from audit_app.domain.people import Role
from audit_app.domain.problems import AppError
from audit_app.services.audit_opening import na_ops
from audit_app.services.member.bodies import AssignIn, DocumentIn, PlanIn
from audit_app.store.documents import Document, documents_of, write_new
from audit_app.store.ids import Ids
from audit_app.store.log.rights import Op
from audit_app.store.read_assignments import (
    PARTNERSHIP,
    AssignedPlan,
    HeldAssignment,
    Partnership,
    assignment_of,
    sent_back,
    was_erased,
)
from audit_app.store.read_audits import audit_of, framework_text, review_of_id
from audit_app.store.read_settings import settings_op
from audit_app.store.workspace import Workspace


def partnership_op(workspace: Workspace, partnership: Partnership) -> Op:
    """Whose workspace this is, and who may send packs into it."""
    return settings_op(workspace.conn, workspace.id, PARTNERSHIP, partnership.value())


def role_ops(workspace: Workspace, role: Role) -> Iterator[Op]:
    """A keyholder who is asked to score becomes an auditor of their own workspace too, and the other way round."""
    roles = workspace.person.roles
    if role not in roles:
        yield Op("person", workspace.person.id, "roles", sorted(one.value for one in (*roles, role)))


def assign_ops(workspace: Workspace, assign: AssignIn) -> list[Op]:
    """Everything that an assignment, or a later pack of it, brings.

    Writes the files of its documents; whoever then cannot write the operations calls `documents.sweep`. Raises
    AppError where the framework is another than the one that is there under its key.
    """
    held = assignment_of(workspace.conn, assign.round_id)
    ops = [*role_ops(workspace, Role.AUDITOR), *_framework_ops(workspace, assign)]
    for plan in assign.plans:
        ops += _plan_ops(workspace, assign, plan)
    return [*ops, *_back_ops(workspace, assign, held), _record_op(workspace, assign, held)]


def _framework_ops(workspace: Workspace, assign: AssignIn) -> Iterator[Op]:
    framework, there = assign.framework, framework_text(workspace.conn, assign.framework.key)
    if there is None:
        value = {"framework": framework.id, "version": framework.version, "text": assign.framework_text}
        yield Op("framework", framework.key, "record", value)
    elif there != assign.framework_text:
        raise AppError(
            f"The framework {framework.key} in this pack differs from the one that is here under the same name. "
            "Nothing was taken in. Ask the chair to give the changed framework a version of its own."
        )


def _plan_ops(workspace: Workspace, assign: AssignIn, plan: PlanIn) -> list[Op]:
    plan_id = plan.plan_id
    if was_erased(workspace.conn, "entry", plan_id):  # a round that was removed from here had it
        plan_id = Ids(workspace.id).plan(f"{assign.round_id} {plan.plan_ref}")
    ops = [Op("entry", plan_id, "row", {"plan_ref": plan.plan_ref, "final_date": None})]
    if audit_of(workspace.conn, plan.audit) is None:
        ops.append(Op("audit", plan.audit, "record", _audit(assign, plan, plan_id)))
    if review_of_id(workspace.conn, plan.review) is None:
        ops.append(Op("review", plan.review, "record", _review(assign, plan)))
        ops.append(Op("review", plan.review, "markers", list(plan.markers)))
        ops += na_ops(plan.review, plan.na)
    for document in plan.documents:
        ops += _document_ops(workspace, assign, plan_id, document)
    return ops


def _audit(assign: AssignIn, plan: PlanIn, plan_id: str) -> dict[str, object]:
    return {
        "plan_id": plan_id,
        "framework": assign.framework.key,
        "cycle": Cycle.MULTI_AGENCY.value,
        "round": assign.name,
        "date": plan.date,
        "purpose": Purpose.SAMPLE.value,
        "place_id": None,
    }


def _review(assign: AssignIn, plan: PlanIn) -> dict[str, object]:
    person = assign.joining.person
    return {
        "audit_id": plan.audit,
        "reviewer": person.name,
        "person_id": person.id,
        "agency": person.agency.value,
        "kind": "single",
        "source": "app",
    }


def _document_ops(workspace: Workspace, assign: AssignIn, plan_id: str, document: DocumentIn) -> Sequence[Op]:
    digest = sha256(document.original).hexdigest()
    id_ = document.id
    if not id_ or was_erased(workspace.conn, "document", id_):
        id_ = Ids(workspace.id).document(plan_id, f"{assign.round_id} {digest}")
    if any(one.id == id_ for one in documents_of(workspace.conn, plan_id)):
        return ()
    day = workspace.means.now().date().isoformat()
    made = Document(id_, plan_id, document.name, document.media_type, len(document.original), day, document.about)
    return write_new(workspace, made, document.original, document.text)


def _back_ops(workspace: Workspace, assign: AssignIn, held: HeldAssignment | None) -> Iterator[Op]:
    """What was handed back is open again, with the chair's reason."""
    if held is None or not assign.handed_back:
        return
    gone = sent_back(workspace.conn, held)
    detail = {"on": workspace.means.now().date().isoformat(), "reason": assign.handed_back}
    for plan in assign.plans:
        if plan.review in gone:
            yield Op("review", plan.review, "state", {"state": "open", "detail": detail})


def _record_op(workspace: Workspace, assign: AssignIn, held: HeldAssignment | None) -> Op:
    joining = assign.joining
    value = {
        "workspace": joining.workspace,
        "organisation": joining.organisation,
        "name": assign.name,
        "framework": assign.framework.key,
        "due": assign.due.isoformat(),
        "agency": joining.person.agency.value,
        "public": assign.public,
        "sealed": 1 if assign.is_sealed else 0,
        "number": assign.number,
        "proof": joining.proof or (held.proof if held is not None else ""),
        "chair": [asdict(one) for one in joining.chairs],
        "chair_box_key": joining.chairs[0].box_key,
        "chair_sign_key": joining.chairs[0].sign_key,
        "audits": [one.value() for one in _plans(workspace, assign, held)],
    }
    return Op("assignment", assign.round_id, "record", value)


def _plans(workspace: Workspace, assign: AssignIn, held: HeldAssignment | None) -> list[AssignedPlan]:
    """The plans as they were, those of the pack after them, and what was handed back counted."""
    known = {one.review_id: one for one in held.plans} if held is not None else {}
    gone = sent_back(workspace.conn, held) if held is not None and assign.handed_back else frozenset()
    for plan in assign.plans:
        one = known.get(plan.review)
        if one is None:
            one = AssignedPlan(plan.audit, plan.review, plan.plan_ref)
            # handed back, but sent in from a workspace that is lost: what comes now is the second return at least
            gone = gone | {plan.review} if assign.handed_back else gone
        if plan.review in gone:
            one = replace(one, back=one.back + 1, back_reason=assign.handed_back)
        known[plan.review] = one
    return list(known.values())
