"""What is said of a thread as a whole: its document, text sent to sections, dismissed flags, confirmation."""

from collections.abc import Sequence

from audit_app.domain.problems import AppError
from audit_app.services.plan_documents import plan_read
from audit_app.services.thread.desk import Desk
from audit_app.store.documents import document
from audit_app.store.log.chain import Link as Written
from audit_app.store.log.rights import Op
from scoring.plan.sections import SECTIONS


def read_document(desk: Desk, document_id: str) -> Written:
    """Say which document the thread reads. Raises AppError where it is not one of this plan."""
    chosen = document(desk.workspace.conn, document_id)
    if chosen.plan_id != desk.review.audit.plan_id:
        raise AppError(f"{chosen.name} belongs to another plan. Choose a document of this one.")
    return desk.write("Plan text chosen", [Op("thread", f"{desk.review_id}.thread", "document", document_id)])


def send(desk: Desk, blocks: Sequence[str], section: str) -> Written:
    """Send pieces of text to the section where they belong; an empty section takes that back."""
    if section and section not in SECTIONS:
        raise AppError(f"There is no section {section}. There are: {', '.join(SECTIONS)}.")
    ops = [Op("text_place", f"{desk.review_id}.{block}", "section", section or None) for block in blocks]
    return desk.write(f"Text sent to section {section}" if section else "Text left where it stood", ops)


def dismiss_flag(desk: Desk, flag: str, reason: str) -> Written:
    """Dismiss a flagged phrase of this plan, with a reason; an empty reason flags it again."""
    op = Op("flag_dismissal", f"{desk.review_id}.{flag}", "reason", reason.strip() or None)
    return desk.write("Flag dismissed" if reason.strip() else "Flagged again", [op], touches_thread=False)


def confirm(desk: Desk) -> Written:
    """Say that the thread is right, so that it counts; it goes on reading the document that it was confirmed by.

    Raises AppError where the board is empty.
    """
    if not desk.held.thread.items:
        raise AppError("There is nothing to confirm yet. Accept or add the needs, outcomes and provision first.")
    today = desk.workspace.means.now().date().isoformat()
    said = {"confirmed_by": desk.workspace.person.id, "confirmed_on": today}
    id_ = f"{desk.review_id}.thread"
    ops = [Op("thread", id_, "confirmed", said)]
    read = plan_read(desk.workspace, desk.review.audit.plan_id, desk.review_id, desk.held.document)
    if read is not None and read.id != desk.held.document:
        ops.append(Op("thread", id_, "document", read.id))
    return desk.write("Thread confirmed", ops, touches_thread=False)


def take_back_confirmation(desk: Desk) -> Written:
    """Say that the thread is not right yet, so that it does not count."""
    op = Op("thread", f"{desk.review_id}.thread", "confirmed", None)
    return desk.write("Thread no longer confirmed", [op], touches_thread=False)
