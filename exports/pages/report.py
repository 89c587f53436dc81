"""A report's content as a document: title, summary, quality, markers, plans, method."""

from exports.content import Content
from exports.document import Block, Document, TitleBlock
from exports.pages.markers import markers
from exports.pages.method import method
from exports.pages.plan import plan_pages
from exports.pages.quality import other_figures, sections_and_agencies
from exports.pages.summary import summary
from exports.pages.wording import CYCLES, READERS, SHORT_READERS, day, heading_of, period_words
from exports.plain import one_line


def document_of(content: Content) -> Document:
    """Everything that the report says, in reading order."""
    head = content.head
    heading, period = one_line(heading_of(content)), period_words(head)
    organisation = one_line(head.organisation) or "No organisation named"
    blocks: list[Block] = [
        *summary(content),
        *sections_and_agencies(content),
        *markers(content),
        *other_figures(content),
        *plan_pages(content),
        *method(content),
    ]
    readers = SHORT_READERS[head.audience]
    return Document(
        title=TitleBlock(organisation, heading, period, _title_facts(content), one_line(content.team)),
        running=f"{heading} · {period} · {readers}",
        foot=f"Data up to {day(head.data_date)}, state {head.data_head[:12]} · {head.state}",
        subject=", ".join(part for part in (heading, one_line(content.team), period, readers) if part),
        blocks=tuple(blocks),
    )


def _title_facts(content: Content) -> tuple[tuple[str, str], ...]:
    head = content.head
    rows = [("For", READERS[head.audience])]
    if head.cycle:
        framework = content.framework.title if content.framework else head.framework
        rows.append(("Audits", f"{CYCLES.get(head.cycle, head.cycle)} cycle, scored with {framework}"))
    if head.round:
        rows.append(("Round", head.round))
    return tuple(rows)
