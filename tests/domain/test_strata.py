"""Strata keep their quotas or say the shortfall, what is left out never comes up, and chances are what they say."""

from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from audit_app.domain.draw import draw
from audit_app.domain.draw_design import Design, choose, design_of, fitted
from audit_app.domain.features import NO, YES, Feature, Trait, Traits
from audit_app.domain.frame import FramePlan
from audit_app.domain.problems import AppError
from audit_app.domain.strata import StrataDraw, allocate, draw_strata, quotas_by_stratum, stratum_seed

PHASES = ("primary", "secondary", "post-16")
COUNTS = st.dictionaries(st.sampled_from("ABCDEF"), st.integers(0, 40), min_size=1)


def register(plans: int) -> dict[str, Traits]:
    """Every third plan in each phase, every fifth with a tribunal, every seventh nearing adult services."""
    return {
        f"P-{n:03}": {
            Feature.PHASE: PHASES[n % 3],
            Feature.TRIBUNAL: YES if n % 5 == 0 else NO,
            Feature.NEARING_ADULT: YES if n % 7 == 0 else NO,
        }
        for n in range(plans)
    }


def by_design(traits: dict[str, Traits], design: Design, seed: str, size: int) -> StrataDraw:
    chosen = choose(list(traits), traits, fitted(design, traits))
    return draw_strata(chosen.strata, seed, size, quotas_by_stratum(list(chosen.strata), design.quotas))


def drawn(made: StrataDraw) -> list[str]:
    return [place.plan_ref for place in made.places if place.is_drawn]


@given(COUNTS, st.integers(1, 30))
def test_proportional_places_add_up_and_are_each_within_one_of_their_share(counts: dict[str, int], size: int) -> None:
    assume(sum(counts.values()))
    places = allocate(counts, size, {})
    assert list(places) == list(counts)
    assert sum(places.values()) == size
    for name, count in counts.items():
        assert abs(Fraction(places[name]) - Fraction(size * count, sum(counts.values()))) < 1


def test_the_largest_remainders_get_the_last_places() -> None:
    assert allocate({"a": 50, "b": 30, "c": 20}, 6, {}) == {"a": 3, "b": 2, "c": 1}
    assert allocate({"a": 3, "b": 3, "c": 3}, 4, {}) == {"a": 2, "b": 1, "c": 1}  # a tie: to the first
    assert allocate({"a": 96, "b": 2, "c": 2}, 6, {}) == {"a": 6, "b": 0, "c": 0}


@given(COUNTS, st.integers(1, 30), st.data())
def test_a_quota_is_kept_to_the_plan(counts: dict[str, int], size: int, data: st.DataObject) -> None:
    named = data.draw(st.lists(st.sampled_from(sorted(counts)), unique=True))
    quotas = {name: data.draw(st.integers(0, size)) for name in named}
    others = sum(count for name, count in counts.items() if name not in quotas)
    assume(sum(quotas.values()) == size or (sum(quotas.values()) < size and others))
    places = allocate(counts, size, quotas)
    assert sum(places.values()) == size
    assert {name: places[name] for name in quotas} == quotas


@pytest.mark.parametrize(
    ("quotas", "said"),
    [({"a": 4, "b": 3}, "add up to 7 plans, and the draw is of 6"), ({"a": 2, "b": 2}, "no other stratum has a plan")],
)
def test_quotas_that_can_not_be_the_draw_are_refused(quotas: dict[str, int], said: str) -> None:
    with pytest.raises(AppError, match=said):
        allocate({"a": 9, "b": 9}, 6, quotas)


@given(st.integers(20, 60), st.integers(1, 12), st.integers(0, 99))
def test_each_stratum_is_a_draw_that_anybody_can_repeat_by_itself(plans: int, size: int, seed: int) -> None:
    traits = register(plans)
    made = by_design(traits, design_of([Feature.PHASE], weights=[(Trait(Feature.NEARING_ADULT), 3)]), str(seed), size)
    for one in made.strata:
        if one.drawn is None:
            continue
        own = [ref for ref in traits if traits[ref][Feature.PHASE] == one.name]
        frame = [FramePlan(ref, 3 if traits[ref][Feature.NEARING_ADULT] == YES else 1) for ref in own]
        alone = draw(frame, f"{seed} / {one.name}", one.size)
        assert alone == one.drawn
        assert one.seed == stratum_seed(str(seed), one.name)
        there = [place for place in made.places if place.stratum == one.name and place.is_drawn]
        assert [(place.plan_ref, place.weight, place.chance) for place in there] == [
            (hit.plan_ref, hit.weight, hit.chance) for hit in alone.hits
        ]
    assert [place.number for place in made.places] == list(range(1, len(made.places) + 1))


@given(st.integers(10, 60), st.integers(1, 40), st.integers(0, 99), st.integers(0, 40))
def test_quotas_hold_or_the_shortfall_is_said(plans: int, size: int, seed: int, quota: int) -> None:
    assume(quota <= size)
    made = by_design(register(plans), design_of([Feature.PHASE], [("post-16", quota)]), str(seed), size)
    one = next(one for one in made.strata if one.name == "post-16")
    assert one.by_quota
    assert one.size == quota
    assert made.found + sum(one.shortfall for one in made.strata) == size
    for each in made.strata:
        if each.shortfall:
            assert f"{each.name}: {each.found} of {each.size} plans, because no more could be drawn." in made.notes
    assert len(set(drawn(made))) == made.found


@given(st.integers(20, 60), st.integers(1, 12), st.integers(0, 99))
def test_what_is_left_out_is_never_drawn_and_never_in_reserve(plans: int, size: int, seed: int) -> None:
    traits = register(plans)
    design = design_of(exclude=[Trait(Feature.TRIBUNAL), Trait(Feature.PHASE, "Primary")])
    made = by_design(traits, design, str(seed), size)
    for place in made.places:
        assert traits[place.plan_ref][Feature.TRIBUNAL] == NO
        assert traits[place.plan_ref][Feature.PHASE] != "primary"


def critical_value(freedom: int, z: float) -> float:
    """The upper quantile of chi-squared by the Wilson-Hilferty approximation, which is close from 10 degrees on."""
    part = 2 / (9 * freedom)
    return float(freedom * (1 - part + z * part**0.5) ** 3)


@pytest.mark.parametrize(
    "design",
    [
        design_of([Feature.PHASE]),
        design_of([Feature.PHASE], [("post-16", 4)]),
        design_of(weights=[(Trait(Feature.NEARING_ADULT), 3), (Trait(Feature.TRIBUNAL), 2)]),
        design_of([Feature.PHASE], [("secondary", 2)], [Trait(Feature.TRIBUNAL)], [(Trait(Feature.NEARING_ADULT), 2)]),
    ],
    ids=["strata", "quota", "weights", "all"],
)
def test_over_1000_seeds_plans_come_up_as_often_as_their_chances_say(design: Design) -> None:
    traits, seeds, size = register(60), 1000, 8
    times: Counter[str] = Counter()
    chances: dict[str, Fraction] = {}
    for seed in range(seeds):
        made = by_design(traits, design, f"seed {seed}", size)
        times.update(drawn(made))
        for place in made.places:
            assert chances.setdefault(place.plan_ref, place.chance) == place.chance
    chosen = choose(list(traits), traits, fitted(design, traits))
    assert set(chances) == {plan.plan_ref for plan in chosen.plans}
    assert sum(chances.values()) == size
    # Each plan is in or out of each draw, independent between draws; within a draw a fixed number is in, which only
    # takes from the spread of the sum: the bound of as many degrees of freedom as plans is on the safe side.
    statistic = sum(
        float((times[ref] - seeds * chance) ** 2 / (seeds * chance * (1 - chance))) for ref, chance in chances.items()
    )
    assert statistic < critical_value(len(chances), z=3.0902)
    assert statistic > critical_value(len(chances), z=-4.5)  # nor so even that chance had no part in it


def test_weights_multiply_and_chances_go_by_them() -> None:
    design = design_of(weights=[(Trait(Feature.NEARING_ADULT), 3), (Trait(Feature.TRIBUNAL), 2)])
    traits = register(36)
    made = by_design(traits, design, "s", 2)
    weights = {place.plan_ref: place.weight for place in made.places}
    total = sum(design.weight(one) for one in traits.values())
    assert design.weight(traits["P-000"]) == 6
    assert design.weight(traits["P-007"]) == 3
    assert made.weight_sum == total
    for place in made.places:
        assert place.chance == Fraction(2 * weights[place.plan_ref], total)


def test_a_stratum_without_a_place_says_that_its_plans_had_no_chance() -> None:
    strata = {"a": [FramePlan(f"A{n}") for n in range(96)], "b": [FramePlan("B")]}
    assert draw_strata(strata, "s", 3).notes == ("b: no place, so its 1 plan had no chance of being drawn.",)


def test_a_plan_too_heavy_for_its_stratum_leaves_a_shortfall_that_is_said() -> None:
    strata = {"a": [FramePlan("heavy", 97), FramePlan("x"), FramePlan("y"), FramePlan("z")], "b": [FramePlan("B")]}
    made = draw_strata(strata, "s", 4, {"a": 3, "b": 1})
    short = made.strata[0].found
    assert short in (1, 2)  # its weight covers two of the three steps at least
    assert made.notes == (f"a: {short} of 3 plans, as weight drew these more than once: heavy.",)


def test_without_strata_and_weights_the_draw_is_the_plain_one() -> None:
    plans = [FramePlan(f"P{n}") for n in range(40)]
    plain, made = draw(plans, "s", 6), draw_strata({"": plans}, "s", 6)
    assert drawn(made) == [hit.plan_ref for hit in plain.hits]
    assert [p.plan_ref for p in made.places if not p.is_drawn] == [spare.plan_ref for spare in plain.reserve]
    assert made.frame_hash == plain.frame_hash


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (lambda: design_of(quotas=[("primary", 2)]), "Quotas need strata"),
        (lambda: design_of([Feature.PHASE], [("primary", 2), ("Primary ", 1)]), "twice for one stratum"),
        (lambda: design_of([Feature.PHASE], [("primary", -1)]), "0 or more"),
        (lambda: design_of(weights=[(Trait(Feature.TRIBUNAL), 0)]), "from 1 to 100"),
        (lambda: design_of(weights=[(Trait(Feature.TRIBUNAL), 2), (Trait(Feature.TRIBUNAL), 3)]), "twice"),
        (lambda: by_design(register(9), design_of([Feature.TEAM]), "s", 2), "does not say “Casework team”"),
        (lambda: by_design(register(9), design_of([Feature.PHASE], [("primry", 1)]), "s", 2), "no stratum “primry”"),
        (
            lambda: by_design(register(9), design_of(exclude=[Trait(Feature.PHASE, "sixth form")]), "s", 2),
            "no entry with “Phase: sixth form”",
        ),
        (
            lambda: by_design(register(9), design_of(exclude=[Trait(Feature.PHASE, one) for one in PHASES]), "s", 2),
            "leave no plan",
        ),
    ],
)
def test_what_contradicts_itself_or_the_register_is_refused(asked: object, said: str) -> None:
    assert callable(asked)
    with pytest.raises(AppError, match=said):
        asked()


def test_strata_of_two_features_are_named_by_both() -> None:
    traits = register(15)
    chosen = choose(list(traits), traits, design_of([Feature.PHASE, Feature.TRIBUNAL]))
    assert list(chosen.strata)[:3] == ["primary · yes", "primary · no", "secondary · yes"]
    assert sum(map(len, chosen.strata.values())) == 15
