"""The reveal table of a round: plans by markers, each agency's answer side by side; nothing of a sealed round."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from audit_app.domain.people import Act
from audit_app.domain.problems import AppError
from audit_app.domain.rounds import RoundState
from audit_app.services.consensus.rest import settled_states, settled_ticks
from audit_app.services.consensus.standing import Given, RevealCell, RevealMember, RevealPlan, Told, told_of
from audit_app.services.open_reviews import framework_held
from audit_app.services.plan_facts import facts_on
from audit_app.services.reports.plans import ERASED, extract
from audit_app.store.ids import Ids
from audit_app.store.read_consensus import GroupReview, GroupScore, group_rest, group_reviews, group_scores
from audit_app.store.read_register import plan_entry, register_day
from audit_app.store.read_seats import HeldRound, PlanOfRound, plans_of_round, round_of, rounds_held
from audit_app.store.workspace import Workspace
from forms.model import PlanFacts, na_by_rule
from scoring.consensus import Cell, Vote, cells_of
from scoring.figures import AGENCY_NAMES
from scoring.grade import Grader


@dataclass(frozen=True, slots=True)
class RevealTable:
    """A revealed round: its plans in the order of the draw, and everybody who gave answers, by agency and name."""

    round: HeldRound
    plans: tuple[RevealPlan, ...]
    members: tuple[RevealMember, ...]

    @property
    def told(self) -> Told:
        """How many cells of the plans that were not given up there are of each sort."""
        return told_of(tuple(cell for plan in self.plans if not plan.abandoned for cell in plan.cells))

    @property
    def is_closed(self) -> bool:
        """Whether the round is closed."""
        return self.round.state is RoundState.CLOSED

    def plan(self, audit_id: str) -> RevealPlan | None:
        """One of its plans, None where it has no such audit."""
        return next((one for one in self.plans if one.audit_id == audit_id), None)


@dataclass(frozen=True, slots=True)
class _Read:
    """What is held of all the plans at once."""

    reviews: Mapping[str, list[GroupReview]]
    scores: Mapping[str, Mapping[str, GroupScore]]
    members: Mapping[str, RevealMember]
    graders: dict[str, Grader]


def revealed_round(workspace: Workspace, round_id: str) -> HeldRound:
    """The round, revealed or closed; raises AppError where there is none or it is still sealed."""
    found = round_of(workspace.conn, round_id)
    if found is None:
        raise AppError("There is no such round in this workspace. It may have been erased under a retention rule.")
    if found.is_void:
        raise AppError(f"The round {found.name} is void ({found.void_reason}), so nothing of it was opened.")
    if found.state is RoundState.OPEN:
        raise AppError(
            f"The round {found.name} is not revealed yet, so nobody can see a score of it. Chair and keyholder open "
            "it together, in Rounds."
        )
    return found


def revealed_rounds(workspace: Workspace) -> tuple[HeldRound, ...]:
    """The rounds whose scores are open to see: those that are not closed first, of each the latest opened."""
    found = [one for one in rounds_held(workspace.conn) if one.state is not RoundState.OPEN and not one.is_void]
    return tuple(sorted(found, key=lambda one: one.state is RoundState.CLOSED))


def table(workspace: Workspace, round_id: str) -> RevealTable:
    """What every member gave on every plan of a revealed round, and the consensus so far.

    Raises AppError as `revealed_round`, and where the person may not read.
    """
    workspace.demand(Act.READ)
    found = revealed_round(workspace, round_id)
    plans = plans_of_round(workspace.conn, round_id)
    reviews = group_reviews(workspace.conn, [plan.audit_id for plan in plans])
    members = _members(reviews)
    by_audit: defaultdict[str, list[GroupReview]] = defaultdict(list)
    for one in reviews:
        by_audit[one.audit_id].append(one)
    graders = {key: Grader(framework_held(workspace, key)) for key in {plan.framework for plan in plans}}
    read = _Read(by_audit, group_scores(workspace.conn, [one.id for one in reviews]), members, graders)
    return RevealTable(
        found,
        tuple(_plan(workspace, plan, read) for plan in plans),
        tuple(sorted(members.values(), key=_place)),
    )


def _plan(workspace: Workspace, plan: PlanOfRound, read: _Read) -> RevealPlan:
    reviews = read.reviews.get(plan.audit_id, [])
    consensus = next((one for one in reviews if one.is_consensus), None)
    own = [one for one in reviews if not one.is_consensus]
    own.sort(key=lambda one: _place(read.members[_key(one)]))
    rests = group_rest(workspace.conn, [one.id for one in reviews])
    before = rests[consensus.id] if consensus is not None else None
    given_rest = [(one.agency, rests[one.id]) for one in own]
    states = settled_states(given_rest, before)
    by_rule = _by_rule(read.graders[plan.framework], _facts(workspace, plan, states))
    return RevealPlan(
        audit_id=plan.audit_id,
        plan_ref=plan.plan_ref or ERASED,
        audited_on=date.fromisoformat(plan.date),
        abandoned=plan.abandoned,
        framework=read.graders[plan.framework].framework,
        review_id=Ids(workspace.id).review(plan.audit_id, "consensus", "consensus"),
        review=consensus,
        members=tuple(read.members[_key(one)] for one in own),
        by_rule=by_rule,
        cells=_cells(read, plan, own, consensus, by_rule),
        states=states,
        ticks=settled_ticks(given_rest, before),
    )


def _cells(
    read: _Read,
    plan: PlanOfRound,
    own: Sequence[GroupReview],
    consensus: GroupReview | None,
    by_rule: Mapping[str, str],
) -> tuple[RevealCell, ...]:
    grader = read.graders[plan.framework]
    given: defaultdict[str, list[Given]] = defaultdict(list)
    for review in own:
        for marker, held in read.scores[review.id].items():
            if marker in grader.framework and held.answer is not None:
                given[marker].append(_given(read.members[_key(review)], review, held))
    votes = {marker: _votes(found) for marker, found in given.items()}
    agreed = read.scores[consensus.id] if consensus is not None else {}
    return tuple(
        _shown(grader, cell, tuple(given.get(cell.marker, ())), agreed.get(cell.marker))
        for cell in cells_of(grader, votes, by_rule)
    )


def _shown(grader: Grader, cell: Cell, given: tuple[Given, ...], held: GroupScore | None) -> RevealCell:
    words = extract(held.evidence) if held is not None else None
    return RevealCell(cell, grader.framework.marker(cell.marker), given, held, words)


def _votes(given: Sequence[Given]) -> tuple[Vote, ...]:
    """What counts: all that came in time, and what came late where nothing else did."""
    in_time = [one for one in given if not one.is_late] or given
    return tuple(Vote(one.member.key, one.member.agency, one.answer) for one in in_time)


def _given(member: RevealMember, review: GroupReview, held: GroupScore) -> Given:
    if held.answer is None:
        raise ValueError("a marker that was not answered is nobody's answer")
    return Given(
        *(member, held.answer, extract(held.evidence), held.evidence, held.cause, held.note, held.reason),
        *(held.good_practice, review.source, review.is_late),
    )


def _by_rule(grader: Grader, facts: PlanFacts) -> dict[str, str]:
    """What does not apply to the plan by rule, each with the rule's reason."""
    return {
        marker.id: reason for marker in grader.framework.markers if (reason := na_by_rule(marker, facts)) is not None
    }


def _facts(workspace: Workspace, plan: PlanOfRound, states: Mapping[str, str]) -> PlanFacts:
    entry = plan_entry(workspace.conn, plan_id=plan.plan_id)
    if entry is None:
        return PlanFacts()
    return facts_on(entry, date.fromisoformat(plan.date), register_day(workspace.conn), states)


def _members(reviews: Sequence[GroupReview]) -> dict[str, RevealMember]:
    """Everybody who gave answers, by key; those of one agency are numbered by name."""
    people = {_key(one): one for one in reviews if not one.is_consensus}
    shared = Counter(one.agency for one in people.values())
    seen: Counter[str] = Counter()
    found = {}
    for key, one in sorted(people.items(), key=lambda pair: (pair[1].agency, pair[1].reviewer, pair[0])):
        seen[one.agency] += 1
        name = AGENCY_NAMES.get(one.agency, one.agency or "Member")
        label = f"{name} {seen[one.agency]}" if shared[one.agency] > 1 else name
        found[key] = RevealMember(key, one.agency, one.reviewer, label)
    return found


def _key(review: GroupReview) -> str:
    return review.person_id or review.reviewer


def _place(member: RevealMember) -> tuple[int, str, str]:
    agencies = tuple(AGENCY_NAMES)
    return (agencies.index(member.agency) if member.agency in agencies else len(agencies), member.label, member.key)
