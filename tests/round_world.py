"""A round as the reveal leaves it: members of every agency, their submitted reviews, no consensus yet."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from audit_app.services.frameworks import ensure
from audit_app.store.ids import Ids
from audit_app.store.log.canonical import Json
from audit_app.store.log.rights import Op
from audit_app.store.workspace import Workspace
from forms.model import Answer, Framework, Marker, NotScore
from scoring.grade import Grader

MEMBERS = {
    "Ed Hall": "education",
    "Hetty Rae": "health",
    "Hugh Moss": "health",
    "Sue Carr": "social_care",
    "Pam Lind": "parent_carer",
    "Cora Dean": "coordinator",
}
QUOTE: Json = {"kind": "quotation", "text": "two hours a week", "where": "F"}
NAME = "2026-11"
ROW = {"date_of_birth": "2015-03-01", "year_group": 6, "final_date": "2024-05-20"}
Said = Mapping[tuple[int, str, str], Answer | dict[str, Json]]
"""What a member said at a marker of a plan (from 1): an answer, or the fields of the score. All else is a 2."""


@dataclass(frozen=True, slots=True)
class RoundMade:
    """The round, its audits in the order of plans, and the framework."""

    id: str
    audits: tuple[str, ...]
    framework: Framework


def fields_of(marker: Marker, said: Answer | dict[str, Json]) -> dict[str, Json]:
    """What stands at a marker, with all that submission asks for."""
    if isinstance(said, dict):
        return said
    value: dict[str, Json] = {"score": said.value if isinstance(said, NotScore) else said}
    if said in (0, 1) or (said == 3 and marker.limiting):
        value["evidence"] = QUOTE
    if said in (0, 1):
        value["cause"] = "drafting"
    if said == NotScore.NA:
        value["reason"] = "No such need."
    return value


def make_round(
    workspace: Workspace,
    said: Said | None = None,
    *,
    plans: int = 2,
    state: str = "revealed",
    without: tuple[str, ...] = (),
    late: tuple[str, ...] = (),
    only_others: Collection[tuple[int, str]] = (),
    rest: Mapping[str, Mapping[str, str]] | None = None,
) -> RoundMade:
    """Write a round of so many plans.

    `without` are members who gave nothing, `late` those who came after the reveal, `only_others` the plans that
    a member did not score; `rest` gives the states of sections by member.
    """
    framework, ids = ensure(workspace, "core-42/1"), Ids(workspace.id)
    refs = [f"EHC-{at:03d}" for at in range(1, plans + 1)]
    workspace.door.write("Import", [Op("entry", ids.plan(ref), "row", {"plan_ref": ref, **ROW}) for ref in refs])
    round_id = ids.round(NAME)
    record = {"name": NAME, "cycle": "multi-agency", "opened_on": "2026-10-20", "due": "2026-11-17", "sealed": 1}
    workspace.door.write("Open the round", [Op("round", round_id, "record", record)])
    audits = tuple(
        ids.audit(ids.plan(f"EHC-{at:03d}"), "multi-agency", NAME, framework.key) for at in range(1, plans + 1)
    )
    ops = []
    for at, audit in enumerate(audits, 1):
        value = {
            "plan_id": ids.plan(f"EHC-{at:03d}"),
            "framework": framework.key,
            "cycle": "multi-agency",
            "round": NAME,
            "date": "2026-10-20",
            "purpose": "sample",
            "place_id": None,
        }
        ops.append(Op("audit", audit, "record", value))
    workspace.door.write("Open the audits", ops)
    reviews: list[Op] = []
    for at, audit in enumerate(audits, 1):
        for name in MEMBERS:
            if name not in without and (at, name) not in only_others:
                reviews += review_ops(
                    ids, framework, audit, name, at, said or {}, is_late=name in late, states=(rest or {}).get(name)
                )
    reviews.append(Op("round", round_id, "state", {"state": state, "detail": {"on": "2026-11-20"}}))
    workspace.door.write("Reveal the round", reviews)
    return RoundMade(round_id, audits, framework)


def review_ops(
    ids: Ids,
    framework: Framework,
    audit: str,
    name: str,
    plan: int,
    said: Said,
    *,
    is_late: bool = False,
    states: Mapping[str, str] | None = None,
) -> Iterator[Op]:
    """One member's review as it came out of its box."""
    person, agency = f"person {name}", MEMBERS[name]
    review = ids.review(audit, person)
    record = {
        "audit_id": audit,
        "reviewer": name,
        "person_id": person,
        "agency": agency,
        "kind": "single",
        "source": "app",
        "sealed": f"box {review}",
        "late": int(is_late),
    }
    yield Op("review", review, "record", record)
    markers = framework.scored_by(agency)
    yield Op("review", review, "markers", [marker.id for marker in markers])
    answers: dict[str, Answer] = {}
    for marker in markers:
        fields = fields_of(marker, said.get((plan, name, marker.id), 2))
        for field, value in fields.items():
            yield Op("score", ids.score(review, marker.id), field, value)
        given = fields["score"]
        answers[marker.id] = NotScore(given) if isinstance(given, str) else given
    for section, state in (states or {}).items():
        yield Op("section_state", f"{review}.{section}", "state", state)
    result = Grader(framework).grade(answers).record()
    kept = {name: result[name] for name in ("grade", "band", "score", "possible", "limits", "engine")}
    yield Op("review", review, "result", kept)
    yield Op("review", review, "state", {"state": "submitted", "detail": {"on": "2026-11-16"}})


def without_keyholder(workspace: Workspace, made: RoundMade) -> None:
    """Let the round be one that was opened without a keyholder."""
    record = {"name": NAME, "cycle": "multi-agency", "opened_on": "2026-10-20", "due": "2026-11-17", "sealed": 0}
    design = {"framework": made.framework.key, "chairs": [workspace.person.id], "keyholders": [], "double_rated": 100}
    ops = [Op("round", made.id, "record", record), Op("round", made.id, "design", design)]
    workspace.door.write("Open the round", ops)
