"""Sentences of a learning page: how far an agency agreed with the others, and what happens next."""

from collections.abc import Iterator, Sequence
from datetime import date

from audit_app.domain.counting import counted
from audit_app.services.consensus.standing import RevealPlan
from audit_app.services.reports.plans import deadlines
from forms.model import Answer, Grade
from scoring.consensus import Closeness, closeness
from scoring.days import day
from scoring.figure_words import rounded
from scoring.figures import AGENCY_NAMES

_MOST_DEADLINES = 2
_LEVEL_ON_THE_WHOLE = 0.05
"""A mean gap smaller than this, in levels, is none to speak of."""


def agreement_words(agency: str, plans: Sequence[RevealPlan]) -> Iterator[str]:
    """How an agency's scores lie beside the others', and how often the group kept them."""
    name = AGENCY_NAMES.get(agency, agency)
    found = closeness(agency, (cell.cell.votes for plan in plans for cell in plan.cells))
    if not found.pairs:
        yield f"No marker was scored by {name} and by another agency, so nothing can be said of agreement."
        return
    yield (
        f"{counted(found.pairs, 'score')} of {name} can be set beside one of another agency on the same plan and "
        f"marker: {found.equal:,} were equal, {found.within_one:,} within one level. {_gap_words(name, found)}"
    )
    kept, total = _kept(agency, plans)
    yield f"The group settled on a score that {name} had given at {kept:,} of {counted(total, 'such marker')}."


def following_words(plans: Sequence[RevealPlan]) -> Iterator[str]:
    """What the results ask for, the soonest first, and what is asked of whoever reads the page."""
    asked = sorted(
        (one.by or date.max, one.plan_ref, one.words, one.by)
        for plan in plans
        if plan.review is not None and plan.review.grade
        for one in deadlines(plan.framework, plan.plan_ref, plan.audited_on, Grade(plan.review.grade), _answers(plan))
    )
    for _, ref, words, by in asked[:_MOST_DEADLINES]:
        yield f"{ref}: {words}{f' By {day(by)}.' if by else ''}"
    if len(asked) > _MOST_DEADLINES:
        yield f"{counted(len(asked) - _MOST_DEADLINES, 'more deadline')}: see the group's report."
    yield "Talk this page through in your team, and tell the chair what you will do differently before the next round."


def _gap_words(name: str, found: Closeness) -> str:
    mean = found.gap / found.pairs
    if abs(mean) < _LEVEL_ON_THE_WHOLE:
        return f"On average {name} scored as high as the others."
    return f"On average {name} scored {rounded(abs(mean), 1)} of a level {'higher' if mean > 0 else 'lower'}."


def _kept(agency: str, plans: Sequence[RevealPlan]) -> tuple[int, int]:
    """At how many markers that others scored too the group kept a score of this agency, of how many."""
    shared = [
        (cell.held.answer, {vote.answer for vote in cell.cell.votes if vote.agency == agency})
        for plan in plans
        for cell in plan.cells
        if cell.held is not None
        and agency in (agencies := {vote.agency for vote in cell.cell.votes})
        and len(agencies) > 1
    ]
    return sum(answer in own for answer, own in shared), len(shared)


def _answers(plan: RevealPlan) -> dict[str, Answer]:
    return {cell.marker.id: cell.held.answer for cell in plan.cells if cell.held is not None}
