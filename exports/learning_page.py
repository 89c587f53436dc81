"""One agency's learning page as a document of one page, so that it can be handed over alone."""

from collections.abc import Iterator
from pathlib import Path

from audit_app.domain.report_look import NO_LOOK, ReportLook
from audit_app.files import write_whole
from exports.document import Block, Bullets, Column, Document, Heading, Paragraph, Quote, Table, TitleBlock, Tone
from exports.learning import LearningPage, Strength, ToImprove
from exports.pages.wording import count, listed, sentence
from exports.plain import file_name_part, one_line, shortened
from scoring.days import day

_QUOTED, _QUESTION, _NEXT, _AGREED, _ACTION = 78, 66, 150, 330, 72
"""So many letters of a quotation, a question, a next step, on agreement and of an action, so that it stays one page."""
_LINE = 115
"""So many letters of what is said on agreement give way to each action."""
_REFERENCES, _ROUND = 3, 30
_COLUMNS = (
    Column("Marker", 2.9),
    Column("At 0 or 1", 0.9),
    Column("Causes", 1.4),
    Column("Plans", 1.9),
)


def learning_document(page: LearningPage, look: ReportLook = NO_LOOK) -> Document:
    """The page in reading order: what went well, what to improve, agreement, what happens next."""
    heading = f"Learning page: {page.agency_name}"
    organisation = shortened(one_line(page.organisation), _QUOTED) or "No organisation named"
    state = f"Round closed on {day(page.on)}" if page.is_closed else "Draft: the round is not closed yet"
    return Document(
        title=TitleBlock(organisation, heading, _about(page), ()),
        running=f"{heading} · {_round(page)} · for the audit group",
        foot=f"{state} · plan references only, keep it within the group",
        subject=f"{heading}, {_round(page)}",
        blocks=tuple(_blocks(page)),
        look=look,
    )


def learning_pdf(page: LearningPage, look: ReportLook = NO_LOOK) -> bytes:
    """The page as a tagged PDF; the same page gives the same bytes."""
    from exports.pdf.build import pdf_bytes
    from resources.theme import read_theme

    return pdf_bytes(learning_document(page, look), read_theme("light"), page.on)


def write_learning(path: Path, page: LearningPage, look: ReportLook = NO_LOOK) -> None:
    """Write the page as a PDF. Raises AppError where the file cannot be written, and nothing is then left of it."""
    write_whole(path, learning_pdf(page, look))


def learning_file(page: LearningPage) -> str:
    """What its file is called."""
    return f"learning-{file_name_part(page.round.lower())}-{file_name_part(page.agency_name.lower())}.pdf"


def _about(page: LearningPage) -> str:
    grades = listed([f"{number} {words}" for words, number in page.grades])
    plans = f"{count(len(page.plans), 'plan')} with a consensus"
    state = "" if page.is_closed else ", draft"
    return f"R{_round(page)[1:]}{state}: {plans}{f', {grades}' if grades else ''}"


def _round(page: LearningPage) -> str:
    return f"round {shortened(one_line(page.round), _ROUND)}"


def _blocks(page: LearningPage) -> Iterator[Block]:
    yield Heading("What went well")
    if not page.strengths:
        yield Paragraph("No marker of yours was at 3 with words to quote in this round.")
    for strength in page.strengths:
        yield from _strength(strength)
    yield Heading("What to improve")
    if page.improve:
        yield Table(_COLUMNS, tuple(_row(one) for one in page.improve))
    else:
        yield Paragraph("No marker of yours was at 0 or 1 in these plans.")
    if page.more_to_improve:
        yield Paragraph(f"{count(page.more_to_improve, 'more marker')} at 0 or 1 in the group's report.", Tone.NOTE)
    yield Heading("How far you and the others agreed")
    room = _AGREED - _LINE * len(page.actions)  # all of it stays on one page
    yield Paragraph(shortened(one_line(" ".join(page.agreement)), room))
    yield Heading("What happens next")
    yield Bullets((*(shortened(one_line(words), _NEXT) for words in page.following), *_actions(page)))


def _actions(page: LearningPage) -> Iterator[str]:
    """The first of the agency's open actions, and how many more there are."""
    for number, words in enumerate(page.actions):
        more = f"; {page.more_actions} more" if page.more_actions and number == len(page.actions) - 1 else ""
        yield f"Open action: {shortened(one_line(words), _ACTION)}{more}"


def _strength(one: Strength) -> Iterator[Block]:
    shared = " Shared as good practice." if one.is_shared else ""
    question = shortened(one_line(one.question), _QUESTION)
    yield Paragraph(f"{one.marker} in {one_line(one.plan_ref)}: {sentence(question)}{shared}")
    if one.evidence.text:
        yield Quote(shortened(one_line(one.evidence.text), _QUOTED), one_line(one.evidence.place))


def _row(one: ToImprove) -> tuple[str, ...]:
    causes = ", ".join(f"{words} {number}" for words, number in one.causes) or "not said"
    more = len(one.plans) - _REFERENCES
    refs = ", ".join(one_line(ref) for ref in one.plans[:_REFERENCES]) + (f" and {more} more" if more > 0 else "")
    question = shortened(one_line(one.question), _QUESTION)
    return (f"{one.marker}  {question}", f"{one.low} of {count(one.scored, 'plan')}", causes, refs)
