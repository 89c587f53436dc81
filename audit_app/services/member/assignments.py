"""What a member is to score, round by round: how far each plan is, what went back, and what comes next."""

from dataclasses import dataclass
from datetime import date

from audit_app.services.open_reviews import found_review
from audit_app.services.review_page import review_page
from audit_app.store.read_assignments import AssignedPlan, HeldAssignment, assignments_held, sent_back
from audit_app.store.workspace import Workspace
from forms.model import NotScore


@dataclass(frozen=True, slots=True)
class MyPlan:
    """One plan of a round: `answered` of the `asked` markers have an answer, `lacking` things stop its submission.

    It `is_begun` once the member gave an answer, what does not apply by rule aside. `went_back` says that it was sent
    back as it stands; `back_reason` why the chair handed it back, else empty.
    """

    audit_id: str
    review_id: str
    plan_ref: str
    answered: int
    asked: int
    lacking: int
    is_begun: bool
    is_submitted: bool
    went_back: bool
    back_reason: str

    @property
    def is_ready(self) -> bool:
        """Whether it is submitted and waits to be sent back."""
        return self.is_submitted and not self.went_back


@dataclass(frozen=True, slots=True)
class Assignment:
    """One round that a member scores. `returned_on` is ISO text, empty until something was sent back.

    `can_return` says that something may be sent back now: a submitted plan, or how far the others are. `void_reason`
    is empty unless the round is scored again.
    """

    round_id: str
    name: str
    organisation: str
    chairs: tuple[str, ...]
    due: date
    is_sealed: bool
    plans: tuple[MyPlan, ...]
    answered: int
    asked: int
    returned_on: str
    can_return: bool
    result_there: bool
    void_reason: str

    @property
    def ready(self) -> tuple[MyPlan, ...]:
        """The plans that are submitted and wait to be sent back."""
        return tuple(one for one in self.plans if one.is_ready)

    @property
    def open(self) -> tuple[MyPlan, ...]:
        """The plans that are not submitted yet."""
        return tuple(one for one in self.plans if not one.is_submitted)

    @property
    def is_over(self) -> bool:
        """Whether nothing is awaited any more: the result is here, or the round is void."""
        return self.result_there or bool(self.void_reason)


def assignments(workspace: Workspace) -> tuple[Assignment, ...]:
    """Every round that was sent to this workspace, the one due last first."""
    return tuple(_assignment(workspace, held) for held in assignments_held(workspace.conn))


def next_to_score(workspace: Workspace, review_id: str) -> tuple[str, str] | None:
    """Review and reference of the plan to go on with after this one in its round, None where all are submitted."""
    for held in assignments_held(workspace.conn):
        reviews = [one.review_id for one in held.plans]
        if review_id in reviews:
            at = reviews.index(review_id)
            for one in (*held.plans[at + 1 :], *held.plans[:at]):
                if not found_review(workspace, one.review_id).review.is_submitted:
                    return one.review_id, one.plan_ref
    return None


def _assignment(workspace: Workspace, held: HeldAssignment) -> Assignment:
    gone = sent_back(workspace.conn, held)
    plans = tuple(_plan(workspace, one, went_back=one.review_id in gone) for one in held.plans)
    is_over = held.result is not None
    return Assignment(
        *(held.id, held.name, held.organisation, tuple(one.name for one in held.chairs), held.due, held.is_sealed),
        plans=plans,
        answered=sum(one.answered for one in plans),
        asked=sum(one.asked for one in plans),
        returned_on=held.returned_on,
        can_return=not is_over and any(one.answered and not one.went_back for one in plans),
        result_there=is_over and not held.is_void,
        void_reason=str(held.result["void"]) if held.is_void else "",
    )


def _plan(workspace: Workspace, one: AssignedPlan, *, went_back: bool) -> MyPlan:
    page = review_page(workspace, one.review_id)
    asked = page.found.asked.markers
    answered = sum(1 for marker in asked if marker.id in page.said and page.said[marker.id].answer is not None)
    is_submitted = page.found.review.is_submitted
    return MyPlan(
        *(one.audit_id, one.review_id, one.plan_ref, answered, len(asked)),
        lacking=0 if is_submitted else len(page.lacking),
        is_begun=any(one.answer not in (None, NotScore.NA) for one in page.said.values()),
        is_submitted=is_submitted,
        went_back=went_back,
        back_reason="" if went_back else one.back_reason,
    )
