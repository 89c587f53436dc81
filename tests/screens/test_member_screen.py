"""A member's first screen: what was sent, how far it is, sent back, the calibration card; and a keyholder's halves."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from member_world import PLANS, ROUND, ChairWorld, Sealed, ask_of, code, id_for, keyholder, member, result_of, score_all
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot
from qt_support import FakeDialogs, Visits, context_for, unnamed
from start_support import click

from audit_app.exchange.header import Kind
from audit_app.screens.member import make
from audit_app.screens.member.view import MemberView
from audit_app.services.auditing import give
from audit_app.services.member.custody import custodies
from audit_app.services.member.joining import take
from audit_app.services.member.returning import last_return
from audit_app.store.access import events
from audit_app.store.workspace import Workspace
from audit_app.ui.screen import ScreenContext

CHAIR = ChairWorld()


@dataclass
class Shown:
    """The screen with what it works with."""

    view: MemberView
    context: ScreenContext
    visits: Visits
    workspace: Workspace

    @property
    def dialogs(self) -> FakeDialogs:
        assert isinstance(self.context.dialogs, FakeDialogs)
        return self.context.dialogs

    @property
    def words(self) -> str:
        """Everything that can be read."""
        return " | ".join(one.text() for one in _seen(self.view))

    def refresh(self) -> None:
        self.view.show_with()


def _seen(view: QWidget) -> list[QLabel]:
    return [one for one in view.findChildren(QLabel) if one.isVisibleTo(view)]


def show(workspace: Workspace, qtbot: QtBot) -> Iterator[Shown]:
    context, visits = context_for()
    context.session.open(workspace)
    view = make(context)
    assert isinstance(view, MemberView)
    qtbot.addWidget(view)
    view.resize(1100, 700)
    view.show()
    view.show_with()
    yield Shown(view, context, visits, workspace)
    context.session.lock()


@pytest.fixture
def shown(tmp_path: Path, qtbot: QtBot) -> Iterator[Shown]:
    """The member's screen, three plans sent and nothing done."""
    yield from show(member(tmp_path, CHAIR), qtbot)


@pytest.fixture
def holder(tmp_path: Path, qtbot: QtBot) -> Iterator[Shown]:
    """The keyholder's screen."""
    yield from show(keyholder(tmp_path, CHAIR), qtbot)


def test_round_stands_with_its_plans_its_date_and_what_comes_next(shown: Shown) -> None:
    (card,) = shown.view.rounds
    assert card.title.text() == "Round 2026-11"
    assert "12 days left · chair: Mary Quill" in shown.words
    assert "1 of 15 markers" in shown.words
    assert "Not submitted yet: EHC-0001, EHC-0002 and EHC-0003" in shown.words
    assert not unnamed(shown.view)
    click(card.plans[id_for("review", id_for("audit", ROUND, PLANS[0]))])
    assert shown.visits.went == [("audit", {"review_id": id_for("review", id_for("audit", ROUND, PLANS[0]))})]


def test_what_is_scored_moves_on_the_page(shown: Shown) -> None:
    review = id_for("review", id_for("audit", ROUND, PLANS[0]))
    shown.context.session.write(lambda held: give(held, review, "B1", score=2))
    assert "1 of 5 markers, 4 things are missing" in shown.words
    shown.context.session.write(lambda held: score_all(held, PLANS[0], CHAIR))
    assert "submitted, not sent back yet" in shown.words


def test_what_is_done_is_sent_back_as_a_file_and_what_comes_next_is_said(shown: Shown, tmp_path: Path) -> None:
    for ref in PLANS:
        score_all(shown.workspace, ref, CHAIR)
    shown.refresh()
    target = tmp_path / "mine.ehcppack"
    shown.dialogs.answers[:] = ["file", target]
    click(shown.view.rounds[0].buttons["send"])
    assert len(CHAIR.opened(target.read_bytes()).body.value["boxes"]) == 3
    assert "only the chair can hand it back" in shown.dialogs.asked[0][1]
    assert str(target) in shown.view.banner.text.text()
    assert "Everything is sent. It stays sealed" in shown.words
    assert not shown.view.rounds[0].buttons["send"].isEnabled()
    again = tmp_path / "again.ehcppack"
    shown.dialogs.answers[:] = ["file", again]
    click(shown.view.rounds[0].buttons["again"])
    assert again.read_bytes() == target.read_bytes()


def test_who_turns_away_has_sent_nothing(shown: Shown) -> None:
    review = score_all(shown.workspace, PLANS[0], CHAIR)
    shown.refresh()
    for answers in (["file", None], ["folder", None], [""]):
        shown.dialogs.answers[:] = answers
        click(shown.view.rounds[0].buttons["send"])
    assert "again" not in shown.view.rounds[0].buttons
    assert "submitted, not sent back yet" in shown.words
    assert review


def test_pack_that_could_not_be_written_is_saved_again_and_not_made_anew(shown: Shown, tmp_path: Path) -> None:
    score_all(shown.workspace, PLANS[0], CHAIR)
    shown.refresh()
    shown.dialogs.answers[:] = ["file", tmp_path / "gone" / "mine.ehcppack", False]
    click(shown.view.rounds[0].buttons["send"])
    kept = last_return(shown.workspace, ROUND)
    shown.dialogs.answers[:] = ["file", tmp_path / "mine.ehcppack"]
    click(shown.view.rounds[0].buttons["again"])
    assert (tmp_path / "mine.ehcppack").read_bytes() == kept.data


def test_packs_pass_by_a_shared_folder_both_ways(shown: Shown, tmp_path: Path) -> None:
    from audit_app.exchange.folder import drop
    from audit_app.exchange.pack import look

    place = tmp_path / "shared"
    place.mkdir()
    later = ChairWorld(CHAIR.keys, CHAIR.proof, "f" * 32, "2027-01", "2027-01-29")
    mine = later.to(shown.workspace, Kind.ASSIGN, later.assignment(refs=PLANS[:1]), 1)
    for data in (mine, later.invitation(), b"noise"):
        if data == b"noise":
            (place / "noise.ehcppack").write_bytes(data)
        else:
            drop(place, look(data), data)
    shown.dialogs.answers[:] = [place]
    click(shown.view.folder)
    assert "The round 2027-01 is here, due on 29/01/2027." in shown.view.banner.text.text()
    shown.dialogs.answers[:] = [place]
    click(shown.view.folder)
    assert "Nothing new" in shown.view.banner.text.text()
    score_all(shown.workspace, PLANS[0], CHAIR)
    shown.refresh()
    shown.dialogs.answers[:] = ["folder", place]
    before = set(place.iterdir())
    click(shown.view.rounds[1].buttons["send"])
    (made,) = set(place.iterdir()) - before
    assert CHAIR.opened(made.read_bytes()).header.kind is Kind.RETURN


def test_dropped_or_chosen_packs_are_taken_in_and_refusals_are_said(shown: Shown, tmp_path: Path) -> None:
    later = ChairWorld(CHAIR.keys, CHAIR.proof, "f" * 32, "2027-01", "2027-01-29")
    file = tmp_path / "later.ehcppack"
    file.write_bytes(later.to(shown.workspace, Kind.ASSIGN, later.assignment(refs=PLANS[:1]), 1))
    shown.view.drop_place.dropped.emit(file)
    assert [card.title.text() for card in shown.view.rounds] == ["Round 2027-01", "Round 2026-11"]
    file.write_bytes(file.read_bytes()[:-5])
    shown.dialogs.answers[:] = [(file,)]
    click(shown.view.take)
    assert "cut short" in shown.view.banner.text.text()
    shown.view.drop_place.dropped.emit(tmp_path / "nothing.ehcppack")
    assert "no file" in shown.view.banner.text.text()


def test_calibration_card_is_private_noted_when_read_and_saved_by_the_member_alone(
    shown: Shown, tmp_path: Path
) -> None:
    score_all(shown.workspace, PLANS[0], CHAIR, (3, 2, 0, 2, 2))
    score_all(shown.workspace, PLANS[1], CHAIR)
    body = result_of(CHAIR, {PLANS[0]: (2, 2, 2, 2, 2), PLANS[1]: (2, 2, 2, 2, 2)})
    take(shown.workspace, CHAIR.to(shown.workspace, Kind.RESULT, body, 1))
    shown.refresh()
    click(shown.view.rounds[0].buttons["card"])
    assert "8 of 10" in shown.words
    assert "0.10 levels below the group on average" in shown.words
    assert "EHC-0001 · round 2026-11 · you 0, the group 2 · evidence misread" in shown.words
    assert "words of B1 · B" in shown.words
    assert "yours alone" in shown.words
    assert not unnamed(shown.view)
    assert [one.act for one in events(shown.workspace.conn)][-1] == "read a calibration card"
    target = tmp_path / "card.xlsx"
    shown.dialogs.answers[:] = [target]
    click(shown.view.card.save)
    assert target.read_bytes().startswith(b"PK")
    assert [one.act for one in events(shown.workspace.conn)][-1] == "export"
    click(shown.view.card.back)
    assert shown.view.stack.currentWidget() is shown.view.page


def test_round_that_is_over_is_removed_after_a_question(shown: Shown) -> None:
    body = result_of(CHAIR, {}, void="The keyholders left.")
    take(shown.workspace, CHAIR.to(shown.workspace, Kind.RESULT, body, 1))
    shown.refresh()
    assert "The round is void: The keyholders left." in shown.words
    shown.dialogs.answers[:] = [False]
    click(shown.view.rounds[0].buttons["remove"])
    assert len(shown.view.rounds) == 1
    shown.dialogs.answers[:] = [True]
    click(shown.view.rounds[0].buttons["remove"])
    assert shown.view.rounds == []
    assert "removed from this computer" in shown.view.banner.text.text()
    assert "Nothing was sent to you yet" in shown.words


def test_keyholder_sends_keys_first_then_keeps_a_half_and_releases_it_by_the_rule(
    holder: Shown, tmp_path: Path
) -> None:
    assert "You were invited as a keyholder" in holder.words
    target = tmp_path / "hello.ehcppack"
    holder.dialogs.answers[:] = ["file", target]
    holder.view.asked.emit("hello", "")
    assert CHAIR.opened(target.read_bytes()).header.kind is Kind.HELLO
    workspace = holder.workspace
    sealed = Sealed.of(CHAIR, workspace.unlocked.keys)
    take(workspace, CHAIR.to(workspace, Kind.CUSTODY, sealed.custody(CHAIR), 1))
    holder.refresh()
    (card,) = holder.view.halves
    assert not card.release.isEnabled()
    assert "Nobody has asked for it" in holder.words
    take(workspace, CHAIR.to(workspace, Kind.ASK, ask_of(CHAIR, [sealed.seat(audits=PLANS[:1])], 1), 1))
    holder.refresh()
    assert "– No scores have come in yet." in holder.words
    assert not holder.view.halves[0].release.isEnabled()
    take(workspace, CHAIR.to(workspace, Kind.ASK, ask_of(CHAIR, [sealed.seat(PLANS[0])], 2), 2))
    holder.refresh()
    assert "this app has checked" in holder.words
    assert not unnamed(holder.view)
    release = tmp_path / "release.ehcppack"
    holder.dialogs.answers[:] = ["file", release]
    click(holder.view.halves[0].release)
    assert sealed.opens(CHAIR, bytes.fromhex(CHAIR.opened(release.read_bytes()).body.value["half"]))
    assert custodies(workspace)[0].released_on
    assert "You released your half on 22 Nov 2026" in holder.words


def test_locked_screen_keeps_nothing(shown: Shown) -> None:
    shown.view.drop()
    assert shown.view.rounds == []
    assert "EHC-" not in shown.words


def test_focus_stays_at_its_button_when_the_cards_are_made_anew(shown: Shown) -> None:
    review = id_for("review", id_for("audit", ROUND, PLANS[1]))
    shown.view.activateWindow()
    shown.view.rounds[0].plans[review].setFocus()
    shown.refresh()
    assert shown.view.focusWidget() is shown.view.rounds[0].plans[review]


def test_one_more_invitation_asks_for_its_words(shown: Shown, tmp_path: Path) -> None:
    later = ChairWorld(CHAIR.keys, CHAIR.proof, "f" * 32, "2027-01", "2027-01-29")
    file = tmp_path / "invitation.ehcppack"
    file.write_bytes(later.invitation(later.assignment(refs=PLANS[:1])))
    shown.dialogs.answers[:] = [(file,), None]
    click(shown.view.take)
    assert len(shown.view.rounds) == 1
    shown.dialogs.answers[:] = [(file,), " ".join(code())]
    click(shown.view.take)
    assert [card.title.text() for card in shown.view.rounds] == ["Round 2027-01", "Round 2026-11"]


def test_several_packs_come_in_whatever_their_order_and_a_bad_one_keeps_none_out(holder: Shown, tmp_path: Path) -> None:
    sealed = Sealed.of(CHAIR, holder.workspace.unlocked.keys)
    packs = [
        CHAIR.to(holder.workspace, Kind.ASK, ask_of(CHAIR, [sealed.seat(PLANS[0])], 2), 2),
        b"no pack",
        CHAIR.to(holder.workspace, Kind.CUSTODY, sealed.custody(CHAIR), 1),
    ]
    files = [tmp_path / f"{number}.ehcppack" for number in range(len(packs))]
    for file, data in zip(files, packs, strict=True):
        file.write_bytes(data)
    holder.dialogs.answers[:] = [tuple(files)]
    click(holder.view.take)
    said = holder.view.banner.text.text()
    assert "You keep a half of the round 2026-11 now. The chair asks you to release" in said
    assert "not a pack" in said
    assert holder.view.halves[0].release.isEnabled()
