"""An improvement plan as rows of fields, and what differs between two: for versions, imports and writing; it is pure.

A row has the values that the change log keeps: texts, whole numbers, lists of texts; what is empty is None. Risks and
escalations are rows beside those of the plan.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from audit_app.domain.canonical_json import Json
from audit_app.domain.improvement import ImprovementPlan, PlanAction, Reported, RequiredOutcome, Theme
from audit_app.domain.risks import Escalation, Risk
from audit_app.domain.status import Status

PLAN, THEME, OUTCOME, ACTION, PROGRESS = "plan", "theme", "outcome", "action", "progress"
RISK, ESCALATION = "risk", "escalation"
KINDS: Final = (PLAN, THEME, OUTCOME, ACTION, PROGRESS, RISK, ESCALATION)
FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    PLAN: ("title", "about", "source", "refresh", "checkpoints"),
    THEME: ("letter", "title", "aims", "place"),
    OUTCOME: ("number", "words", "place"),
    ACTION: (
        *("place", "words", "timescale", "dates", "recurrence", "owners", "leaders", "measures", "evidence"),
        *("impact", "comments"),
    ),
    PROGRESS: ("status", "comment", "evidence"),
    RISK: (
        *("kind", "opened_on", "words", "owner", "likelihood", "impact", "mitigation", "about", "closed_on"),
        "closed_why",
    ),
    ESCALATION: ("about", "from_whom", "to_whom", "on", "words", "answered_on", "answer"),
}
LISTS: Final = frozenset({"checkpoints", "dates", "owners", "leaders", "measures"})
NEW, CHANGED, GONE = "new", "changed", "gone"


@dataclass(frozen=True, slots=True)
class Row:
    """One thing of a plan: `parent` is the id of what it stands in, `where` says so to people (“A1.2”)."""

    kind: str
    id: str
    parent: str
    where: str
    fields: Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is new or gone, or one cell that changed; `field` is empty but for a cell."""

    what: str
    row: Row
    field: str = ""
    before: Json = None
    after: Json = None

    @property
    def key(self) -> str:
        """What names it among the others."""
        return f"{self.row.kind}:{self.row.id}:{self.field}"


def rows_of(plan: ImprovementPlan) -> tuple[Row, ...]:
    """The plan's rows, each before what stands in it."""
    return tuple(_rows(plan))


def risk_row(risk: Risk, plan_id: str) -> Row:
    """A risk or issue as a row."""
    values = (
        *(risk.kind, _iso(risk.opened_on), risk.words, risk.owner or None, risk.likelihood or None),
        *(risk.impact or None, risk.mitigation or None, risk.about or None, _iso(risk.closed_on)),
        risk.closed_why or None,
    )
    return _row(RISK, risk.id, plan_id, "Risks", values)


def escalation_row(one: Escalation) -> Row:
    """An escalation as a row."""
    values = (
        *(one.about or None, one.from_whom or None, one.to_whom or None, _iso(one.on), one.words),
        *(_iso(one.answered_on), one.answer or None),
    )
    return _row(ESCALATION, one.id, "", "Escalations", values)


Told = Mapping[str, Mapping[str, Reported]]
"""What was reported, by action and checkpoint."""


def plan_of(rows: Iterable[Row], told: Told | None = None) -> ImprovementPlan:
    """The plan that rows tell, in the order of their places; rows whose parent is gone are passed over.

    `told` stands in place of the rows of progress, which are most of a long plan.
    """
    by_parent: dict[tuple[str, str], list[Row]] = {}
    head = Row(PLAN, "", "", "", {})
    for row in rows:
        if row.kind == PLAN:
            head = row
        else:
            by_parent.setdefault((row.kind, row.parent), []).append(row)

    def inside(kind: str, parent: str) -> list[Row]:
        return sorted(by_parent.get((kind, parent), ()), key=_place)

    def action(row: Row) -> PlanAction:
        if told is not None:
            return action_of(row.id, row.fields, told.get(row.id, {}))
        said = ((one.id.partition(".")[2], reported_of(one.fields)) for one in by_parent.get((PROGRESS, row.id), ()))
        return action_of(row.id, row.fields, {at: one for at, one in said if not one.is_empty})

    def outcome(row: Row) -> RequiredOutcome:
        actions = tuple(action(one) for one in inside(ACTION, row.id))
        return RequiredOutcome(row.id, _text(row, "number"), _text(row, "words"), actions)

    def theme(row: Row) -> Theme:
        outcomes = tuple(outcome(one) for one in inside(OUTCOME, row.id))
        return Theme(row.id, _text(row, "letter"), _text(row, "title"), _text(row, "aims"), outcomes)

    title, about, source, refresh = (_text(head, name) for name in FIELDS[PLAN][:4])
    checkpoints = tuple(head.fields.get("checkpoints") or ())
    themes = tuple(theme(one) for one in inside(THEME, head.id))
    return ImprovementPlan(head.id, title, about, source, refresh, checkpoints, themes)


def action_of(id_: str, fields: Mapping[str, Any], told: Mapping[str, Reported]) -> PlanAction:
    """An action from its fields; dates are ISO days."""
    return PlanAction(
        id_,
        fields.get("words") or "",
        fields.get("timescale") or "",
        tuple(date.fromisoformat(one) for one in fields.get("dates") or ()),
        fields.get("recurrence") or "",
        tuple(fields.get("owners") or ()),
        tuple(fields.get("leaders") or ()),
        tuple(fields.get("measures") or ()),
        fields.get("evidence") or "",
        fields.get("impact") or "",
        fields.get("comments") or "",
        told,
    )


def reported_of(fields: Mapping[str, Any]) -> Reported:
    """What was reported, from its fields."""
    status = fields.get("status")
    return Reported(Status(status) if status else None, fields.get("comment") or "", fields.get("evidence") or "")


def plan_value(plan: ImprovementPlan) -> Json:
    """The whole plan as one value, as a version keeps it; `read_plan_value` reads it."""
    return [[row.kind, row.id, row.parent, dict(row.fields)] for row in rows_of(plan)]


def read_plan_value(value: Json) -> ImprovementPlan:
    """The plan of a version. Raises ValueError, TypeError or KeyError where the value is none."""
    return plan_of(Row(kind, id_, parent, "", fields) for kind, id_, parent, fields in value)


def differences(before: Sequence[Row], after: Sequence[Row]) -> tuple[Difference, ...]:
    """What the rows after have that those before have not, in the order of the later ones, then what is gone.

    What was reported of something new or gone goes with it. Places are not told apart from what moved by them: an
    action that only stands elsewhere among its neighbours is a changed place.
    """
    held = {(row.kind, row.id): row for row in before}
    found: list[Difference] = []
    new: set[str] = set()
    for row in after:
        old = held.pop((row.kind, row.id), None)
        if old is None:
            new.add(row.id)
            if row.kind != PROGRESS or row.parent not in new:
                found.append(Difference(NEW, row))
        else:
            found += _changed(old, row)
    gone = set[str]()
    for row in held.values():
        if row.parent not in gone:
            found.append(Difference(GONE, row))
        gone.add(row.id)
    return tuple(found)


def _changed(old: Row, new: Row) -> Iterator[Difference]:
    if old.parent != new.parent:
        yield Difference(CHANGED, new, "parent", old.parent, new.parent)
    for name in FIELDS[new.kind]:
        if old.fields.get(name) != new.fields.get(name):
            yield Difference(CHANGED, new, name, old.fields.get(name), new.fields.get(name))


def _rows(plan: ImprovementPlan) -> Iterator[Row]:
    values: tuple[Json, ...] = (
        *(plan.title, plan.about or None, plan.source or None, plan.refresh or None),
        list(plan.checkpoints) or None,
    )
    yield _row(PLAN, plan.id, "", plan.title, values)
    for at, theme in enumerate(plan.themes, 1):
        values = (theme.letter, theme.title, theme.aims or None, at)
        yield _row(THEME, theme.id, plan.id, f"Theme {theme.letter}", values)
        for number, outcome in enumerate(theme.outcomes, 1):
            where = f"{theme.letter}{outcome.number}"
            yield _row(OUTCOME, outcome.id, theme.id, where, (outcome.number, outcome.words, number))
            for place, action in enumerate(outcome.actions, 1):
                yield from _action_rows(action, outcome.id, f"{where}.{place}", place)


def _action_rows(action: PlanAction, outcome_id: str, where: str, place: int) -> Iterator[Row]:
    values: tuple[Json, ...] = (
        *(place, action.words, action.timescale or None, [day.isoformat() for day in action.dates] or None),
        *(action.recurrence or None, list(action.owners) or None, list(action.leaders) or None),
        *(list(action.measures) or None, action.evidence or None, action.impact or None, action.comments or None),
    )
    yield _row(ACTION, action.id, outcome_id, where, values)
    for checkpoint, told in sorted(action.reported.items()):
        if not told.is_empty:
            status = told.status.value if told.status is not None else None
            values = (status, told.comment or None, told.evidence or None)
            yield _row(PROGRESS, f"{action.id}.{checkpoint}", action.id, where, values)


def _row(kind: str, id_: str, parent: str, where: str, values: Sequence[Json]) -> Row:
    return Row(kind, id_, parent, where, dict(zip(FIELDS[kind], values, strict=True)))


def _place(row: Row) -> tuple[int, str]:
    return int(row.fields.get("place") or 0), row.id


def _text(row: Row, name: str) -> str:
    return str(row.fields.get(name) or "")


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
