"""A report as PDF, XLSX, CSV, JSON and Word files: one set of figures, the same bytes for the same data."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, fields
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from audit_app.files import whole_file, write_whole
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
    """One file to be written: its name and what writes it."""

    name: str
    write: Callable[[BinaryIO, Progress], None]


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
    well, into the folder STEM_lists, where CSV or XLSX are asked for. Each file is written beside its place while it is
    made, and all of them take their names when the last is done, so that a `progress` that raises leaves no file.
    Raises AppError where a file cannot be written, and KeyError for a format that is not in EVERY_FORMAT.
    """
    told = contents or (Content(ReportHead.read(head), tuple(_figure(row) for row in figures)),)
    wanted = tuple(dict.fromkeys(formats))
    jobs = [job for name in wanted for job in _jobs(name, stem, head, figures, told)]
    lists = _lists(stem, told, wanted)
    tell = [part(progress, number, len(jobs) + len(lists)) for number in range(len(jobs) + len(lists))]
    with _folder(out) as folder:
        with ExitStack() as files:
            for job, progress_of in zip(jobs, tell, strict=False):
                job.write(files.enter_context(whole_file(folder / job.name)), progress_of)
            # there can be very many lists, each of a few rows: they wait in memory, not in open files
            made = [_in_memory(job, progress_of) for job, progress_of in zip(lists, tell[len(jobs) :], strict=True)]
        for job, data in zip(lists, made, strict=True):
            ready((folder / job.name).parent)
            write_whole(folder / job.name, data)
    return [folder / job.name for job in (*jobs, *lists)]


@contextmanager
def _folder(out: Path) -> Iterator[Path]:
    """The folder, made when missing; one that was made for nothing is gone again."""
    is_new = not out.exists()
    try:
        yield ready(out)
    except BaseException:
        if is_new:
            with suppress(OSError):  # something is in it, or it was not made
                out.rmdir()
        raise


def _in_memory(job: _Job, progress: Progress) -> bytes:
    out = io.BytesIO()
    job.write(out, progress)
    return out.getvalue()


def _jobs(name: str, stem: str, head: Row, figures: Sequence[Row], told: Sequence[Content]) -> list[_Job]:
    plain = {"json": partial(json_bytes, head, figures), "csv": partial(csv_bytes, figures)}
    if name in plain:
        return [_Job(f"{stem}.{name}", partial(_write, plain[name]))]
    writer = {"pdf": _write_pdf, "xlsx": _write_xlsx, "docx": _write_docx}[name]
    return [
        _Job(f"{stem}{suffix}.{name}", partial(writer, content))
        for suffix, content in zip(_suffixes(told), told, strict=True)
    ]


def _lists(stem: str, told: Sequence[Content], wanted: Sequence[str]) -> list[_Job]:
    """A chase list for each of those it goes to, in a folder of its own: the report's files keep one stem."""
    jobs = []
    for content in told:
        for addressee, _ in content.chase.groups if content.chase is not None else ():
            name = f"{stem}_lists/{file_name_part(addressee)}"
            made = {"csv": _csv_list, "xlsx": _xlsx_list}
            jobs += [
                _Job(f"{name}.{end}", partial(_write, partial(make, content, addressee)))
                for end, make in made.items()
                if end in wanted
            ]
    return jobs


def _csv_list(content: Content, addressee: str) -> bytes:
    from exports.lists import csv_list

    return csv_list(_list_of(content, addressee))


def _xlsx_list(content: Content, addressee: str) -> bytes:
    from exports.lists import xlsx_list

    return xlsx_list(_list_of(content, addressee), content.head.data_date)


def _list_of(content: Content, addressee: str) -> "ListFile":
    from exports.chase_list import chase_list

    if content.chase is None:
        raise AssertionError("asked for without a list")
    return chase_list(content.head.organisation, content.chase.only(addressee))


def _write(make: Callable[[], bytes], out: BinaryIO, progress: Progress) -> None:
    out.write(make())
    progress(1, 1)


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
    out = io.BytesIO()
    _write_pdf(content, out, progress)
    return out.getvalue()


def _write_pdf(content: Content, out: BinaryIO, progress: Progress) -> None:
    from exports.pages.report import document_of
    from exports.pdf.build import write_pdf
    from resources.theme import read_theme

    write_pdf(document_of(content), read_theme("light"), content.head.data_date, out, progress)


def _write_docx(content: Content, out: BinaryIO, progress: Progress) -> None:
    from exports.pages.report import document_of
    from exports.word.build import docx_bytes
    from resources.theme import read_theme

    out.write(docx_bytes(document_of(content), read_theme("light"), content.head.data_date, progress))


def _write_xlsx(content: Content, out: BinaryIO, progress: Progress) -> None:
    from exports.sheets.report import book_of
    from exports.xlsx.build import write_xlsx
    from resources.theme import read_theme

    write_xlsx(book_of(content), read_theme("light"), content.head.data_date, out, progress)


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
