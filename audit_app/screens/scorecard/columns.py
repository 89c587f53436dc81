"""The columns of the Scorecard's tables: measures, the values of one, what stands behind a value."""

from collections.abc import Callable

from audit_app.screens.scorecard.wording import (
    ASSURANCE_SHORT,
    VARIATION_SHORT,
    period_word,
    standing_word,
    to_do,
    why_words,
)
from audit_app.services.measures.reading import Point
from audit_app.services.measures.scorecard import Line
from audit_app.ui.table_model import Column
from exports.charts.control_drawn import VARIATION_MARKS
from exports.charts.scene import Mark
from exports.measure_words import STANDING_MARKS, target_words, value_words
from resources.theme import Colour

_WIDE, _NARROW = 150, 62


def measure_columns() -> tuple[Column, ...]:
    """A row a measure, in the framework's order."""
    return (
        Column("measure", "Measure", lambda line: line.measure.title, tip=lambda line: line.measure.definition,
               width=280),
        Column("theme", "Theme", lambda line: line.measure.theme, tip=lambda line: line.measure.theme, choices=True,
               width=150, yields=4),
        Column("value", "Latest value", lambda line: value_words(line.measure, line.latest), _sort_value, width=150,
               yields=1),
        Column("period", "Period", period_word, lambda line: line.latest.period.first if line.latest else None,
               width=112, yields=5),
        Column("target", "Target", lambda line: target_words(line.measure, line.target), lambda line: line.target,
               width=120, yields=3),
        Column("standing", "Status", standing_word, mark=lambda line: STANDING_MARKS[line.judged.standing],
               tip=why_words, choices=True, width=140),
        Column("variation", "Variation", _variation, mark=_variation_mark, width=110, yields=6),
        Column("assurance", "Assurance", _assurance, width=140, yields=7),
        Column("to_do", "To do", to_do, choices=True, width=120, yields=2),
    )  # fmt: skip


def value_columns() -> tuple[Column, ...]:
    """A row a value of one measure; the rows are (line, point, target)."""
    return (
        Column("period", "Period", lambda row: row[1].value.period.name, lambda row: row[1].value.period.first,
               width=112),
        Column("value", "Value", lambda row: value_words(row[0].measure, row[1].value), lambda row: row[1].value.value,
               width=140),
        Column("target", "Target", lambda row: target_words(row[0].measure, row[2]), lambda row: row[2], width=100,
               yields=1),
        Column("note", "Note", lambda row: row[1].value.note, tip=lambda row: row[1].value.note, width=110, yields=2),
    )  # fmt: skip


def behind_columns(heads: tuple[str, ...]) -> tuple[Column, ...]:
    """Plain texts under these headings."""
    return tuple(
        Column(head.casefold(), head, _cell(at), figures=at > 0, width=_NARROW if at else _WIDE, yields=max(at - 1, 0))
        for at, head in enumerate(heads)
    )


def _cell(at: int) -> Callable[[tuple[str, ...]], str]:
    return lambda row: row[at] if at < len(row) else ""


def _sort_value(line: Line) -> float | None:
    return line.latest.value if line.latest is not None else None


def _variation(line: Line) -> str:
    return VARIATION_SHORT[line.drawn.variation] if line.points else ""


def _variation_mark(line: Line) -> tuple[Mark, Colour] | None:
    return VARIATION_MARKS[line.drawn.variation] if line.points else None


def _assurance(line: Line) -> str:
    return ASSURANCE_SHORT[line.drawn.assurance] if line.drawn.assurance is not None else ""


ValueRow = tuple[Line, Point, float | None]
