"""Opening a workbook of our own that comes back: bounded, without macros or links; its sheets as rows of cells."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO, Final

from audit_app.domain.problems import Place
from audit_app.intake.content import Content, recognise
from audit_app.intake.faults import refusal
from audit_app.intake.limits import Limits
from audit_app.intake.package import Package
from audit_app.intake.sheet import Cell, sheet_rows
from audit_app.intake.workbook import Workbook, read_workbook

LIMITS: Final = Limits(
    file_bytes=20_000_000,
    columns=250,
    rows=5_000,
    cells=400_000,
    cell=40_000,
    entries=400,
    inflated_bytes=100_000_000,
    strings_bytes=50_000_000,
)
FOREIGN_PARTS: Final = ("vbaproject", "/externallinks/", "/activex/", "/macrosheets/", "/embeddings/")
_MACROS: Final = (
    "The workbook holds macros or refers to other files, which one of ours never does, and is refused. Save it as "
    ".xlsx without them."
)
Rows = tuple[tuple[int, tuple[Cell, ...]], ...]
"""The rows that hold anything, with their numbers in the sheet."""


@dataclass(frozen=True, slots=True)
class OwnWorkbook:
    """An opened workbook: the names of its sheets in their order, and a sheet's rows by its name."""

    file: str
    sheets: tuple[str, ...]
    rows: Callable[[str], Rows]


def open_own_workbook(
    handle: BinaryIO, file: str, no_workbook: str, limits: Limits = LIMITS, *, with_hidden: bool = False
) -> OwnWorkbook:
    """Open it, its visible sheets alone unless the hidden ones are asked for too.

    Raises AppError, with `no_workbook` where it is no workbook at all; rows may raise it too.
    """
    if recognise(handle, file) is not Content.WORKBOOK:
        raise refusal(no_workbook, Place(file=file))
    package = Package(handle, file, limits)
    if any(part in f"/{name.lower()}" for name in package.names() for part in FOREIGN_PARTS):
        raise refusal(_MACROS, Place(file=file))
    workbook = read_workbook(package, file, limits, with_hidden=with_hidden)
    return OwnWorkbook(
        file,
        tuple(name for name, _ in workbook.sheets),
        lambda name: _rows(package, workbook, name, file, limits),
    )


def _rows(package: Package, workbook: Workbook, name: str, file: str, limits: Limits) -> Rows:
    sheet = next((one for one in workbook.sheets if one[0] == name), None)
    if sheet is None:
        return ()
    found = []
    for number, cells in sheet_rows(package, workbook, sheet, file, limits, []):
        found.append((number, tuple(cells)))
        if len(found) > limits.rows:
            raise refusal(
                f"The sheet has more than {limits.rows:,} rows. Delete what is not part of it.", Place(file, name)
            )
    return tuple(found)
