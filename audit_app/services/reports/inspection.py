"""Everything behind named plans, or behind a figure, as a folder for inspectors; it names plans: the group's alone."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import Final

from audit_app.domain.cycles import Cycle
from audit_app.domain.people import Act
from audit_app.domain.period import parse_period
from audit_app.domain.problems import AppError
from audit_app.services.erasing import found_plan
from audit_app.services.report_look import report_look
from audit_app.services.reports.content import contents
from audit_app.services.reports.inspection_actions import actions_behind
from audit_app.services.reports.inspection_files import limits_csv, log_csv, plan_pdf, rows_csv, scores_csv, sealed_csv
from audit_app.services.reports.rebasing import rebasings
from audit_app.services.reports.reporting import Report, ReportAsked, report
from audit_app.services.trail import every_value
from audit_app.store.documents import missing, original
from audit_app.store.figures.asked import Asked
from audit_app.store.figures.audits import ReviewRow, pools
from audit_app.store.figures.groups import DIMENSIONS_OF_PLANS
from audit_app.store.read_inspection import boxes_of, heads_of, links_of, overrides_of, rounds_of_plan
from audit_app.store.read_subject import PlanHeld, plan_held
from audit_app.store.read_trail import TrailFilter, TrailHead
from audit_app.store.workspace import Workspace
from exports.inspection import FolderFile, InspectionFolder
from exports.pages.wording import count, span_words
from exports.plain import file_name_part
from exports.report_files import csv_bytes, json_bytes, report_pdf
from exports.subject import document_file
from scoring.figures import Audience, FigureId

_OF_PLANS: Final = (
    "plans.",
    "grade.",
    "score.",
    "marker.",
    "presence.",
    "advice.",
    "thread.",
    "outcomes.",
    "provision.",
)
"""Figures whose rows are audited plans; those of the register, of agreement, actions and families have others."""
_IN_PAGES: Final = "draw, audits, consensus, changed grades, actions and re-audits, documents"
_NOT_OF_PLANS: Final = ("plans.drawn", "plans.over_3_years")


@dataclass(frozen=True, slots=True)
class InspectionAsked:
    """Named plans, by reference, or the id of a figure; with both, all of them. `with_documents` adds their files.

    `cycle` is what a figure's bare id means, empty for the weekly one.
    """

    period: str
    plans: tuple[str, ...] = ()
    figure: str = ""
    with_documents: bool = False
    cycle: str = ""


@dataclass(frozen=True, slots=True)
class _Plan:
    id: str
    ref: str
    held: PlanHeld


def stands_on_plans(id_: str) -> bool:
    """Whether audited plans can stand behind a figure."""
    base = FigureId.parse(id_).base
    return base.startswith(_OF_PLANS) and base not in _NOT_OF_PLANS


def inspection(workspace: Workspace, asked: InspectionAsked) -> InspectionFolder:
    """The folder, read whole while the workspace is open; documents are read when they are written.

    Noted in the access log with every plan. Raises AppError where no plan is named, one is not there, the figure has
    no plans behind it, or the person may not export or the access cannot be noted; PeriodError for the period.
    """
    workspace.demand(Act.EXPORT)
    workspace.demand_writing()  # an export that cannot be noted must not be made
    parse_period(asked.period)
    named = {found_plan(workspace, ref) for ref in asked.plans}
    made = report(workspace, ReportAsked("inspection", asked.period, Audience.GROUP, cycle=asked.cycle))
    rows = _rows(workspace, made, asked, named)
    plans = [_plan(workspace, id_) for id_ in sorted(named | {row.plan for row in rows})]
    if not plans:
        raise AppError("No plan stands behind this. Name plans by their references, or a figure with audited plans.")
    for plan in plans:
        workspace.note_access("export", f"everything behind plan {plan.id}, for inspection")
    return _folder(workspace, made, asked, sorted(plans, key=lambda plan: plan.ref), rows)


def _plan(workspace: Workspace, id_: str) -> _Plan:
    held = plan_held(workspace.conn, id_)
    return _Plan(id_, str(held.entry.get("plan_ref", "")) or id_[:8], held)


def _rows(workspace: Workspace, made: Report, asked: InspectionAsked, named: set[str]) -> list[ReviewRow]:
    """The audits that a figure counts; without a figure those of the named plans in the period, of every cycle."""
    over = Asked(made.period, Cycle(made.cycle) if made.cycle else None, made.data_date)
    found = pools(workspace.conn, over)
    if not asked.figure:
        return [row for pool in found.values() for row in pool.counted if row.plan in named]
    id_ = str(FigureId.parse(asked.figure))
    figure = next((one for one in made.figures if one.id == id_), None)
    if figure is None:
        raise AppError(f"There is no figure {asked.figure} in this period. Take an id from the sheet “Figures”.")
    parts = dict(FigureId.parse(id_).parts)
    if not stands_on_plans(id_):
        raise AppError(f"Behind {id_} stand no audited plans. Name plans by their references instead.")
    pool = found.get((figure.cycle, figure.framework))
    wanted = {name: parts[name] for name in DIMENSIONS_OF_PLANS if name in parts}
    return [
        row
        for row in (pool.counted if pool is not None else ())
        if all(DIMENSIONS_OF_PLANS[name](row) == value for name, value in wanted.items())
    ]


def _folder(
    workspace: Workspace, made: Report, asked: InspectionAsked, plans: Sequence[_Plan], rows: Sequence[ReviewRow]
) -> InspectionFolder:
    conn = workspace.conn
    boxes = tuple(chain.from_iterable(boxes_of(conn, plan.id) for plan in plans))
    refs = {plan.id: plan.ref for plan in plans}
    log = tuple(_log(workspace, plans))
    whole = (
        FolderFile("figures.csv", "every figure of the period", partial(csv_bytes, made.rows())),
        FolderFile("figures.json", "the same for programs", partial(json_bytes, made.head(), made.rows())),
        FolderFile("rows-behind.csv", f"{count(len(rows), 'counted audit')} behind them", rows_csv(rows, refs)),
        FolderFile("report.pdf", "the report of the period", partial(report_pdf, contents(workspace, made)[0])),
        *_limits(workspace),
    )
    proof = (
        FolderFile("change-log.csv", "every change of these plans, with its hash", log_csv(log)),
        FolderFile("sealed-boxes.csv", "digests of sealed scores, and who opened them when", sealed_csv(boxes)),
    )
    lost = set(missing(workspace)) if asked.with_documents else set[str]()
    documents = tuple(_documents(workspace, plans, lost)) if asked.with_documents else ()
    groups = (
        ("The plans", tuple(_of_plans(workspace, made, plans))),
        ("The figures and their rows", whole),
        ("Proof", proof),
        *((("Documents", documents),) if documents else ()),
    )
    return InspectionFolder(
        made.organisation, span_words(made.period.first, made.period.last), _asked(asked, plans), made.data_date,
        made.data_head, groups, tuple((whose, writer, str(seq), hash_) for writer, seq, whose, hash_ in heads_of(conn)),
        tuple(_notes(asked, lost)), report_look(workspace),
    )  # fmt: skip


def _of_plans(workspace: Workspace, made: Report, plans: Iterable[_Plan]) -> Iterator[FolderFile]:
    names, look = dict[str, int](), report_look(workspace)
    for plan in plans:
        stem = file_name_part(plan.ref)
        number = names[stem.casefold()] = names.get(stem.casefold(), 0) + 1
        name = f"plans/{stem}" if number == 1 else f"plans/{stem}-{number}"
        overrides, boxes = overrides_of(workspace.conn, plan.id), boxes_of(workspace.conn, plan.id)
        actions = actions_behind(workspace, plan.id, plan.ref, made.data_date)
        page = plan_pdf(plan.held, plan.ref, made, overrides, boxes, actions, look)
        yield FolderFile(f"{name}.pdf", _IN_PAGES, page)
        yield FolderFile(f"{name}-scores.csv", "every score with its evidence", scores_csv(plan.held))


def _limits(workspace: Workspace) -> Iterator[FolderFile]:
    """The decisions by which limits of control charts are worked out anew; no file where there is none."""
    if decided := rebasings(workspace):
        about = f"{count(len(decided), 'decision')} to work limits of charts out anew: since when, why, by whom"
        yield FolderFile("limits.csv", about, limits_csv(decided))


def _documents(workspace: Workspace, plans: Iterable[_Plan], lost: set[str]) -> Iterator[FolderFile]:
    for plan in plans:
        for number, held in enumerate(plan.held.documents, 1):
            if (id_ := str(held["id"])) not in lost:
                name = document_file(plan.ref, number, str(held.get("name", ""))).removeprefix("subject-")
                yield FolderFile(f"documents/{name}", str(held.get("name", "")), partial(original, workspace, id_))


def _log(workspace: Workspace, plans: Iterable[_Plan]) -> Iterator[tuple[str, ...]]:
    """The changes of the plans and of the rounds that they were scored in, as the trail tells them, with their hash."""
    wanted = set[str]()
    for plan in plans:
        wanted |= {entity.id for entity in plan.held.entities} | rounds_of_plan(workspace.conn, plan.id)
    found = list(every_value(workspace, TrailFilter(entities=frozenset(wanted))))
    links = links_of(workspace.conn, (head for head, _ in found))
    for head, words in found:
        yield (*_said(head), *(words[name] for name in ("plan", "what", "old", "new")), *_link(head, links))


def _said(head: TrailHead) -> tuple[str, ...]:
    return (head.utc, head.person, head.label or "(erased)", head.reason)


def _link(head: TrailHead, links: dict[tuple[str, int], tuple[int, str, str]]) -> tuple[str, ...]:
    lamport, digest, hash_ = links[head.writer, head.seq]
    return (head.writer, str(head.seq), str(lamport), digest, hash_)


def _asked(asked: InspectionAsked, plans: Sequence[_Plan]) -> str:
    of_figure = f", behind the figure {asked.figure}" if asked.figure else ""
    few = ", ".join(plan.ref for plan in plans[:_MOST_NAMED])
    more = f" and {len(plans) - _MOST_NAMED} more" if len(plans) > _MOST_NAMED else ""
    return f"{count(len(plans), 'plan')}{of_figure}: {few}{more}"


_MOST_NAMED: Final = 8


def _notes(asked: InspectionAsked, lost: set[str]) -> Iterator[str]:
    yield (
        "Every audit of these plans is here, also from outside of the period. The log's extract says which value "
        "changed, when and by whom; words about a child stand in the score files, not in the extract."
    )
    if not asked.with_documents:
        yield "Documents are listed by name and digest and are not in this folder."
    if lost:
        yield f"{count(len(lost), 'document')} of the workspace cannot be read from disk; what is missing is not here."
