"""A small whole workspace on disk for the tests of opening, backups, restores and keys, and what is in one."""

import hashlib
import itertools
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from audit_app.domain.people import Agency, Role
from audit_app.store import keyring
from audit_app.store.anchoring import place_name
from audit_app.store.creating import Founder, create_workspace
from audit_app.store.driver import Connection
from audit_app.store.grades import result_value
from audit_app.store.ids import Ids
from audit_app.store.keys.passphrase import KdfSettings
from audit_app.store.keys.recovery import RecoverySheet
from audit_app.store.log.canonical import encode
from audit_app.store.log.erase import erase, of_plan
from audit_app.store.log.rights import Op
from audit_app.store.log.undo import undo
from audit_app.store.means import Means
from audit_app.store.opening import open_workspace
from audit_app.store.person_ops import PersonDetails
from audit_app.store.schema import LOCAL_TABLES
from audit_app.store.workspace import Workspace
from forms.model import Answer, NotScore, read_framework
from scoring.grade import grade

_EVERY_ROW = "SELECT * FROM {}"
LIGHT = KdfSettings(time_cost=1, memory_kib=8, parallelism=1)
MARY = "mary has a long passphrase"
BEN = "ben has quite another one"
FRAMEWORK_KEY = "short-2/1"
FRAMEWORK = """\
id = "short-2"
version = 1
title = "Short"
cycle = "weekly"

[scale]
level_3 = "Strong"
level_2 = "Sound"
level_1 = "Partial"
level_0 = "Absent"

[grades]
outstanding = "Outstanding"
good = "Good"
requires_improvement = "Requires improvement"
inadequate = "Inadequate"
not_graded = "Not graded"

[bands]
use = "standard"
[bands.standard]
title = "Standard"
outstanding = 85
good = 65
requires_improvement = 45

[grading]
unscored_limit_percent = 50
agency_grade_minimum = 3

[[limits]]
id = "stop"
words = "It stops."
cap = "inadequate"
kinds = ["S"]
score_at_most = 0
at_least = 1

[[follow_up]]
id = "again"
grade = "inadequate"
action = "Audit again."
within = 3
unit = "months"

[[sections]]
id = "A"
title = "Views"

[[markers]]
id = "A1"
question = "Are the child's views there?"
what_counts = "Their own words."
papers = ["plan"]
scored_by = ["core"]
weight = 3
kind = "S"
level_3 = "All."
level_2 = "Most."
level_1 = "Some."
level_0 = "None."

[[markers]]
id = "A2"
question = "Are the parents' views there?"
what_counts = "Their own words."
papers = ["plan"]
scored_by = ["core"]
weight = 1
kind = "Q"
level_3 = "All."
level_2 = "Most."
level_1 = "Some."
level_0 = "None."
"""


def seeded(seed: str) -> Callable[[int], bytes]:
    """Bytes that look random and are the same in every run."""
    counter = itertools.count()

    def more(size: int) -> bytes:
        return hashlib.shake_256(f"{seed}/{next(counter)}".encode()).digest(size)

    return more


class Clock:
    """A clock that goes on by a second each time it is read, and can be set."""

    def __init__(self, start: datetime = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)) -> None:
        self.at = start

    def __call__(self) -> datetime:
        self.at += timedelta(seconds=1)
        return self.at


def means_in(base: Path, seed: str = "laptop", clock: Callable[[], datetime] | None = None) -> Means:
    """The means of one machine whose user's data lie in `base`; the seed is the machine's name."""
    return Means(clock or Clock(), seeded(seed), seed, base / f"anchors of {seed}", lambda _: None, LIGHT)


@dataclass(frozen=True, slots=True)
class Sample:
    """The sample workspace, closed: where it lies, on which machine it was made, who can open it."""

    folder: Path
    means: Means
    sheet: RecoverySheet
    mary: str
    ben: str

    def open(self, passphrase: str = MARY, *, read_only: bool = False) -> Workspace:
        """Open it on the machine on which it was made."""
        return open_workspace(self.folder, passphrase, self.means, read_only=read_only)

    def copied(self, base: Path) -> "Sample":
        """The same workspace and the same machine in another place, to be changed or broken there."""
        folder, anchors = base / self.folder.name, base / "anchors"
        for source, target in ((self.folder, folder), (self.means.anchors, anchors)):
            shutil.rmtree(target, ignore_errors=True)
            shutil.copytree(source, target)
        for filed in anchors.glob(f"*/{place_name(self.folder)}"):
            filed.rename(filed.with_name(place_name(folder)))
        later = Clock(datetime(2026, 11, 9, 9, 0, tzinfo=UTC))
        return replace(self, folder=folder, means=replace(self.means, anchors=anchors, clock=later))


def make_sample(base: Path, name: str = "Ashford", seed: str = "laptop") -> Sample:
    """Two people, ten register entries, a draw, two audited plans, an undo and an erased plan.

    Another seed makes another workspace on another machine.
    """
    means = means_in(base, seed)
    workspace, sheet = create_workspace(base / name, Founder("Ashford", "Mary Öztürk", MARY), means)
    with workspace:
        mary = workspace.unlocked.person
        details = PersonDetails("Ben Ali", Agency.HEALTH, frozenset({Role.AUDITOR}))
        ben = keyring.add(workspace, details, BEN)
        _fill_register(workspace)
        _draw(workspace, ben)
        audited(workspace, "P-001", {"A1": 3, "A2": 2})
        audited(workspace, "P-009", {"A1": 1, "A2": NotScore.NE})
        _undo_a_note(workspace)
        _improve(workspace)
        erase(workspace.conn, workspace.door, of_plan(workspace.conn, Ids(workspace.id).plan("P-009")), reason="ceased")
    with open_workspace(workspace.folder, BEN, means) as as_ben:
        audited(as_ben, "P-002", {"A1": 0, "A2": 3})
    return Sample(workspace.folder, means, sheet, mary, ben)


def _improve(workspace: Workspace) -> None:
    """An action about two plans, an improvement plan with a status, a measure with a value, an outcome reviewed."""
    ids = Ids(workspace.id)
    told = {"agency": "health", "what": "Give health advice dates", "owner": "Designated clinical officer"}
    ops = [Op("action", "a1", "record", {"opened_on": "2026-11-04", "source": "finding", "cycle": "weekly"})]
    ops += [Op("action", "a1", name, value) for name, value in told.items()]
    ops += [
        Op("action_finding", f"a1.f{n}", "record", {"kind": "marker", "plan_id": ids.plan(ref), "marker": "A1"})
        for n, ref in enumerate(("P-001", "P-009"), start=1)
    ]
    ops.append(Op("action_checkpoint", "a1.2026-11-30", "status", "amber"))
    workspace.door.write("Open an action", ops)
    plan, measure = ids.improvement_plan("Statement"), ids.measure("plans")
    outcome = ids.ehc_outcome(ids.plan("P-009"), "1")
    workspace.door.write(
        "Plan, measure and outcome",
        [
            Op("improvement_plan", plan, "title", "Statement"),
            Op("improvement_plan", plan, "checkpoints", ["2026-12", "2027-03"]),
            Op("plan_theme", "t1", "record", {"plan": plan, "letter": "C", "title": "Quality", "place": 1}),
            Op("required_outcome", "o1", "record", {"theme": "t1", "number": "1", "words": "Needs", "place": 1}),
            Op("plan_action", "p1", "record", {"outcome": "o1", "place": 1}),
            Op("plan_action", "p1", "owners", ["SEN manager", "Designated clinical officer"]),
            Op("plan_progress", "p1.2026-12", "status", "green"),
            Op("measure", measure, "record", {"code": "plans", "title": "Plans", "unit": "count", "place": 1}),
            Op("measure_value", f"{measure}.2026-10", "record", {"value": 41.5, "numerator": 83, "denominator": 200}),
            Op("ehc_outcome", outcome, "record", {"plan_id": ids.plan("P-009"), "number": "1", "words": "Reads"}),
            Op("outcome_progress", f"{outcome}.2026-09-01", "record", {"progress": "some"}),
        ],
    )


def _fill_register(workspace: Workspace) -> None:
    ids = Ids(workspace.id)
    ops = [
        Op("entry", ids.plan(ref), "row", {"plan_ref": ref, "final_date": f"2025-0{n}-01", "primary_need": "ASD"})
        for n, ref in ((n, f"P-00{n}") for n in range(1, 10))
    ]
    ops.append(Op("entry", ids.plan("P-010"), "row", {"plan_ref": "P-010", "request_date": "2026-10-01"}))
    workspace.door.write("Import the register", ops)
    value = {"framework": "short-2", "version": 1, "text": FRAMEWORK}
    workspace.door.write("Take in the framework Short", [Op("framework", FRAMEWORK_KEY, "record", value)])


def _draw(workspace: Workspace, ben: str) -> None:
    ids = Ids(workspace.id)
    draw = {"cycle": "weekly", "on_date": "2026-11-02", "seed": "7", "size": 2, "frame_size": 9, "drawn_by": "Mary"}
    ops = [Op("draw", "d1", "record", draw)]
    for number in (1, 2):
        record = {"draw_id": "d1", "number": number, "role": "drawn", "plan_id": ids.plan(f"P-00{number}")}
        ops.append(Op("place", ids.place("d1", number), "record", record))
    ops.append(Op("place", ids.place("d1", 2), "assigned", {"person": ben, "due": "2026-11-09"}))
    workspace.door.write("Draw the weekly sample", ops)


def audited(workspace: Workspace, plan_ref: str, answers: dict[str, Answer]) -> str:
    """A submitted, graded review of a plan by the unlocked person; returns its id."""
    ids, person = Ids(workspace.id), workspace.unlocked.person
    audit = ids.audit(ids.plan(plan_ref), "weekly", "2026-11-03", FRAMEWORK_KEY)
    review = ids.review(audit, person)
    record = {"plan_id": ids.plan(plan_ref), "framework": FRAMEWORK_KEY, "cycle": "weekly", "date": "2026-11-03"}
    opening = {"audit_id": audit, "reviewer": workspace.person.name, "person_id": person, "agency": "coordinator"}
    workspace.door.write(
        f"Open the audit of {plan_ref}",
        [
            Op("audit", audit, "record", {**record, "purpose": "sample"}),
            Op("review", review, "record", {**opening, "kind": "single", "source": "app"}),
        ],
    )
    for marker, answer in answers.items():
        value = answer.value if isinstance(answer, NotScore) else answer
        workspace.door.write(f"Score {marker}", [Op("score", ids.score(review, marker), "score", str(value))])
    result = result_value(grade(read_framework(FRAMEWORK), answers))
    submission = Op("review", review, "state", {"state": "submitted", "detail": {"on": date(2026, 11, 3).isoformat()}})
    workspace.door.write("Submit", [Op("review", review, "result", result), submission], sign="submit")
    return review


def _undo_a_note(workspace: Workspace) -> None:
    plan = Ids(workspace.id).plan("P-003")
    link = workspace.door.write("Note who it is", [Op("entry", plan, "find_card", "Somebody Else")])
    undo(workspace.conn, workspace.door, link.seq, session_began=workspace.session_began)


def rename(workspace: Workspace, organisation: str) -> None:
    """The smallest change of a workspace."""
    workspace.door.write("Rename", [Op("workspace", workspace.id, "organisation", organisation)])


def tables_of(conn: Connection) -> list[str]:
    """The tables whose rows make up what was judged, entered and logged."""
    names = [row[0] for row in conn.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    return [name for name in names if name not in LOCAL_TABLES and not name.startswith(("sqlite_", "_sqlite_"))]


def rows_of(conn: Connection) -> dict[str, list[str]]:
    """Every such row, as text, by table."""

    return {table: sorted(map(repr, conn.execute(_EVERY_ROW.format(table)))) for table in tables_of(conn)}


def content_hash(
    conn: Connection, tables: tuple[str, ...] = ("audit", "review", "score", "advice", "section_state")
) -> str:
    """One hash over everything in these tables, whatever order and columns their rows are kept in."""
    digest = hashlib.sha256()
    for table in tables:
        cursor = conn.execute(_EVERY_ROW.format(table))
        columns = [column[0] for column in cursor.description]
        rows = [
            {name: value for name, value in zip(columns, row, strict=True) if value is not None and name != "no"}
            for row in cursor
        ]
        digest.update(encode([table, sorted(map(encode, rows))]).encode())
    return digest.hexdigest()


def snapshot(folder: Path) -> dict[str, str]:
    """Every file below a folder with a hash of its bytes."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def row_counts(conn: Connection) -> dict[str, int]:
    """How many rows each table of the workspace holds."""
    return {table: len(rows) for table, rows in rows_of(conn).items()}
