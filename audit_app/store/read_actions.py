"""Reading actions, what they are about and how far they are; it changes nothing and decides nothing."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final, NamedTuple

from audit_app.domain.actions import Action, Checkpoint, Sample, Scope, Step
from audit_app.domain.findings import Finding, FindingKind
from audit_app.domain.status import Status
from audit_app.store.driver import Connection
from audit_app.store.log.canonical import Json, decode
from audit_app.store.transaction import rows_in

_LIVE: Final = "erased IS NULL AND deleted IS NULL"
_TOLD: Final = (
    *("id", "opened_on", "opened_by", "agency", "what", "service", "team", "owner", "leader", "timescale", "due"),
    *("success", "cause", "scope", "figure", "comments", "evidence", "plan_action", "source", "cycle", "round"),
    "framework",
)
_SCOPE: Final = _TOLD.index("scope")
_STATUSES: Final[Mapping[str | None, Status]] = {one.value: one for one in Status}
_STEPS: Final = (
    *("asked_on", "asked_by", "asked_why", "closed_on", "closed_by", "closed_why", "closed_sample"),
    *("abandoned_on", "abandoned_by", "abandoned_why"),
)
_ACTIONS: Final = (
    f"SELECT {', '.join((*_TOLD, *_STEPS))} FROM action WHERE opened_on IS NOT NULL AND {_LIVE} {{more}}"
    "ORDER BY due IS NULL OR due = '', due, opened_on, id"
)
_ABOUT: Final = (
    "SELECT f.action_id, count(*), count(DISTINCT f.plan_id), "
    "coalesce(group_concat(DISTINCT coalesce(e.plan_ref, '')), ''), "
    "coalesce(group_concat(DISTINCT coalesce(f.marker, '')), '') FROM action_finding f "
    "LEFT JOIN entry e ON e.id = f.plan_id WHERE f.kind IS NOT NULL AND f.erased IS NULL AND f.deleted IS NULL "
    "{more}GROUP BY f.action_id"
)
_LATEST: Final = (
    "SELECT action_id, max(on_date), status, comment, evidence FROM action_checkpoint "
    f"WHERE {_LIVE} AND coalesce(status, comment, evidence) IS NOT NULL {{more}}GROUP BY action_id"
)
_CHECKPOINTS: Final = (
    "SELECT on_date, status, comment, evidence FROM action_checkpoint WHERE action_id = ? "
    f"AND {_LIVE} AND coalesce(status, comment, evidence) IS NOT NULL ORDER BY on_date"
)
_FINDING: Final = "f.kind, f.words, f.plan_id, f.audit_id, f.framework, f.marker, f.section, f.score, f.pattern"
_FINDINGS: Final = (
    f"SELECT f.action_id, f.number, coalesce(e.plan_ref, ''), coalesce(a.date, ''), {_FINDING} FROM action_finding f "
    "LEFT JOIN entry e ON e.id = f.plan_id LEFT JOIN audit a ON a.id = f.audit_id AND a.erased IS NULL "
    "WHERE f.kind IS NOT NULL AND f.erased IS NULL AND f.deleted IS NULL AND f.action_id IN ({marks}) "
    "ORDER BY f.action_id, coalesce(e.plan_ref, ''), f.marker, f.number"
)
_OPEN_FINDINGS: Final = (
    f"SELECT f.action_id, {_FINDING} FROM action_finding f JOIN action x ON x.id = f.action_id "
    "WHERE f.kind IS NOT NULL AND f.erased IS NULL AND f.deleted IS NULL AND x.opened_on IS NOT NULL "
    "AND x.erased IS NULL AND x.deleted IS NULL AND x.closed_on IS NULL AND x.abandoned_on IS NULL"
)
_OPEN_DEFECTS: Final = (
    "SELECT DISTINCT f.action_id, f.kind, coalesce(f.marker, ''), coalesce(f.section, ''), coalesce(f.pattern, '') "
    "FROM action x JOIN action_finding f ON f.action_id = x.id WHERE f.kind IS NOT NULL AND f.erased IS NULL "
    "AND f.deleted IS NULL AND x.opened_on IS NOT NULL AND x.erased IS NULL AND x.deleted IS NULL "
    "AND x.closed_on IS NULL AND x.abandoned_on IS NULL ORDER BY x.scope IS NOT 'systemic', coalesce(x.due, '9'), x.id"
)
_SUBMITTED: Final = (
    "SELECT state_detail ->> 'on' FROM review WHERE state = 'submitted' AND state_detail ->> 'on' IS NOT NULL "
    "AND audit_id IN ({marks})"
)
_RE_AUDITS: Final = (
    "SELECT a.id, a.plan_id, e.plan_ref, a.date, a.framework, coalesce(a.follows_audit, ''), r.id, "
    "coalesce(r.state, 'open'), coalesce(r.override_grade, r.grade, '') FROM audit a JOIN entry e ON e.id = a.plan_id "
    "JOIN review r ON r.audit_id = a.id AND r.kind IS NOT NULL AND r.erased IS NULL "
    "WHERE a.follows_action = ? AND a.abandoned IS NULL AND a.erased IS NULL ORDER BY a.date, a.id, r.no"
)
_COUNTS_BY: Final = (
    "SELECT r.id, coalesce(r.override_grade, r.grade, '') FROM review r WHERE r.audit_id = ? "
    "AND r.state = 'submitted' AND r.erased IS NULL ORDER BY r.kind = 'consensus' DESC, r.no DESC LIMIT 1"
)
_ANY_REVIEW: Final = "SELECT id FROM review WHERE audit_id = ? AND kind IS NOT NULL AND erased IS NULL LIMIT 1"
_WITHOUT_ACTION: Final = (
    "SELECT e.plan_ref, m.marker, f.value, a.date, max(r.id) FROM fact_marker m "
    "JOIN score_fact f ON f.marker_no = m.no JOIN review r ON r.no = f.review_no JOIN audit a ON a.id = r.audit_id "
    "JOIN entry e ON e.id = a.plan_id "
    "WHERE m.marker = ? AND f.value BETWEEN 0 AND ? AND a.date >= ? AND a.abandoned IS NULL AND a.erased IS NULL "
    "AND r.state = 'submitted' AND a.purpose <> 'practice' AND NOT EXISTS (SELECT 1 FROM action_finding x "
    "WHERE x.audit_id = a.id AND x.marker = m.marker AND x.erased IS NULL AND x.deleted IS NULL) "
    "GROUP BY a.id ORDER BY a.date DESC, e.plan_ref"
)
_TEAMS: Final = "SELECT DISTINCT coalesce(casework_team, '') FROM entry WHERE id IN ({marks})"


class About(NamedTuple):
    """What an action is about, for a list: how many findings and plans, the plans' references, the markers."""

    findings: int
    plans: int
    plan_refs: str
    markers: str


class HeldFinding(NamedTuple):
    """A finding of an action with its place there, its plan's reference and its audit's day, empty where it has none.

    `audit_on` is empty too where the audit was erased: then nothing can be opened.
    """

    action: str
    number: str
    plan_ref: str
    audit_on: str
    finding: Finding


class ActionRow(NamedTuple):
    """An action of a list with what it is about."""

    action: Action
    about: About


class LowScore(NamedTuple):
    """A score of a submitted review that no action is about: plan, marker, score, the audit's day (ISO), the review."""

    plan_ref: str
    marker: str
    score: int
    on: str
    review: str


class HeldReAudit(NamedTuple):
    """A re-audit of one plan with a review of it; `follows` is the audit it looks at again, empty where none."""

    audit: str
    plan_id: str
    plan_ref: str
    on: str
    framework: str
    follows: str
    review: str
    state: str
    grade: str


NOTHING: Final = About(0, 0, "", "")


def action_rows(conn: Connection, by: date | None = None) -> tuple[ActionRow, ...]:
    """Every action, the one due first at the top, those without a day at the end; `by` is the last checkpoint's day."""
    return tuple(_rows(conn, "", by))


def action_row(conn: Connection, action_id: str) -> ActionRow | None:
    """One action, None where there is none, or it was erased or taken away."""
    return next(_rows(conn, action_id), None)


def action_held(conn: Connection, action_id: str) -> Action | None:
    """The same without what it is about."""
    found = action_row(conn, action_id)
    return None if found is None else found.action


def checkpoints_of(conn: Connection, action_id: str) -> tuple[Checkpoint, ...]:
    """How far an action was, the earliest first; a checkpoint with nothing in it is none."""
    return tuple(_checkpoint(row) for row in conn.execute(_CHECKPOINTS, (action_id,)))


def findings_of(conn: Connection, action_ids: Sequence[str]) -> dict[str, tuple[HeldFinding, ...]]:
    """What each of these actions is about, by plan and marker."""
    found: dict[str, list[HeldFinding]] = {}
    for action, number, ref, on, *values in rows_in(conn, _FINDINGS, list(action_ids)):
        found.setdefault(action, []).append(HeldFinding(action, number, ref, on, _finding(values)))
    return {action: tuple(those) for action, those in found.items()}


def open_with(conn: Connection, defects: Iterable[str], most: int) -> tuple[str, ...]:
    """The open actions that have one of these defects (`Finding.defect`), by id: practices first, then the next due."""
    wanted = frozenset(defects) - {""}
    if not wanted:
        return ()
    found: dict[str, None] = {}
    for action, kind, marker, section, pattern in conn.execute(_OPEN_DEFECTS):
        if Finding(_kind(kind), "", marker=marker, section=section, pattern=pattern).defect in wanted:
            found[action] = None
            if len(found) == most:
                break
    return tuple(found)


def open_on(conn: Connection, plan_id: str) -> frozenset[str]:
    """The tokens of what open actions are about at one plan: a finding among them has its action already."""
    rows = conn.execute(f"{_OPEN_FINDINGS} AND f.plan_id = ?", (plan_id,))
    return frozenset(_finding(values).token for _, *values in rows)


def submitted_days(conn: Connection, audit_ids: Sequence[str]) -> list[str]:
    """The days (ISO) on which reviews of these audits were submitted, as far as they are known."""
    return [str(on) for (on,) in rows_in(conn, _SUBMITTED, list(audit_ids))]


def teams_of(conn: Connection, plan_ids: Sequence[str]) -> frozenset[str]:
    """The casework teams of these plans."""
    return frozenset(str(team) for (team,) in rows_in(conn, _TEAMS, list(dict.fromkeys(plan_ids))))


def re_audits_of(conn: Connection, action_id: str) -> tuple[HeldReAudit, ...]:
    """The audits that look again at what an action is about, the earliest first; a review a row."""
    return tuple(HeldReAudit(*row) for row in conn.execute(_RE_AUDITS, (action_id,)))


def standing_of(conn: Connection, audit_id: str) -> tuple[str, str]:
    """The review by which an audit counts, and its grade: the consensus, else the last submitted; empty without one."""
    row = conn.execute(_COUNTS_BY, (audit_id,)).fetchone()
    return ("", "") if row is None else (str(row[0]), str(row[1]))


def review_to_open(conn: Connection, audit_id: str) -> str:
    """The review by which an audit counts, else any of it; empty where the audit is gone."""
    counts, _ = standing_of(conn, audit_id)
    row = None if counts else conn.execute(_ANY_REVIEW, (audit_id,)).fetchone()
    return counts or ("" if row is None else str(row[0]))


def without_action(conn: Connection, scores: Iterable[tuple[str, int]], since: str) -> tuple[LowScore, ...]:
    """The audits since a day (ISO) with a marker at a score or lower, (marker, score), that no action is about."""
    found = (conn.execute(_WITHOUT_ACTION, (marker, score, since)) for marker, score in scores)
    return tuple(LowScore(*row) for rows in found for row in rows)


def rule_set_text(conn: Connection, id_: str) -> str:
    """The text of an edited set of rules, empty where the partnership has none of its own."""
    row = conn.execute(f"SELECT text FROM rule_set WHERE id = ? AND {_LIVE}", (id_,)).fetchone()
    return str(row[0]) if row and row[0] else ""


def _rows(conn: Connection, one: str, by: date | None = None) -> Iterator[ActionRow]:
    """Those of one id, or all of them where it is empty."""
    values, only = {"one": one, "by": by.isoformat() if by is not None else ""}, "AND {} = :one " if one else ""
    of_day = "AND on_date <= :by " if by is not None else ""
    about = {row[0]: About(*row[1:]) for row in conn.execute(_ABOUT.format(more=only.format("f.action_id")), values)}
    checkpoints = conn.execute(_LATEST.format(more=only.format("action_id") + of_day), values)
    last = {row[0]: _checkpoint(row[1:]) for row in checkpoints}
    for row in conn.execute(_ACTIONS.format(more=only.format("id")), values):
        yield ActionRow(_action(row, last), about.get(row[0], NOTHING))


def _action(row: Sequence[Json], last: Mapping[str, Checkpoint]) -> Action:
    told: list[Any] = [value or "" for value in row[: len(_TOLD)]]
    told[_SCOPE] = Scope.SYSTEMIC if told[_SCOPE] == Scope.SYSTEMIC else Scope.SINGLE
    asked_on, asked_by, asked_why, closed_on, closed_by, closed_why, sample, *abandoned = row[len(_TOLD) :]
    told += [_step(asked_on, asked_by, asked_why), _step(closed_on, closed_by, closed_why), _step(*abandoned)]
    told += [_sample(sample) if closed_on else None, last.get(row[0])]
    return Action(*told)  # in the order of the dataclass: thousands are read at once


def _step(on: Json, by: Json, why: Json) -> Step | None:
    return Step(on, by or "", why or "") if on else None


def _sample(text: Json) -> Sample | None:
    """What a closure kept; a workspace of another copy may say what this version does not read."""
    match decode(text) if text else None:
        case [str(figure), int(count), int(of), int(later), int(of_later)]:
            return Sample(figure, (count, of), (later, of_later))
        case _:
            return None


def _checkpoint(row: Sequence[Json]) -> Checkpoint:
    on, status, comment, evidence = row
    return Checkpoint(date.fromisoformat(on), _STATUSES.get(status), comment or "", evidence or "")


def _finding(row: Sequence[Json]) -> Finding:
    kind, words, *others = row
    return Finding(_kind(kind), words or "", *(value or "" for value in others))


def _kind(text: str) -> FindingKind:
    return FindingKind(text) if text in tuple(FindingKind) else FindingKind.DECISION
