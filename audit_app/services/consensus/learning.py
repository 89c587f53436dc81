"""What each agency learns from a round: its strengths, what to improve, how far it agreed, what happens next.

It speaks of agencies and plan references, never of a member. What a page says comes from submitted consensus alone.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from datetime import date
from hashlib import sha256

from audit_app.domain.people import Act
from audit_app.domain.problems import AppError
from audit_app.domain.rounds import WAS_NOT_SEALED
from audit_app.services.actions.told import open_actions
from audit_app.services.consensus.learning_words import agreement_words, following_words
from audit_app.services.consensus.reveal_table import RevealTable, table
from audit_app.services.consensus.standing import RevealCell, RevealPlan
from audit_app.services.refusals import demand_reason
from audit_app.store.ids import Ids
from audit_app.store.log.canonical import encode
from audit_app.store.log.rights import Op
from audit_app.store.read_consensus import PageSent, pages_sent, state_detail
from audit_app.store.read_home import organisation
from audit_app.store.workspace import Workspace
from exports.causes import CAUSES, OTHER_CAUSE
from exports.extract import Extract
from exports.learning import LearningPage, Strength, ToImprove
from forms.model import CORE, SCORES, Grade, Marker
from scoring.figures import AGENCY_NAMES

_MOST_STRENGTHS, _MOST_TO_IMPROVE, _MOST_ACTIONS = 3, 4, 2
_SOUND = 2

Found = Sequence[tuple[RevealPlan, RevealCell]]
"""The cells of markers that an agency scores, each with its plan."""


def pages(workspace: Workspace, round_id: str) -> tuple[LearningPage, ...]:
    """One page for each agency that scored in the round, as far as plans have a submitted consensus.

    Raises AppError where the round is not revealed, or no plan has a consensus yet.
    """
    found = table(workspace, round_id)
    if not any(plan.is_submitted for plan in found.plans):
        raise AppError(
            f"No plan of the round {found.round.name} has a submitted consensus yet, so there is nothing to learn from."
        )
    on = _day_of(workspace, found)
    named = organisation(workspace.conn)
    acting = open_actions(workspace, found.round.name)
    agencies = [agency for agency in AGENCY_NAMES if any(member.agency == agency for member in found.members)]
    return tuple(
        replace(
            _page(found, agency, named, on),
            actions=acting.get(agency, ())[:_MOST_ACTIONS],
            more_actions=max(len(acting.get(agency, ())) - _MOST_ACTIONS, 0),
        )
        for agency in agencies
    )


def sent(workspace: Workspace, round_id: str, agency: str, to: str) -> None:
    """Note that an agency's page went out today, and to whom; sent again, the first day stands no more.

    Raises AppError where the round is not closed, the agency has no page, or nobody is named.
    """
    workspace.demand(Act.CLOSE_ROUND)
    whom = demand_reason(to, "Sending a page").strip()
    page = next((one for one in pages(workspace, round_id) if one.agency == agency), None)
    if page is None:
        raise AppError(f"There is no page of {AGENCY_NAMES.get(agency, agency)} in this round.")
    if not page.is_closed:
        raise AppError(f"The round {page.round} is not closed yet, so its pages are drafts. Close it first.")
    today = workspace.means.now().date().isoformat()
    value = {"made_on": today, "sent_on": today, "sent_to": whom, "digest": _digest(page)}
    label = f"Learning page of {page.agency_name} sent, round {page.round}"
    workspace.door.write(label, [Op("learning_page", Ids.learning_page(round_id, agency), "record", value)])


def sent_pages(workspace: Workspace, round_id: str) -> dict[str, PageSent]:
    """The pages that went out since the round was closed the last time, by agency."""
    closed = str(state_detail(workspace.conn, round_id).get("on") or "")
    return {agency: one for agency, one in pages_sent(workspace.conn, round_id).items() if one.sent_on >= closed}


def _page(found: RevealTable, agency: str, named: str, on: date) -> LearningPage:
    plans = [plan for plan in found.plans if plan.is_submitted]
    own = [(plan, cell) for plan in plans for cell in plan.cells if cell.marker.is_scored_by(agency)]
    improve = to_improve(own)
    return LearningPage(
        organisation=named,
        agency=agency,
        round=found.round.name,
        plans=tuple(plan.plan_ref for plan in plans),
        on=on,
        is_closed=found.is_closed,
        grades=_grades(plans),
        strengths=tuple(strengths(own)),
        improve=improve[:_MOST_TO_IMPROVE],
        more_to_improve=max(len(improve) - _MOST_TO_IMPROVE, 0),
        agreement=(*agreement_words(agency, plans), *([WAS_NOT_SEALED] if found.round.is_open_to_chair else [])),
        following=tuple(following_words(plans)),
    )


def strengths(own: Found, most: int = _MOST_STRENGTHS) -> Iterator[Strength]:
    """Markers at 3 with words to quote, each once: shared as good practice first, then the agency's own."""
    best = [
        (not cell.held.good_practice, _is_core(cell.marker), plan, cell, cell.words)
        for plan, cell in own
        if cell.held is not None and cell.held.answer == SCORES[-1] and cell.words is not None and cell.words.text
    ]
    seen: set[str] = set()
    for is_kept, _, plan, cell, words in sorted(best, key=lambda one: one[:2]):
        if cell.marker.id not in seen and len(seen) < most:
            seen.add(cell.marker.id)
            place = Extract(words.text, words.place)
            yield Strength(plan.plan_ref, cell.marker.id, cell.marker.question, place, is_shared=not is_kept)


def to_improve(own: Found) -> tuple[ToImprove, ...]:
    """Markers at 0 or 1, the agency's own before the core, the most frequent first, then those of most weight."""
    markers = {cell.marker.id: cell.marker for _, cell in own}
    made = [one for marker in markers.values() if (one := _one_to_improve(own, marker)).low]

    def key(one: ToImprove) -> tuple[bool, int, int]:
        return (_is_core(markers[one.marker]), -one.low, -markers[one.marker].weight)

    return tuple(sorted(made, key=key))


def _one_to_improve(own: Found, marker: Marker) -> ToImprove:
    held = [
        (plan, cell.held)
        for plan, cell in own
        if cell.marker is marker and cell.held is not None and isinstance(cell.held.answer, int)
    ]
    low = [(plan, one) for plan, one in held if isinstance(one.answer, int) and one.answer < _SOUND]
    causes = Counter(CAUSES.get(one.cause, OTHER_CAUSE) for _, one in low if one.cause)
    return ToImprove(
        marker=marker.id,
        question=marker.question,
        low=len(low),
        scored=len(held),
        causes=tuple(sorted(causes.items(), key=lambda pair: (-pair[1], pair[0]))),
        plans=tuple(plan.plan_ref for plan, _ in low),
    )


def _grades(plans: Sequence[RevealPlan]) -> tuple[tuple[str, int], ...]:
    """How many plans have each grade, the best first, in the framework's words."""
    found = Counter(Grade(plan.review.grade) for plan in plans if plan.review is not None and plan.review.grade)
    labels = {grade: plan.framework.label(grade) for plan in plans for grade in found}
    return tuple((labels[grade], found[grade]) for grade in sorted(found, key=lambda one: -one.rank))


def _is_core(marker: Marker) -> bool:
    return CORE in marker.scored_by


def _day_of(workspace: Workspace, found: RevealTable) -> date:
    """The day on which the round took the state that it has."""
    on = state_detail(workspace.conn, found.round.id).get("on")
    return date.fromisoformat(str(on)) if on else workspace.means.now().date()


def _digest(page: LearningPage) -> str:
    """What the page said, so that another can be told from it."""
    value = {**asdict(page), "on": page.on.isoformat()}
    return sha256(encode(value).encode()).hexdigest()
