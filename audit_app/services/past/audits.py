"""Importing past audits: whole or not at all, as one signed change; importing a file again changes nothing."""

from dataclasses import dataclass, replace
from pathlib import Path

from audit_app.domain.counting import counted
from audit_app.domain.people import Act
from audit_app.domain.problems import Problem
from audit_app.intake.faults import MOST_SHOWN, FaultList
from audit_app.intake.past_audits import PastAuditsReading, group_audits, read_past_audits
from audit_app.intake.past_mapping import PastMapping
from audit_app.services.past.differences import HeldPast
from audit_app.services.past.ops import FrameworksOfFile, audit_ops
from audit_app.services.past.planning import PlannedAudit, Planner
from audit_app.services.past.wide import PlansOfFile, WideSheet, grade_notes, read_sheet
from audit_app.services.progress import STEP, Progress, in_silence
from audit_app.services.refusals import refused
from audit_app.store.ids import Ids
from audit_app.store.read_audits import erased_audits
from audit_app.store.read_register import erased_entries, plan_entries, register_day
from audit_app.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class AuditsImported:
    """What an import did, or would do.

    `rows` were read. `audits` and `reviews` are new ones, `unchanged` the file's reviews that were held already just
    so. `queries` are kept all the same, at most 200 of `query_count`. `notes` are sentences with counts. `changes` is
    False where nothing was to be written.

    Of a wide sheet: `framework` is the one it is read by, `is_framework_new` whether it is stored with it, `questions`
    its markers as (id, section's title, question), `unknown` the plans that the register does not know, of which
    `added` come in as ceased entries.
    """

    file: str
    rows: int
    audits: int
    reviews: int
    unchanged: int
    queries: tuple[Problem, ...]
    query_count: int
    notes: tuple[str, ...]
    changes: bool
    framework: str = ""
    is_framework_new: bool = False
    questions: tuple[tuple[str, str, str], ...] = ()
    unknown: tuple[str, ...] = ()
    added: int = 0


def import_audits(
    workspace: Workspace,
    path: Path,
    *,
    mapping: PastMapping | None = None,
    dry_run: bool = False,
    progress: Progress | None = None,
    most_problems: int = MOST_SHOWN,
) -> AuditsImported:
    """Take past audits in as submitted reviews of samples; a dry run writes nothing.

    With a mapping the file is a wide sheet, a row a plan, and its framework is stored in the same change. Raises
    AppError with a problem for every fault, up to `most_problems` of them, among them audits that are held with other
    values: then nothing was written.
    """
    workspace.demand(Act.IMPORT_AUDITS)
    frameworks = FrameworksOfFile(workspace)
    if mapping is None:
        reading, wide = read_past_audits(path, today=workspace.means.now().date()), None
    else:
        wide = read_sheet(workspace, path, mapping, most_problems)
        reading = wide.reading
        frameworks.take(wide.fitted.framework, wide.ops)
    if reading.problems:
        raise refused(reading.file, reading.problems)
    plans = PlansOfFile(workspace, reading, mapping) if mapping is not None else None
    planner = _planner(workspace, reading, frameworks, plans)
    planned = _planned(planner, progress or in_silence)
    held = HeldPast(workspace.conn, planned)
    fresh = [(audit, held.compare(audit, planner)) for audit in planned]
    if planner.faults.count:
        raise refused(reading.file, planner.faults.result())
    fresh = [(audit, reviews) for audit, reviews in fresh if reviews]
    added = sum(len(reviews) for _, reviews in fresh)
    if fresh and not dry_run:
        ops = [*frameworks.ops, *(plans.ops() if plans is not None else ())]
        for audit, reviews in fresh:
            ops.extend(audit_ops(audit, reviews, frameworks, is_held=audit.id in held.audits, by=workspace.person.id))
        label = f"Import past audits: {counted(added, 'review', 'reviews')}"
        workspace.door.write(label, ops, sign="import")
    done = AuditsImported(
        file=reading.file,
        rows=len({score.row for score in reading.scores}) if wide is not None else len(reading.scores),
        audits=sum(audit.id not in held.audits for audit, _ in fresh),
        reviews=added,
        unchanged=sum(len(audit.reviews) for audit in planned) - added,
        queries=reading.queries,
        query_count=reading.query_count,
        notes=(*reading.notices, *planner.notes(has_evidence=wide is None)),
        changes=bool(fresh),
    )
    return done if wide is None or plans is None else _told(done, wide, plans, planner)


def _told(done: AuditsImported, wide: WideSheet, plans: PlansOfFile, planner: Planner) -> AuditsImported:
    """What came of a wide sheet, with its framework and the plans that the register does not know."""
    framework = wide.fitted.framework
    titles = {section.id: section.title for section in framework.sections}
    return replace(
        done,
        notes=(*done.notes, *plans.notes(), *grade_notes(planner.given_grades, wide.fitted)),
        framework=framework.key,
        is_framework_new=wide.fitted.is_new,
        questions=tuple((marker.id, titles[marker.section], marker.question) for marker in framework.markers),
        unknown=plans.unknown,
        added=plans.added,
    )


def _planner(
    workspace: Workspace, reading: PastAuditsReading, frameworks: FrameworksOfFile, plans: PlansOfFile | None
) -> Planner:
    conn = workspace.conn
    return Planner(
        reading=reading,
        ids=Ids(workspace.id),
        plans=plans.entries if plans is not None else plan_entries(conn),
        left_out=frozenset(plans.left_out) if plans is not None else frozenset(),
        erased=erased_entries(conn) | erased_audits(conn),
        register_day=register_day(conn),
        framework_of=frameworks.named,
        faults=FaultList(reading.file, "error"),
    )


def _planned(planner: Planner, progress: Progress) -> list[PlannedAudit]:
    """Every audit of the file that can be taken in, with its id."""
    audits = group_audits(planner.reading.scores)
    rows = len(planner.reading.scores)
    done = 0
    planned = []
    for at, audit in enumerate(audits):
        if at % STEP == 0:
            progress(done, rows)
        done += sum(len(review.scores) for review in audit.reviews)
        found = planner.plan(audit)
        if found is not None:
            planned.append(found)
    return planned
