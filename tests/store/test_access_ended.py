"""A person's last day: after it they neither open the workspace nor write in one that is still open."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from workspace_builders import BEN, MARY, Clock, Sample, make_sample, rename

from audit_app.domain.people import Act
from audit_app.store import keyring
from audit_app.store.access import events
from audit_app.store.log.rights import AccessEnded, Op
from audit_app.store.opening import open_workspace

LAST_DAY = "2026-11-20"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    """The sample, in which Ben's last day is the twentieth."""
    sample = make_sample(tmp_path_factory.mktemp("made"))
    with sample.open() as workspace:
        period = {"from": "2026-11-02", "to": LAST_DAY}
        workspace.door.write("Change Ben Ali", [Op("person", sample.ben, "period", period)], reason="moves on")
    return sample


@pytest.fixture
def sample(made: Sample, tmp_path: Path) -> Sample:
    return made.copied(tmp_path)


def on(sample: Sample, year: int, month: int, day: int) -> Sample:
    return replace(sample, means=replace(sample.means, clock=Clock(datetime(year, month, day, 23, 59, tzinfo=UTC))))


def test_they_work_to_the_end_of_their_last_day_and_are_told_the_day_after(sample: Sample) -> None:
    with on(sample, 2026, 11, 20).open(BEN) as workspace:
        workspace.demand(Act.READ)
    before = (sample.folder / "keys.json").read_bytes()
    for read_only in (False, True):
        with pytest.raises(AccessEnded, match=r"Ben Ali to this workspace ended on 20/11/2026.*Ask an owner"):
            on(sample, 2026, 11, 21).open(BEN, read_only=read_only)
    assert (sample.folder / "keys.json").read_bytes() == before
    with on(sample, 2026, 11, 21).open() as workspace:
        last = [(one.person, one.act) for one in events(workspace.conn)][-2:]
        assert last == [(sample.ben, "lock"), (sample.mary, "unlock")]


def test_a_window_left_open_over_midnight_saves_nothing_more(sample: Sample) -> None:
    clock = Clock(datetime(2026, 11, 20, 23, 0, tzinfo=UTC))
    with open_workspace(sample.folder, BEN, replace(sample.means, clock=clock)) as workspace:
        (review,) = workspace.conn.execute("SELECT id FROM review WHERE person_id = ?", (sample.ben,)).fetchone()
        workspace.door.write(
            "Reopen", [Op("review", review, "state", {"state": "open", "detail": None})], reason="more"
        )
        clock.at = datetime(2026, 11, 21, 0, 0, tzinfo=UTC)
        changes = workspace.conn.execute("SELECT count(*) FROM change").fetchone()
        with pytest.raises(AccessEnded):
            workspace.door.write("Score", [Op("score", f"{review}.A1", "score", "3")])
        with pytest.raises(AccessEnded):
            workspace.demand(Act.READ)
        assert workspace.conn.execute("SELECT count(*) FROM change").fetchone() == changes


def test_a_clock_that_was_set_back_shuts_nobody_out(sample: Sample) -> None:
    for passphrase in (MARY, BEN):
        with on(sample, 2016, 1, 1).open(passphrase) as workspace:
            workspace.demand(Act.READ)


def test_another_last_day_lets_them_in_again(sample: Sample) -> None:
    later = on(sample, 2026, 11, 21)
    with later.open() as workspace:
        workspace.door.write("Stay", [Op("person", sample.ben, "period", {"from": "2026-11-02", "to": None})])
    with later.open(BEN) as workspace:
        workspace.demand(Act.READ)


def test_the_recovery_sheet_does_not_let_them_in_either(sample: Sample) -> None:
    later = on(sample, 2026, 11, 21)
    before = (sample.folder / "keys.json").read_bytes()
    with later.open() as workspace:
        workspace.door.write("An owner for a while", [Op("person", sample.ben, "roles", ["owner"])])
    with pytest.raises(AccessEnded):
        keyring.recover(later.folder, later.sheet, "Ben Ali", "a new one for ben", later.means)
    assert (sample.folder / "keys.json").read_bytes() == before
    with later.open() as workspace:
        rename(workspace, "Goes on")
