"""When a round may be opened, who may open it, and who scores which plans."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit_app.domain.round_plan import Member, RoundPlan, barred_from, distribute
from audit_app.domain.rounds import Holders, Seat, Standing, Way, finished, opening_rule

DUE = date(2026, 10, 30)
BEFORE, AFTER = DUE, DUE + timedelta(days=1)


def seat(name: str, *, back: int = 2, standing: Standing = Standing.TAKING_PART, reason: str = "") -> Seat:
    audits = ("a1", "a2")
    return Seat(
        *(name.lower(), name, "health", Way.PACK, audits, ("W4",)),
        standing=standing,
        standing_reason=reason,
        returned=frozenset(audits[:back]),
    )


def test_a_round_opens_before_its_date_only_when_everybody_has_submitted_everything() -> None:
    assert opening_rule([seat("Ann"), seat("Ben")], DUE, BEFORE).is_met
    rule = opening_rule([seat("Ann"), seat("Ben", back=1)], DUE, BEFORE)
    assert rule.reasons == ("Ben has not submitted everything, and the round runs until 30/10/2026.",)


def test_a_date_alone_opens_nothing() -> None:
    rule = opening_rule([seat("Ann"), seat("Ben", back=1)], DUE, AFTER)
    assert rule.reasons == ("Ben has not submitted everything. Record why they are absent.",)
    assert not opening_rule([], DUE, AFTER).is_met


def test_after_the_date_absentees_with_reasons_do_not_hold_the_others_up() -> None:
    absent = seat("Ben", back=0, standing=Standing.ABSENT, reason="on leave")
    rule = opening_rule([seat("Ann"), absent], DUE, AFTER)
    assert (rule.is_met, rule.absentees) == (True, ("ben",))


def test_nobody_is_absent_before_the_date_has_passed_and_nobody_without_a_reason() -> None:
    absent = seat("Ben", back=0, standing=Standing.ABSENT, reason="on leave")
    assert "cannot be absent before" in opening_rule([seat("Ann"), absent], DUE, BEFORE).reasons[0]
    silent = seat("Ben", back=0, standing=Standing.ABSENT)
    assert opening_rule([seat("Ann"), silent], DUE, AFTER).reasons == ("Ben is absent without a reason.",)


def test_who_withdrew_with_a_reason_is_not_waited_for() -> None:
    gone = seat("Ben", back=1, standing=Standing.WITHDRAWN, reason="moved away")
    assert opening_rule([seat("Ann"), gone], DUE, BEFORE).is_met
    assert not opening_rule([seat("Ann"), seat("Ben", standing=Standing.WITHDRAWN)], DUE, BEFORE).is_met


def test_a_round_in_which_nobody_submitted_anything_is_not_opened_whatever_was_recorded() -> None:
    absent = seat("Ben", back=0, standing=Standing.ABSENT, reason="on leave")
    assert opening_rule([absent], DUE, AFTER).reasons == ("No scores have come in yet.",)


def test_progress_counts_members_who_take_part() -> None:
    gone = seat("Cem", standing=Standing.WITHDRAWN, reason="ill")
    assert finished([seat("Ann"), seat("Ben", back=1), gone]) == (1, 2)


def test_nobody_may_hold_both_halves() -> None:
    assert Holders(("ann",), ("ann", "ben")).faults()
    assert not Holders(("ann", "cem"), ("ben", "dee")).faults()
    assert not Holders(("ann", "cem"), ("ben", "dee")).warnings()


def test_thin_holders_are_warned_of_and_a_round_without_keyholder_is_not_sealed() -> None:
    assert len(Holders(("ann",), ("ben",)).warnings()) == 2
    alone = Holders(("ann",), ())
    assert not alone.seals
    assert "not sealed" in alone.warnings()[0]


PLAN = RoundPlan("P-1", case_officer="Cara Lee", written_by="Will Odu", team="North", advised_by=("Dr Ada Roy",))


@pytest.mark.parametrize(
    ("names", "teams", "why"),
    [
        (("cara  LEE",), (), "hold it as case officer"),
        (("Will Odu",), (), "wrote it"),
        (("Someone", "dr ada roy"), (), "advised on it"),
        (("Someone",), ("north",), "manage its team"),
        (("Someone",), ("South",), ""),
        (("",), ("",), ""),
    ],
)
def test_who_stands_close_to_a_plan_may_not_score_it(names: tuple[str, ...], teams: tuple[str, ...], why: str) -> None:
    assert barred_from(Member("x", "health", names, teams), PLAN) == why
    assert barred_from(Member("x", "health", names, teams), RoundPlan("P-2")) == ""


def test_one_member_of_an_agency_scores_every_plan_once() -> None:
    plans = [RoundPlan(f"P-{n}") for n in range(8)]
    found = distribute(plans, [Member("h", "health", ("H",)), Member("e", "education", ("E",))])
    assert {len(refs) for refs in found.plans.values()} == {8}
    assert not found.single


def test_plans_are_shared_evenly_and_a_share_is_rated_twice() -> None:
    plans = [RoundPlan(f"P-{n}") for n in range(8)]
    pair = [Member("h1", "health", ("A",)), Member("h2", "health", ("B",))]
    assert sorted(len(refs) for refs in distribute(plans, pair, 0).plans.values()) == [4, 4]
    assert sorted(len(refs) for refs in distribute(plans, pair, 25).plans.values()) == [5, 5]
    assert sorted(len(refs) for refs in distribute(plans, pair, 100).plans.values()) == [8, 8]


def test_two_newcomers_are_never_paired_and_it_is_said() -> None:
    plans = [RoundPlan("P-1")]
    pair = [Member("h1", "health", ("A",), is_newcomer=True), Member("h2", "health", ("B",), is_newcomer=True)]
    found = distribute(plans, pair)
    assert found.single == (("P-1", "health", "the other is a newcomer too"),)
    assert sum(len(refs) for refs in found.plans.values()) == 1


def test_a_plan_that_nobody_of_an_agency_may_score_is_told() -> None:
    found = distribute([PLAN], [Member("c", "health", ("Cara Lee",))])
    assert found.nobody == (("P-1", "health"),)
    assert found.barred["c"][0].reason == "hold it as case officer"


MEMBERS = st.lists(
    st.builds(
        Member,
        person=st.uuids().map(str),
        agency=st.sampled_from(["health", "education"]),
        names=st.tuples(st.sampled_from(["Ann", "Ben", "Cem"])),
        is_newcomer=st.booleans(),
    ),
    max_size=6,
    unique_by=lambda one: one.person,
)
PLANS = st.lists(
    st.builds(RoundPlan, plan_ref=st.uuids().map(str), case_officer=st.sampled_from(["", "Ann", "ben"])),
    max_size=9,
    unique_by=lambda one: one.plan_ref,
)


@given(PLANS, MEMBERS, st.integers(0, 100))
def test_nobody_gets_a_plan_they_stand_close_to_and_nothing_is_forgotten(
    plans: list[RoundPlan], members: list[Member], share: int
) -> None:
    found = distribute(plans, members, share)
    by_ref = {plan.plan_ref: plan for plan in plans}
    by_person = {member.person: member for member in members}
    for person, refs in found.plans.items():
        assert len(set(refs)) == len(refs)
        assert not [ref for ref in refs if barred_from(by_person[person], by_ref[ref])]
    for agency in {member.agency for member in members}:
        for ref in by_ref:
            raters = [one for one in members if one.agency == agency and ref in found.plans[one.person]]
            assert len(raters) == 0 if (ref, agency) in found.nobody else 1 <= len(raters) <= 2
            assert sum(one.is_newcomer for one in raters) < 2
