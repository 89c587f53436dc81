"""Everything behind named plans as one folder: an index with links, a page set for each plan, tables as CSV."""

import os
import shutil
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from audit_app.domain.problems import AppError
from audit_app.domain.report_look import NO_LOOK, ReportLook
from audit_app.files import sentence
from audit_app.machine.folders import ready
from exports.document import Block, Column, Document, Heading, Links, Paragraph, Table, TitleBlock, Tone
from exports.progress import Progress, in_silence
from scoring.days import day

INDEX = "index.pdf"
_CHAIN = (Column("Whose", 1.4), Column("Writer", 1.2), Column("Changes", 0.7, number=True), Column("Hash", 3.4))


@dataclass(frozen=True, slots=True)
class FolderFile:
    """A file of the folder: its path in it (with /), what it is in a short sentence, and what makes its bytes."""

    path: str
    about: str
    make: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class InspectionFolder:
    """What the folder holds: groups of files under a heading each, and what its index says beside them."""

    organisation: str
    period: str
    asked: str
    data_date: date
    data_head: str
    groups: tuple[tuple[str, tuple[FolderFile, ...]], ...]
    chains: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()
    look: ReportLook = NO_LOOK

    @property
    def files(self) -> tuple[FolderFile, ...]:
        """Every file but the index."""
        return tuple(file for _, files in self.groups for file in files)


def write_inspection(folder: InspectionFolder, out: Path, progress: Progress = in_silence) -> list[Path]:
    """Write the folder `out`, whole or not at all: it is built beside its place and then renamed.

    Returns the paths, the index first. Raises AppError where `out` is there and not empty, or something cannot be
    written; then nothing is left of it. The same data give the same bytes in every file.
    """
    demand_free(out)
    ready(out.parent)
    try:
        beside = Path(tempfile.mkdtemp(prefix=".writing-", dir=out.parent))
    except OSError as error:
        raise AppError(sentence(error, out)) from error
    try:
        _fill(beside, folder, progress)
        with suppress(FileNotFoundError):
            out.rmdir()  # an empty folder gives way
        beside.rename(out)
    except OSError as error:
        raise AppError(sentence(error, out)) from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return [out / INDEX, *(out / file.path for file in folder.files)]


def demand_free(out: Path) -> None:
    """Raise AppError where something is there already: a folder that is not empty is never written into."""
    try:
        if out.is_dir() and not any(out.iterdir()):
            return
    except OSError as error:
        raise AppError(sentence(error, out)) from error
    if out.exists() or out.is_symlink():
        raise AppError(f"{out} is there already and is not an empty folder. Name a new folder, so that nothing mixes.")


def _fill(beside: Path, folder: InspectionFolder, progress: Progress) -> None:
    from exports.pdf.build import pdf_bytes
    from resources.theme import read_theme

    total = len(folder.files) + 1
    for number, file in enumerate(folder.files, 1):
        _write(beside / file.path, file.make())
        progress(number, total)
    _write(beside / INDEX, pdf_bytes(index_of(folder), read_theme("light"), folder.data_date))
    progress(total, total)


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as handle:
        handle.write(data)


def index_of(folder: InspectionFolder) -> Document:
    """The index: what was asked for, every file with a link, and where the change log stood."""
    facts = (("Asked for", folder.asked), ("For", "The audit group and inspectors. It names plans and people."))
    return Document(
        title=TitleBlock(
            folder.organisation or "No organisation named", "Evidence for inspection", folder.period, facts
        ),
        running=f"Evidence for inspection · {folder.period} · for the audit group",
        foot=f"Data up to {day(folder.data_date)}, state {folder.data_head[:12]}",
        subject=f"Evidence for inspection, {folder.asked}",
        blocks=tuple(_index_blocks(folder)),
        look=folder.look,
    )


def _index_blocks(folder: InspectionFolder) -> Sequence[Block]:
    blocks: list[Block] = [Paragraph(note) for note in folder.notes]
    for title, files in folder.groups:
        blocks += [Heading(title), Links(tuple((f"{file.path}: {file.about}", file.path) for file in files))]
    blocks += [
        Heading("Where the change log stood"),
        Paragraph(
            "Each person's computer keeps a chain of signed changes; a hash follows from all before it. Whoever holds "
            "the workspace can compare these with its own, and ehcp-audit check works every one of them out again.",
        ),
        Table(_CHAIN, folder.chains),
        Paragraph(f"State of the data: {folder.data_head}", Tone.NOTE),
    ]
    return blocks
