"""S5 by way of a real merge: a pack changes the review that is open on the audit screen while somebody types there."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from audit_support import Desk, desk
from pytestqt.qtbot import QtBot
from qt_support import PASSPHRASE, light_means, light_workspace

from audit_app.services.auditing import give, submit
from audit_app.services.merging.changes import export, take_in
from audit_app.services.merging.conflicts import conflicts, decide
from audit_app.store.opening import open_workspace
from audit_app.store.workspace import Workspace


@pytest.fixture
def made(tmp_path: Path, qtbot: QtBot) -> Iterator[Desk]:
    with desk(light_workspace(tmp_path, plans=1), qtbot) as one:
        one.open()
        yield one


@pytest.fixture
def other(made: Desk, tmp_path: Path) -> Iterator[Workspace]:
    """A copy of the workspace as it is, on another computer of the same person."""
    here = made.context.session.workspace
    here.door.sign("backup")
    target = tmp_path / "elsewhere" / here.folder.name
    shutil.copytree(here.folder, target)
    means = replace(light_means(tmp_path / "elsewhere"), host="office")
    with open_workspace(target, PASSPHRASE, means) as workspace:
        yield workspace


def review(made: Desk) -> str:
    page = made.screen.presenter.page
    assert page is not None
    return page.found.review.id


def comes_in(made: Desk, other: Workspace) -> None:
    """What the other computer did is taken in, in the background as the exchange does it."""
    (pack,) = export(other)
    done: list[int] = []
    made.context.write(
        lambda workspace, _progress: take_in(workspace, pack.data).added,
        on_success=done.append,
        on_failure=lambda error: pytest.fail(error.message),
    )
    assert done[0] >= 1


def test_a_note_being_typed_stays_and_is_compared_before_it_covers_what_came(made: Desk, other: Workspace) -> None:
    made.type("tmine")
    give(other, review(made), "W1", note="theirs")
    comes_in(made, other)
    assert made.held("W1")[4] == "theirs"
    assert made.screen.form.card.note.text() == "mine"
    made.type("\n")
    assert made.held("W1")[4] == "theirs"
    (compared,) = made.screen.presenter.saving.compared
    assert (compared.marker, compared.field, compared.now, compared.mine) == ("W1", "note", "theirs", "mine")
    next(line for line in made.screen.panel.lines if line.accessibleName() == "Keep your W1 note").click()
    assert made.held("W1")[4] == "mine"


def test_a_score_that_came_is_shown_at_once_where_nothing_was_typed(made: Desk, other: Workspace) -> None:
    give(other, review(made), "W1", score=3)
    comes_in(made, other)
    page = made.screen.presenter.page
    assert page is not None
    assert page.said["W1"].answer == 3
    made.type("1")  # seen, and so no question
    assert made.held("W1")[0] == "1"


def test_a_review_that_was_submitted_elsewhere_locks_here_and_what_was_typed_is_kept(
    made: Desk, other: Workspace
) -> None:
    made.finish()
    (own,) = export(made.context.session.workspace)
    take_in(other, own.data)
    made.type("tstill typing")
    submit(other, review(made))
    comes_in(made, other)
    page = made.screen.presenter.page
    assert page is not None
    assert page.locked_because
    made.screen.presenter.drafting.flush()
    made.dialogs.answers = [True]
    assert made.screen.can_leave()
    assert made.dialogs.asked[-1][0] == "Some of this is not saved"
    assert "still typing" in [value for _, value in made.drafts()]


def test_two_scores_of_one_marker_are_told_in_the_scales_words_and_decided_by_whose_review_it_is(
    made: Desk, other: Workspace
) -> None:
    give(other, review(made), "W1", score=3)
    made.type("1")
    comes_in(made, other)
    (conflict,) = made.context.session.read(conflicts)
    assert (conflict.plan_ref, conflict.what, conflict.why_not) == ("EHC-0001", "W1: score", "")
    assert sorted(one.words for one in conflict.said) == ["1 Partial", "3 Strong"]
    at = next(at for at, one in enumerate(conflict.said) if one.words == "1 Partial")
    made.context.session.write(lambda workspace: decide(workspace, conflict, at, "I looked again"))
    assert made.held("W1")[0] == "1"
    assert made.context.session.read(conflicts) == ()
    assert made.state("W1") == 1
