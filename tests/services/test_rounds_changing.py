"""A round that runs is changed by its chair: a later date, a further member, a leaver's plans; boxes stay untouched."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pytest
from sealed_world import DUE, Sealed, digests_of, make_sealed
from service_world import passphrase_of, plan_row, write_rows

from audit_app.domain.people import Agency
from audit_app.domain.problems import AppError
from audit_app.domain.rounds import Seat, Standing, Way
from audit_app.services.member.assignments import assignments
from audit_app.services.register.importing import import_register
from audit_app.services.rounds.changing import extend_due, seat_late, take_off
from audit_app.services.rounds.latecomers import late
from audit_app.services.rounds.people import add_member, name_in_register
from audit_app.services.rounds.progress import progress
from audit_app.services.rounds.revealing import reveal_here
from audit_app.services.rounds.sending import assign, invite
from audit_app.services.rounds.standing import record_absent, withdraw
from audit_app.services.rounds.wishes import MemberWish
from audit_app.store.check import check
from audit_app.store.read_seats import boxes_of, plans_of_round
from audit_app.store.workspace import Workspace

LATER = DUE + timedelta(days=14)


@pytest.fixture(scope="module")
def started_once(tmp_path_factory: pytest.TempPathFactory) -> Sealed:
    """Two plans; Ed, of education, has sent one of them back; Ida and Una, of education too, are on record."""
    sealed = make_sealed(tmp_path_factory.mktemp("started"), plans=2)
    sealed.join("Ed Hall")
    sealed.score("Ed Hall", level=1, plans=1)
    sealed.take(sealed.send_back("Ed Hall"))
    with sealed.chair() as workspace:
        for name, agency in (("Ida Low", Agency.EDUCATION), ("Una Fay", Agency.EDUCATION), ("Max Orr", Agency.HEALTH)):
            sealed.people[name] = add_member(workspace, name, agency)
    return sealed


@pytest.fixture
def started(started_once: Sealed, tmp_path: Path) -> Sealed:
    return started_once.copied(tmp_path)


def seat(workspace: Workspace, sealed: Sealed, name: str) -> Seat:
    found = progress(workspace, sealed.round_id)
    return next(one.seat for one in found.seats if one.seat.person == sealed.people[name])


def refs(workspace: Workspace, sealed: Sealed) -> dict[str, str]:
    return {plan.audit_id: plan.plan_ref for plan in plans_of_round(workspace.conn, sealed.round_id)}


def refused(sealed: Sealed, attempt: Callable[[Workspace], object], said: str) -> None:
    """The attempt is refused with these words and no table is changed."""
    with sealed.chair() as workspace:
        before = digests_of(workspace.conn)
        with pytest.raises(AppError, match=said):
            attempt(workspace)
        assert digests_of(workspace.conn) == before


def test_a_later_date_needs_a_reason_and_is_the_one_that_the_rule_and_packs_ask_for(started: Sealed) -> None:
    with started.chair() as workspace:
        assert extend_due(workspace, started.round_id, LATER, "Half-term lay in between.") == ()
        found = progress(workspace, started.round_id)
        assert found.due == LATER
        assert f"runs until {LATER:%d/%m/%Y}" in " ".join(found.rule.reasons)
        (label, reason) = workspace.conn.execute(
            "SELECT label, reason FROM change ORDER BY lamport DESC LIMIT 1"
        ).fetchone()
        assert (f"{LATER:%d/%m/%Y}" in label, reason) == (True, "Half-term lay in between.")
        pack = assign(workspace, started.round_id, started.people["Ed Hall"]).data
    started.give("Ed Hall", pack)
    with started.small["Ed Hall"].open() as elsewhere:
        assert assignments(elsewhere)[0].due == LATER


def test_who_was_absent_is_waited_for_again_once_the_round_runs_longer(started: Sealed) -> None:
    started.wait(40)
    with started.chair() as workspace:
        record_absent(workspace, started.round_id, started.people["Sue Carr"], "On leave.")
        later = workspace.means.now().date() + timedelta(days=7)
        assert extend_due(workspace, started.round_id, later, "Sue is back.") == ("Sue Carr",)
        assert seat(workspace, started, "Sue Carr").standing is Standing.TAKING_PART


@pytest.mark.parametrize(
    ("due", "reason", "said"),
    [
        (DUE, "why", "Choose a later day"),
        (date(2026, 11, 1), "why", "Choose a later day"),
        (LATER, " ", "reason"),
    ],
)
def test_no_earlier_day_and_none_without_a_reason(started_once: Sealed, due: date, reason: str, said: str) -> None:
    refused(started_once, lambda workspace: extend_due(workspace, started_once.round_id, due, reason), said)


def test_a_further_member_scores_every_plan_with_the_markers_of_their_agency_and_is_waited_for(
    started: Sealed,
) -> None:
    with started.chair() as workspace:
        wish = MemberWish(started.people["Max Orr"], Way.PACK)
        seat_late(workspace, started.round_id, wish, "A second pair of eyes for health.")
        max_, hetty = seat(workspace, started, "Max Orr"), seat(workspace, started, "Hetty Rae")
        assert (max_.audits, max_.markers) == (hetty.audits, hetty.markers)
        assert "Max Orr has not submitted everything" in " ".join(progress(workspace, started.round_id).rule.reasons)
    started.join("Max Orr")
    started.score("Max Orr")
    assert "2 of 2 plans" in started.take(started.send_back("Max Orr")).words


def test_the_plans_of_a_member_who_withdrew_go_to_another_and_what_they_submitted_stays_theirs(
    started: Sealed,
) -> None:
    with started.chair() as workspace:
        ed, ida = started.people["Ed Hall"], started.people["Ida Low"]
        before = boxes_of(workspace.conn, started.round_id)
        withdraw(workspace, started.round_id, ed, "Left the partnership.")
        given = seat_late(workspace, started.round_id, MemberWish(ida), "Takes over from Ed.", instead_of=ed)
        (left,) = seat(workspace, started, "Ed Hall").missing
        assert given.audits == (left,)
        assert seat(workspace, started, "Ida Low").audits == (left,)
        assert boxes_of(workspace.conn, started.round_id) == before
    started.join("Ida Low")
    started.score("Ida Low", level=3)
    started.take(started.send_back("Ida Low"))
    started.everybody_returns("Ed Hall", "Ida Low")
    with started.chair() as workspace:
        opened = reveal_here(workspace, started.round_id, started.people["Kay"], passphrase_of("Kay"))
        assert opened.reviews == 6
        assert [fault for one in check(workspace) for fault in one.faults] == []


def test_a_seated_member_takes_plans_over_beside_their_own_once_their_next_pack_came(started: Sealed) -> None:
    with started.chair() as workspace:
        ed, una, ida = (started.people[name] for name in ("Ed Hall", "Una Fay", "Ida Low"))
        withdraw(workspace, started.round_id, ed, "Left.")
        seat_late(workspace, started.round_id, MemberWish(una, Way.TABLE), "Instead of Ed.", instead_of=ed)
        with pytest.raises(AppError, match="no plan"):
            seat_late(workspace, started.round_id, MemberWish(una), "And once more.", instead_of=ed)
        seat_late(workspace, started.round_id, MemberWish(ida), "Scores it too.", instead_of=ed)
        assert seat(workspace, started, "Una Fay").way is Way.TABLE
        assert seat(workspace, started, "Una Fay").audits == seat(workspace, started, "Ida Low").audits


def test_nobody_comes_in_late_to_a_plan_that_they_stand_close_to(started: Sealed) -> None:
    with started.chair() as workspace:
        ida = started.people["Ida Low"]
        first, second = refs(workspace, started).values()
        rows = [
            plan_row(number, written_by="I. Low" if first.endswith(f"{number:03d}") else "") for number in range(1, 6)
        ]
        import_register(workspace, write_rows(started.base / "newer.csv", rows))
        name_in_register(workspace, ida, ["I. Low"])
        found = late(workspace, started.round_id, MemberWish(ida))
        held = {one.plan_ref: one.reason for one in found.barred}
        assert held[first] == "wrote it"
        assert first not in found.plans
        assert set(found.plans) | set(held) == {first, second}


def test_two_newcomers_are_not_paired_by_coming_late(started: Sealed) -> None:
    with started.chair() as workspace:
        una, ida = started.people["Una Fay"], started.people["Ida Low"]
        seat_late(workspace, started.round_id, MemberWish(una, is_newcomer=True), "Learns by doing.")
        with pytest.raises(AppError, match="so is Una Fay"):
            seat_late(workspace, started.round_id, MemberWish(ida, is_newcomer=True), "Learns too.")


def test_what_cannot_be_given_on_is_said_and_changes_nothing(started_once: Sealed) -> None:
    people, round_id = started_once.people, started_once.round_id
    ed, ida, max_, hetty = (people[name] for name in ("Ed Hall", "Ida Low", "Max Orr", "Hetty Rae"))
    cases: list[tuple[str, str, str, str]] = [
        (ida, ed, "Why.", "takes part in this round"),
        (hetty, "", "Why.", "scores in this round already"),
        (people["Kay"], "", "Why.", "role of auditor"),
        (max_, "", " ", "reason"),
    ]
    for person, instead, reason, said in cases:
        attempt = partial(seat_late, round_id=round_id, wish=MemberWish(person), reason=reason, instead_of=instead)
        refused(started_once, attempt, said)


def test_only_somebody_of_the_same_agency_takes_plans_over(started: Sealed) -> None:
    with started.chair() as workspace:
        withdraw(workspace, started.round_id, started.people["Ed Hall"], "Left.")
    wish = MemberWish(started.people["Max Orr"])
    ed = started.people["Ed Hall"]
    refused(started, lambda workspace: seat_late(workspace, started.round_id, wish, "Why.", ed), "different agencies")


def test_who_returned_everything_takes_more_over_by_their_next_pack(started: Sealed) -> None:
    una, ida = started.people["Una Fay"], started.people["Ida Low"]
    with started.chair() as workspace:
        withdraw(workspace, started.round_id, started.people["Ed Hall"], "Left.")
        seat_late(workspace, started.round_id, MemberWish(una), "Instead of Ed.", instead_of=started.people["Ed Hall"])
        seat_late(workspace, started.round_id, MemberWish(ida), "One more.")
    started.join("Una Fay")
    started.score("Una Fay")
    started.take(started.send_back("Una Fay"))
    with started.chair() as workspace:
        withdraw(workspace, started.round_id, ida, "Ill.")
        seat_late(workspace, started.round_id, MemberWish(una), "Instead of Ida.", instead_of=ida)
        assert len(seat(workspace, started, "Una Fay").missing) == 1
        pack = assign(workspace, started.round_id, una).data
    started.give("Una Fay", pack)
    started.score("Una Fay")
    assert "2 of 2 plans" in started.take(started.send_back("Una Fay")).words


def test_who_turns_out_to_be_close_to_a_plan_gets_no_pack_with_it_until_it_is_taken_off(started: Sealed) -> None:
    with started.chair() as workspace:
        hetty = started.people["Hetty Rae"]
        audit, first = next(iter(refs(workspace, started).items()))
        rows = [plan_row(number) for number in range(1, 6)]
        rows = [row | {"written_by": "Hetty Rae" if row["plan_ref"] == first else ""} for row in rows]
        import_register(workspace, write_rows(started.base / "newer.csv", rows))
        with pytest.raises(AppError, match=f"may not score {first}: they wrote it"):
            invite(workspace, started.round_id, hetty)
        take_off(workspace, started.round_id, hetty, audit, "She wrote it.")
        assert audit not in seat(workspace, started, "Hetty Rae").audits
        assert invite(workspace, started.round_id, hetty).code


def test_a_plan_that_is_in_or_the_only_one_is_not_taken_off(started_once: Sealed) -> None:
    with started_once.chair() as workspace:
        found = seat(workspace, started_once, "Ed Hall")
    ed, round_id = started_once.people["Ed Hall"], started_once.round_id
    (back,) = found.returned
    refused(started_once, partial(take_off, round_id=round_id, person=ed, audit_id=back, reason="Why."), "stays in")
    (left,) = found.missing
    refused(started_once, partial(take_off, round_id=round_id, person=ed, audit_id=left, reason=" "), "reason")


def test_the_last_plan_of_a_member_is_not_taken_off(started: Sealed) -> None:
    with started.chair() as workspace:
        hetty = started.people["Hetty Rae"]
        one, other = seat(workspace, started, "Hetty Rae").audits
        take_off(workspace, started.round_id, hetty, one, "She knows the child.")
        with pytest.raises(AppError, match="Withdraw them"):
            take_off(workspace, started.round_id, hetty, other, "This one too.")


def test_scores_on_a_plan_that_was_taken_off_are_left_out_and_the_others_come_in(started: Sealed) -> None:
    started.join("Hetty Rae")
    started.score("Hetty Rae")
    with started.chair() as workspace:
        hetty = started.people["Hetty Rae"]
        one, other = seat(workspace, started, "Hetty Rae").audits
        take_off(workspace, started.round_id, hetty, one, "She knows the child.")
    pack = started.send_back("Hetty Rae")
    said = started.take(pack).words
    assert "1 of 1 plan are in" in said
    assert "1 plan that is not theirs any more" in said
    assert not started.take(pack).new
    with started.chair() as workspace:
        held = {box.audit_id for box in boxes_of(workspace.conn, started.round_id) if box.person == hetty}
        assert held == {other}
