"""A member's calibration card in words, as a list and as pages: it leaves only where the member exports it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from exports.book import Field, Format, Value
from exports.document import Block, Column, Document, Heading, Paragraph, Quote, Table, TitleBlock, Tone
from exports.lists import ListFile
from exports.plain import one_line
from scoring.calibration import FEWEST, Closeness
from scoring.consensus import ReasonCode

TITLE: Final = "Calibration card"
PRIVATE: Final = (
    "This card is yours alone: nobody else has it, and no report is made of it. The group's score is no truth; a gap "
    "shows where it is worth looking again."
)
CODES: Mapping[str, str] = MappingProxyType(
    {
        ReasonCode.EVIDENCE_MISREAD: "evidence misread",
        ReasonCode.SCALE_MISUNDERSTOOD: "scale misunderstood",
        ReasonCode.SPECIALIST_KNOWLEDGE: "specialist knowledge",
        ReasonCode.NEW_EVIDENCE: "new evidence",
        ReasonCode.CHAIRS_DECISION: "chair's decision",
        ReasonCode.SPLIT_DIFFERENCE: "split difference",
    }
)
"""Reason codes as people say them."""


@dataclass(frozen=True, slots=True)
class LineTold:
    """One marker of one plan: both scores as they are written, both words, and why the group chose its own."""

    round: str
    plan_ref: str
    marker: str
    own: str
    agreed: str
    own_words: str
    agreed_words: str
    code: str


@dataclass(frozen=True, slots=True)
class RevisitTold:
    """A marker to look at again: its question, why it stands here, and where it was off."""

    marker: str
    question: str
    why: str
    places: tuple[LineTold, ...]


@dataclass(frozen=True, slots=True)
class CardTold:
    """A card as it is told: `parts` are sections, `over_rounds` rounds with the earliest first."""

    organisation: str
    person: str
    round: str
    plans: int
    overall: Closeness
    without_level: int
    parts: tuple[tuple[str, Closeness], ...]
    revisit: tuple[RevisitTold, ...]
    over_rounds: tuple[tuple[str, Closeness], ...]
    lines: tuple[LineTold, ...]


def bias_words(found: Closeness) -> str:
    """How far a member's scores lie from the group's on average, and to which side."""
    if found.bias is None:
        return too_few(found)
    size = f"{abs(found.bias):.2f}"
    if size == "0.00":
        return "no bias: as often above the group as below"
    return f"{size} levels {'above' if found.bias > 0 else 'below'} the group on average"


def spread_words(found: Closeness) -> str:
    """How much the gaps vary."""
    return too_few(found) if found.spread is None else f"{found.spread:.2f} levels"


def counts_words(found: Closeness) -> str:
    """How many are exact and within one level, the count first."""
    if not found.n:
        return "nothing to compare"
    return f"{found.exact} of {found.n} exact, {found.within_one} within one level"


def too_few(found: Closeness) -> str:
    """Why neither bias nor spread is told."""
    return f"too few to say: {found.n} compared, {FEWEST} are needed"


def card_list(told: CardTold) -> ListFile:
    """Every compared marker in a row, with the summary in lines above."""
    fields = (
        Field("Round"),
        Field("Plan"),
        Field("Marker", width=9),
        Field("Your score", width=11),
        Field("Agreed", width=9),
        Field("Gap", Format.WHOLE, 7),
        Field("Your words", width=48),
        Field("The group's words", width=48),
        Field("Reason", width=22),
    )
    return ListFile(TITLE, told.organisation, tuple(_summary(told)), fields, tuple(_row(line) for line in told.lines))


def _row(line: LineTold) -> tuple[Value, ...]:
    own, agreed = (_value(one) for one in (line.own, line.agreed))
    gap = own - agreed if isinstance(own, int) and isinstance(agreed, int) else None
    words = line.own_words, line.agreed_words, CODES.get(line.code, line.code)
    return (line.round, line.plan_ref, line.marker, own, agreed, gap, *words)


def _value(written: str) -> Value:
    return int(written) if written.isdigit() else written


def _summary(told: CardTold) -> Iterator[str]:
    yield f"{told.person}, round {told.round}: {counts_words(told.overall)}."
    yield f"Bias: {bias_words(told.overall)}. Spread: {spread_words(told.overall)}."
    if told.without_level:
        yield f"{told.without_level} markers are left out, because NA or NE has no level."
    yield PRIVATE


def card_document(told: CardTold) -> Document:
    """The card as pages."""
    title = TitleBlock(told.organisation, TITLE, f"Round {told.round}", (("Member", told.person),))
    return Document(title, TITLE, "Private to the member", TITLE, tuple(_blocks(told)))


def _blocks(told: CardTold) -> Iterator[Block]:
    for line in _summary(told):
        yield Paragraph(line)
    columns = (Column("", 1.8), Column("Exact", 1.6), Column("Bias", 2.2), Column("Spread", 1.2))
    if told.parts:
        yield Heading("By section")
        yield Table(columns, tuple(_closeness_row(*part) for part in told.parts))
    if len(told.over_rounds) > 1:
        yield Heading("Over rounds")
        yield Table(columns, tuple(_closeness_row(*part) for part in told.over_rounds))
    yield Heading("Markers to revisit")
    if not told.revisit:
        yield Paragraph("None: no marker was two levels off, and none was off in two rounds.")
    for one in told.revisit:
        yield Heading(f"{one.marker}  {one_line(one.question)}", 3, bookmark=one.marker)
        yield Paragraph(one.why, Tone.NOTE)
        for place in one.places:
            yield from _place(place)


def _closeness_row(name: str, found: Closeness) -> tuple[str, ...]:
    few = "too few to say"
    bias = few if found.bias is None else bias_words(found)
    return name, counts_words(found), bias, few if found.spread is None else spread_words(found)


def _place(line: LineTold) -> Iterator[Block]:
    why = f" ({CODES.get(line.code, line.code)})" if line.code else ""
    yield Paragraph(f"{line.plan_ref}, round {line.round}: you {line.own}, the group {line.agreed}{why}")
    if line.own_words:
        yield Quote(line.own_words, "Yours")
    if line.agreed_words:
        yield Quote(line.agreed_words, "The group's")
