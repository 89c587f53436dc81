"""A draw through strata, with exclusions or weights: drawn from the register, and as its record keeps it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid5

from audit_app.domain.cycles import Cycle, due_date
from audit_app.domain.draw import NO_PLAN
from audit_app.domain.draw_design import Chosen, Design, choose, fitted
from audit_app.domain.papers import Paper
from audit_app.domain.problems import AppError
from audit_app.domain.strata import Placed, StrataDraw, StratumDrawn, allocate, draw_strata, quotas_by_stratum
from audit_app.services.samples.draw_frames import BY_CHOICE, Prospect, papers_by_number, prospect
from audit_app.store.ids import Ids
from audit_app.store.log.canonical import Json, encode
from audit_app.store.log.rights import Op
from audit_app.store.read_draws import PAPERS, HeldDraw
from audit_app.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class StratumAhead:
    """A stratum before the draw: its plans that can be drawn, and how many places it gets, by quota or by its size."""

    name: str
    plans: int
    places: int
    by_quota: bool


@dataclass(frozen=True, slots=True)
class Ahead:
    """What a draw would be made from; `problem` says why it cannot be made, and then no places are shared out."""

    plans: int
    left_out: int
    strata: tuple[StratumAhead, ...]
    problem: str = ""


@dataclass(frozen=True, slots=True)
class DesignedDraw:
    """A draw by a design, not yet recorded."""

    design: Design
    chosen: Chosen
    drawn: StrataDraw
    excluded: Mapping[str, int]
    papers: Mapping[str, tuple[Paper, ...]]


def ahead(found: Prospect, design: Design, size: int) -> Ahead:
    """What a draw of `size` plans by this design would be made from; it draws nothing and raises nothing."""
    try:
        exact = fitted(design, found.traits)
    except AppError as error:
        return Ahead(len(found.plans), 0, (), error.message)
    chosen = choose(found.plans, found.traits, exact)
    counts = {name: len(plans) for name, plans in chosen.strata.items()}
    problem, places, quotas = "", dict.fromkeys(counts, 0), dict[str, int]()
    try:
        quotas = quotas_by_stratum(list(counts), exact.quotas)
        places = allocate(counts, size, quotas)
    except AppError as error:
        problem = error.message
    strata = tuple(StratumAhead(name, counts[name], places[name], name in quotas) for name in counts if name)
    left_out = sum(number for _, number in chosen.left_out)
    return Ahead(len(found.plans) - left_out, left_out, strata, problem)


def draw_by_design(
    workspace: Workspace, cycle: Cycle, on: date, months: int, design: Design, seed: str, size: int
) -> DesignedDraw:
    """Draw by a design; nothing is written. Raises AppError where it cannot be done."""
    found = prospect(workspace.conn, cycle, on, months, workspace.person.name)
    if not found.plans:  # nothing that was chosen is to blame
        raise AppError(NO_PLAN)
    exact = fitted(design, found.traits)
    chosen = choose(found.plans, found.traits, exact)
    quotas = quotas_by_stratum(list(chosen.strata), exact.quotas)
    drawn = draw_strata(chosen.strata, seed, size, quotas)
    left_out = sum(number for _, number in chosen.left_out)
    return DesignedDraw(exact, chosen, drawn, {**found.excluded, BY_CHOICE: left_out}, found.papers)


def asked_alike(held: HeldDraw, design: Design) -> bool:
    """Whether a recorded draw was asked for with this design, whatever the capitals of its values."""
    asked = design.asked()
    return _key({name: held.design.get(name, []) for name in asked}) == _key(asked)


def design_ops(workspace: Workspace, cycle: Cycle, on: date, months: int, seed: str, made: DesignedDraw) -> list[Op]:
    """What records the draw: it and its design, each place with its stratum and weight, the drawn ones assigned."""
    drawn = made.drawn
    key = ("draw", cycle.value, on.isoformat(), seed, str(drawn.size), drawn.frame_hash, _key(made.design.asked()))
    draw_id = uuid5(UUID(hex=workspace.id), "\n".join(key)).hex
    record: dict[str, Json] = {
        "cycle": cycle.value,
        "on_date": on.isoformat(),
        "seed": seed,
        "size": drawn.size,
        "months": months,
        "weight_sum": str(drawn.weight_sum),
        "start": _only_start(drawn.strata),
        "frame_size": drawn.frame_size,
        "frame_hash": drawn.frame_hash,
        "excluded": dict(made.excluded),
        "drawn_by": workspace.person.id,
        "note": " ".join(drawn.notes),
    }
    assigned = {"person": workspace.person.id, "due": due_date(cycle, on).isoformat()}
    return [
        Op("draw", draw_id, "record", record),
        Op("draw", draw_id, "design", _design(made, seed)),
        *_place_ops(Ids(workspace.id), draw_id, drawn.places, assigned),
    ]


def _design(made: DesignedDraw, seed: str) -> dict[str, Json]:
    """What was asked for, and what came of it stratum by stratum, so that each can be repeated by itself."""
    papers = papers_by_number(made.papers, seed, ((one.number, one.plan_ref) for one in made.drawn.places))
    return {
        **made.design.asked(),
        "left_out": [[str(trait), number] for trait, number in made.chosen.left_out],
        "strata": [[one.name, _stratum(one)] for one in made.drawn.strata if one.name],
        **({PAPERS: papers} if papers else {}),
    }


def _stratum(one: StratumDrawn) -> dict[str, Json]:
    drawn = one.drawn
    return {
        "plans": one.frame_size,
        "places": one.size,
        "by_quota": one.by_quota,
        "drawn": one.found,
        "seed": one.seed,
        "weight_sum": str(drawn.weight_sum) if drawn else None,
        "start": str(drawn.start) if drawn else None,
        "frame_hash": drawn.frame_hash if drawn else None,
    }


def _only_start(strata: Sequence[StratumDrawn]) -> str | None:
    """The start of a draw without strata; through strata each has its own."""
    return str(strata[0].drawn.start) if not strata[0].name and strata[0].drawn else None


def _place_ops(ids: Ids, draw_id: str, places: Iterable[Placed], assigned: Json) -> Iterator[Op]:
    for one in places:
        place_id = Ids.place(draw_id, one.number)
        record: dict[str, Json] = {
            "draw_id": draw_id,
            "number": one.number,
            "role": "drawn" if one.is_drawn else "reserve",
            "plan_id": ids.plan(one.plan_ref),
            "chance": f"{one.chance.numerator}/{one.chance.denominator}",
        }
        yield Op("place", place_id, "record", record)
        yield Op("place", place_id, "stratum", {"name": one.stratum or None, "weight": one.weight})
        if one.is_drawn:
            yield Op("place", place_id, "assigned", assigned)


def _key(asked: Mapping[str, Json]) -> str:
    return encode(dict(asked)).casefold()
