"""Packs a workbook in memory: no plain text in the folder for temporary files, and the same bytes each time.

openpyxl writes every sheet into a temporary file first, where it stays when the process is killed; here each is
written into memory. A zip's dates and order are fixed, and the workbook's dates are those of its data.
"""

import io
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from html import escape

from openpyxl.workbook import Workbook
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from exports.plain import one_line

_EPOCH = (1980, 1, 1, 0, 0, 0)
_FIRST = "[Content_Types].xml"


class _Parts:
    """Takes the parts of a package as an archive would, and keeps them in memory."""

    def __init__(self) -> None:
        self.parts: dict[str, bytes] = {}

    def writestr(self, name: str, data: bytes | str) -> None:
        """Keep one part."""
        self.parts[name] = data.encode() if isinstance(data, str) else data

    def namelist(self) -> list[str]:
        """The names of the parts kept so far."""
        return list(self.parts)


class _Writer(ExcelWriter):  # type: ignore[misc]  # openpyxl has no types
    """Writes sheets into memory instead of temporary files."""

    def write_worksheet(self, ws: Worksheet) -> None:
        """Write one sheet and what it refers to; the drawing belongs to the caller, as in openpyxl."""
        from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing

        ws._drawing = SpreadsheetDrawing()
        ws._drawing.charts, ws._drawing.images = ws._charts, ws._images
        out = io.BytesIO()
        writer = WorksheetWriter(ws, out)
        writer.write()
        ws._rels = writer._rels
        self._archive.writestr(ws.path[1:], out.getvalue())
        self.manifest.append(ws)


def packed(workbook: Workbook, made_on: date, alternatives: Sequence[str]) -> bytes:
    """The workbook's bytes; `made_on` stands as its date, `alternatives` as the charts' texts, in order."""
    moment = datetime(made_on.year, made_on.month, made_on.day)
    workbook.properties.created = workbook.properties.modified = moment
    archive = _Parts()
    _Writer(workbook, archive).write_data()
    parts = {name: _described(name, data, alternatives) for name, data in archive.parts.items()}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as package:
        for name in sorted(parts, key=lambda name: (name != _FIRST, name)):
            member = zipfile.ZipInfo(name, _EPOCH)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system = 0
            member.external_attr = 0o600 << 16
            package.writestr(member, parts[name])
    return out.getvalue()


def _described(name: str, data: bytes, alternatives: Sequence[str]) -> bytes:
    """A drawing's part with the text alternative of each of its charts, which openpyxl cannot set."""
    if not name.startswith("xl/drawings/drawing"):
        return data
    text = data.decode()
    for number, words in enumerate(alternatives, 1):
        plain = f'name="Chart {number}"'
        text = text.replace(plain, f'{plain} descr="{escape(one_line(words), quote=True)}"')
    return text.encode()
