"""How far the group agreed: counts first, the coefficients, by section, by pair of agencies, markers to reword."""

from collections.abc import Iterator
from types import MappingProxyType

from exports.agreement import RewordTold
from exports.agreement_words import (
    AC2,
    ALPHA,
    EXACT,
    GAP,
    KAPPA,
    METHOD_WORDS,
    METHODS,
    SCALE_WORDS,
    WITHIN_ONE,
    alpha_words,
    blind_words,
    counts_words,
    left_words,
    pair_words,
)
from exports.content import Content
from exports.document import Block, Column, Heading, Paragraph, Table, Tone
from exports.pages.wording import MISSING, named, short
from exports.plain import one_line
from scoring.figures import SECTIONS, Figure, pair_of, rounded

TITLE = "How far the group agreed"
_MEASURES = MappingProxyType(
    {
        EXACT: "The same score",
        WITHIN_ONE: "At most one level apart",
        ALPHA: "Krippendorff's alpha, ordinal",
        AC2: "Gwet's AC2, quadratic weights",
    }
)
_WHOLE = (Column("Agreement", 2.0), Column("Value, 95 % interval", 2.2), Column("What it rests on", 2.6))
_NOTHING = "Nothing to compare in this period: two members have to score the same marker of the same plan."


def agreement(content: Content) -> Iterator[Block]:
    """The section, where the report tells of agreement."""
    told = content.agreement
    if told is None:
        return
    yield Heading(TITLE)
    yield Paragraph(counts_words(told.single, told.several, told.rounds))
    for words in (blind_words(told.blind), left_words(told.late, told.absent)):
        if words:
            yield Paragraph(words)
    whole = content.figure(EXACT)
    if whole is None or not whole.denominator:
        yield Paragraph(_NOTHING)
    else:
        yield from _whole(content)
        yield from _sections(content)
        yield from _pairs(content)
        yield from _rounds(content)
    yield from _methods(content)
    yield from _rewording(told.rule, told.rewording)
    yield Paragraph(METHOD_WORDS, Tone.NOTE)


def _whole(content: Content) -> Iterator[Block]:
    found = [(words, figure) for id_, words in _MEASURES.items() if (figure := content.figure(id_)) is not None]
    yield Table(
        _WHOLE,
        tuple((words, _said(figure), rests_on(figure)) for words, figure in found),
    )
    alpha = content.figure(ALPHA)
    if alpha is not None:
        yield Paragraph(alpha_words(alpha))
        yield Paragraph(SCALE_WORDS, Tone.NOTE)


def rests_on(figure: Figure) -> str:
    """What is counted behind a figure: the counts of its note, without what is left out everywhere."""
    parts = [part for part in figure.note.split("; ") if part[:1].isdigit()]
    return "; ".join(parts) or (f"{rounded(figure.denominator)} units" if figure.denominator is not None else "")


def _said(figure: Figure) -> str:
    """The number with its interval; a dash where it is not estimable, the reason standing below."""
    return short(figure) if figure.value is not None else "not estimable"


def _sections(content: Content) -> Iterator[Block]:
    found = {base: content.by(base, "section") for base in _MEASURES}
    titles = {one.id: one.title for one in content.framework.sections} if content.framework else {}
    shown = [section for section, figure in found[EXACT].items() if figure.denominator]
    alone = [section for section in found[EXACT] if section not in shown]
    if not shown:
        return
    yield Heading("By section", 3)
    columns = (Column("Section", 1.9), *(Column(words, 1.3) for words in ("Same score", "Within one", "Alpha", "AC2")))
    yield Table(
        columns,
        tuple(
            (named(one, titles.get(one, SECTIONS.get(one, ""))), *(_said(of[one]) for of in found.values()))
            for one in shown
        ),
    )
    yield from _why_not([of[one] for of in found.values() for one in shown])
    if alone:
        yield Paragraph(f"Scored by one member alone, and so not compared: section {', '.join(alone)}.", Tone.NOTE)


def _pairs(content: Content) -> Iterator[Block]:
    found = {base: content.by(base, "pair") for base in (EXACT, WITHIN_ONE, GAP, KAPPA)}
    if not found[EXACT]:
        return
    yield Heading("By pair of agencies", 3)
    columns = (
        Column("Agencies", 1.8),
        Column("Same score", 1.4),
        Column("Within one", 1.4),
        Column("First above second", 1.5),
        Column("Weighted kappa", 1.2),
    )
    yield Table(
        columns,
        tuple((pair_words(*pair_of(pair)), *(_said(of[pair]) for of in found.values())) for pair in found[EXACT]),
    )
    yield from _why_not([of[pair] for of in found.values() for pair in found[EXACT]])


def _rounds(content: Content) -> Iterator[Block]:
    found = {base: content.by(base, "round") for base in _MEASURES}
    if not found[EXACT]:
        return
    yield Heading("Round by round", 3)
    columns = (Column("Round", 1.2), *(Column(words, 1.4) for words in ("Same score", "Within one", "Alpha", "AC2")))
    yield Table(columns, tuple((one_line(one), *(_said(of[one]) for of in found.values())) for one in found[EXACT]))
    yield Paragraph("Where two intervals overlap, they prove no change.", Tone.NOTE)


def _why_not(figures: list[Figure]) -> Iterator[Block]:
    """Each reason once, below a table in which something is not estimable."""
    reasons = dict.fromkeys(figure.reason for figure in figures if figure.value is None and figure.reason)
    if reasons:
        yield Paragraph(f"Not estimable: {' '.join(reasons)}", Tone.NOTE)


def _methods(content: Content) -> Iterator[Block]:
    """What was scored by sheet or round a table, apart."""
    for method in ("sheet", "table"):
        found = [
            (words, figure)
            for base, words in _MEASURES.items()
            if (figure := content.by(base, "method").get(method)) is not None
        ]
        if found:
            yield Heading(f"{METHODS[method]}, blind by procedure, counted apart", 3)
            yield Table(
                _WHOLE,
                tuple((words, _said(figure), rests_on(figure)) for words, figure in found),
            )


def _rewording(rule: str, found: tuple[RewordTold, ...]) -> Iterator[Block]:
    yield Heading("Markers to reword", 3)
    if not found:
        yield Paragraph(f"None. {rule}")
        return
    columns = (
        Column("Marker", 2.4),
        Column("Low in", 1.3),
        Column("Same score", 0.8, number=True),
        Column("Within one", 0.8, number=True),
        Column("Compared", 1.0, number=True),
        Column("Between whom", 2.0),
    )
    yield Table(columns, tuple(_reword(one) for one in found))
    yield Paragraph(rule, Tone.NOTE)


def _reword(one: RewordTold) -> tuple[str, ...]:
    low = f"{len(one.rounds)} of {one.of_rounds} rounds: {', '.join(map(one_line, one.rounds))}"
    shares = (f"{rounded(100 * share)} %" for share in (one.exact, one.within_one))
    between = "; ".join(one.leans) or MISSING
    return (named(one.marker, one_line(one.question)), low, *shares, str(one.units), between)
