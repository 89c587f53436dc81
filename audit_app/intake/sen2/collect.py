"""Reading the nine CSV files of a COLLECT export, from a folder or a zip, as the persons of a SEN2 return.

The files are joined by their keys (`persontableid` and the like), and all of them are held while that is done.
"""

import io
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Final, NamedTuple

from audit_app.domain.problems import Place
from audit_app.intake.content import opened
from audit_app.intake.csv_table import csv_records
from audit_app.intake.faults import refusal
from audit_app.intake.limits import DEFAULT_LIMITS, Limits
from audit_app.intake.package import Package, PackageKind
from audit_app.intake.sen2.headed import LONGEST_VALUE, Headed, TableRow, own_name
from audit_app.intake.sen2.joined import JoinedReturn
from audit_app.intake.sen2.records import PARENTS, Record

EXPORT: Final = PackageKind("export", "COLLECT", ".zip")
_HEADER: Final = "sen2"
_HEAD: Final = 1 << 16
_NAME: Final = re.compile(rf"(?:.*[_ -])?({'|'.join((_HEADER, *PARENTS))})\.csv", re.IGNORECASE)
CSV_LIMITS: Final = Limits(lines=1_000_000, cell=LONGEST_VALUE)


class Opener(NamedTuple):
    """How the bytes of one file come: all of them, or the first 64 KB; AppError where they cannot be read."""

    whole: Callable[[], bytes]
    head: Callable[[], bytes]


def module_of(name: str) -> str:
    """Which module a file of an export holds, by the end of its name; empty for any other file."""
    found = _NAME.fullmatch(PurePosixPath(name.replace("\\", "/")).name)
    return found[1].casefold() if found is not None else ""


def is_export(names: Iterable[str]) -> bool:
    """Whether files with these names are a COLLECT export: at least persons and requests are among them."""
    return {"person", "requests"} <= set(map(module_of, names))


def folder_openers(path: Path) -> Mapping[str, Opener]:
    """The files in a folder by name, and how the bytes of each come. Raises OSError where it cannot be listed."""

    def read(file: Path, most: int) -> bytes:
        with opened(file, DEFAULT_LIMITS) as stream:
            return stream.read(most)

    files = (one for one in sorted(path.iterdir()) if one.is_file())
    return {one.name: Opener(partial(read, one, DEFAULT_LIMITS.file_bytes), partial(read, one, _HEAD)) for one in files}


def zip_openers(file: BinaryIO, name: str) -> Mapping[str, Opener]:
    """The files in a zip by name. Raises AppError for what is no zip or unpacks to far too much."""
    package = Package(file, name, DEFAULT_LIMITS, EXPORT)
    return {
        part: Opener(partial(package.read, part, DEFAULT_LIMITS.strings_bytes), partial(package.head, part))
        for part in sorted(package.names())
    }


def nine_files(file: str, openers: Mapping[str, Opener]) -> Mapping[str, tuple[str, Opener]]:
    """The files of an export by module: name, and how its bytes come. Raises AppError for those missing or doubled."""
    found: dict[str, tuple[str, Opener]] = {}
    for name in openers:
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


class CollectExport(JoinedReturn):
    """A COLLECT export as persons: every table has a key of its own and that of the table above it."""

    again = "Export all nine files again."

    def __init__(self, name: str, files: Mapping[str, tuple[str, Opener]]) -> None:
        super().__init__(name)
        self._files = files

    def persons(self) -> Iterator[tuple[int, Record]]:
        """Each person with their number, in the order of the file. Raises AppError where the files do not fit."""
        for row in self.rows(_HEADER) if _HEADER in self._files else ():
            self.reference_date = row.values.get("referencedate", self.reference_date)
        held: dict[str, dict[str, Record]] = {}
        for module, parent in PARENTS.items():
            held[module] = self._module(module, held[parent] if parent else None)
        yield from enumerate(held["person"].values(), start=1)

    def _module(self, module: str, parents: Mapping[str, Record] | None) -> dict[str, Record]:
        """The records of one module by their key, each put into its parent."""
        own, above = f"{module}tableid", f"{PARENTS[module]}tableid"
        found: dict[str, Record] = {}
        for row in self.rows(module):
            record = found[self.unique(module, row, own, found)] = self.record(module, row)
            if parents is not None:
                self.inside(module, row, above, parents).children.append(record)
        return found

    def rows(self, module: str) -> Iterator[TableRow]:
        """The rows of one file."""
        name, opener = self._files[module]
        records = csv_records(io.BytesIO(opener.whole()), name, CSV_LIMITS)
        first = next(records, None)
        if first is None:
            raise self.refusal(module, 1, "", "The file has no headings.")
        unread = Counter[str]() if module == _HEADER else self.unread  # what else the header says is not looked for
        headed = self._headed[module] = Headed(*first, own_name, partial(self.refusal, module), unread)
        yield from headed.rows(records)
