"""keys.json on disk: read with four different refusals before any passphrase is asked, and written whole.

The checksum is SHA-256 over canonical JSON (keys sorted, no blanks, UTF-8) of everything but itself. This
rule and the names `what`, `format`, `app_version`, `schema` and `checksum` stand for every later format, so
that an older app can always tell damage from a newer version.
"""

import hashlib
import json
from base64 import b64decode, b64encode
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from audit_app.domain.problems import AppError
from audit_app.files import write_whole
from audit_app.store.keys.crypto import KEY_BYTES, SALT_BYTES, LockedKeys
from audit_app.store.keys.errors import DamagedDatabase, DamagedKeyFile, NewerVersion, NotAWorkspace
from audit_app.store.keys.keyfile import FORMAT, DatabaseEntry, KeyFile, PersonEntry, ReplacedSheet
from audit_app.store.keys.passphrase import KdfSettings
from audit_app.version import __version__

FILE_NAME = "keys.json"
_WHAT = "ehcp-audit keys"
_LARGEST_FILE = 16 * 1024 * 1024

Json = dict[str, Any]
Entry = TypeVar("Entry")


def read_key_file(folder: Path, known_schema: int) -> KeyFile:
    """The key file of a workspace folder.

    Raises NotAWorkspace, DamagedKeyFile, NewerVersion (a format, or a schema above `known_schema`), or
    AppError when the file cannot be read.
    """
    path = folder / FILE_NAME
    try:
        with path.open("rb") as handle:
            data = handle.read(_LARGEST_FILE + 1)
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        raise NotAWorkspace(folder) from None
    except OSError as error:
        raise AppError(
            f"The key file {path} could not be read ({error.strerror or error}). Check that you may open it."
        ) from error
    return from_bytes(data, known_schema, path)


def write_key_file(folder: Path, file: KeyFile) -> None:
    """Write the key file whole, over the earlier one; raises AppError and then the earlier one stands."""
    write_whole(folder / FILE_NAME, to_bytes(file))


def database_salt(path: Path) -> str:
    """The salt of a database file, its first 16 bytes in hex; raises DamagedDatabase when it has none."""
    try:
        with path.open("rb") as handle:
            salt = handle.read(SALT_BYTES)
    except OSError:
        raise DamagedDatabase(path) from None
    if len(salt) < SALT_BYTES:
        raise DamagedDatabase(path)
    return salt.hex()


def to_bytes(file: KeyFile) -> bytes:
    """The same bytes for the same key file, with its checksum."""
    record: Json = {
        "what": _WHAT,
        "format": FORMAT,
        "app_version": file.app_version,
        "schema": file.schema,
        "workspace": file.workspace,
        "recovery_public": _text(file.recovery_public),
        "people": [_person_record(entry) for entry in file.people],
        "databases": [_database_record(entry) for entry in file.databases],
    }
    if file.replaced_sheets:
        record["replaced_sheets"] = [{"public": _text(one.public), "utc": one.utc} for one in file.replaced_sheets]
    record["checksum"] = _checksum(record)
    return json.dumps(record, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"


def from_bytes(data: bytes, known_schema: int, path: Path) -> KeyFile:
    """The key file in these bytes; `path` is for the messages. Raises as `read_key_file` does."""
    record = _loaded(data, path)
    if record.get("what") != _WHAT and "checksum" not in record:
        raise NotAWorkspace(path.parent)
    try:
        checksum = record.pop("checksum", "")
        if checksum != _checksum(record):
            raise DamagedKeyFile(path)
        if _count(record["format"]) > FORMAT or _count(record["schema"]) > known_schema:
            raise NewerVersion(str(record["app_version"]), __version__)
        return _key_file(record)
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError):
        raise DamagedKeyFile(path) from None


def _loaded(data: bytes, path: Path) -> Json:
    try:
        if len(data) > _LARGEST_FILE:
            raise DamagedKeyFile(path)
        record = json.loads(data, object_pairs_hook=_without_repeats)
    except (ValueError, RecursionError):
        raise DamagedKeyFile(path) from None
    if not isinstance(record, dict):
        raise NotAWorkspace(path.parent)
    return record


def _without_repeats(pairs: list[tuple[str, Any]]) -> Json:
    """A name given twice would hide a value from the checksum."""
    record = dict(pairs)
    if len(record) < len(pairs):
        raise ValueError("A name stands twice.")
    return record


def _checksum(record: Json) -> str:
    canonical = json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _person_record(entry: PersonEntry) -> Json:
    locked = entry.locked
    return {
        "id": entry.id,
        "name": entry.name,
        "kdf": {
            "time_cost": locked.kdf.time_cost,
            "memory_kib": locked.kdf.memory_kib,
            "parallelism": locked.kdf.parallelism,
        },
        "salt": locked.salt.hex(),
        "sealed": _text(locked.sealed),
        "opening_public": _text(locked.opening_public),
        "signing_public": _text(locked.signing_public),
    }


def _database_record(entry: DatabaseEntry) -> Json:
    wraps = {person: _text(wrapped) for person, wrapped in entry.wraps}
    record = {"salt": entry.salt, "people": wraps, "recovery": _text(entry.recovery)}
    return {**record, "sheet": _text(entry.sheet)} if entry.sheet else record


def _key_file(record: Json) -> KeyFile:
    return KeyFile(
        workspace=_string(record["workspace"]),
        app_version=_string(record["app_version"]),
        schema=_count(record["schema"]),
        recovery_public=_bytes(record["recovery_public"], KEY_BYTES),
        people=_each(record["people"], _person),
        databases=_each(record["databases"], _database),
        replaced_sheets=_each(record.get("replaced_sheets", []), _replaced),
    )


def _person(record: Json) -> PersonEntry:
    kdf = record["kdf"]
    settings = KdfSettings(_count(kdf["time_cost"]), _count(kdf["memory_kib"]), _count(kdf["parallelism"]))
    locked = LockedKeys(
        kdf=settings,
        salt=_hex(record["salt"]),
        sealed=_bytes(record["sealed"]),
        opening_public=_bytes(record["opening_public"], KEY_BYTES),
        signing_public=_bytes(record["signing_public"], KEY_BYTES),
    )
    return PersonEntry(_string(record["id"]), _string(record["name"]), locked)


def _database(record: Json) -> DatabaseEntry:
    wraps = tuple((person, _bytes(wrapped)) for person, wrapped in sorted(record["people"].items()))
    sheet = _bytes(record["sheet"], KEY_BYTES) if "sheet" in record else b""
    return DatabaseEntry(_hex(record["salt"]).hex(), wraps, _bytes(record["recovery"]), sheet)


def _replaced(record: Json) -> ReplacedSheet:
    return ReplacedSheet(_bytes(record["public"], KEY_BYTES), _string(record["utc"]))


def _each(records: Any, read: Callable[[Json], Entry]) -> tuple[Entry, ...]:
    if not isinstance(records, list):
        raise TypeError("A list is expected.")
    return tuple(read(record) for record in records)


def _string(value: Any) -> str:
    if not isinstance(value, str) or not value:
        raise TypeError("A text is expected.")
    return value


def _count(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise TypeError("A number from 0 is expected.")
    return value


def _text(value: bytes) -> str:
    return b64encode(value).decode()


def _bytes(value: Any, length: int | None = None) -> bytes:
    decoded = b64decode(_string(value), validate=True)
    if length is not None and len(decoded) != length:
        raise ValueError("Another length is expected.")
    return decoded


def _hex(value: Any) -> bytes:
    decoded = bytes.fromhex(_string(value))
    if len(decoded) != SALT_BYTES:
        raise ValueError("A salt has 16 bytes.")
    return decoded
