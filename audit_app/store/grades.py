"""Grades from stored scores: worked out at submission, and again by `check`."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from audit_app.store.driver import Connection
from audit_app.store.log.canonical import Json, decode, encode
from forms.model import Answer, Framework, NotScore, read_framework
from scoring.grade import Grader, GradeResult

_ANSWERS = "SELECT marker, score FROM score WHERE review_id = ? AND score IS NOT NULL"


class Graders:
    """A grader for each framework version of a workspace, made when it is first asked for."""

    def __init__(self, conn: Connection) -> None:
        self._conn = conn
        self._made: dict[str, Grader] = {}

    def of(self, framework: str) -> Grader:
        """The grader of a framework by its key `core-42/1`; raises KeyError where the workspace lacks it."""
        if framework not in self._made:
            self._made[framework] = Grader(stored_framework(self._conn, framework))
        return self._made[framework]


def stored_framework(conn: Connection, key: str) -> Framework:
    """A framework as the workspace keeps it; raises KeyError where it lacks it."""
    row = conn.execute("SELECT text FROM framework WHERE id = ? AND text IS NOT NULL", (key,)).fetchone()
    if row is None:
        raise KeyError(key)
    return framework_of(row[0])


@lru_cache(maxsize=8)
def framework_of(text: str) -> Framework:
    """A framework from its text; kept, as every score that is given and every audit that is opened asks for it."""
    return read_framework(text)


def stored_answer(text: str | None) -> Answer:
    """An answer as the score table holds it."""
    if text is None:
        return None
    return NotScore(text) if text in ("NA", "NE") else int(text)


def answers_of(conn: Connection, review: str) -> dict[str, Answer]:
    """The answers given in a review, by marker."""
    return {marker: stored_answer(score) for marker, score in conn.execute(_ANSWERS, (review,))}


def result_value(result: GradeResult) -> dict[str, Json]:
    """The value of a review's `result` field."""
    record = result.record()
    return {name: record[name] for name in ("grade", "band", "score", "possible", "limits", "engine")}


@dataclass(frozen=True, slots=True)
class _Recorded:
    """A submitted review: its answers and its grade as the tables hold them."""

    review: str
    plan_ref: str | None
    framework: str
    answers: list[tuple[str, str]]
    grade: tuple[Json, ...]

    @property
    def name(self) -> str:
        return f"review {self.review} of plan {self.plan_ref or '(erased)'}"

    @property
    def result(self) -> dict[str, Json]:
        *plain, limits, engine = self.grade
        held = dict(zip(("grade", "band", "score", "possible"), plain, strict=True))
        return {**held, "limits": decode(limits) if limits else [], "engine": engine}


def wrong_grades(conn: Connection) -> tuple[int, tuple[str, ...]]:
    """How many submitted reviews were graded again, and those whose recorded grade differs, in words."""
    graders = Graders(conn)
    faults: list[str] = []
    looked = 0
    for recorded in _submitted(conn):
        looked += 1
        try:
            fault = _fault_of(recorded, graders)
        except (KeyError, ValueError, TypeError) as error:  # written past the door, in any form
            fault = f"{recorded.name} cannot be graded again ({error})"
        if fault:
            faults.append(fault)
    return looked, tuple(faults)


def _fault_of(recorded: _Recorded, graders: Graders) -> str:
    held = recorded.result
    answers = {marker: stored_answer(score) for marker, score in recorded.answers}
    value = result_value(graders.of(recorded.framework).grade(answers))
    if value["engine"] != held["engine"]:
        return ""  # graded by another version of the rules, which is what was recorded and stands
    if encode(value) == encode(held):
        return ""
    return (
        f"{recorded.name}: recorded {held['grade']} at {held['score']} of {held['possible']}, "
        f"the scores give {value['grade']} at {value['score']} of {value['possible']}"
    )


def _submitted(conn: Connection) -> Iterator[_Recorded]:
    scores: dict[str, list[tuple[str, str]]] = {}
    for review, marker, score in conn.execute(
        "SELECT s.review_id, s.marker, s.score FROM score s JOIN review r ON r.id = s.review_id "
        "WHERE r.state = 'submitted' AND s.score IS NOT NULL"
    ):
        scores.setdefault(review, []).append((marker, score))
    rows = conn.execute(
        "SELECT r.id, e.plan_ref, a.framework, r.grade, r.band, r.score, r.possible, r.limits, r.engine "
        "FROM review r JOIN audit a ON a.id = r.audit_id LEFT JOIN entry e ON e.id = a.plan_id "
        "WHERE r.state = 'submitted' AND r.engine IS NOT NULL ORDER BY r.id"
    )
    for review, plan_ref, framework, *grade in rows:
        yield _Recorded(review, plan_ref, framework, scores.get(review, []), tuple(grade))
