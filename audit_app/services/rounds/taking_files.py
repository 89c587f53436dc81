"""Packs and sheets that came back to the chair, file by file: one that is refused keeps none of the others out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from audit_app.domain.counting import counted
from audit_app.domain.problems import AppError
from audit_app.exchange.header import Kind
from audit_app.exchange.layout import LARGEST_PACK
from audit_app.files import read_bounded
from audit_app.services.progress import Progress, in_silence
from audit_app.services.rounds.taking import take_in
from audit_app.services.shared_folder import addressed, keep_place
from audit_app.services.sheets_of_round.reading_in import sheet_in
from audit_app.store.workspace import Workspace

_WANTED = (Kind.HELLO, Kind.RETURN)


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of one file, in words; `faults` are those of a sheet, by cell."""

    file: str
    words: str
    is_refused: bool = False
    faults: tuple[str, ...] = ()


def take_files(workspace: Workspace, paths: Sequence[Path], progress: Progress = in_silence) -> tuple[Taken, ...]:
    """Take in each of these packs and scoring sheets, whole or not at all."""
    found = []
    for place, path in enumerate(paths):
        progress(place, len(paths))
        found.append(_taken(workspace, path))
    progress(len(paths), len(paths))
    return tuple(found)


def take_from(workspace: Workspace, place: Path) -> tuple[Taken, ...]:
    """Take in every pack of a shared folder that came back to this person and was not taken in before.

    Raises AppError where the folder cannot be read.
    """
    found = tuple(_new_of(workspace, addressed(workspace, place, _WANTED)))
    keep_place(workspace, place)
    return found


def _new_of(workspace: Workspace, packs: Iterable[bytes]) -> Iterable[Taken]:
    for data in packs:
        try:
            taken = take_in(workspace, data)
        except AppError as error:
            yield Taken("A pack", error.message, is_refused=True)
        else:
            if taken.new:
                yield Taken("A pack", taken.words)


def _taken(workspace: Workspace, path: Path) -> Taken:
    try:
        data = read_bounded(path, LARGEST_PACK)
        if path.suffix.casefold() != ".xlsx":
            return Taken(path.name, take_in(workspace, data).words)
        sheet = sheet_in(workspace, data, path.name)
    except AppError as error:
        return Taken(path.name, error.message, is_refused=True, faults=tuple(map(str, error.problems)))
    plans = counted(sheet.plans, "plan", "plans")
    # nobody reads the box before the reveal, and anybody this file
    left = "The file itself still shows the scores: delete it, and the message it came with."
    return Taken(path.name, f"{sheet.person}: {plans}, sealed as it was read. {left}")
