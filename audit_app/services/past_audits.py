"""Importing past audits: whole or not at all, as one signed change; importing a file again changes nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from audit_app.domain.counting import counted
from audit_app.domain.cycles import Purpose
from audit_app.domain.people import Act
from audit_app.domain.problems import Problem
from audit_app.intake.faults import FaultList
from audit_app.intake.past_audits import PastAuditsReading, group_audits, read_past_audits
from audit_app.services.frameworks import newest_key, prepared
from audit_app.services.past_differences import HeldPast, evidence_value
from audit_app.services.past_planning import PlannedAudit, PlannedReview, Planner
from audit_app.services.progress import STEP, Progress, in_silence
from audit_app.services.refusals import refused
from audit_app.store.grades import result_value
from audit_app.store.ids import Ids
from audit_app.store.log.rights import Op
from audit_app.store.read_audits import erased_audits, score_value
from audit_app.store.read_register import erased_entries, plan_entries, register_day
from audit_app.store.workspace import Workspace
from forms.model import Framework
from scoring.grade import Grader


@dataclass(frozen=True, slots=True)
class AuditsImported:
    """What an import did, or would do.

    `rows` were read. `audits` and `reviews` are new ones, `unchanged` the file's reviews that were held already just
    so. `queries` are kept all the same, at most 200 of `query_count`. `notes` are sentences with counts. `changes` is
    False where nothing was to be written.
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


class FrameworksOfFile:
    """The frameworks that a file names, each looked up once; `ops` store those that the workspace lacks."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._by_text: dict[str, Framework | None] = {}
        self._graders: dict[str, Grader] = {}
        self.ops: list[Op] = []

    def named(self, text: str) -> Framework | None:
        """The framework that an id in the file means; raises AppError where an owner has to store it first."""
        if text not in self._by_text:
            self._by_text[text] = self._look_up(text)
        return self._by_text[text]

    def grader(self, framework: Framework) -> Grader:
        """The grader of a framework."""
        if framework.key not in self._graders:
            self._graders[framework.key] = Grader(framework)
        return self._graders[framework.key]

    def _look_up(self, text: str) -> Framework | None:
        key = newest_key(self._workspace, text)
        if key is None:
            return None
        for known in self._by_text.values():
            if known is not None and known.key == key:
                return known
        framework, ops = prepared(self._workspace, key)
        self.ops.extend(ops)
        return framework


def import_audits(
    workspace: Workspace, path: Path, *, dry_run: bool = False, progress: Progress | None = None
) -> AuditsImported:
    """Take past audits in as submitted reviews of samples; a dry run writes nothing.

    Raises AppError with a problem for every fault, among them audits that are held with other values: then nothing
    was written.
    """
    workspace.demand(Act.IMPORT_AUDITS)
    reading = read_past_audits(path, today=workspace.means.now().date())
    if reading.problems:
        raise refused(reading.file, reading.problems)
    frameworks = FrameworksOfFile(workspace)
    planner = _planner(workspace, reading, frameworks)
    planned = _planned(planner, progress or in_silence)
    held = HeldPast(workspace.conn, planned)
    fresh = [(audit, held.compare(audit, planner)) for audit in planned]
    if planner.faults.count:
        raise refused(reading.file, planner.faults.result())
    fresh = [(audit, reviews) for audit, reviews in fresh if reviews]
    added = sum(len(reviews) for _, reviews in fresh)
    if fresh and not dry_run:
        ops = [*frameworks.ops]
        for audit, reviews in fresh:
            ops.extend(_audit_ops(audit, reviews, frameworks, is_held=audit.id in held.audits))
        label = f"Import past audits: {counted(added, 'review', 'reviews')}"
        workspace.door.write(label, ops, sign="import")
    return AuditsImported(
        file=reading.file,
        rows=len(reading.scores),
        audits=sum(audit.id not in held.audits for audit, _ in fresh),
        reviews=added,
        unchanged=sum(len(audit.reviews) for audit in planned) - added,
        queries=reading.queries,
        query_count=reading.query_count,
        notes=(*reading.notices, *planner.notes()),
        changes=bool(fresh),
    )


def _planner(workspace: Workspace, reading: PastAuditsReading, frameworks: FrameworksOfFile) -> Planner:
    conn = workspace.conn
    return Planner(
        reading=reading,
        ids=Ids(workspace.id),
        plans=plan_entries(conn),
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


def _audit_ops(
    audit: PlannedAudit, reviews: Sequence[PlannedReview], frameworks: FrameworksOfFile, *, is_held: bool
) -> Iterator[Op]:
    given = audit.given
    if not is_held:
        record = {
            "plan_id": audit.plan_id,
            "framework": audit.framework.key,
            "cycle": given.cycle,
            "round": given.round or None,
            "date": given.audit_date,
            "purpose": Purpose.SAMPLE.value,
            "place_id": None,
        }
        yield Op("audit", audit.id, "record", record)
    grader = frameworks.grader(audit.framework)
    for review in reviews:
        yield from _review_ops(audit, review, grader)


def _review_ops(audit: PlannedAudit, review: PlannedReview, grader: Grader) -> Iterator[Op]:
    """One review, submitted on the day of the audit, with its grade and everything that it says."""
    record = {
        "audit_id": audit.id,
        "reviewer": " ".join(review.given.reviewer.split()),
        "person_id": None,
        "agency": review.given.agency or None,
        "kind": review.kind,
        "source": "import",
    }
    yield Op("review", review.id, "record", record)
    for marker, score in review.scores.items():
        id_ = Ids.score(review.id, marker)
        if score.answer is not None:
            yield Op("score", id_, "score", score_value(score.answer))
        if score.evidence:
            yield Op("score", id_, "evidence", evidence_value(score.evidence))
        if score.cause:
            yield Op("score", id_, "cause", score.cause)
    result = grader.grade({marker: score.answer for marker, score in review.scores.items()})
    yield Op("review", review.id, "result", result_value(result))
    yield Op("review", review.id, "state", {"state": "submitted", "detail": {"on": audit.given.audit_date}})
