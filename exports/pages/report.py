"""A report's content as a document: title, summary, quality, markers, plans, method."""

from collections.abc import Iterator
from functools import partial

from exports.content import Content
from exports.document import Block, Blocks, Document, Paragraph, TitleBlock, Tone
from exports.pages.actions import actions
from exports.pages.agreement import agreement
from exports.pages.causes import causes
from exports.pages.chase import chase
from exports.pages.commentary import GRADES, GROUPS, MARKERS, OTHERS, SECTIONS, TIMELINESS, commentary
from exports.pages.exceptions import exceptions
from exports.pages.heat import heat
from exports.pages.improvement import improvement
from exports.pages.issued import issued, issued_in_brief
from exports.pages.markers import every_marker, strongest_and_weakest
from exports.pages.method import method
from exports.pages.outcomes import annual_reviews, progress
from exports.pages.papers import papers
from exports.pages.plan import plan_pages
from exports.pages.practice import challenges, good_practice
from exports.pages.quality import groups, other_figures, sections_and_agencies
from exports.pages.recurring import recurring
from exports.pages.scorecard import scorecard
from exports.pages.summary import every_team, summary
from exports.pages.themes import themes
from exports.pages.timeliness import timeliness
from exports.pages.trends import trends
from exports.pages.voice import voice
from exports.pages.wording import CYCLES, READERS, SHORT_READERS, heading_of, period_words, sentence
from exports.pages.you_said import you_said
from exports.plain import one_line
from scoring.days import day


def document_of(content: Content) -> Document:
    """Everything that the report says, in reading order."""
    head = content.head
    heading, period = one_line(heading_of(content)), period_words(head)
    organisation = one_line(head.organisation) or "No organisation named"
    readers = SHORT_READERS[head.audience]
    return Document(
        title=TitleBlock(organisation, heading, period, _title_facts(content), one_line(content.team)),
        running=" · ".join(part for part in (heading, period, readers, one_line(head.line)) if part),
        foot=f"Data up to {day(head.data_date)}, state {head.data_head[:12]} · {head.state}",
        subject=", ".join(part for part in (heading, one_line(content.team), period, readers) if part),
        blocks=Blocks(partial(_blocks, content)),
        look=content.look,
    )


def _blocks(content: Content) -> Iterator[Block]:
    """The note on one page has neither tables to look things up in nor a method."""
    if content.you_said is not None:
        yield from you_said(content)
        yield from issued(content)
        return
    if content.head.cycle:
        yield from _of_one_team(content) if content.team else _of_all(content)
    else:
        yield from _of_no_audits(content)
    yield from issued(content)
    yield from method(content)


def _of_all(content: Content) -> Iterator[Block]:
    """What was found, then the plans, then the tables to look things up in."""
    yield from summary(content)
    yield from commentary(content, GRADES)
    yield from issued_in_brief(content)
    yield from exceptions(content)
    yield from sections_and_agencies(content)
    yield from heat(content)
    yield from commentary(content, SECTIONS)
    yield from strongest_and_weakest(content)
    yield from trends(content)
    yield from scorecard(content)
    yield from challenges(content)
    yield from good_practice(content)
    yield from plan_pages(content)
    yield from groups(content, new_page=bool(content.plans))
    yield from commentary(content, GROUPS)
    yield from recurring(content)
    yield from causes(content)
    yield from themes(content)
    yield from actions(content)
    yield from improvement(content)
    yield from agreement(content)
    yield from papers(content)
    yield from voice(content)
    yield from timeliness(content, new_page=True)
    yield from annual_reviews(content)
    yield from commentary(content, TIMELINESS)
    yield from progress(content)
    yield from every_marker(content)
    yield from commentary(content, MARKERS)
    yield from other_figures(content)
    yield from commentary(content, OTHERS)


def _of_no_audits(content: Content) -> Iterator[Block]:
    """A chase list, or for readers who may not see it why not; then the register's figures, and nothing of grades."""
    yield from chase(content)
    if content.chase is None:
        yield Paragraph("The list names plans: it is for the audit group alone. These readers see its figures.")
    for words in content.head.notes:
        yield Paragraph(words, Tone.NOTE)
    yield from issued_in_brief(content)
    yield from other_figures(content)
    yield from commentary(content, OTHERS)


def _of_one_team(content: Content) -> Iterator[Block]:
    """What concerns the team, its own plans first; then the figures of all teams, since one has too few plans."""
    yield from summary(content)
    yield from issued_in_brief(content)
    yield from challenges(content)
    yield from good_practice(content)
    yield from plan_pages(content)
    yield from causes(content)
    yield from actions(content)
    yield from timeliness(content, new_page=True)
    yield from every_team(content)
    yield from sections_and_agencies(content)
    yield from strongest_and_weakest(content)
    yield from groups(content)
    yield from every_marker(content)
    yield from other_figures(content)


def _title_facts(content: Content) -> tuple[tuple[str, str], ...]:
    head = content.head
    rows = [("For", READERS[head.audience])]
    if head.line:
        rows.append(("Reporting line", head.line))
    if head.cycle:
        framework = content.framework.title if content.framework else head.framework
        rows.append(("Audits", sentence(f"{CYCLES.get(head.cycle, head.cycle)} cycle, scored with {framework}")))
    if head.round:
        rows.append(("Round", head.round))
    rows.append(("Status", sentence(head.state)))
    return tuple(rows)
