"""What each audited plan of a period holds that may recur: its breaks and its flagged phrases; it adds nothing up."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from audit_app.domain.problems import AppError
from audit_app.services.plan_documents import plan_read, plan_text
from audit_app.services.wording import flags_in, shipped_phrases
from audit_app.store.figures.asked import Asked
from audit_app.store.figures.audits import Pool, ReviewRow, pools
from audit_app.store.figures.groups import DIMENSIONS_OF_PLANS
from audit_app.store.read_care import CareSaid, care_said
from audit_app.store.read_thread import ReviewNamed, confirmed_threads, dismissed_for_plan, held_thread, reviews_named
from audit_app.store.workspace import Workspace
from scoring.plan.sections import sections_of
from scoring.plan.text import Place
from scoring.thread.breaks import BreakKind, breaks
from scoring.thread.model import Thread

Progress = Callable[[int, int], None]
"""Told (done, total) plans; raising from it stops the reading."""


@dataclass(frozen=True, slots=True)
class Broken:
    """One break of a plan: its kind, the section and the id of its item; both empty where it is of the whole plan."""

    kind: BreakKind
    section: str
    item: str


@dataclass(frozen=True, slots=True)
class Said:
    """One flagged phrase of a plan, in lower case: the title of its class, and where it stands."""

    phrase: str
    kind: str
    section: str
    place: Place


@dataclass(frozen=True, slots=True)
class PlanSeen:
    """One plan of the period by its counted audit; `groups` are its casework team, primary need and phase.

    `breaks` is None where no auditor confirmed its thread, `phrases` None where it has no document or one that could
    not be read (`is_unread`). `care` is what the audit found in sections C and D. The reference of an erased plan is
    empty.
    """

    review_id: str
    plan_ref: str
    audited_on: str
    groups: Mapping[str, str]
    breaks: tuple[Broken, ...] | None
    phrases: tuple[Said, ...] | None
    is_unread: bool = False
    care: tuple[CareSaid, ...] = ()


def plans_seen(
    workspace: Workspace, asked: Asked, framework: str, progress: Progress | None = None
) -> tuple[PlanSeen, ...]:
    """The counted plans of a cycle, period and framework, in the order of their references.

    Flags that were dismissed for a plan are left out.
    """
    cycle = asked.cycle.value if asked.cycle else ""
    return seen_in(workspace, pools(workspace.conn, asked).get((cycle, framework)), progress)


def seen_in(workspace: Workspace, pool: Pool | None, progress: Progress | None = None) -> tuple[PlanSeen, ...]:
    """The counted plans of a pool, in the order of their references; none where there is no pool."""
    if pool is None:
        return ()
    rows = {row.review_no: row for row in pool.counted}
    named = reviews_named(workspace.conn, rows)
    threads = confirmed_threads(workspace.conn, rows)
    care = care_said(workspace.conn, pool.framework, rows)
    found = []
    for done, (number, review) in enumerate(named.items()):
        if progress is not None:
            progress(done, len(named))
        held = threads.get(number)
        found.append(_seen(workspace, review, rows[number], held.thread if held is not None else None, care[number]))
    return tuple(found)


def _seen(
    workspace: Workspace, review: ReviewNamed, row: ReviewRow, thread: Thread | None, care: tuple[CareSaid, ...]
) -> PlanSeen:
    is_unread, phrases = False, None
    try:
        phrases = _phrases(workspace, review)
    except AppError:
        is_unread = True
    return PlanSeen(
        review.review_id,
        review.plan_ref,
        row.date,
        {name: group_of(row) for name, group_of in DIMENSIONS_OF_PLANS.items()},
        tuple(_breaks(thread, row.year_group)) if thread is not None else None,
        phrases,
        is_unread,
        care,
    )


def _breaks(thread: Thread, year_group: int | None) -> Iterator[Broken]:
    for one in breaks(thread, year_group=year_group):
        item = thread.by_id.get(one.item)
        yield Broken(one.kind, item.section if item is not None else "", one.item)


def _phrases(workspace: Workspace, review: ReviewNamed) -> tuple[Said, ...] | None:
    """The flagged phrases of the document that the review reads, in reading order; None where the plan has none.

    Raises AppError where the document cannot be read.
    """
    held = held_thread(workspace.conn, review.review_id)
    document = plan_read(workspace, review.plan_id, review.review_id, held.document)
    if document is None:
        return None
    text = plan_text(workspace, document.id)
    dismissed = {**dismissed_for_plan(workspace.conn, review.review_id), **held.dismissed_flags}
    titles = {one.id: one.title for one in shipped_phrases().classes}
    return tuple(
        Said(
            " ".join(flag.text.casefold().split()),
            titles.get(flag.of.id, flag.of.id),
            one.section,
            Place(one.block, flag.offset, flag.offset + flag.length),
        )
        for one in sections_of(text, held.moved).placed
        if one.section and not one.is_label
        for flag in flags_in(text.block(one.block).text, one.section)
        if not dismissed.get(flag.id)
    )
