"""The screen of family voice: noted by keyboard with consent alone, counted with n, changed, taken away, forgotten."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from qt_support import FakeDialogs, Visits, context_for, light_workspace, unnamed

from audit_app.screens.family_voice import VoiceView, make
from audit_app.screens.plans import PlansView
from audit_app.screens.plans import make as make_plans
from audit_app.services.family_voice import NO_CONSENT, VoiceGiven, Who, add_conversation, of_period
from audit_app.store.access import events
from audit_app.store.ids import Ids
from audit_app.store.log.rights import Op
from audit_app.store.read_voice import Conversation
from audit_app.ui.screen import ScreenContext

World = tuple[VoiceView, ScreenContext, Visits]
ON = date(2026, 11, 5)


@pytest.fixture
def world(tmp_path: Path, qtbot: QtBot) -> Iterator[World]:
    place = light_workspace(tmp_path, plans=4)
    with place.open() as workspace:
        ids = Ids(workspace.id)
        record = {"name": "Autumn", "cycle": "multi-agency", "opened_on": "2026-11-01", "due": "2026-11-30"}
        audit = {"plan_id": ids.plan("EHC-0002"), "cycle": "multi-agency", "round": "Autumn", "date": "2026-11-02"}
        ops = [Op("round", ids.round("Autumn"), "record", record), Op("audit", "a" * 32, "record", audit)]
        workspace.door.write("Open a round", ops)
    context, visits = context_for(place)
    view = make(context)
    assert isinstance(view, VoiceView)
    qtbot.addWidget(view)
    view.resize(1080, 680)
    view.show()
    view.show_with()
    yield view, context, visits
    view.drop()
    context.session.lock()


def said(view: VoiceView) -> list[str]:
    return [one.text().replace("\u00a0", " ") for one in view.findChildren(QLabel) if one.isVisibleTo(view)]


def held(context: ScreenContext) -> tuple[Conversation, ...]:
    return context.session.read(lambda workspace: of_period(workspace, date(2026, 1, 1), date(2026, 12, 31)))


def note(
    context: ScreenContext,
    plan_ref: str = "EHC-0001",
    *,
    quote: str = "",
    quote_consent: bool = False,
    round_id: str = "",
) -> str:
    given = VoiceGiven(
        plan_ref,
        ON,
        consent=True,
        quote_consent=quote_consent,
        answers={"listened": 4, "clear": 2},
        quote=quote,
        round_id=round_id,
    )
    return context.session.write(lambda workspace: add_conversation(workspace, given))


def test_nothing_yet_says_what_this_is_and_how_to_begin(world: World) -> None:
    view, _, _ = world
    told = said(view)
    assert "No conversation yet" in told
    assert told.count("nobody was asked") == 5
    assert view.add_button.isEnabled()
    assert unnamed(view) == []


def test_a_conversation_is_noted_by_keyboard_alone(world: World) -> None:
    view, context, visits = world
    view.add_button.click()
    assert unnamed(view.form) == []
    form = view.form
    QTest.keyClicks(form.plan, "EHC-0001")
    for box, key in zip(form.answers.values(), "43 21", strict=True):
        QTest.keyClicks(box, key if key != " " else "")
    QTest.keyClick(form.yes, Qt.Key.Key_Return)
    assert form.problem.text() == NO_CONSENT
    assert held(context) == ()
    QTest.keyClick(form.consent, Qt.Key.Key_Space)
    QTest.keyClick(form.yes, Qt.Key.Key_Return)
    (one,) = held(context)
    assert (one.plan_ref, one.on, one.who, one.may_quote) == ("EHC-0001", "2026-11-22", "parent", False)
    assert one.answers == {"listened": 4, "recognised": 3, "happening": 2, "difference": 1}
    assert not view.is_form_open
    assert visits.said[-1] == "The conversation was noted."
    assert {"1 of 1", "about 1 plan", "mostly or fully: 100 % (21 to 100 %)"} <= set(said(view))


def test_a_young_person_is_asked_in_words_of_their_own(world: World) -> None:
    view, _, _ = world
    view.add_button.click()
    view.form.who.setCurrentIndex(view.form.who.findData(Who.YOUNG_PERSON.value))
    assert "Do you get the help that your plan says?" in said(view)
    assert view.form.answers["happening"].accessibleName() == "Do you get the help that your plan says?"


def test_faults_stand_beside_their_fields(world: World) -> None:
    view, context, _ = world
    view.add_button.click()
    view.form.day.setText("31/31/2026")
    view.form.consent.setChecked(True)
    view.form.save()
    told = said(view)
    assert "Give the reference of the plan that it was about." in told
    assert "Give the day of the conversation." in told
    assert "Give at least one answer, a quote or a note." in told
    assert held(context) == ()
    view.form.plan.setText("EHC-9999")
    view.form.day.setText("5/11/2026")
    view.form.note.setPlainText("By phone.")
    view.form.save()
    assert view.is_form_open
    assert "EHC-9999" in view.banner.text.text()


def test_a_conversation_is_changed_from_the_list(world: World) -> None:
    view, context, _ = world
    note(context, quote="It is about her.", quote_consent=True)
    assert [one.quote for one in view.table.model.rows] == ["It is about her."]
    view.table.view.selectRow(0)
    QTest.keyClick(view.table.view, Qt.Key.Key_Return)
    assert view.form.title.text() == "Change the conversation about EHC-0001"
    assert view.form.may_quote.isChecked()
    view.form.may_quote.setChecked(False)
    view.form.yes.click()
    assert [(one.may_quote, one.quote) for one in held(context)] == [(False, "It is about her.")]


def test_a_conversation_is_taken_away_after_asking(world: World) -> None:
    view, context, _ = world
    note(context)
    view.table.view.selectRow(0)
    assert isinstance(context.dialogs, FakeDialogs)
    context.dialogs.answers = [False, True]
    view.remove_button.click()
    assert len(held(context)) == 1
    view.remove_button.click()
    assert held(context) == ()
    assert "No conversation yet" in said(view)


def test_a_round_shows_its_own_and_offers_its_plans(world: World) -> None:
    view, context, _ = world
    round_id = Ids(context.session.workspace.id).round("Autumn")
    note(context)
    of = note(context, plan_ref="EHC-0002", round_id=round_id)
    view.show_with(round_id=round_id)
    assert [one.id for one in view.table.model.rows] == [of]
    assert "Round Autumn." in said(view)
    view.add_button.click()
    completer = view.form.plan.completer()
    assert completer.completionCount() == 1
    assert view.form.given().round_id == round_id
    view.form.no.click()
    view.period_button.click()
    assert len(view.table.model.rows) == 2


def test_what_is_typed_is_not_left_without_asking(world: World) -> None:
    view, context, _ = world
    view.show_with(plan_ref="EHC-0003")
    assert view.form.plan.text() == "EHC-0003"
    assert view.unsaved() == ()
    assert view.can_leave()
    view.show_with(plan_ref="EHC-0003")
    view.form.note.setPlainText("They said so.")
    assert view.unsaved() == ("a conversation with a family",)
    assert isinstance(context.dialogs, FakeDialogs)
    context.dialogs.answers = [False, True]
    assert not view.can_leave()
    assert view.can_leave()
    assert not view.is_form_open


def test_reading_is_noted_once_and_nothing_stays_when_locked(world: World) -> None:
    view, context, _ = world
    note(context, quote="CANARY")
    view.show_with()
    things = [one.thing for one in events(context.session.workspace.conn) if one.act == "read"]
    assert things == ["what families said"]
    view.table.view.selectRow(0)
    view.change_requested.emit(view.table.current())
    view.drop()
    assert view.table.model.rows == []
    assert "CANARY" not in view.form.quote.toPlainText()


def test_the_way_from_a_plan_leads_here(world: World, qtbot: QtBot) -> None:
    _, context, visits = world
    plans = make_plans(context)
    assert isinstance(plans, PlansView)
    qtbot.addWidget(plans)
    plans.show_with(plan_ref="EHC-0001")
    plans.drawer.voice_requested.emit("EHC-0001")
    assert visits.went[-1] == ("family_voice", {"plan_ref": "EHC-0001"})
    plans.drop()
