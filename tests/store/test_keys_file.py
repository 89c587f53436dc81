"""K1, K2, K5: keys.json. Each refusal has its own words, and a kill at any moment leaves exactly one key file."""

import hashlib
import json
import secrets
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from audit_app.domain.problems import AppError
from audit_app.store.keys import keyfile, keyjson
from audit_app.store.keys.crypto import PersonKeys, lock, unlock, wrap
from audit_app.store.keys.errors import (
    DamagedDatabase,
    DamagedKeyFile,
    NewerVersion,
    NotAWorkspace,
    WrongKey,
    WrongPassphrase,
)
from audit_app.store.keys.keyfile import DATABASE_KEY, KeyFile, PersonEntry
from audit_app.store.keys.passphrase import KdfSettings
from audit_app.store.keys.recovery import RecoverySheet

LIGHT = KdfSettings(time_cost=1, memory_kib=8, parallelism=1)
WORKSPACE = "ab" * 16
SCHEMA = 3
OLD_SALT, NEW_SALT = "00" * 16, "11" * 16
OLD_KEY, NEW_KEY = b"o" * 32, b"n" * 32
SHEET = RecoverySheet(b"r" * 32)
ANN, BEN = (PersonKeys(letter * 32, letter * 32) for letter in (b"a", b"b"))


def entry(who: str, keys: PersonKeys, passphrase: str) -> PersonEntry:
    return PersonEntry(who, f"{who.title()} Öther", lock(keys, passphrase, LIGHT, bytes(16)))


def wrapped(key: bytes, keys: PersonKeys) -> bytes:
    return wrap(key, keys.opening_public, WORKSPACE, DATABASE_KEY)


def two_people() -> KeyFile:
    file = KeyFile(WORKSPACE, "0.1.0", SCHEMA, SHEET.public)
    file = keyfile.add_person(file, entry("ann", ANN, "ann has a passphrase"), {})
    recovery = wrap(OLD_KEY, SHEET.public, WORKSPACE, DATABASE_KEY)
    file = keyfile.add_database(file, OLD_SALT, {"ann": wrapped(OLD_KEY, ANN)}, recovery)
    ben = entry("ben", BEN, "ben has another one")
    return keyfile.add_person(file, ben, {OLD_SALT: wrapped(OLD_KEY, BEN)})


@pytest.fixture(scope="module")
def file() -> KeyFile:
    return two_people()


def opened(file: KeyFile, who: str, passphrase: str, salt: str) -> bytes:
    """The database key as the opener gets at it; a person or database that is not there is a KeyError."""
    database = file.database(salt)
    wrapped_key = database.wrapped_to(who) if database else None
    if wrapped_key is None:
        raise KeyError(who)
    return unlock(file.person(who).locked, passphrase).open_wrapped(wrapped_key, WORKSPACE, DATABASE_KEY)


def test_a_key_file_comes_back_from_disk_as_it_was_written(tmp_path: Path, file: KeyFile) -> None:
    keyjson.write_key_file(tmp_path, file)
    assert keyjson.read_key_file(tmp_path, SCHEMA) == file
    assert (tmp_path / keyjson.FILE_NAME).read_bytes() == keyjson.to_bytes(file)
    assert [path.name for path in tmp_path.iterdir()] == ["keys.json"]


def test_no_secret_stands_in_the_key_file(file: KeyFile) -> None:
    data = keyjson.to_bytes(file)
    for secret in (OLD_KEY, ANN.opening, BEN.signing, SHEET.secret):
        assert secret not in data
        assert secret.hex().encode() not in data
        assert json.dumps(secret.decode())[1:-1].encode() not in data


def test_each_person_and_the_sheet_get_the_database_key(file: KeyFile) -> None:
    assert opened(file, "ann", "ann has a passphrase", OLD_SALT) == OLD_KEY
    assert opened(file, "ben", "ben has another one", OLD_SALT) == OLD_KEY
    database = file.database(OLD_SALT)
    assert database is not None
    assert SHEET.open_wrapped(database.recovery, WORKSPACE, DATABASE_KEY) == OLD_KEY
    with pytest.raises(WrongPassphrase):
        opened(file, "ann", "ben has another one", OLD_SALT)


def test_refused_passphrases_write_nothing(tmp_path: Path, file: KeyFile) -> None:
    keyjson.write_key_file(tmp_path, file)
    before = snapshot(tmp_path)
    for number in range(50):
        with pytest.raises(WrongPassphrase):
            unlock(keyjson.read_key_file(tmp_path, SCHEMA).person("ann").locked, f"wrong passphrase {number}")
    assert snapshot(tmp_path) == before


def snapshot(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir()}


def edited(file: KeyFile, change: Callable[[dict[str, Any]], object]) -> bytes:
    """The file's bytes with something changed by another program that keeps the checksum right."""
    record = json.loads(keyjson.to_bytes(file))
    change(record)
    del record["checksum"]
    canonical = json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    record["checksum"] = hashlib.sha256(canonical.encode()).hexdigest()
    return json.dumps(record).encode()


def test_five_faults_have_five_different_sentences(tmp_path: Path, file: KeyFile) -> None:
    good = keyjson.to_bytes(file)
    path = tmp_path / "keys.json"
    faults: list[tuple[type[AppError], bytes | None]] = [
        (NotAWorkspace, None),
        (DamagedKeyFile, good.replace(b'"sealed": "', b'"sealed": "A', 1)),
        (NewerVersion, keyjson.to_bytes(keyfile.with_version(file, "9.1.0", SCHEMA + 1))),
    ]
    said = []
    for kind, data in faults:
        if data is not None:
            path.write_bytes(data)
        with pytest.raises(kind) as refused:
            keyjson.read_key_file(tmp_path, SCHEMA)
        assert type(refused.value) is kind
        assert data is None or path.read_bytes() == data
        said.append(refused.value.message)
    said += [WrongPassphrase().message, DamagedDatabase(tmp_path / "audit.db", "2026-11-21").message]
    assert len(set(said)) == 5
    assert "9.1.0" in said[2]
    assert "2026-11-21" in said[4]
    assert WrongKey().message not in said


@pytest.mark.parametrize("data", [b"[]", b"7", b'"text"', b"{}", b'{"name": "another program"}'])
def test_json_of_another_program_is_not_a_workspace(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "keys.json").write_bytes(data)
    with pytest.raises(NotAWorkspace):
        keyjson.read_key_file(tmp_path, SCHEMA)


def test_a_missing_folder_a_file_and_a_folder_named_keys_are_not_workspaces(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    (tmp_path / "odd" / "keys.json").mkdir(parents=True)
    for folder in (tmp_path / "missing", tmp_path / "file", tmp_path / "odd"):
        with pytest.raises(NotAWorkspace):
            keyjson.read_key_file(folder, SCHEMA)


def test_a_file_that_may_not_be_read_is_said_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> object:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(AppError, match=r"could not be read \(Permission denied\)"):
        keyjson.read_key_file(tmp_path, SCHEMA)


def test_every_flipped_bit_and_every_cut_is_told_as_damage_and_never_as_a_newer_version(file: KeyFile) -> None:
    good = keyjson.to_bytes(file)
    broken = [good[:at] + bytes([good[at] ^ (1 << at % 8)]) + good[at + 1 :] for at in range(len(good))]
    broken += [good[:length] for length in range(0, len(good) - 2, 7)]
    for data in broken:
        try:
            read = keyjson.from_bytes(data, SCHEMA, Path("keys.json"))
        except DamagedKeyFile:
            continue
        assert read == file  # a blank that became another blank


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe\x00",
        b"{" * 100_000,
        b'{"a":' * 100_000,
        b'{"checksum": "x", "schema": ' + b"9" * 5000 + b"}",
        b'{"checksum": "x", "what": "\\ud800"}',
        b'{"checksum": null}',
        b" " * (16 * 1024 * 1024 + 1),
    ],
)
def test_hostile_bytes_are_told_as_damage(data: bytes) -> None:
    with pytest.raises(DamagedKeyFile):
        keyjson.from_bytes(data, SCHEMA, Path("keys.json"))


def test_a_name_given_twice_is_damage(file: KeyFile) -> None:
    twice = keyjson.to_bytes(file).replace(b'"schema": 3', b'"schema": 99, "schema": 3')
    with pytest.raises(DamagedKeyFile):
        keyjson.from_bytes(twice, SCHEMA, Path("keys.json"))


def set_in(*steps: str | int, to: object) -> Callable[[dict[str, Any]], None]:
    def change(record: Any) -> None:
        for step in steps[:-1]:
            record = record[step]
        record[steps[-1]] = to

    return change


@pytest.mark.parametrize(
    "change",
    [
        set_in("workspace", to=""),
        set_in("workspace", to=5),
        set_in("schema", to="3"),
        set_in("schema", to=True),
        set_in("schema", to=-1),
        set_in("people", to={}),
        set_in("people", 0, to=[]),
        set_in("people", 0, "kdf", "memory_kib", to=2**40),
        set_in("people", 0, "kdf", to=None),
        set_in("people", 0, "salt", to="00"),
        set_in("people", 0, "sealed", to="not base64!"),
        set_in("people", 0, "opening_public", to="AAAA"),
        set_in("databases", 0, "salt", to="xy" * 16),
        set_in("databases", 0, "people", to=[]),
        set_in("databases", 0, "recovery", to=None),
        lambda record: record.pop("people"),
        lambda record: record.pop("format"),
    ],
)
def test_a_wrong_shape_with_a_right_checksum_is_damage_too(
    file: KeyFile, change: Callable[[dict[str, Any]], object]
) -> None:
    with pytest.raises(DamagedKeyFile):
        keyjson.from_bytes(edited(file, change), SCHEMA, Path("keys.json"))


def test_a_newer_format_is_told_whatever_else_it_holds(file: KeyFile) -> None:
    def newer(record: dict[str, Any]) -> None:
        record.update(format=2, app_version="2.0.0", people="kept elsewhere")

    with pytest.raises(NewerVersion, match=r"version 2\.0\.0"):
        keyjson.from_bytes(edited(file, newer), SCHEMA, Path("keys.json"))


def test_an_older_schema_is_read(file: KeyFile) -> None:
    assert keyjson.from_bytes(keyjson.to_bytes(file), SCHEMA + 5, Path("keys.json")) == file


def test_a_changed_passphrase_opens_and_the_old_one_does_not(file: KeyFile) -> None:
    changed = keyfile.change_passphrase(file, "ann", lock(ANN, "a new passphrase", LIGHT, bytes(range(16))))
    assert opened(changed, "ann", "a new passphrase", OLD_SALT) == OLD_KEY
    assert opened(changed, "ben", "ben has another one", OLD_SALT) == OLD_KEY
    with pytest.raises(WrongPassphrase):
        opened(changed, "ann", "ann has a passphrase", OLD_SALT)
    with pytest.raises(ValueError, match="same pairs"):
        keyfile.change_passphrase(file, "ann", lock(BEN, "a new passphrase", LIGHT, bytes(16)))


def test_a_rotation_ends_with_a_key_that_the_removed_person_never_had(file: KeyFile) -> None:
    recovery = wrap(NEW_KEY, SHEET.public, WORKSPACE, DATABASE_KEY)
    both = keyfile.add_database(file, NEW_SALT, {"ann": wrapped(NEW_KEY, ANN)}, recovery)
    assert opened(both, "ann", "ann has a passphrase", OLD_SALT) == OLD_KEY
    assert opened(both, "ann", "ann has a passphrase", NEW_SALT) == NEW_KEY
    with pytest.raises(KeyError):
        opened(both, "ben", "ben has another one", NEW_SALT)
    after = keyfile.drop_database(keyfile.remove_person(both, "ben"), OLD_SALT)
    assert [person.id for person in after.people] == ["ann"]
    assert [database.salt for database in after.databases] == [NEW_SALT]
    assert b"ben" not in keyjson.to_bytes(after).lower()


def test_changes_that_would_lock_people_out_are_refused(file: KeyFile) -> None:
    alone = keyfile.remove_person(file, "ben")
    with pytest.raises(AppError, match="Add another person first"):
        keyfile.remove_person(alone, "ann")
    with pytest.raises(AppError, match="no keys in this workspace"):
        keyfile.remove_person(file, "cy")
    with pytest.raises(AppError, match="already"):
        keyfile.add_person(file, entry("ann", ANN, "ann has a passphrase"), {OLD_SALT: b""})
    with pytest.raises(KeyError):
        keyfile.add_person(file, entry("cy", ANN, "cy has a third one"), {})
    with pytest.raises(ValueError, match="already"):
        keyfile.add_database(file, OLD_SALT, {"ann": b""}, b"")
    for nobody in ({}, {"cy": b""}):
        with pytest.raises(ValueError, match="at least one"):
            keyfile.add_database(file, NEW_SALT, nobody, b"")
    for salt in (OLD_SALT, NEW_SALT):
        with pytest.raises(ValueError, match="never the last"):
            keyfile.drop_database(file, salt)


def test_each_database_says_which_sheet_opens_it_and_replaced_sheets_are_listed_once(file: KeyFile) -> None:
    sheet = RecoverySheet.generate(secrets.token_bytes)
    assert file.sheet_of(OLD_SALT) == SHEET.public
    (database,) = file.databases
    newer = replace(file, databases=(replace(database, sheet=sheet.public),))
    for utc in ("2026-11-20T09:00:00Z", "2026-11-22T09:00:00Z"):
        newer = keyfile.with_replaced_sheet(newer, SHEET.public, utc)
    assert newer.sheet_of(OLD_SALT) == sheet.public
    assert [one.utc for one in newer.replaced_sheets] == ["2026-11-22T09:00:00Z"]
    assert keyjson.from_bytes(keyjson.to_bytes(newer), SCHEMA, Path("keys.json")) == newer
    assert b"sheet" not in keyjson.to_bytes(file)


def test_another_name_changes_nothing_but_the_name(file: KeyFile) -> None:
    renamed = keyfile.rename_person(file, "ben", "Ben New")
    assert renamed.person("ben").name == "Ben New"
    assert keyfile.rename_person(renamed, "ben", file.person("ben").name) == file
    with pytest.raises(AppError):
        keyfile.rename_person(file, "cy", "Cy")


def test_the_salt_of_a_database_is_its_first_sixteen_bytes(tmp_path: Path) -> None:
    (tmp_path / "audit.db").write_bytes(bytes(range(100)))
    assert keyjson.database_salt(tmp_path / "audit.db") == bytes(range(16)).hex()
    (tmp_path / "short.db").write_bytes(b"short")
    for name in ("short.db", "missing.db"):
        with pytest.raises(DamagedDatabase):
            keyjson.database_salt(tmp_path / name)


KILLED = """
import os, signal, sys
from pathlib import Path
from audit_app.store.keys import keyfile, keyjson
folder, left = Path(sys.argv[1]), int(sys.argv[2])
old = keyjson.from_bytes(Path(sys.argv[3]).read_bytes(), 3, folder)
def counted(call):
    def wrapped(*args, **kwargs):
        global left
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return call(*args, **kwargs)
    return wrapped
for name in ("open", "fsync", "replace", "close", "unlink", "fdopen"):
    setattr(os, name, counted(getattr(os, name)))
keyjson.write_key_file(folder, old)
"""


def test_a_passphrase_change_killed_at_any_call_opens_with_exactly_one(tmp_path: Path, file: KeyFile) -> None:
    folder = tmp_path / "workspace"
    folder.mkdir()
    changed = keyfile.change_passphrase(file, "ann", lock(ANN, "a new passphrase", LIGHT, bytes(range(16))))
    (tmp_path / "changed").write_bytes(keyjson.to_bytes(changed))
    seen, code = [], -1
    for step in range(40):
        keyjson.write_key_file(folder, file)
        command = [sys.executable, "-c", KILLED, str(folder), str(step), str(tmp_path / "changed")]
        code = subprocess.run(command, check=False).returncode
        read = keyjson.read_key_file(folder, SCHEMA)
        opens = [works(read, text) for text in ("ann has a passphrase", "a new passphrase")]
        assert opens.count(True) == 1
        seen.append(opens[1])
        if code == 0:
            break
    assert code == 0
    assert set(seen) == {False, True}


def works(file: KeyFile, passphrase: str) -> bool:
    try:
        return opened(file, "ann", passphrase, OLD_SALT) == OLD_KEY
    except WrongPassphrase:
        return False


def test_the_same_key_file_is_the_same_bytes(file: KeyFile) -> None:
    assert keyjson.to_bytes(file) == keyjson.to_bytes(replace(file))
    assert keyjson.to_bytes(file) != keyjson.to_bytes(keyfile.with_version(file, "0.2.0", SCHEMA))
