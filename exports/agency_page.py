"""One agency's actions as a document for reading: what is open and by when, each action in full, what was closed."""

from collections.abc import Iterator

from audit_app.domain.actions import TOLD
from exports.agency_plan import AgencyPlan, OpenAction
from exports.document import Block, Bullets, Column, Document, Facts, Heading, Paragraph, Table, TitleBlock, Tone
from exports.pages.wording import MISSING, count
from exports.plain import one_line, shortened
from scoring.days import day

_OPEN = (Column("What will be done", 3.6), Column("Owner", 1.8), Column("Due", 1.9), Column("Status", 1.6))
_CLOSED = (Column("What was done", 3.1), Column("Closed on", 1.6), Column("What a later sample shows, and why", 3.5))
_IN_FULL = ("owner", "leader", "timescale", "success", "evidence", "comments")
_BOOKMARK, _MOST_FOUND = 60, 6


def agency_document(plan: AgencyPlan) -> Document:
    """The page in reading order; the same plan gives the same document."""
    heading = f"Actions: {plan.agency_name}"
    within = "for the audit group" if plan.with_plans else "no plan is named"
    return Document(
        title=TitleBlock(
            one_line(plan.organisation) or "No organisation named", heading, f"As they stand on {day(plan.sent_on)}", ()
        ),
        running=f"{heading} · {within}",
        foot=f"As they stand on {day(plan.sent_on)} · send back by {day(plan.back_by)}",
        subject=f"{heading}, {day(plan.sent_on)}",
        blocks=tuple(_blocks(plan)),
        look=plan.look,
    )


def _blocks(plan: AgencyPlan) -> Iterator[Block]:
    yield Paragraph(_lead(plan), Tone.LEAD)
    yield Paragraph(
        f"The same actions stand in a workbook in which progress is reported. It goes back to {plan.contact} by "
        f"{day(plan.back_by)}."
    )
    yield Heading("Open actions, the one due first at the top")
    yield Table(_OPEN, tuple(_row(number, one) for number, one in enumerate(plan.actions, 1)))
    yield Heading("Each action in full")
    for number, one in enumerate(plan.actions, 1):
        yield from _in_full(number, one)
    yield Heading(f"Closed since {day(plan.closed_since)}")
    if not plan.closed:
        yield Paragraph("None was closed in this time.")
        return
    rows = tuple((one_line(one.what), day(one.closed_on), one.shown or MISSING) for one in plan.closed)
    yield Table(_CLOSED, rows)


def _lead(plan: AgencyPlan) -> str:
    overdue = f", {plan.overdue} of them past {'its' if plan.overdue == 1 else 'their'} day" if plan.overdue else ""
    closed = f"; {count(len(plan.closed), 'action')} closed since {day(plan.closed_since)}" if plan.closed else ""
    return f"{count(len(plan.actions), 'open action')}{overdue}{closed}."


def _row(number: int, one: OpenAction) -> tuple[str, ...]:
    due = MISSING if one.due is None else f"{day(one.due)}: {one.standing}"
    return f"{number}. {one_line(one.what)}", one.cells.get("owner") or MISSING, due, one.status_words


def _in_full(number: int, one: OpenAction) -> Iterator[Block]:
    what = one_line(one.what)
    yield Heading(f"{number}. {what}", 3, bookmark=shortened(f"{number}. {what}", _BOOKMARK))
    due = [("Due", f"{day(one.due)}: {one.standing}")] if one.due is not None else []
    rows = [("Status", _status(one)), *due]
    rows += [(TOLD[name], one_line(text)) for name in _IN_FULL if (text := one.cells.get(name))]
    if one.plans:
        rows.append(("Plans", ", ".join(one.plans)))
    yield Facts(tuple(rows))
    if one.found:
        yield Paragraph("What was found", Tone.NOTE)
        more = len(one.found) - _MOST_FOUND
        yield Bullets((*one.found[:_MOST_FOUND], *([f"and {more} more"] if more > 0 else [])))


def _status(one: OpenAction) -> str:
    if one.reported_on is None:
        return one.status_words
    said = f" {one_line(one.said)}" if one.said else ""
    return f"{one.status_words}, on {day(one.reported_on)}.{said}"
