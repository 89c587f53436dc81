"""Fills every text of a report with a text of the test's own, so that none is forgotten when a field is added."""

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from typing import Any

from export_builders import content, figures, plan, shortfall

from exports.causes import CausesTold, CauseTold, FindingTold
from exports.content import Content, Deadline, Extract, GoodPractice
from forms.model import Framework

Make = Callable[[str], str]

_FIGURES = 45
KEYS = frozenset(
    {"FindingTold.cause", "PlanPage.grade", "Figure.id", "Figure.unit", "Figure.withheld", "ReportLook.colour"}
)
"""What is no text but a key: a grade, a unit or a colour by its name; ids of figures hold names of teams, see below."""


def filled(make: Make) -> Content:
    """A weekly report of one plan in which each text is what `make` says for its path, “PlanPage.team”.

    It has some figures of each family and no more, so that a test can make many such reports.
    """
    whole = plan(
        override="decided",
        shortfalls=(shortfall(), shortfall(marker="F1", evidence=Extract("", "Looked for"))),
        good_practice=(GoodPractice("A1", "question", Extract("words", "place")),),
        deadlines=(Deadline("CK-1", None, "words"),),
        care=(("C", "blank"),),
    )
    every = figures(team="North")
    made = content([whole], team="North", causes=causes(), figures=(*every[:_FIGURES], *every[-2:]))
    text_filled: Content = _filled(replace(made, framework=None), "Content", make)
    return replace(text_filled, framework=_framework(made.framework, make))


def causes() -> CausesTold:
    """One cause, one service's advice and one finding of it."""
    told = CauseTold("Advice", "Health", "Occupational therapy", 1, 1, ("CK-1",))
    finding = FindingTold("CK-1", "Advice", "Health", "Occupational therapy", "Marker F2", "as required")
    return CausesTold((told,), (told,), (finding,), 1, 1)


def paths() -> list[str]:
    """The paths of every text there is."""
    found: list[str] = []

    def note(path: str) -> str:
        found.append(path)
        return path

    filled(note)
    return list(dict.fromkeys(found))


def _filled(value: Any, path: str, make: Make) -> Any:
    if isinstance(value, str) and type(value) is str:
        return value if path in KEYS else make(path)
    if isinstance(value, tuple):
        return tuple(_filled(one, path, make) for one in value)
    if is_dataclass(value) and not isinstance(value, type):
        name = type(value).__name__
        held = {one.name: _filled(getattr(value, one.name), f"{name}.{one.name}", make) for one in fields(value)}
        return replace(value, **held)
    return value


def _framework(framework: Framework | None, make: Make) -> Framework:
    """A framework is a file that people edit: its titles and sentences, not its ids."""
    assert framework is not None
    markers = tuple(replace(marker, question=make("Marker.question")) for marker in framework.markers)
    sections = tuple(replace(section, title=make("Section.title")) for section in framework.sections)
    limits = tuple(replace(limit, words=make("Limit.words")) for limit in framework.limits)
    labels = tuple((grade, make("Framework.grade_labels")) for grade, _ in framework.grade_labels)
    return replace(
        framework,
        title=make("Framework.title"),
        about=make("Framework.about"),
        grade_labels=labels,
        sections=sections,
        markers=markers,
        limits=limits,
    )
