"""Reading everything that the workspace holds on one child, and which things of whom retention rules speak."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from audit_app.store.access import AccessEvent, events
from audit_app.store.driver import Connection
from audit_app.store.grades import stored_framework
from audit_app.store.ids import Ids
from audit_app.store.log.canonical import Json, decode
from audit_app.store.log.erase import Entity, of_plan
from audit_app.store.read_draws import paper_in
from audit_app.store.vocabulary import KINDS, REGISTER_COLUMNS

Record = dict[str, Json]
"""One row as named values; what is empty is left out."""

_DRAWS: Final = (
    "SELECT p.id, d.cycle, d.on_date, d.seed, p.number, p.role, p.chance, p.stratum, p.weight, "
    "a.name AS assigned_to, p.due, "
    "p.replaced_reason, p.closed_reason FROM place p JOIN draw d ON d.id = p.draw_id "
    "LEFT JOIN person a ON a.id = p.assigned_to WHERE p.plan_id = ? ORDER BY d.on_date, d.id, p.number"
)
_AUDITS: Final = (
    "SELECT id, date, cycle, round, framework, purpose, abandoned FROM audit "
    "WHERE plan_id = ? AND erased IS NULL ORDER BY date, id"
)
_REVIEWS: Final = (
    "SELECT id, reviewer, agency, kind, source, late, state, grade, band, score, possible, limits, override_grade, "
    "override_reason FROM review WHERE audit_id = ? AND erased IS NULL ORDER BY kind, reviewer, id"
)
_ITEM: Final = ", ".join(name for name in KINDS["thread_item"].fields if name not in ("erased", "deleted"))
_IN_REVIEW: Final = (
    (
        "scores",
        "SELECT marker, score, taken, evidence, cause, reason, note, good_practice, settled_how, settled_code, "
        "settled_by FROM score "
        "WHERE review_id = ? AND erased IS NULL ORDER BY marker",
    ),
    (
        "advice",
        "SELECT source, listed, dated, current, specific FROM advice "
        "WHERE review_id = ? AND erased IS NULL ORDER BY source",
    ),
    (
        "section_states",
        "SELECT section, state FROM section_state WHERE review_id = ? AND erased IS NULL ORDER BY section",
    ),
    (
        "thread",
        "SELECT document_id, confirmed_by, confirmed_on FROM thread WHERE review_id = ? AND erased IS NULL",
    ),
    (
        "thread_items",
        f"SELECT item, {_ITEM} FROM thread_item WHERE review_id = ? AND erased IS NULL ORDER BY position, item",
    ),
    (
        "thread_links",
        "SELECT link, linked, origin FROM thread_link WHERE review_id = ? AND erased IS NULL ORDER BY link",
    ),
    (
        "text_sent_to_sections",
        "SELECT block, section FROM text_place WHERE review_id = ? AND erased IS NULL ORDER BY block",
    ),
    (
        "flags_dismissed",
        "SELECT flag, reason FROM flag_dismissal WHERE review_id = ? AND erased IS NULL ORDER BY flag",
    ),
)
_DOCUMENTS: Final = (
    "SELECT id, name, media_type, size, digest, added_on, role, agency, service FROM document "
    "WHERE plan_id = ? AND erased IS NULL ORDER BY added_on, name"
)
_REQUESTS: Final = (
    "SELECT agency, service, provider, requested, due, received, outcome FROM advice_request "
    "WHERE plan_id = ? AND erased IS NULL AND deleted IS NULL ORDER BY requested, agency, service"
)
# What lies in a review has the review's id, a point and a name of its own; "/" comes right after the point.
_DRAFTS: Final = "SELECT id, field, utc, value FROM draft WHERE id = ? OR (id > ? AND id < ?) ORDER BY id, field"
_JSON_COLUMNS: Final = ("evidence", "limits", "taken", "places", "cause", "answers", "settled_by")
_VOICE: Final = (
    "SELECT v.on_date, r.name AS round, v.how, v.who, v.consent, v.quote_consent, v.answers, v.quote, v.note "
    "FROM family_voice v LEFT JOIN round r ON r.id = v.round_id "
    "WHERE v.plan_id = ? AND v.erased IS NULL AND v.deleted IS NULL ORDER BY v.on_date, v.id"
)
_FINDINGS: Final = (
    "SELECT f.kind, f.marker, f.section, f.score, f.pattern, f.words, a.opened_on, a.agency, a.service, a.what, "
    "a.owner, a.leader, a.timescale, a.due, a.success, a.cause AS caused_by, a.comments, "
    "a.evidence AS action_evidence, a.closed_on, a.closed_why, a.abandoned_on, a.abandoned_why "
    "FROM action_finding f JOIN action a ON a.id = f.action_id "
    "WHERE f.plan_id = ? AND f.erased IS NULL AND f.deleted IS NULL AND a.erased IS NULL AND a.deleted IS NULL "
    "ORDER BY a.opened_on, a.id, f.number"
)
_ADULTHOOD: Final = (
    "SELECT care, health, due, referred, assessed, outcome, note FROM adulthood "
    "WHERE id = ? AND erased IS NULL AND deleted IS NULL"
)
_OUTCOMES: Final = (
    "SELECT o.number, o.words, o.area, o.agency, o.set_on, o.target, p.reviewed, p.progress, "
    "p.evidence AS progress_evidence, p.source FROM ehc_outcome o "
    "LEFT JOIN outcome_progress p ON p.outcome_id = o.id AND p.erased IS NULL AND p.deleted IS NULL "
    "WHERE o.plan_id = ? AND o.erased IS NULL AND o.deleted IS NULL ORDER BY o.number, o.id, p.reviewed"
)
# Nobody can read these before the round is opened: that they are there is all that can be said.
_SEALED: Final = (
    "SELECT r.name AS round, coalesce(p.name, s.person_id) AS member, s.sent_on AS sealed_on FROM sealed_review s "
    "JOIN audit a ON a.id = s.audit_id JOIN round r ON r.id = s.round_id LEFT JOIN person p ON p.id = s.person_id "
    "WHERE a.plan_id = ? AND s.erased IS NULL AND s.box IS NOT NULL "
    "AND NOT EXISTS (SELECT 1 FROM review v WHERE v.id = s.review_id AND v.sealed IS NOT NULL) ORDER BY s.sent_on, s.id"
)


def plan_id_of(conn: Connection, plan_ref: str) -> str | None:
    """The id of the plan that has this reference now, None where none has."""
    row = conn.execute("SELECT id FROM entry WHERE plan_ref = ?", (plan_ref,)).fetchone()
    return None if row is None else str(row[0])


def was_erased(conn: Connection, workspace: str, plan_ref: str) -> bool:
    """Whether the plan of this reference was erased."""
    id_ = Ids(workspace).plan(plan_ref)
    return conn.execute("SELECT 1 FROM entry WHERE id = ? AND erased IS NOT NULL", (id_,)).fetchone() is not None


def organisation(conn: Connection) -> str:
    """The name of the organisation that the workspace belongs to."""
    row = conn.execute("SELECT organisation FROM workspace").fetchone()
    return str(row[0]) if row and row[0] else ""


def marker_questions(conn: Connection, framework: str) -> dict[str, str]:
    """What each marker of a stored framework asks; empty where the workspace lacks the framework."""
    try:
        return {marker.id: marker.question for marker in stored_framework(conn, framework).markers}
    except KeyError:
        return {}


@dataclass(frozen=True, slots=True)
class PlanHeld:
    """Everything held on one plan; an audit has its reviews, a review its scores, advice, section states and thread.

    `has_match_key` and `has_name_key` say that a keyed hash of a pupil number, or of a name with the date of birth, is
    held; the hash itself is never shown. `sealed` are scores that nobody can read yet: that they exist, no more.
    """

    entry: Record
    has_match_key: bool
    has_name_key: bool
    find_card: Json
    advice_requests: tuple[Record, ...]
    documents: tuple[Record, ...]
    draws: tuple[Record, ...]
    audits: tuple[Record, ...]
    sealed: tuple[Record, ...]
    family_voice: tuple[Record, ...]
    actions: tuple[Record, ...]
    adulthood: tuple[Record, ...]
    outcomes: tuple[Record, ...]
    drafts: tuple[Record, ...]
    entities: tuple[Entity, ...]


def plan_held(conn: Connection, plan_id: str) -> PlanHeld:
    """Everything that the tables hold on a plan; the change log and the access log are read apart."""
    columns = ", ".join(("plan_ref", *(name for name in REGISTER_COLUMNS if name != "plan_ref")))
    (entry,) = _records(conn, f"SELECT {columns} FROM entry WHERE id = ?", (plan_id,))
    match_key, name_key, card = conn.execute(
        "SELECT match_key, name_key, find_card FROM entry WHERE id = ?", (plan_id,)
    ).fetchone()
    draws = tuple(_with_paper(conn, draw) for draw in _records(conn, _DRAWS, (plan_id,)))
    entities = (*of_plan(conn, plan_id), *(Entity("place", draw.pop("id")) for draw in draws))
    return PlanHeld(
        entry=entry,
        has_match_key=match_key is not None,
        has_name_key=name_key is not None,
        find_card=_parsed(card),
        advice_requests=tuple(_records(conn, _REQUESTS, (plan_id,))),
        documents=tuple(_records(conn, _DOCUMENTS, (plan_id,))),
        draws=draws,
        audits=tuple(_audits(conn, plan_id)),
        sealed=tuple(_records(conn, _SEALED, (plan_id,))),
        family_voice=tuple(_records(conn, _VOICE, (plan_id,))),
        actions=tuple(_records(conn, _FINDINGS, (plan_id,))),
        adulthood=tuple(_records(conn, _ADULTHOOD, (plan_id,))),
        outcomes=tuple(_records(conn, _OUTCOMES, (plan_id,))),
        drafts=tuple(_drafts(conn, [entity.id for entity in entities])),
        entities=entities,
    )


def _with_paper(conn: Connection, draw: Record) -> Record:
    """The place with which review or report of the plan it is about."""
    paper = paper_in(conn, str(draw["id"]))
    return draw if paper is None else {**draw, "paper": paper.words}


def _audits(conn: Connection, plan_id: str) -> Iterator[Record]:
    for audit in list(_records(conn, _AUDITS, (plan_id,))):
        reviews = list(_records(conn, _REVIEWS, (audit.pop("id"),)))
        for review in reviews:
            id_ = review.pop("id")
            review |= {name: rows for name, sql in _IN_REVIEW if (rows := list(_records(conn, sql, (id_,))))}
        yield {**audit, "reviews": reviews}


def _drafts(conn: Connection, ids: Sequence[str]) -> Iterator[Record]:
    for id_ in ids:
        for of, field, utc, value in conn.execute(_DRAFTS, (id_, f"{id_}.", f"{id_}/")).fetchall():
            yield {"of": of, "field": field, "utc": utc, "value": value}


def _records(conn: Connection, sql: str, values: Sequence[Json]) -> Iterator[Record]:
    cursor = conn.execute(sql, values)
    names = [column[0] for column in cursor.description]
    for row in cursor.fetchall():
        record = {name: value for name, value in zip(names, row, strict=True) if value is not None}
        yield {name: _parsed(value) if name in _JSON_COLUMNS else value for name, value in record.items()}


def _parsed(text: str | None) -> Json:
    """A value of a column that keeps plain text as it is and everything else as JSON."""
    if text is None or text[:1] not in ("{", "["):
        return text
    try:
        return decode(text)
    except ValueError:  # plain text that begins with a bracket
        return text


def accesses_to(conn: Connection, names: Sequence[str]) -> Iterator[AccessEvent]:
    """The reads, exports and prints whose thing names one of these, as a word of its own."""
    wanted = set(names)
    for event in events(conn):
        if not wanted.isdisjoint(_words(event.thing)):
            yield event


def _words(thing: str) -> Iterator[str]:
    """The words of a thing; a reference may hold blanks, so that the whole and every tail of it count too."""
    parts = thing.split(" ")
    for start in range(len(parts)):
        yield from (" ".join(parts[start:end]).strip(",;.") for end in range(start + 1, len(parts) + 1))
