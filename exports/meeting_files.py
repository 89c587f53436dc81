"""Agenda and minutes of a meeting as PDF and Word files: the same bytes for the same data."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from audit_app.files import write_whole
from audit_app.machine.folders import ready
from exports.document import Document
from exports.meeting import MeetingTold
from exports.pages.meeting import agenda_document, minutes_document
from exports.plain import file_name_part

MEETING_FORMATS: Final = ("pdf", "docx")
PAPERS: Final[Mapping[str, Callable[[MeetingTold], Document]]] = MappingProxyType(
    {"agenda": agenda_document, "minutes": minutes_document}
)
"""The papers of a meeting by the first word of their files' names."""


def meeting_file(told: MeetingTold, paper: str, ending: str) -> str:
    """What a paper's file is called: “agenda_SEND-Programme-Board_2026-12-09.pdf”."""
    return f"{paper}_{file_name_part(told.body)}_{told.on.isoformat()}.{ending}"


def paper_bytes(told: MeetingTold, paper: str, ending: str) -> bytes:
    """One paper in one format. Raises KeyError for an unknown paper or format."""
    from resources.theme import read_theme

    document, theme = PAPERS[paper](told), read_theme("light")
    if ending == "docx":
        from exports.word.build import docx_bytes

        return docx_bytes(document, theme, told.data_date)
    from exports.pdf.build import pdf_bytes

    return pdf_bytes(document, theme, told.data_date)


def write_meeting(
    out: Path, told: MeetingTold, formats: Iterable[str], papers: Iterable[str] = tuple(PAPERS)
) -> list[Path]:
    """Write the papers into a folder, made when missing; all are made before the first is written. Returns the paths.

    Raises AppError where a file cannot be written.
    """
    endings = tuple(formats)
    made = {meeting_file(told, one, ending): paper_bytes(told, one, ending) for one in papers for ending in endings}
    folder = ready(out)
    for name, data in made.items():
        write_whole(folder / name, data)
    return [folder / name for name in made]
