"""A report as PDF, XLSX, CSV, JSON and Word files: one set of figures, the same bytes for the same data."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from audit_app.files import write_whole
from audit_app.machine.folders import ready
from exports.content import Content, ReportHead
from exports.plain import encodable, file_name_part, visible
from exports.progress import Progress, in_silence, part
from scoring.figures import Figure

if TYPE_CHECKING:
    from exports.lists import ListFile  # which imports this module

FORMATS = ("pdf", "xlsx", "csv", "json")
"""The formats that a report is written in unless others are asked for."""
EVERY_FORMAT = (*FORMATS, "docx")
"""All formats that a report can be written in."""

COLUMNS = tuple(field.name for field in fields(Figure))

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # a spreadsheet would run these

Row = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class _Job:
    """One file to be written: its name and what makes its bytes."""

    name: str
    make: Callable[[Progress], bytes]


def write_report(
    out: Path,
    stem: str,
    head: Row,
    figures: Sequence[Row],
    formats: Iterable[str],
    contents: Sequence[Content] = (),
    progress: Progress = in_silence,
) -> list[Path]:
    """Write the report into the folder `out`, made when missing, as STEM.pdf, STEM.xlsx …; returns the paths.

    `contents` is what PDF and workbook tell beyond the figures, one file each for every casework team that it names;
    without it they tell the figures alone. A chase list that they tell of is written for each of those it goes to as
    well, into the folder STEM_lists, where CSV or XLSX are asked for. Everything is made in memory before the first
    file is written, so that a `progress` that raises leaves no file. Raises AppError where a file cannot be written,
    and KeyError for a format that is not in EVERY_FORMAT.
    """
    told = contents or (Content(ReportHead.read(head), tuple(_figure(row) for row in figures)),)
    wanted = tuple(dict.fromkeys(formats))
    jobs = [job for name in wanted for job in _jobs(name, stem, head, figures, told)]
    jobs += _lists(stem, told, wanted)
    made = [(job.name, job.make(part(progress, number, len(jobs)))) for number, job in enumerate(jobs)]
    folder = ready(out)
    for name, data in made:
        ready((folder / name).parent)
        write_whole(folder / name, data)
    return [folder / name for name, _ in made]


def _jobs(name: str, stem: str, head: Row, figures: Sequence[Row], told: Sequence[Content]) -> list[_Job]:
    plain = {"json": partial(json_bytes, head, figures), "csv": partial(csv_bytes, figures)}
    if name in plain:
        return [_Job(f"{stem}.{name}", partial(_told, plain[name]))]
    maker = {"pdf": report_pdf, "xlsx": _xlsx, "docx": _docx}[name]
    return [
        _Job(f"{stem}{suffix}.{name}", partial(maker, content))
        for suffix, content in zip(_suffixes(told), told, strict=True)
    ]


def _lists(stem: str, told: Sequence[Content], wanted: Sequence[str]) -> list[_Job]:
    """A chase list for each of those it goes to, in a folder of its own: the report's files keep one stem."""
    jobs = []
    for content in told:
        for addressee, _ in content.chase.groups if content.chase is not None else ():
            name = f"{stem}_lists/{file_name_part(addressee)}"
            made = ((".csv", _csv_list), (".xlsx", _xlsx_list))
            jobs += [_Job(name + end, partial(make, content, addressee)) for end, make in made if end[1:] in wanted]
    return jobs


def _csv_list(content: Content, addressee: str, progress: Progress) -> bytes:
    from exports.lists import csv_list

    return _told(partial(csv_list, _list_of(content, addressee)), progress)


def _xlsx_list(content: Content, addressee: str, progress: Progress) -> bytes:
    from exports.lists import xlsx_list

    return _told(partial(xlsx_list, _list_of(content, addressee), content.head.data_date), progress)


def _list_of(content: Content, addressee: str) -> "ListFile":
    from exports.chase_list import chase_list

    if content.chase is None:
        raise AssertionError("asked for without a list")
    return chase_list(content.head.organisation, content.chase.only(addressee))


def _told(make: Callable[[], bytes], progress: Progress) -> bytes:
    data = make()
    progress(1, 1)
    return data


def _suffixes(told: Sequence[Content]) -> list[str]:
    """What follows the stem in each file's name: the team, told apart where two names would give one file."""
    taken: dict[str, int] = {}
    suffixes = []
    for content in told:
        suffix = f"_{file_name_part(content.team)}" if content.team else ""
        number = taken[suffix.casefold()] = taken.get(suffix.casefold(), 0) + 1
        suffixes.append(suffix if number == 1 else f"{suffix}-{number}")
    return suffixes


def report_pdf(content: Content, progress: Progress = in_silence) -> bytes:
    """The PDF of one content, in memory: the same bytes as in the file. A `progress` that raises stops it."""
    from exports.pages.report import document_of
    from exports.pdf.build import pdf_bytes
    from resources.theme import read_theme

    return pdf_bytes(document_of(content), read_theme("light"), content.head.data_date, progress)


def _docx(content: Content, progress: Progress) -> bytes:
    from exports.pages.report import document_of
    from exports.word.build import docx_bytes
    from resources.theme import read_theme

    return docx_bytes(document_of(content), read_theme("light"), content.head.data_date, progress)


def _xlsx(content: Content, progress: Progress) -> bytes:
    from exports.sheets.report import book_of
    from exports.xlsx.build import xlsx_bytes
    from resources.theme import read_theme

    return xlsx_bytes(book_of(content), read_theme("light"), content.head.data_date, progress)


def _figure(row: Row) -> Figure:
    return Figure(**{name: row[name] for name in COLUMNS})  # type: ignore[arg-type]  # plain values of a Figure


def json_bytes(head: Row, figures: Sequence[Row]) -> bytes:
    """{"report": head, "figures": [...]} as UTF-8 with the fields in their order; numbers unrounded."""
    record = {"report": dict(head), "figures": [{name: row[name] for name in COLUMNS} for row in figures]}
    return encodable(json.dumps(record, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()


def csv_bytes(figures: Sequence[Row]) -> bytes:
    """A row a figure under the names of COLUMNS, in UTF-8 without a byte order mark: programs read this file.

    Text that a spreadsheet would take for a formula begins with an apostrophe; numbers are as in JSON.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([csv_cell(row[name]) for name in COLUMNS] for row in figures)
    return text.getvalue().encode()


def csv_cell(value: object) -> str:
    """A value as a cell of a CSV file, text as in the workbook: with visible marks for what breaks files or misleads.

    Text that begins like a formula has an apostrophe before it.
    """
    if value is None:
        return ""
    if isinstance(value, str):
        shown = visible(value)
        return f"'{shown}" if shown.startswith(_STARTS_A_FORMULA) else shown
    return json.dumps(value)
