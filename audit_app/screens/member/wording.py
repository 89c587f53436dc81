"""What a member is told of their part, in words; no widget here."""

from datetime import date

from audit_app.domain.counting import counted
from audit_app.services.member.assignments import Assignment, MyPlan
from audit_app.services.member.custody import Custody
from audit_app.ui.days import due_words, joined_names, plain_day

EMPTY_TITLE = "Nothing was sent to you yet"
EMPTY_TEXT = (
    "When a chair sends you a pack, take it in here: by the button above, or by dropping the file onto this page. "
    "The plans that you are to score then stand here."
)
NOT_SEALED = "This round has no keyholder, so it is not sealed: the chair alone can open it."


def about(one: Assignment, today: date) -> str:
    """Whose round, until when, and how long that is."""
    left = (one.due - today).days
    rest = f", {counted(left, 'day')} left" if left > 0 and not one.is_over else ""
    return f"{one.organisation} · {due_words(one.due, today)}{rest} · chair: {joined_names(one.chairs)}"


def plan_words(plan: MyPlan, returned_on: str) -> str:
    """How far one plan is."""
    if plan.went_back:
        return f"sent back on {plain_day(returned_on)}" if returned_on else "sent back"
    if plan.is_submitted:
        return "submitted, not sent back yet"
    if plan.back_reason:
        return f"handed back: {plan.back_reason}"
    if not plan.is_begun:
        return "not begun"
    done = f"{plan.answered} of {counted(plan.asked, 'marker')}"
    if plan.lacking:
        return f"{done}, {counted(plan.lacking, 'thing is', 'things are')} missing"
    return f"{done}, nothing is missing: submit it"


def act_words(plan: MyPlan) -> str:
    """What the button beside a plan says."""
    if plan.is_submitted:
        return "Read"
    return "Go on" if plan.is_begun else "Score"


def next_words(one: Assignment, today: date) -> str:
    """What comes next for the member."""
    if one.void_reason:
        return f"The round is void: {one.void_reason} Nothing that was sealed in it is ever opened."
    if one.result_there:
        return (
            "The round is closed, and its result is here. Your calibration card shows your scores beside the group's."
        )
    if not one.open and not one.ready:
        return (
            "Everything is sent. It stays sealed until the round is opened; then the group talks and agrees. "
            "The chair sends the result as a pack."
        )
    parts = []
    if one.ready:
        parts.append(f"{counted(len(one.ready), 'plan is', 'plans are')} submitted and wait to be sent back.")
    if one.open:
        refs = joined_names([plan.plan_ref for plan in one.open])
        parts.append(f"Not submitted yet: {refs}. You can send back what is done, and the rest later.")
    if today > one.due:
        parts.append("The date has passed: what comes after the round was opened is marked late.")
    return " ".join(parts)


def half_words(one: Custody) -> str:
    """How a round stands whose half is kept here."""
    if one.released_on:
        return f"You released your half on {plain_day(one.released_on)}. The chair opens the round with it."
    if one.rule is None:
        return "Nobody has asked for it. The chair asks by a pack once everybody has submitted, or the date has passed."
    asked = f"{one.asked_by} asked for it on {plain_day(one.asked_on)}."
    if one.can_release:
        return f"{asked} Nothing stands against it: this app has checked the signatures, the rule and the date itself."
    return f"{asked} The round may not be opened yet:"
