"""The pages of risks, escalations, versions and of a workbook that came back: their columns and buttons."""

from collections.abc import Callable
from datetime import date
from typing import Any

from audit_app.domain.risks import Escalation, Risk
from audit_app.screens.improvement.lines import (
    difference_columns,
    escalation_columns,
    risk_columns,
    version_columns,
)
from audit_app.screens.improvement.list_page import ListPage, Offer
from audit_app.services.improvement.versions import Version
from audit_app.ui.feedback import EmptyState
from audit_app.ui.icons import Icon

ADD, EDIT, CLOSE, REOPEN, REMOVE, ANSWER = "add", "edit", "close", "reopen", "remove", "answer"
MAKE, SIGN, COMPARE, TWO, TAKE_ALL, TAKE_MARKED, LEAVE = "make", "sign", "compare", "two", "all", "marked", "leave"


def risks_page(labels: dict[str, str]) -> ListPage:
    """Risks and issues; `labels` is filled with the plan's actions by id."""
    offers = (
        Offer(ADD, "Add a risk or &issue…"),
        Offer(EDIT, "&Edit…", _is(Risk)),
        Offer(CLOSE, "&Close…", lambda one: isinstance(one, Risk) and one.is_open),
        Offer(REOPEN, "Open a&gain", lambda one: isinstance(one, Risk) and not one.is_open),
        Offer(REMOVE, "Take away", _is(Risk)),
    )
    nothing = EmptyState(
        "No risk and no issue yet",
        "Note what may keep the plan from working, how likely and how serious it is, and what is done about it.",
        icon=Icon.WARN,
    )
    return ListPage("Risks and issues", risk_columns(labels), offers, nothing)


def escalations_page(labels: dict[str, str], today: Callable[[], date]) -> ListPage:
    """What was escalated."""
    offers = (
        Offer(ADD, "&Escalate…"),
        Offer(ANSWER, "Ans&wer…", _is(Escalation)),
        Offer(EDIT, "E&dit…", _is(Escalation)),
        Offer(REMOVE, "Take away", _is(Escalation)),
    )
    nothing = EmptyState(
        "Nothing was escalated yet",
        "What cannot be solved where it arises goes to a board: note from whom, to whom and when, and the answer.",
        icon=Icon.UP,
    )
    return ListPage("Escalations", escalation_columns(labels, today), offers, nothing)


def versions_page() -> ListPage:
    """Versions and their sign-off."""
    offers = (
        Offer(MAKE, "&Make a version…"),
        Offer(SIGN, "&Sign off…", lambda one: isinstance(one, Version) and not one.is_signed),
        Offer(COMPARE, "&Compare with the plan now", _is(Version), needs_right=False),
        Offer(TWO, "Compare with another &version…", _is(Version), needs_right=False),
    )
    nothing = EmptyState(
        "No version yet",
        "A version keeps the whole plan as it is, under a digest that proves it. A board signs it off; two can be "
        "compared.",
        icon=Icon.HISTORY,
    )
    return ListPage("Versions", version_columns(), offers, nothing)


def compared_page() -> ListPage:
    """What two versions, or a version and the plan, have otherwise."""
    nothing = EmptyState("Nothing differs", "The plan is what that version keeps, cell by cell.")
    return ListPage("What differs", difference_columns(), (Offer(LEAVE, "&Back", needs_right=False),), nothing)


def proposed_page() -> ListPage:
    """What a workbook would change."""
    offers = (
        Offer(TAKE_ALL, "Take in &all", is_main=True),
        Offer(TAKE_MARKED, "Take in those &marked", _is(object)),
        Offer(LEAVE, "&Leave the plan as it is", needs_right=False),
    )
    nothing = EmptyState("Nothing would change", "The workbook says what the plan says already.")
    return ListPage("What the workbook would change", difference_columns(), offers, nothing)


def _is(kind: type) -> Callable[[Any], bool]:
    return lambda one: isinstance(one, kind)
