"""Everything held on one child, for a subject access request; noted in the access log."""

from collections.abc import Iterator
from functools import partial

from audit_app.domain.people import Act, holds_right
from audit_app.domain.problems import AppError
from audit_app.services.erasing import found_plan
from audit_app.store.documents import missing, original
from audit_app.store.log.canonical import Json
from audit_app.store.log.people_log import people
from audit_app.store.read_subject import PlanHeld, accesses_to, marker_questions, organisation, plan_held
from audit_app.store.read_trail import TrailFilter, TrailOp, trail
from audit_app.store.workspace import Workspace
from exports.subject import Record, SubjectDocument, SubjectFile, SubjectPart, document_file

HIDDEN = "held; never shown"
"""What stands for a value that no file may carry: the hash of a match key, the key of a document, sealed scores."""
_NEVER_SHOWN = {"document": ("key",), "sealed_review": ("box", "key", "signature")}


def subject(workspace: Workspace, plan_ref: str) -> SubjectDocument:
    """Register entry, draws, audits with scores, evidence and thread, documents, changes and accesses of one plan.

    The documents themselves are read while the workspace is open, when they are written.

    Raises AppError where there is no such plan, the person may not export, the access cannot be noted, or a find
    card is held that the person may not see: a part would be missing.
    """
    workspace.demand(Act.EXPORT)
    plan_id = found_plan(workspace, plan_ref)
    held = plan_held(workspace.conn, plan_id)
    if held.find_card is not None and not holds_right(workspace.person, Act.SEE_FIND_CARD):
        raise AppError("A find card is held on this child, which only an owner sees. Ask an owner to write this.")
    workspace.door.knows()  # raises where nothing can be written: an export that is not noted must not be made
    workspace.note_access("export", f"everything on plan {plan_id}")
    head = {
        "plan_ref": plan_ref,
        "organisation": organisation(workspace.conn),
        "written_on": workspace.means.now().date().isoformat(),
        "written_by": workspace.person.name,
    }
    documents, files = _documents(workspace, held, plan_ref)
    parts = (
        *_state(workspace, held),
        SubjectPart("documents", "Documents", "Documents of the plan, each as a file beside this one.", documents),
        SubjectPart("drafts", "Drafts", "Words typed on this computer and not saved yet.", held.drafts),
        _changes(workspace, held),
        _accesses(workspace, held, plan_ref),
    )
    return SubjectDocument(plan_ref, head, parts, files)


def _state(workspace: Workspace, held: PlanHeld) -> Iterator[SubjectPart]:
    """What the workspace holds now."""
    entry = dict(held.entry)
    if held.has_match_key:
        entry["match_key"] = HIDDEN
    if held.has_name_key:
        entry["name_key"] = HIDDEN
    if held.find_card is not None:
        entry["find_card"] = held.find_card
    yield SubjectPart("register", "Register", "The entry as it stands; earlier values are under Changes.", (entry,))
    yield SubjectPart(
        "advice_requests", "Advice asked for", "Who was asked for advice, and what came.", held.advice_requests
    )
    yield SubjectPart("draws", "Draws", "When the plan was drawn for an audit, or held in reserve.", held.draws)
    audits = tuple(_with_questions(workspace, audit) for audit in held.audits)
    yield SubjectPart("audits", "Audits", "What was judged of the plan, by whom, and the evidence noted.", audits)
    about = "Scores of members of an audit group that nobody can read before its round is opened: that they exist."
    yield SubjectPart("sealed", "Sealed scores", about, held.sealed)
    yield SubjectPart("family_voice", "Family voice", "What the family said when they were asked.", held.family_voice)
    yield SubjectPart("actions", "Actions", "What is done about findings in this plan, a line a finding.", held.actions)
    yield SubjectPart("outcomes", "Outcomes", "Outcomes of the plan and progress at each review.", held.outcomes)
    yield SubjectPart(
        "adulthood", "Preparing for adulthood", "Whether adult care or health may be needed.", held.adulthood
    )


def _documents(
    workspace: Workspace, held: PlanHeld, plan_ref: str
) -> tuple[tuple[Record, ...], tuple[SubjectFile, ...]]:
    """The documents with the files that they are written as; one that is missing on disk is said to be."""
    lost, records, files = set(missing(workspace)), [], []
    for number, document in enumerate(held.documents, start=1):
        id_, shown = str(document["id"]), {name: value for name, value in document.items() if name != "id"}
        if id_ in lost:
            records.append({**shown, "file": "The document is missing or damaged on disk and cannot be given."})
            continue
        name = document_file(plan_ref, number, str(document.get("name", "")))
        records.append({**shown, "file": name})
        files.append(SubjectFile(name, partial(original, workspace, id_)))
    return tuple(records), tuple(files)


def _with_questions(workspace: Workspace, audit: Record) -> Record:
    """An audit whose scores say what was asked, and not the marker's code alone."""
    questions = marker_questions(workspace.conn, str(audit.get("framework", "")))
    reviews: Json = audit["reviews"]
    asked = [
        {**review, "scores": [_asked(score, questions) for score in review["scores"]]} if "scores" in review else review
        for review in reviews
    ]
    return {**audit, "reviews": asked}


def _asked(score: Record, questions: dict[str, str]) -> Record:
    marker = str(score["marker"])
    return {"marker": marker, "question": questions.get(marker, ""), **score}


def _changes(workspace: Workspace, held: PlanHeld) -> SubjectPart:
    about = "Every value that was ever entered, newest first: who, when, why, old and new."
    wanted = TrailFilter(entities=frozenset(entity.id for entity in held.entities))
    records = tuple(
        {
            "utc": change.utc,
            "person": change.person,
            "label": change.label,
            "reason": change.reason,
            "values": [_value(op) for op in change.ops],
        }
        for change in trail(workspace.conn, wanted)
    )
    return SubjectPart("changes", "Changes", about, records)


def _value(op: TrailOp) -> Record:
    named = {"kind": op.kind, "id": op.id, "field": op.field}
    if op.is_erased:
        return {**named, "erased": True}
    return {**named, "old": _shown(op, op.old), "new": _shown(op, op.new)}


def _shown(op: TrailOp, value: Json) -> Json:
    if value is not None and op.kind == "entry" and op.field in ("match_key", "name_key"):
        return HIDDEN
    if isinstance(value, dict):
        return {name: HIDDEN if name in _NEVER_SHOWN.get(op.kind, ()) else part for name, part in value.items()}
    return value


def _accesses(workspace: Workspace, held: PlanHeld, plan_ref: str) -> SubjectPart:
    names = {id_: person.name for id_, person in people(workspace.conn).items()}
    wanted = [plan_ref, *(entity.id for entity in held.entities)]
    records = tuple(
        {"utc": event.utc, "person": names.get(event.person, event.person), "act": event.act, "thing": event.thing}
        for event in accesses_to(workspace.conn, wanted)
    )
    return SubjectPart("accesses", "Accesses", "Who read, exported or printed it on this computer.", records)
