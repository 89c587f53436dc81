"""What the tests across plans share: three plans audited in a week, two with a confirmed thread, one with words."""

from collections.abc import Mapping
from contextlib import closing
from datetime import date
from pathlib import Path
from types import MappingProxyType

from qt_support import PASSPHRASE, Place, light_means
from thread_support import plan_file

from audit_app.services.answering import set_section_state
from audit_app.services.auditing import give, open_audit, submit
from audit_app.services.plan_documents import import_plan
from audit_app.services.thread import items, links, whole
from audit_app.services.thread.desk import Desk
from audit_app.services.thread.items import NewItem
from audit_app.store.creating import Founder, create_workspace
from audit_app.store.ids import Ids
from audit_app.store.log.rights import Op
from audit_app.store.read_thread import held_thread
from audit_app.store.workspace import Workspace
from scoring.thread.model import ItemRole, Link

ON = date(2026, 11, 18)
PLANS = (
    {"plan_ref": "EHC-0001", "casework_team": "North", "primary_need": "ASD", "year_group": 5},
    {"plan_ref": "EHC-0002", "casework_team": "North", "primary_need": "SLCN", "year_group": 10},
    {"plan_ref": "EHC-0003", "casework_team": "South", "primary_need": "ASD", "year_group": 5},
)
BOARD = (
    (ItemRole.NEED, "B", "Finds reading hard"),
    (ItemRole.NEED, "C", "Has asthma"),
    (ItemRole.OUTCOME, "E", "Reads a page by July 2027"),
    (ItemRole.PROVISION, "F", "Precision teaching, ten minutes a day"),
)


def across_workspace(base: Path) -> Place:
    """EHC-0001: a whole thread but for its need in C, and a document. EHC-0002: nothing is linked. EHC-0003: an advice
    audit beside the weekly one, no thread, and neither C nor D states anything.
    """
    means = light_means(base)
    workspace, _ = create_workspace(base / "Ashford", Founder("Ashford", "Mary", PASSPHRASE), means)
    with closing(workspace):
        ids = Ids(workspace.id)
        held = [{**plan, "final_date": "2025-03-01"} for plan in PLANS]
        workspace.door.write("Import", [Op("entry", ids.plan(str(one["plan_ref"])), "row", one) for one in held])
        import_plan(workspace, "EHC-0001", plan_file(base))
        audited(workspace, "EHC-0001", is_linked=True)
        audited(workspace, "EHC-0002", is_linked=False)
        audited(workspace, "EHC-0003", states={"C": "unchecked_none", "D": "blank"})
        audited(workspace, "EHC-0003", cycle="advice")
        return Place(workspace.folder, means)


def audited(
    workspace: Workspace,
    plan: str,
    *,
    cycle: str = "weekly",
    is_linked: bool | None = None,
    states: Mapping[str, str] = MappingProxyType({}),
) -> str:
    """A submitted audit, with a confirmed thread where `is_linked` says how; returns its review.

    `states` are those of sections C and D.
    """
    opened = open_audit(workspace, plan_ref=plan, cycle=cycle, on=ON)
    review = opened.review_id
    if is_linked is not None:
        new = [NewItem(role, section, words, source=f"{role}{section}") for role, section, words in BOARD]
        items.accept(Desk(workspace, review), new)
        need, _, outcome, line = (held.item.id for held in held_thread(workspace.conn, review).items)
        if is_linked:
            links.link(Desk(workspace, review), {Link(need, outcome): "hand", Link(outcome, line): "hand"})
        whole.confirm(Desk(workspace, review))
    for marker in opened.framework.markers:
        if marker.id not in opened.not_applicable:
            give(workspace, review, marker.id, score=2)
    for section, state in states.items():
        set_section_state(workspace, review, section, state)
    submit(workspace, review)
    return review
