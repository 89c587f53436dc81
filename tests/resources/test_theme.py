"""The themes are whole, and everything that is read or seen in them stands out from its ground."""

import pytest

from resources.fonts import Face, font_file
from resources.theme import Colour, Theme, contrast, read_measures, read_theme, theme_names

GRADES = (Colour.OUTSTANDING, Colour.GOOD, Colour.REQUIRES_IMPROVEMENT, Colour.INADEQUATE, Colour.NOT_GRADED)
GROUNDS = (Colour.CANVAS, Colour.SURFACE)
TEXT = (
    *((text, ground) for text in (Colour.INK, Colour.SOFT_INK, Colour.ACCENT, *GRADES) for ground in GROUNDS),
    *((text, Colour.ACCENT_WASH) for text in (Colour.INK, Colour.SOFT_INK, Colour.ACCENT)),
    (Colour.ON_ACCENT, Colour.ACCENT),
    (Colour.SURFACE, Colour.INADEQUATE),  # a button that destroys, under the mouse
    (Colour.SOFT_INK, Colour.LINE),  # a main button that cannot be pressed
    *((Colour.INK, step) for step in (Colour.HEAT_1, Colour.HEAT_2, Colour.HEAT_3, Colour.HEAT_4)),
    (Colour.ON_ACCENT, Colour.HEAT_5),
)
MARKS = (
    *(
        (mark, ground)
        for mark in (Colour.SOFT_INK, Colour.FOCUS, Colour.IMPROVEMENT, Colour.CONCERN, Colour.COMMON_CAUSE, *GRADES)
        for ground in (*GROUNDS, Colour.ACCENT_WASH)  # the wash is below marks in rows that are chosen
    ),
    *((Colour.ACCENT, ground) for ground in (*GROUNDS, Colour.ACCENT_WASH, Colour.LINE)),  # a bar of progress
)


@pytest.fixture(params=theme_names())
def theme(request: pytest.FixtureRequest) -> Theme:
    """Each theme that is shipped."""
    return read_theme(request.param)


def test_there_are_a_light_and_a_dark_theme() -> None:
    assert theme_names() == ("dark", "light")


@pytest.mark.parametrize(("text", "ground"), TEXT)
def test_text_stands_out_from_its_ground(theme: Theme, text: Colour, ground: Colour) -> None:
    assert contrast(theme[text], theme[ground]) >= 4.5


@pytest.mark.parametrize(("mark", "ground"), MARKS)
def test_marks_and_borders_stand_out_from_their_ground(theme: Theme, mark: Colour, ground: Colour) -> None:
    assert contrast(theme[mark], theme[ground]) >= 3


@pytest.mark.parametrize(
    ("one", "other", "ratio"), [("#000000", "#FFFFFF", 21.0), ("#777777", "#FFFFFF", 4.48), ("#123456", "#123456", 1.0)]
)
def test_contrast_is_that_of_the_accessibility_guidelines(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.005)
    assert contrast(other, one) == contrast(one, other)


def test_a_grade_has_the_colour_of_its_name(theme: Theme) -> None:
    assert theme.grade("requires_improvement") == theme[Colour.REQUIRES_IMPROVEMENT]


def test_an_unknown_theme_is_refused_with_the_names_there_are() -> None:
    with pytest.raises(KeyError, match="dark, light"):
        read_theme("sepia")


def test_targets_are_large_enough_and_type_falls_in_steps() -> None:
    measures = read_measures()
    sizes = (measures.screen_title, measures.section, measures.card_title, measures.text, measures.caption)
    assert list(sizes) == sorted(sizes, reverse=True)
    assert measures.target >= 32
    assert list(measures.spacing) == sorted(measures.spacing)


@pytest.mark.parametrize("face", list(Face))
def test_every_font_is_installed(face: Face) -> None:
    assert font_file(face).read_bytes()[:4] == b"\x00\x01\x00\x00"
