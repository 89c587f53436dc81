"""Rounds in which several agencies scored the same plans, written straight through the door."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial

from audit_app.services.frameworks import ensure
from audit_app.store.grades import result_value
from audit_app.store.ids import Ids
from audit_app.store.log.rights import Op
from audit_app.store.workspace import Workspace
from scoring.grade import Grader

Scores = Mapping[str, int]
CYCLE = "multi-agency"


@dataclass(frozen=True, slots=True)
class Given:
    """One review: in which round, of which plan (its number), by which agency, its scores by marker."""

    round: str
    plan: int
    agency: str
    scores: Scores
    source: str = "import"
    kind: str = "single"
    reviewer: str = ""
    is_late: bool = False
    is_opened: bool = False


@dataclass(frozen=True, slots=True)
class Held:
    """A round that is kept as one: its name, how it stands, the people who were to score in it."""

    name: str
    state: str = "closed"
    is_sealed: bool = True
    members: tuple[str, ...] = field(default=())


def write_rounds(
    workspace: Workspace,
    days: Mapping[str, str],
    given: Iterable[Given],
    held: Iterable[Held] = (),
    key: str = "core-42/1",
) -> None:
    """The reviews, all scored with one framework; `days` is the date of each round's audits. Plans are EHC-0001 and on.

    What is not imported was given by the person who has the workspace open.
    """
    framework = ensure(workspace, key)
    ids, grader = Ids(workspace.id), Grader(framework)
    audit_of = partial(_audit_id, ids, framework.key)
    reviews = list(given)
    ops = [op for one in held for op in _round_ops(ids, one)]
    for round_, plan in sorted({(one.round, one.plan) for one in reviews}):
        plan_id = ids.plan(f"EHC-{plan:04d}")
        record = {"plan_id": plan_id, "framework": framework.key, "cycle": CYCLE, "round": round_ or None}
        ops.append(Op("audit", audit_of(round_, plan), "record", record | {"date": days[round_], "purpose": "sample"}))
    for number, one in enumerate(reviews):
        ops += _review_ops(f"{number:032x}", audit_of(one.round, one.plan), one, grader, workspace.person.id)
    workspace.door.write("Rounds that were scored", ops)


def _audit_id(ids: Ids, framework: str, round_: str, plan: int) -> str:
    return ids.audit(ids.plan(f"EHC-{plan:04d}"), CYCLE, round_ or "no round", framework)


def _round_ops(ids: Ids, one: Held) -> Iterator[Op]:
    record = {"name": one.name, "cycle": CYCLE, "sealed": int(one.is_sealed), "members": list(one.members)}
    yield Op("round", ids.round(one.name), "record", record | {"draw_id": None})
    yield Op("round", ids.round(one.name), "state", {"state": one.state, "detail": {}})


def _review_ops(id_: str, audit: str, one: Given, grader: Grader, person: str) -> Iterator[Op]:
    reviewer = one.reviewer or f"{one.agency} {id_[-2:]}"
    record = {"audit_id": audit, "reviewer": reviewer, "agency": one.agency or None, "kind": one.kind}
    record |= {"source": one.source, "person_id": None if one.source == "import" else person}
    more: dict[str, object] = {"late": 1} if one.is_late else {}
    more |= {"sealed": f"box {id_}"} if one.is_opened else {}
    yield Op("review", id_, "record", record | more)
    for marker, score in one.scores.items():
        yield Op("score", f"{id_}.{marker}", "score", score)
    yield Op("review", id_, "result", result_value(grader.grade(dict(one.scores))))
    yield Op("review", id_, "state", {"state": "submitted", "detail": {"on": "2026-02-01"}})
