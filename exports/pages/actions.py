"""Actions as pages: those opened, those open with the overdue first, those closed with what moved, those abandoned."""

from collections.abc import Iterator, Sequence

from exports.actions import ActionsTold, ActionTold
from exports.content import Content
from exports.document import Block, Column, Heading, Paragraph, Table, Tone
from exports.pages.wording import MISSING, count
from scoring.days import day

MOST_ROWS = 60
"""How many of a kind are printed; the workbook has them all."""
_OPEN = (
    Column("What will be done", 3.1),
    Column("Agency and owner", 1.7),
    Column("Due", 1.7),
    Column("Status", 1.5),
)
_CLOSED = (Column("What was done", 3.0), Column("Agency and owner", 1.6), Column("What a later sample shows", 3.4))
_ABANDONED = (Column("What was to be done", 3.4), Column("Agency and owner", 1.8), Column("Why it was abandoned", 2.8))


def actions(content: Content) -> Iterator[Block]:
    """The part of the report on actions; nothing where it tells of none."""
    told = content.actions
    if told is None:
        return
    yield Heading("Actions opened" if told.is_brief else "Actions")
    yield Paragraph(actions_lead(told))
    if told.is_brief:
        if told.opened:
            yield from _table(_OPEN, [_open(one) for one in told.opened])
        return
    if told.current:
        yield Heading("Open actions, the overdue first", 3)
        yield from _table(_OPEN, [_open(one) for one in told.current])
    if told.closed:
        yield Heading("Closed in the period", 3)
        yield from _table(_CLOSED, [(_what(one), _whose(one), shown_words(one)) for one in told.closed])
    if told.abandoned:
        yield Heading("Abandoned in the period", 3)
        yield from _table(_ABANDONED, [(_what(one), _whose(one), one.why or MISSING) for one in told.abandoned])


def actions_lead(told: ActionsTold) -> str:
    """How many there are of each, in a sentence."""
    opened = f"{count(len(told.opened), 'action', 'actions')} opened in the period"
    current = f"{len(told.current)} open at its end, {told.overdue} of them overdue"
    if told.is_brief:
        return f"{opened}; {current}."
    return f"{opened}, {len(told.closed)} closed and {len(told.abandoned)} abandoned; {current}."


def shown_words(one: ActionTold) -> str:
    """What the later sample showed, and what the closing person said."""
    parts = [f"{one.standing[:1].upper()}{one.standing[1:]}."]
    if one.comparison is not None:
        (now, of), (before, of_before) = one.comparison.now, one.comparison.before
        parts.append(f"{one.figure}: {before} of {of_before} before, {now} of {of} since. {one.comparison.sentence}")
    if one.why:
        parts.append(one.why)
    return " ".join(parts)


def whose_words(one: ActionTold) -> str:
    """The agency, its service where one is named, and the owner's role."""
    return ", ".join(part for part in (one.agency_name, one.service, one.owner) if part)


def _open(one: ActionTold) -> tuple[str, ...]:
    due = MISSING if one.due is None else f"{day(one.due)}: {one.standing}"
    return _what(one), _whose(one), due, one.status_words


def _what(one: ActionTold) -> str:
    about = ""
    if one.is_systemic:
        about = f" (practice; {count(one.plan_count, 'plan', 'plans')} behind it)" if one.plan_count else " (practice)"
    elif one.plans:
        about = f" ({', '.join(one.plans)})"
    return f"{one.what}{about}"


def _whose(one: ActionTold) -> str:
    return whose_words(one)


def _table(columns: Sequence[Column], rows: Sequence[tuple[str, ...]]) -> Iterator[Block]:
    yield Table(tuple(columns), tuple(rows[:MOST_ROWS]))
    if len(rows) > MOST_ROWS:
        yield Paragraph(f"{len(rows) - MOST_ROWS} more stand in the workbook.", Tone.NOTE)
