"""What is asked of a draw beyond its size: strata with quotas, what is left out, what weighs more. It draws nothing."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from audit_app.domain.features import Feature, Trait, Traits, every_value, in_order, tidy
from audit_app.domain.frame import FramePlan
from audit_app.domain.problems import AppError

MOST_WEIGHT: Final = 100
BETWEEN: Final = " · "
"""Stands between the values in the name of a stratum that is cut by several features."""


@dataclass(frozen=True, slots=True)
class Design:
    """A draw's strata, exclusions and risk weights, as asked for.

    Strata are cut by the values of `stratify`; `quotas` gives some of them, by name, their number of plans. A plan
    with any trait of `exclude` is not drawn from. A plan's weight is the product of the weights of its traits, so
    that it comes up as many times as often as a plan that differs in this trait alone.
    """

    stratify: tuple[Feature, ...] = ()
    quotas: tuple[tuple[str, int], ...] = ()
    exclude: tuple[Trait, ...] = ()
    weights: tuple[tuple[Trait, int], ...] = ()

    @property
    def is_plain(self) -> bool:
        """Whether nothing is asked for beyond the size of the draw."""
        return self == Design()

    @property
    def features(self) -> frozenset[Feature]:
        """Every feature that the design asks for."""
        named = (*self.exclude, *(trait for trait, _ in self.weights))
        return frozenset((*self.stratify, *(trait.feature for trait in named)))

    def weight(self, traits: Traits) -> int:
        """The weight of a plan, 1 or more."""
        found = 1
        for trait, times in self.weights:
            if traits.get(trait.feature) == trait.value:
                found *= times
        return found

    def leaves_out(self, traits: Traits) -> Trait | None:
        """The first trait for which a plan is left out; None where it can be drawn."""
        return next((trait for trait in self.exclude if traits.get(trait.feature) == trait.value), None)

    def stratum(self, traits: Traits) -> str:
        """The name of a plan's stratum; empty where the draw has none."""
        return BETWEEN.join(traits[feature] for feature in self.stratify)

    def asked(self) -> dict[str, list[object]]:
        """The design as the record of the draw keeps it."""
        return {
            "stratify": [feature.value for feature in self.stratify],
            "quotas": [[name, number] for name, number in self.quotas],
            "exclude": [str(trait) for trait in self.exclude],
            "weights": [[str(trait), times] for trait, times in self.weights],
        }


def design_of(
    stratify: Sequence[Feature] = (),
    quotas: Sequence[tuple[str, int]] = (),
    exclude: Sequence[Trait] = (),
    weights: Sequence[tuple[Trait, int]] = (),
) -> Design:
    """The design in one order whatever the order of the words. Raises AppError for what contradicts itself."""
    names = [tidy(name).casefold() for name, _ in quotas]
    if len(set(names)) < len(names):
        raise AppError("A quota is given twice for one stratum. Give each stratum one.")
    if quotas and not stratify:
        raise AppError("Quotas need strata. Say by what the plans are parted, for example by phase.")
    if any(number < 0 for _, number in quotas):
        raise AppError("A quota is a number of plans, 0 or more.")
    weighed = [trait for trait, _ in weights]
    if len(set(weighed)) < len(weighed):
        raise AppError("A weight is given twice for one trait. Give each trait one.")
    if any(not 1 <= times <= MOST_WEIGHT for _, times in weights):
        raise AppError(f"A weight is a whole number from 1 to {MOST_WEIGHT}.")
    return Design(
        tuple(dict.fromkeys(stratify)),
        tuple(sorted((tidy(name), number) for name, number in quotas)),
        tuple(sorted(set(exclude), key=str)),
        tuple(sorted(((trait, times) for trait, times in weights if times > 1), key=lambda pair: str(pair[0]))),
    )


def fitted(design: Design, traits: Mapping[str, Traits]) -> Design:
    """The design with its values spelled as the register has them, whatever the capitals.

    Raises AppError where the register has no such feature, or no entry with such a value.
    """
    known = next(iter(traits.values()), {})
    for feature in sorted(design.features):
        if feature not in known:
            raise AppError(
                f"The register does not say “{feature.words}”: no import had it. Import it, or choose another."
            )
    return replace(
        design,
        exclude=tuple(_spelled(trait, traits) for trait in design.exclude),
        weights=tuple((_spelled(trait, traits), times) for trait, times in design.weights),
    )


def _spelled(trait: Trait, traits: Mapping[str, Traits]) -> Trait:
    values = in_order(trait.feature, (*every_value(trait.feature), *(one[trait.feature] for one in traits.values())))
    folded = {value.casefold(): value for value in values}
    value = trait.value if trait.value in values else folded.get(trait.value.casefold())
    if value is None:
        raise AppError(f"The register has no entry with “{trait.words}”. There are: {', '.join(values)}.")
    return Trait(trait.feature, value)


@dataclass(frozen=True, slots=True)
class Chosen:
    """The plans that a design leaves to be drawn, by stratum in order, and how many each trait left out.

    Every stratum of the register is there, also one without a plan that can be drawn.
    """

    strata: Mapping[str, tuple[FramePlan, ...]]
    left_out: tuple[tuple[Trait, int], ...]

    @property
    def plans(self) -> tuple[FramePlan, ...]:
        """The plans of every stratum."""
        return tuple(plan for plans in self.strata.values() for plan in plans)


def choose(plans: Sequence[str], traits: Mapping[str, Traits], design: Design) -> Chosen:
    """Part the plans that can be drawn into strata, without those left out, each with its weight.

    `traits` says what every entry of the register is, by reference; they name the strata too. The design is one that
    `fitted` gave.
    """
    left_out: Counter[Trait] = Counter()
    strata: dict[str, list[FramePlan]] = {name: [] for name in _names(traits, design.stratify)}
    for ref in plans:
        trait = design.leaves_out(traits[ref])
        if trait is None:
            strata[design.stratum(traits[ref])].append(FramePlan(ref, design.weight(traits[ref])))
        else:
            left_out[trait] += 1
    return Chosen(
        {name: tuple(held) for name, held in strata.items()},
        tuple((trait, left_out[trait]) for trait in design.exclude),
    )


def _names(traits: Mapping[str, Traits], stratify: Sequence[Feature]) -> list[str]:
    """The names of all strata: of one feature those that it always has too, of several those that occur."""
    if not stratify:
        return [""]
    if len(stratify) == 1:
        (feature,) = stratify
        return in_order(feature, [*every_value(feature), *(one[feature] for one in traits.values())])
    ranks = [
        {value: rank for rank, value in enumerate(in_order(feature, (one[feature] for one in traits.values())))}
        for feature in stratify
    ]
    found = {tuple(one[feature] for feature in stratify) for one in traits.values()}
    ordered = sorted(found, key=lambda values: [rank[value] for rank, value in zip(ranks, values, strict=True)])
    return [BETWEEN.join(values) for values in ordered]
