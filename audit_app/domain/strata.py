"""Drawing from strata: how many places each gets, and a systematic draw in each; it knows no register."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from audit_app.domain.draw import Draw, Hit, draw
from audit_app.domain.features import tidy
from audit_app.domain.frame import FramePlan, frame_hash
from audit_app.domain.problems import AppError


@dataclass(frozen=True, slots=True)
class StratumDrawn:
    """One stratum: its plans, the places that it was given, by quota or by its size, and its draw.

    `seed` is that of its own draw. `drawn` is None where it has no plan or no place.
    """

    name: str
    frame_size: int
    size: int
    by_quota: bool
    seed: str
    drawn: Draw | None

    @property
    def found(self) -> int:
        """How many plans were drawn."""
        return 0 if self.drawn is None else len(self.drawn.hits)

    @property
    def shortfall(self) -> int:
        """How many plans fewer than its places were drawn."""
        return self.size - self.found


@dataclass(frozen=True, slots=True)
class Placed:
    """A place of the draw: its number through all strata, reserves after the drawn, and its plan with its chance."""

    number: int
    is_drawn: bool
    plan_ref: str
    stratum: str
    weight: int
    chance: Fraction


@dataclass(frozen=True, slots=True)
class StrataDraw:
    """A draw through strata (a single one without a name where there are none), repeatable stratum by stratum."""

    size: int
    strata: tuple[StratumDrawn, ...]
    places: tuple[Placed, ...]
    frame_size: int
    weight_sum: int
    frame_hash: str

    @property
    def found(self) -> int:
        """How many plans were drawn."""
        return sum(one.found for one in self.strata)

    @property
    def notes(self) -> tuple[str, ...]:
        """What has to be said about this draw, in sentences; empty when it went as asked."""
        return tuple(note for one in self.strata for note in _notes(one))


def allocate(counts: Mapping[str, int], size: int, quotas: Mapping[str, int]) -> dict[str, int]:
    """How many of `size` places each stratum gets, by name: its quota, the others in proportion to their plans.

    Proportions go by the largest remainder (Hamilton's method), a tie to the larger stratum, then to the first. A
    stratum never gets another's place, even where it holds fewer plans than it has places. Raises AppError where the
    quotas ask for more than the draw, or for less while no stratum without a quota could take the rest.
    """
    fixed = {name: quotas[name] for name in counts if name in quotas}
    free = size - sum(fixed.values())
    if free < 0:
        raise AppError(f"The quotas add up to {sum(fixed.values())} plans, and the draw is of {size}. Change one.")
    others = {name: count for name, count in counts.items() if name not in fixed}
    total = sum(others.values())
    if free and not total:
        raise AppError(
            f"The quotas add up to {sum(fixed.values())} plans, the draw is of {size}, and no other stratum has a "
            "plan. Change the size or a quota."
        )
    shares = {name: divmod(free * count, total) if total else (0, 0) for name, count in others.items()}
    left = free - sum(whole for whole, _ in shares.values())
    order = list(counts)
    first = sorted(others, key=lambda name: (-shares[name][1], -counts[name], order.index(name)))[:left]
    return {name: fixed[name] if name in fixed else shares[name][0] + (name in first) for name in counts}


def stratum_seed(seed: str, name: str) -> str:
    """The seed of a stratum's own draw: the draw's seed, a blank, a stroke, a blank and the stratum's name."""
    return f"{seed} / {name}" if name else seed


def quotas_by_stratum(names: Sequence[str], quotas: Sequence[tuple[str, int]]) -> dict[str, int]:
    """The quotas by the stratum's own name, whatever the capitals. Raises AppError where there is no such stratum."""
    folded = {name.casefold(): name for name in names}
    found = {}
    for asked, number in quotas:
        name = asked if asked in names else folded.get(tidy(asked).casefold())
        if name is None:
            raise AppError(f"There is no stratum “{asked}” in the register. There are: {', '.join(names)}.")
        found[name] = number
    return found


def draw_strata(
    strata: Mapping[str, Sequence[FramePlan]], seed: str, size: int, quotas: Mapping[str, int] | None = None
) -> StrataDraw:
    """Draw `size` plans through the strata, each by a systematic draw of its own under `stratum_seed`.

    Places are numbered through the strata in their order, then the reserves. Raises AppError as `allocate` and
    `draw` do, and where there is no plan at all.
    """
    plans = [plan for held in strata.values() for plan in held]
    if not plans:
        raise AppError("Your choices leave no plan to draw from. Leave fewer plans out.")
    if size < 1:
        raise AppError(f"A draw of {size} plans is not possible. Ask for 1 or more.")
    given = quotas or {}
    sizes = allocate({name: len(held) for name, held in strata.items()}, size, given)
    made = tuple(_stratum(name, held, seed, sizes[name], name in given) for name, held in strata.items())
    weights = {plan.plan_ref: plan.weight for plan in plans}
    return StrataDraw(
        size=size,
        strata=made,
        places=tuple(_placed(made, weights)),
        frame_size=len(plans),
        weight_sum=sum(weights.values()),
        frame_hash=frame_hash(plans),
    )


def _stratum(name: str, plans: Sequence[FramePlan], seed: str, size: int, by_quota: bool) -> StratumDrawn:
    own = stratum_seed(seed, name)
    drawn = draw(plans, own, size) if plans and size else None
    return StratumDrawn(name, len(plans), size, by_quota, own, drawn)


def _placed(strata: Sequence[StratumDrawn], weights: Mapping[str, int]) -> Iterator[Placed]:
    made = [(one.name, one.drawn) for one in strata if one.drawn is not None]
    hits: list[tuple[str, Hit]] = [(name, hit) for name, drawn in made for hit in drawn.hits]
    for number, (name, hit) in enumerate(hits, start=1):
        yield Placed(number, True, hit.plan_ref, name, hit.weight, hit.chance)
    spares = [(name, drawn, spare.plan_ref) for name, drawn in made for spare in drawn.reserve]
    for number, (name, drawn, ref) in enumerate(spares, start=len(hits) + 1):
        chance = min(Fraction(drawn.size * weights[ref], drawn.weight_sum), Fraction(1))
        yield Placed(number, False, ref, name, weights[ref], chance)


def _notes(one: StratumDrawn) -> Iterator[str]:
    if not one.name:
        yield from one.drawn.notes if one.drawn is not None else ()
        return
    if one.frame_size < one.size:
        yield f"{one.name}: {one.found} of {one.size} plans, because no more could be drawn."
    if one.drawn is not None and one.drawn.hit_again:
        refs = ", ".join(one.drawn.hit_again)
        yield f"{one.name}: {one.found} of {one.size} plans, as weight drew these more than once: {refs}."
    if not one.size and one.frame_size:
        plans = "1 plan" if one.frame_size == 1 else f"{one.frame_size:,} plans"
        yield f"{one.name}: no place, so its {plans} had no chance of being drawn."
