"""Builds the files that the tests of intake read: CSV in any encoding, workbooks part by part."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from openpyxl import Workbook as ExcelWorkbook

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def write_csv(folder: Path, text: str, encoding: str = "utf-8", name: str = "register.csv") -> Path:
    """Write text in an encoding, newlines as they are."""
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def workbook_bytes(rows: Sequence[Sequence[object]]) -> bytes:
    """A workbook with one sheet, as Excel would save it."""
    book = ExcelWorkbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def write_xlsx(folder: Path, rows: Sequence[Sequence[object]], name: str = "register.xlsx") -> Path:
    """Write a workbook with one sheet."""
    path = folder / name
    path.write_bytes(workbook_bytes(rows))
    return path


def sheet_xml(cells: str, after: str = "") -> str:
    """A worksheet part around given rows."""
    return f'<worksheet xmlns="{MAIN}"><sheetData>{cells}</sheetData>{after}</worksheet>'


def headed(cells: str) -> str:
    """A worksheet part with the heading plan_ref and one more row."""
    return sheet_xml(f'<row r="1">{inline("A1", "plan_ref")}</row><row r="2">{cells}</row>')


def inline(reference: str, text: str) -> str:
    """A cell with its text inside."""
    return f'<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>'


def parts(sheet: str, extra: Mapping[str, str | bytes] | None = None, date1904: bool = False) -> dict[str, str | bytes]:
    """The parts of a workbook with one sheet and date style 1; `extra` replaces or adds parts."""
    properties = '<workbookPr date1904="1"/>' if date1904 else ""
    base: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": f'<Relationships xmlns="{RELATIONS}"><Relationship Id="r" Type="{OFFICE}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{properties}<sheets>'
        '<sheet name="Plans" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{RELATIONS}">'
        f'<Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{OFFICE}/styles" Target="styles.xml"/>'
        f'<Relationship Id="rId3" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'
        "</styleSheet>",
        "xl/worksheets/sheet1.xml": sheet,
    }
    return base | dict(extra or {})


def write_parts(folder: Path, content: Mapping[str, str | bytes], name: str = "register.xlsx") -> Path:
    """Zip parts into a file."""
    path = folder / name
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, data in content.items():
            archive.writestr(part, data)
    return path
