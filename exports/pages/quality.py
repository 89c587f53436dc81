"""Where plans are strong and weak: sections, agencies, teams, needs and phases, and the figures beside the grades."""

from collections.abc import Iterable, Iterator

from exports.content import Content
from exports.document import Block, Bullets, Cell, Column, Heading, IntervalCell, Paragraph, Table, Tone
from exports.pages.wording import MISSING, NEEDS, WITHHELD, all_withheld, named, sentence, short, withheld_note
from scoring.figures import AGENCIES, SECTIONS, Figure, interval_words, rounded

_AVERAGE = (Column("Plans", 0.7, number=True), Column("Average", 0.9, number=True), Column("95 % interval", 1.4))
_BREAKDOWNS = (("team", "Casework team"), ("need", "Primary need"), ("phase", "Phase of education"))
_FEWEST_GROUPS = 2
_AGREEMENT = ("agreement.",)
_OTHERS = (
    ("Health and social care in the plan", ("presence.",)),
    ("Advice behind the plan", ("advice.",)),
    ("The golden thread", ("thread.", "outcomes.", "provision.")),
    ("Agreement between auditors", _AGREEMENT),
    ("Timeliness, from the register", ("timeliness.", "plans.over_3_years")),
    ("Actions and learning", ("actions.", "learning.")),
    ("Family voice", ("voice.",)),
)


def sections_and_agencies(content: Content) -> Iterator[Block]:
    """Average scores by section and by agency."""
    yield Heading("Sections and agencies")
    titles = {section.id: section.title for section in content.framework.sections} if content.framework else {}
    names = {
        id_: named(id_, titles[id_]) if id_ in titles else sentence(words_).rstrip(".")
        for id_, words_ in (dict(SECTIONS) | titles).items()
    }
    yield from _averages(content, "score.section.", "Section", names, "Average score of each section, 0 to 100 %.")
    alone = {id_: f"{name[0].upper()}{name[1:]}" for id_, name in AGENCIES.items()}
    caption = "Average score of the markers that one agency scores alone, 0 to 100 %."
    yield from _averages(content, "score.agency.", "Agency", alone, caption)


def groups(content: Content, *, new_page: bool = False) -> Iterator[Block]:
    """Effective plans and average scores by team, need and phase."""
    tables = [block for dimension, title in _BREAKDOWNS for block in _breakdown(content, dimension, title)]
    if tables:
        yield Heading("Teams, needs and phases", new_page=new_page)
        yield from tables
        yield Paragraph("Groups are small: where two intervals overlap, they prove no difference.", Tone.NOTE)


def _averages(content: Content, family: str, title: str, names: dict[str, str], caption: str) -> Iterator[Block]:
    found = {figure.id.removeprefix(family): figure for figure in content.family(family)}
    shown = {id_: figure for id_, figure in found.items() if figure.value is not None or figure.withheld}
    framework = content.framework
    asked = {one.section for one in framework.markers} if framework is not None and title == "Section" else set(found)
    without = [id_ for id_ in found if id_ not in shown and id_ in asked]
    if not shown:
        yield Paragraph(f"{caption} There are none in this period.")
        return
    if all(figure.withheld for figure in shown.values()):
        yield Paragraph(f"{caption} {all_withheld(shown.values())}")
        return
    columns = (Column(title, 3.1), *_AVERAGE, Column("0 to 100 %", 1.9))
    rows = tuple((names.get(id_, id_), *_average(figure, 100)) for id_, figure in shown.items())
    yield Table(columns, rows, caption)
    yield from _withheld(shown.values())
    if without:
        left = ", ".join(names.get(id_, id_).split(" · ")[0] for id_ in without)
        yield Paragraph(f"Without a score in this period, and so not shown: {left}.", Tone.NOTE)


def _average(figure: Figure, high: float) -> tuple[Cell, ...]:
    """Plans, average, interval in words, and the two drawn."""
    plans = MISSING if figure.denominator is None else rounded(figure.denominator)
    if figure.value is None:
        return (plans, WITHHELD, None, None)
    unit = " %" if figure.unit == "percent" else ""
    number = f"{rounded(figure.value, 1 if unit else 2)}{unit}"
    bar = IntervalCell(figure.value, figure.lower, figure.upper, 0, high)
    return (plans, number, interval_words(figure) or "none: one plan", bar)


def _breakdown(content: Content, dimension: str, title: str) -> Iterator[Block]:
    effective, scores = content.by("plans.effective", dimension), content.by("score.overall", dimension)
    if len(effective) < _FEWEST_GROUPS:
        return
    yield Heading(f"By {title[0].lower()}{title[1:]}", 3)
    reasons = {figure.reason for figure in effective.values() if figure.withheld}
    if len(reasons) == 1 and all(figure.withheld for figure in effective.values()):
        yield Paragraph(reasons.pop())
        return
    rows = tuple(
        (NEEDS.get(name, name), short(figure), short(scores[name]) if name in scores else "")
        for name, figure in effective.items()
    )
    of = "95 % interval"
    yield Table((Column(title, 2.0), Column(f"Effective plans, {of}", 2.0), Column(f"Average score, {of}", 2.0)), rows)
    yield from _withheld([*effective.values(), *scores.values()])


def _withheld(figures: Iterable[Figure]) -> Iterator[Block]:
    if note := withheld_note(figures):
        yield Paragraph(note, Tone.NOTE)


def other_figures(content: Content) -> Iterator[Block]:
    """Every further family of figures that has a number, then the families that have none and why."""
    yield Heading("Further figures")
    without: list[str] = []
    audited = content.figure("plans.audited")
    of_no_cycle = audited.reason if audited is not None and not content.head.cycle else None
    for title, starts in _OTHERS:
        if starts == _AGREEMENT and content.agreement is not None:
            continue  # it has a section of its own
        figures = [figure for start in starts for figure in content.family(start)]
        shown = [figure for figure in figures if figure.value is not None or figure.withheld == WITHHELD]
        if shown:
            yield Heading(title, 3)
            if all(figure.withheld for figure in shown):
                yield Paragraph(all_withheld(shown))
                continue
            yield _family(shown)
            yield from _withheld(shown)
        elif figures and figures[0].reason != of_no_cycle:
            without.append(f"{title}: {sentence(figures[0].reason)}")
    if without:
        yield Heading("Not given in this report", 3)
        yield Bullets(tuple(without))
    yield Paragraph("The workbook lists every figure, those that cannot be given too, each with its reason.", Tone.NOTE)


def _family(shown: list[Figure]) -> Table:
    rows = tuple((figure.label, short(figure), figure.note) for figure in shown)
    return Table((Column("Figure", 2.2), Column("Count, 95 % interval", 1.8), Column("Notes", 2.8)), rows)
