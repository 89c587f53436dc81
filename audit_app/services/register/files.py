"""Reading a register from any file that is known: a table, or a statutory return; it writes nothing."""

import hashlib
from datetime import date
from hashlib import file_digest
from pathlib import Path

from audit_app.intake.faults import MOST_SHOWN
from audit_app.intake.keeping import Keeping
from audit_app.intake.mapping import Mapping
from audit_app.intake.register import RegisterReading, read_register
from audit_app.intake.sen2.reading import read_return
from audit_app.intake.sen2.returns import ReturnKind, kind_of


def is_return(path: Path, *, by_hand: bool = False) -> bool:
    """Whether a file is a statutory return, whose elements explain themselves and need no mapping.

    Annex A is a table as well: `by_hand` says that its columns are to be explained by a person, and it is then none.
    """
    kind = kind_of(path)
    return kind is not None and not (by_hand and kind is ReturnKind.ANNEX_A)


def read_any(
    path: Path,
    *,
    today: date,
    mapping: Mapping | None = None,
    most_problems: int = MOST_SHOWN,
    keeping: Keeping | None = None,
) -> RegisterReading:
    """Read a register, recognised by its content. Of a mapping, a return uses only the sensitive fields to take in,
    but Annex A is read by a mapping that names its columns.

    `keeping` says where the rows go: into the reading where it is not given.

    Raises AppError where it is nothing that can be read; faults in it are in the reading's `problems`.
    """
    kind = kind_of(path)
    if kind is None or (kind is ReturnKind.ANNEX_A and mapping is not None and mapping.columns):
        return read_register(path, today=today, mapping=mapping, most_problems=most_problems, keeping=keeping)
    include = mapping.include if mapping is not None else frozenset[str]()
    return read_return(path, kind, today=today, include=include, most_problems=most_problems, keeping=keeping)


def digest_of(path: Path) -> str:
    """SHA-256 of a file in hexadecimal digits; of a folder, that of its files' names and digests in order."""
    if path.is_dir():
        listed = sorted(one for one in path.iterdir() if one.is_file())
        return hashlib.sha256("".join(f"{one.name}\n{digest_of(one)}\n" for one in listed).encode()).hexdigest()
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()
