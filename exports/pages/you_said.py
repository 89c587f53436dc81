"""The note after a board on one page: what families said, what was found, what changed, what is done next."""

from collections.abc import Iterator
from typing import Final

from exports.content import Content
from exports.document import Block, Bullets, Column, Heading, Paragraph, Quote, Table, Tone
from exports.pages.voice import quote_words
from exports.pages.wording import sentence, short, span_words, withheld_note
from exports.plain import one_line, shortened
from scoring.figures import Audience, Figure, words

KIND: Final = "you-said"
_MOST_QUOTES, _QUOTED = 2, 160
_SMALL: Final = {
    Audience.GROUP: "This copy is for the audit group: nothing is withheld in it.",
    Audience.BOARD: "No plan, child or officer is named. Groups of fewer than six plans are withheld.",
    Audience.PUBLIC: (
        "No plan, child or officer is named. Counts of 1 to 5, and whatever would give one away, are left out and "
        "marked c; the figures are of twelve months, so that single plans cannot be told apart."
    ),
}


def you_said(content: Content) -> Iterator[Block]:
    """The whole note; what there is nothing to say of is said in a sentence."""
    told = content.you_said
    if told is not None and told.notice:
        yield Paragraph(told.notice)
    yield from _said(content)
    yield from _found(content)
    yield from _changed(content)
    yield from _why(content)
    yield from _done(content)
    yield from _next(content)
    yield Heading("How small numbers are handled", 3)
    yield Paragraph(_SMALL[content.head.audience], Tone.NOTE)


def _said(content: Content) -> Iterator[Block]:
    yield Heading("You said")
    asked = content.figure("voice.conversations")
    figures = [one for one in content.family("voice.") if one is not asked and (one.value is not None or one.withheld)]
    if asked is not None and asked.withheld:
        yield Paragraph("How many families were asked is withheld.")
    elif asked is None or not asked.value:
        again = content.you_said is not None and content.you_said.released is not None
        span = "those twelve months" if again else "this period"
        yield Paragraph(f"No conversation with a family is recorded in {span}.")
    else:
        yield Paragraph(f"We asked families about their plans: {words(asked)}.")
    if figures and any(one.value is not None for one in figures):
        rows = tuple((one.label, short(one)) for one in figures)
        yield Table((Column("What families told us", 3.4), Column("How many, 95 % interval", 2.4)), rows)
        if note := withheld_note(figures):
            yield Paragraph(note, Tone.NOTE)
    elif figures:
        yield Paragraph("So few families answered that their answers are not shown.")
    for one in content.quotes[:_MOST_QUOTES]:
        yield Quote(shortened(quote_words(one), _QUOTED))


def _found(content: Content) -> Iterator[Block]:
    yield Heading("What we found")
    found = tuple(findings(content))
    if found:
        yield Bullets(found)
    if len(found) > 1:
        yield Paragraph(
            f"Of what {_FEWEST} plans or more were looked at for. From samples of this size the order is no proof: "
            "where two intervals overlap, so may the truth.",
            Tone.NOTE,
        )
    if len(found) < _THREE:
        yield Paragraph("Other findings rest on too few plans to be shown, or there are none.", Tone.NOTE)


_THREE: Final = 3
_FEWEST: Final = 6


def findings(content: Content) -> Iterator[str]:
    """Up to three: how good the plans were, what was most often sound, and what least often; none that is withheld."""
    effective = content.figure("plans.effective")
    if effective is not None and effective.value is not None:
        yield f"Good or outstanding, of the plans that were graded: {words(effective)}."
    ranked = sorted(_sound(content), key=lambda one: (one[1].value or 0, one[0]))
    if len(ranked) > 1:
        yield _of_marker("Most often right", *ranked[-1])
        yield _of_marker("Least often right", *ranked[0])


def _sound(content: Content) -> Iterator[tuple[str, Figure]]:
    """What each marker asks, with its share of plans at sound or strong, of six plans or more, where that is shown."""
    for marker in content.framework.markers if content.framework is not None else ():
        figure = content.figure(f"marker.{marker.id}.sound")
        if figure is not None and figure.value is not None and (figure.denominator or 0) >= _FEWEST:
            yield marker.question, figure


def _of_marker(lead: str, question: str, figure: Figure) -> str:
    return f"{lead}: “{sentence(one_line(question))}” {words(figure)}."


def _changed(content: Content) -> Iterator[Block]:
    yield Heading("What changed")
    told = content.you_said
    if told is None or told.comparison is None or told.before is None:
        yield Paragraph("Nothing is said of change: that takes two periods that can be shown beside each other.")
        return
    said = told.comparison.sentence
    yield Paragraph(f"Good or outstanding plans, beside {span_words(*told.before)}: {said[0].lower()}{said[1:]}")


def _why(content: Content) -> Iterator[Block]:
    """The reasons that owners give in words that the public may read."""
    told = content.you_said
    if told is None or not told.reasons:
        return
    yield Heading("Why")
    for one in told.reasons:
        yield Paragraph(f"{one.label}, {span_words(one.first, one.last)}: {one_line(one.words)}")
        yield Paragraph(one_line(one.owner), Tone.NOTE)


def _done(content: Content) -> Iterator[Block]:
    """What came of it, in a note between two releases: a count only where it was released."""
    told = content.you_said
    if told is None or told.released is None:
        return
    closed = content.figure("actions.closed")
    shown = f"{closed.label} in those twelve months: {words(closed)}. " if closed and closed.value is not None else ""
    if shown or told.since:
        yield Heading("What we did")
        yield Paragraph(f"{shown}{told.since}".strip())


def _next(content: Content) -> Iterator[Block]:
    told = content.you_said
    if told is None or not told.following:
        return
    yield Heading("What we do next")
    yield Paragraph(one_line(told.following))
    if told.owner:
        yield Paragraph(one_line(told.owner), Tone.NOTE)
