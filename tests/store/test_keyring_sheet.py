"""K5: a new recovery sheet takes the old one's place; killed at any moment exactly one of the two opens."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from keyring_world import NEW, demand_nothing_lost, entered, faults, key_file, kills, leftovers, opens
from killing import quick_disk
from workspace_builders import BEN, MARY, Sample, make_sample, means_in, rename, seeded

from audit_app.domain.problems import AppError
from audit_app.store import keyring, rekeying
from audit_app.store.backup import back_up
from audit_app.store.driver import file_salt
from audit_app.store.keys import keyjson
from audit_app.store.keys.errors import SheetReplaced, WrongKey
from audit_app.store.keys.recovery import RecoverySheet
from audit_app.store.opening import key_file_of, recovered_key
from audit_app.store.read_settings import known_sheets, sheet_used_at
from audit_app.store.restore import restore
from audit_app.store.rotation import SavedMeanwhile, prepare, put_in_place, state_of
from audit_app.store.second_connection import SecondConnection
from audit_app.store.workspace import Workspace

SHEET = RecoverySheet(b"a newer recovery sheet, 32 bytes")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    return make_sample(tmp_path_factory.mktemp("made"))


@pytest.fixture
def sample(made: Sample, tmp_path: Path) -> Sample:
    return made.copied(tmp_path)


def renew(workspace: Workspace, sheet: RecoverySheet = SHEET) -> Workspace:
    return keyring.rotate(workspace, keyring.renewal(workspace, sheet, "the envelope was opened"))


def lets_in(sample: Sample, sheet: RecoverySheet) -> bool:
    try:
        recovered_key(sample.folder, key_file_of(sample.folder), sheet)
    except WrongKey:
        return False
    return True


def test_the_new_sheet_opens_and_the_old_one_says_that_it_was_replaced(sample: Sample) -> None:
    with sample.open() as workspace, renew(workspace) as after:
        assert faults(after) == []
        rename(after, "Goes on")
    assert [opens(sample, each) for each in (MARY, BEN)] == [True, True]
    with pytest.raises(SheetReplaced, match="replaced by a newer one on 09/11/2026"):
        keyring.recover(sample.folder, sample.sheet, "Mary Öztürk", NEW, sample.means)
    with keyring.recover(sample.folder, SHEET, "Mary Öztürk", NEW, sample.means) as workspace:
        assert faults(workspace) == []
    assert [opens(sample, each) for each in (MARY, NEW)] == [False, True]


def test_the_old_sheet_opens_nothing_even_with_an_old_key_file(sample: Sample, tmp_path: Path) -> None:
    shutil.copyfile(sample.folder / "keys.json", tmp_path / "old keys")
    with sample.open() as workspace, renew(workspace):
        pass
    shutil.copyfile(tmp_path / "old keys", sample.folder / "keys.json")
    with pytest.raises(AppError):
        keyring.recover(sample.folder, sample.sheet, "Mary Öztürk", NEW, sample.means)


def test_it_is_one_change_with_its_reason_and_the_log_knows_the_sheet_in_force(sample: Sample) -> None:
    with sample.open() as workspace:
        count = workspace.conn.execute("SELECT count(*) FROM change").fetchone()[0]
        with renew(workspace) as after:
            rows = after.conn.execute("SELECT label, reason FROM change ORDER BY lamport DESC LIMIT 2").fetchall()
            assert rows[0] == ("Make a new recovery sheet", "the envelope was opened")
            assert after.conn.execute("SELECT count(*) FROM change").fetchone()[0] == count + 1
            assert list(known_sheets(after.conn)) == [SHEET.public.hex()]
            with renew(after, RecoverySheet(b"x" * 32)) as later:
                assert list(known_sheets(later.conn)) == [RecoverySheet(b"x" * 32).public.hex()]
                assert faults(later) == []
    assert [lets_in(sample, one) for one in (sample.sheet, SHEET, RecoverySheet(b"x" * 32))] == [False, False, True]
    assert len(key_file(sample).replaced_sheets) == 2


def test_the_same_writer_goes_on_and_nothing_is_missed_at_the_next_opening(sample: Sample) -> None:
    with sample.open() as workspace, renew(workspace) as after:
        rename(after, "Before closing")
    with sample.open() as again:
        rename(again, "After opening")
        assert (again.gap, again.faults) == ("", ())
        assert again.conn.execute("SELECT count(*) FROM writer").fetchone() == (2,)


def test_the_sheet_stays_through_a_removal_and_a_restore_takes_the_backups_own(sample: Sample, tmp_path: Path) -> None:
    with sample.open() as workspace:
        old = back_up(workspace, tmp_path / "old")[1].folder
        with renew(workspace) as after, keyring.remove(after, sample.ben) as last:
            new = back_up(last, tmp_path / "new")[1].folder
    assert lets_in(sample, SHEET)
    for number, (backup, sheet) in enumerate(((old, sample.sheet), (new, SHEET))):
        restored = restore(backup, tmp_path / f"restored {number}", MARY, means_in(tmp_path / str(number), "desktop"))
        restored.workspace.close()
        assert lets_in(replace(sample, folder=restored.workspace.folder), sheet)


def test_only_an_owner_makes_a_new_sheet(sample: Sample) -> None:
    with sample.open(BEN) as workspace, pytest.raises(AppError, match="Ben Ali has no right"):
        renew(workspace)
    assert lets_in(sample, sample.sheet)


def test_another_sheet_put_into_the_key_file_is_found_and_gets_no_key(sample: Sample) -> None:
    with sample.open() as workspace, renew(workspace):
        pass
    file, strange = key_file(sample), RecoverySheet(b"s" * 32)
    forged = tuple(replace(entry, sheet=strange.public) for entry in file.databases)
    keyjson.write_key_file(sample.folder, replace(file, databases=forged))
    with sample.open() as workspace:
        with pytest.raises(AppError, match="another recovery sheet"):
            keyring.rotate(workspace)
        assert any("another recovery sheet" in fault for fault in faults(workspace))


def test_a_sheet_that_was_used_is_known(sample: Sample) -> None:
    with sample.open() as workspace:
        assert sheet_used_at(workspace.conn) == ""
    with keyring.recover(sample.folder, sample.sheet, "Mary Öztürk", NEW, sample.means) as workspace:
        assert sheet_used_at(workspace.conn).startswith("2026-11-09")


# ---- in the background


def test_the_new_file_is_made_on_a_second_connection_and_put_in_place_on_the_first(sample: Sample) -> None:
    with sample.open() as workspace:
        state, steps = state_of(workspace), list[tuple[int, int]]()
        wanted = keyring.renewal(workspace, SHEET)
        with SecondConnection.of(workspace, writing=True).writing() as background:
            prepared = prepare(background, wanted, lambda done, total: steps.append((done, total)))
        with put_in_place(workspace, prepared, state) as after:
            rename(after, "Goes on")
            assert faults(after) == []
    assert steps == [(1, 4), (2, 4), (3, 4), (4, 4)]
    assert lets_in(sample, SHEET)


def test_what_was_saved_meanwhile_is_not_lost(sample: Sample) -> None:
    acts: tuple[Callable[[Workspace], object], ...] = (
        lambda workspace: rename(workspace, "Meanwhile"),
        lambda workspace: workspace.note_access("read", "something"),
        lambda workspace: workspace.conn.execute("INSERT INTO draft VALUES ('a', 'b', 'c', 'd', 'e')"),
    )
    for act in acts:
        with sample.open() as workspace:
            state = state_of(workspace)
            with SecondConnection.of(workspace, writing=True).writing() as background:
                prepared = prepare(background, keyring.renewal(workspace, SHEET))
            act(workspace)
            with pytest.raises(SavedMeanwhile, match="Try again"):
                put_in_place(workspace, prepared, state)
            rename(workspace, "Still open")
        assert leftovers(sample) == set()
    assert lets_in(sample, sample.sheet)


@pytest.mark.parametrize("step", [1, 2, 3])
def test_stopping_at_any_step_leaves_everything_as_it_was(sample: Sample, step: int) -> None:
    def stop(done: int, _total: int) -> None:
        if done == step:
            raise KeyboardInterrupt

    with sample.open() as workspace:
        before = entered(workspace)
        with pytest.raises(KeyboardInterrupt):
            prepare(workspace, keyring.removal(workspace, sample.ben), stop)
        assert entered(workspace) == before
        rename(workspace, "Still open")
    assert leftovers(sample) == set()
    assert opens(sample, BEN)


def test_a_new_file_that_lost_something_takes_nobodys_place(sample: Sample, monkeypatch: pytest.MonkeyPatch) -> None:
    counts = iter((12, 11))
    monkeypatch.setattr(rekeying, "_ops_in", lambda _conn: next(counts))
    with sample.open() as workspace:
        with pytest.raises(AppError, match=r"did not verify .* operations of"):
            renew(workspace)
        rename(workspace, "Still open")
    assert leftovers(sample) == set()
    assert lets_in(sample, sample.sheet)


# ---- killed at every call


def test_a_new_sheet_killed_anywhere_opens_with_exactly_one(
    made: Sample, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    quick_disk(monkeypatch)
    with made.copied(tmp_path / "before").open() as workspace:
        before = entered(workspace)
    salt = file_salt(made.folder / "audit.db")
    left = kills(made, tmp_path, renew)
    renewed = []
    for one in left:
        old, new = lets_in(one, made.sheet), lets_in(one, SHEET)
        assert old is not new
        renewed.append(new)
        assert (file_salt(one.folder / "audit.db") != salt) is new
    assert {tuple(each) for each in demand_nothing_lost(left, (MARY, BEN), before)} == {(True, True)}
    assert renewed == sorted(renewed)
    assert set(renewed) == {False, True}
    for one in left[:: len(left) // 4]:
        again = replace(one, means=replace(one.means, random=seeded("again")))
        with again.open() as workspace, renew(workspace, RecoverySheet(b"t" * 32)) as after:
            assert faults(after) == []
        assert [lets_in(one, each) for each in (made.sheet, SHEET, RecoverySheet(b"t" * 32))] == [False, False, True]
