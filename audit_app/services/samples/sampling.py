"""Drawing a sample so that anybody can repeat it: frame, draw, record, places and who audits them, in one change."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid5

from audit_app.domain.cycles import Cycle, due_date
from audit_app.domain.draw import Draw, draw
from audit_app.domain.draw_design import Design
from audit_app.domain.frame import RECENT_MONTHS
from audit_app.domain.papers import Paper
from audit_app.domain.people import Act
from audit_app.domain.problems import AppError
from audit_app.services.samples.designed import asked_alike, design_ops, draw_by_design
from audit_app.services.samples.draw_frames import DrawFrame, draw_frame, papers_by_number
from audit_app.services.samples.places import assign, close_week, replace_plan
from audit_app.store.ids import Ids
from audit_app.store.log.canonical import Json
from audit_app.store.log.rights import Op
from audit_app.store.read_draws import PAPERS, HeldPlace, draw_of, draws_asked_like, places_of, register_changed_since
from audit_app.store.workspace import Workspace

__all__ = ["Sampled", "assign", "close_week", "recorded_draw", "replace_plan", "sample"]

LONGEST_GAP_MONTHS = 120

_CHANGED = "The register has changed since this draw was recorded. Another seed draws from the register as it is now."


@dataclass(frozen=True, slots=True)
class Sampled:
    """A recorded draw. `plans` and `reserve` are as drawn, whatever replaced them since.

    Any machine finds the same plans from the same frame: `frame_hash`, `seed`, `start`, `weight_sum` and `size` are
    all it takes, and of a draw with a design what that holds. `excluded` counts the entries that were left out, by
    reason. `note` says what did not go as asked. `is_new` is False where the same draw had been recorded before.
    `design` is empty for a plain draw (`HeldDraw.design`), `papers` for a cycle about the plan itself.
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
    design: Mapping[str, list[Json]]
    papers: Mapping[int, Paper]


def sample(
    workspace: Workspace,
    *,
    cycle: str,
    size: int,
    seed: str,
    on: date,
    months: int = RECENT_MONTHS,
    design: Design | None = None,
) -> Sampled:
    """Draw `size` plans as of a day, record the draw and assign its places to the unlocked person.

    Left out are ceased entries, those that are no plan yet, plans audited in the last `months` months, the person's
    own cases, plans that wait in an open place of the same cycle, and in the cycles about reviews and about advice the
    plans without one. A `design` adds strata, exclusions and weights.
    Asked for again in the same words (cycle, size, seed, day, design), it gives what was recorded and writes nothing.
    Raises AppError where nothing can be drawn.
    """
    workspace.demand(Act.DRAW)
    named = cycle_named(cycle)
    if not 0 <= months <= LONGEST_GAP_MONTHS:
        raise AppError(f"Plans audited in the last {months} months cannot be left out. Give 0 to {LONGEST_GAP_MONTHS}.")
    wanted = design or Design()
    alike = draws_asked_like(workspace.conn, named, on.isoformat(), seed, size)
    known = next((held for held in alike if asked_alike(held, wanted)), None)
    if known is not None:
        return recorded_draw(workspace, known.id)
    if wanted.is_plain:
        ops = _plain_ops(workspace, named, on, months, seed, size)
    else:
        made = draw_by_design(workspace, named, on, months, wanted, seed, size)
        ops = design_ops(workspace, named, on, months, seed, made)
    drawn = sum(op.field == "assigned" for op in ops)
    workspace.door.write(f"Draw {drawn} plans ({named.value}, {on.isoformat()})", ops)
    return recorded_draw(workspace, ops[0].id, is_new=True)


def _plain_ops(workspace: Workspace, cycle: Cycle, on: date, months: int, seed: str, size: int) -> list[Op]:
    """What records a draw without a design, to the bit as it was before there were designs."""
    frame = draw_frame(workspace.conn, cycle, on, months, workspace.person.name)
    result = draw(frame.plans, seed, size)
    draw_id = _draw_id(workspace, cycle, on, result)
    record = _record(workspace, cycle, on, months, frame, result)
    papers = papers_by_number(frame.papers, seed, _numbered(result))
    of_papers = [Op("draw", draw_id, "design", {PAPERS: papers})] if papers else []
    return [
        Op("draw", draw_id, "record", record),
        *of_papers,
        *_place_ops(workspace, draw_id, result, due_date(cycle, on)),
    ]


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
    changed = not is_new and register_changed_since(workspace.conn, draw_id)
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
        note=" ".join(note for note in (held.note, _CHANGED if changed else "") if note),
        is_new=is_new,
        design=held.design,
        papers=held.papers,
    )


def _draw_id(workspace: Workspace, cycle: Cycle, on: date, result: Draw) -> str:
    key = ("draw", cycle.value, on.isoformat(), result.seed, str(result.size), result.frame_hash)
    return uuid5(UUID(hex=workspace.id), "\n".join(key)).hex


def _record(
    workspace: Workspace, cycle: Cycle, on: date, months: int, frame: DrawFrame, result: Draw
) -> dict[str, Json]:
    return {
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


def _numbered(result: Draw) -> Iterator[tuple[int, str]]:
    """The places by number with their plans' references, drawn ones first."""
    yield from ((hit.number, hit.plan_ref) for hit in result.hits)
    yield from ((len(result.hits) + spare.number, spare.plan_ref) for spare in result.reserve)


def _place_ops(workspace: Workspace, draw_id: str, result: Draw, due: date) -> Iterator[Op]:
    """The places, drawn ones first and each with its assignment, then the reserve."""
    ids = Ids(workspace.id)
    assigned = {"person": workspace.person.id, "due": due.isoformat()}
    for hit in result.hits:
        chance = f"{hit.chance_numerator}/{hit.chance_denominator}"
        yield _place_op(draw_id, hit.number, "drawn", ids.plan(hit.plan_ref), chance)
        yield Op("place", Ids.place(draw_id, hit.number), "assigned", assigned)
    for spare in result.reserve:
        yield _place_op(draw_id, len(result.hits) + spare.number, "reserve", ids.plan(spare.plan_ref), None)


def _place_op(draw_id: str, number: int, role: str, plan_id: str, chance: str | None) -> Op:
    value = {"draw_id": draw_id, "number": number, "role": role, "plan_id": plan_id, "chance": chance}
    return Op("place", Ids.place(draw_id, number), "record", value)
