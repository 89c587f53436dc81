"""The columns in which every sheet shows a figure: the same number as in JSON and CSV, then its words."""

from exports.book import Field, Format, Value
from scoring.figures import Figure, words

NUMBERS = (
    Field("Value", Format.ONE_PLACE, 8),
    Field("Numerator", Format.GENERAL, 11),
    Field("Denominator", Format.GENERAL, 13),
    Field("Lower", Format.ONE_PLACE, 8),
    Field("Upper", Format.ONE_PLACE, 8),
    Field("Unit", width=10),
)
SAID = (Field("In words", width=36), Field("Notes", width=44))


def numbers(figure: Figure) -> tuple[Value, ...]:
    """The values under NUMBERS."""
    return (figure.value, figure.numerator, figure.denominator, figure.lower, figure.upper, figure.unit)


def said(figure: Figure) -> tuple[Value, ...]:
    """The values under SAID."""
    return (words(figure), figure.note)
