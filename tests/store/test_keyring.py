"""K5: people, passphrases, the recovery sheet, rotation; a kill at any moment opens with exactly one of old and new."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from keyring_world import NEW, demand_nothing_lost, entered, faults, key_file, kills, leftovers, opens
from killing import every_kill, quick_disk
from workspace_builders import BEN, MARY, Sample, make_sample, means_in, rename, rows_of, seeded, snapshot

from audit_app.domain.people import Agency, Role
from audit_app.domain.problems import AppError
from audit_app.store import keyring, migrate, rekeying, rotation
from audit_app.store.backup import back_up
from audit_app.store.driver import connect, file_salt, sqlite3
from audit_app.store.keys import keyjson
from audit_app.store.keys.crypto import PersonKeys, lock
from audit_app.store.keys.errors import WrongKey, WrongPassphrase
from audit_app.store.keys.keyfile import KeyFile, PersonEntry
from audit_app.store.keys.recovery import RecoverySheet
from audit_app.store.log.people_log import people
from audit_app.store.log.rights import Op
from audit_app.store.person_ops import PersonDetails
from audit_app.store.restore import restore
from audit_app.store.transaction import StorageBusy

CY = PersonDetails("Cy", Agency.EDUCATION, frozenset({Role.OWNER, Role.AUDITOR}))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    return make_sample(tmp_path_factory.mktemp("made"))


@pytest.fixture
def sample(made: Sample, tmp_path: Path) -> Sample:
    return made.copied(tmp_path)


# ---- passphrases


def test_a_changed_passphrase_opens_and_the_old_one_does_not(sample: Sample) -> None:
    with sample.open() as workspace:
        keyring.set_passphrase(workspace, MARY, NEW)
        rename(workspace, "Goes on")
    assert [opens(sample, each) for each in (MARY, NEW, BEN)] == [False, True, True]


def test_a_passphrase_is_changed_by_whoever_knows_it(sample: Sample) -> None:
    before = key_file(sample)
    with sample.open() as workspace:
        with pytest.raises(WrongPassphrase):
            keyring.set_passphrase(workspace, "not her passphrase", NEW)
        with pytest.raises(AppError, match="at least 8"):
            keyring.set_passphrase(workspace, MARY, "short")
    assert key_file(sample) == before


# ---- adding and removing


def test_an_added_person_opens_writes_and_is_known_to_the_log(sample: Sample) -> None:
    with sample.open() as workspace:
        person = keyring.add(workspace, CY, NEW)
    with sample.open(NEW) as as_cy:
        assert (as_cy.person.id, as_cy.person.name) == (person, "Cy")
        rename(as_cy, "By Cy")
    with sample.open() as workspace:
        assert faults(workspace) == []


def test_somebody_who_is_no_owner_adds_and_removes_nobody(sample: Sample) -> None:
    before = key_file(sample)
    with sample.open(BEN) as workspace:
        acts: tuple[Callable[[], object], ...] = (
            lambda: keyring.add(workspace, CY, NEW),
            lambda: keyring.remove(workspace, sample.mary),
            lambda: keyring.rotate(workspace),
        )
        for act in acts:
            with pytest.raises(AppError, match="Ben Ali has no right"):
                act()
    assert key_file(sample) == before


def test_a_removed_person_opens_nothing_not_even_with_the_old_key_file(sample: Sample, tmp_path: Path) -> None:
    shutil.copyfile(sample.folder / "keys.json", tmp_path / "old keys")
    with sample.open(BEN, read_only=True) as as_ben:
        bens_key = as_ben.unlocked.database_key
    with sample.open() as workspace, keyring.remove(workspace, sample.ben) as after:
        rename(after, "Without Ben")
        assert faults(after) == []
    assert not opens(sample, BEN)
    assert opens(sample, MARY)
    with pytest.raises(sqlite3.DatabaseError):
        connect(sample.folder / "audit.db", bens_key, read_only=True)
    assert b"Ben" not in (sample.folder / "keys.json").read_bytes()
    assert leftovers(sample) == set()
    shutil.copyfile(tmp_path / "old keys", sample.folder / "keys.json")
    with pytest.raises(AppError):
        sample.open(BEN)


def test_what_a_removed_person_did_stays(sample: Sample) -> None:
    with sample.open() as workspace:
        before = entered(workspace)
        with keyring.remove(workspace, sample.ben) as after:
            assert before <= entered(after) | {row for row in before if sample.ben in row}
            assert after.conn.execute("SELECT count(*) FROM review").fetchone() == (3,)
            row = after.conn.execute("SELECT roles, active_to FROM person WHERE id = ?", (sample.ben,)).fetchone()
            assert row == ("[]", "2026-11-09")


def test_nobody_removes_themselves_or_a_stranger(sample: Sample) -> None:
    with sample.open() as workspace:
        with pytest.raises(AppError, match="Nobody can remove themselves"):
            keyring.remove(workspace, sample.mary)
        with pytest.raises(AppError, match="no such person"):
            keyring.remove(workspace, "0" * 32)
        assert workspace.can_write


def test_a_removal_that_came_from_another_machine_is_told_and_done_here_too(sample: Sample) -> None:
    with sample.open() as workspace:
        period = {"from": "2026-11-02", "to": "2026-11-08"}
        ops = [Op("person", sample.ben, "period", period), Op("person", sample.ben, "roles", [])]
        workspace.door.write("Remove Ben Ali", ops)
        assert ["Ben Ali" in fault for fault in faults(workspace)] == [True]
        changes = workspace.conn.execute("SELECT count(*) FROM change").fetchone()
        with keyring.remove(workspace, sample.ben) as after:
            assert faults(after) == []
            assert after.conn.execute("SELECT count(*) FROM change").fetchone() == changes
            assert keyring.remove(after, sample.ben) is after
    assert not opens(sample, BEN)


def test_a_removal_is_one_change_with_its_reason(sample: Sample) -> None:
    with sample.open() as workspace, keyring.remove(workspace, sample.ben, "left the council") as after:
        newest = after.conn.execute("SELECT label, reason FROM change ORDER BY lamport DESC LIMIT 1").fetchone()
        assert newest == ("Remove Ben Ali", "left the council")


def test_somebody_without_keys_is_removed_without_another_key(sample: Sample) -> None:
    with sample.open() as workspace:
        ops = [Op("person", "0" * 32, "name", "Dee"), Op("person", "0" * 32, "roles", ["reader"])]
        workspace.door.write("Somebody elsewhere", ops)
        key = workspace.unlocked.database_key
        assert keyring.remove(workspace, "0" * 32) is workspace
        assert workspace.unlocked.database_key == key
        assert workspace.conn.execute("SELECT roles FROM person WHERE name = 'Dee'").fetchone() == ("[]",)


def test_the_last_owner_is_neither_removed_nor_left_alone_with_a_last_day(sample: Sample) -> None:
    with sample.open() as workspace:
        cy = keyring.add(workspace, CY, NEW)
        period = {"from": "2026-11-02", "to": "2030-01-01"}
        workspace.door.write("Mary stays until 2030", [Op("person", sample.mary, "period", period)])
        with pytest.raises(AppError, match="Nobody would be left who is an owner"):
            keyring.remove(workspace, cy)
        assert workspace.can_write
    assert opens(sample, NEW)


def test_an_owner_without_a_passphrase_is_no_owner_to_rely_on(sample: Sample) -> None:
    with sample.open() as workspace:
        ops = [Op("person", "0" * 32, "name", "Dee"), Op("person", "0" * 32, "roles", ["owner"])]
        workspace.door.write("An owner of another machine", ops)
        with pytest.raises(AppError, match="has a passphrase"):
            keyring.demand_lasting_owner(workspace, [people(workspace.conn)["0" * 32]])


def test_a_person_unlocks_under_the_name_that_the_log_has(sample: Sample) -> None:
    with sample.open() as workspace:
        before = key_file(sample)
        keyring.name_as_logged(workspace, sample.ben)
        assert key_file(sample) == before
        workspace.door.write("Another name", [Op("person", sample.ben, "name", "Ben Ali-Stone")])
        keyring.name_as_logged(workspace, sample.ben)
    assert [entry.name for entry in key_file(sample).people] == ["Mary Öztürk", "Ben Ali-Stone"]


# ---- rotation


def test_a_rotation_gives_a_new_file_under_a_new_key_with_every_row(sample: Sample) -> None:
    with sample.open() as workspace:
        old, salt = workspace.unlocked.database_key, file_salt(sample.folder / "audit.db")
        held = rows_of(workspace.conn)
        with keyring.rotate(workspace) as after:
            assert after.unlocked.database_key != old
            assert {**rows_of(after.conn), "head": held["head"]} == held
            rename(after, "Goes on with the same writer")
            assert after.door.tip is not None
            assert after.conn.execute("SELECT count(*) FROM writer").fetchone() == (2,)
            assert faults(after) == []
    assert file_salt(sample.folder / "audit.db") != salt
    assert len(key_file(sample).databases) == 1
    for passphrase in (MARY, BEN):
        with sample.open(passphrase) as again:
            assert (again.faults, again.gap) == ((), "")


def test_the_lease_is_held_all_through_a_rotation(sample: Sample, monkeypatch: pytest.MonkeyPatch) -> None:
    plain, seen = migrate.swap, []

    def swap(folder: Path, both: KeyFile, new_salt: str) -> KeyFile:
        with sample.open(BEN) as other:
            seen.append(other.can_write)
        after = plain(folder, both, new_salt)
        with sample.open(BEN) as other:
            seen.append(other.can_write)
        return after

    monkeypatch.setattr(rotation, "swap", swap)
    with sample.open() as workspace, keyring.rotate(workspace) as after:
        assert after.can_write
    assert seen == [False, False]


def test_a_window_that_is_reading_at_this_moment_keeps_the_rotation_waiting(sample: Sample) -> None:
    with sample.open(BEN, read_only=True) as reader, sample.open() as workspace:
        workspace.conn.execute("PRAGMA busy_timeout=50")
        rows = reader.conn.execute("SELECT * FROM op")
        rows.fetchone()
        rename(workspace, "While somebody reads")
        with pytest.raises(StorageBusy, match="Close it there"):
            keyring.rotate(workspace)
        rows.fetchall()
        rename(workspace, "Still open")
        with keyring.rotate(workspace) as after:
            assert after.conn.execute("SELECT organisation FROM workspace").fetchone() == ("Still open",)


def test_a_new_file_that_does_not_verify_takes_nobodys_place(sample: Sample, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rekeying, "faults_of", lambda _db: ["a page is not what was written"])
    before = (sample.folder / "keys.json").read_bytes()
    with sample.open() as workspace:
        with pytest.raises(AppError, match="did not verify"):
            keyring.rotate(workspace)
        rename(workspace, "Still open")
    assert (sample.folder / "keys.json").read_bytes() == before
    assert leftovers(sample) == set()


def test_a_disk_that_cannot_take_the_new_file_leaves_the_old_one(
    sample: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with sample.open() as workspace:
        before = rows_of(workspace.conn)["op"]
        with monkeypatch.context() as patch:
            patch.setattr("os.replace", refuse)
            with pytest.raises(AppError, match="no room left"):
                keyring.rotate(workspace)
    for passphrase in (MARY, BEN):
        with sample.open(passphrase) as again:
            assert again.can_write
            assert rows_of(again.conn)["op"] == before
    assert leftovers(sample) == set()


def test_another_key_put_into_the_key_file_is_found_and_nothing_is_wrapped_to_it(sample: Sample) -> None:
    file = key_file(sample)
    strange = PersonKeys(b"x" * 32, b"y" * 32)
    (ben,) = (entry for entry in file.people if entry.id == sample.ben)
    forged = PersonEntry(ben.id, ben.name, lock(strange, NEW, ben.locked.kdf, bytes(16)))
    people = tuple(forged if entry.id == ben.id else entry for entry in file.people)
    keyjson.write_key_file(sample.folder, replace(file, people=people))
    with sample.open() as workspace:
        acts: tuple[Callable[[], object], ...] = (
            lambda: keyring.rotate(workspace),
            lambda: keyring.remove(workspace, sample.ben),
        )
        for act in acts:
            with pytest.raises(AppError, match="another key for Ben Ali"):
                act()
        assert any("Ben Ali" in fault for fault in faults(workspace))
        assert workspace.conn.execute("SELECT roles FROM person WHERE name = 'Ben Ali'").fetchone() != ("[]",)


# ---- the recovery sheet


def test_the_sheet_gives_an_owner_new_keys_and_all_goes_on(sample: Sample) -> None:
    typed = RecoverySheet.parse(" ".join(sample.sheet.groups))
    with keyring.recover(sample.folder, typed, "Mary Öztürk", NEW, sample.means) as workspace:
        rename(workspace, "Recovered")
        assert faults(workspace) == []
    assert [opens(sample, each) for each in (MARY, NEW, BEN)] == [False, True, True]
    for _ in range(2):
        with sample.open(NEW) as again:
            assert (again.faults, again.gap) == ((), "")
            rename(again, "Signed by the new keys")
            assert faults(again) == []
            back_up(again)
    with sample.open(NEW) as again, keyring.rotate(again) as after:
        assert faults(after) == []


def test_the_sheet_of_another_workspace_opens_nothing(sample: Sample) -> None:
    before = snapshot(sample.folder)
    with pytest.raises(WrongKey):
        keyring.recover(sample.folder, RecoverySheet(b"s" * 32), "Mary Öztürk", NEW, sample.means)
    with pytest.raises(AppError, match="Nobody called Zoe"):
        keyring.recover(sample.folder, sample.sheet, "Zoe", NEW, sample.means)
    with pytest.raises(AppError, match="at least 8"):
        keyring.recover(sample.folder, sample.sheet, "Mary Öztürk", "short", sample.means)
    assert snapshot(sample.folder) == before


def test_the_sheet_gives_no_keys_to_somebody_who_is_no_owner(sample: Sample) -> None:
    before = key_file(sample)
    with pytest.raises(AppError, match="Ben Ali has no right"):
        keyring.recover(sample.folder, sample.sheet, "Ben Ali", NEW, sample.means)
    assert key_file(sample) == before
    with sample.open(BEN) as workspace:
        assert faults(workspace) == []


def test_the_sheet_changes_nothing_while_somebody_has_the_workspace_open(sample: Sample) -> None:
    before = key_file(sample)
    with sample.open(BEN), pytest.raises(AppError, match="Ben Ali has this workspace open"):
        keyring.recover(sample.folder, sample.sheet, "Mary Öztürk", NEW, sample.means)
    assert key_file(sample) == before


def test_the_sheet_opens_a_backup_that_was_made_before_a_rotation_and_one_after(sample: Sample, tmp_path: Path) -> None:
    with sample.open() as workspace:
        first = back_up(workspace, tmp_path / "first")[1].folder
        with keyring.rotate(workspace) as after:
            second = back_up(after, tmp_path / "second")[1].folder
    for number, backup in enumerate((first, second)):
        means = means_in(tmp_path / str(number), "desktop")
        restored = restore(backup, tmp_path / f"restored {number}", MARY, means).workspace
        restored.close()
        keyring.recover(restored.folder, sample.sheet, "Mary Öztürk", NEW, means).close()


# ---- killed at every call


@pytest.fixture
def before(made: Sample, tmp_path: Path) -> set[str]:
    with made.copied(tmp_path / "before").open() as workspace:
        return entered(workspace)


def test_a_passphrase_change_killed_anywhere_opens_with_exactly_one(
    made: Sample, tmp_path: Path, before: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    quick_disk(monkeypatch)
    left = kills(made, tmp_path, lambda workspace: keyring.set_passphrase(workspace, MARY, NEW))
    opening = demand_nothing_lost(left, (MARY, NEW, BEN), before)
    assert opening == sorted(opening, reverse=True)
    assert {tuple(each) for each in opening} == {(True, False, True), (False, True, True)}


def test_adding_a_person_killed_anywhere_leaves_everybody_able_to_open(
    made: Sample, tmp_path: Path, before: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    quick_disk(monkeypatch)
    left = kills(made, tmp_path, lambda workspace: keyring.add(workspace, CY, NEW))
    opening = demand_nothing_lost(left, (MARY, BEN, NEW), before)
    assert opening == sorted(opening)
    assert {tuple(each) for each in opening} == {(True, True, False), (True, True, True)}


def test_a_removal_killed_anywhere_is_done_whole_or_not_at_all(
    made: Sample, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    quick_disk(monkeypatch)
    left = kills(made, tmp_path, lambda workspace: keyring.remove(workspace, made.ben))
    can_open = []
    for one in left:
        can_open.append(opens(one, BEN))
        with one.open() as workspace:
            assert (workspace.faults, workspace.gap, faults(workspace)) == ((), "", [])
            is_gone = workspace.conn.execute("SELECT roles FROM person WHERE name = 'Ben Ali'").fetchone() == ("[]",)
            assert is_gone is not can_open[-1]
        assert leftovers(one) == set()
    assert can_open == sorted(can_open, reverse=True)
    assert set(can_open) == {True, False}


def test_a_recovery_killed_anywhere_opens_with_exactly_one_and_can_be_done_again(
    made: Sample, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    quick_disk(monkeypatch)

    def work(sample: Sample) -> None:
        keyring.recover(sample.folder, sample.sheet, "Mary Öztürk", NEW, sample.means).close()

    opening = []
    for number, now in enumerate(every_kill(lambda: made.copied(tmp_path / "now"), work, before=lambda one: one)):
        one = now.copied(tmp_path / str(number))
        opening.append([opens(one, each) for each in (MARY, NEW, BEN)])
        means = replace(one.means, random=seeded(f"again {number}"))
        with keyring.recover(one.folder, one.sheet, "Mary Öztürk", "a third passphrase", means) as workspace:
            assert faults(workspace) == []
        with one.open("a third passphrase") as again:
            assert (again.faults, again.gap, faults(again)) == ((), "", [])
    assert {tuple(each) for each in opening} == {(True, False, True), (False, True, True)}
    assert opening == sorted(opening, reverse=True)
