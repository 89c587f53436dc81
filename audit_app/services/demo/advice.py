"""The demo's advice log: which services of health and social care were asked in the last half year, as one import.

Education and psychology are left to the register's dates, so that both ways of holding them can be seen.
"""

from collections.abc import Iterator, Sequence
from datetime import date, time, timedelta

from audit_app.domain.advice import Outcome
from audit_app.domain.register import RegisterRow
from audit_app.services.advice.log import request_id
from audit_app.services.demo.changes import Change
from audit_app.services.demo.dice import Dice
from audit_app.services.demo.lifelines import Lifeline
from audit_app.services.demo.span import Span, moment
from audit_app.store.ids import Ids
from audit_app.store.log.canonical import Json
from audit_app.store.log.rights import Op
from resources.demo import AdviceService

_AT = time(7, 45)
_WEEKS = 26
_NIL_RETURN, _EXISTING, _EXCEPTION = 0.3, 0.06, 0.03
"""Shares of what came: of social care's answers, of a second health service's, and of exceptions to the six weeks."""


def advice_change(
    lines: Sequence[Lifeline], services: Sequence[AdviceService], span: Span, by: str, ids: Ids, seed: str
) -> Change:
    """The change by which somebody took the log in on the open week's Monday, after the register."""
    known = span.open_week - timedelta(days=1)
    since = (span.open_week - timedelta(weeks=_WEEKS)).isoformat()
    ops = []
    for line in lines:
        row = line.row(known)
        if row is not None and str(row.get("advice_requested_date", "")) >= since:
            dice = Dice(seed, "advice", line.ref)
            ops += [_op(value, ids.plan(line.ref), ids) for value in _requests(row, services, known, dice)]
    return Change(moment(span.open_week, _AT), by, f"Import an advice log: {len(ops):,} new, 0 changed", tuple(ops))


def _op(value: dict[str, Json], plan_id: str, ids: Ids) -> Op:
    id_ = request_id(ids, plan_id, value["agency"], value["service"], value["requested"])
    return Op("advice_request", id_, "record", {"plan_id": plan_id, **value})


def _requests(
    row: RegisterRow, services: Sequence[AdviceService], known: date, dice: Dice
) -> Iterator[dict[str, Json]]:
    """What each service was asked; the first of an agency has the day that the register knows."""
    seen: set[str] = set()
    for service in services:
        if not _is_asked(service, row):
            continue
        is_first = service.agency not in seen
        seen.add(service.agency)
        received = str(row.get(f"{service.agency}_advice_date", "")) if is_first else _second(row, known, dice)
        received, outcome = _outcome(service, row, received, dice, is_first=is_first)
        yield {
            "agency": service.agency,
            "service": service.service,
            "provider": service.provider,
            "requested": row["advice_requested_date"],
            "due": None,
            "received": received or None,
            "outcome": outcome,
        }


def _is_asked(service: AdviceService, row: RegisterRow) -> bool:
    fits = not service.needs or row.get("primary_need") in service.needs
    return fits and service.from_year <= int(row.get("year_group", 0)) <= service.to_year


def _second(row: RegisterRow, known: date, dice: Dice) -> str:
    """The day on which another service of an agency answered, as far as that is known yet."""
    asked = date.fromisoformat(str(row["advice_requested_date"]))
    day = asked + timedelta(days=dice.whole(20, 42) if dice.chance(0.65) else dice.whole(43, 75))
    return day.isoformat() if day <= known else ""


def _outcome(
    service: AdviceService, row: RegisterRow, received: str, dice: Dice, *, is_first: bool
) -> tuple[str, str | None]:
    """When it came and what; social care often has nothing to say of a child whom it does not know."""
    chance = dice.share()
    if not is_first and chance < _EXISTING:
        return "", Outcome.EXISTING.value
    if not received:
        return "", Outcome.EXCEPTION.value if chance < _EXCEPTION else None
    unknown = service.agency == "social_care" and not row.get("known_to_social_care")
    return received, (Outcome.NIL_RETURN if unknown and chance < _NIL_RETURN else Outcome.REPORT).value
