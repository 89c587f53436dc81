"""What somebody else wrote where the person is writing too: found before anything is saved over it, and put in words.

It knows no widget. A change comes from elsewhere by a merge, or through another connection to the workspace.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from audit_app.domain.problems import AppError
from audit_app.screens.audit.shown import evidence_shown, in_words
from audit_app.services.review_page import ReviewPage
from audit_app.store.log.canonical import Json
from audit_app.store.read_audits import section_states
from audit_app.store.read_review import SaidAt, said_in
from audit_app.store.workspace import Workspace
from forms.model import Answer, Framework, NotScore
from forms.widgets import answer_words

NOTHING = SaidAt(None, None, "", "", "", good_practice=False)
"""What a review says at a marker at which nothing was given yet."""

_WORDS = {
    "answer": "Score",
    "evidence": "Evidence",
    "cause": "Cause",
    "reason": "Reason",
    "note": "Note",
    "state": "What the section holds",
}


@dataclass(frozen=True, slots=True)
class Compared:
    """One value that is not what the person saw when they began: where, what it says now, and what they meant."""

    marker: str
    field: str
    now: str
    mine: str


class ChangedMeanwhile(AppError):
    """Nothing was saved, since it would have covered what somebody else wrote."""

    def __init__(self, compared: Compared, look: "Look") -> None:
        super().__init__("This was changed elsewhere meanwhile, so nothing was saved over it.")
        self.compared = compared
        self.look = look
        """Looks for what is there now: by it the person can keep their own, once they have seen both."""


Look = Callable[[Workspace], None]
"""Raises ChangedMeanwhile where what is about to be replaced is not what was seen."""


def nothing_to_compare(_workspace: Workspace) -> None:
    """For what replaces nothing that a person has seen."""


def at_marker(page: ReviewPage, marker: str, seen: SaidAt | None, wanted: Mapping[str, Json]) -> Look:
    """Look at one marker: `seen` is what stood there, `wanted` what is to be saved, by the names of `SaidAt`."""
    review, framework, base = page.found.review.id, page.found.framework, seen or NOTHING

    def look(workspace: Workspace) -> None:
        now = said_in(workspace.conn, review).get(marker, NOTHING)
        for field, mine in wanted.items():
            held = getattr(now, field)
            if held != getattr(base, field) and held != mine:
                compared = Compared(marker, field, words_of(framework, field, held), words_of(framework, field, mine))
                raise ChangedMeanwhile(compared, at_marker(page, marker, now, wanted))

    return look


def at_section(page: ReviewPage, section: str, seen: str, wanted: str) -> Look:
    """Look at what a section is said to hold; `seen` is empty where nothing was said."""
    review = page.found.review.id
    asked = page.found.framework.section_states
    words = {state.value: text for state, text in asked.states} if asked is not None else {}

    def look(workspace: Workspace) -> None:
        now = section_states(workspace.conn, review).get(section, "")
        if now not in (seen, wanted):
            compared = Compared(section, "state", words.get(now, "nothing"), words.get(wanted, wanted))
            raise ChangedMeanwhile(compared, at_section(page, section, now, wanted))

    return look


def field_words(field: str) -> str:
    """What a field is called on the screen."""
    return _WORDS.get(field, field)


def words_of(framework: Framework, field: str, value: Json) -> str:
    """A value at a marker, in words to be recognised by."""
    if field == "answer":
        return answer_words(framework, _answer(value))
    if field == "evidence":
        shown = evidence_shown(value)
        return in_words(shown) if shown is not None else "nothing"
    return str(value or "nothing")


def _answer(value: Json) -> Answer:
    return NotScore(value) if isinstance(value, str) else value
