"""Packs a workbook into its file: no plain text in the folder for temporary files, and the same bytes each time.

openpyxl writes every sheet into a temporary file first, where it stays when the process is killed; here a sheet's rows
go straight into the file. A zip's dates and order are fixed, and the workbook's dates are those of its data.
"""

import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from html import escape
from typing import IO, BinaryIO

from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.workbook import Workbook
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.dimensions import SheetDimension
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter
from openpyxl.xml.functions import Element

from exports.plain import one_line
from exports.xlsx.layout import Rows

_EPOCH = (1980, 1, 1, 0, 0, 0)
_FIRST = "[Content_Types].xml"
_Part = tuple[bytes | Rows, ...]


class _Parts:
    """Takes the parts of a package as an archive would, and keeps them in memory, of a sheet its rows packed."""

    def __init__(self) -> None:
        self.parts: dict[str, _Part] = {}

    def keep(self, name: str, pieces: _Part) -> None:
        """Keep a part in pieces."""
        self.parts[name] = pieces

    def writestr(self, name: str, data: bytes | str) -> None:
        """Keep one part."""
        self.keep(name, (data.encode() if isinstance(data, str) else data,))

    def namelist(self) -> list[str]:
        """The names of the parts kept so far."""
        return list(self.parts)


class _SheetWriter(WorksheetWriter):  # type: ignore[misc]  # openpyxl has no types
    """Writes all of a sheet but its rows, of which openpyxl knows nothing: their place is left empty."""

    def __init__(self, sheet: Worksheet, rows: Rows) -> None:
        super().__init__(sheet, io.BytesIO())
        self._rows = rows

    def write_dimensions(self) -> None:
        """Say how far the rows reach."""
        self.xf.send(SheetDimension(self._rows.reach).to_tree())

    def write_rows(self) -> None:
        """Leave their place empty."""
        self.xf.send(Element("sheetData"))

    def pieces(self) -> _Part:
        """The sheet, its rows in their place."""
        self.write()
        before, _, after = self.out.getvalue().partition(b"<sheetData/>")
        return before, self._rows, after


class _Writer(ExcelWriter):  # type: ignore[misc]  # openpyxl has no types
    """Writes sheets into memory instead of temporary files."""

    _archive: _Parts

    def __init__(self, workbook: Workbook, archive: _Parts, rows: Mapping[str, Rows]) -> None:
        super().__init__(workbook, archive)
        self._sheet_rows = rows

    def write_worksheet(self, ws: Worksheet) -> None:
        """Write one sheet and what it refers to; the drawing belongs to the caller, as in openpyxl."""
        ws._drawing = SpreadsheetDrawing()
        ws._drawing.charts, ws._drawing.images = ws._charts, ws._images
        writer = _SheetWriter(ws, self._sheet_rows[ws.title])
        self._archive.keep(ws.path[1:], writer.pieces())
        ws._rels = writer._rels
        self.manifest.append(ws)


def packed(workbook: Workbook, rows: Mapping[str, Rows], made_on: date, alternatives: Sequence[str]) -> bytes:
    """The workbook's bytes, as `pack` writes them."""
    out = io.BytesIO()
    pack(workbook, rows, made_on, alternatives, out)
    return out.getvalue()


def pack(
    workbook: Workbook, rows: Mapping[str, Rows], made_on: date, alternatives: Sequence[str], out: BinaryIO
) -> None:
    """Write the workbook: `rows` by the names of sheets, `made_on` as its date, `alternatives` as charts' texts."""
    moment = datetime(made_on.year, made_on.month, made_on.day)
    workbook.properties.created = workbook.properties.modified = moment
    archive = _Parts()
    _Writer(workbook, archive, rows).write_data()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as package:
        for name in sorted(archive.parts, key=lambda name: (name != _FIRST, name)):
            member = zipfile.ZipInfo(name, _EPOCH)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system = 0
            member.external_attr = 0o600 << 16
            with package.open(member, "w") as part:
                for piece in archive.parts[name]:
                    _write(part, name, piece, alternatives)


def _write(part: IO[bytes], name: str, piece: bytes | Rows, alternatives: Sequence[str]) -> None:
    if isinstance(piece, Rows):
        part.writelines(piece.xml())
    else:
        part.write(_described(name, piece, alternatives))


def _described(name: str, data: bytes, alternatives: Sequence[str]) -> bytes:
    """A drawing's part with the text alternative of each of its charts, which openpyxl cannot set."""
    if not name.startswith("xl/drawings/drawing"):
        return data
    text = data.decode()
    for number, words in enumerate(alternatives, 1):
        plain = f'name="Chart {number}"'
        text = text.replace(plain, f'{plain} descr="{escape(one_line(words), quote=True)}"')
    return text.encode()
