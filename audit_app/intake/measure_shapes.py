"""The three shapes of a file with measures: their fields, how each is read, and what cannot be; it reads no file."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from audit_app.domain.measure_periods import parse_measure_period
from audit_app.domain.problems import AppError
from audit_app.intake.cells import Rule, code_rule, parse_reference, parse_text, squeezed

MOST_VALUE: Final = 1e9
_NUMBER: Final = re.compile(r"-?\d{1,3}(,\d{3})+(\.\d+)?|-?\d+(\.\d+)?")
_FIRST_OF_MONTH: Final = re.compile(r"(\d{4}-\d{2})-01(?:[T ]00:00(?::00(?:\.0+)?)?)?")


class Shape(StrEnum):
    """What a file holds, a row each: a value of a measure, a school in a period, an answer to a question."""

    VALUES = "values"
    SCHOOLS = "schools"
    SURVEY = "survey"


def parse_amount(text: str) -> str:
    """A number of 0 or more, with a % or thousands apart by commas. Raises ValueError for anything else."""
    bare = text.strip().removesuffix("%").strip()
    if not _NUMBER.fullmatch(bare):
        raise ValueError(f"“{text[:40]}” is no number. Write figures alone, such as 12 or 45.5.")
    amount = float(bare.replace(",", ""))
    if not 0 <= amount <= MOST_VALUE:
        raise ValueError(f"“{text[:40]}” must lie from 0 to {MOST_VALUE:,.0f}.")
    return repr(amount)


def _period(text: str) -> str:
    month = _FIRST_OF_MONTH.fullmatch(text.strip())  # a spreadsheet makes a day of “2026-10”
    try:
        return parse_measure_period(month[1] if month else text).text
    except AppError as error:
        raise ValueError(error.message) from None


def _short(text: str) -> str:
    """A name on one line of at most 200 letters."""
    one = " ".join(parse_text(text).split())
    if len(one) > 200:
        raise ValueError(f"The text has {len(one):,} characters, and at most 200 are kept. Shorten it.")
    return one


def _pupils(text: str) -> str:
    amount = parse_amount(text)
    if not float(amount).is_integer():
        raise ValueError(f"“{text[:40]}” is no whole number. Pupils and answers are counted one by one.")
    return amount


_WHO: Final = code_rule(
    {
        **dict.fromkeys(("parents", "parent", "parents and carers", "parent carers", "carers"), "parents"),
        **dict.fromkeys(
            ("young people", "young person", "children", "children and young people", "cyp", "pupils"), "young people"
        ),
    }
)
FIELDS: Final[Mapping[Shape, Mapping[str, Rule]]] = MappingProxyType(
    {
        Shape.VALUES: {
            "code": parse_reference,
            "period": _period,
            "value": parse_amount,
            "numerator": parse_amount,
            "denominator": parse_amount,
            "note": _short,
        },
        Shape.SCHOOLS: {
            "period": _period,
            "school": _short,
            "urn": parse_reference,
            "days": parse_amount,
            "semh_days": parse_amount,
            "pupils": _pupils,
        },
        Shape.SURVEY: {"period": _period, "who": _WHO, "question": _short, "answer": _short, "count": _pupils},
    }
)
REQUIRED: Final[Mapping[Shape, tuple[str, ...]]] = MappingProxyType(
    {
        Shape.VALUES: ("code", "period"),
        Shape.SCHOOLS: ("period", "school", "days", "pupils"),
        Shape.SURVEY: ("period", "who", "question", "answer", "count"),
    }
)
_OTHERWISE: Final[Mapping[str, str]] = MappingProxyType(
    {
        "measure": "code",
        "month": "period",
        "name_of_school": "school",
        "school_name": "school",
        "days_lost": "days",
        "semh": "semh_days",
        "days_semh": "semh_days",
        "number_of_pupils": "pupils",
        "answers": "count",
        "number": "count",
        "respondent": "who",
    }
)
"""Other headings for a field."""
NO_SHAPE: Final = (
    "This holds no measures. Values need the columns code and period with value or numerator; schools period, school, "
    "days and pupils; a survey period, who, question, answer and count."
)


def field_of(heading: str) -> str:
    """The field that a heading stands for, whether it is one of ours or not."""
    squeezed_ = squeezed(heading)
    return _OTHERWISE.get(squeezed_, squeezed_)


def shape_of(headings: Sequence[str]) -> Shape | None:
    """The shape that these headings make, None for none."""
    found = {field_of(heading) for heading in headings}
    for shape, required in REQUIRED.items():
        if found.issuperset(required) and (shape is not Shape.VALUES or found & {"value", "numerator"}):
            return shape
    return None


def _of_value(values: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    if not values["value"] and not values["numerator"]:
        yield "value", "Neither a value nor a numerator stands here. Give one of them."


def _of_school(values: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    if values["semh_days"] and float(values["semh_days"]) > float(values["days"]):
        yield "semh_days", "More days of pupils with SEMH than days in all. Correct one of them."
    if float(values["days"]) and not float(values["pupils"]):
        yield "pupils", "Days were lost, but by no pupil. Correct one of them."


def _of_answer(_values: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    return iter(())


KEYS: Final[Mapping[Shape, tuple[str, ...]]] = MappingProxyType(
    {
        Shape.VALUES: ("code", "period"),
        Shape.SCHOOLS: ("period", "school"),
        Shape.SURVEY: ("period", "who", "question", "answer"),
    }
)
CHECKS: Final[Mapping[Shape, Callable[[Mapping[str, str]], Iterator[tuple[str, str]]]]] = MappingProxyType(
    {Shape.VALUES: _of_value, Shape.SCHOOLS: _of_school, Shape.SURVEY: _of_answer}
)
