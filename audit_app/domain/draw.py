"""Drawing plans by a seed so that anybody can repeat it, with the reserve; it knows no register."""

import hashlib
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from audit_app.domain.frame import FramePlan, frame_hash, utf8
from audit_app.domain.problems import AppError

NO_PLAN: Final = "There is no plan to draw from: every entry is excluded. Look at the exclusions and their counts."


@dataclass(frozen=True, slots=True)
class Hit:
    """A drawn plan: its number in draw order, its position in the shuffled order (both from 1), its weight.

    The chance of being drawn, before the seed was known, is exact: numerator over denominator, lowest terms.
    """

    number: int
    plan_ref: str
    position: int
    weight: int
    chance_numerator: int
    chance_denominator: int

    @property
    def chance(self) -> Fraction:
        """The plan's chance of being drawn, over 0 to 1."""
        return Fraction(self.chance_numerator, self.chance_denominator)


@dataclass(frozen=True, slots=True)
class Reserve:
    """A plan that may replace a drawn one: `after` is the number of the hit that it follows in the order."""

    number: int
    plan_ref: str
    position: int
    after: int


@dataclass(frozen=True, slots=True)
class Draw:
    """The record of one draw: with the same frame and seed any machine finds the same."""

    seed: str
    size: int
    weight_sum: int
    start: int
    frame_size: int
    frame_hash: str
    hits: tuple[Hit, ...]
    reserve: tuple[Reserve, ...]
    hit_again: tuple[str, ...] = ()

    @property
    def shortfall(self) -> int:
        """How many plans fewer than asked for were drawn."""
        return self.size - len(self.hits)

    @property
    def notes(self) -> tuple[str, ...]:
        """What has to be said about this draw, in sentences; empty when it went as asked."""
        said = []
        if self.frame_size < self.size:
            said.append(f"Only {self.frame_size} of {self.size} plans could be drawn because the frame holds no more.")
        if self.hit_again:
            refs = ", ".join(self.hit_again)
            said.append(f"Drawn more than once because of their weight, and counted once: {refs}.")
        return tuple(said)


def draw(plans: Collection[FramePlan], seed: str, size: int) -> Draw:
    """Draw `size` plans by systematic sampling; the order in which they are given never matters.

    Order: SHA-256 of UTF-8 `seed LF plan_ref`. Start: SHA-256 of `seed LF start`, read as a big-endian
    integer, modulo the sum of weights W. With C(i) the sum of weights up to plan i in that order, hit
    k = 0 to size-1 falls on the plan with C(i-1) * size <= start + k * W < C(i) * size. A frame smaller
    than `size` is drawn whole. Raises AppError for an empty frame, a reference that is given twice or is
    not one line, a weight under 1, an empty seed or a size under 1.
    """
    _check(plans, seed, size)
    order = sorted(plans, key=lambda plan: (_sha256(seed, plan.plan_ref), utf8(plan.plan_ref)))
    total = sum(plan.weight for plan in order)
    start = int.from_bytes(_sha256(seed, "start"), "big") % total
    whole = len(order) < size
    times = Counter(range(len(order)) if whole else _systematic(order, start, total, size))
    chances = [Fraction(1) if whole else Fraction(size * plan.weight, total) for plan in order]
    hits = [_hit(number, place, order[place], chances[place]) for number, place in enumerate(times, start=1)]
    return Draw(
        seed=seed,
        size=size,
        weight_sum=total,
        start=start,
        frame_size=len(order),
        frame_hash=frame_hash(order),
        hits=tuple(hits),
        reserve=tuple(_reserve(order, list(times))),
        hit_again=tuple(order[place].plan_ref for place, count in times.items() if count > 1),
    )


def _systematic(order: Sequence[FramePlan], start: int, total: int, size: int) -> Iterator[int]:
    place, passed = 0, order[0].weight
    for step in range(size):
        while passed * size <= start + step * total:
            place += 1
            passed += order[place].weight
        yield place


def _hit(number: int, place: int, plan: FramePlan, chance: Fraction) -> Hit:
    certain = min(chance, Fraction(1))
    return Hit(number, plan.plan_ref, place + 1, plan.weight, certain.numerator, certain.denominator)


def _reserve(order: Sequence[FramePlan], drawn: Sequence[int]) -> Iterator[Reserve]:
    taken = set(drawn)
    spare = len(order) - len(taken)
    for number, place in enumerate(drawn[:spare], start=1):
        following = (place + 1) % len(order)
        while following in taken:
            following = (following + 1) % len(order)
        taken.add(following)
        yield Reserve(number, order[following].plan_ref, following + 1, after=number)


def _sha256(seed: str, rest: str) -> bytes:
    return hashlib.sha256(utf8(f"{seed}\n{rest}")).digest()


def _check(plans: Collection[FramePlan], seed: str, size: int) -> None:
    if size < 1:
        raise AppError(f"A draw of {size} plans is not possible. Ask for 1 or more.")
    if not seed.strip() or not _is_one_line(seed):
        raise AppError("The draw needs a seed: any text of one line.")
    if not plans:
        raise AppError(NO_PLAN)
    if len({plan.plan_ref for plan in plans}) < len(plans):
        raise AppError("A plan reference stands twice in the frame. Check the register.")
    for plan in plans:
        if plan.weight < 1 or not plan.plan_ref or not _is_one_line(plan.plan_ref):
            raise AppError(f"The plan {plan.plan_ref!r} of weight {plan.weight} cannot be drawn. Check the register.")


def _is_one_line(text: str) -> bool:
    return "\n" not in text and not any("\ud800" <= character <= "\udfff" for character in text)
