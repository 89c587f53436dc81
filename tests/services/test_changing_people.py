"""People are changed with a reason, in one change of only what is another; the last owner stays; sheets are renewed."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from service_world import World, count, faults, passphrase_of

from audit_app.domain.people import Agency, Role
from audit_app.domain.problems import AppError
from audit_app.services.people import PersonWish, change_person, wish_of
from audit_app.services.sheets import new_sheet, sheet_state
from audit_app.store import keyring
from audit_app.store.keys.recovery import RecoverySheet
from audit_app.store.log.people_log import people
from audit_app.store.log.rights import AccessEnded
from audit_app.store.workspace import Workspace


@pytest.fixture
def tom(world: World) -> str:
    return world.add("Tom", Role.AUDITOR)


def wish(workspace: Workspace, person: str) -> PersonWish:
    return wish_of(people(workspace.conn)[person])


def the_day_after(world: World) -> World:
    return World(world.folder, replace(world.means, clock=lambda: datetime(2026, 11, 23, 9, 0, tzinfo=UTC)))


def test_only_what_is_another_is_written_with_the_reason_and_the_words(world: World, tom: str) -> None:
    with world.open() as workspace:
        asked = replace(
            wish(workspace, tom), roles=frozenset({Role.MODERATOR, Role.AUDITOR}), teams=(" North ", "North", "", "Mid")
        )
        assert change_person(workspace, tom, asked, " new post ") == ("roles", "teams")
        row = workspace.conn.execute("SELECT label, reason, seq, writer FROM change ORDER BY lamport DESC").fetchone()
        assert row[:2] == ("Change Tom: roles, teams", "new post")
        fields = workspace.conn.execute("SELECT field FROM op WHERE seq = ? AND writer = ?", row[2:]).fetchall()
        assert sorted(field for (field,) in fields) == ["roles", "teams"]
        found = people(workspace.conn)[tom]
        assert found.roles == {Role.MODERATOR, Role.AUDITOR}
        assert found.teams == ("North", "Mid")
        assert faults(workspace) == []


def test_nothing_asked_is_nothing_written_and_needs_no_reason(world: World, tom: str) -> None:
    with world.open() as workspace:
        before = count(workspace, "change")
        assert change_person(workspace, tom, wish(workspace, tom), "") == ()
        assert count(workspace, "change") == before


def test_another_name_is_the_one_they_unlock_under(world: World, tom: str) -> None:
    with world.open() as workspace:
        change_person(workspace, tom, replace(wish(workspace, tom), name=" Thomas "), "married")
    with pytest.raises(AppError, match="Nobody called Tom"):
        world.open("Tom")
    with world.open("Mary") as workspace:
        assert [entry.name for entry in workspace.key_file.people] == ["Mary", "Thomas"]
        assert faults(workspace) == []


def test_a_name_that_was_cut_short_is_made_whole_by_asking_again(
    world: World, tom: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with world.open() as workspace:
        asked = replace(wish(workspace, tom), name="Thomas")
        with monkeypatch.context() as patch:
            patch.setattr(keyring, "name_as_logged", lambda *_: None)
            change_person(workspace, tom, asked, "married")
        assert change_person(workspace, tom, asked, "") == ()
        assert [entry.name for entry in workspace.key_file.people] == ["Mary", "Thomas"]


def test_somebody_whose_last_day_is_over_is_out_and_comes_back_with_another(world: World, tom: str) -> None:
    with world.open() as workspace:
        asked = replace(wish(workspace, tom), last_day=date(2026, 11, 22))
        assert change_person(workspace, tom, asked, "leaves") == ("last day",)
    world.open("Tom").close()
    tomorrow = the_day_after(world)
    with pytest.raises(AccessEnded):
        tomorrow.open("Tom")
    with tomorrow.open() as workspace:
        change_person(workspace, tom, replace(wish(workspace, tom), last_day=None), "stays after all")
        asked = replace(wish(workspace, workspace.unlocked.person), last_day=date(2026, 11, 22))
        with pytest.raises(AppError, match="cannot lie before today"):
            change_person(workspace, workspace.unlocked.person, asked, "leaves too")
    tomorrow.open("Tom").close()


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({"name": "  "}, "needs a name"),
        ({"name": "Mary"}, "Mary can open this workspace already"),
        ({"roles": frozenset[Role]()}, "at least one role"),
        ({"last_day": date(2026, 11, 21)}, "lies before 22/11/2026"),
        ({"agency": Agency.HEALTH}, "needs a reason"),
    ],
)
def test_what_speaks_against_a_change_is_said_and_nothing_is_kept(
    world: World, tom: str, other: dict[str, object], said: str
) -> None:
    with world.open() as workspace:
        before = count(workspace, "change")
        asked = replace(wish(workspace, tom), **other)  # type: ignore[arg-type]  # the table above has each field's type
        with pytest.raises(AppError, match=said):
            change_person(workspace, tom, asked, "" if "agency" in other else "why not")
        assert count(workspace, "change") == before


def test_the_last_owner_neither_ends_nor_gives_the_role_away(world: World, tom: str) -> None:
    with world.open() as workspace:
        mary = workspace.unlocked.person
        ends = replace(wish(workspace, mary), last_day=date(2026, 12, 31))
        hands_over = replace(wish(workspace, mary), roles=frozenset({Role.AUDITOR}))
        for asked in (ends, hands_over):
            with pytest.raises(AppError, match="Nobody would be left who is an owner"):
                change_person(workspace, mary, asked, "retires")
        change_person(workspace, tom, replace(wish(workspace, tom), roles=frozenset({Role.OWNER})), "takes over")
        change_person(workspace, mary, ends, "retires")
        change_person(workspace, mary, replace(hands_over, last_day=date(2026, 12, 31)), "retires")
        with pytest.raises(AppError, match="Mary has no right to manage people"):
            change_person(workspace, tom, wish(workspace, tom), "")


def test_only_an_owner_changes_people(world: World, tom: str) -> None:
    with world.open("Tom") as workspace, pytest.raises(AppError, match="Tom has no right"):
        change_person(workspace, tom, replace(wish(workspace, tom), roles=frozenset({Role.OWNER})), "I want to")


def test_a_new_sheet_says_when_it_was_made_and_whether_it_was_used(world: World) -> None:
    with world.open() as workspace:
        first = sheet_state(workspace)
        assert (first.made_at[:10], first.used_at) == ("2026-11-22", "")
        made = new_sheet(workspace)
        assert made.sheet.groups[0] in made.text
        assert "Ashford" in made.text
        with keyring.rotate(workspace, made.renewal(workspace, "found open")) as after:
            assert sheet_state(after).made_at > first.made_at
            assert sheet_state(after).used_at == ""
    typed = RecoverySheet.parse(" ".join(made.sheet.groups))
    with keyring.recover(world.folder, typed, "Mary", passphrase_of("Mary again"), world.means) as workspace:
        state = sheet_state(workspace)
        assert state.used_at > state.made_at
        newer = new_sheet(workspace)
        with keyring.rotate(workspace, newer.renewal(workspace)) as after:
            assert sheet_state(after).used_at == ""


def test_only_an_owner_makes_a_sheet(world: World, tom: str) -> None:
    with world.open("Tom") as workspace, pytest.raises(AppError, match="Tom has no right"):
        new_sheet(workspace)
