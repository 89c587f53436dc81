"""The strongest and the weakest markers, and every marker with its words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from exports.content import Content
from exports.document import Block, Cell, Column, Heading, IntervalCell, Paragraph, Table, Tone
from exports.pages.wording import MISSING, WITHHELD, all_withheld, named, short, withheld_note
from scoring.figures import Figure, rounded

_SHOWN = 5
_FEWEST_PLANS = 3
"""Of fewer plans an order of markers says nothing."""


@dataclass(frozen=True, slots=True)
class MarkerFigures:
    """The two figures of a marker, with its question."""

    id: str
    question: str
    mean: Figure
    sound: Figure | None


def marker_figures(content: Content) -> list[MarkerFigures]:
    """Every marker of the report's framework in its order; without a framework the questions are empty."""
    found = {figure.id: figure for figure in content.family("marker.")}
    made = []
    for id_, mean in found.items():
        if not id_.endswith(".mean"):
            continue
        marker = id_.split(".")[1]
        known = content.framework is not None and marker in content.framework
        question = content.framework.marker(marker).question if content.framework and known else ""
        made.append(MarkerFigures(marker, question, mean, found.get(f"marker.{marker}.sound")))
    return made


def strongest_and_weakest(content: Content) -> Iterator[Block]:
    """The five weakest and the five strongest, where there are plans enough to put markers in an order."""
    given = [one for one in marker_figures(content) if one.mean.value is not None]
    plans = max((one.mean.denominator or 0 for one in given), default=0)
    if len(given) < 2 * _SHOWN or plans < _FEWEST_PLANS:
        return
    weakest = sorted(given, key=lambda one: one.mean.value or 0)
    strongest = sorted(given, key=lambda one: -(one.mean.value or 0))
    yield Heading("Weakest and strongest markers")
    yield Heading("Weakest", 3)
    yield _table(weakest[:_SHOWN], "The five lowest averages, 0 to 3, lowest first.")
    yield Heading("Strongest", 3)
    yield _table(strongest[:_SHOWN], "The five highest averages, 0 to 3, highest first.")
    yield Paragraph(
        "Of few plans such an order is rough: where two intervals overlap, it does not show that one marker "
        "is weaker than the other.",
        Tone.NOTE,
    )


def every_marker(content: Content) -> Iterator[Block]:
    """All markers in the framework's order."""
    if content.family("marker."):
        yield Heading("Every marker")
        note = "Level 2 is sound and 3 strong. Markers that do not apply, and those without evidence, are left out."
        yield from marker_table(content, note)


def marker_table(content: Content, caption: str, *, weakest_first: bool = False) -> Iterator[Block]:
    """A row a marker, or in one sentence why there is none."""
    every = marker_figures(content)
    if weakest_first:
        every.sort(key=lambda one: (one.mean.value is None, one.mean.value or 0))
    if not any(one.mean.value is not None or one.mean.withheld for one in every):
        yield Paragraph("No marker has a score in this period.")
        return
    if all(one.mean.value is None for one in every) and all(one.sound is None or one.sound.withheld for one in every):
        yield Paragraph(all_withheld(one.mean for one in every))
        return
    yield _table(every, caption)
    if note := withheld_note(figure for one in every for figure in (one.mean, one.sound)):
        yield Paragraph(note, Tone.NOTE)


def _table(shown: Sequence[MarkerFigures], caption: str) -> Table:
    columns = (
        Column("Marker", 3.0),
        Column("Average", 0.75, number=True),
        Column("0 to 3", 1.15),
        Column("Sound or strong, 95 % interval", 2.2),
    )
    return Table(columns, tuple(_row(one) for one in shown), caption)


def _row(one: MarkerFigures) -> tuple[Cell, ...]:
    name = named(one.id, one.question)
    said = short(one.sound) if one.sound is not None else MISSING
    if one.mean.value is None:
        return (name, WITHHELD if one.mean.withheld else MISSING, None, said)
    bar = IntervalCell(one.mean.value, one.mean.lower, one.mean.upper, 0, 3)
    return (name, rounded(one.mean.value, 2), bar, said)
