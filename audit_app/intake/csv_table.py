"""Reading the records of a CSV file one by one; it knows nothing of what the columns mean."""

import csv
import io
from collections.abc import Iterator
from typing import BinaryIO, Final

from audit_app.domain.problems import Place
from audit_app.intake.encoding import find_encoding
from audit_app.intake.faults import refusal
from audit_app.intake.limits import Limits

_DELIMITERS: Final = (",", ";", "\t")
_LINES_LOOKED_AT: Final = 20


class _Lines:
    """Hands lines to the csv reader and stops it before one record can fill the memory."""

    __slots__ = ("_file", "_limit", "_place", "used")

    def __init__(self, file: io.TextIOWrapper, limit: int, place: Place) -> None:
        self._file = file
        self._limit = limit
        self._place = place
        self.used = 0

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = next(self._file)
        self.used += len(line)
        if self.used > self._limit:
            raise refusal(
                "One record runs over a very long stretch: a quotation mark is probably not closed.", self._place
            )
        return line


def csv_records(file: BinaryIO, name: str, limits: Limits) -> Iterator[tuple[int, list[str]]]:
    """Yield each record with its number, counted from 1 as a spreadsheet would show it; blank records are passed over.

    The file stays open. Raises AppError with the line for text that cannot be decoded, an unclosed quotation mark,
    or a cell over 131,072 characters.
    """
    encoding = find_encoding(file, name, limits)
    text = io.TextIOWrapper(file, encoding=encoding, newline="")
    try:
        delimiter = _guess_delimiter(text)
        text.seek(0)
        yield from _records(text, delimiter, name, limits)
    except UnicodeDecodeError as error:
        raise refusal(
            "The file changed while it was read. Close it elsewhere and try again.", Place(file=name)
        ) from error
    finally:
        if not file.closed:
            text.detach()


def _records(text: io.TextIOWrapper, delimiter: str, name: str, limits: Limits) -> Iterator[tuple[int, list[str]]]:
    lines = _Lines(text, limits.record, Place(file=name))
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    begun = 1
    number = 0
    try:
        for record in reader:
            number += 1
            if number > limits.lines:
                message = f"The file has more than {limits.lines:,} lines. Export a shorter period."
                raise refusal(message, Place(file=name, line=reader.line_num))
            lines.used = 0
            begun = reader.line_num + 1
            if any(record):
                yield number, record
    except csv.Error as error:
        raise refusal(_csv_message(error), Place(file=name, row=number + 1, line=begun)) from error


def _csv_message(error: csv.Error) -> str:
    words = str(error)
    if "field limit" in words:
        return "A cell is longer than 131,072 characters, or a quotation mark is not closed. Shorten or correct it."
    if "unexpected end" in words:
        return "A quotation mark opens here and is never closed. Correct the line, or export the file again."
    if "expected after" in words:
        return "Text follows a closing quotation mark. Double the quotation marks inside a cell, or export it again."
    return "The line cannot be split into cells. Correct it, or export the file again."


def _guess_delimiter(text: io.TextIOWrapper) -> str:
    """The delimiter that divides the first divided line most often, outside quotation marks; titles have none."""
    for _ in range(_LINES_LOOKED_AT):
        bare = "".join(text.readline().split('"')[0::2])
        if any(sign in bare for sign in _DELIMITERS):
            return max(_DELIMITERS, key=bare.count)
    return _DELIMITERS[0]
