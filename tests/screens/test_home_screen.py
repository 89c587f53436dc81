"""Home: what is due from me, whose turn each plan is, the last months in words, and the way in where nothing is."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from qt_support import Clock, Place, Visits, context_for, light_workspace
from screen_checks import least_width, nameless, texts

from audit_app.domain.people import Agency, Role
from audit_app.screens.home import HomeView, make
from audit_app.screens.home.wording import due_line, month_words
from audit_app.services.actions.opening import open_decided
from audit_app.services.auditing import abandon, open_audit
from audit_app.services.home import home, last_months
from audit_app.services.past.audits import import_audits
from audit_app.services.samples.sampling import assign, close_week, replace_plan, sample
from audit_app.services.samples.turns import TurnState, every_draw
from audit_app.store import keyring
from audit_app.store.person_ops import PersonDetails
from audit_app.store.workspace import Workspace
from audit_app.ui.days import due_words, joined_names
from audit_app.ui.pill import Pill
from audit_app.ui.screen import ScreenContext
from exports.pages.wording import count_first, in_one_line
from forms.model import read_framework
from resources.frameworks import framework_text, resolve
from scoring.figures import Figure

TODAY = date(2026, 11, 24)
World = tuple[HomeView, ScreenContext, Visits]


@pytest.fixture
def place(tmp_path: Path) -> Place:
    made = light_workspace(tmp_path, plans=30)
    assert isinstance(made.means.clock, Clock)
    made.means.clock.at = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
    return made


def draw(workspace: Workspace, on: date = date(2026, 11, 23), seed: str = "w") -> list[str]:
    return [place.id for place in sample(workspace, cycle="weekly", size=6, seed=seed, on=on).plans]


def audits_of(folder: Path, refs: list[str], day: str, score: int) -> Path:
    markers = [marker.id for marker in read_framework(framework_text("weekly-18"), resolve).markers]
    rows = [
        f"{ref},{day},weekly,,Jo Smith,coordinator,weekly-18,{marker},{score},," for ref in refs for marker in markers
    ]
    path = folder / f"audits {day}.csv"
    head = "plan_ref,audit_date,cycle,round,reviewer,agency,framework,marker,score,evidence,cause"
    path.write_text("\n".join([head, *rows]), encoding="utf-8")
    return path


def opened(place: Place, qtbot: QtBot) -> Iterator[World]:
    context, visits = context_for(place)
    view = make(context)
    assert isinstance(view, HomeView)
    qtbot.addWidget(view)
    view.resize(1080, 680)
    view.show()
    view.show_with()
    yield view, context, visits
    context.session.lock()


def shows(part: QWidget, text: str) -> bool:
    """Whether this stands there now: the months are counted, and all is read anew, once the window has painted."""
    return text in texts(part)


def button(view: HomeView, name: str) -> QPushButton:
    texts(view)
    (found,) = [one for one in view.findChildren(QPushButton) if one.accessibleName() == name]
    return found


def test_an_empty_workspace_leads_to_the_register_then_to_the_draw(tmp_path: Path, qtbot: QtBot) -> None:
    for view, _, visits in opened(light_workspace(tmp_path, plans=0), qtbot):
        assert not view.row.isVisible()
        assert not view.steps.draw_button.isEnabled()
        view.steps.import_button.click()
        assert visits.went == [("plans", {"import_register": True})]


def test_with_a_register_the_next_step_is_the_draw(place: Place, qtbot: QtBot) -> None:
    for view, _, visits in opened(place, qtbot):
        assert [pill.words for pill in view.steps.findChildren(Pill)] == ["Done", "Next", "Later"]
        assert not view.steps.import_button.isVisible()
        view.steps.draw_button.click()
        assert visits.went == [("samples", {"new": True})]


def test_this_week_says_whose_turn_each_plan_is(place: Place, qtbot: QtBot) -> None:
    with place.open() as workspace:
        details = PersonDetails("Tom", Agency.COORDINATOR, frozenset({Role.AUDITOR}))
        keyring.add(workspace, details, "Tom has a long passphrase")
        places = draw(workspace)
        assign(workspace, places[1], "Tom", date(2026, 11, 27))
    for view, _, _ in opened(place, qtbot):
        assert view.week.words.text() == "0 of 6 audited"
        assert view.week.dots.accessibleName() == "0 of 6 audited"
        names = [label.text() for label in view.week.findChildren(QLabel)]
        assert names.count("You") == 5
        assert names.count("Tom") == 1
        assert names.count("due Fri 27 Nov") == 6
        assert not view.week.draw_button.isVisible()
        assert not view.banner.isVisible()


def test_the_audit_in_progress_is_one_press_away(place: Place, qtbot: QtBot) -> None:
    with place.open() as workspace:
        places = draw(workspace)
        open_audit(workspace, place_id=places[2])
        review = open_audit(workspace, place_id=places[4])
    for view, _, visits in opened(place, qtbot):
        assert "of 18 markers" in texts(view.due)
        button(view, f"Continue {review.plan_ref}").click()
        assert visits.went == [("audit", {"review_id": review.review_id})]


def test_a_place_that_is_my_turn_is_opened_from_here(place: Place, qtbot: QtBot) -> None:
    with place.open() as workspace:
        draw(workspace)
        turn = every_draw(workspace, TODAY)[0].sample[0]
    for view, context, visits in opened(place, qtbot):
        button(view, f"Open the audit of {turn.plan_ref}").click()
        review = context.session.workspace.conn.execute("SELECT id FROM review").fetchone()[0]
        assert visits.went == [("audit", {"review_id": review})]


def test_a_refusal_to_open_stands_in_the_banner(place: Place, qtbot: QtBot) -> None:
    with place.open() as workspace:
        draw(workspace)
        turn = every_draw(workspace, TODAY)[0].sample[0]
    for view, context, visits in opened(place, qtbot):
        context.session.workspace.conn.execute("UPDATE entry SET case_officer = 'Mary'")
        button(view, f"Open the audit of {turn.plan_ref}").click()
        assert "own case" in view.banner.text.text()
        assert visits.went == []


def test_what_is_late_stands_at_the_top_and_leads_to_the_samples(place: Place, qtbot: QtBot) -> None:
    with place.open() as workspace:
        draw(workspace, on=date(2026, 11, 9))
    for view, _, visits in opened(place, qtbot):
        assert view.banner.text.text().startswith("6 plans are overdue, all of them your turn.")
        assert view.week.title.text() == "Week of Mon 9 Nov 2026"
        assert "This week has none yet." in view.week.nothing.text()
        assert view.week.draw_button.isVisible()
        view.banner.button.click()
        view.week.see_button.click()
        assert [screen for screen, _ in visits.went] == ["samples", "samples"]


def test_open_plans_of_other_draws_are_counted(place: Place, qtbot: QtBot) -> None:
    with place.open() as workspace:
        draw(workspace, on=date(2026, 11, 9))
        draw(workspace, seed="again")
    for view, _, _ in opened(place, qtbot):
        assert view.week.title.text() == "This week"
        assert view.week.others.text() == "6 plans of other draws are still to be audited."


def test_a_finished_week_leaves_room_for_the_next_draw(place: Place, qtbot: QtBot) -> None:
    with place.open() as workspace:
        draw(workspace, on=date(2026, 11, 9))
        close_week(workspace, every_draw(workspace, TODAY)[0].draw.id, "half-term")
        found = home(workspace, TODAY)
    assert found.week is None
    assert (found.due, found.overdue, found.earlier_open) == ((), (), 0)
    for view, _, _ in opened(place, qtbot):
        assert view.week.nothing.text() == "No plans have been drawn this week."
        assert "Nothing is due from you." in texts(view.due)


def test_an_abandoned_audit_is_not_in_progress(place: Place) -> None:
    with place.open() as workspace:
        review = open_audit(workspace, place_id=draw(workspace)[0])
        assert [one.review.review_id for one in home(workspace, TODAY).in_progress] == [review.review_id]
        abandon(workspace, review.audit_id, "wrong plan")
        assert home(workspace, TODAY).in_progress == ()


def test_a_replacement_takes_the_number_and_the_turn_of_what_it_replaces(place: Place) -> None:
    with place.open() as workspace:
        places = draw(workspace)
        first = replace_plan(workspace, places[3], "moved away")
        replace_plan(workspace, first.id, "ceased last week")
        made = every_draw(workspace, TODAY)[0]
    assert [turn.number for turn in made.sample] == [1, 2, 3, 4, 5, 6]
    assert made.count(TurnState.REPLACED) == 2
    fourth = made.sample[3]
    assert (fourth.person, fourth.due, fourth.is_moved_up) == ("Mary", date(2026, 11, 27), True)


def test_the_last_months_are_counted_in_words_with_intervals(place: Place, qtbot: QtBot, tmp_path: Path) -> None:
    with place.open() as workspace:
        import_audits(workspace, audits_of(tmp_path, ["EHC-0001", "EHC-0002", "EHC-0003"], "2026-10-05", 3))
        import_audits(workspace, audits_of(tmp_path, ["EHC-0004"], "2026-11-02", 0))
        draw(workspace)
        months = last_months(workspace, TODAY)
    effective = months.together["plans.effective"]
    assert (effective.numerator, effective.denominator) == (3, 4)
    assert [first for first, _ in months.by_month] == [date(2026, 9, 1), date(2026, 10, 1), date(2026, 11, 1)]
    for view, _, _ in opened(place, qtbot):
        qtbot.waitUntil(partial(shows, view.months, "3 of 4"))
        said = texts(view.months)
        assert "75 %, 95 % interval 30 to 95 %" in said
        assert "3 of 3 (100 %, 95 % interval 44 to 100 %)" in said
        assert "November 2026, so far" in said


def test_without_any_audit_a_sentence_stands_instead_of_figures(place: Place, qtbot: QtBot) -> None:
    with place.open() as workspace:
        draw(workspace)
    for view, _, _ in opened(place, qtbot):
        qtbot.waitUntil(partial(shows, view.months, "No audit was submitted"))
        assert view.months.note.text().startswith("No audit was submitted in the last three months")


def test_the_screen_follows_what_is_saved(place: Place, qtbot: QtBot) -> None:
    with place.open() as workspace:
        draw(workspace)
    for view, context, _ in opened(place, qtbot):
        draw_id = every_draw(context.session.workspace, TODAY)[0].draw.id
        context.session.write(partial(close_week, draw_id=draw_id, reason="flood"))
        qtbot.waitUntil(partial(shows, view.week, "0 of 6 audited, 6 closed"))


def test_locking_forgets_what_was_read(place: Place, qtbot: QtBot) -> None:
    with place.open() as workspace:
        open_audit(workspace, place_id=draw(workspace)[0])
    for view, _, _ in opened(place, qtbot):
        view.drop()
        said = texts(view) + "".join(one.text() for one in view.findChildren(QPushButton))
        assert "EHC-" not in said
        assert "Ashford" not in said


def test_every_control_of_home_has_a_name_and_fits(place: Place, qtbot: QtBot) -> None:
    with place.open() as workspace:
        open_audit(workspace, place_id=draw(workspace)[0])
    for view, _, _ in opened(place, qtbot):
        assert nameless(view) == []
        assert least_width(view.page) <= 1040


@pytest.mark.parametrize(
    ("due", "words"),
    [(0, "due today"), (3, "due Fri 27 Nov"), (-1, "was due Mon 23 Nov, 1 day ago"),
     (-4, "was due Fri 20 Nov, 4 days ago")],
)  # fmt: skip
def test_due_days_in_words(due: int, words: str) -> None:
    assert due_words(TODAY + timedelta(days=due), TODAY) == words


def test_a_place_without_a_day_names_its_cycle_alone(place: Place) -> None:
    with place.open() as workspace:
        draw(workspace)
        due = home(workspace, TODAY).due[0]
    assert due_line(replace(due, turn=replace(due.turn, due=None)), TODAY) == "Weekly"


def test_names_are_joined_as_one_says_them() -> None:
    assert [joined_names(names) for names in ([], ["Ann"], ["Ann", "Ben"], ["Ann", "Ben", "Cy"])] == [
        "", "Ann", "Ann and Ben", "Ann, Ben and Cy",
    ]  # fmt: skip


def figure(value: float | None, numerator: float | None, denominator: float | None, **more: object) -> Figure:
    plain = Figure(
        "plans.effective", "", value, numerator, denominator, None, None, "plans", "", "", "", "group", "", "", ""
    )
    return replace(plain, **more)  # type: ignore[arg-type]  # any field of a figure


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (figure(75.0, 3, 4, lower=30.0, upper=95.0), ("3 of 4", "75 %, 95 % interval 30 to 95 %")),
        (figure(50.0, 20, 40, lower=35.2, upper=64.8), ("20 of 40", "50 %, 95 % interval 35 to 65 %")),
        (figure(None, None, None, reason="No plan was graded."), ("–", "No plan was graded.")),
    ],
)
def test_the_count_leads_and_the_percentage_follows(made: Figure, words: tuple[str, str]) -> None:
    assert count_first(made) == words


def test_a_figure_that_is_missing_says_why_in_one_line() -> None:
    assert in_one_line(figure(None, None, None, reason="No plan was graded.")) == "No plan was graded."
    assert month_words(date(2026, 9, 1), TODAY) == "September 2026"


def test_actions_that_are_late_or_due_soon_stand_on_home_and_open_from_there(place: Place, qtbot: QtBot) -> None:
    with place.open() as workspace:
        draw(workspace)
        for words, due in (
            ("Send the form.", "2026-11-20"),
            ("Write the guide.", "2026-12-01"),
            ("Later.", "2027-05-01"),
        ):
            given = {"what": words, "agency": "health", "due": due}
            open_decided(workspace, given)
    for view, _, visits in opened(place, qtbot):
        qtbot.waitUntil(partial(shows, view.actions_card, "3 open: 1 overdue, 1 due soon."))
        assert shows(view.actions_card, "Send the form.")
        assert not shows(view.actions_card, "Later.")
        button(view, "Open the action: Write the guide.").click()
        assert visits.went[-1][0] == "actions"
        button(view, "See the actions").click()
        assert visits.went[-1] == ("actions", {"standing": "current"})


def test_another_childs_data_calls_for_an_action_the_same_day(place: Place, qtbot: QtBot, tmp_path: Path) -> None:
    with place.open() as workspace:
        draw(workspace)
        import_audits(workspace, audits_of(tmp_path, ["EHC-0001"], "2026-11-23", 0))
    for view, _, visits in opened(place, qtbot):
        told = "EHC-0001: W2 is 0. This calls for an action the same day."
        qtbot.waitUntil(partial(shows, view.actions_card, told))
        button(view, "Open an action on W2 of EHC-0001").click()
        assert visits.went[-1][0] == "audit"
        assert visits.went[-1][1]["act"] == "W2"
