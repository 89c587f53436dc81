"""Colours and sizes in one place, for widgets, charts and reports; it knows no Qt and no PDF."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files
from types import MappingProxyType
from typing import Any

_HEX = re.compile(r"#[0-9A-F]{6}")


class Colour(StrEnum):
    """The roles that a colour can have; a theme gives every one of them."""

    CANVAS = "canvas"
    SURFACE = "surface"
    LINE = "line"
    INK = "ink"
    SOFT_INK = "soft_ink"
    ACCENT = "accent"
    ACCENT_WASH = "accent_wash"
    ON_ACCENT = "on_accent"
    FOCUS = "focus"
    OUTSTANDING = "outstanding"
    GOOD = "good"
    REQUIRES_IMPROVEMENT = "requires_improvement"
    INADEQUATE = "inadequate"
    NOT_GRADED = "not_graded"
    IMPROVEMENT = "improvement"
    CONCERN = "concern"
    COMMON_CAUSE = "common_cause"
    HEAT_1 = "heat_1"
    HEAT_2 = "heat_2"
    HEAT_3 = "heat_3"
    HEAT_4 = "heat_4"
    HEAT_5 = "heat_5"


@dataclass(frozen=True, slots=True)
class Measures:
    """Sizes: type in points, the rest in pixels at the system's normal size; `spacing` runs from small to large."""

    screen_title: float
    section: float
    card_title: float
    text: float
    caption: float
    spacing: tuple[int, ...]
    radius: int
    row: int
    target: int
    focus_width: int
    focus_gap: int
    content_width: int
    reading_characters: int


@dataclass(frozen=True, slots=True)
class Theme:
    """A named set of colours, each as #RRGGBB."""

    name: str
    colours: Mapping[Colour, str]

    def __getitem__(self, colour: Colour) -> str:
        return self.colours[colour]

    def with_accent(self, colour: str) -> "Theme":
        """The same with another accent, given as #RRGGBB; without one as it is."""
        return Theme(self.name, MappingProxyType({**self.colours, Colour.ACCENT: colour})) if colour else self

    def grade(self, grade: str) -> str:
        """The colour of a grade by its value, `good`."""
        return self.colours[Colour(grade)]


def theme_names() -> tuple[str, ...]:
    """The themes that are shipped, in alphabetical order."""
    names = (entry.name.removesuffix(".toml") for entry in files(__name__).iterdir() if entry.name.endswith(".toml"))
    return tuple(sorted(name for name in names if name != "measures"))


def read_theme(name: str) -> Theme:
    """A shipped theme, `light` or `dark`. Raises KeyError for another name, ValueError for an incomplete file."""
    if name not in theme_names():
        raise KeyError(f"There is no theme “{name}”. There are: {', '.join(theme_names())}.")
    tables = _toml(name)
    given = {role: value for table in tables.values() if isinstance(table, dict) for role, value in table.items()}
    if set(given) != set(Colour) or not all(_HEX.fullmatch(str(value)) for value in given.values()):
        raise ValueError(f"The theme “{name}” must give each of these a colour as #RRGGBB: {', '.join(Colour)}.")
    return Theme(name, MappingProxyType({role: str(given[role]) for role in Colour}))


def read_measures() -> Measures:
    """The sizes that every theme shares."""
    tables = _toml("measures")
    values = {**tables["type"], **tables["layout"]}
    return Measures(**{**values, "spacing": tuple(values["spacing"])})


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours given as #RRGGBB, 1 to 21 (WCAG 2.1, relative luminance)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads(files(__name__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))
