"""What the forms of the improvement plan ask for, field by field; no widget here."""

from collections.abc import Sequence
from typing import Final

from audit_app.domain.improvement import MONTH_NAMES
from audit_app.domain.recurrence import WORDS as RECURRENCES
from audit_app.domain.risks import IMPACTS, ISSUE, LIKELIHOODS
from audit_app.domain.risks import RISK as RISK_KIND
from audit_app.domain.status import MEANINGS, Status
from audit_app.screens.improvement.forms import NO_CHILD, Asked, Input

_ONE_A_LINE: Final = "One on a line."
_MONTHS: Final = (None, "Not set"), *((f"{at:02}", name) for at, name in enumerate(MONTH_NAMES, 1))
_REPEATS: Final = (None, "Does not recur"), *((code, words.capitalize()) for code, words in RECURRENCES.items())
_STATUSES: Final = (
    (None, "Not reported"),
    *((one.value, f"{one.value.capitalize()}: {MEANINGS[one]}") for one in Status),
)

PLAN: Final = (
    Asked("title", "&Title"),
    Asked("about", "&About", hint="What it sets out to do, in a sentence."),
    Asked("source", "S&ource", hint="Where it is written down."),
    Asked("refresh", "Refreshed each &year in", Input.CHOICE, choices=_MONTHS),
)
THEME: Final = (
    Asked("letter", "&Letter"),
    Asked("title", "&Theme", hint=NO_CHILD),
    Asked("aims", "O&utcomes sought", Input.TEXT, "One on a line, with their targets.", lines=5),
)
OUTCOME: Final = (
    Asked("number", "&Number"),
    Asked("words", "Required &outcome", Input.TEXT, NO_CHILD),
)
ACTION: Final = (
    Asked("words", "&What will be done", Input.TEXT, NO_CHILD),
    Asked("timescale", "&Timescale", hint="In words, such as 17 April and 21 August; next 16 May 2027."),
    Asked("dates", "&Dates", Input.DATES, "As the timescale was read; correct them here. 17/04/2027; 21/08/2027"),
    Asked("recurrence", "&Recurs", Input.CHOICE, choices=_REPEATS),
    Asked("owners", "&Owners (roles)", Input.ITEMS, _ONE_A_LINE),
    Asked("leaders", "Accountable &leaders (roles)", Input.ITEMS, _ONE_A_LINE, lines=2),
    Asked("measures", "&Measures of success", Input.ITEMS, _ONE_A_LINE, lines=4),
    Asked("evidence", "&Evidence", Input.TEXT, "What shows it, and where that is kept.", lines=2),
    Asked("impact", "&Impact", Input.TEXT, "What became better for children and families.", lines=2),
    Asked("comments", "Comme&nts", Input.TEXT, lines=2),
)
PROGRESS: Final = (
    Asked("status", "&Status", Input.CHOICE, choices=_STATUSES),
    Asked("comment", "&Comment", Input.TEXT, f"A red needs one, and an amber that is overdue. {NO_CHILD}", lines=4),
    Asked("evidence", "&Evidence", Input.TEXT),
)
CHECKPOINT: Final = (Asked("checkpoint", "&Checkpoint", hint="A month such as March 2027, or a day."),)
VERSION: Final = (Asked("note", "&Note", hint="What this version is, such as As agreed in March 2027."),)
SIGNED: Final = (Asked("board", "&Board that signed it off"),)
CLOSED: Final = (Asked("why", "&Why it is closed", Input.TEXT),)
ANSWER: Final = (Asked("answered_on", "O&n", Input.DAY), Asked("answer", "&Answer", Input.TEXT))


def risk_fields(actions: Sequence[tuple[str, str]]) -> tuple[Asked, ...]:
    """What is asked of a risk or issue; `actions` are those that it can be about."""
    return (
        Asked("kind", "&Kind", Input.CHOICE, choices=((RISK_KIND, "Risk: it may happen"), (ISSUE, "Issue: it has"))),
        Asked("words", "&What it is", Input.TEXT, NO_CHILD),
        Asked("likelihood", "&Likelihood", Input.CHOICE, "Not asked of an issue.", _weights(LIKELIHOODS)),
        Asked("impact", "&Impact", Input.CHOICE, choices=_weights(IMPACTS)),
        Asked("owner", "&Owner (role)"),
        Asked("mitigation", "What is &done about it", Input.TEXT),
        Asked("about", "&About", Input.CHOICE, choices=_about(actions)),
        Asked("opened_on", "O&pened", Input.DAY, "Today where it is left empty."),
    )


def escalation_fields(actions: Sequence[tuple[str, str]]) -> tuple[Asked, ...]:
    """What is asked of an escalation."""
    return (
        Asked("words", "&What is escalated", Input.TEXT, NO_CHILD),
        Asked("from_whom", "&From (role)"),
        Asked("to_whom", "&To (role or board)"),
        Asked("on", "O&n", Input.DAY, "Today where it is left empty."),
        Asked("about", "&About", Input.CHOICE, choices=_about(actions)),
    )


def _weights(words: Sequence[str]) -> tuple[tuple[int | None, str], ...]:
    return ((None, "Not weighed"), *((at, f"{at} {word}") for at, word in enumerate(words, 1)))


def _about(actions: Sequence[tuple[str, str]]) -> tuple[tuple[str | None, str], ...]:
    return ((None, "The whole plan"), *actions)
