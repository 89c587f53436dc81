"""Agreement on sheets: a row a measure, for the whole, each section, pair, marker, round and way of scoring."""

from collections.abc import Iterator
from dataclasses import replace

from exports.agreement_words import (
    METHOD_WORDS,
    METHODS,
    blind_words,
    counts_words,
    left_words,
    pair_words,
)
from exports.book import Field, Format, Grid, Sheet, Value
from exports.content import Content
from exports.pages.agreement import TITLE
from exports.sheets.columns import NUMBERS, SAID, numbers, said
from scoring.figures import SECTIONS, FigureId, definition, pair_of

_PARTS = ("section", "pair", "marker", "round", "method")
_PLACES = (Format.TWO_PLACES, Format.GENERAL, Format.GENERAL, Format.TWO_PLACES, Format.TWO_PLACES, Format.TEXT)
FIELDS = (
    *(Field("Of", width=16), Field("Which", width=34), Field("Measure", width=44)),
    *(replace(field, format=places) for field, places in zip(NUMBERS, _PLACES, strict=True)),
    *SAID,
)
"""The columns of agreement in every list: coefficients and levels have two places, which one would hide."""
_REWORDING = (
    *(Field("Marker", width=9), Field("Question", width=60), Field("Low in rounds", width=34)),
    *(Field("Rounds compared", Format.WHOLE, 10), Field("Same score, percent", Format.ONE_PLACE, 11)),
    *(Field("Within one, percent", Format.ONE_PLACE, 11), Field("Units", Format.WHOLE, 8)),
    Field("Between whom", width=60),
)


def agreement(content: Content) -> Iterator[Sheet]:
    """One sheet of figures and one of markers to reword; none where the report tells nothing of agreement."""
    told = content.agreement
    if told is None:
        return
    counted = (counts_words(told.single, told.several, told.rounds), blind_words(told.blind))
    lines = tuple(line for line in (*counted, left_words(told.late, told.absent), METHOD_WORDS) if line)
    yield Sheet("Agreement", TITLE, lines, Grid("Agreement", FIELDS, tuple(_rows(content))))
    if told.rewording:
        rows: tuple[tuple[Value, ...], ...] = tuple(
            (
                *(one.marker, one.question, ", ".join(one.rounds), one.of_rounds),
                *(100 * one.exact, 100 * one.within_one, one.units, "; ".join(one.leans)),
            )
            for one in told.rewording
        )
        grid = Grid("Rewording", _REWORDING, rows)
        yield Sheet("Markers to reword", "Markers that members keep scoring apart", (told.rule,), grid)


def _rows(content: Content) -> Iterator[tuple[Value, ...]]:
    questions = {one.id: one.question for one in content.framework.markers} if content.framework else {}
    for figure in content.figures:
        asked = FigureId.parse(figure.id)
        if not asked.base.startswith("agreement.") or asked.without(*_PARTS).parts:
            continue
        of = next((one for one in _PARTS if asked.value(one)), "")
        which = _which(of, asked.value(of), questions)
        yield (of or "whole", which, definition(asked.base).label, *numbers(figure), *said(figure))


def _which(of: str, value: str, questions: dict[str, str]) -> str:
    if of == "section":
        return f"{value} · {SECTIONS.get(value, value)}"
    if of == "pair":
        return pair_words(*pair_of(value))
    if of == "marker":
        return f"{value} · {questions.get(value, '')}".removesuffix(" · ")
    return METHODS.get(value, value) if of == "method" else value
