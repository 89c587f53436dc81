"""Errors that stop a use case with everything that is wrong, worded alike; it knows no use case."""

from collections.abc import Sequence

from audit_app.domain.problems import AppError, Problem


def refused(file: str, problems: Sequence[Problem]) -> AppError:
    """The error for a file with faults: each of them is listed, and nothing of the file was taken."""
    faults = "a fault" if len(problems) == 1 else "faults"
    return AppError(
        f"{file} has {faults}, so nothing of it was imported. Correct the file and import it again.", problems
    )


def demand_reason(reason: str, what: str) -> str:
    """The reason without surrounding spaces; raises AppError where there is none."""
    if not reason.strip():
        raise AppError(f"{what} needs a reason. Say why, in a few words.")
    return reason.strip()
