"""What the audit trail tells of each value that changed; what can say something about a child it does not tell."""

from collections.abc import Mapping
from types import MappingProxyType

from audit_app.store.driver import Connection
from audit_app.store.log.canonical import Json
from audit_app.store.log.people_log import people
from audit_app.store.read_settings import KEPT_FOR
from audit_app.store.read_trail import TrailOp, plan_ref_of
from audit_app.store.vocabulary import KINDS

MOST_VALUES = 20
"""How many values of one change are listed on the command line."""

# (kind, field) to the keys of its value that are shown, or to nothing where the value is plain. What is not here can
# say something about a child: then the trail says that it changed, and `subject` writes the values.
SHOWN: Mapping[tuple[str, str], tuple[str, ...]] = MappingProxyType(
    {
        ("workspace", "organisation"): (),
        ("workspace", "settings"): (KEPT_FOR,),
        ("workspace", "restored"): ("backup", "utc"),
        ("person", "name"): (),
        ("person", "agency"): (),
        ("person", "roles"): (),
        ("person", "teams"): (),
        ("person", "period"): ("from", "to"),
        ("person", "known_as"): (),
        ("person", "invited"): ("number", "on"),
        ("framework", "record"): ("framework", "version"),
        ("register_import", "record"): ("file", "rows", "added", "changed", "ceased"),
        ("draw", "record"): ("cycle", "on_date", "seed", "size", "months", "frame_size", "frame_hash"),
        ("place", "record"): ("number", "role", "chance"),
        ("place", "assigned"): ("person", "due"),
        ("place", "replaced"): ("by",),
        ("round", "record"): ("name", "cycle", "opened_on", "due"),
        ("round", "state"): ("state",),
        ("round", "design"): ("framework", "double_rated"),
        ("round", "opened"): ("on",),
        ("round", "void"): ("on",),
        ("seat", "record"): ("agency", "way"),
        ("seat", "standing"): ("state", "on"),
        ("seat", "progress"): ("answered", "asked", "finished", "number", "on"),
        ("seat", "invited"): ("number", "on"),
        ("seat", "handed_back"): ("number", "on"),
        ("sealed_review", "record"): ("number", "source", "answered", "asked", "sent_on"),
        ("learning_page", "record"): ("made_on", "sent_on"),
        ("family_voice", "record"): ("on_date", "how"),
        ("assignment", "record"): ("name", "framework", "due"),
        ("assignment", "returned"): ("number", "on"),
        ("custody", "record"): ("name", "due"),
        ("custody", "released"): (),
        ("audit", "record"): ("framework", "cycle", "round", "date", "purpose"),
        ("review", "record"): ("reviewer", "agency", "kind", "source"),
        ("review", "state"): ("state",),
        ("review", "result"): ("grade", "band", "score", "possible"),
        ("review", "override"): ("grade",),
        ("score", "score"): (),
        ("score", "cause"): (),
        ("score", "settled"): ("how", "code", "by"),
        ("advice", "listed"): (),
        ("advice", "dated"): (),
        ("advice", "current"): (),
        ("advice", "specific"): (),
        ("section_state", "state"): (),
        ("trajectory", "record"): ("name", "figure", "basis", "started_from", "points", "source"),
        ("comparison", "record"): ("source", "file", "imported_on"),
        ("action", "record"): ("opened_on", "source", "cycle"),
        ("action", "agency"): (),
        ("action", "due"): (),
        ("action", "asked"): ("on",),
        ("action", "closed"): ("on",),
        ("action", "abandoned"): ("on",),
        ("action_finding", "record"): ("kind", "marker", "section", "score", "pattern"),
        ("action_checkpoint", "status"): (),
        ("sent_workbook", "record"): ("agency", "sent_on", "actions"),
        ("sent_workbook", "returned"): ("on", "accepted", "kept"),
        ("plan_progress", "status"): (),
        ("plan_version", "record"): ("number", "made_on", "digest"),
        ("plan_version", "signed"): ("on", "board"),
        ("reporting_line", "record"): ("body", "recurrence", "audience", "public"),
        ("meeting", "record"): ("on_date", "cut_off", "papers_out"),
        ("measure", "record"): ("code", "title", "unit", "direction", "source"),
        ("measure_value", "record"): ("value", "numerator", "denominator"),
        ("outcome_progress", "record"): ("progress",),
        ("rebasing", "record"): ("figure", "cycle", "month", "cause", "decided_on"),
        ("release", "record"): ("kind", "audience", "first", "last", "released_on"),
    }
)


class Values:
    """What is told of each value: whose plan, which part, old and new as far as they may be shown."""

    def __init__(self, conn: Connection) -> None:
        self._conn = conn
        self._names = {id_: person.name for id_, person in people(conn).items()}
        self._plans: dict[tuple[str, str], str] = {}

    def record(self, op: TrailOp) -> dict[str, Json]:
        """One value as named values: `old` and `new`, or `values`, a word for what may not be shown."""
        named = {"kind": op.kind, "id": op.id, "field": op.field, "plan_ref": self._plan(op) or None}
        if op.is_erased:
            return {**named, "values": "erased"}
        if op.field == "erased":
            return {**named, "values": "marked erased"}
        if op.field == "deleted":
            return {**named, "values": "taken away" if op.new else "put back"}
        keys = SHOWN.get((op.kind, op.field))
        if keys is None:
            return {**named, "values": _changed(op)}
        old, new = self._only(op.old, keys), self._only(op.new, keys)
        if old == new and op.old != op.new:
            return {**named, "values": _changed(op)}  # what changed is not among what is told
        return {**named, "old": old, "new": new}

    def line(self, op: TrailOp, *, with_plan: bool = True) -> str:
        """The same on one line."""
        record = self.record(op)
        plan = f" of plan {record['plan_ref']}" if with_plan and record["plan_ref"] else ""
        told = f"{_words(record['old'])} → {_words(record['new'])}" if "old" in record else str(record["values"])
        return f"{what_of(op)}{plan}: {told}"

    def words(self, op: TrailOp) -> Mapping[str, str]:
        """The same in parts, each in words; `new` says what happened where old and new are not told."""
        record = self.record(op)
        old, new = (_words(record["old"]), _words(record["new"])) if "old" in record else ("", str(record["values"]))
        return {"plan": str(record["plan_ref"] or ""), "what": what_of(op), "old": old, "new": new}

    def _plan(self, op: TrailOp) -> str:
        """The plan of an entity, kept: the values of one change are mostly about one."""
        in_review = op.kind in KINDS and KINDS[op.kind].of_review
        key = (op.kind, op.id.split(".", 1)[0] if in_review else op.id)
        if key not in self._plans:
            self._plans[key] = plan_ref_of(self._conn, op.kind, op.id)
        return self._plans[key]

    def _only(self, value: Json, keys: tuple[str, ...]) -> Json:
        if not keys or not isinstance(value, dict):
            return value
        shown = {key: value[key] for key in keys if value.get(key) is not None}
        if "person" in shown:
            shown["person"] = self._names.get(shown["person"], shown["person"])
        return shown or None


def what_of(op: TrailOp) -> str:
    """Which value it is, in words: `score A1 evidence`."""
    part = op.id.split(".", 1)[1] if "." in op.id else ""
    return " ".join(word for word in (op.kind.replace("_", " "), part, op.field.replace("_", " ")) if word)


def _words(value: Json) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, dict):
        return ", ".join(f"{name.replace('_', ' ')} {_words(part)}" for name, part in value.items())
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _changed(op: TrailOp) -> str:
    """Which fields of a row changed, without their values."""
    if not isinstance(op.new, dict) or not isinstance(op.old, dict):
        return "entered" if op.old is None else "changed" if op.new is not None else "emptied"
    names = sorted(name for name in {*op.old, *op.new} if op.old.get(name) != op.new.get(name))
    return f"changed: {', '.join(names)}" if names else "entered again"
