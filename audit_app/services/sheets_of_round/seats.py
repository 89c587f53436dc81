"""What a seat without the app is asked, and what of it is still to come; it seals nothing."""

from dataclasses import dataclass
from datetime import date

from audit_app.domain.problems import AppError
from audit_app.domain.rounds import Seat, Way
from audit_app.services.open_reviews import framework_held
from audit_app.services.plan_facts import facts_on
from audit_app.services.rounds.progress import found_seat
from audit_app.services.rounds.sealing import demand_open, demand_taking_part, is_handed_back
from audit_app.store.read_register import PlanEntry, plan_entry, register_day
from audit_app.store.read_seats import HeldBox, HeldRound, PlanOfRound, newest_boxes, plans_of_round
from audit_app.store.workspace import Workspace
from forms.model import Framework, PlanFacts

_NOT_THEIR_WAY = {
    Way.SHEET: "{} does not score by a scoring sheet. Take their scores in as it was agreed when the round was opened.",
    Way.TABLE: "{} does not score round the table. Take their scores in as it was agreed when the round was opened.",
}


@dataclass(frozen=True, slots=True)
class PlanAsked:
    """One plan of a seat; `facts` are what the register says of the child on the day of the audit."""

    audit_id: str
    plan_ref: str
    on: date
    entry: PlanEntry
    register_day: date | None

    @property
    def facts(self) -> PlanFacts:
        """What is known for the rules of NA before anything is said of the plan."""
        return facts_on(self.entry, self.on, self.register_day)


@dataclass(frozen=True, slots=True)
class SeatAsked:
    """A member's seat with its plans in the order of the draw; `to_come` are those whose scores are not in.

    `asked` is the framework with the markers of the seat alone, `number` which return of the seat this is, from 1.
    """

    round: HeldRound
    seat: Seat
    number: int
    framework: Framework
    asked: Framework
    plans: tuple[PlanAsked, ...]
    to_come: tuple[PlanAsked, ...]


def seat_asked(workspace: Workspace, round_id: str, person: str, way: Way) -> SeatAsked:
    """The seat of a member who scores in this way.

    Raises AppError where the round is void or open no more, and where the member has no such seat or withdrew.
    """
    held_round, held = demand_open(workspace, round_id), found_seat(workspace, round_id, person)
    if held.seat.way is not way:
        raise AppError(_NOT_THEIR_WAY[way].format(held.seat.name))
    demand_taking_part(held)
    framework = framework_held(workspace, str(held_round.design["framework"]))
    plans = tuple(_plans(workspace, held_round, held.seat))
    boxes = {box.audit_id: box for box in newest_boxes(workspace.conn, round_id) if box.person == person}

    def is_to_come(box: HeldBox | None) -> bool:
        return box is None or is_handed_back(workspace, held, box)

    to_come = tuple(plan for plan in plans if is_to_come(boxes.get(plan.audit_id)))
    before = [boxes[plan.audit_id].number for plan in to_come if plan.audit_id in boxes]
    asked = framework.only(held.seat.markers)
    return SeatAsked(held_round, held.seat, max(before, default=0) + 1, framework, asked, plans, to_come)


def demand_to_come(asked: SeatAsked) -> None:
    """Raise AppError where everything that the member was asked is in: a second time needs the first handed back."""
    if not asked.to_come:
        raise AppError(
            f"The scores of {asked.seat.name} are in already, and sealed. To take them once more, hand their seat back "
            "with a reason first."
        )


def _plans(workspace: Workspace, held: HeldRound, seat: Seat) -> list[PlanAsked]:
    """The plans that can be scored: not those that were given up or erased since."""
    day = register_day(workspace.conn)
    found = {plan.audit_id: plan for plan in plans_of_round(workspace.conn, held.id)}
    asked = [plan for audit, plan in found.items() if audit in seat.audits and plan.plan_ref and not plan.abandoned]
    entries = [(plan, plan_entry(workspace.conn, plan_id=plan.plan_id)) for plan in asked]
    return [_plan(plan, entry, day) for plan, entry in entries if entry is not None]


def _plan(plan: PlanOfRound, entry: PlanEntry, day: date | None) -> PlanAsked:
    return PlanAsked(plan.audit_id, plan.plan_ref, date.fromisoformat(plan.date), entry, day)
