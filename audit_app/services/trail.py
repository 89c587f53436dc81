"""The audit trail for people: the changes that fit a question, page by page, and each value as old → new.

Values that say something about a child are not told here: the trail says that they changed, and `services.subject`
writes them for whoever may have them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from types import MappingProxyType
from typing import Final

from audit_app.services.erasing import found_plan
from audit_app.services.trail_values import Values
from audit_app.store.log.chain import utc_text
from audit_app.store.read_subject import plan_held
from audit_app.store.read_trail import TrailFilter, TrailHead, op_count, ops_of, plan_ref_of, trail_count, trail_heads
from audit_app.store.workspace import Workspace

PAGE: Final = 200
"""How many changes a page holds."""
_PREVIEWED: Final = 3
_LOOKED_AT: Final = 60


@dataclass(frozen=True, slots=True)
class Topic:
    """What a change can be about, for people to choose: the kinds of the log, or one field of any kind."""

    words: str
    kinds: frozenset[str] = frozenset()
    field: str = ""


TOPICS: Mapping[str, Topic] = MappingProxyType(
    {
        "people": Topic("People and settings", frozenset({"person", "workspace", "trajectory", "comparison"})),
        "register": Topic(
            "Register and documents", frozenset({"entry", "register_import", "document", "advice_request"})
        ),
        "draws": Topic("Samples", frozenset({"draw", "place"})),
        "rounds": Topic(
            "Rounds of joint scoring",
            frozenset({"round", "seat", "sealed_review", "learning_page", "assignment", "custody"}),
        ),
        "voice": Topic("Family voice", frozenset({"family_voice"})),
        "audits": Topic("Audits opened or given up", frozenset({"audit"})),
        "scores": Topic("Reviews and scores", frozenset({"review", "score", "advice", "section_state"})),
        "thread": Topic(
            "Golden thread", frozenset({"thread", "thread_item", "thread_link", "text_place", "flag_dismissal"})
        ),
        "frameworks": Topic("Frameworks", frozenset({"framework"})),
        "releases": Topic(
            "Reports and public figures",
            frozenset({"release", "issued_report", "restatement", "commentary", "rebasing"}),
        ),
        "actions": Topic(
            "Actions", frozenset({"action", "action_finding", "action_checkpoint", "sent_workbook", "rule_set"})
        ),
        "improvement": Topic(
            "Improvement plan and meetings",
            frozenset({"improvement_plan", "plan_theme", "required_outcome", "plan_action", "plan_progress"})
            | frozenset({"plan_version", "risk", "escalation", "reporting_line", "meeting", "decision"}),
        ),
        "measures": Topic(
            "Measures and outcomes",
            frozenset({"measure", "measure_value", "adulthood", "ehc_outcome", "outcome_progress"}),
        ),
        "erasures": Topic("Erasures", field="erased"),
    }
)


@dataclass(frozen=True, slots=True)
class TrailAsked:
    """What a person asks of the trail; empty parts do not matter. Days are those of this computer's clock."""

    person: str = ""
    topic: str = ""
    plan_ref: str = ""
    first: date | None = None
    last: date | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class TrailRow:
    """One change: when (UTC text), who, what, why, which plans, and its first values as old → new."""

    head: TrailHead
    plans: str
    values: str


@dataclass(frozen=True, slots=True)
class TrailPage:
    """A page of the changes that fit, which of them is its first (from 0), and how many fit in all."""

    rows: tuple[TrailRow, ...]
    first: int
    total: int


def filter_of(workspace: Workspace, asked: TrailAsked) -> TrailFilter:
    """The question as the log understands it; raises AppError for a plan that is not there."""
    topic = TOPICS.get(asked.topic, Topic(""))
    entities = None
    if asked.plan_ref:
        held = plan_held(workspace.conn, found_plan(workspace, asked.plan_ref))
        entities = frozenset(entity.id for entity in held.entities)
    first, last = moments(asked.first, asked.last)
    return TrailFilter(entities, asked.person, first, last, topic.kinds, topic.field, asked.words)


def moments(first: date | None, last: date | None) -> tuple[str, str]:
    """The UTC moments from the beginning of the first day to the end of the last, by this computer's clock."""
    start = utc_text(_midnight(first)) if first is not None else ""
    end = utc_text(_midnight(last + timedelta(days=1)) - timedelta(microseconds=1)) if last is not None else ""
    return start, end


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time()).astimezone().astimezone(UTC)


def trail_page(workspace: Workspace, asked: TrailAsked, first: int = 0) -> TrailPage:
    """So many of the changes that fit, the newest first, from the `first` on, counted from 0."""
    wanted = filter_of(workspace, asked)
    values = Values(workspace.conn)
    rows = tuple(_row(workspace, values, head, wanted) for head in trail_heads(workspace.conn, wanted, first, PAGE))
    return TrailPage(rows, first, trail_count(workspace.conn, wanted))


def _row(workspace: Workspace, values: Values, head: TrailHead, wanted: TrailFilter) -> TrailRow:
    ops = list(islice(ops_of(workspace.conn, head, wanted), _LOOKED_AT))
    plans = dict.fromkeys(ref for op in ops if (ref := plan_ref_of(workspace.conn, op.kind, op.id)))
    lines = [values.line(op, with_plan=len(plans) > 1) for op in ops[:_PREVIEWED]]
    if (more := _count_of(workspace, head, wanted) - len(lines)) > 0:
        lines.append(f"and {more:,} more")
    shown = list(plans)[:_PREVIEWED]
    named = ", ".join(shown) + (" …" if len(plans) > len(shown) or len(ops) == _LOOKED_AT else "") if shown else ""
    return TrailRow(head, named, "; ".join(lines))


def _count_of(workspace: Workspace, head: TrailHead, wanted: TrailFilter) -> int:
    """How many values of a change are about what is asked for."""
    if wanted.entities is None:
        return op_count(workspace.conn, head)
    return sum(1 for _ in ops_of(workspace.conn, head, wanted))


def values_of(workspace: Workspace, asked: TrailAsked, head: TrailHead, most: int) -> tuple[tuple[str, ...], int]:
    """The values of one change that are about what is asked for, a line each, at most so many; and how many there are.

    Raises AppError as `trail_page` does.
    """
    wanted, values = filter_of(workspace, asked), Values(workspace.conn)
    lines = tuple(values.line(op) for op in islice(ops_of(workspace.conn, head, wanted), most))
    return lines, _count_of(workspace, head, wanted)


def every_value(workspace: Workspace, wanted: TrailFilter) -> Iterator[tuple[TrailHead, Mapping[str, str]]]:
    """Every value of every change that fits, the newest change first, in words: `plan`, `what`, `old`, `new`."""
    values = Values(workspace.conn)
    for head in trail_heads(workspace.conn, wanted):
        for op in ops_of(workspace.conn, head, wanted):
            yield head, values.words(op)
