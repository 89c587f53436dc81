"""Drawing a sample so that anybody can repeat it: frame, draw, record, places and who audits them, in one change."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid5

from audit_app.domain.cycles import Cycle, due_date
from audit_app.domain.draw import Draw, draw
from audit_app.domain.frame import RECENT_MONTHS
from audit_app.domain.people import Act, Person
from audit_app.domain.problems import AppError
from audit_app.services.draw_frames import DrawFrame, DrawFrames
from audit_app.services.places import assign, close_week, replace_plan
from audit_app.store.ids import Ids
from audit_app.store.log.people_log import people
from audit_app.store.log.rights import Op
from audit_app.store.read_draws import HeldPlace, draw_of, draws_asked_like, places_of
from audit_app.store.workspace import Workspace

__all__ = ["Sampled", "assign", "close_week", "recorded_draw", "replace_plan", "sample"]

LONGEST_GAP_MONTHS = 120


@dataclass(frozen=True, slots=True)
class Sampled:
    """A recorded draw. `plans` and `reserve` are as drawn, whatever replaced them since.

    Any machine finds the same plans from the same frame: `frame_hash`, `seed`, `start`, `weight_sum` and `size` are
    all it takes. `excluded` counts the entries that were left out, by reason. `note` says what did not go as asked.
    `is_new` is False where the same draw had been recorded before.
    """

    draw_id: str
    cycle: Cycle
    on: date
    seed: str
    size: int
    months: int
    plans: tuple[HeldPlace, ...]
    reserve: tuple[HeldPlace, ...]
    frame_size: int
    frame_hash: str
    weight_sum: int
    start: int
    excluded: Mapping[str, int]
    note: str
    is_new: bool


def sample(workspace: Workspace, *, cycle: str, size: int, seed: str, on: date, months: int = RECENT_MONTHS) -> Sampled:
    """Draw `size` plans as of a day, record the draw and assign its places to the unlocked person.

    Left out are ceased entries, those that are no plan yet, plans audited in the last `months` months, the person's
    own cases, and plans that wait in an open place of the same cycle. Asked for again in the same words while the
    register is the same, it gives what was recorded and writes nothing. Raises AppError where nothing can be drawn.
    """
    workspace.demand(Act.DRAW)
    named = cycle_named(cycle)
    if not 0 <= months <= LONGEST_GAP_MONTHS:
        raise AppError(f"Plans audited in the last {months} months cannot be left out. Give 0 to {LONGEST_GAP_MONTHS}.")
    frames = DrawFrames(workspace.conn, named, on, months)
    if frames.is_empty:
        raise AppError("The register is empty, so there is nothing to draw from. Import the register first.")
    found = _drawn_before(workspace, frames, named, on, seed, size)
    if found:
        return recorded_draw(workspace, found)
    frame = frames.frame(workspace.person.name)
    result = draw(frame.plans, seed, size)
    draw_id = _draw_id(workspace, named, on, result)
    ops = _ops(workspace, draw_id, named, on, months, frame, result)
    workspace.door.write(f"Draw {len(result.hits)} plans ({named.value}, {on.isoformat()})", ops)
    return recorded_draw(workspace, draw_id, is_new=True)


def cycle_named(text: str) -> Cycle:
    """The cycle of this name; raises AppError where there is none."""
    try:
        return Cycle(text.strip().lower())
    except ValueError:
        raise AppError(f"“{text}” is no cycle. There are: {', '.join(cycle.value for cycle in Cycle)}.") from None


def recorded_draw(workspace: Workspace, draw_id: str, *, is_new: bool = False) -> Sampled:
    """A draw as it was recorded; raises AppError where there is none."""
    held = draw_of(workspace.conn, draw_id)
    if held is None:
        raise AppError("There is no such draw in this workspace. Draw first, or check its id.")
    places = places_of(workspace.conn, draw_id)
    return Sampled(
        draw_id=held.id,
        cycle=Cycle(held.cycle),
        on=date.fromisoformat(held.on_date),
        seed=held.seed,
        size=held.size,
        months=held.months,
        plans=tuple(place for place in places if place.is_drawn),
        reserve=tuple(place for place in places if not place.is_drawn),
        frame_size=held.frame_size,
        frame_hash=held.frame_hash,
        weight_sum=held.weight_sum,
        start=held.start,
        excluded=held.excluded,
        note=held.note,
        is_new=is_new,
    )


def _drawn_before(workspace: Workspace, frames: DrawFrames, cycle: Cycle, on: date, seed: str, size: int) -> str:
    """The id of the recorded draw that these words gave from the same frame; empty where there is none.

    Its own places, and audits of them, have left the frame since: they are put back before comparing.
    """
    known: dict[str, Person] = {}
    for held in draws_asked_like(workspace.conn, cycle, on.isoformat(), seed, size):
        known = known or people(workspace.conn)
        by = known.get(held.drawn_by)
        if frames.frame(by.name if by is not None else "", without=held.id).hash == held.frame_hash:
            return held.id
    return ""


def _draw_id(workspace: Workspace, cycle: Cycle, on: date, result: Draw) -> str:
    key = ("draw", cycle.value, on.isoformat(), result.seed, str(result.size), result.frame_hash)
    return uuid5(UUID(hex=workspace.id), "\n".join(key)).hex


def _ops(
    workspace: Workspace, draw_id: str, cycle: Cycle, on: date, months: int, frame: DrawFrame, result: Draw
) -> list[Op]:
    """The record of the draw, its places, drawn ones first, and the assignment of those."""
    record = {
        "cycle": cycle.value,
        "on_date": on.isoformat(),
        "seed": result.seed,
        "size": result.size,
        "months": months,
        "weight_sum": str(result.weight_sum),
        "start": str(result.start),
        "frame_size": result.frame_size,
        "frame_hash": result.frame_hash,
        "excluded": dict(frame.excluded),
        "drawn_by": workspace.person.id,
        "note": " ".join(result.notes),
    }
    ops = [Op("draw", draw_id, "record", record)]
    due = due_date(cycle, on).isoformat()
    for hit in result.hits:
        chance = f"{hit.chance_numerator}/{hit.chance_denominator}"
        ops.append(_place(workspace, draw_id, hit.number, "drawn", hit.plan_ref, chance))
        assigned = {"person": workspace.person.id, "due": due}
        ops.append(Op("place", Ids.place(draw_id, hit.number), "assigned", assigned))
    drawn = len(result.hits)
    spares = [_place(workspace, draw_id, drawn + one.number, "reserve", one.plan_ref, None) for one in result.reserve]
    return [*ops, *spares]


def _place(workspace: Workspace, draw_id: str, number: int, role: str, plan_ref: str, chance: str | None) -> Op:
    plan_id = Ids(workspace.id).plan(plan_ref)
    value = {"draw_id": draw_id, "number": number, "role": role, "plan_id": plan_id, "chance": chance}
    return Op("place", Ids.place(draw_id, number), "record", value)
