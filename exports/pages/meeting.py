"""Agenda and minutes of a meeting as documents, in reading order; blank rows where people write."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final

from exports.document import Block, Bullets, Column, Document, Facts, Heading, Paragraph, Table, TitleBlock, Tone
from exports.meeting import AgencyLearning, DecisionTold, DueAction, MeetingTold
from exports.pages.wording import SHORT_READERS, count
from exports.plain import one_line, shortened
from scoring.days import day

_BLANK_DECISIONS, _BLANK_ROLES, _BLANK_CHALLENGES = 6, 8, 4
_LINE: Final = "\u00a0\n\u00a0"
"""A cell to write in by hand: two empty lines high."""
_TO_WRITE: Final = "What was agreed is written here during the meeting, and recorded in the app after it."
_MOST: Final = 400
_MOST_ROWS: Final = 40
"""Actions of one agency that are listed: a meeting that has more to look at needs the screen."""
_DECISION_COLUMNS = (Column("Decision", 3.4), Column("Owner", 1.4), Column("By", 1.3), Column("What became of it", 1.6))
_ACTION_COLUMNS = (Column("Action", 3.2), Column("Owner", 1.4), Column("Due", 1.1), Column("How it stands", 1.6))
_NEED_COLUMNS = (Column("What", 3.0), Column("Is it there?", 1.0), Column("What was found", 2.2))


def agenda_document(told: MeetingTold) -> Document:
    """The agenda with its papers: matters arising, due actions, learning, decisions to record."""
    return _document(told, "Agenda", tuple(_agenda(told)))


def minutes_document(told: MeetingTold) -> Document:
    """The minutes: who was there, challenge, decisions, what happens next; what is not noted yet can be written in."""
    return _document(told, "Minutes", tuple(_minutes(told)))


def _document(told: MeetingTold, what: str, blocks: tuple[Block, ...]) -> Document:
    body, readers = one_line(told.body), SHORT_READERS[told.audience]
    heading = f"{what}: {body}"
    organisation = one_line(told.organisation) or "No organisation named"
    return Document(
        title=TitleBlock(organisation, heading, day(told.on), tuple(_facts(told))),
        running=f"{shortened(heading, 70)} · {day(told.on)} · {readers}",
        foot=f"Data up to {day(told.data_date)}, state {told.data_head[:12]} · no plan is named",
        subject=f"{heading}, {day(told.on)}, {readers}",
        blocks=blocks,
        look=told.look,
    )


def _facts(told: MeetingTold) -> Iterator[tuple[str, str]]:
    yield "Chair", one_line(told.chair) or "not named"
    if told.planned != told.on:
        yield "Moved from", day(told.planned)
    if told.cancelled:
        yield "Cancelled", one_line(told.cancelled)
    yield "Readers", f"{SHORT_READERS[told.audience].capitalize()}; no plan is named"


def _agenda(told: MeetingTold) -> Iterator[Block]:
    overdue, asked = sum(one.is_overdue for one in told.actions), sum(one.is_asked for one in told.actions)
    yield Paragraph(
        f"{count(len(told.actions), 'action')} due by this meeting, {overdue:,} of them overdue; closure is asked for "
        f"{asked:,}. {count(len(told.earlier), 'decision')} of earlier meetings to look back on.",
        Tone.LEAD,
    )
    yield Heading("1. Who is there")
    yield _attendance(told)
    yield Heading("2. Matters from earlier meetings")
    yield from _earlier(told)
    yield Heading("3. Actions due and overdue")
    yield from _actions(told)
    yield Heading("4. Closures asked for")
    yield from _asked(told.actions)
    yield Heading("5. Learning of the last round")
    yield from _learning(told)
    yield Heading("6. What this meeting needs")
    yield from _needs(told)
    yield Heading("7. Decisions to record")
    yield Paragraph(_TO_WRITE, Tone.NOTE)
    yield _blank_decisions()
    yield from _next(told)


def _minutes(told: MeetingTold) -> Iterator[Block]:
    if told.cancelled:
        yield Paragraph(f"This meeting was cancelled: {one_line(told.cancelled)}", Tone.LEAD)
    yield Heading("1. Who was there")
    yield _attendance(told)
    yield Heading("2. Challenge")
    yield Paragraph("What was asked of officers and agencies, and what they answered.", Tone.NOTE)
    if told.challenge:
        yield Bullets(tuple(one_line(one) for one in told.challenge))
    else:
        blank = tuple((str(number), _LINE, _LINE) for number in range(1, _BLANK_CHALLENGES + 1))
        yield Table((Column("No.", 0.4, number=True), Column("Asked by, and what", 3.0), Column("Answer", 3.0)), blank)
    yield Heading("3. Decisions")
    if told.decisions:
        yield Table(_DECISION_COLUMNS, tuple(_decision(one) for one in told.decisions))
    else:
        yield Paragraph("No decision is recorded yet.", Tone.NOTE)
        yield _blank_decisions()
    yield Heading("4. Actions due by this meeting")
    yield from _actions(told)
    yield Heading("5. Notes")
    yield Paragraph(told.minutes or "Nothing is noted yet.")
    if told.communicated_on is not None:
        yield Paragraph(f"What was decided was told to staff and partners on {day(told.communicated_on)}.")
    yield from _next(told)


def _attendance(told: MeetingTold) -> Block:
    columns = (Column("Role", 3.0), Column("There", 1.0), Column("Apologies", 1.0))
    if told.attendance:
        rows = [(one_line(role), "yes" if there else "", "" if there else "yes") for role, there in told.attendance]
        return Table(columns, tuple(rows))
    roles = [*(one_line(role) for role in told.roles), *[_LINE] * max(0, _BLANK_ROLES - len(told.roles))]
    return Table(columns, tuple((role, _LINE, _LINE) for role in roles))


def _earlier(told: MeetingTold) -> Iterator[Block]:
    if told.earlier:
        yield Table((Column("Decided on", 1.3), *_DECISION_COLUMNS), tuple(_earlier_row(one) for one in told.earlier))
    else:
        yield Paragraph("No decision of an earlier meeting is recorded.")


def _earlier_row(one: DecisionTold) -> tuple[str, ...]:
    return (day(one.on), *_decision(one))


def _decision(one: DecisionTold) -> tuple[str, ...]:
    due = day(one.due) if one.due is not None else "no day"
    return shortened(one_line(one.words), _MOST), one_line(one.owner) or "not said", due, one.became


def _actions(told: MeetingTold) -> Iterator[Block]:
    if not told.actions:
        yield Paragraph("No action is overdue or due by this meeting.")
    key = _agency
    for agency, rows in groupby(sorted(told.actions, key=key), key):
        listed = list(rows)
        yield Heading(f"{agency} ({len(listed)})", 3)
        yield Table(_ACTION_COLUMNS, tuple(_action(one) for one in listed[:_MOST_ROWS]))
        if len(listed) > _MOST_ROWS:
            yield Paragraph(f"{len(listed) - _MOST_ROWS:,} more of {agency}: see the list of actions.", Tone.NOTE)
    if told.later_actions:
        yield Paragraph(f"{count(told.later_actions, 'more open action')} with a later day, or none.", Tone.NOTE)


def _agency(one: DueAction) -> str:
    return one.agency_name


def _action(one: DueAction) -> tuple[str, ...]:
    due = day(one.due) if one.due is not None else "no day"
    standing = f"{one.standing}; {one.status}"
    return shortened(one_line(one.what), _MOST), one_line(one.owner) or "not said", due, standing


def _asked(actions: Iterable[DueAction]) -> Iterator[Block]:
    asked = [one for one in actions if one.is_asked]
    if asked:
        yield Bullets(tuple(f"{one.agency_name}: {shortened(one_line(one.what), _MOST)}" for one in asked))
        yield Paragraph("A second person closes each of them in the app, once its evidence was looked at.", Tone.NOTE)
    else:
        yield Paragraph("Nobody asks for the closure of an action.")


def _learning(told: MeetingTold) -> Iterator[Block]:
    found = told.learning
    if found is None:
        yield Paragraph(told.learning_withheld or "No round was closed before this meeting.")
        return
    yield Paragraph(f"Round {one_line(found.round)}, closed on {day(found.closed_on)}: {found.grades}.")
    for one in found.agencies:
        yield from _of_agency(one)


def _of_agency(one: AgencyLearning) -> Iterator[Block]:
    yield Heading(one.agency, 3)
    yield from _said("Went well", one.well)
    yield from _said("To improve", one.improve)
    if not one.well and not one.improve:
        yield Paragraph("No marker of theirs was at 3 to be shared, or at 0 or 1.")


def _said(title: str, items: Sequence[str]) -> Iterator[Block]:
    if items:
        yield Paragraph(f"{title}:")
        yield Bullets(tuple(shortened(one_line(one), _MOST) for one in items))


def _needs(told: MeetingTold) -> Iterator[Block]:
    if told.needs:
        yield Table(_NEED_COLUMNS, told.needs)
    else:
        yield Paragraph("The reporting line names nothing that has to be ready.")


def _blank_decisions() -> Block:
    rows = tuple((str(number), _LINE, _LINE, _LINE) for number in range(1, _BLANK_DECISIONS + 1))
    return Table(
        (Column("No.", 0.4, number=True), Column("Decision", 4.0), Column("Owner", 1.6), Column("By", 1.0)), rows
    )


def _next(told: MeetingTold) -> Iterator[Block]:
    yield Heading("Next meeting")
    rows = (("On", day(told.next_on) if told.next_on is not None else "no day is planned yet"),)
    yield Facts(rows)
