"""The rounds screen: a round opened from its form, packs made and taken in, and the scores opened, each as asked."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot
from qt_support import FakeDialogs, Place, Visits, context_for, light_workspace, unnamed

from audit_app.domain.people import Agency, Role
from audit_app.domain.rounds import RoundState
from audit_app.screens.rounds import make
from audit_app.screens.rounds.changing_dialogs import DueDialog, SeatDialog
from audit_app.screens.rounds.dialogs import CodeDialog, KeyholderDialog, MemberDialog
from audit_app.screens.rounds.names_dialog import NamesDialog
from audit_app.screens.rounds.view import RoundsView
from audit_app.services.rounds.people import add_member, candidates
from audit_app.services.rounds.progress import progress, rounds
from audit_app.services.samples.sampling import sample
from audit_app.store import keyring
from audit_app.store.person_ops import PersonDetails
from audit_app.ui.screen import ScreenContext

TODAY = date(2026, 11, 22)
KAY = "kay has a long passphrase"


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """A workspace with a multi-agency draw, two members on record and a keyholder who opens it too."""
    made = light_workspace(tmp_path, plans=12)
    with made.open() as workspace:
        sample(workspace, cycle="multi-agency", size=8, seed="a round", on=TODAY)
        for name, agency in (("Ed Hall", Agency.EDUCATION), ("Hetty Rae", Agency.HEALTH)):
            add_member(workspace, name, agency)
        keyring.add(workspace, PersonDetails("Kay", Agency.COORDINATOR, frozenset({Role.KEYHOLDER})), KAY)
    return made


@pytest.fixture
def context(place: Place, qapp: QApplication) -> Iterator[ScreenContext]:
    held, visits = context_for(place, qapp)
    held.session.setProperty("visits", visits)
    yield held
    held.session.lock()


@pytest.fixture
def view(context: ScreenContext, qtbot: QtBot) -> RoundsView:
    made = make(context)
    qtbot.addWidget(made)
    assert isinstance(made, RoundsView)
    made.show()
    made.show_with()
    return made


def answers(context: ScreenContext, *given: Any) -> FakeDialogs:
    dialogs = context.dialogs
    assert isinstance(dialogs, FakeDialogs)
    dialogs.answers.extend(given)
    return dialogs


def visits(context: ScreenContext) -> Visits:
    found = context.session.property("visits")
    assert isinstance(found, Visits)
    return found


def fill_in(view: RoundsView, *names: str, keyholder: bool = True) -> None:
    """Open the form and tick these members, and Kay for keyholder."""
    view.new_button.click()
    for tick in view.form.members.ticks.values():
        tick.setChecked(tick.text() in names)
    for box in view.form.keyholders.values():
        box.setChecked(keyholder)


def open_round(view: RoundsView, context: ScreenContext, *, keyholder: bool = True) -> str:
    fill_in(view, "Ed Hall", "Hetty Rae", keyholder=keyholder)
    view.form.open_button.click()
    return context.session.read(rounds)[0].id


def test_without_a_round_it_says_what_a_round_is_and_offers_to_open_one(view: RoundsView) -> None:
    assert view.empty.isVisibleTo(view)
    assert not view.both.isVisibleTo(view)
    view.empty.button.click()
    assert view.form.isVisibleTo(view)


def test_the_form_is_filled_in_and_says_what_would_come_of_it(view: RoundsView) -> None:
    fill_in(view, "Ed Hall", "Hetty Rae")
    assert view.form.name.text() == "2026-11"
    assert "8 plans drawn" in view.form.draw.currentText()
    assert [seat.name for seat in view.form.ahead.model.rows] == ["Ed Hall", "Hetty Rae"]
    assert view.form.open_button.isEnabled()
    assert "There is one keyholder only" in view.form.thin.text()


def test_what_stands_against_the_round_is_said_while_it_is_filled_in(view: RoundsView) -> None:
    fill_in(view, "Ed Hall")
    assert "two members or more" in view.form.problem.text.text()
    assert not view.form.open_button.isEnabled()


def test_an_open_round_shows_its_members_and_what_comes_next(view: RoundsView, context: ScreenContext) -> None:
    open_round(view, context)
    assert not view.form.isVisibleTo(view)
    assert [one.next_step for one in view.card.members.model.rows] == ["Make their pack."] * 2
    assert "Kay can open it together" in view.card.seal.text()
    assert not view.card.open_button.isEnabled()
    assert "No scores have come in yet" in view.card.rule.text()


def test_a_round_without_keyholder_says_on_its_page_that_it_was_not_sealed(
    view: RoundsView, context: ScreenContext
) -> None:
    open_round(view, context, keyholder=False)
    assert view.card.seal.text().startswith("Not sealed")


def test_a_first_pack_is_saved_and_its_six_words_are_shown_once(
    view: RoundsView, context: ScreenContext, tmp_path: Path
) -> None:
    open_round(view, context)
    shown: list[str] = []

    def see(dialog: CodeDialog) -> bool:
        shown.append(dialog.accessibleDescription())
        return True

    answers(context, "file", tmp_path / "for Ed.ehcppack", see)
    view.card.pack.click()
    assert (tmp_path / "for Ed.ehcppack").stat().st_size > 1000
    assert "never in the same message" in shown[0]
    assert view.card.members.model.rows[0].next_step == "Waiting for their pack."


def test_packs_go_out_by_a_shared_folder_and_what_is_not_for_the_chair_is_left_there(
    view: RoundsView, context: ScreenContext, tmp_path: Path
) -> None:
    open_round(view, context)
    shared = tmp_path / "shared"
    shared.mkdir()
    answers(context, "folder", shared, True)
    view.card.pack.click()
    (pack,) = shared.iterdir()
    assert "Ed" not in pack.name
    answers(context, shared)
    view.folder_button.click()
    assert visits(context).said[-1] == "Nothing new lies in that folder."
    assert list(shared.iterdir()) == [pack]


def test_who_turns_away_has_sent_nothing(view: RoundsView, context: ScreenContext) -> None:
    open_round(view, context)
    for given in (["file", None], ["folder", None], [""]):
        answers(context, *given)
        view.card.pack.click()
    assert view.card.members.model.rows[0].next_step == "Make their pack."


def test_files_are_taken_in_one_by_one_and_a_foreign_one_is_refused_with_the_reason(
    view: RoundsView, context: ScreenContext, tmp_path: Path
) -> None:
    open_round(view, context)
    bad, empty = tmp_path / "holiday.ehcppack", tmp_path / "nothing.ehcppack"
    bad.write_bytes(b"not a pack at all" * 20)
    empty.write_bytes(b"")
    dialogs = answers(context, [bad, empty])
    view.take_button.click()
    title, said = dialogs.asked[-1]
    assert title == "2 files were refused"
    assert "holiday.ehcppack" in said
    assert "is empty" in said


def test_withdrawal_asks_why_and_the_round_waits_for_the_others(view: RoundsView, context: ScreenContext) -> None:
    round_id = open_round(view, context)
    answers(context, "Moved away.")
    view.card.withdraw.click()
    found = context.session.read(lambda workspace: progress(workspace, round_id))
    assert found.seats[0].next_step == "Withdrawn: Moved away."
    assert not view.card.withdraw.isEnabled()


def with_reason(dialog: DueDialog | SeatDialog) -> bool:
    dialog.judge()
    assert dialog.why.problem.text().startswith("Say why")
    assert isinstance(dialog.why.widget, QLineEdit)
    dialog.why.widget.setText("Half-term.")
    dialog.judge()
    return dialog.result() == 1


def test_a_later_date_is_asked_for_with_a_reason_and_shown(view: RoundsView, context: ScreenContext) -> None:
    round_id = open_round(view, context)
    before = context.session.read(lambda workspace: progress(workspace, round_id)).due
    answers(context, with_reason)
    view.card.extend.click()
    after = context.session.read(lambda workspace: progress(workspace, round_id)).due
    assert (after - before).days == 7
    assert f"{after:%d/%m/%Y}" in view.card.due.text()


def test_a_leavers_plans_are_given_to_another_of_their_agency(view: RoundsView, context: ScreenContext) -> None:
    round_id = open_round(view, context)
    assert not view.card.give_on.isVisibleTo(view)
    dialogs = answers(context, "Moved away.")
    view.card.withdraw.click()
    view.card.give_on.click()
    assert dialogs.asked[-1][0] == "Nobody can take them over"
    context.session.write(lambda workspace: add_member(workspace, "Ida Low", Agency.EDUCATION))
    answers(context, with_reason, True)
    view.card.give_on.click()
    assert dialogs.asked[-1][0] == "Ida Low scores 8 of these plans"
    seats = context.session.read(lambda workspace: progress(workspace, round_id)).seats
    assert {one.seat.name: len(one.seat.audits) for one in seats}["Ida Low"] == 8


def test_a_plan_is_taken_off_a_member_who_knows_the_child(view: RoundsView, context: ScreenContext) -> None:
    round_id = open_round(view, context)
    audit = view.card.members.model.rows[0].seat.audits[0]
    answers(context, audit, "Knows the child.")
    view.card.take_off.click()
    seat = context.session.read(lambda workspace: progress(workspace, round_id)).seats[0].seat
    assert (audit in seat.audits, len(seat.audits)) == (False, 7)


def test_a_further_member_is_added_once_somebody_is_on_record(view: RoundsView, context: ScreenContext) -> None:
    round_id = open_round(view, context)
    context.session.write(lambda workspace: add_member(workspace, "Sue Carr", Agency.SOCIAL_CARE))

    def choose(dialog: SeatDialog) -> bool:
        dialog.who.setCurrentIndex(dialog.who.findText("Sue Carr · Social care"))
        return with_reason(dialog)

    answers(context, choose, True)
    view.card.add.click()
    names = [one.seat.name for one in context.session.read(lambda workspace: progress(workspace, round_id)).seats]
    assert "Sue Carr" in names
    assert "Sue Carr" in [one.seat.name for one in view.card.members.model.rows]


def test_a_void_round_says_why_and_offers_nothing_more(view: RoundsView, context: ScreenContext) -> None:
    open_round(view, context)
    answers(context, "Both keyholders are lost.")
    view.card.void.click()
    assert view.card.pill.words == "Void"
    assert "Both keyholders are lost." in view.card.seal.text()
    assert not view.card.open_button.isVisibleTo(view)
    assert not view.card.pack.isEnabled()


def test_somebody_is_added_from_the_form_and_can_be_ticked_at_once(view: RoundsView, context: ScreenContext) -> None:
    fill_in(view, "Ed Hall", "Hetty Rae")

    def give(dialog: MemberDialog) -> bool:
        assert isinstance(dialog.name.widget, QLineEdit)
        dialog.name.widget.setText("Pam Lind")
        dialog.agency_box.setCurrentIndex(dialog.agency_box.findData("parent_carer"))
        dialog.judge()
        return dialog.result() == 1

    answers(context, give)
    view.form.add_person.click()
    ticks = {tick.text(): tick for tick in view.form.members.ticks.values()}
    assert "Pam Lind" in ticks
    person = next(id_ for id_, tick in view.form.members.ticks.items() if tick is ticks["Pam Lind"])
    ticks["Pam Lind"].setChecked(True)
    assert (view.form.members.copies[person].isChecked(), view.form.members.copies[person].isEnabled()) == (True, False)
    assert ticks["Ed Hall"].isChecked()


def test_other_names_of_somebody_on_record_are_kept_and_shown_again(view: RoundsView, context: ScreenContext) -> None:
    fill_in(view, "Ed Hall", "Hetty Rae")

    def give(dialog: NamesDialog) -> bool:
        dialog.who.setCurrentIndex(dialog.who.findText("Ed Hall"))
        dialog.also.setText("E. Hall, , Edward Hall")
        return True

    def look(dialog: NamesDialog) -> bool:
        dialog.who.setCurrentIndex(dialog.who.findText("Ed Hall"))
        assert dialog.also.text() == "E. Hall, Edward Hall"
        return False

    answers(context, give, look)
    view.form.other_names.click()
    held = {one.person.name: one.known_as for one in context.session.read(candidates)}
    assert held["Ed Hall"] == ("E. Hall", "Edward Hall")
    view.form.other_names.click()


def test_a_keyholders_wrong_passphrase_opens_nothing(view: RoundsView, context: ScreenContext) -> None:
    dialog = KeyholderDialog([("kay", "Kay")], "the round 2026-11")
    dialog.judge()
    assert dialog.secret.problem.text() == "Let them type their passphrase."
    round_id = open_round(view, context)
    assert context.session.read(lambda workspace: progress(workspace, round_id)).state is RoundState.OPEN


def test_everything_can_be_heard_and_locking_forgets_the_round(view: RoundsView, context: ScreenContext) -> None:
    fill_in(view, "Ed Hall")
    assert unnamed(view) == []
    view.form.cancelled.emit()
    open_round(view, context)
    assert unnamed(view) == []
    view.drop()
    assert view.rounds.model.total == 0
    assert view.card.members.model.total == 0


def test_family_voice_agreement_and_table_lead_on_with_the_round(view: RoundsView, context: ScreenContext) -> None:
    round_id = open_round(view, context)
    view.card.voice.click()
    assert visits(context).went[-1] == ("family_voice", {"round_id": round_id})
