"""A page for each audited plan: what fell short with its words, what would mend it, and by when."""

from collections.abc import Iterator

from exports.content import Content, Extract, GoodPractice, PlanPage, Shortfall
from exports.document import Block, Bullets, Column, GradeBanner, Heading, Paragraph, Quote, Table, Tone
from exports.pages.wording import CYCLES, count, named, sentence
from scoring.days import day
from scoring.figures import rounded


def plan_pages(content: Content) -> Iterator[Block]:
    """Every plan, each on a new page."""
    for plan in content.plans:
        yield from _page(plan, content)


def _page(plan: PlanPage, content: Content) -> Iterator[Block]:
    yield Heading(f"Plan {plan.plan_ref}", new_page=True)
    yield GradeBanner(plan.grade, plan.grade_words, _beside_grade(plan))
    yield Paragraph(_audit(plan, content), Tone.NOTE)
    if plan.care:
        yield Paragraph(" ".join(f"Section {section}: {said}." for section, said in plan.care), Tone.NOTE)
    if plan.override:
        yield Paragraph(f"A moderator decided: {sentence(plan.override)}")
    yield from _follow_up(plan)
    for title, items in (("What limits the grade", plan.limits), ("What would change the grade", plan.changes)):
        if items:
            yield Heading(title, 3)
            yield Bullets(items)
    yield from _shortfalls(plan)
    if plan.without_evidence:
        yield Heading("No evidence available", 3)
        yield Bullets(tuple(named(marker, question) for marker, question in plan.without_evidence))
    yield from _good_practice(plan.good_practice)


def _beside_grade(plan: PlanPage) -> str:
    percent = f"{rounded(plan.percent, 1)} % of the weighted score" if plan.percent is not None else "No score"
    before = "" if plan.before_limits == plan.grade_words else f", {plan.before_limits} before limits"
    short = "nothing fell short" if not plan.shortfalls else f"{count(len(plan.shortfalls), 'marker')} fell short"
    return f"{percent}{before}; {short}."


def _audit(plan: PlanPage, content: Content) -> str:
    framework = content.framework.title if content.framework else content.head.framework
    by = "the group, by consensus" if plan.by_consensus else "one auditor"
    team = f" Casework team: {plan.team}." if plan.team else ""
    cycle = CYCLES.get(content.head.cycle, content.head.cycle)
    paper = f"{plan.paper}. " if plan.paper else ""
    return f"{paper}Audited on {day(plan.audited_on)} in the {cycle} cycle, scored with {framework} by {by}.{team}"


def _shortfalls(plan: PlanPage) -> Iterator[Block]:
    yield Heading("What fell short", 3)
    if not plan.shortfalls:
        yield Paragraph("No marker is at 0 or 1.")
    for one in plan.shortfalls:
        yield from _shortfall(one)


def _shortfall(one: Shortfall) -> Iterator[Block]:
    yield Heading(named(one.marker, one.question), 4)
    cause = f" Cause: {one.cause}." if one.cause else ""
    yield Paragraph(f"At {one.score}, {one.level}: {sentence(one.words)}{cause}")
    yield from _extract(one.evidence)
    if one.note:
        yield Paragraph(f"The auditor's note: {sentence(one.note)}")
    yield Paragraph(f"Sound would be: {sentence(one.sound)}")


def _extract(extract: Extract | None) -> Iterator[Block]:
    if extract is None:
        return
    if extract.text:
        yield Quote(extract.text, extract.place)
    else:
        yield Paragraph(sentence(extract.place), Tone.NOTE)


def _follow_up(plan: PlanPage) -> Iterator[Block]:
    if not plan.deadlines:
        yield Paragraph("This result asks for no follow-up.")
        return
    rows = tuple((day(one.by) if one.by else "no date", one.words) for one in plan.deadlines)
    yield Table((Column("By", 1.0), Column("What is to be done", 4.2)), rows)


def _good_practice(shared: tuple[GoodPractice, ...]) -> Iterator[Block]:
    if not shared:
        return
    yield Heading("Good practice to share", 3)
    for one in shared:
        yield Heading(named(one.marker, one.question), 4)
        yield from _extract(one.evidence)
