"""A keyholder's half: kept, asked for, and released by the rule as this app judges it, by this computer's clock."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from member_world import DUE, HOLDER, PLANS, ROUND, ChairWorld, Json, Sealed, ask_of, code, keyholder, member
from qt_support import Clock, light_means

from audit_app.domain.problems import AppError
from audit_app.exchange.header import Kind
from audit_app.exchange.refusals import Altered, PackRefused
from audit_app.services.member.custody import custodies, hello, release, seat_lines
from audit_app.services.member.joining import take
from audit_app.services.member.packing import first_keys
from audit_app.store.opening import open_workspace
from audit_app.store.workspace import Workspace

CHAIR = ChairWorld()


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[tuple[Workspace, Sealed]]:
    """A keyholder's workspace that keeps the half of the round."""
    with keyholder(tmp_path, CHAIR) as workspace:
        sealed = Sealed.of(CHAIR, workspace.unlocked.keys)
        take(workspace, CHAIR.to(workspace, Kind.CUSTODY, sealed.custody(CHAIR), 1))
        yield workspace, sealed


def ask(workspace: Workspace, *seats: Json, number: int = 1, **more: Json) -> None:
    take(workspace, CHAIR.to(workspace, Kind.ASK, ask_of(CHAIR, seats, number, **more), number))


def test_hello_carries_the_keys_of_an_invited_keyholder_to_the_chairs(tmp_path: Path) -> None:
    with keyholder(tmp_path, CHAIR) as workspace:
        opened = CHAIR.opened(hello(workspace).data)
        assert (opened.header.kind, opened.header.round, opened.body.value["person"]) == (Kind.HELLO, "", HOLDER)
        assert opened.body.value["keys"]["box_key"] == workspace.unlocked.keys.opening_public.hex()
    with member(tmp_path, CHAIR) as workspace, pytest.raises(AppError, match="keyholder's invitation"):
        hello(workspace)


def test_half_is_kept_and_nothing_is_released_before_it_is_asked_for(kept: tuple[Workspace, Sealed]) -> None:
    workspace, _ = kept
    (found,) = custodies(workspace)
    assert (found.name, found.due.isoformat(), found.rule, found.can_release) == ("2026-11", DUE, None, False)
    with pytest.raises(AppError, match="Nobody has asked"):
        release(workspace, ROUND)


def test_half_is_released_when_everybody_has_submitted_and_opens_the_round_with_the_chairs(
    kept: tuple[Workspace, Sealed],
) -> None:
    workspace, sealed = kept
    ask(workspace, sealed.seat(PLANS[0]))
    (found,) = custodies(workspace)
    assert found.can_release
    assert found.asked_by == "Mary Quill"
    assert list(seat_lines(found)) == ["Hanna Brook: 1 of 1 plan"]
    opened = CHAIR.opened(release(workspace, ROUND).data)
    assert sealed.opens(CHAIR, bytes.fromhex(opened.body.value["half"]))
    assert custodies(workspace)[0].released_on == "2026-11-22"


REFUSED: list[tuple[str, Callable[[Sealed], list[Json]], str]] = [
    ("somebody has not submitted", lambda sealed: [sealed.seat(PLANS[0], audits=PLANS[:2])], "runs until 04/12/2026"),
    ("nothing came in", lambda sealed: [sealed.seat()], "No scores have come in"),
    (
        "absent before the date",
        lambda sealed: [
            sealed.seat(PLANS[0]),
            sealed.seat(person="1" * 32, name="Ann", standing="absent", standing_reason="ill"),
        ],
        "cannot be absent before 04/12/2026",
    ),
    (
        "not signed by the member",
        lambda sealed: [sealed.seat(PLANS[0], sign_key="9" * 64)],
        "was not signed by Hanna Brook",
    ),
    (
        "signed for another round",
        lambda sealed: [_with_box(sealed.seat(PLANS[0]), number=2)],
        "was not signed by Hanna Brook",
    ),
    (
        "other answers than signed",
        lambda sealed: [_with_box(sealed.seat(PLANS[0]), box_digest="0" * 64)],
        "was not signed by Hanna Brook",
    ),
    (
        "said to be typed in, of a member with the app",
        lambda sealed: [_with_box(sealed.seat(PLANS[0]), source="table", signature="")],
        "was not signed by Hanna Brook",
    ),
]


def _with_box(seat: Json, **more: Json) -> Json:
    return {**seat, "boxes": [{**seat["boxes"][0], **more}]}


@pytest.mark.parametrize(("why", "seats", "reason"), REFUSED, ids=[one[0] for one in REFUSED])
def test_half_is_not_released_against_the_rule(
    kept: tuple[Workspace, Sealed], why: str, seats: Callable[[Sealed], list[Json]], reason: str
) -> None:
    workspace, sealed = kept
    ask(workspace, *seats(sealed))
    (found,) = custodies(workspace)
    assert found.rule is not None
    assert reason in " ".join(found.rule.reasons)
    with pytest.raises(AppError, match="may not be opened yet"):
        release(workspace, ROUND)
    assert custodies(workspace)[0].released_on == ""


def test_absentee_is_not_waited_for_once_the_date_has_passed_by_this_computers_clock(tmp_path: Path) -> None:
    with keyholder(tmp_path, CHAIR) as workspace:
        folder, sealed = workspace.folder, Sealed.of(CHAIR, workspace.unlocked.keys)
        take(workspace, CHAIR.to(workspace, Kind.CUSTODY, sealed.custody(CHAIR), 1))
        ann = sealed.seat(person="1" * 32, name="Ann", standing="absent", standing_reason="ill")
        ask(workspace, sealed.seat(PLANS[0]), ann)
        assert not custodies(workspace)[0].can_release
    later = light_means(tmp_path, Clock(datetime(2026, 12, 5, 9, tzinfo=UTC)))
    with open_workspace(folder, "lantern otter meadow", later) as workspace:
        assert custodies(workspace)[0].can_release


def test_chair_cannot_bring_the_date_forward_when_asking(tmp_path: Path) -> None:
    with keyholder(tmp_path, CHAIR) as workspace:
        sealed = Sealed.of(CHAIR, workspace.unlocked.keys)
        take(workspace, CHAIR.to(workspace, Kind.CUSTODY, sealed.custody(CHAIR), 1))
        ann = sealed.seat(person="1" * 32, name="Ann", standing="absent", standing_reason="ill")
        ask(workspace, sealed.seat(PLANS[0]), ann, due="2026-11-01")
        assert not custodies(workspace)[0].can_release


def test_chair_cannot_bring_the_date_forward_by_sending_the_half_again(tmp_path: Path) -> None:
    with keyholder(tmp_path, CHAIR) as workspace:
        sealed = Sealed.of(CHAIR, workspace.unlocked.keys)
        take(workspace, CHAIR.to(workspace, Kind.CUSTODY, sealed.custody(CHAIR), 1))
        take(workspace, CHAIR.to(workspace, Kind.CUSTODY, sealed.custody(CHAIR, 2, due="2026-11-01"), 2))
        ann = sealed.seat(person="1" * 32, name="Ann", standing="absent", standing_reason="ill")
        ask(workspace, sealed.seat(PLANS[0]), ann, due="2026-11-01", number=3)
        (found,) = custodies(workspace)
        assert (found.due.isoformat(), found.can_release) == (DUE, False)


def test_newest_request_stands_and_an_older_one_changes_nothing(kept: tuple[Workspace, Sealed]) -> None:
    workspace, sealed = kept
    ask(workspace, sealed.seat(PLANS[0]), number=2)
    older = CHAIR.to(workspace, Kind.ASK, ask_of(CHAIR, [sealed.seat()], 1), 1)
    assert not take(workspace, older).new
    assert custodies(workspace)[0].can_release


def test_scores_by_sheet_need_no_signature_and_are_told_apart(kept: tuple[Workspace, Sealed]) -> None:
    workspace, sealed = kept
    ask(workspace, _with_box(sealed.seat(PLANS[0], way="sheet", sign_key=""), source="sheet", signature=""))
    (found,) = custodies(workspace)
    assert found.can_release
    assert list(seat_lines(found)) == ["Hanna Brook: 1 of 1 plan, blind by procedure"]


def test_half_of_other_keys_and_strange_requests_are_refused(kept: tuple[Workspace, Sealed], tmp_path: Path) -> None:
    workspace, sealed = kept
    before = workspace.conn.execute("SELECT count(*) FROM change").fetchone()
    other = Sealed.of(CHAIR, CHAIR.keys)
    refused = [
        (Kind.CUSTODY, other.custody(CHAIR, 2), Altered),
        (Kind.CUSTODY, sealed.custody(CHAIR, 2, half="no base64"), Altered),
        (Kind.ASK, ask_of(CHAIR, [{**sealed.seat(PLANS[0]), "way": "pigeon"}], 2), Altered),
        (Kind.ASK, ask_of(CHAIR, [sealed.seat()], 2, due="soon"), Altered),
        (Kind.ASK, ask_of(CHAIR, [sealed.seat()], 2, round="9" * 32), Altered),
        (Kind.RELEASE, ask_of(CHAIR, [], 2), PackRefused),
    ]
    for kind, body, error in refused:
        with pytest.raises(error):
            take(workspace, CHAIR.to(workspace, kind, body, 2))
    assert workspace.conn.execute("SELECT count(*) FROM change").fetchone() == before
    assert not take(workspace, CHAIR.to(workspace, Kind.CUSTODY, sealed.custody(CHAIR), 1)).new


def test_what_was_signed_before_keys_were_lost_counts_by_the_earlier_keys(kept: tuple[Workspace, Sealed]) -> None:
    workspace, sealed = kept
    own = sealed.member.signing_public.hex()
    ask(workspace, sealed.seat(PLANS[0], sign_key="9" * 64, earlier_keys=[own]))
    assert custodies(workspace)[0].can_release


def test_one_more_invitation_of_a_keyholder_brings_a_new_secret(kept: tuple[Workspace, Sealed]) -> None:
    workspace, _ = kept
    again = ChairWorld(CHAIR.keys)
    assert take(workspace, again.keyholder_invitation(), " ".join(code())).new
    assert not take(workspace, again.keyholder_invitation(), " ".join(code())).new
    opened = CHAIR.opened(hello(workspace).data)
    assert opened.body.value["keys"] == first_keys(workspace, again.proof)
