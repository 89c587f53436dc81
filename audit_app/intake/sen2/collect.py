"""Reading the nine CSV files of a COLLECT export, from a folder or a zip, as the persons of a SEN2 return.

The files are joined by their keys (`persontableid` and the like), and all of them are held while that is done.
"""

import io
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Final, NoReturn

from audit_app.domain.problems import Place
from audit_app.intake.content import opened
from audit_app.intake.csv_table import csv_records
from audit_app.intake.faults import refusal
from audit_app.intake.limits import DEFAULT_LIMITS, Limits
from audit_app.intake.package import Package, PackageKind
from audit_app.intake.sen2.records import ELEMENTS, LABELS, PARENTS, SPELLINGS, Record

EXPORT: Final = PackageKind("export", "COLLECT", ".zip")
_HEADER: Final = "sen2"
_NAME: Final = re.compile(rf"(?:.*[_ -])?({'|'.join((_HEADER, *PARENTS))})\.csv", re.IGNORECASE)
_LONGEST_VALUE: Final = 10_000
_KEY: Final = re.compile(r"[a-z0-9]+tableid|nativeid|[a-z0-9]+orderseqcolumn|sourceid")
_LIMITS: Final = Limits(lines=1_000_000, cell=_LONGEST_VALUE)

Opener = Callable[[], bytes]


def module_of(name: str) -> str:
    """Which module a file of an export holds, by the end of its name; empty for any other file."""
    found = _NAME.fullmatch(PurePosixPath(name.replace("\\", "/")).name)
    return found[1].casefold() if found is not None else ""


def is_export(names: Iterable[str]) -> bool:
    """Whether files with these names are a COLLECT export: at least persons and requests are among them."""
    return {"person", "requests"} <= set(map(module_of, names))


def open_folder(path: Path) -> Mapping[str, tuple[str, Opener]]:
    """The files of an export in a folder, by module: name, and how its bytes come. Raises AppError for faults."""

    def read(file: Path) -> bytes:
        with opened(file, DEFAULT_LIMITS) as stream:
            return stream.read(DEFAULT_LIMITS.file_bytes)

    files = sorted(one for one in path.iterdir() if one.is_file())
    return _by_module(path.name, {one.name: partial(read, one) for one in files})


def open_zip(file: BinaryIO, name: str) -> Mapping[str, tuple[str, Opener]]:
    """The files of an export in a zip, by module. Raises AppError for what is no zip or unpacks to far too much."""
    package = Package(file, name, DEFAULT_LIMITS, EXPORT)
    return _by_module(
        name, {part: partial(package.read, part, DEFAULT_LIMITS.strings_bytes) for part in package.names()}
    )


def _by_module(file: str, openers: Mapping[str, Opener]) -> Mapping[str, tuple[str, Opener]]:
    found: dict[str, tuple[str, Opener]] = {}
    for name in sorted(openers):
        module = module_of(name)
        if module in found:
            message = f"“{found[module][0]}” and “{name}” are both {module}. Leave one export here, and no other."
            raise refusal(message, Place(file=file))
        if module:
            found[module] = (PurePosixPath(name).name, openers[name])
    missing = [module for module in PARENTS if module not in found]
    if missing:
        message = (
            f"A COLLECT export has nine files, and here these are missing: {', '.join(missing)}. Export all of them."
        )
        raise refusal(message, Place(file=file))
    return found


class CollectExport:
    """A COLLECT export as persons. A place is the module's file and row."""

    def __init__(self, name: str, files: Mapping[str, tuple[str, Opener]]) -> None:
        self.file = name
        self.reference_date = ""
        self.unread: Counter[str] = Counter()
        self._files = files

    def place(self, person: int, record: Record, element: str = "") -> Place:
        """The module, its row as a spreadsheet shows it, the number of the person, and the element."""
        column = ELEMENTS.get(element, element) or LABELS[record.kind]
        return Place(file=self.file, sheet=record.kind, row=record.line, column=column, person=person)

    def persons(self) -> Iterator[tuple[int, Record]]:
        """Each person with their number, in the order of the file. Raises AppError where the files do not fit."""
        self._read_header()
        held: dict[str, dict[str, Record]] = {}
        for module, parent in PARENTS.items():
            held[module] = self._module(module, held[parent] if parent else None)
        yield from enumerate(held["person"].values(), start=1)

    def _read_header(self) -> None:
        for _, row in self._rows(_HEADER) if _HEADER in self._files else ():
            self.reference_date = row.get("referencedate", self.reference_date)

    def _module(self, module: str, parents: Mapping[str, Record] | None) -> dict[str, Record]:
        """The records of one module by their key, each put into its parent."""
        own, above = f"{module}tableid", f"{PARENTS[module]}tableid"
        found: dict[str, Record] = {}
        for line, row in self._rows(module):
            key = row.get(own, "")
            if not key or key in found:
                self._refuse(module, line, own, "The key of the row is empty or stands twice.")
            record = found[key] = Record(module, line, {name: row[name] for name in row if name in ELEMENTS})
            if parents is None:
                continue
            parent = parents.get(row.get(above, ""))
            if parent is None:
                self._refuse(module, line, above, f"The row belongs to no row of {PARENTS[module]}.")
            parent.children.append(record)
        return found

    def _rows(self, module: str) -> Iterator[tuple[int, dict[str, str]]]:
        """The rows of one file with their cells by heading in small letters; columns that are not known are counted."""
        name, opener = self._files[module]
        records = csv_records(io.BytesIO(opener()), name, _LIMITS)
        first = next(records, None)
        if first is None:
            self._refuse(module, 1, "", "The file has no headings.")
        folded = [cell.lstrip("\ufeff").strip().casefold() for cell in first[1]]
        headings = [SPELLINGS.get(heading, heading) for heading in folded]
        doubled = next((one for one, count in Counter(headings).items() if one and count > 1), None)
        if doubled is not None:
            self._refuse(module, first[0], doubled, "The heading stands twice.")
        for line, cells in records:
            if len(cells) > len(headings) and any(cells[len(headings) :]):
                self._refuse(module, line, "", "The row has more cells than there are headings.")
            if any(len(cell) > _LONGEST_VALUE for cell in cells):
                self._refuse(module, line, "", f"A cell is longer than {_LONGEST_VALUE:,} characters.")
            row = {heading: cell.strip() for heading, cell in zip(headings, cells, strict=False) if heading}
            self._count_unread(module, row)
            yield line, row

    def _count_unread(self, module: str, row: Mapping[str, str]) -> None:
        if module == _HEADER:
            return
        for heading, cell in row.items():
            if cell and heading not in ELEMENTS and _KEY.fullmatch(heading) is None:
                self.unread[heading] += 1

    def _refuse(self, module: str, row: int, column: str, message: str) -> NoReturn:
        place = Place(file=self.file, sheet=module, row=row, column=column)
        raise refusal(f"{message} Export all nine files again.", place)
