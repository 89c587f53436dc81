"""Draws on the days of the demo, by the rules of the domain, from the register as it was imported last."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID, uuid5

from audit_app.domain.cycles import Cycle, due_date
from audit_app.domain.draw import Draw, draw
from audit_app.domain.frame import RECENT_MONTHS, Candidate, Frame, frame
from audit_app.domain.register import RegisterRow, is_plan
from audit_app.services.demo.changes import Cast
from audit_app.services.demo.imports import Import, import_on
from audit_app.services.samples.draw_frames import ALREADY_DRAWN
from audit_app.store.ids import Ids
from audit_app.store.log.rights import Op


@dataclass(frozen=True, slots=True)
class Asked:
    """A draw as somebody asks for it; `barred` are names whose own cases are left out, the drawer's among them."""

    cycle: Cycle
    on: date
    size: int
    seed: str
    by: str
    barred: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A draw: its id and references, and the operations that record it with its places, still unassigned."""

    id: str
    plans: tuple[str, ...]
    reserve: tuple[str, ...]
    due: date
    ops: tuple[Op, ...]

    def place(self, number: int) -> str:
        """The id of a place, by its number from 1; the reserve follows the drawn ones."""
        return Ids.place(self.id, number)


class Draws:
    """Draws plan after plan over the two years and remembers which were audited when."""

    def __init__(self, known: Sequence[Import], cast: Cast) -> None:
        self._days = [one.day for one in known]
        self._known = known
        self._cast = cast
        self._held = known[0]
        self._candidates: dict[str, Candidate] = {}
        self._audited: dict[str, tuple[date, ...]] = {}

    def row(self, ref: str, on: date) -> RegisterRow:
        """What the register says of a plan on a day."""
        return self._import(on).rows[ref]

    def audit(self, ref: str, on: date) -> None:
        """Remember that an audit of the plan has this date."""
        days = self._audited[ref] = (*self._audited.get(ref, ()), on)
        self._candidates[ref] = replace(self._candidates[ref], audit_dates=days)

    def draw(self, asked: Asked) -> Drawn:
        """Draw, and say how it is recorded."""
        found = self._frame(asked.on, asked.barred)
        result = draw(found.plans, asked.seed, asked.size)
        draw_id = draw_id_of(self._cast, asked, result)
        excluded = {reason.name.lower(): len(refs) for reason, refs in found.excluded} | {ALREADY_DRAWN: 0}
        ops = (record_op(draw_id, asked, excluded, result, self._cast), *place_ops(draw_id, result, self._cast))
        plans = tuple(hit.plan_ref for hit in result.hits)
        return Drawn(
            draw_id, plans, tuple(one.plan_ref for one in result.reserve), due_date(asked.cycle, asked.on), ops
        )

    def _import(self, on: date) -> Import:
        return import_on(self._known, on, self._days)

    def _frame(self, on: date, barred: Collection[str]) -> Frame:
        held = self._import(on)
        if not self._candidates or held is not self._held:
            rows = held.rows.items()
            self._candidates = {ref: candidate(ref, row, held.day, self._audited.get(ref, ())) for ref, row in rows}
            self._held = held
        return frame(self._candidates.values(), on, barred)


def draw_id_of(cast: Cast, asked: Asked, result: Draw) -> str:
    """The id that a draw without a design has, by what it was asked with."""
    key = ("draw", asked.cycle.value, asked.on.isoformat(), result.seed, str(result.size), result.frame_hash)
    return uuid5(UUID(hex=cast.workspace), "\n".join(key)).hex


def record_op(draw_id: str, asked: Asked, excluded: Mapping[str, int], result: Draw, cast: Cast) -> Op:
    """The record of a draw."""
    value = {
        "cycle": asked.cycle.value,
        "on_date": asked.on.isoformat(),
        "seed": asked.seed,
        "size": asked.size,
        "months": RECENT_MONTHS,
        "weight_sum": str(result.weight_sum),
        "start": str(result.start),
        "frame_size": result.frame_size,
        "frame_hash": result.frame_hash,
        "excluded": dict(excluded),
        "drawn_by": cast.person(asked.by),
        "note": " ".join(result.notes),
    }
    return Op("draw", draw_id, "record", value)


def place_ops(draw_id: str, result: Draw, cast: Cast) -> Sequence[Op]:
    """The places of a draw, drawn ones first, still unassigned."""
    drawn = [
        (hit.number, "drawn", hit.plan_ref, f"{hit.chance_numerator}/{hit.chance_denominator}") for hit in result.hits
    ]
    spare = [(len(drawn) + one.number, "reserve", one.plan_ref, None) for one in result.reserve]
    return [
        Op(
            "place",
            Ids.place(draw_id, number),
            "record",
            {"draw_id": draw_id, "number": number, "role": role, "plan_id": cast.ids.plan(ref), "chance": chance},
        )
        for number, role, ref, chance in (*drawn, *spare)
    ]


def candidate(ref: str, row: RegisterRow, on: date, audited: tuple[date, ...]) -> Candidate:
    """An entry of the register as a draw on a day sees it."""
    ceased = row.get("ceased_date")
    return Candidate(
        plan_ref=ref,
        is_plan=is_plan(row, on),
        ceased_date=date.fromisoformat(str(ceased)) if ceased is not None else None,
        audit_dates=audited,
        case_officer=str(row.get("case_officer", "")),
        written_by=str(row.get("written_by", "")),
    )
