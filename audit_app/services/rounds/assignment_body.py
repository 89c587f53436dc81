"""What a member is sent: their plans with markers, what does not apply by rule, and the papers; it makes no pack.

Of the register nothing travels but the plan's reference: no name, and no word on child protection or child in need.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import PurePath

from audit_app.domain.canonical_json import Json
from audit_app.domain.problems import AppError
from audit_app.exchange.body import Body
from audit_app.services.copies.making import copies_ready
from audit_app.services.plan_facts import facts_on
from audit_app.services.rounds.packing import chairs_named
from audit_app.services.rounds.sealing import review_of_seat
from audit_app.store.documents import document, documents_of, original, text_of
from audit_app.store.grades import stored_framework
from audit_app.store.read_audits import framework_text
from audit_app.store.read_register import plan_entry, register_day
from audit_app.store.read_seats import HeldRound, HeldSeat, PlanOfRound, plans_of_round
from audit_app.store.read_subject import organisation
from audit_app.store.workspace import Workspace
from forms.model import Framework, na_by_rule

PAPERS = ("plan", "advice")
"""The roles of documents that members may be sent."""


def assignment_body(
    workspace: Workspace, held: HeldRound, seat: HeldSeat, audits: Sequence[str], number: int, proof: str, reason: str
) -> Body:
    """The body of an invitation, an assignment or something handed back (with the `reason`), for these audits.

    Raises AppError where the member scores from reading copies and one is missing, or a document cannot be read.
    """
    plans = [plan for plan in plans_of_round(workspace.conn, held.id) if plan.audit_id in audits and plan.plan_ref]
    copies = _copies(workspace, seat, plans)
    framework = stored_framework(workspace.conn, held.design["framework"])
    files: dict[str, bytes] = {}
    value: Json = {
        "round": held.id,
        "name": held.name,
        "organisation": organisation(workspace.conn),
        "workspace": workspace.id,
        "person": {"id": seat.seat.person, "name": seat.seat.name, "agency": seat.seat.agency},
        "framework": {"key": framework.key, "text": framework_text(workspace.conn, framework.key)},
        "due": held.due,
        "sealed": 1 if held.is_sealed else 0,
        "public": held.public,
        "chairs": chairs_named(workspace, held.design["chairs"]),
        "number": number,
        "proof": proof,
        "handed_back": {"reason": reason} if reason else None,
        "plans": [
            _plan(workspace, seat, plan, framework)
            | {"documents": list(_documents(workspace, plan, copies.get(plan.plan_id), files))}
            for plan in plans
        ],
    }
    return Body(value, files)


def _plan(workspace: Workspace, seat: HeldSeat, plan: PlanOfRound, framework: Framework) -> dict[str, Json]:
    return {
        "plan_id": plan.plan_id,
        "plan_ref": plan.plan_ref,
        "audit": plan.audit_id,
        "review": review_of_seat(workspace, plan.audit_id, seat.seat.person),
        "date": plan.date,
        "markers": list(seat.seat.markers),
        "na": _na(workspace, plan, framework.only(seat.seat.markers)),
    }


def _na(workspace: Workspace, plan: PlanOfRound, asked: Framework) -> dict[str, str]:
    """The markers that do not apply by rule, with the rule's reason."""
    entry = plan_entry(workspace.conn, plan_id=plan.plan_id)
    if entry is None:
        return {}
    facts = facts_on(entry, date.fromisoformat(plan.date), register_day(workspace.conn))
    return {marker.id: reason for marker in asked.markers if (reason := na_by_rule(marker, facts)) is not None}


def _documents(
    workspace: Workspace, plan: PlanOfRound, copy: str | None, files: dict[str, bytes]
) -> Iterator[dict[str, Json]]:
    """The papers of a plan, their bytes put among the files. They are named anew: a file's name can name a child."""
    for place, (id_, role) in enumerate(_papers(workspace, plan.plan_id, copy), start=1):
        held = document(workspace.conn, id_)
        name = f"d{len(files) // 2 + 1}"
        files[name], files[f"{name}.text"] = original(workspace, id_), text_of(workspace, id_).encode()
        yield {
            "id": id_,
            "name": f"{plan.plan_ref} {role} {place}{PurePath(held.name).suffix.lower()[:6]}",
            "media_type": held.media_type,
            "role": role,
            "agency": held.about.agency,
            "service": held.about.service,
            "file": name,
            "text": f"{name}.text",
        }


def _papers(workspace: Workspace, plan_id: str, copy: str | None) -> Iterator[tuple[str, str]]:
    """The documents that a member is sent, with their roles: the reading copy alone where they score from one."""
    if copy is not None:
        yield copy, "plan"
        return
    held = documents_of(workspace.conn, plan_id)
    yield from ((one.id, one.about.role) for one in held if one.about.role in PAPERS)


def _copies(workspace: Workspace, seat: HeldSeat, plans: Sequence[PlanOfRound]) -> Mapping[str, str | None]:
    """The reading copy of each plan, where a member scores from nothing else; raises AppError where one is missing."""
    if not seat.seat.wants_copies:
        return {}
    ready = copies_ready(workspace, [plan.plan_id for plan in plans])
    missing = [plan.plan_ref for plan in plans if ready[plan.plan_id] is None]
    if missing:
        raise AppError(
            f"{seat.seat.name} scores from reading copies, and none was read through of {', '.join(missing)}. Make the "
            "copies, have them read through, and make the pack again."
        )
    return ready
