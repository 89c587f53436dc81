"""Plan documents on disk: each encrypted under a random key of its own, which lies in the database; it reads no words.

A document is two files in `documents/`: the original and the text read from it. Neither ever changes. Forgetting the
key erases both, here and in every backup that is made from then on; `sweep` then takes the files away too.
"""

import hashlib
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from audit_app.domain.problems import AppError
from audit_app.store.document_files import (
    KEY_BYTES,
    ORIGINAL,
    TEXT,
    Unreadable,
    ids_in,
    keep_sealed,
    read_file,
    sealed_parts,
    unlink,
    write_files,
)
from audit_app.store.driver import Connection
from audit_app.store.ids import Ids
from audit_app.store.log.canonical import Json
from audit_app.store.log.rights import Op
from audit_app.store.workspace import DOCUMENTS, Workspace

LARGEST_TEXT: Final = 64 * 2**20
"""What a document's text may come to, in bytes: a text that unpacks to more was not written by this app."""

_COLUMNS: Final = "id, plan_id, name, media_type, size, added_on, role, agency, service"
# A day is no order among the documents of one day: the plan that was added last is the one to be read.
_ADDED: Final = (
    "SELECT max(c.lamport) FROM op o JOIN change c ON c.writer = o.writer AND c.seq = o.seq "
    "WHERE o.id = document.id AND o.field = 'record'"
)


@dataclass(frozen=True, slots=True)
class About:
    """What a document is: the plan itself, or the advice of an agency and, where known, its service."""

    role: str = "plan"
    agency: str = ""
    service: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """One document that is kept; `size` in bytes of the original, `added_on` YYYY-MM-DD."""

    id: str
    plan_id: str
    name: str
    media_type: str
    size: int
    added_on: str
    about: About


def keep(
    workspace: Workspace, plan_id: str, name: str, media_type: str, original: bytes, text: str, about: About
) -> Document:
    """Encrypt and keep a document of a plan, as one change; the same bytes again give the document that is there.

    Raises AppError where the disk is full or the person may not add documents; then nothing is kept.
    """
    digest = hashlib.sha256(original).hexdigest()
    id_ = Ids(workspace.id).document(plan_id, digest)
    held = next((one for one in documents_of(workspace.conn, plan_id) if one.id == id_), None)
    if held is not None and held.about == about:
        return held
    document = Document(id_, plan_id, name, media_type, len(original), workspace.means.now().date().isoformat(), about)
    ops = [_said(id_, about)] if held is not None else write_new(workspace, document, original, text)
    try:
        workspace.door.write("Document of a plan added", ops, touches=plan_id)
    except AppError:
        if held is None:
            unlink(_folder(workspace), id_)
        raise
    return document


def write_new(workspace: Workspace, document: Document, original: bytes, text: str) -> list[Op]:
    """Encrypt and write the two files of a document that is not there yet; returns the operations that make it known.

    Whoever cannot write these calls `sweep`, which takes the files away again. Raises AppError where the disk is full.
    """
    workspace.demand_writing()
    key = workspace.means.random(KEY_BYTES)
    parts = {ORIGINAL: original, TEXT: zlib.compress(text.encode())}
    write_files(_folder(workspace), workspace.id, document.id, key, parts)
    digest = hashlib.sha256(original).hexdigest()
    return [Op("document", document.id, "record", _record(document, digest, key)), _said(document.id, document.about)]


def describe(workspace: Workspace, id_: str, about: About) -> None:
    """Say what a document is, as one change; nothing where that is what it is. Raises AppError where it is gone."""
    held = document(workspace.conn, id_)
    if held.about != about:
        words = "Document is the plan" if about.role == "plan" else "Document is advice"
        workspace.door.write(words, [_said(id_, about)], touches=held.plan_id)


def documents_of(conn: Connection, plan_id: str) -> tuple[Document, ...]:
    """The documents of a plan that are not erased, the newest first."""
    order = f"added_on DESC, ({_ADDED}) DESC, id"
    sql = f"SELECT {_COLUMNS} FROM document WHERE plan_id = ? AND key IS NOT NULL ORDER BY {order}"
    return tuple(_document(row) for row in conn.execute(sql, (plan_id,)))


def there_at_submission(conn: Connection, review_id: str) -> frozenset[str]:
    """The ids of documents of its plan that were there when a review was submitted; none of one that is open."""
    sql = (
        "SELECT document.id FROM review r JOIN audit a ON a.id = r.audit_id JOIN document ON "
        "document.plan_id = a.plan_id WHERE r.id = ? AND r.state = 'submitted' "
        f"AND ({_ADDED}) < (SELECT max(c.lamport) FROM op o JOIN change c ON c.writer = o.writer AND c.seq = o.seq "
        "WHERE o.id = r.id AND o.field = 'state' AND o.leaf = 1)"
    )
    return frozenset(id_ for (id_,) in conn.execute(sql, (review_id,)))


def document(conn: Connection, id_: str) -> Document:
    """One document. Raises AppError where it was erased or never was."""
    row = conn.execute(f"SELECT {_COLUMNS} FROM document WHERE id = ? AND key IS NOT NULL", (id_,)).fetchone()
    if row is None:
        raise _gone()
    return _document(row)


def original(workspace: Workspace, id_: str) -> bytes:
    """The bytes of the file as it was added. Raises AppError where it is erased, missing or damaged."""
    return _read(workspace, id_, ORIGINAL)


def text_of(workspace: Workspace, id_: str) -> str:
    """The text as it was read when the document was added. Raises AppError as `original` does."""
    unpacking = zlib.decompressobj()
    try:
        said = unpacking.decompress(_read(workspace, id_, TEXT), LARGEST_TEXT)
    except zlib.error:
        raise _damaged(workspace, id_) from None
    if unpacking.unconsumed_tail:
        raise _damaged(workspace, id_)
    return said.decode()


def sweep(workspace: Workspace) -> int:
    """Remove the files of documents whose key is forgotten or that no change speaks of; returns how many documents."""
    kept = {id_ for (id_,) in workspace.conn.execute("SELECT id FROM document WHERE key IS NOT NULL")}
    gone = ids_in(_folder(workspace)) - kept
    for id_ in gone:
        unlink(_folder(workspace), id_)
    return len(gone)


def missing(workspace: Workspace) -> tuple[str, ...]:
    """The ids of documents that should be on disk and are not whole, for `check`."""
    return tuple(
        id_
        for (id_,) in workspace.conn.execute("SELECT id FROM document WHERE key IS NOT NULL ORDER BY id").fetchall()
        if not _is_whole(workspace, id_)
    )


def sealed_files(workspace: Workspace, id_: str) -> dict[str, bytes]:
    """The files of a document as they lie on disk, by name, for another copy; empty where they are missing here."""
    try:
        return sealed_parts(_folder(workspace), id_)
    except Unreadable:
        return {}


def keep_sealed_files(workspace: Workspace, id_: str, sealed: Mapping[str, bytes]) -> bool:
    """Keep the files of a document from another copy where they are not whole here; whether they were kept.

    They are not where they were sealed by another key than the record has. Raises AppError where the disk is full.
    """
    row = workspace.conn.execute("SELECT key FROM document WHERE id = ? AND key IS NOT NULL", (id_,)).fetchone()
    if row is None or _is_whole(workspace, id_):
        return False
    try:
        keep_sealed(_folder(workspace), workspace.id, id_, bytes.fromhex(row[0]), sealed)
    except Unreadable:
        return False
    return True


def _is_whole(workspace: Workspace, id_: str) -> bool:
    try:
        for part in (ORIGINAL, TEXT):
            _read(workspace, id_, part)
    except AppError:
        return False
    return True


def _said(id_: str, about: About) -> Op:
    what: Json = {"role": about.role, "agency": about.agency or None, "service": about.service or None}
    return Op("document", id_, "about", what)


def _record(document: Document, digest: str, key: bytes) -> Json:
    shown = {name: getattr(document, name) for name in ("plan_id", "name", "media_type", "size", "added_on")}
    return {**shown, "digest": digest, "key": key.hex()}


def _document(row: Sequence[str]) -> Document:
    id_, plan_id, name, media_type, size, added_on, role, agency, service = row
    return Document(
        id_,
        plan_id,
        name or "",
        media_type or "",
        int(size or 0),
        added_on or "",
        About(role or "plan", agency or "", service or ""),
    )


def _folder(workspace: Workspace) -> Path:
    return workspace.folder / DOCUMENTS


def _read(workspace: Workspace, id_: str, part: str) -> bytes:
    row = workspace.conn.execute("SELECT key FROM document WHERE id = ? AND key IS NOT NULL", (id_,)).fetchone()
    if row is None:
        raise _gone()
    try:
        return read_file(_folder(workspace), workspace.id, id_, bytes.fromhex(row[0]), part)
    except Unreadable:
        raise _damaged(workspace, id_) from None


def _gone() -> AppError:
    return AppError("This document is not kept any more; it may have been erased under a retention rule.")


def _damaged(workspace: Workspace, id_: str) -> AppError:
    return AppError(
        f"The document {document(workspace.conn, id_).name} is missing or damaged in {_folder(workspace)}. "
        "Restore the newest backup beside this workspace, or add the document again."
    )
