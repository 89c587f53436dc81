"""Opening a scoring sheet that came back: bounded, without macros or links; what its lines say is not judged here."""

from dataclasses import dataclass
from io import BytesIO
from typing import Final

from audit_app.domain.problems import AppError, Place
from audit_app.domain.scoring_sheet import FORMAT, MARK_SHEET, SCORES_SHEET, SheetMark
from audit_app.intake.content import Content, recognise
from audit_app.intake.faults import refusal
from audit_app.intake.limits import Limits
from audit_app.intake.own_workbook import FOREIGN_PARTS
from audit_app.intake.package import Package
from audit_app.intake.sheet import Cell, sheet_rows
from audit_app.intake.workbook import Workbook, read_workbook

LIMITS: Final = Limits(
    file_bytes=20_000_000,
    columns=100,
    rows=20_000,
    cells=400_000,
    cell=200_000,
    entries=200,
    inflated_bytes=100_000_000,
    strings_bytes=50_000_000,
)
_NO_SHEET: Final = "This is no scoring sheet of this app. Choose the workbook that the member sent back."
_DAMAGED: Final = (
    "The scoring sheet has lost by what it is known again. Ask the member for the sheet as they filled it in, or send "
    "them a new one."
)
_NEWER: Final = "This scoring sheet was made by a newer version of the app. Get that version, then take it in."
_MACROS: Final = (
    "The workbook holds macros or refers to other files, which a scoring sheet never does, and is refused. Ask the "
    "member to save it as .xlsx without them."
)


@dataclass(frozen=True, slots=True)
class SheetFile:
    """An opened scoring sheet: by what it is known, and the rows of its scores with their numbers in the sheet."""

    file: str
    sheet: str
    mark: SheetMark
    rows: tuple[tuple[int, tuple[Cell, ...]], ...]


def open_sheet(data: bytes, file: str = "") -> SheetFile:
    """Read the file's cells. Raises AppError where it is no scoring sheet, damaged, hostile or made by a newer app."""
    place = Place(file=file)
    if not data or len(data) > LIMITS.file_bytes:
        raise refusal(_NO_SHEET, place)
    handle = BytesIO(data)
    if recognise(handle, file) is not Content.WORKBOOK:
        raise refusal(_NO_SHEET, place)
    package = Package(handle, file, LIMITS)
    if any(part in f"/{name.lower()}" for name in package.names() for part in FOREIGN_PARTS):
        raise refusal(_MACROS, place)
    workbook = read_workbook(package, file, LIMITS, with_hidden=True)
    mark = _mark(_rows(package, workbook, MARK_SHEET, file), place)
    scores = _rows(package, workbook, SCORES_SHEET, file)
    if not scores:
        raise refusal(_DAMAGED, place)
    return SheetFile(file, SCORES_SHEET, mark, scores)


def _rows(package: Package, workbook: Workbook, name: str, file: str) -> tuple[tuple[int, tuple[Cell, ...]], ...]:
    sheet = next((one for one in workbook.sheets if one[0] == name), None)
    if sheet is None:
        return ()
    found = []
    for number, cells in sheet_rows(package, workbook, sheet, file, LIMITS, [], takes_formulas=False):
        found.append((number, tuple(cells)))
        if len(found) > LIMITS.rows:
            raise refusal(
                f"The sheet has more than {LIMITS.rows:,} rows. Ask for the sheet as it was sent.", Place(file)
            )
    return tuple(found)


def _mark(rows: tuple[tuple[int, tuple[Cell, ...]], ...], place: Place) -> SheetMark:
    facts = {cells[0]: cells[1] for _, cells in rows if len(cells) > 1 and isinstance(cells[1], str)}
    if not rows:
        raise refusal(_NO_SHEET, place)
    try:
        if int(str(facts["format"])) > FORMAT:
            raise AppError(_NEWER)
        values = [str(facts[name]) for name in ("workspace", "round_id", "person", "framework", "digest")]
        workspace, round_id, person, framework, digest = values
        return SheetMark(workspace, round_id, person, int(str(facts["number"])), framework, digest)
    except (KeyError, ValueError) as error:
        raise refusal(_DAMAGED, place) from error
