"""What owners say of figures: kept for one period, told in the right reports, taken back."""

from dataclasses import replace
from pathlib import Path

import pytest
from service_world import World, faults, register_of

from audit_app.domain.people import Role
from audit_app.domain.problems import AppError
from audit_app.services.reports.commentary import (
    MOST_LETTERS,
    comment,
    commentary,
    commentary_told,
    publish,
    remove_comment,
    topic_of,
)
from audit_app.services.reports.content import contents
from audit_app.services.reports.reporting import Report, ReportAsked, report
from audit_app.store.workspace import Workspace
from exports.pages.commentary import GRADES, OTHERS, SECTIONS, TIMELINESS, part_of
from exports.pages.report import document_of
from scoring.figures import Audience

WORDS = "Two auditors were ill, so that fewer plans were looked at."
OWNER = "SEN manager"


def topic(made: Report, id_: str) -> str:
    return next(topic_of(figure) for figure in made.figures if figure.id == id_)


@pytest.fixture
def commented(workspace: Workspace, tmp_path: Path) -> Workspace:
    """A register of twenty plans, and a word on the effective plans of October's weekly audits."""
    register_of(workspace, tmp_path)
    comment(
        workspace,
        "2026-10",
        topic(report(workspace, ReportAsked("monthly", "2026-10")), "plans.effective"),
        WORDS,
        OWNER,
    )
    return workspace


def test_a_word_is_kept_for_its_period_and_its_cycle_alone(commented: Workspace) -> None:
    (held,) = commentary(commented, "2026-10")
    assert (held.topic, held.words, held.owner) == ("plans.effective@cycle=weekly", WORDS, OWNER)
    assert commentary(commented, "2026-09") == ()
    of_months = commentary_told(commented, report(commented, ReportAsked("monthly", "2026-10")))
    assert [(one.id, one.words, one.owner) for one in of_months] == [("plans.effective", WORDS, OWNER)]
    # a quarterly report of the same month is about another cycle, whose effective plans carry the weekly ones beside
    of_quarter = commentary_told(commented, report(commented, ReportAsked("quarterly", "2026-10")))
    assert "plans.effective" not in {one.id for one in of_quarter}
    assert faults(commented) == []


@pytest.mark.parametrize(
    ("kind", "audience", "is_told"),
    [
        ("monthly", Audience.GROUP, True),
        ("monthly", Audience.BOARD, True),
        ("monthly", Audience.PUBLIC, False),
        ("inspection", Audience.GROUP, False),
    ],
)
def test_it_stands_in_reports_of_group_and_board_and_never_in_public_ones(
    commented: Workspace, kind: str, audience: Audience, is_told: bool
) -> None:
    (content,) = contents(commented, report(commented, ReportAsked(kind, "2026-10", audience)))
    assert (WORDS in repr(document_of(content))) is is_told


def test_a_word_on_a_figure_that_the_readers_do_not_see_is_not_told(commented: Workspace) -> None:
    made = report(commented, ReportAsked("monthly", "2026-10", Audience.BOARD))
    assert len(commentary_told(commented, made)) == 1
    hidden = replace(made, figures=tuple(replace(figure, withheld="c") for figure in made.figures))
    assert commentary_told(commented, hidden) == ()


def test_it_is_changed_and_removed_and_each_is_one_change(commented: Workspace) -> None:
    changes = "SELECT count(*) FROM change"
    before = commented.conn.execute(changes).fetchone()[0]
    held = commentary(commented, "2026-10")[0].topic
    comment(commented, "2026-10", held, WORDS, OWNER)
    assert commented.conn.execute(changes).fetchone()[0] == before
    comment(commented, "2026-10", held, "It is better now.", OWNER)
    assert [one.words for one in commentary(commented, "2026-10")] == ["It is better now."]
    remove_comment(commented, "2026-10", held)
    assert commentary(commented, "2026-10") == ()
    assert commented.conn.execute(changes).fetchone()[0] == before + 2
    with pytest.raises(AppError, match="Nothing is said"):
        remove_comment(commented, "2026-10", held)


@pytest.mark.parametrize(
    ("words", "owner", "said"),
    [
        (" \n", OWNER, "Nothing is written"),
        ("x" * (MOST_LETTERS + 1), OWNER, "601 letters"),
        (WORDS, " ", "role"),
        (WORDS, "x" * 81, "81 letters"),
        ("It was EHC-003 that fell short.", OWNER, "names the plan EHC-003"),
    ],
)
def test_what_does_not_fit_is_refused_in_a_sentence(commented: Workspace, words: str, owner: str, said: str) -> None:
    with pytest.raises(AppError, match=said):
        comment(commented, "2026-10", "score.overall@cycle=weekly", words, owner)
    with pytest.raises(AppError, match="no figure called nonsense"):
        comment(commented, "2026-10", "nonsense", WORDS, OWNER)


def test_words_may_be_published_as_one_change_and_other_words_are_not(commented: Workspace) -> None:
    held = commentary(commented, "2026-10")[0].topic
    changes = "SELECT count(*) FROM change"
    before = commented.conn.execute(changes).fetchone()[0]
    for may in (True, True, False, False, True):
        publish(commented, "2026-10", held, may)
        assert [one.is_public for one in commentary(commented, "2026-10")] == [may]
    assert commented.conn.execute(changes).fetchone()[0] == before + 3
    comment(commented, "2026-10", held, WORDS, "Somebody else")
    assert [one.is_public for one in commentary(commented, "2026-10")] == [False]
    publish(commented, "2026-10", held, True)
    comment(commented, "2026-10", held, "It is better now.", "Somebody else")
    assert [one.is_public for one in commentary(commented, "2026-10")] == [False]
    assert faults(commented) == []


@pytest.mark.parametrize(
    ("words", "owner"), [("All but 3 were late.", OWNER), ("Half (½) were late.", OWNER), (WORDS, "Team 4 lead")]
)
def test_public_words_carry_no_number(commented: Workspace, words: str, owner: str) -> None:
    held = commentary(commented, "2026-10")[0].topic
    comment(commented, "2026-10", held, words, owner)
    with pytest.raises(AppError, match="Public words carry no numbers"):
        publish(commented, "2026-10", held, True)
    assert [one.is_public for one in commentary(commented, "2026-10")] == [False]


def test_nothing_can_be_published_where_nothing_is_said(commented: Workspace) -> None:
    with pytest.raises(AppError, match="Nothing is said"):
        publish(commented, "2026-09", "plans.effective@cycle=weekly", True)


def test_words_that_a_team_manager_changes_are_not_the_ones_a_leader_let_the_public_read(world: World) -> None:
    world.add("Tim", Role.TEAM_MANAGER)
    world.add("Mo", Role.MODERATOR)
    asked = ("2026-10", "score.overall@cycle=weekly")
    with world.open("Mo") as workspace:
        comment(workspace, *asked, WORDS, OWNER)
        publish(workspace, *asked, True)
        assert commentary(workspace, "2026-10")[0].is_public
    with world.open("Tim") as workspace:
        with pytest.raises(AppError, match="no right to"):
            publish(workspace, *asked, False)
        comment(workspace, *asked, "It is better now.", OWNER)
        assert not commentary(workspace, "2026-10")[0].is_public


def test_team_managers_may_comment_and_auditors_may_not(world: World) -> None:
    world.add("Ann", Role.AUDITOR)
    world.add("Tim", Role.TEAM_MANAGER)
    with world.open("Ann") as workspace, pytest.raises(AppError, match="no right to comment"):
        comment(workspace, "2026-10", "score.overall@cycle=weekly", WORDS, OWNER)
    with world.open("Tim") as workspace:
        comment(workspace, "2026-10", "score.overall@cycle=weekly", WORDS, OWNER)
        assert len(commentary(workspace, "2026-10")) == 1


@pytest.mark.parametrize(
    ("id_", "part"),
    [
        ("plans.effective", GRADES),
        ("plans.over_3_years", TIMELINESS),
        ("score.section.F", SECTIONS),
        ("timeliness.average_weeks", TIMELINESS),
        ("advice.present@source=health", OTHERS),
    ],
)
def test_each_figure_stands_in_one_part_of_the_report(id_: str, part: str) -> None:
    assert part_of(id_) == part
