"""The two files of a plan document in `documents/`, encrypted under its own key; it knows no tables and no words."""

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

from audit_app.domain.problems import AppError
from audit_app.files import write_whole

KEY_BYTES: Final = 32
ORIGINAL, TEXT = "original", "text"
# Each key seals exactly these two, so two fixed nonces serve.
_NONCES: Final = {ORIGINAL: bytes(12), TEXT: b"\1" + bytes(11)}


class Unreadable(Exception):
    """A file is missing, cut short or not what was sealed."""


def write_files(folder: Path, workspace: str, id_: str, key: bytes, parts: dict[str, bytes]) -> None:
    """Seal both parts of a document into `folder`, which is made when missing; both or neither.

    Raises AppError with a sentence where the disk is full or refuses.
    """
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    folder.mkdir(exist_ok=True, mode=0o700)
    try:
        for part, content in parts.items():
            sealed = ChaCha20Poly1305(key).encrypt(_NONCES[part], content, _bound_to(workspace, id_, part))
            write_whole(_path(folder, id_, part), sealed)
    except AppError:
        unlink(folder, id_)
        raise


def read_file(folder: Path, workspace: str, id_: str, key: bytes, part: str) -> bytes:
    """What was sealed as this part of a document. Raises Unreadable where it is not there as it was written."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    try:
        sealed = _path(folder, id_, part).read_bytes()
        return ChaCha20Poly1305(key).decrypt(_NONCES[part], sealed, _bound_to(workspace, id_, part))
    except (OSError, InvalidTag, ValueError):
        raise Unreadable(id_) from None


def sealed_parts(folder: Path, id_: str) -> dict[str, bytes]:
    """Both files of a document as they lie on disk, by their names, to travel as they are. Raises Unreadable."""
    try:
        return {_path(folder, id_, part).name: _path(folder, id_, part).read_bytes() for part in _NONCES}
    except OSError:
        raise Unreadable(id_) from None


def keep_sealed(folder: Path, workspace: str, id_: str, key: bytes, sealed: Mapping[str, bytes]) -> None:
    """Write both files of a document as they came from elsewhere, in place of any that are here.

    Raises Unreadable where one of them is missing or was not sealed by this key for this document; then nothing is
    written. Raises AppError where the disk is full or refuses.
    """
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    found = {part: sealed.get(_path(folder, id_, part).name, b"") for part in _NONCES}
    try:
        for part, content in found.items():
            ChaCha20Poly1305(key).decrypt(_NONCES[part], content, _bound_to(workspace, id_, part))
    except (InvalidTag, ValueError):
        raise Unreadable(id_) from None
    folder.mkdir(exist_ok=True, mode=0o700)
    for part, content in found.items():
        write_whole(_path(folder, id_, part), content)


def unlink(folder: Path, id_: str) -> None:
    """Remove both files of a document, as far as the system allows."""
    for part in _NONCES:
        with suppress(OSError):
            _path(folder, id_, part).unlink(missing_ok=True)


def ids_in(folder: Path) -> set[str]:
    """The ids of the documents that have a file here."""
    return {path.name.split(".")[0] for path in (folder.iterdir() if folder.is_dir() else ()) if path.suffix}


def _path(folder: Path, id_: str, part: str) -> Path:
    return folder / f"{id_}.{part}"


def _bound_to(workspace: str, id_: str, part: str) -> bytes:
    return f"ehcp-audit/1 document\0{workspace}\0{id_}\0{part}".encode()
