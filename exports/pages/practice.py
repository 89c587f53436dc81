"""What a week's plans teach beyond their own pages: challenges with their decisions, and good practice to share."""

from collections.abc import Iterator

from exports.challenges import DAYS, ChallengeTold
from exports.content import Content
from exports.document import Block, Column, Heading, Paragraph, Quote, Table, Tone
from exports.pages.wording import MISSING, count, named, sentence
from exports.plain import one_line
from scoring.days import day

_COLUMNS = (
    Column("Plan", 1.0), Column("Submitted", 1.2), Column("Decided", 1.5), Column("By", 1.2), Column("Grade", 1.6),
    Column("Why", 2.6),
)  # fmt: skip


def challenges(content: Content) -> Iterator[Block]:
    """Every changed grade with who decided it and when; nothing in reports without plan pages."""
    if not content.plans:
        return
    yield Heading("Challenges and their decisions")
    if not content.challenges:
        yield Paragraph("No grade of these plans was changed after a challenge.")
        return
    yield Table(_COLUMNS, tuple(_challenge(one) for one in content.challenges))
    late = sum(one.is_in_time is False for one in content.challenges)
    said = f"{count(len(content.challenges), 'decision')}, {late or 'none'} of them later than {DAYS} days"
    yield Paragraph(
        f"{said}. A team may challenge a score within {DAYS} days of its submission; a moderator decides, both stand.",
        Tone.NOTE,
    )


def _challenge(one: ChallengeTold) -> tuple[str, ...]:
    when = {True: f"within {DAYS} days", False: "later", None: ""}[one.is_in_time]
    decided = f"{day(one.decided_on)}{f', {when}' if when else ''}"
    submitted = day(one.submitted_on) if one.submitted_on is not None else MISSING
    grade = f"{one.given} instead of {one.scored}"
    return (one_line(one.plan_ref), submitted, decided, one_line(one.by), grade, sentence(one_line(one.reason)))


def good_practice(content: Content) -> Iterator[Block]:
    """Everything that auditors marked to share, with its words, plan by plan."""
    shared = [(plan.plan_ref, one) for plan in content.plans for one in plan.good_practice]
    if not shared:
        return
    yield Heading("Good practice worth sharing")
    for ref, one in shared:
        yield Heading(named(one.marker, one_line(one.question)), 3)
        if one.evidence is not None and one.evidence.text:
            yield Quote(one.evidence.text, ", ".join(part for part in (ref, one.evidence.place) if part))
        else:
            yield Paragraph(f"Plan {ref}, without words to quote.", Tone.NOTE)
