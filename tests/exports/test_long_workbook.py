"""A long workbook is packed while its rows are written: it takes little more memory than what it says."""

import io
import tracemalloc
from tempfile import TemporaryFile

from export_builders import ON
from openpyxl import load_workbook

from exports.book import Book, Field, Format, Grid, Sheet
from exports.xlsx.build import write_xlsx, xlsx_bytes
from resources.theme import read_theme

THEME = read_theme("light")
FIELDS = (Field("Plan"), Field("Says"), Field("Score", Format.ONE_PLACE))


def long_book(rows: int) -> Book:
    told = tuple((f"CK-{number}", "words that say what fell short", number / 7) for number in range(rows))
    return Book("Title", "Ashford", "Subject", "Foot", (Sheet("Long", "A long list", (), Grid("Long", FIELDS, told)),))


def most_memory(rows: int) -> int:
    book = long_book(rows)
    with TemporaryFile() as out:
        tracemalloc.start()
        try:
            write_xlsx(book, THEME, ON, out)
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()


def test_a_row_takes_hardly_any_memory() -> None:
    most_memory(10)  # modules are loaded once
    short, long = most_memory(1_000), most_memory(6_000)
    assert (long - short) / 5_000 < 80  # bytes; as it stands in the sheet it takes over 300


def test_every_row_of_a_long_list_is_read_back_in_its_place() -> None:
    data = xlsx_bytes(long_book(1_001), THEME, ON)
    assert data == xlsx_bytes(long_book(1_001), THEME, ON)
    sheet = load_workbook(io.BytesIO(data))["Long"]
    read = [(row[0].value, row[2].value) for row in sheet.iter_rows(min_row=4)]
    assert read == [(f"CK-{number}", number / 7) for number in range(1_001)]
    assert sheet.dimensions == "A1:C1004"
