"""The draw form's further choices: counts before drawing, strata and weights in the draw, and a record of them."""

import shlex
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot
from qt_support import Place, Visits, context_for, light_workspace
from screen_checks import Clicks, least_width, nameless, texts

from audit_app.cli.parser import build_parser
from audit_app.domain.draw_design import Design, design_of
from audit_app.domain.features import Feature, Trait
from audit_app.screens.samples import SamplesView, make
from audit_app.screens.samples.more_choices import MoreChoices
from audit_app.screens.samples.trait_rows import LEFT_OUT
from audit_app.screens.samples.wording import record_lines, repeat_command
from audit_app.services.samples.sampling import sample
from audit_app.services.samples.turns import every_draw
from audit_app.ui.screen import ScreenContext

TODAY = date(2026, 11, 22)
World = tuple[SamplesView, ScreenContext, Visits]


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """30 plans: 20 primary and 10 secondary, every fifth before the tribunal, in two teams."""
    made = light_workspace(tmp_path, plans=30)
    with made.open() as workspace:
        workspace.conn.execute(
            "UPDATE entry SET year_group = CASE WHEN rowid % 3 = 0 THEN 8 ELSE 3 END, "
            "tribunal = CASE WHEN rowid % 5 = 0 THEN 1 END, casework_team = CASE rowid % 2 WHEN 0 THEN 'North' "
            "ELSE 'South' END"
        )
    return made


@pytest.fixture
def world(place: Place, qtbot: QtBot) -> Iterator[World]:
    context, visits = context_for(place)
    view = make(context)
    assert isinstance(view, SamplesView)
    qtbot.addWidget(view)
    view.resize(1080, 680)
    view.show()
    view.show_with(new=True)
    yield view, context, visits
    context.session.lock()


def choose(box: QComboBox, value: object) -> None:
    """As a person does who opens the list and takes one."""
    box.setCurrentIndex(box.findData(value))
    assert box.currentIndex() >= 0
    box.activated.emit(box.currentIndex())


def opened(view: SamplesView) -> MoreChoices:
    Clicks()(view.form.choices_button)
    return view.form.choices


def test_the_form_is_as_short_as_before_until_more_is_asked_for(world: World) -> None:
    view, _, _ = world
    assert not view.form.choices.isVisible()
    assert view.form.ask().design == Design()


def test_every_choice_says_how_many_plans_it_holds(world: World) -> None:
    view, _, _ = world
    choices = opened(view)
    assert choices.told.text() == "30 plans can be drawn."
    said = texts(choices)
    assert "Tribunal registered" in said
    assert "6 plans" in said
    choose(choices.by, "phase")
    assert list(choices.quotas) == ["primary", "secondary"]
    assert {"20 plans", "4 places", "10 plans", "2 places"} <= set(texts(choices).splitlines())
    choose(choices.traits.boxes[Trait(Feature.TRIBUNAL)], LEFT_OUT)
    assert choices.told.text() == "24 of 30 plans can be drawn; your choices leave out the rest."


def test_strata_quotas_exclusions_and_weights_go_into_the_draw(world: World) -> None:
    view, context, _ = world
    choices = opened(view)
    choose(choices.by, "phase")
    choices.quotas["secondary"].setValue(4)
    choose(choices.traits.boxes[Trait(Feature.TRIBUNAL)], 3)
    north = choices.traits.more.findText("Casework team: North (15 plans)")
    choices.traits.more.setCurrentIndex(north)
    Clicks()(choices.traits.add_button)
    choose(choices.traits.boxes[Trait(Feature.TEAM, "North")], LEFT_OUT)
    Clicks()(view.form.draw_button)
    made = every_draw(context.session.workspace, TODAY)[0]
    assert made.draw.design["quotas"] == [["secondary", 4]]
    assert made.draw.design["exclude"] == ["team=North"]
    assert made.draw.design["weights"] == [["tribunal", 3]]
    assert [turn.stratum for turn in made.sample] == ["primary"] * 2 + ["secondary"] * 4
    assert not view.form.isVisible()
    assert view.form.ask().design == Design()  # a further draw starts plain
    column = [one.id for one in view.places.model.columns].index("stratum")
    assert not view.places.view.isColumnHidden(column)


def test_what_contradicts_is_said_before_drawing_and_stays_beside_the_form(world: World) -> None:
    view, _, _ = world
    choices = opened(view)
    choose(choices.by, "phase")
    choices.quotas["secondary"].setValue(9)
    assert "add up to 9 plans, and the draw is of 6" in view.form.problem.text.text()
    view.form.size_box.setValue(12)
    assert view.form.problem.text.text() == ""
    assert "9 places" in texts(choices)
    choices.quotas["secondary"].setValue(11)
    assert "10 of 11 places can be filled" in texts(choices)


def test_another_part_of_the_register_forgets_the_quotas_of_the_first(world: World) -> None:
    view, _, _ = world
    choices = opened(view)
    choose(choices.by, "phase")
    choices.quotas["secondary"].setValue(4)
    choose(choices.by, "team")
    assert list(choices.quotas) == ["North", "South"]
    assert choices.design() == design_of([Feature.TEAM])


def test_another_day_counts_anew_and_choices_stay(world: World) -> None:
    view, context, _ = world
    choices = opened(view)
    choose(choices.by, "phase")
    context.session.workspace.conn.execute("UPDATE entry SET ceased_date = '2026-12-01' WHERE tribunal = 1")
    view.form.day.setDate(view.form.day.date().addDays(30))
    assert choices.told.text() == "24 plans can be drawn."
    assert choices.by.currentData() == "phase"


def test_without_further_choices_nothing_of_them_is_left(world: World) -> None:
    view, _, _ = world
    choices = opened(view)
    choose(choices.by, "phase")
    Clicks()(view.form.choices_button)
    assert view.form.ask().design == Design()
    assert opened(view).by.currentData() is None


def test_the_record_tells_strata_shortfalls_weights_and_chances(place: Place) -> None:
    design = design_of(
        [Feature.PHASE], [("secondary", 2)], [Trait(Feature.TEAM, "North")], [(Trait(Feature.TRIBUNAL), 3)]
    )
    with place.open() as workspace:
        sample(workspace, cycle="weekly", size=6, seed="a b", on=TODAY, design=design)
        made = every_draw(workspace, TODAY)[0]
    lines = dict(record_lines(made))
    assert lines["Strata"] == "Phase"
    assert lines["secondary"].startswith("2 places by quota, of 5 plans; start ")
    assert lines["primary"].startswith("4 places by its size, of 10 plans; start ")
    assert lines["Left out by choice"] == "Casework team: North (15 plans)"
    assert lines["Weights"] == "Tribunal registered: 3 times as likely"
    assert "primary, weight " in lines["Chance"]
    assert "15 left out by choice" in lines["Left out"]
    assert "Start" not in lines
    asked = build_parser().parse_args(shlex.split(repeat_command(made.draw, "Ashford"))[1:])
    assert design_of(asked.stratify, asked.quota, asked.exclude, asked.weight) == design


def test_a_plain_draw_shows_no_stratum(world: World) -> None:
    view, _, _ = world
    Clicks()(view.form.draw_button)
    column = [one.id for one in view.places.model.columns].index("stratum")
    assert view.places.view.isColumnHidden(column)
    assert "Strata" not in texts(view.record)


def test_every_choice_has_a_name_and_room(world: World) -> None:
    view, _, _ = world
    choose(opened(view).by, "phase")
    assert nameless(view) == []
    assert least_width(view.page) <= 1040


def test_locking_forgets_what_was_counted(world: World) -> None:
    view, _, _ = world
    choose(opened(view).by, "team")
    view.drop()
    assert "North" not in texts(view)
    assert not view.form.choices.isVisible()
