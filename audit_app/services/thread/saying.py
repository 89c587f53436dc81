"""What is said of items: ratings of outcomes, elements of lines, areas, causes."""

from collections.abc import Mapping

from audit_app.domain.people import Agency
from audit_app.domain.problems import AppError
from audit_app.services.thread.desk import Desk
from audit_app.store.log.canonical import Json
from audit_app.store.log.chain import Link as Written
from audit_app.store.thread_vocabulary import ELEMENTS, RATINGS
from forms.model import Cause
from scoring.thread.model import Adulthood, ItemRole, NeedArea, ShortBreak

ADVICE_OF_NOBODY = "Choose the agency that advised: the finding goes to it. The cause is saved with the agency."


def rate(desk: Desk, item_id: str, said: Mapping[str, bool | None]) -> Written:
    """Say whether an outcome meets tests of `RATINGS`; None takes one back."""
    return _said(desk, item_id, ItemRole.OUTCOME, "smart", RATINGS, said)


def tick(desk: Desk, item_id: str, said: Mapping[str, bool | None]) -> Written:
    """Say whether a line of provision gives elements of `ELEMENTS`; None takes one back."""
    return _said(desk, item_id, ItemRole.PROVISION, "gives", ELEMENTS, said)


def check_line(desk: Desk, item_id: str, gives: Mapping[str, bool], countable: bool) -> Written:
    """Confirm the elements of a line as they are given here, and whether time can be counted in it."""
    held = desk.item(item_id, ItemRole.PROVISION)
    _demand_known(gives, ELEMENTS)
    ops = [desk.op(item_id, f"gives_{name}", int(value)) for name, value in gives.items()]
    ops += [desk.op(item_id, "countable", int(countable)), desk.op(item_id, "checked", 1)]
    return desk.write(f"Line confirmed: {desk.named(held.item.id)}", ops)


def uncheck_line(desk: Desk, item_id: str) -> Written:
    """Take the confirmation of a line's elements back."""
    desk.item(item_id, ItemRole.PROVISION)
    return desk.write(f"Line no longer confirmed: {desk.named(item_id)}", [desk.op(item_id, "checked", None)])


def set_area(desk: Desk, item_id: str, area: NeedArea | None) -> Written:
    """Say to which of the four broad areas a need belongs."""
    return _facet(desk, item_id, ItemRole.NEED, "area", area.value if area else None)


def set_adulthood(desk: Desk, item_id: str, area: Adulthood | None) -> Written:
    """Say which area of adulthood an outcome prepares for."""
    return _facet(desk, item_id, ItemRole.OUTCOME, "adulthood", area.value if area else None)


def set_educates(desk: Desk, item_id: str, educates: bool | None) -> Written:
    """Say whether a line of provision educates or trains."""
    return _facet(desk, item_id, ItemRole.PROVISION, "educates", None if educates is None else int(educates))


def set_short_break(desk: Desk, item_id: str, kind: ShortBreak | None) -> Written:
    """Say what kind of short break a line provides, if any."""
    return _facet(desk, item_id, ItemRole.PROVISION, "short_break", kind.value if kind else None)


def set_cause(
    desk: Desk, item_id: str, cause: Cause | None, agency: Agency | None = None, service: str = ""
) -> Written:
    """Say why an item falls short; where the advice itself was vague, whose advice it was.

    Raises AppError for advice without its agency: the finding goes to it, and to its service where one is named.
    """
    if cause is Cause.ADVICE and agency is None:
        raise AppError(ADVICE_OF_NOBODY)
    value: Json = None
    if cause is not None:
        parts = {"cause": cause.value, "agency": agency.value if agency else "", "service": service.strip()}
        value = {name: part for name, part in parts.items() if part}
    return desk.write(f"Cause: {desk.named(item_id)}", [desk.op(item_id, "cause", value)])


def _said(
    desk: Desk, item_id: str, role: ItemRole, prefix: str, known: tuple[str, ...], said: Mapping[str, bool | None]
) -> Written:
    held = desk.item(item_id, role)
    _demand_known(said, known)
    ops = [desk.op(item_id, f"{prefix}_{name}", None if value is None else int(value)) for name, value in said.items()]
    return desk.write(f"{', '.join(said).replace('_', '-')}: {desk.named(held.item.id)}", ops)


def _demand_known(said: Mapping[str, bool | None] | Mapping[str, bool], known: tuple[str, ...]) -> None:
    unknown = [name for name in said if name not in known]
    if unknown or not said:
        raise AppError(f"There is no {', '.join(unknown) or 'test'} to be said. There are: {', '.join(known)}.")


def _facet(desk: Desk, item_id: str, role: ItemRole, field: str, value: Json) -> Written:
    held = desk.item(item_id, role)
    return desk.write(
        f"{field.replace('_', ' ').capitalize()}: {desk.named(held.item.id)}", [desk.op(item_id, field, value)]
    )
