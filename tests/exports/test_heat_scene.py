"""A heat map drawn: numbers in cells that can be read on their grounds, dots for too few plans, all of it in words."""

import io

import openpyxl
import pytest
from export_builders import ON
from hypothesis import given
from hypothesis import strategies as st

from exports.book import Book, Field, Format, Grid, Scale, Sheet
from exports.charts.heat import STEPS, Heat, heat_map, ink_on, step
from exports.charts.scene import Box, Shape, Words
from exports.xlsx.build import xlsx_bytes
from resources.theme import Colour, contrast, read_theme, theme_names

ROWS = (("A", "Views"), ("H1", "Social care provision under the Chronically Sick and Disabled Persons Act 1970"))
CELLS = {(0, 0): Heat(0.994, 12), (0, 1): Heat(1.995, 3), (1, 1): Heat(None)}


@pytest.mark.parametrize("theme", theme_names())
@pytest.mark.parametrize("ground", STEPS)
def test_every_number_can_be_read_on_its_ground(theme: str, ground: Colour) -> None:
    colours = read_theme(theme)
    assert contrast(colours[ink_on(ground)], colours[ground]) >= 4.5


@given(st.floats(0, 3), st.floats(0, 3))
def test_a_higher_level_never_has_the_ground_of_a_lower_one(one: float, other: float) -> None:
    grounds = list(STEPS)
    low, high = sorted((one, other))
    assert grounds.index(step(low)) <= grounds.index(step(high))


def test_a_ground_follows_the_number_as_it_is_printed() -> None:
    assert (step(1.994), step(1.995), step(0.0), step(3.0)) == (
        Colour.HEAT_3, Colour.HEAT_4, Colour.HEAT_1, Colour.HEAT_5,
    )  # fmt: skip


def test_cells_have_numbers_a_dot_or_nothing_and_stay_inside() -> None:
    scene = heat_map(ROWS, ("Education", "Health"), CELLS, 481)
    texts = [item.text for item in scene.items if isinstance(item, Words)]
    assert [text for text in texts if text[0].isdigit() and "." in text and "under" not in text] == [
        "0.99", "2.00", "2.5 to 3",
    ]  # fmt: skip
    assert len([item for item in scene.items if isinstance(item, Shape)]) == 1
    for item in scene.items:
        if isinstance(item, Box):
            assert 0 <= item.x <= item.x + item.width <= scene.width
            assert 0 <= item.y <= item.y + item.height <= scene.height


def test_the_alternative_carries_every_number() -> None:
    said = heat_map(ROWS, ("Education", "Health"), CELLS, 481).alternative
    assert "A Views: Education 0.99 (12 plans), Health 2.00 (3 plans)." in said
    assert "1970: Health too few plans." in said


def test_a_sheet_colours_its_levels_and_the_scale_follows_what_is_edited() -> None:
    fields = (Field("Section"), Field("Education", Format.TWO_PLACES), Field("Health", Format.TWO_PLACES))
    grid = Grid("HeatMap", fields, (("A", 1.5, 2.0), ("B", None, "·")))
    book = Book("T", "O", "S", "F", (Sheet("Heat map", "Heat", (), grid, scale=Scale(("Education", "Health"), 0, 3)),))
    data = xlsx_bytes(book, read_theme("light"), ON)
    sheet = openpyxl.load_workbook(io.BytesIO(data))["Heat map"]
    (where,) = sheet.conditional_formatting
    assert str(where.sqref) == "B4:C5"
    (rule,) = where.rules
    assert [(one.type, float(one.val)) for one in rule.colorScale.cfvo] == [("num", 0), ("num", 3)]
    light = read_theme("light")
    assert all(contrast(light[Colour.INK], f"#{colour.rgb[-6:]}") >= 4.5 for colour in rule.colorScale.color)
