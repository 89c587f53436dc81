"""A plan that is scored in a round is nobody's own audit: samples, home and the audit screen lead to the round."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from qt_support import Place, Visits, context_for, light_workspace

from audit_app.domain.people import Agency
from audit_app.domain.problems import AppError
from audit_app.screens.home import make as make_home
from audit_app.screens.home.view import HomeView
from audit_app.screens.samples import make as make_samples
from audit_app.screens.samples.view import SamplesView
from audit_app.services.auditing import open_audit
from audit_app.services.home import home
from audit_app.services.rounds.opening import open_round
from audit_app.services.rounds.people import add_member
from audit_app.services.rounds.wishes import MemberWish, RoundWish
from audit_app.services.samples.sampling import close_week, sample
from audit_app.ui.screen import ScreenContext

TODAY = date(2026, 11, 22)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """A workspace with a round over its one multi-agency draw."""
    made = light_workspace(tmp_path, plans=12)
    with made.open() as workspace:
        draw = sample(workspace, cycle="multi-agency", size=8, seed="a round", on=TODAY)
        members = tuple(
            MemberWish(add_member(workspace, name, agency))
            for name, agency in (("Ed Hall", Agency.EDUCATION), ("Hetty Rae", Agency.HEALTH))
        )
        me = workspace.unlocked.person
        open_round(workspace, RoundWish("2026-11", draw.draw_id, date(2026, 12, 18), members, (me,), ()))
    return made


def test_its_plans_are_not_due_from_the_chair_and_the_round_stands_on_home(place: Place) -> None:
    with place.open() as workspace:
        found = home(workspace, TODAY)
    assert found.due == ()
    assert found.round is not None
    assert found.round.name == "2026-11"


def test_no_audit_of_ones_own_is_opened_of_it_and_closing_the_week_leaves_it_alone(place: Place) -> None:
    with place.open() as workspace:
        draw, waiting = workspace.conn.execute("SELECT draw_id, id FROM place WHERE role = 'drawn'").fetchone()
        with pytest.raises(AppError, match="scored by the members of a round"):
            open_audit(workspace, place_id=waiting)
        with pytest.raises(AppError, match="nothing to close"):
            close_week(workspace, draw, "No time.")


@pytest.fixture
def held(place: Place, qapp: QApplication) -> Iterator[tuple[ScreenContext, Visits]]:
    context, visits = context_for(place, qapp)
    yield context, visits
    context.session.lock()


def test_samples_lead_to_the_round(held: tuple[ScreenContext, Visits], qtbot: QtBot) -> None:
    context, visits = held
    view = make_samples(context)
    qtbot.addWidget(view)
    assert isinstance(view, SamplesView)
    view.show_with()
    assert view.places.current().state.value == "In a round"
    assert view.open_button.text() == "Go to the r&ound"
    view.open_button.click()
    assert [screen for screen, what in visits.went if "round_id" in what] == ["rounds"]


def test_home_shows_how_many_members_have_finished_and_leads_to_the_round(
    held: tuple[ScreenContext, Visits], qtbot: QtBot
) -> None:
    context, visits = held
    view = make_home(context)
    qtbot.addWidget(view)
    assert isinstance(view, HomeView)
    view.show_with()
    assert "0 of 2 members have submitted everything" in view.round.due.text()
    view.round.go.click()
    assert visits.went[-1][0] == "rounds"
