"""Themes of a round: what plans do well, with quoted words, and what to improve, with its causes."""

from collections.abc import Iterator

from exports.content import Content
from exports.document import Block, Cell, Column, Heading, Paragraph, Quote, Table, Tone
from exports.learning import Strength, ToImprove
from exports.pages.wording import listed, sentence
from exports.plain import one_line


def themes(content: Content) -> Iterator[Block]:
    """What the group saw; nothing where the report tells nothing of it."""
    told = content.themes
    if told is None:
        return
    yield Heading("Themes")
    yield Paragraph(f"From the group's agreed scores of {_rounds(told.rounds)}.", Tone.NOTE)
    if told.names_plans:
        yield Heading("What we do well", 3)
        if not told.strengths:
            yield Paragraph("No marker was agreed at 3 with words to quote.")
        for one in told.strengths:
            yield from _strength(one)
    yield Heading("What to improve", 3)
    if told.improve:
        yield Table(_columns(named=told.names_plans), tuple(_row(one, named=told.names_plans) for one in told.improve))
    elif told.names_plans:
        yield Paragraph("No marker was agreed at 0 or 1.")
    else:
        yield Paragraph("No marker that was scored in six plans or more was agreed at 0 or 1.")


def _rounds(names: tuple[str, ...]) -> str:
    return f"the {'round' if len(names) == 1 else 'rounds'} {listed([one_line(name) for name in names])}"


def _strength(one: Strength) -> Iterator[Block]:
    shared = " Shared as good practice." if one.is_shared else ""
    yield Paragraph(f"{one.marker} in {one_line(one.plan_ref)}: {sentence(one_line(one.question))}{shared}")
    if one.evidence.text:
        yield Quote(one_line(one.evidence.text), one.evidence.place)


def _columns(*, named: bool) -> tuple[Column, ...]:
    columns = (Column("Marker", 3.2), Column("At 0 or 1", 0.9))
    return (*columns, Column("Causes", 1.8), Column("Plans", 2.0)) if named else columns


def _row(one: ToImprove, *, named: bool) -> tuple[Cell, ...]:
    row = (f"{one.marker}  {one_line(one.question)}", f"{one.low} of {one.scored}")
    if not named:
        return row
    causes = listed([f"{cause} ({times})" for cause, times in one.causes])
    return (*row, causes, ", ".join(map(one_line, one.plans)))
