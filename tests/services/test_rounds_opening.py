"""Opening a round: who scores what, what stands against it, what is thin, and how it then stands."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from service_world import TODAY, World, plan_row, write_rows

from audit_app.domain.people import Agency, Role
from audit_app.domain.problems import AppError
from audit_app.domain.rounds import RoundState, Way
from audit_app.services.register.importing import import_register
from audit_app.services.reports.reporting import ReportAsked, report
from audit_app.services.rounds.opening import ahead, open_round
from audit_app.services.rounds.people import add_member, candidates
from audit_app.services.rounds.progress import progress, rounds
from audit_app.services.rounds.wishes import MemberWish, RoundWish
from audit_app.services.samples.sampling import sample
from audit_app.store.check import check
from audit_app.store.read_draws import places_of
from audit_app.store.read_seats import seats_of
from audit_app.store.workspace import Workspace

DUE = date(2026, 12, 18)


@pytest.fixture
def wish(world: World, tmp_path: Path) -> RoundWish:
    """A round of three members, a chair with a deputy and two keyholders, over eight plans."""
    deputy = world.add("Dee", Role.CHAIR)
    keepers = (world.add("Kay", Role.KEYHOLDER), world.add("Ken", Role.KEYHOLDER))
    with world.open() as workspace:
        rows = [plan_row(number, written_by="Will Odu") for number in range(1, 31)]
        import_register(workspace, write_rows(tmp_path / "register.csv", rows))
        members = tuple(
            MemberWish(add_member(workspace, name, agency), is_newcomer=True)
            for name, agency in (
                ("Ed Hall", Agency.EDUCATION),
                ("Hetty Rae", Agency.HEALTH),
                ("Sue Carr", Agency.SOCIAL_CARE),
            )
        )
        draw = sample(workspace, cycle="multi-agency", size=8, seed="2026-11", on=TODAY)
        return RoundWish("2026-11", draw.draw_id, DUE, members, (workspace.unlocked.person, deputy), keepers)


@pytest.fixture
def opened(world: World, wish: RoundWish) -> str:
    with world.open() as workspace:
        return open_round(workspace, wish)


def test_a_sound_wish_has_no_fault_and_everybody_scores_their_markers_on_every_plan(
    world: World, wish: RoundWish
) -> None:
    with world.open() as workspace:
        found = ahead(workspace, wish)
    assert found.faults == ()
    assert [len(seat.plans) for seat in found.seats] == [8, 8, 8]
    core = {"W4", "W5", "W7", "E1", "E2"}
    assert all(core <= set(seat.markers) for seat in found.seats)
    assert found.unscored  # no coordinator and no parent carer: their markers are named


def test_opening_makes_audits_seats_and_a_seal_in_one_change_and_check_finds_nothing(
    world: World, wish: RoundWish
) -> None:
    with world.open() as workspace:
        before = workspace.conn.execute("SELECT count(*) FROM change").fetchone()[0]
        round_id = open_round(workspace, wish)
        assert workspace.conn.execute("SELECT count(*) FROM change").fetchone()[0] == before + 1
        found = progress(workspace, round_id)
        assert (found.state, found.is_sealed, len(found.plans), found.warnings) == (RoundState.OPEN, True, 8, ())
        assert {one.seat.name for one in found.seats} == {"Ed Hall", "Hetty Rae", "Sue Carr"}
        assert {one.next_step for one in found.seats} == {"Make their pack."}
        assert not found.rule.is_met
        assert [fault for one in check(workspace) for fault in one.faults] == []
        assert [(line.name, line.finished, line.members, line.plans) for line in rounds(workspace)] == [
            ("2026-11", 0, 3, 8)
        ]


def test_the_places_of_the_draw_are_then_being_audited_and_no_second_round_takes_them(
    world: World, wish: RoundWish, opened: str
) -> None:
    with world.open() as workspace:
        assert all(place.opened for place in places_of(workspace.conn, wish.draw_id) if place.in_sample)
        with pytest.raises(AppError) as refused:
            open_round(workspace, replace(wish, name="2026-11b"))
    assert "is being audited already" in str(refused.value.problems[0])
    assert opened


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"name": " "}, "needs a name"),
        ({"due": date(2026, 11, 1)}, "has passed"),
        ({"members": ()}, "two members or more"),
        ({"chairs": ()}, "needs a chair"),
    ],
)
def test_what_stands_against_a_round_is_said_and_nothing_is_written(
    world: World, wish: RoundWish, change: dict[str, Any], said: str
) -> None:
    with world.open() as workspace:
        with pytest.raises(AppError) as refused:
            open_round(workspace, replace(wish, **change))
        assert any(said in problem.message for problem in refused.value.problems)
        assert rounds(workspace) == ()


def test_a_keyholder_who_is_also_chair_or_has_no_keys_is_refused(world: World, wish: RoundWish) -> None:
    with world.open() as workspace:
        both = replace(wish, keyholders=(wish.chairs[0],))
        assert any("cannot be chair" in fault for fault in ahead(workspace, both).faults)
        outside = add_member(workspace, "Olu Bell", Agency.HEALTH, (Role.KEYHOLDER,))
        assert any(
            "has no keys yet" in fault for fault in ahead(workspace, replace(wish, keyholders=(outside,))).faults
        )


def test_a_round_without_keyholder_opens_unsealed_and_says_so(world: World, wish: RoundWish) -> None:
    with world.open() as workspace:
        bare = replace(wish, keyholders=())
        assert "not sealed" in ahead(workspace, bare).warnings[0]
        assert progress(workspace, open_round(workspace, bare)).is_sealed is False
        told = report(workspace, ReportAsked("two-monthly", "2026-11..2026-12"))
    assert told.notes == ("The round 2026-11 was not sealed: it had no keyholder, so the chair alone could open it.",)


def test_nobody_gets_a_plan_that_they_wrote_under_another_name(world: World, wish: RoundWish) -> None:
    with world.open() as workspace:
        writer = add_member(workspace, "William Odu", Agency.COORDINATOR, known_as=("Will Odu",))
        found = ahead(workspace, replace(wish, members=(*wish.members, MemberWish(writer, Way.SHEET))))
        seat = found.seats[-1]
        assert seat.plans == ()
        assert {one.reason for one in seat.barred} == {"wrote it"}
        assert any("may score none of these plans" in fault for fault in found.faults)
        assert len(found.nobody) == 8


def test_who_sat_in_a_round_is_no_newcomer_any_more(world: World, wish: RoundWish, opened: str) -> None:
    with world.open() as workspace:
        by_name = {one.person.name: one for one in candidates(workspace)}
        assert not by_name["Ed Hall"].is_newcomer
        assert by_name["Mary"].is_newcomer
        assert (by_name["Ed Hall"].opens_here, by_name["Ed Hall"].can_hold) == (False, False)
        assert len(seats_of(workspace.conn, opened)) == len(wish.members)


def test_somebody_without_the_role_of_chair_opens_no_round(world: World, wish: RoundWish) -> None:
    world.add("Abe", Role.AUDITOR)
    with world.open("Abe") as workspace, pytest.raises(AppError, match="no right to open round"):
        open_round(workspace, wish)


@pytest.mark.parametrize(("name", "roles"), [(" ", (Role.AUDITOR,)), ("Mary", (Role.AUDITOR,)), ("New", (Role.OWNER,))])
def test_a_member_needs_a_name_of_their_own_and_a_role_of_rounds(
    workspace: Workspace, name: str, roles: tuple[Role, ...]
) -> None:
    with pytest.raises(AppError):
        add_member(workspace, name, Agency.HEALTH, roles)
