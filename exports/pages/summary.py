"""The first page: what was found in brief, the grades as a chart, the plans and what follows from them."""

from collections.abc import Iterator
from dataclasses import replace

from exports.charts.grades import GradeShare, grade_chart
from exports.content import Content
from exports.document import Block, Cell, Chart, Column, GradeCell, Heading, Paragraph, Table, Tile, Tiles, Tone
from exports.pages.lead import lead
from exports.pages.wording import AUDITED, MISSING, count, lead_and_detail, sentence, short
from forms.model import Grade
from scoring.days import day
from scoring.figures import GRADES, Figure, rounded, words

CHART_WIDTH = 481.0
"""The width of a page between its margins, in points."""
_MOST_MARKERS = 8
_METHOD, _SECTIONS, _EVERY = "How this report was made", "Sections and agencies", "Every team"
_DETAIL = {
    "Plans audited": _METHOD,
    "Effective plans": "Grades",
    "Effective": "Grades",
    "Average score": _SECTIONS,
    "Effective, this team": _EVERY,
    "Average score, this team": _SECTIONS,
    "Effective, every team": _EVERY,
}
"""Where the figures of the first page are told at length, by the headings there."""


def summary(content: Content) -> Iterator[Block]:
    """In brief, grades, plans, what to do next."""
    yield Heading("In brief")
    yield Paragraph(" ".join(lead(content)), Tone.LEAD)
    yield _leading(tiles(content))
    for note in content.head.notes:
        yield Paragraph(note, Tone.NOTE)
    if not content.team:
        yield from grades(content)
    if content.plans:
        yield from _plans(content)
        yield from _next_steps(content)


def every_team(content: Content) -> Iterator[Block]:
    """Where a team's report turns to the figures of all teams."""
    yield Heading(_EVERY, new_page=True)
    yield Paragraph("From here on the figures are of all teams: one team alone has too few plans.", Tone.LEAD)
    yield from grades(content, 3)


def tiles(content: Content) -> Tiles:
    """How many were audited, how many are effective, the average score."""
    asked = [
        ("Plans audited", "plans.audited"),
        ("Effective" if content.head.cycle in AUDITED else "Effective plans", "plans.effective"),
        ("Average score", "score.overall"),
    ]
    tiles = [Tile(label, *lead_and_detail(content.figure(id_))) for label, id_ in asked]
    if content.team:
        own = (("Effective, this team", "plans.effective"), ("Average score, this team", "score.overall"))
        tiles = [Tile(label, *lead_and_detail(content.by(id_, "team").get(content.team))) for label, id_ in own]
        tiles += [Tile("Effective, every team", *lead_and_detail(content.figure("plans.effective")))]
    return Tiles(tuple(tiles))


def _leading(told: Tiles) -> Tiles:
    """The same, each leading to the part of the report that says more."""
    return Tiles(tuple(replace(one, leads_to=_DETAIL.get(one.label, "")) for one in told.tiles))


def grades(content: Content, level: int = 2) -> Iterator[Block]:
    """The grades as a chart, or why they are withheld; nothing where no plan was graded at all."""
    figures = [(grade, content.figure(f"grade.{grade}")) for grade in GRADES]
    found = [(grade, figure) for grade, figure in figures if figure is not None and figure.denominator]
    if not found:
        return
    yield Heading("Grades", level)
    if all(figure.withheld for _, figure in found):
        yield Paragraph(words(found[0][1]))
        return
    labels = dict(content.framework.grade_labels) if content.framework else {}
    shares = [
        GradeShare(
            grade=grade,
            label=labels.get(Grade(grade), GRADES[grade]),
            share=figure.value,
            lower=figure.lower,
            upper=figure.upper,
            counted=_counted(figure),
        )
        for grade, figure in found
    ]
    plans = count(int(found[0][1].denominator or 0), "graded plan")
    yield Chart(f"Final grades of {plans}", grade_chart(shares, CHART_WIDTH), _below_grades(found[0][1].note))


def _below_grades(note: str) -> str:
    """What the chart shows, and what was left out; an interval corrected for the draw is one grade's alone."""
    parts = [part for part in note.split("; ") if part and not part.startswith("Corrected")]
    said = f" {sentence('; '.join(parts))}" if parts else ""
    return f"A bar is the share of plans, the thin line its 95 % interval.{said}"


def _counted(figure: Figure) -> str:
    return short(figure) if figure.value is not None else "withheld"


def _plans(content: Content) -> Iterator[Block]:
    yield Heading("The plans")
    columns: tuple[Column, ...] = (
        Column("Plan", 1.3),
        Column("Grade", 2.15),
        Column("Score", 0.75, number=True),
        Column("Fell short at", 2.9),
    )
    teamed = not content.team and any(plan.team for plan in content.plans)
    if teamed:
        columns = (*columns[:1], Column("Casework team", 1.9), *columns[1:])
    rows: list[tuple[Cell, ...]] = []
    for plan in content.plans:
        percent = f"{rounded(plan.percent)} %" if plan.percent is not None else MISSING
        own = (GradeCell(plan.grade, plan.grade_words), percent, _short_at([one.marker for one in plan.shortfalls]))
        rows.append((plan.plan_ref, *([plan.team or MISSING] if teamed else []), *own))
    yield Table(
        columns,
        tuple(rows),
        f"{count(len(rows), 'plan')} audited, by reference. The last column names markers at 0 or 1.",
    )


def _short_at(markers: list[str]) -> str:
    if not markers:
        return "nothing"
    more = len(markers) - _MOST_MARKERS
    return ", ".join(markers[:_MOST_MARKERS]) + (f" and {more} more" if more > 0 else "")


def _next_steps(content: Content) -> Iterator[Block]:
    steps = [step for plan in content.plans for step in plan.deadlines]
    if not steps:
        return
    ordered = sorted(steps, key=lambda step: (step.by is None, step.by or content.head.last, step.plan_ref, step.words))
    yield Heading("What follows, by date")
    rows = tuple((day(step.by) if step.by else "no date", step.plan_ref, step.words) for step in ordered)
    yield Table(
        (Column("By", 1.3), Column("Plan", 1.2), Column("What", 4.6)),
        rows,
        "From the framework's follow-up rules, counted from the audit's date; working days are Monday to Friday.",
    )
