"""Reading the five CSV files in which analysts' tools take a return: persons to active plans, no placements and needs.

A file is known by its headings, as its name says nothing.
"""

import io
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import PurePosixPath

from audit_app.domain.problems import AppError, Place
from audit_app.intake.csv_table import csv_records
from audit_app.intake.faults import refusal
from audit_app.intake.sen2.collect import CSV_LIMITS, Opener
from audit_app.intake.sen2.headed import Headed, TableRow, by_words, plain_heading
from audit_app.intake.sen2.joined import ByRequest
from resources.register.returns import return_words

_FEWEST, _MOST = 5, 40  # files in a folder or zip that is looked through


def five_files(openers: Mapping[str, Opener]) -> Mapping[str, tuple[str, Opener]]:
    """The five files by module, where they are all there and each but once; else nothing."""
    tables = [name for name in openers if name.casefold().endswith(".csv")]
    if not _FEWEST <= len(tables) <= _MOST:
        return {}
    wanted = return_words().five_files
    found: dict[str, tuple[str, Opener]] = {}
    for name in tables:
        headings = set(map(plain_heading, headings_in(name, openers[name].head())))
        module = next((one for one, told_by in wanted.items() if told_by <= headings), "")
        if module in found:
            return {}
        if module:
            found[module] = (PurePosixPath(name).name, openers[name])
    return found if len(found) == len(wanted) else {}


def headings_in(name: str, head: bytes) -> tuple[str, ...]:
    """The headings of a CSV file, told from its beginning; none where it is no CSV."""
    try:
        first = next(csv_records(io.BytesIO(_whole_lines(head)), name, CSV_LIMITS), None)
    except AppError:
        return ()  # whoever reads it as something else says why not
    return tuple(first[1]) if first is not None else ()


def _whole_lines(head: bytes) -> bytes:
    """The beginning of a file without the line that is cut off; in UTF-16 a line's end has two bytes."""
    end = head.rfind(b"\n") + 1
    return head[: end + end % 2] if head.startswith((b"\xff\xfe", b"\xfe\xff")) else head[:end] or head


class FiveFiles(ByRequest):
    """Five CSV files as persons; a place is the file's name and row."""

    lacks = frozenset({"plandetail", "placementdetail", "senneed"})
    again = "Correct the file, or export all five again."

    def __init__(self, name: str, files: Mapping[str, tuple[str, Opener]]) -> None:
        """Raises AppError where they are not all there."""
        super().__init__(name)
        if not files:
            raise refusal("The five files of a return are not all here. Export all of them again.", Place(file=name))
        self._files = files
        self._words = return_words()

    def sheet(self, module: str) -> str:
        """The name of the module's file."""
        return self._files[module][0]

    def rows(self, module: str) -> Iterator[TableRow]:
        """The rows of one file."""
        name, opener = self._files[module]
        records = csv_records(io.BytesIO(opener.whole()), name, CSV_LIMITS)
        first = next(records, None)
        if first is None:
            raise self.refusal(module, 1, "", "The file has no headings.")
        headings = self._words.modules[module].headings

        headed = self._headed[module] = Headed(*first, by_words(headings), partial(self.refusal, module), self.unread)
        yield from headed.rows(records)
