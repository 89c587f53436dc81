"""S4, S6 and trust §2: a sealed round is opened by chair and keyholder together, by the rule, whole or not at all."""

from base64 import b64decode
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from sealed_world import DUE, MEMBERS, Sealed, digests_of, every_text, make_sealed, said_by
from service_world import faults, passphrase_of

from audit_app.domain.canonical_json import decode
from audit_app.domain.people import Agency
from audit_app.domain.problems import AppError
from audit_app.domain.rounds import RoundState
from audit_app.exchange.refusals import PackRefused
from audit_app.sealing import WrongKey, unwrap
from audit_app.services.answering import give, set_section_state, tick_advice
from audit_app.services.auditing import override, reopen
from audit_app.services.consensus.agreeing import carry_over
from audit_app.services.erasing import erase, of_one_plan
from audit_app.services.member.assignments import assignments
from audit_app.services.member.custody import release
from audit_app.services.rounds.opening import open_round
from audit_app.services.rounds.progress import progress
from audit_app.services.rounds.revealing import Revealed, reveal_here, reveal_unsealed, reveal_with, rule
from audit_app.services.rounds.sealing import review_of_seat
from audit_app.services.rounds.sending import ask_release, assign, give_custody, hand_back
from audit_app.services.rounds.standing import make_void, record_absent, withdraw
from audit_app.services.rounds.wishes import MemberWish, RoundWish
from audit_app.services.samples.sampling import sample
from audit_app.services.thread.desk import Desk
from audit_app.services.thread.items import NewItem, accept
from audit_app.services.thread.links import link as link_items
from audit_app.services.thread.saying import set_cause
from audit_app.store.backup import back_up
from audit_app.store.driver import Connection, connect
from audit_app.store.keys.errors import WrongPassphrase
from audit_app.store.log.bundle import for_others, read_changes
from audit_app.store.log.merge import merge
from audit_app.store.log.rights import Op
from audit_app.store.opened_boxes import BOX_DAMAGED
from audit_app.store.read_sealed import said_in_review
from audit_app.store.read_thread import held_thread
from audit_app.store.vocabulary import KINDS
from audit_app.store.workspace import DATABASE, Workspace
from forms.model import Cause, Grade
from scoring.plan.text import Place
from scoring.thread.model import ItemRole, Link, NeedArea
from scoring.thread.suggestion import Suggestion


@pytest.fixture(scope="module")
def joined_once(tmp_path_factory: pytest.TempPathFactory) -> Sealed:
    """Two plans, three members who have joined, and a keyholder elsewhere who has answered."""
    sealed = make_sealed(tmp_path_factory.mktemp("joined"), plans=2, keyholders=("Kay", "Ken", "Kim"))
    for name in MEMBERS:
        sealed.join(name)
    return sealed


@pytest.fixture(scope="module")
def returned_once(joined_once: Sealed, tmp_path_factory: pytest.TempPathFactory) -> Sealed:
    """The same once everybody has sent everything back, each marker at 1 with words of their own."""
    sealed = joined_once.copied(tmp_path_factory.mktemp("returned"))
    for name in MEMBERS:
        sealed.score(name, level=1)
        sealed.take(sealed.send_back(name))
    return sealed


@pytest.fixture
def joined(joined_once: Sealed, tmp_path: Path) -> Sealed:
    return joined_once.copied(tmp_path)


@pytest.fixture
def returned(returned_once: Sealed, tmp_path: Path) -> Sealed:
    return returned_once.copied(tmp_path)


def opened_with(sealed: Sealed, keyholder: str = "Kay", chair: str = "Mary") -> Revealed:
    with sealed.chair(chair) as workspace:
        return reveal_here(workspace, sealed.round_id, sealed.people[keyholder], passphrase_of(keyholder))


def refused(sealed: Sealed, attempt: Callable[[Workspace], object], said: str, *, chair: str = "Mary") -> None:
    """The attempt is refused with these words and no table is changed."""
    with sealed.chair(chair) as workspace:
        before = digests_of(workspace.conn)
        with pytest.raises(AppError, match=said):
            attempt(workspace)
        assert digests_of(workspace.conn) == before


def reviews(workspace: Workspace) -> list[tuple[object, ...]]:
    """Every review as it stands, with its scores and words."""
    sql = (
        "SELECT r.id, r.reviewer, r.state, r.late, s.marker, s.score, s.evidence, s.cause, s.note FROM review r "
        "JOIN score s ON s.review_id = r.id WHERE r.kind = 'single' ORDER BY r.id, s.marker"
    )
    return list(workspace.conn.execute(sql).fetchall())


# ---- who opens


def test_chair_and_keyholder_open_everything_in_one_signed_change(returned: Sealed) -> None:
    with returned.chair() as workspace:
        before = workspace.conn.execute("SELECT count(*) FROM change").fetchone()[0]
    assert opened_with(returned) == Revealed(6, ())
    with returned.chair() as workspace:
        assert workspace.conn.execute("SELECT count(*) FROM change").fetchone()[0] == before + 1
        assert "revealed" in {why for (why,) in workspace.conn.execute("SELECT why FROM head")}
        assert progress(workspace, returned.round_id).state is RoundState.REVEALED
        assert faults(workspace) == []
        rows = reviews(workspace)
    assert {row[1] for row in rows} == set(MEMBERS)
    quoted = {said_by(str(row[1]), str(row[4])) in str(row[6]) for row in rows if row[5] == "1"}
    assert quoted == {True}


def test_what_is_opened_is_what_was_submitted_and_the_grade_is_worked_out_here(returned: Sealed) -> None:
    opened_with(returned)
    with returned.chair() as workspace:
        here = {row[0]: row[1:] for row in workspace.conn.execute("SELECT id, grade, score, possible FROM review")}
        scores = {(row[0], row[4]): row[5:] for row in reviews(workspace)}
    for small in returned.small.values():
        with small.open() as workspace:
            for row in workspace.conn.execute("SELECT id, grade, score, possible FROM review").fetchall():
                assert here[row[0]] == row[1:]
            for row in reviews(workspace):
                assert scores[row[0], row[4]] == row[5:]


def test_all_that_a_review_can_hold_comes_through_the_box_unchanged(joined: Sealed) -> None:
    with joined.small["Ed Hall"].open() as workspace:
        review = assignments(workspace)[0].plans[0].review_id
        set_section_state(workspace, review, "C", "needs")
        tick_advice(workspace, review, "school", listed=True, dated=False)
        give(workspace, review, "W4", note="page 4", good_practice=True, taken=Suggestion("W4", 2, "3 of 4 lines"))
        desk = Desk(workspace, review)
        accept(desk, [NewItem(ItemRole.NEED, "B", "Reading", (Place("b1", 0, 7),), "p1", NeedArea.COGNITION)])
        accept(Desk(workspace, review), [NewItem(ItemRole.OUTCOME, "E", "Reads a page", (Place("b2"),))])
        need, outcome = (held.item.id for held in held_thread(workspace.conn, review).items)
        link_items(Desk(workspace, review), {Link(need, outcome): "hand"})
        set_cause(Desk(workspace, review), need, Cause.ADVICE, Agency.EDUCATION, "School")
        joined_said = Op("flag_dismissal", f"{review}.f1", "reason", "usual words")
        workspace.door.write("Dismissed", [joined_said, Op("text_place", f"{review}.b4", "section", "F")])
    for name in MEMBERS:
        joined.score(name)
        joined.take(joined.send_back(name))
    opened_with(joined)
    with joined.small["Ed Hall"].open() as workspace:
        sent = {key[:3]: key[3] for key in said_in_review(workspace.conn, review) if key[0] != "review"}
    with joined.chair() as workspace:
        here = {key[:3]: key[3] for key in said_in_review(workspace.conn, review) if key[0] != "review"}
        assert faults(workspace) == []
    assert here == sent
    assert {kind for kind, _, _ in here} == {kind for kind, spec in KINDS.items() if spec.of_review} - {"thread"}


def test_the_deputy_opens_with_another_keyholder_when_the_chair_is_lost(returned: Sealed) -> None:
    assert opened_with(returned, "Ken", chair="Dee").reviews == 6


def test_the_chair_alone_opens_nothing(returned: Sealed) -> None:
    round_id, people = returned.round_id, returned.people
    mine = passphrase_of("Mary")
    refused(returned, lambda ws: reveal_here(ws, round_id, people["Mary"], mine), "no keyholder of the round")
    refused(returned, lambda ws: reveal_here(ws, round_id, people["Dee"], passphrase_of("Dee")), "no keyholder")
    refused(returned, lambda ws: reveal_unsealed(ws, round_id), "a keyholder has to open it with you")
    refused(returned, lambda ws: reveal_here(ws, round_id, people["Kim"], mine), "no passphrase here")
    with returned.chair() as workspace:
        before = digests_of(workspace.conn)
        with pytest.raises(WrongPassphrase):
            reveal_here(workspace, round_id, people["Kay"], mine)
        assert digests_of(workspace.conn) == before


def test_a_keyholder_alone_opens_nothing(returned: Sealed) -> None:
    for name in ("Kay", "Ken"):
        attempt = partial(opened_now, sealed=returned, keyholder=name)
        refused(returned, attempt, "no right to reveal", chair=name)


def test_no_key_that_the_workspace_or_one_person_holds_opens_a_box(returned: Sealed) -> None:
    """Every wrapped thing in the database, tried with every key that one person has, for every purpose there is."""
    for name in ("Mary", "Dee", "Kay", "Ken"):
        with returned.chair(name) as workspace:
            keys, database_key = workspace.unlocked.keys, workspace.unlocked.database_key
            halves = workspace.conn.execute(
                "SELECT json_extract(j.value, '$.half'), json_extract(j.value, '$.wrapped') FROM round, "
                "json_each(round.halves) j"
            ).fetchall()
            boxes = workspace.conn.execute("SELECT id, key FROM sealed_review").fetchall()
            secrets = (keys.opening, keys.signing, database_key)
            opened = {which for which, wrapped in halves if _opens(workspace, secrets, wrapped, returned, which)}
            assert opened == {"a" if name in ("Mary", "Dee") else "b"}
            for id_, key in boxes:
                assert not _unwraps(workspace.id, secrets, key, f"sealed review {id_}")


def _opens(workspace: Workspace, secrets: tuple[bytes, ...], wrapped: str, sealed: Sealed, which: str) -> bool:
    return _unwraps(workspace.id, secrets, wrapped, f"round half {which} {sealed.round_id}")


def _unwraps(workspace: str, secrets: tuple[bytes, ...], wrapped: str, purpose: str) -> bool:
    for secret in secrets:
        try:
            unwrap(b64decode(wrapped), secret, workspace, purpose)
        except WrongKey:
            continue
        return True
    return False


def test_a_keyholder_elsewhere_releases_their_half_by_pack(returned: Sealed) -> None:
    with returned.chair() as workspace:
        custody = give_custody(workspace, returned.round_id, returned.people["Kim"]).data
    assert returned.give("Kim", custody).new
    with returned.chair() as workspace:
        asked = ask_release(workspace, returned.round_id, returned.people["Kim"]).data
    returned.give("Kim", asked)
    with returned.small["Kim"].open() as workspace:
        answer = release(workspace, returned.round_id).data
    flipped = answer[:-1] + bytes([answer[-1] ^ 1])
    refused(returned, lambda ws: reveal_with(ws, returned.round_id, flipped), "altered or damaged")
    refused(returned, lambda ws: reveal_with(ws, returned.round_id, answer), "locked to keys|addressed", chair="Dee")
    with returned.chair() as workspace:
        assert reveal_with(workspace, returned.round_id, answer).reviews == 6
        assert faults(workspace) == []


# ---- the rule


def test_before_the_rule_is_met_neither_app_opens_anything(joined: Sealed) -> None:
    joined.score("Ed Hall")
    joined.take(joined.send_back("Ed Hall"))
    refused(joined, lambda _: opened_now(_, joined), "Hetty Rae has not submitted everything")
    with joined.chair() as workspace:
        custody = give_custody(workspace, joined.round_id, joined.people["Kim"]).data
        asked = ask_release(workspace, joined.round_id, joined.people["Kim"]).data
    joined.give("Kim", custody)
    joined.give("Kim", asked)
    with joined.small["Kim"].open() as workspace, pytest.raises(AppError, match="may not be opened yet"):
        release(workspace, joined.round_id)


def opened_now(workspace: Workspace, sealed: Sealed, keyholder: str = "Kay") -> Revealed:
    return reveal_here(workspace, sealed.round_id, sealed.people[keyholder], passphrase_of(keyholder))


def test_a_date_alone_opens_nothing_and_absence_needs_a_reason(joined: Sealed) -> None:
    for name in ("Ed Hall", "Sue Carr"):
        joined.score(name)
        joined.take(joined.send_back(name))
    hetty = joined.people["Hetty Rae"]
    refused(joined, lambda ws: record_absent(ws, joined.round_id, hetty, "ill"), "nobody is absent yet")
    joined.wait((DUE - date(2026, 11, 22)).days + 1)
    refused(joined, lambda ws: opened_now(ws, joined), "Record why they are absent")
    refused(joined, lambda ws: record_absent(ws, joined.round_id, hetty, " "), "needs a reason")
    ed = joined.people["Ed Hall"]
    refused(joined, lambda ws: record_absent(ws, joined.round_id, ed, "ill"), "not absent")
    with joined.chair() as workspace:
        record_absent(workspace, joined.round_id, hetty, "ill")
        assert rule(workspace, joined.round_id).absentees == (hetty,)
        assert opened_now(workspace, joined) == Revealed(4, ("Hetty Rae",))
        assert {row[1] for row in reviews(workspace)} == {"Ed Hall", "Sue Carr"}
        assert faults(workspace) == []


def test_who_was_absent_is_there_again_with_their_last_score(joined: Sealed) -> None:
    joined.wait((DUE - date(2026, 11, 22)).days + 1)
    with joined.chair() as workspace:
        record_absent(workspace, joined.round_id, joined.people["Ed Hall"], "ill")
    joined.score("Ed Hall")
    joined.take(joined.send_back("Ed Hall"))
    with joined.chair() as workspace:
        seat = next(one.seat for one in progress(workspace, joined.round_id).seats if one.seat.name == "Ed Hall")
    assert (seat.standing.value, seat.is_finished) == ("", True)


def test_nobody_opens_a_round_twice_or_without_being_its_chair(returned: Sealed) -> None:
    opened_with(returned)
    refused(returned, lambda ws: opened_now(ws, returned), "open no more")


# ---- blindness on bytes


def test_before_the_reveal_no_score_and_no_word_of_any_member_can_be_read_anywhere(returned: Sealed) -> None:
    with returned.chair() as workspace:
        backup = back_up(workspace)[0].folder
        _demand_blind(workspace.conn)
        copy = connect(backup / DATABASE, workspace.unlocked.database_key)
        _demand_blind(copy.conn)
        copy.close()
        folder = workspace.folder
    everything = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    assert b"heron-" not in everything
    opened_with(returned)
    with returned.chair() as workspace:  # and the search finds them once they are there
        assert any("heron-" in text for _, text in every_text(workspace.conn))


def _demand_blind(conn: Connection) -> None:
    """No row and no change speaks of a score; no word of a member stands in any text."""
    for table in ("review", "score", "score_fact", "section_state", "thread_item"):
        assert conn.execute(f"SELECT count(*) FROM {table}").fetchone()[0] == 0  # noqa: S608 - names of this test
    assert conn.execute("SELECT count(*) FROM op WHERE kind IN ('review', 'score')").fetchone()[0] == 0
    assert [table for table, text in every_text(conn) if "heron-" in text or '"score"' in text] == []


def test_which_marker_was_touched_does_not_show_in_the_sizes(joined: Sealed) -> None:
    joined.score("Ed Hall", level=2)
    joined.take(joined.send_back("Ed Hall"))
    joined.score("Sue Carr", level=0, plans=1)
    joined.take(joined.send_back("Sue Carr"))
    with joined.chair() as workspace:
        sizes = {len(box) for (box,) in workspace.conn.execute("SELECT box FROM sealed_review")}
    assert len(sizes) <= 2


# ---- members leave, lose keys, come late


def test_who_withdraws_leaves_what_they_submitted_and_touches_nobody_else(joined: Sealed) -> None:
    joined.score("Ed Hall", plans=1)
    joined.take(joined.send_back("Ed Hall"))
    for name in ("Hetty Rae", "Sue Carr"):
        joined.score(name)
        joined.take(joined.send_back(name))
    joined.score("Ed Hall")
    later = joined.send_back("Ed Hall")
    with joined.chair() as workspace:
        others = others_rows(workspace, joined)
        withdraw(workspace, joined.round_id, joined.people["Ed Hall"], "changed posts")
        assert others_rows(workspace, joined) == others
    refused(joined, lambda ws: withdraw(ws, joined.round_id, joined.people["Ed Hall"], "again"), "already")
    with pytest.raises(PackRefused, match="withdrew"):
        joined.take(later)
    assert opened_with(joined) == Revealed(5, ())
    with joined.chair() as workspace:
        assert {(row[1], row[2]) for row in reviews(workspace)} == {(name, "submitted") for name in MEMBERS}
        assert len({row[0] for row in reviews(workspace) if row[1] == "Ed Hall"}) == 1
        assert faults(workspace) == []


def others_rows(workspace: Workspace, sealed: Sealed) -> list[tuple[object, ...]]:
    """Everything that the tables hold of the other members."""
    ed = sealed.people["Ed Hall"]
    seats = workspace.conn.execute("SELECT * FROM seat WHERE person_id <> ? ORDER BY person_id", (ed,)).fetchall()
    boxes = workspace.conn.execute("SELECT * FROM sealed_review WHERE person_id <> ? ORDER BY id", (ed,)).fetchall()
    return [*seats, *boxes]


def test_what_comes_after_the_reveal_is_opened_at_once_and_marked_late(joined: Sealed) -> None:
    for name in ("Ed Hall", "Sue Carr"):
        joined.score(name)
        joined.take(joined.send_back(name))
    joined.wait((DUE - date(2026, 11, 22)).days + 1)
    with joined.chair() as workspace:
        record_absent(workspace, joined.round_id, joined.people["Hetty Rae"], "ill")
        opened_now(workspace, joined)
        before = reviews(workspace)
    joined.score("Hetty Rae", level=0)
    done = joined.take(joined.send_back("Hetty Rae"))
    assert "late" in done.words
    with joined.chair() as workspace:
        after = reviews(workspace)
        assert [row for row in after if row[1] != "Hetty Rae"] == before
        assert {(row[2], row[3]) for row in after if row[1] == "Hetty Rae"} == {("submitted", 1)}
        assert faults(workspace) == []


def test_who_loses_their_keys_is_invited_again_and_what_they_submitted_still_opens(joined: Sealed) -> None:
    joined.score("Ed Hall", level=1, plans=1)
    joined.take(joined.send_back("Ed Hall"))
    old = joined.small["Ed Hall"]
    joined.join("Ed Hall")
    with joined.small["Ed Hall"].open() as workspace:
        (again,) = assignments(workspace)
        assert len(again.plans) == 1  # what was not submitted starts again, the rest is in
    joined.score("Ed Hall", level=2)
    joined.take(joined.send_back("Ed Hall"))
    joined.small["Ed Hall"], new = old, joined.small["Ed Hall"]
    joined.score("Ed Hall")
    with pytest.raises(PackRefused, match="newer ones have replaced"):
        joined.take(joined.send_back("Ed Hall"))
    joined.small["Ed Hall"] = new
    for name in ("Hetty Rae", "Sue Carr"):
        joined.score(name)
        joined.take(joined.send_back(name))
    assert opened_with(joined).reviews == 6
    with joined.chair() as workspace:
        levels = {row[5] for row in reviews(workspace) if row[1] == "Ed Hall"} - {"NA"}
        assert levels == {"1", "2"}
        assert faults(workspace) == []


def test_a_keyholder_elsewhere_believes_what_was_signed_with_keys_lost_since(joined: Sealed) -> None:
    joined.score("Ed Hall", plans=1)
    joined.take(joined.send_back("Ed Hall"))
    joined.join("Ed Hall")
    for name in MEMBERS:
        joined.score(name)
        joined.take(joined.send_back(name))
    with joined.chair() as workspace:
        custody = give_custody(workspace, joined.round_id, joined.people["Kim"]).data
        asked = ask_release(workspace, joined.round_id, joined.people["Kim"]).data
    joined.give("Kim", custody)
    joined.give("Kim", asked)
    with joined.small["Kim"].open() as workspace:
        assert release(workspace, joined.round_id).data


def test_with_every_keyholder_lost_the_round_is_void_and_its_plans_are_scored_anew(returned: Sealed) -> None:
    with returned.chair() as workspace:
        boxes = workspace.conn.execute("SELECT * FROM sealed_review ORDER BY id").fetchall()
        make_void(workspace, returned.round_id, "both keyholders have left")
        assert progress(workspace, returned.round_id).void_reason == "both keyholders have left"
        assert workspace.conn.execute("SELECT * FROM sealed_review ORDER BY id").fetchall() == boxes
        draw = sample(workspace, cycle="multi-agency", size=2, seed="again", on=date(2026, 11, 23))
        members = tuple(MemberWish(returned.people[name]) for name in MEMBERS)
        wish = RoundWish(
            "2026-11 again", draw.draw_id, DUE, members, (returned.people["Mary"],), (returned.people["Ken"],)
        )
        again = open_round(workspace, wish)
        assert assign(workspace, again, returned.people["Ed Hall"]).code == ()
        assert faults(workspace) == []
    refused(returned, lambda ws: opened_now(ws, returned), "is void")
    refused(returned, lambda ws: make_void(ws, returned.round_id, "again"), "is void")


# ---- originals


def test_originals_are_changed_and_reopened_by_nobody(returned: Sealed) -> None:
    opened_with(returned)
    with returned.chair() as workspace:
        review = str(reviews(workspace)[0][0])
        before = reviews(workspace)
    attempts: list[Callable[[Workspace], object]] = [
        lambda ws: reopen(ws, review, "to change it"),
        lambda ws: give(ws, review, "W4", score=3),
        lambda ws: override(ws, review, Grade.OUTSTANDING, "better"),
        lambda ws: ws.door.write("x", [Op("score", f"{review}.W4", "score", 3)]),
    ]
    for attempt in attempts:
        refused(returned, attempt, "no right|submitted and locked")
    with returned.chair() as workspace:
        carry_over(workspace, returned.round_id)
        assert reviews(workspace) == before
        assert faults(workspace) == []


def test_two_copies_that_open_the_round_apart_with_other_keyholders_agree(returned: Sealed, tmp_path: Path) -> None:
    office = returned.copied(tmp_path / "office")
    with office.chair("Dee") as workspace:
        known = workspace.door.knows()
        opened_now(workspace, office, "Ken")
        workspace.door.sign("pack")
        theirs = for_others(read_changes(workspace.conn, workspace.id, known))
        elsewhere = reviews(workspace)
    with returned.chair() as workspace:
        opened_now(workspace, returned, "Kay")
        merge(workspace.conn, workspace.id, theirs)
        assert reviews(workspace) == elsewhere
        assert faults(workspace) == []


def test_a_copy_that_was_sealed_takes_the_reveal_over(returned: Sealed, tmp_path: Path) -> None:
    office = returned.copied(tmp_path / "office")
    with office.chair("Dee") as workspace:
        known = workspace.door.knows()
        opened_now(workspace, office, "Ken")
        workspace.door.sign("pack")
        theirs = for_others(read_changes(workspace.conn, workspace.id, known))
        elsewhere = reviews(workspace)
    with returned.chair() as workspace:
        merge(workspace.conn, workspace.id, theirs)
        assert reviews(workspace) == elsewhere
        assert faults(workspace) == []


# ---- boxes that do not open


HOSTILE: dict[str, Callable[[str], Op]] = {
    "another's marker": lambda review: Op("score", f"{review}.not-asked", "score", 3),
    "a score of 7": lambda review: Op("score", f"{review}.W4", "score", 7),
    "another's review": lambda review: Op("score", f"{review[::-1]}.W4", "score", 3),
    "somebody made owner": lambda review: Op("person", review, "roles", ["owner"]),
}


@pytest.mark.parametrize("named", sorted(HOSTILE))
def test_one_box_that_does_not_open_keeps_all_shut_and_is_named(
    joined: Sealed, monkeypatch: pytest.MonkeyPatch, named: str
) -> None:
    joined.score("Ed Hall", plans=1)
    with monkeypatch.context() as patched:
        collected = "audit_app.services.member.returning.box_of_review"
        patched.setattr(collected, lambda _, review: [HOSTILE[named](review)])
        joined.take(joined.send_back("Ed Hall"))
    joined.score("Ed Hall")
    joined.take(joined.send_back("Ed Hall"))
    for name in ("Hetty Rae", "Sue Carr"):
        joined.score(name)
        joined.take(joined.send_back(name))
    refused(joined, lambda ws: opened_now(ws, joined), r"Ed Hall on EHC-\d+: The sealed scores hold what no review can")
    if named == "a score of 7":  # sent again
        with joined.chair() as workspace:
            back = hand_back(workspace, joined.round_id, joined.people["Ed Hall"], "they do not open").data
        joined.give("Ed Hall", back)
        joined.score("Ed Hall", level=3)
        joined.take(joined.send_back("Ed Hall"))
        assert opened_with(joined).reviews == 6
    else:  # excused
        joined.wait((DUE - date(2026, 11, 22)).days + 1)
        with joined.chair() as workspace:
            record_absent(workspace, joined.round_id, joined.people["Ed Hall"], BOX_DAMAGED)
            assert opened_now(workspace, joined) == Revealed(5, ("Ed Hall",))
    with joined.chair() as workspace:
        assert faults(workspace) == []


def test_check_finds_a_score_that_was_put_in_the_place_of_an_original(returned: Sealed) -> None:
    opened_with(returned)
    with returned.chair() as workspace:
        review, marker = workspace.conn.execute("SELECT review_id, marker FROM score WHERE score = '1'").fetchone()
        workspace.conn.execute("UPDATE op SET new = '3' WHERE id = ? AND field = 'score'", (f"{review}.{marker}",))
        assert any("are not those in the box" in fault for fault in faults(workspace) if "sealed scores" in fault)


def test_check_finds_a_box_in_anothers_place_and_keys_that_are_not_the_rounds_own(returned: Sealed) -> None:
    with returned.chair() as workspace:
        assert faults(workspace) == []
        (box, *_) = workspace.conn.execute("SELECT id FROM sealed_review").fetchone()
        row = workspace.conn.execute("SELECT new FROM op WHERE id = ? AND field = 'record'", (box,)).fetchone()
        said = {**decode(row[0]), "source": "table", "signature": ""}  # nobody signs what was said round a table
        workspace.door.write("Another program", [Op("sealed_review", box, "record", said)])
        (found,) = faults(workspace)
        assert "a box was put in another's place" in found
        seal = {"public": "00" * 32, "locked": "", "halves": []}
        workspace.door.write("Another program", [Op("round", returned.round_id, "seal", seal)])
        assert any("the keys of the round 2026-11 are not those" in fault for fault in faults(workspace))


def test_nobody_is_waited_for_on_a_plan_that_was_erased(joined: Sealed) -> None:
    for name in MEMBERS:
        joined.score(name, plans=1)
        joined.take(joined.send_back(name))
    with joined.chair() as workspace:
        assert not rule(workspace, joined.round_id).is_met
        seats = progress(workspace, joined.round_id).seats
        (missing,) = {audit for one in seats for audit in one.seat.missing}
        sql = "SELECT e.plan_ref FROM entry e JOIN audit a ON a.plan_id = e.id WHERE a.id = ?"
        ref = workspace.conn.execute(sql, (missing,)).fetchone()[0]
        erase(workspace, [of_one_plan(workspace, ref)], "asked for")
        assert opened_now(workspace, joined).reviews == 3
        assert faults(workspace) == []


def test_a_review_that_was_begun_in_this_workspace_is_never_mixed_with_an_original(returned: Sealed) -> None:
    """It cannot be begun through the app; an import or an older copy may bring it."""
    with returned.chair() as workspace:
        audit = workspace.conn.execute("SELECT id FROM audit ORDER BY id").fetchone()[0]
        record = {
            "audit_id": audit,
            "reviewer": "Ed Hall",
            "person_id": returned.people["Ed Hall"],
            "agency": "education",
            "kind": "single",
            "source": "import",
        }
        review = review_of_seat(workspace, audit, returned.people["Ed Hall"])
        workspace.door.write("Imported", [Op("review", review, "record", record)])
    refused(returned, lambda ws: opened_now(ws, returned), "Ed Hall on EHC.*would be mixed with it")
    returned.wait((DUE - date(2026, 11, 22)).days + 1)
    with returned.chair() as workspace:
        record_absent(workspace, returned.round_id, returned.people["Ed Hall"], "Box damaged.")
        assert opened_now(workspace, returned).reviews == 5
        assert faults(workspace) == []


def test_an_erased_plan_leaves_its_boxes_out_of_the_check(returned: Sealed) -> None:
    opened_with(returned)
    returned.wait(1)
    with returned.chair() as workspace:
        ref = workspace.conn.execute("SELECT e.plan_ref FROM entry e JOIN audit a ON a.plan_id = e.id").fetchone()[0]
        erase(workspace, [of_one_plan(workspace, ref)], "asked for")
        assert workspace.conn.execute("SELECT count(*) FROM sealed_review WHERE box IS NULL").fetchone()[0] == 3
        assert faults(workspace) == []
