"""Samples: this week's six drawn and assigned in four clicks, places moved with reasons, and a record to repeat."""

import shlex
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot
from qt_support import FakeDialogs, Place, Visits, context_for, light_workspace
from screen_checks import Clicks, least_width, nameless, press, texts

from audit_app.cli.parser import build_parser
from audit_app.domain.cycles import Cycle
from audit_app.domain.people import Agency, Role
from audit_app.screens.samples import SamplesView, make
from audit_app.screens.samples.assign_dialog import AssignDialog
from audit_app.screens.samples.drawing import DrawAsk, auditors, draw_and_share, first_ask
from audit_app.screens.samples.wording import excluded_words, repeat_command
from audit_app.services.samples.sampling import sample
from audit_app.services.samples.turns import TurnState, every_draw
from audit_app.store import keyring
from audit_app.store.person_ops import PersonDetails
from audit_app.ui.screen import ScreenContext

TODAY = date(2026, 11, 22)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    made = light_workspace(tmp_path, plans=30)
    with made.open() as workspace:
        for name in ("Tom", "Una"):
            details = PersonDetails(name, Agency.COORDINATOR, frozenset({Role.AUDITOR}))
            keyring.add(workspace, details, f"{name} has a long passphrase")
    return made


@pytest.fixture
def world(place: Place, qtbot: QtBot) -> Iterator[tuple[SamplesView, ScreenContext, Visits]]:
    yield from opened(place, qtbot)


def opened(place: Place, qtbot: QtBot) -> Iterator[tuple[SamplesView, ScreenContext, Visits]]:
    context, visits = context_for(place)
    view = make(context)
    assert isinstance(view, SamplesView)
    qtbot.addWidget(view)
    view.resize(1080, 680)
    view.show()
    view.show_with()
    yield view, context, visits
    context.session.lock()


def dialogs(context: ScreenContext) -> FakeDialogs:
    assert isinstance(context.dialogs, FakeDialogs)
    return context.dialogs


def draw(view: SamplesView) -> None:
    click = Clicks()
    click(view.new_button)
    click(view.form.draw_button)


def test_six_are_drawn_and_shared_among_three_in_four_clicks(
    world: tuple[SamplesView, ScreenContext, Visits],
) -> None:
    view, context, visits = world
    click = Clicks()
    click(view.empty.button)
    boxes = {box.text(): box for box in view.form.boxes.values()}
    click(boxes["Tom"])
    click(boxes["Una"])
    click(view.form.draw_button)
    assert click.count == 4
    made = context.session.read(lambda workspace: every_draw(workspace, TODAY))[0]
    assert [turn.person for turn in made.sample] == ["Mary", "Tom", "Una", "Mary", "Tom", "Una"]
    assert all(turn.due == date(2026, 11, 27) for turn in made.sample)
    assert len(view.places.model.rows) == 6
    assert "6 plans were drawn from 30 and assigned." in visits.said[-1]
    assert not view.form.isVisible()


def test_who_took_turns_last_time_is_ticked_already(
    world: tuple[SamplesView, ScreenContext, Visits],
) -> None:
    view, context, _ = world
    workspace = context.session.workspace
    able = auditors(workspace, TODAY)
    ask = DrawAsk(Cycle.WEEKLY, 4, "earlier", date(2026, 11, 16), 12, (able[1].id, able[2].id))
    draw_and_share(workspace, ask)
    view.show_with()
    draw(view)
    made = context.session.read(lambda held: every_draw(held, TODAY))[0]
    assert {turn.person for turn in made.sample} == {"Tom", "Una"}


def test_a_plan_goes_past_whoever_holds_its_case(place: Place) -> None:
    with place.open() as workspace:
        workspace.conn.execute("UPDATE entry SET case_officer = 'tom'")
        able = {one.name: one.id for one in auditors(workspace, TODAY)}
        both = DrawAsk(Cycle.WEEKLY, 6, "s", TODAY, 12, (able["Tom"], able["Una"]))
        drawn = draw_and_share(workspace, both)
        alone = DrawAsk(Cycle.WEEKLY, 3, "t", TODAY, 12, (able["Tom"],))
        kept = draw_and_share(workspace, alone)
        made = every_draw(workspace, TODAY)
    people = {one.draw.id: {turn.person for turn in one.sample} for one in made}
    assert people[drawn.sampled.draw_id] == {"Una"}
    assert people[kept.sampled.draw_id] == {"Mary"}
    assert len(kept.kept) == 3


def test_the_same_draw_again_writes_nothing_and_says_so(
    world: tuple[SamplesView, ScreenContext, Visits],
) -> None:
    view, context, visits = world
    draw(view)
    tip = context.session.workspace.door.tip
    view.new_button.click()
    view.form.seed.setText(view.draws.model.rows[0].draw.seed)
    view.form.draw_button.click()
    assert context.session.workspace.door.tip == tip
    assert "recorded before" in visits.said[-1]


def test_a_further_draw_of_the_week_starts_from_a_seed_of_its_own(
    world: tuple[SamplesView, ScreenContext, Visits],
) -> None:
    view, _context, _ = world
    draw(view)
    view.new_button.click()
    assert view.form.seed.text() == "weekly-2026-W47-2"
    assert "This week has a draw already" in view.form.note.text()


def test_an_empty_seed_is_refused_beside_the_form(world: tuple[SamplesView, ScreenContext, Visits]) -> None:
    view, _, _ = world
    view.new_draw_requested.emit()
    view.form.seed.setText("  ")
    view.form.draw_button.click()
    assert "needs a seed" in view.form.problem.text.text()
    assert view.draws.model.total == 0


def test_an_empty_register_leads_to_its_import(tmp_path: Path, qtbot: QtBot) -> None:
    for view, _, visits in opened(light_workspace(tmp_path, plans=0), qtbot):
        assert view.empty.button.text() == "Import the register"
        view.empty.button.click()
        assert visits.went == [("plans", {"import_register": True})]


def test_marked_places_are_assigned_to_another_person_by_a_day(
    world: tuple[SamplesView, ScreenContext, Visits],
) -> None:
    view, context, visits = world
    draw(view)
    view.places.view.selectAll()

    def to_tom(dialog: AssignDialog) -> bool:
        dialog.people.setCurrentText("Tom")
        return True

    dialogs(context).answers = [to_tom]
    view.assign_button.click()
    assert {turn.person for turn in view.places.model.rows} == {"Tom"}
    assert visits.said[-1].endswith("Tom's turn, due Fri 27 Nov 2026.")


def test_a_plan_is_replaced_from_the_reserve_and_the_reason_stands_in_the_table(
    world: tuple[SamplesView, ScreenContext, Visits],
) -> None:
    view, context, _ = world
    draw(view)
    made = every_draw(context.session.workspace, TODAY)[0]
    dialogs(context).answers = ["moved to another area"]
    view.replace_button.click()
    words = [view.places.model.data(view.places.model.index(row, 6)) for row in range(7)]
    reserve = made.reserve[0].plan_ref
    assert f"Replaced by {reserve}: moved to another area" in words
    moved_up = next(turn for turn in view.places.model.rows if turn.plan_ref == reserve)
    assert (moved_up.number, moved_up.person, moved_up.state) == (1, "Mary", TurnState.WAITING)


def test_a_week_is_closed_with_a_reason_and_then_can_not_be_closed_again(
    world: tuple[SamplesView, ScreenContext, Visits],
) -> None:
    view, context, visits = world
    draw(view)
    dialogs(context).answers = [None, "half-term"]
    view.close_button.click()
    assert view.progress.text() == "0 of 6 audited"
    view.close_button.click()
    assert view.progress.text() == "0 of 6 audited, 6 closed"
    assert visits.said[-1] == "The week is closed; 6 of its plans without an audit."
    assert not view.close_button.isEnabled()
    assert not view.open_button.isEnabled()


def test_enter_on_a_place_opens_its_audit(world: tuple[SamplesView, ScreenContext, Visits]) -> None:
    view, context, visits = world
    draw(view)
    press(view.places.view, Qt.Key.Key_Return)
    screen, what = visits.went[-1]
    review = context.session.workspace.conn.execute("SELECT id FROM review").fetchone()[0]
    assert (screen, what) == ("audit", {"review_id": review})
    assert view.open_button.text().replace("&", "") == "Continue the audit"
    assert not view.replace_button.isEnabled()


def test_a_refusal_stands_in_the_banner(world: tuple[SamplesView, ScreenContext, Visits]) -> None:
    view, context, visits = world
    draw(view)
    context.session.workspace.conn.execute("UPDATE entry SET case_officer = 'Mary'")
    view.open_button.click()
    assert "own case" in view.banner.text.text()
    assert visits.went == []


def test_one_key_copies_the_case_number(world: tuple[SamplesView, ScreenContext, Visits]) -> None:
    view, _, visits = world
    draw(view)
    press(view.places.view, Qt.Key.Key_C)
    ref = view.places.current().plan_ref
    assert QGuiApplication.clipboard().text() == ref
    assert visits.said[-1] == f"{ref} was copied."


def test_the_command_in_the_record_repeats_the_draw(place: Place) -> None:
    with place.open() as workspace:
        drawn = sample(workspace, cycle="weekly", size=6, seed='week "47" again', on=TODAY, months=6)
        made = every_draw(workspace, TODAY)[0]
    words = repeat_command(made.draw, "Ashford & Co.ehcpaudit")
    asked = build_parser().parse_args(shlex.split(words)[1:])
    assert (asked.cycle, asked.size, asked.seed, asked.on, asked.months) == (
        drawn.cycle, drawn.size, drawn.seed, drawn.on, drawn.months,
    )  # fmt: skip


def test_excluded_counts_are_told_in_words(place: Place) -> None:
    with place.open() as workspace:
        workspace.conn.execute("UPDATE entry SET ceased_date = '2026-01-01' WHERE plan_ref = 'EHC-0001'")
        sample(workspace, cycle="weekly", size=6, seed="s", on=TODAY)
        sample(workspace, cycle="weekly", size=6, seed="t", on=TODAY)
        said = {made.draw.seed: excluded_words(made.draw) for made in every_draw(workspace, TODAY)}
    assert said == {"s": "1 ceased", "t": "6 waiting in an earlier draw; 1 ceased"}


def test_a_reader_sees_the_draws_and_can_do_nothing(
    world: tuple[SamplesView, ScreenContext, Visits],
) -> None:
    view, _, _ = world
    draw(view)
    view.show_rights(dict.fromkeys(("draw", "assign", "replace", "close", "audit"), False))
    buttons = (view.new_button, view.open_button, view.assign_button, view.replace_button, view.close_button)
    assert not any(button.isEnabled() for button in buttons)
    assert view.copy_button.isEnabled()


def test_other_cycles_begin_with_their_own_size_and_the_day_as_seed(place: Place) -> None:
    with place.open() as workspace:
        able = auditors(workspace, TODAY)
        ask = first_ask((), able, able[0].id, Cycle.MULTI_AGENCY, TODAY)
    assert (ask.size, ask.seed) == (8, "multi-agency-2026-11-22")


def test_locking_forgets_what_was_read(world: tuple[SamplesView, ScreenContext, Visits]) -> None:
    view, _, _ = world
    draw(view)
    view.drop()
    assert view.places.model.total == view.draws.model.total == 0
    assert "EHC" not in texts(view)


def test_looking_at_a_draw_goes_into_the_access_log_once(world: tuple[SamplesView, ScreenContext, Visits]) -> None:
    view, context, _ = world
    draw(view)
    view.show_with()
    conn = context.session.workspace.conn
    things = [row[0] for row in conn.execute("SELECT thing FROM access_event WHERE act = 'read'")]
    assert things == [f"draw {view.draws.model.rows[0].draw.id}"]


def test_every_control_of_the_samples_screen_has_a_name(
    world: tuple[SamplesView, ScreenContext, Visits],
) -> None:
    view, _, _ = world
    draw(view)
    view.new_button.click()
    assert nameless(view) == []
    assert least_width(view.page) <= 1040


@pytest.mark.parametrize(("cycle", "said"), [("annual-review", "last annual review"), ("advice", "One report of each")])
def test_the_form_says_what_is_audited_in_a_cycle_about_another_paper(
    world: tuple[SamplesView, ScreenContext, Visits], cycle: str, said: str
) -> None:
    view, _, _ = world
    view.empty.button.click()
    view.form.cycle.setCurrentIndex(view.form.cycle.findData(cycle))
    view.form.cycle.activated.emit(view.form.cycle.currentIndex())
    assert said in view.form.note.text()
    assert view.form.size_box.value() == 6
    view.form.draw_button.click()
    assert "choose another day" in view.form.problem.text.text()
