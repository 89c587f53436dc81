"""keys.json as values: who can open which database, and the pure changes to it; it reads and writes no file.

Public halves here can be changed by whoever can write the file. They are logged rows of the database too:
compare them with those before a database key is wrapped to them again.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from audit_app.domain.problems import AppError
from audit_app.store.keys.crypto import LockedKeys

FORMAT = 1
DATABASE_KEY = "database key"
"""The purpose to which every database key is wrapped."""


@dataclass(frozen=True, slots=True)
class PersonEntry:
    """One person who can open the workspace, with their locked pairs."""

    id: str
    name: str
    locked: LockedKeys


@dataclass(frozen=True, slots=True)
class DatabaseEntry:
    """One database file, known by its salt (its first 16 bytes, in hex), with its key wrapped to those who may.

    `sheet` is the public half of the recovery sheet that `recovery` is wrapped to; empty where it is the sheet that
    was made with the workspace.
    """

    salt: str
    wraps: tuple[tuple[str, bytes], ...]
    recovery: bytes
    sheet: bytes = b""

    def wrapped_to(self, person_id: str) -> bytes | None:
        """The database key wrapped to this person, or None when they may not open this database."""
        return dict(self.wraps).get(person_id)


@dataclass(frozen=True, slots=True)
class ReplacedSheet:
    """A recovery sheet whose place a newer one has taken, and when (UTC text): told, not let in."""

    public: bytes
    utc: str


@dataclass(frozen=True, slots=True)
class KeyFile:
    """The whole of keys.json; `schema` is the least schema number that a reader needs to know.

    `recovery_public` belongs to the sheet that was made with the workspace; `sheet_of` tells the one in force.
    """

    workspace: str
    app_version: str
    schema: int
    recovery_public: bytes
    people: tuple[PersonEntry, ...] = ()
    databases: tuple[DatabaseEntry, ...] = ()
    replaced_sheets: tuple[ReplacedSheet, ...] = ()

    def person(self, person_id: str) -> PersonEntry:
        """The entry of a person; raises AppError when there is none."""
        for entry in self.people:
            if entry.id == person_id:
                return entry
        raise AppError("This person has no keys in this workspace. Ask an owner to add them.")

    def database(self, salt: str) -> DatabaseEntry | None:
        """The entry of the database with this salt, or None when this key file does not know it."""
        return next((entry for entry in self.databases if entry.salt == salt), None)

    def sheet_of(self, salt: str) -> bytes:
        """The public half of the recovery sheet in force for the database with this salt."""
        entry = self.database(salt)
        return entry.sheet if entry is not None and entry.sheet else self.recovery_public


def add_person(file: KeyFile, entry: PersonEntry, wraps: Mapping[str, bytes]) -> KeyFile:
    """With one more person; `wraps` gives each database's key wrapped to them, by the database's salt."""
    if any(known.id == entry.id for known in file.people):
        raise AppError(f"{entry.name} can open this workspace already.")
    databases = tuple(
        replace(database, wraps=(*database.wraps, (entry.id, wraps[database.salt]))) for database in file.databases
    )
    return replace(file, people=(*file.people, entry), databases=databases)


def change_passphrase(file: KeyFile, person_id: str, locked: LockedKeys) -> KeyFile:
    """With the same pairs of one person locked anew, by another passphrase or at a higher cost.

    Raises ValueError for other pairs: what is wrapped to the old ones could not be opened.
    """
    old = file.person(person_id)
    if (old.locked.opening_public, old.locked.signing_public) != (locked.opening_public, locked.signing_public):
        raise ValueError("Another passphrase locks the same pairs.")
    people = tuple(replace(entry, locked=locked) if entry.id == person_id else entry for entry in file.people)
    return replace(file, people=people)


def remove_person(file: KeyFile, person_id: str) -> KeyFile:
    """Without one person and everything wrapped to them.

    They may have kept the database key: rotate it first (new file, `add_database`, move, `drop_database`).
    Raises AppError for the last person, who would leave nobody but the recovery sheet.
    """
    file.person(person_id)
    if len(file.people) == 1:
        raise AppError("The last person who can open the workspace cannot be removed. Add another person first.")
    databases = tuple(
        replace(database, wraps=tuple(wrap for wrap in database.wraps if wrap[0] != person_id))
        for database in file.databases
    )
    return replace(file, people=tuple(p for p in file.people if p.id != person_id), databases=databases)


def add_database(file: KeyFile, salt: str, wraps: Mapping[str, bytes], recovery: bytes) -> KeyFile:
    """With one more database: its key wrapped to people (by id) and to the recovery sheet.

    During a rotation both databases stand in the file, so that a crash opens with exactly one of them.
    Raises ValueError for a salt that stands there already and for a person who does not.
    """
    if file.database(salt) is not None:
        raise ValueError("This database stands in the key file already.")
    if not wraps or not set(wraps) <= {entry.id for entry in file.people}:
        raise ValueError("A database key is wrapped to people of the key file, at least one.")
    return replace(file, databases=(*file.databases, DatabaseEntry(salt, tuple(sorted(wraps.items())), recovery)))


def drop_database(file: KeyFile, salt: str) -> KeyFile:
    """Without the database of this salt; raises ValueError for one that is not there, or the last one."""
    kept = tuple(entry for entry in file.databases if entry.salt != salt)
    if not kept or len(kept) == len(file.databases):
        raise ValueError("Only a known database is dropped, and never the last.")
    return replace(file, databases=kept)


def only_database(file: KeyFile, salt: str) -> KeyFile:
    """With this database alone, and of the people those who can open it: its file has taken another's place."""
    entry = file.database(salt)
    if entry is None:
        return file
    kept = tuple(one for one in file.people if entry.wrapped_to(one.id) is not None)
    return replace(file, people=kept, databases=(entry,))


def rename_person(file: KeyFile, person_id: str, name: str) -> KeyFile:
    """With another name of one person, under which they unlock."""
    file.person(person_id)
    people = tuple(replace(entry, name=name) if entry.id == person_id else entry for entry in file.people)
    return replace(file, people=people)


def with_new_keys(file: KeyFile, entry: PersonEntry, wraps: Mapping[str, bytes]) -> KeyFile:
    """With other pairs of a person who is there already; `wraps` gives each database's key wrapped to them."""
    people = tuple(entry if one.id == entry.id else one for one in file.people)
    databases = tuple(
        replace(one, wraps=(*(wrap for wrap in one.wraps if wrap[0] != entry.id), (entry.id, wraps[one.salt])))
        for one in file.databases
    )
    return replace(file, people=people, databases=databases)


def with_replaced_sheet(file: KeyFile, public: bytes, utc: str) -> KeyFile:
    """With one more sheet on the list of those that were replaced."""
    others = tuple(one for one in file.replaced_sheets if one.public != public)
    return replace(file, replaced_sheets=(*others, ReplacedSheet(public, utc)))


def with_version(file: KeyFile, app_version: str, schema: int) -> KeyFile:
    """As written by this version of the app, needing this schema number; set by each migration."""
    return replace(file, app_version=app_version, schema=schema)
