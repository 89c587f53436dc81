"""An agency's workbook and page going out, and which workbooks are out: the log keeps what was sent by its digest."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Final

from audit_app.domain.counting import counted
from audit_app.domain.people import Act
from audit_app.files import write_whole
from audit_app.store.ids import Ids
from audit_app.store.log.rights import Op
from audit_app.store.read_sent import SentWorkbook, sent_by_digest, sent_workbooks
from audit_app.store.workspace import Workspace
from exports.agency_plan import AgencyPlan

LATE_DAYS: Final = 14
"""A workbook that is out for more days than these is to be asked after."""


def _workbook(plan: AgencyPlan) -> bytes:
    from exports.agency_workbook.writing import agency_workbook_bytes
    from resources.theme import read_theme

    return agency_workbook_bytes(plan, read_theme("light"))


def _pdf(plan: AgencyPlan) -> bytes:
    from exports.agency_page import agency_document
    from exports.pdf.build import pdf_bytes
    from resources.theme import read_theme

    return pdf_bytes(agency_document(plan), read_theme("light"), plan.sent_on)


def _word(plan: AgencyPlan) -> bytes:
    from exports.agency_page import agency_document
    from exports.word.build import docx_bytes
    from resources.theme import read_theme

    return docx_bytes(agency_document(plan), read_theme("light"), plan.sent_on)


_MADE: Final[Mapping[str, Callable[[AgencyPlan], bytes]]] = {"xlsx": _workbook, "pdf": _pdf, "docx": _word}
PLAN_FORMATS: Final = tuple(_MADE)
"""The endings of the files of an agency: the workbook that comes back, and the page for reading."""


def send(workspace: Workspace, plan: AgencyPlan, path: Path, formats: Iterable[str] = ("xlsx",)) -> tuple[Path, ...]:
    """Write the files of an agency beside each other, `path` with other endings, and keep what the workbook says.

    All are made before the first is written. Raises AppError where a file cannot be written or the person may not;
    then nothing counts as sent.
    """
    endings = tuple(dict.fromkeys(formats))
    workspace.demand(Act.EXPORT)
    if "xlsx" in endings:
        workspace.demand(Act.MANAGE_ACTIONS)
        workspace.demand_writing()
    made = {path.with_suffix(f".{ending}"): _MADE[ending](plan) for ending in endings}
    for target, data in made.items():
        write_whole(target, data)
    if "xlsx" in endings:
        _note_sent(workspace, plan)
    return tuple(made)


def latest_sent(workspace: Workspace) -> tuple[SentWorkbook, ...]:
    """The workbook that each agency has now or sent back last, the one that is out longest at the top."""
    last = {one.agency: one for one in sent_workbooks(workspace.conn)}
    return tuple(sorted(last.values(), key=lambda one: (not one.is_out, one.sent_on, one.agency)))


def out_days(one: SentWorkbook, on: date) -> int:
    """How many days ago it was sent."""
    return (on - date.fromisoformat(one.sent_on)).days


def is_late(one: SentWorkbook, on: date) -> bool:
    """Whether it is out so long that somebody should ask after it."""
    return one.is_out and out_days(one, on) > LATE_DAYS


def out_of(sent: Sequence[SentWorkbook]) -> tuple[SentWorkbook, ...]:
    """Those that have not come back."""
    return tuple(one for one in sent if one.is_out)


def _note_sent(workspace: Workspace, plan: AgencyPlan) -> None:
    """Keep the digest; the same workbook made twice on one day is one."""
    if sent_by_digest(workspace.conn, plan.digest) is not None:
        return
    id_ = Ids(workspace.id).within(plan.agency, "sent_workbook", plan.digest)
    record = {
        "agency": plan.agency,
        "sent_on": plan.sent_on.isoformat(),
        "digest": plan.digest,
        "actions": len(plan.actions),
    }
    label = f"Send the workbook of {counted(len(plan.actions), 'action')} to {plan.agency_words}"
    workspace.door.write(label, [Op("sent_workbook", id_, "record", record)])
