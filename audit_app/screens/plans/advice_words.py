"""How a request for advice is told in words and by a mark; it knows no widget."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from audit_app.domain.advice import AGENCIES, AdviceAsked, Outcome, State, days_late
from audit_app.domain.counting import counted
from audit_app.ui.days import plain_day
from audit_app.ui.pill import Status

STATUS: Mapping[State, Status] = MappingProxyType(
    {
        State.IN_TIME: Status.GREEN,
        State.LATE: Status.AMBER,
        State.RECEIVED: Status.GREY,
        State.OWED: Status.OPEN,
        State.OVERDUE: Status.RED,
        State.NOT_NEEDED: Status.GREY,
    }
)


def whom_words(asked: AdviceAsked) -> str:
    """Who was asked: “Health · Speech therapy”."""
    return " · ".join(part for part in (AGENCIES[asked.agency], asked.service) if part)


def state_words(asked: AdviceAsked, state: State, today: date) -> str:
    """How it stands: “Overdue by 3 days”, “Owed, due in 5 days”, “Received 2 days late”, “Not needed: exception”."""
    late = days_late(asked, today)
    match state:
        case State.OVERDUE:
            return f"Overdue by {counted(late, 'day')}"
        case State.OWED:
            return "Owed, due today" if late == 0 else f"Owed, due in {counted(-late, 'day')}"
        case State.LATE:
            return f"Received {counted(late, 'day')} late"
        case State.NOT_NEEDED if asked.outcome is not None:
            return f"Not needed: {asked.outcome.value}"
        case State.NOT_NEEDED:
            return "Not waited for any more"
        case _:
            return str(state.value).capitalize()


def detail_words(asked: AdviceAsked) -> str:
    """The provider, the days and what came, in one line; that it is the register's where it is."""
    due = asked.due_by
    parts = (
        asked.provider,
        f"asked {_day(asked.requested)}" if asked.requested is not None else "day of the request not known",
        f"due {_day(due)}" if due is not None else "",
        f"came {_day(asked.received)}" if asked.received is not None else "",
        "nil return" if asked.outcome is Outcome.NIL_RETURN else "",
        "" if asked.from_log else "from the register's dates",
    )
    line = " · ".join(part for part in parts if part)
    return line[0].upper() + line[1:]


def _day(day: date) -> str:
    return plain_day(day.isoformat())
