"""The advice log by hand: a request added, changed, marked as received, taken away, each as one change; and read."""

from dataclasses import dataclass, replace
from datetime import date

from audit_app.domain.advice import AGENCIES, AdviceAsked, Outcome, merged, with_log
from audit_app.domain.people import Act
from audit_app.domain.problems import AppError
from audit_app.intake.advice_log import date_faults, parse_name
from audit_app.store.ids import Ids
from audit_app.store.log.canonical import Json
from audit_app.store.log.rights import Op
from audit_app.store.read_advice import HeldLine, advice_lines, agencies_of_register, held_line
from audit_app.store.read_plans import PlanDetail, plan_detail
from audit_app.store.workspace import Workspace

_GONE = "This line of the advice log is gone. It may have been taken away or erased. Look at the plan again."


@dataclass(frozen=True, slots=True)
class AdviceGiven:
    """A line of the log as a person enters it; `due` is None where the six weeks hold."""

    agency: str
    service: str = ""
    provider: str = ""
    requested: date | None = None
    due: date | None = None
    received: date | None = None
    outcome: Outcome | None = None

    @classmethod
    def of(cls, asked: AdviceAsked) -> "AdviceGiven":
        """The line as it stands, or what the register says, to be put into the log."""
        days = (asked.requested, asked.due, asked.received)
        return cls(asked.agency, asked.service, asked.provider, *days, asked.outcome)


def request_id(ids: Ids, plan_id: str, agency: str, service: str, requested: str) -> str:
    """The id of a line; a service is the same however it is capitalised."""
    return ids.advice_request(plan_id, agency, service.casefold(), requested)


def advice_of_plan(workspace: Workspace, detail: PlanDetail) -> tuple[AdviceAsked, ...]:
    """The advice asked for on a plan: the lines of the log, and the register's dates of agencies without a line."""
    lines = advice_lines(workspace.conn, detail.id)
    return merged(detail.fields, lines, agencies_of_register(workspace.conn))


def plan_with_log(workspace: Workspace, plan_id: str, today: date) -> PlanDetail | None:
    """One entry with its history, its dates of advice as the log has them; None where it is not there any more."""
    detail = plan_detail(workspace.conn, plan_id)
    if detail is None:
        return None
    return replace(detail, fields=with_log(detail.fields, advice_lines(workspace.conn, plan_id), today))


def faults_of(given: AdviceGiven, today: date) -> dict[str, str]:
    """What keeps a line from being saved: field → sentence; empty where nothing does."""
    found: dict[str, str] = {}
    if given.agency not in AGENCIES:
        found["agency"] = "Choose the agency that was asked."
    for name in ("service", "provider"):
        try:
            parse_name(getattr(given, name))
        except ValueError as error:
            found[name] = str(error)
    if given.requested is None:
        found["requested"] = "Give the day on which it was asked for."
        return found
    days = (given.requested, given.due, given.received)
    requested, due, received = (day.isoformat() if day is not None else "" for day in days)
    for name, sentence in date_faults(requested, due, received, given.outcome or "", today.isoformat()):
        found.setdefault(name, sentence)
    return found


def add_advice(workspace: Workspace, plan_id: str, given: AdviceGiven) -> str:
    """Put a request into the log; returns its id.

    Raises AppError where something of it cannot be, or the same service was asked on that day already.
    """
    workspace.demand(Act.EDIT_REGISTER)
    value = _value(workspace, plan_id, given)
    id_ = _free_id(workspace, value)
    workspace.door.write(f"Ask for advice: {_words(given)}", _put(workspace, id_, value), touches=plan_id)
    return id_


def change_advice(workspace: Workspace, line_id: str, given: AdviceGiven) -> str:
    """Let a line say this; returns its id, a new one where whom was asked or when has changed.

    Raises AppError as `add_advice` does, and where the line is gone.
    """
    return _change(workspace, line_id, given, f"Change the advice asked for: {_words(given)}")


def mark_received(workspace: Workspace, line_id: str, on: date) -> None:
    """Note that the advice of a line came on a day; as a report where nothing else was said.

    Raises AppError where the line is gone or the day cannot be right.
    """
    given = _given(_held(workspace, line_id))
    received = replace(given, received=on, outcome=given.outcome or Outcome.REPORT)
    _change(workspace, line_id, received, f"Advice received: {_words(given)}")


def remove_advice(workspace: Workspace, line_id: str) -> None:
    """Take a line away, which can be undone. Raises AppError where it is gone already."""
    workspace.demand(Act.EDIT_REGISTER)
    held = _held(workspace, line_id)
    label = f"Take a line from the advice log: {_words(_given(held))}"
    workspace.door.write(label, [Op("advice_request", line_id, "deleted", 1)], touches=str(held.value["plan_id"]))


def _change(workspace: Workspace, line_id: str, given: AdviceGiven, label: str) -> str:
    workspace.demand(Act.EDIT_REGISTER)
    held = _held(workspace, line_id)
    plan_id = str(held.value["plan_id"])
    value = _value(workspace, plan_id, given)
    if value == held.value:
        return line_id
    id_ = _id_of(workspace, value)
    ops = []
    if id_ != line_id:
        id_ = _free_id(workspace, value)
        ops.append(Op("advice_request", line_id, "deleted", 1))
    ops += _put(workspace, id_, value)
    workspace.door.write(label, ops, touches=plan_id)
    return id_


def _held(workspace: Workspace, line_id: str) -> HeldLine:
    held = held_line(workspace.conn, line_id)
    if held is None or not held.is_live or held.value["plan_id"] is None:
        raise AppError(_GONE)
    return held


def _given(held: HeldLine) -> AdviceGiven:
    value = held.value
    requested, due, received = (
        date.fromisoformat(value[name]) if value[name] else None for name in ("requested", "due", "received")
    )
    outcome = Outcome(value["outcome"]) if value["outcome"] else None
    return AdviceGiven(
        value["agency"], value["service"] or "", value["provider"] or "", requested, due, received, outcome
    )


def _value(workspace: Workspace, plan_id: str, given: AdviceGiven) -> dict[str, Json]:
    today = workspace.means.now().astimezone().date()
    if faults := faults_of(given, today):
        raise AppError(" ".join(faults.values()))
    days = {"requested": given.requested, "due": given.due, "received": given.received}
    return {
        "plan_id": plan_id,
        "agency": given.agency,
        "service": parse_name(given.service) or None,
        "provider": parse_name(given.provider) or None,
        **{name: day.isoformat() if day is not None else None for name, day in days.items()},
        "outcome": given.outcome.value if given.outcome is not None else None,
    }


def _id_of(workspace: Workspace, value: dict[str, Json]) -> str:
    names = ("plan_id", "agency", "service", "requested")
    return request_id(Ids(workspace.id), *(value[name] or "" for name in names))


def _free_id(workspace: Workspace, value: dict[str, Json]) -> str:
    id_ = _id_of(workspace, value)
    held = held_line(workspace.conn, id_)
    if held is not None and held.is_live and held.value["plan_id"] is not None:
        raise AppError(
            "The same service was asked about this plan on the same day already. Change that line, or name the service."
        )
    return id_


def _put(workspace: Workspace, id_: str, value: dict[str, Json]) -> list[Op]:
    """The record, and that the line is there again where it had been taken away."""
    held = held_line(workspace.conn, id_)
    back = [Op("advice_request", id_, "deleted", None)] if held is not None and not held.is_live else []
    return [Op("advice_request", id_, "record", value), *back]


def _words(given: AdviceGiven) -> str:
    # A plan's reference or a service's name in a label would outlive the plan's erasure.
    return AGENCIES.get(given.agency, given.agency).lower()
