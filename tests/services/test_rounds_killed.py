"""A kill at any call to disk or database while a pack comes in, a round is opened or somebody joins: all or nothing."""

import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from killing import finishes, quick_disk
from member_world import PLANS, ChairWorld, code
from qt_support import light_means
from sealed_world import Sealed, make_sealed
from service_world import faults, passphrase_of

from audit_app.services.member.assignments import assignments
from audit_app.services.member.joining import join
from audit_app.services.rounds.progress import progress
from audit_app.services.rounds.revealing import reveal_here
from audit_app.services.rounds.taking import take_in
from audit_app.store.opening import open_workspace
from audit_app.store.workspace import SUFFIX, Workspace

STEP = 4
"""In a nightly run 1: every call."""
STEP_OF_JOINING = 16
WORDS = "lantern otter meadow"


@pytest.fixture(scope="module")
def nearly(tmp_path_factory: pytest.TempPathFactory) -> tuple[Sealed, bytes]:
    """One plan, everything in but the return of Ed, which is under way."""
    sealed = make_sealed(tmp_path_factory.mktemp("nearly"), plans=1)
    sealed.everybody_returns("Ed Hall")
    sealed.join("Ed Hall")
    sealed.score("Ed Hall", level=1)
    return sealed, sealed.send_back("Ed Hall")


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    quick_disk(monkeypatch)


def state(sealed: Sealed) -> tuple[object, ...]:
    """What is in of the round, in a workspace that a check finds nothing wrong with."""
    with sealed.chair() as workspace:
        assert faults(workspace) == []
        found = progress(workspace, sealed.round_id)
        tables = ("sealed_review", "review", "score", "score_fact")
        rows = [workspace.conn.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in tables]  # noqa: S608 - of this test
        seats = [(one.has_keys, one.returned_on, len(one.seat.returned), one.seat.answered) for one in found.seats]
        return found.state, tuple(seats), tuple(rows)


def all_or_nothing(sealed: Sealed, to: Path, work: Callable[[Workspace], object]) -> None:
    """Kill `work` in the chair's workspace at every STEP-th call: before or after, never between, and once for good."""
    before, seen = state(sealed.copied(to / "before")), []
    step, ended = 0, False
    while not ended:
        killed = sealed.copied(to / str(step))
        ended = finishes(work, step, before=killed.chair)
        seen.append(state(killed))
        shutil.rmtree(to / str(step))
        step += STEP
    after = seen[-1]
    assert before != after
    assert set(seen) == {before, after}
    assert [one == after for one in seen] == sorted(one == after for one in seen)


def test_a_return_comes_in_whole_or_not_at_all(nearly: tuple[Sealed, bytes], tmp_path: Path) -> None:
    sealed, pack = nearly
    all_or_nothing(sealed, tmp_path, lambda workspace: take_in(workspace, pack))


def test_a_round_is_opened_whole_or_not_at_all(nearly: tuple[Sealed, bytes], tmp_path: Path) -> None:
    sealed, pack = nearly
    complete = sealed.copied(tmp_path / "complete")
    complete.take(pack)
    kay = complete.people["Kay"]
    all_or_nothing(
        complete,
        tmp_path,
        lambda workspace: reveal_here(workspace, complete.round_id, kay, passphrase_of("Kay")),
    )


def test_who_joins_has_a_whole_workspace_or_none(tmp_path: Path) -> None:
    pack = ChairWorld().invitation()
    step, ended, killed = 0, False, 0
    while not ended:
        base = tmp_path / str(step)
        base.mkdir()
        ended = finishes(partial(join_there, base, pack), step)
        made = list(base.glob(f"*{SUFFIX}"))
        assert len(made) <= 1
        assert made or not ended
        for folder in made:
            with open_workspace(folder, WORDS, light_means(base)) as workspace:
                assert len(assignments(workspace)[0].open) == len(PLANS)
                assert faults(workspace) == []
        killed += not made
        step += STEP_OF_JOINING
    assert killed > 5


def test_what_a_killed_joining_left_goes_with_the_next_one(tmp_path: Path) -> None:
    pack = ChairWorld().invitation()
    assert not finishes(partial(join_there, tmp_path, pack), 200)
    (left,) = (one for one in tmp_path.iterdir() if one.name.startswith(".joining"))
    assert list(left.rglob("*.db"))
    join_there(tmp_path, pack)
    assert [one.name for one in tmp_path.iterdir() if one.name.startswith(".joining")] == []


def join_there(base: Path, pack: bytes) -> None:
    join(base, pack, " ".join(code()), WORDS, light_means(base)).close()
