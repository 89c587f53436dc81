"""What is wrong with an input, and where: shared by readers, services and entry points; it shows nothing itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "query"]
"""An error stops the input whole; a query is kept, shown and counted, and the value left out of the figure."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where in an input a problem lies; parts that are known are given, and all numbers count from 1."""

    file: str = ""
    sheet: str = ""
    row: int | None = None
    column: str = ""
    line: int | None = None
    page: int | None = None
    person: int | None = None  # of a statutory return, whose `column` is then an element

    def __str__(self) -> str:
        parts = [
            self.file,
            f"sheet {self.sheet}" if self.sheet else "",
            f"page {self.page}" if self.page is not None else "",
            f"line {self.line}" if self.line is not None else "",
            f"row {self.row}" if self.row is not None else "",
            f"person {self.person}" if self.person is not None else "",
            f"{'column' if self.person is None else 'element'} {self.column}" if self.column else "",
        ]
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with an input, in a sentence that says what to do."""

    message: str
    place: Place = Place()
    severity: Severity = "error"

    def __str__(self) -> str:
        place = str(self.place)
        return f"{place}: {self.message}" if place else self.message


class AppError(Exception):
    """A use case cannot go on: a sentence with what happened and the next step, and the problems behind it."""

    def __init__(self, message: str, problems: Sequence[Problem] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.problems = tuple(problems)
