"""S8: packs of a round come in any order, twice or late; what is refused says why and leaves every table as it was."""

import shutil
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest
from sealed_world import Sealed, Small, digests_of, make_sealed
from service_world import faults, make_world, means_of, passphrase_of

from audit_app.domain.canonical_json import Json
from audit_app.domain.people import Agency, Role
from audit_app.domain.problems import AppError
from audit_app.domain.rounds import Way
from audit_app.exchange.body import Body
from audit_app.exchange.header import Draft
from audit_app.exchange.pack import Address, make, open_pack
from audit_app.services.member.assignments import assignments
from audit_app.services.member.custody import hello
from audit_app.services.member.joining import join
from audit_app.services.rounds.people import add_member, candidates
from audit_app.services.rounds.progress import progress
from audit_app.services.rounds.sealing import review_of_seat, seal_all, seal_answers
from audit_app.services.rounds.sending import (
    ask_release,
    assign,
    give_custody,
    hand_back,
    invite,
    invite_keyholder,
    result,
)
from audit_app.services.rounds.standing import make_void
from audit_app.services.rounds.taking import take_in
from audit_app.store.access import events
from audit_app.store.keys.crypto import PersonKeys
from audit_app.store.log.rights import Op
from audit_app.store.read_seats import seats_of
from audit_app.store.workspace import Workspace


@pytest.fixture(scope="module")
def joined_once(tmp_path_factory: pytest.TempPathFactory) -> Sealed:
    """Two plans; Ed and Hetty have joined, Ed has submitted one plan and Hetty both; nothing was sent back."""
    sealed = make_sealed(tmp_path_factory.mktemp("joined"), plans=2)
    for name, plans in (("Ed Hall", 1), ("Hetty Rae", 2)):
        sealed.join(name)
        sealed.score(name, plans=plans)
    return sealed


@pytest.fixture
def joined(joined_once: Sealed, tmp_path: Path) -> Sealed:
    return joined_once.copied(tmp_path)


def refused(sealed: Sealed, pack: bytes, said: str, *, chair: str = "Mary") -> None:
    """The pack is refused with these words, and no table is changed."""
    with sealed.chair(chair) as workspace:
        before = digests_of(workspace.conn)
        with pytest.raises(AppError, match=said):
            take_in(workspace, pack)
        assert digests_of(workspace.conn) == before


def in_now(sealed: Sealed) -> dict[str, tuple[int, int]]:
    """Of each member how many plans are in, and the number of their newest pack."""
    with sealed.chair() as workspace:
        return {
            one.seat.name: (len(one.seat.returned), one.returned_number)
            for one in seats_of(workspace.conn, sealed.round_id)
        }


def forged(
    sealed: Sealed, name: str, change: Callable[[Json], Json], number: int = 1, keys: PersonKeys | None = None
) -> bytes:
    """A return of a member whose body somebody changed, made and signed anew with the member's keys or with others."""
    pack = sealed.send_back(name)
    with sealed.chair() as workspace:
        opened = open_pack(pack, workspace.person.id, workspace.unlocked.keys)
        to = [Address(workspace.person.id, workspace.unlocked.keys.opening_public)]
    with sealed.small[name].open() as workspace:
        own = keys or workspace.unlocked.keys
        header = opened.header
        sender = replace(header.sender, box_key=own.opening_public, sign_key=own.signing_public)
        draft = Draft(header.workspace, header.round, header.kind, number, sender, header.made_on)
        body = change({**opened.body.value, "number": number})
        return make(draft, Body(body), to, own.sign, workspace.means.random)


# ---- what comes in


def test_a_pack_comes_in_once_and_tells_how_far_everybody_is(joined: Sealed) -> None:
    pack = joined.send_back("Ed Hall")
    done = joined.take(pack)
    assert (done.new, done.words) == (True, "Sealed scores of Ed Hall: 1 of 2 plans are in.")
    with joined.chair() as workspace:
        seat = next(one for one in progress(workspace, joined.round_id).seats if one.seat.name == "Ed Hall")
        assert (len(seat.seat.returned), seat.has_keys, seat.next_step) == (1, True, "1 plan is still to come.")
        before = digests_of(workspace.conn)
        again = take_in(workspace, pack)
        assert (again.new, "in already" in again.words) == (False, True)
        assert digests_of(workspace.conn) == before
        assert faults(workspace) == []


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_packs_come_in_any_order_and_end_alike(joined: Sealed, order: tuple[int, ...]) -> None:
    packs = [joined.send_back("Ed Hall"), joined.send_back("Hetty Rae")]
    joined.score("Ed Hall")
    packs.append(joined.send_back("Ed Hall"))
    for at in (*order, *order):
        joined.take(packs[at])
    assert in_now(joined) == {"Ed Hall": (2, 2), "Hetty Rae": (2, 1), "Sue Carr": (0, 0)}


def test_a_deputy_takes_packs_in_too(joined: Sealed) -> None:
    assert joined.take(joined.send_back("Ed Hall"), chair="Dee").new


def test_what_was_handed_back_takes_the_place_of_what_was_there(joined: Sealed) -> None:
    joined.take(joined.send_back("Ed Hall"))
    with joined.chair() as workspace:
        back = hand_back(workspace, joined.round_id, joined.people["Ed Hall"], "one marker was misread").data
    joined.give("Ed Hall", back)
    joined.score("Ed Hall", level=3)
    assert joined.take(joined.send_back("Ed Hall")).new
    with joined.chair() as workspace:
        numbers = workspace.conn.execute("SELECT number FROM sealed_review ORDER BY number").fetchall()
    assert numbers == [(1,), (1,), (2,)]
    assert in_now(joined)["Ed Hall"] == (2, 2)


# ---- what is refused


def test_damaged_packs_are_refused(joined: Sealed) -> None:
    pack = joined.send_back("Ed Hall")
    for cut in (0, 7, 40, len(pack) // 2, len(pack) - 1):
        refused(joined, pack[:cut], "not a pack|cut short")
    for at in (100, len(pack) // 2, len(pack) - 1):
        flipped = bytearray(pack)
        flipped[at] ^= 1
        refused(joined, bytes(flipped), "altered or damaged|newer version|cannot be opened")
    refused(joined, pack + b"x", "something follows")
    assert joined.take(pack).new


def test_a_pack_for_somebody_else_or_another_workspace_is_refused(joined: Sealed, tmp_path: Path) -> None:
    pack = joined.send_back("Ed Hall")
    refused(joined, pack, "no right to open round", chair="Kay")
    (tmp_path / "other").mkdir()
    other = make_world(tmp_path / "other", "another machine")
    with other.open() as workspace, pytest.raises(AppError, match="for another workspace"):
        take_in(workspace, pack)


def test_other_kinds_say_where_they_belong(joined: Sealed) -> None:
    joined.take(joined.send_back("Ed Hall"))
    with joined.chair() as workspace:
        kinds = {
            "They choose “Open a pack”": invite(workspace, joined.round_id, joined.people["Sue Carr"]).data,
            "plans to score, for a member": assign(workspace, joined.round_id, joined.people["Ed Hall"]).data,
        }
    for said, pack in kinds.items():
        refused(joined, pack, said)


def test_whoever_was_not_invited_is_not_known(joined: Sealed) -> None:
    stranger = PersonKeys.generate(lambda size: bytes(range(7, 7 + size)))
    refused(joined, forged(joined, "Ed Hall", lambda body: body, keys=stranger), "not known here by these keys")
    bare = forged(joined, "Hetty Rae", lambda body: {**body, "keys": None})
    refused(joined, bare, "not known here by these keys")


def test_keys_that_came_by_an_older_invitation_are_refused(joined: Sealed) -> None:
    pack = joined.send_back("Ed Hall")
    with joined.chair() as workspace:
        invite(workspace, joined.round_id, joined.people["Ed Hall"])
    refused(joined, pack, "newest alone")


def test_who_is_invited_again_begins_to_count_anew_even_where_their_keys_are_known(joined: Sealed) -> None:
    """Their new workspace has sent nothing yet; another round may have brought its keys before."""
    joined.take(joined.send_back("Ed Hall"))
    joined.join("Ed Hall")
    with joined.small["Ed Hall"].open() as elsewhere, joined.chair() as workspace:
        keys = elsewhere.unlocked.keys
        value = {"box_key": keys.opening_public.hex(), "sign_key": keys.signing_public.hex()}
        workspace.door.write("By another round", [Op("person", joined.people["Ed Hall"], "member_keys", value)])
    joined.score("Ed Hall")
    pack = joined.send_back("Ed Hall")
    assert joined.take(pack).new
    assert not joined.take(pack).new
    assert in_now(joined)["Ed Hall"] == (2, 1)


def test_an_invitation_that_was_answered_binds_no_second_keys(joined: Sealed) -> None:
    """Somebody else opens the same invitation on another machine: only the first who answers is the member."""
    joined.take(joined.send_back("Ed Hall"))
    joined.score("Ed Hall")
    with joined.small["Ed Hall"].open() as workspace:
        (assignment,) = assignments(workspace)
        assert assignment.can_return
    thief = PersonKeys.generate(lambda size: bytes(range(9, 9 + size)))
    refused(joined, forged(joined, "Ed Hall", lambda body: body, number=2, keys=thief), "not known here")


def test_scores_on_a_plan_or_in_a_name_that_is_not_the_senders_are_refused(joined: Sealed) -> None:
    hetty = open_boxes(joined, "Hetty Rae")
    refused(
        joined,
        forged(joined, "Ed Hall", lambda body: {**body, "boxes": hetty}),
        "does not score|not signed by its sender",
    )


def open_boxes(sealed: Sealed, name: str) -> Json:
    """The boxes in a member's return."""
    with sealed.chair() as workspace:
        return open_pack(sealed.send_back(name), workspace.person.id, workspace.unlocked.keys).body.value["boxes"]


BROKEN: dict[str, Callable[[Json], Json]] = {
    "another signature": lambda body: _boxes(body, signature="A" * 86 + "=="),
    "more answered": lambda body: _boxes(body, answered=999),
    "no box": lambda body: _boxes(body, box="!"),
    "another number": lambda body: _boxes(body, number=2),
    "number nought": lambda body: _boxes(body, number=0),
    "twice the same": lambda body: {**body, "boxes": body["boxes"] * 2},
    "no boxes at all": lambda body: {name: part for name, part in body.items() if name != "boxes"},
    "another round inside": lambda body: {**body, "round": "0" * 32},
    "another person inside": lambda body: {**body, "person": "0" * 32},
    "progress of a billion": lambda body: {**body, "progress": {"answered": 10**9, "asked": 1, "finished": 1}},
    "progress in words": lambda body: {**body, "progress": {"answered": "all", "asked": 1, "finished": 1}},
    "no body": lambda _: None,
    "a list": lambda _: [],
}


def _boxes(body: Json, **change: Json) -> Json:
    return {**body, "boxes": [{**box, **change} for box in body["boxes"]]}


@pytest.mark.parametrize("named", sorted(BROKEN))
def test_a_return_that_was_made_up_is_refused_whole(joined_once: Sealed, tmp_path: Path, named: str) -> None:
    joined = joined_once.copied(tmp_path)
    refused(joined, forged(joined, "Hetty Rae", BROKEN[named]), "altered or damaged|are final")
    assert in_now(joined)["Hetty Rae"] == (0, 0)


def test_submitted_scores_are_final_until_they_are_handed_back(joined: Sealed) -> None:
    """The member restores a copy of their workspace, scores otherwise, and sends that."""
    kept = copy_of(joined, "Ed Hall")
    joined.take(joined.send_back("Ed Hall"))
    joined.score("Ed Hall")
    joined.take(joined.send_back("Ed Hall"))
    joined.small["Ed Hall"] = kept
    fork = joined.send_back("Ed Hall")
    refused(joined, fork, "are final")
    joined.score("Ed Hall", level=0)
    again = joined.send_back("Ed Hall")
    refused(joined, again, "went on beside its original")


def copy_of(sealed: Sealed, name: str) -> Small:
    """A member's workspace as it is now, in another place."""
    one = sealed.small[name]
    folder = one.folder.parent / f"copy{one.folder.suffix}"
    shutil.copytree(one.folder, folder)
    return Small(folder, replace(one.means, anchors=one.means.anchors / "copy"), name)


def test_a_void_round_takes_nothing_in(joined: Sealed) -> None:
    pack = joined.send_back("Ed Hall")
    with joined.chair() as workspace:
        make_void(workspace, joined.round_id, "both keyholders have left")
    refused(joined, pack, "is void")


def test_keys_of_an_invited_keyholder_come_in_once(joined: Sealed, tmp_path: Path) -> None:
    with joined.chair() as workspace:
        kim = add_member(workspace, "Kim", Agency.HEALTH, (Role.KEYHOLDER,))
        first, pack = invite_keyholder(workspace, kim), invite_keyholder(workspace, kim)
    answers = []
    for number, one in enumerate((first, pack)):
        means, folder = means_of(tmp_path, f"Kim {number}"), tmp_path / f"Kim's {number}"
        folder.mkdir()
        with closing(join(folder, one.data, " ".join(one.code), passphrase_of("Kim"), means)) as workspace:
            answers.append(hello(workspace).data)
    refused(joined, answers[0], "newest alone")
    assert joined.take(answers[1]).new
    assert not joined.take(answers[1]).new
    refused(joined, answers[0], "not known here by these keys")
    with joined.chair() as workspace:
        assert next(one for one in candidates(workspace) if one.person.id == kim).has_keys
        assert faults(workspace) == []


# ---- what goes out


def test_nothing_of_the_register_travels_but_the_reference(joined: Sealed) -> None:
    with joined.chair() as workspace:
        held = workspace.conn.execute("SELECT date_of_birth, casework_team FROM entry").fetchone()
        pack = invite(workspace, joined.round_id, joined.people["Sue Carr"])
    joined.small.pop("Sue Carr", None)
    joined.join("Sue Carr")
    with joined.small["Sue Carr"].open() as workspace:
        row = workspace.conn.execute("SELECT * FROM entry").fetchone()
        names = [one[1] for one in workspace.conn.execute("PRAGMA table_info(entry)")]
    filled = {name for name, value in zip(names, row, strict=True) if value is not None}
    assert filled == {"id", "plan_ref"}
    assert held is not None
    assert pack.name.removesuffix(".ehcppack").isalnum()


def test_each_pack_that_goes_out_is_noted(joined: Sealed) -> None:
    with joined.chair() as workspace:
        invite(workspace, joined.round_id, joined.people["Sue Carr"])
        noted = [event.thing for event in events(workspace.conn) if event.act == "export"]
        seat = next(one for one in seats_of(workspace.conn, joined.round_id) if one.seat.name == "Sue Carr")
    assert noted[-1] == "pack of the round 2026-11 for Sue Carr"
    assert (seat.sent_number, len(seat.proof)) == (1, 64)


def test_what_cannot_go_out_says_why(joined: Sealed) -> None:
    round_id, people = joined.round_id, joined.people
    attempts: dict[str, Callable[[Workspace], object]] = {
        "keys of Sue Carr are not known yet": lambda ws: assign(ws, round_id, people["Sue Carr"]),
        "Nothing of Ed Hall is in yet": lambda ws: hand_back(ws, round_id, people["Ed Hall"], "why"),
        "needs a reason": lambda ws: hand_back(ws, round_id, people["Ed Hall"], " "),
        "no seat in the round": lambda ws: invite(ws, round_id, people["Kay"]),
        "need no invitation": lambda ws: invite_keyholder(ws, people["Kay"]),
        "role of keyholder": lambda ws: invite_keyholder(ws, people["Ed Hall"]),
        "give their passphrase here": lambda ws: give_custody(ws, round_id, people["Kay"]),
        "no keyholder of the round": lambda ws: ask_release(ws, round_id, people["Ed Hall"]),
        "not closed yet": lambda ws: result(ws, round_id, people["Ed Hall"]),
    }
    for said, attempt in attempts.items():
        with joined.chair() as workspace:
            before = digests_of(workspace.conn)
            with pytest.raises(AppError, match=said):
                attempt(workspace)
            assert digests_of(workspace.conn) == before


# ---- sheets and the table


def test_scores_from_a_sheet_are_sealed_at_once_all_or_none(joined: Sealed) -> None:
    with joined.chair() as workspace:
        sue = joined.people["Sue Carr"]
        seat = next(one.seat for one in seats_of(workspace.conn, joined.round_id) if one.seat.name == "Sue Carr")
        ops = {audit: answers(workspace, audit, sue, 2) for audit in seat.audits}
        before = digests_of(workspace.conn)
        wrong = {**ops, seat.audits[1]: answers(workspace, seat.audits[1], sue, 9)}
        with pytest.raises(AppError, match="what no review can"):
            seal_all(workspace, joined.round_id, sue, wrong, Way.SHEET.value)
        assert digests_of(workspace.conn) == before
        seal_all(workspace, joined.round_id, sue, ops, Way.SHEET.value)
        with pytest.raises(AppError, match="are final"):
            seal_answers(workspace, joined.round_id, sue, seat.audits[0], ops[seat.audits[0]], "table")
        assert workspace.conn.execute("SELECT count(*) FROM op WHERE kind IN ('review', 'score')").fetchone()[0] == 0
        assert faults(workspace) == []
    assert in_now(joined)["Sue Carr"] == (2, 1)


def answers(workspace: Workspace, audit: str, person: str, level: int) -> list[Op]:
    """A score at one of the core markers."""
    return [Op("score", f"{review_of_seat(workspace, audit, person)}.W4", "score", level)]
