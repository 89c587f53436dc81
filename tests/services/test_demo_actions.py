"""The demo's actions as they are found on opening: every way of standing, closed by a second person."""

from collections import Counter
from collections.abc import Iterator

import pytest
from demo_builders import demo_means

from audit_app.domain.actions import State
from audit_app.services.actions.listing import ActionList, actions
from audit_app.services.actions.moved import kept_comparison
from audit_app.services.demo import make_demo
from audit_app.store.opening import open_workspace
from scoring.comparison import Claim


@pytest.fixture(scope="module")
def listed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ActionList]:
    means = demo_means(tmp_path_factory.mktemp("machine"))
    made = make_demo(tmp_path_factory.mktemp("demo"), means)
    with open_workspace(made.workspace_path, made.passphrase, means) as workspace:
        yield actions(workspace)


def test_there_are_forty_and_four_of_decisions_in_every_standing(listed: ActionList) -> None:
    states = Counter(row.action.state for row in listed.rows)
    assert len(listed.rows) == 44
    assert states[State.ABANDONED] == 2
    assert all(states[state] for state in State)
    assert listed.overdue
    assert listed.due_soon
    assert sum(row.action.is_systemic for row in listed.rows) == 12


def test_whoever_closed_one_had_not_asked_for_it(listed: ActionList) -> None:
    closed = [row.action for row in listed.rows if row.action.closed is not None]
    assert closed
    assert all(one.asked is not None and one.closed is not None and one.asked.by != one.closed.by for one in closed)


def test_a_practice_closed_with_a_sample_that_moved_or_with_a_reason(listed: ActionList) -> None:
    closed = [row.action for row in listed.rows if row.action.is_systemic and row.action.closed is not None]
    claims = [kept_comparison(one.sample).claim for one in closed if one.sample is not None]
    assert len(claims) == len(closed) >= 4
    assert Claim.HIGHER in claims
    for one, claim in zip(closed, claims, strict=True):
        assert one.closed is not None
        assert claim is Claim.HIGHER or one.closed.why
