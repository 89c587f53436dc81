"""Collecting what is wrong with a file: the first faults with their place, the rest as a number."""

from typing import Final

from audit_app.domain.problems import AppError, Place, Problem, Severity

MOST_SHOWN: Final = 200


class FaultList:
    """Keeps the first problems of one file, as many as asked for, and counts the rest."""

    __slots__ = ("_kept", "_most", "_severity", "count", "file")

    def __init__(self, file: str, severity: Severity, most: int = MOST_SHOWN) -> None:
        self.file = file
        self.count = 0
        self._severity = severity
        self._most = most
        self._kept: list[Problem] = []

    def add(self, message: str, place: Place) -> None:
        """Note one problem; beyond the cap it is counted only."""
        self.count += 1
        if len(self._kept) < self._most:
            self._kept.append(Problem(message, place, self._severity))

    def result(self) -> tuple[Problem, ...]:
        """The problems kept, and a last one that says how many more there are."""
        if self.count <= self._most:
            return tuple(self._kept)
        more = f"{self.count - self._most:,} more are not listed. Correct these first and read the file again."
        return (*self._kept, Problem(more, Place(file=self.file), self._severity))


def refusal(message: str, place: Place) -> AppError:
    """Make the error for a file that cannot be read at all: its sentence names the place, and so does its problem."""
    problem = Problem(message, place)
    return AppError(str(problem), (problem,))
