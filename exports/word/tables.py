"""Tables of a Word file as its own XML: a header row that repeats on every page, rows that do not break."""

from collections.abc import Iterable, Sequence
from html import escape

from exports.document import Cell, Facts, GradeCell, IntervalCell, Table, Tiles
from exports.plain import shortened, visible

CELL_CHARACTERS = 600
"""More of a text than this is left to the workbook, as in the PDF."""
_NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TWIPS = 20
_LABEL = 0.26


def table_xml(asked: Table, width: float, line: str) -> str:
    """A table `width` points wide, its lines in that colour (six hexadecimal digits).

    Columns that only draw an interval are left out: its words stand in a neighbouring column.
    """
    kept = [at for at in range(len(asked.columns)) if not _is_drawn(row[at] for row in asked.rows)]
    shares = [asked.columns[at].share for at in kept]
    sides = [asked.columns[at].number for at in kept]
    head = _row([_cell(asked.columns[at].title, is_bold=True, is_right=asked.columns[at].number) for at in kept], True)
    rows = [
        _row([_cell(_words(row[at]), is_right=right) for at, right in zip(kept, sides, strict=True)])
        for row in asked.rows
    ]
    return _table([head, *rows], shares, width, line, has_head=True)


def facts_xml(asked: Facts, width: float, line: str) -> str:
    """Labels and values beside each other."""
    rows = [_row([_cell(label, is_bold=True), _cell(shortened(value, CELL_CHARACTERS))]) for label, value in asked.rows]
    return _table(rows, [_LABEL, 1 - _LABEL], width, line)


def tiles_xml(asked: Tiles, width: float, line: str) -> str:
    """A column for each figure: its label, its value large, what it rests on."""
    cells = [
        f"<w:tc><w:tcPr/>{_paragraph(tile.label)}{_paragraph(tile.value, is_bold=True, half_points=32)}"
        f"{_paragraph(tile.detail)}</w:tc>"
        for tile in asked.tiles
    ]
    return _table([_row(cells)], [1.0] * len(cells), width, line)


def _is_drawn(cells: Iterable[Cell]) -> bool:
    found = list(cells)
    return any(isinstance(cell, IntervalCell) for cell in found) and not any(
        isinstance(cell, str | GradeCell) for cell in found
    )


def _words(cell: Cell) -> str:
    match cell:
        case None | IntervalCell():
            return ""
        case GradeCell():
            return cell.words
        case _:
            return shortened(cell, CELL_CHARACTERS)


def _table(rows: Sequence[str], shares: Sequence[float], width: float, line: str, *, has_head: bool = False) -> str:
    whole = sum(shares)
    widths = [round(width * share / whole * _TWIPS) for share in shares]
    border = f'w:val="single" w:sz="4" w:space="0" w:color="{line}"'
    grid = "".join(f'<w:gridCol w:w="{wide}"/>' for wide in widths)
    return (
        f'<w:tbl {_NAMESPACE}><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f"<w:tblBorders><w:top {border}/><w:bottom {border}/><w:insideH {border}/></w:tblBorders>"
        f'<w:tblLayout w:type="fixed"/><w:tblLook w:firstRow="{int(has_head)}" w:lastRow="0" w:firstColumn="1" '
        f'w:lastColumn="0" w:noHBand="1" w:noVBand="1"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{"".join(rows)}</w:tbl>'
    )


def _row(cells: Sequence[str], is_head: bool = False) -> str:
    return f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if is_head else ''}</w:trPr>{''.join(cells)}</w:tr>"


def _cell(text: str, *, is_bold: bool = False, is_right: bool = False) -> str:
    return f"<w:tc><w:tcPr/>{_paragraph(text, is_bold=is_bold, is_right=is_right)}</w:tc>"


def _paragraph(text: str, *, is_bold: bool = False, is_right: bool = False, half_points: int = 19) -> str:
    side = '<w:jc w:val="right"/>' if is_right else ""
    look = f'{"<w:b/>" if is_bold else ""}<w:sz w:val="{half_points}"/>'
    lines = "<w:br/>".join(
        f'<w:t xml:space="preserve">{escape(line, quote=False)}</w:t>' for line in visible(text).split("\n")
    )
    return (
        f'<w:p><w:pPr><w:spacing w:before="40" w:after="40"/>{side}</w:pPr>'
        f"<w:r><w:rPr>{look}</w:rPr>{lines}</w:r></w:p>"
    )
