"""Progress after annual reviews: which are due and late, how far outcomes are, and who is near adulthood."""

from collections.abc import Iterator, Mapping
from typing import Final

from exports.content import Content
from exports.document import Block, Cell, Column, Heading, Paragraph, Table, Tone
from exports.pages.wording import MISSING, NEEDS, WITHHELD, all_withheld, sentence, short, withheld_note
from scoring.figures import AGENCY_NAMES, PROGRESS_SAID, Figure, rounded
from scoring.plan.areas import OUTCOME_AREAS

WITH_REVIEWS: Final = ("monthly", "quarterly")
"""The kinds of report that tell which annual reviews are due and late."""
WITH_PROGRESS: Final = ("quarterly",)
"""The kinds that tell how far outcomes are and who is near adulthood; in others the workbook's figures do."""
GROUPS: Final = (
    ("area", "Area of need"),
    ("phase", "Phase of education"),
    ("agency", "Agency whose provision it rests on"),
    ("need", "Primary need"),
)
_WHOLE: Final = (Column("", 2.6), Column("Count, 95 % interval", 2.4))
_REVIEWS: Final = ("reviews.late", "reviews.due")
_ADULTHOOD: Final = ("adulthood.likely", "adulthood.referred", "adulthood.assessed", "adulthood.late")


def annual_reviews(content: Content) -> Iterator[Block]:
    """Reviews due within a month and late, as a part of timeliness; one sentence where no review has a day."""
    if content.head.kind not in WITH_REVIEWS or content.team or not _figures(content, _REVIEWS):
        return
    yield Heading("Annual reviews due and late", 3)
    yield from _told(content, _REVIEWS)


def progress(content: Content) -> Iterator[Block]:
    """How far outcomes were at their newest review of the period, by group, and young people near adulthood."""
    bases = tuple(f"progress.outcomes.{how}" for how in PROGRESS_SAID)
    if content.head.kind not in WITH_PROGRESS or content.team or not _figures(content, bases):
        return
    yield Heading("Progress after annual review")
    yield from _told(content, (*bases, "progress.plans_reviewed"))
    if any(figure.value is not None for figure in _figures(content, bases)):
        for dimension, title in GROUPS:
            yield from _by(content, dimension, title)
        note = "Of each outcome its newest review of the period counts. Groups are small; the interval of each share "
        yield Paragraph(f"{note}stands in the workbook.", Tone.NOTE)
    yield Heading("Young people near adulthood", 3)
    yield from _told(content, _ADULTHOOD)


def group_words(dimension: str, name: str) -> str:
    """A group's name as a table says it."""
    words: Mapping[str, Mapping[str, str]] = {"area": OUTCOME_AREAS, "agency": AGENCY_NAMES, "need": NEEDS}
    said = words.get(dimension, {}).get(name, name)
    return said[0].upper() + said[1:]


def _figures(content: Content, ids: tuple[str, ...]) -> list[Figure]:
    return [figure for id_ in ids if (figure := content.figure(id_)) is not None]


def _told(content: Content, ids: tuple[str, ...]) -> Iterator[Block]:
    """A row a figure; without any number the first one's reason, as a sentence."""
    figures = _figures(content, ids)
    shown = [figure for figure in figures if figure.value is not None or figure.withheld == WITHHELD]
    if not shown:
        yield Paragraph(sentence(figures[0].reason))
        return
    if all(figure.withheld for figure in shown):
        yield Paragraph(all_withheld(shown))
        return
    rows: tuple[tuple[Cell, ...], ...] = tuple((figure.label, short(figure), figure.note) for figure in shown)
    yield Table((*_WHOLE, Column("Notes", 2.2)), rows)
    if note := withheld_note(shown):
        yield Paragraph(note, Tone.NOTE)


def _by(content: Content, dimension: str, title: str) -> Iterator[Block]:
    """A row a group: how many outcomes were reviewed, and of what share each kind of progress was noted."""
    found = {how: content.by(f"progress.outcomes.{how}", dimension) for how in PROGRESS_SAID}
    names = found["achieved"]
    if len(names) < 2:
        return
    yield Heading(f"By {title[0].lower()}{title[1:]}", 3)
    every = [figure for figures in found.values() for figure in figures.values()]
    if all(figure.withheld for figure in every):
        yield Paragraph(all_withheld(every))
        return
    columns = (Column(title, 2.4), Column("Outcomes", 0.9, number=True), *_SHARES)
    rows = tuple(
        (group_words(dimension, name), _of(figure), *(_share(figures[name]) for figures in found.values()))
        for name, figure in names.items()
    )
    yield Table(columns, rows)
    if note := withheld_note(every):
        yield Paragraph(note, Tone.NOTE)


_SHARES: Final = tuple(
    Column(words, 1.0, number=True) for words in ("Achieved", "On track", "Some progress", "No progress", "Changed")
)


def _of(figure: Figure) -> str:
    return WITHHELD if figure.denominator is None else rounded(figure.denominator)


def _share(figure: Figure) -> str:
    """“8 (67 %)”, c where it is withheld."""
    if figure.value is None or figure.numerator is None:
        return WITHHELD if figure.withheld else MISSING
    return f"{rounded(figure.numerator)} ({rounded(figure.value)} %)"
