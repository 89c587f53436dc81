"""Family voice: a consented call, meeting or letter about a plan is noted, changed, taken away and listed.

Without consent nothing is kept. A quote leaves in a report only where the family consented to that too.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from audit_app.domain.people import Act
from audit_app.domain.problems import AppError
from audit_app.services.erasing import found_plan
from audit_app.store.log.canonical import Json
from audit_app.store.log.rights import Op
from audit_app.store.read_voice import (
    Conversation,
    conversation_of,
    conversations_between,
    conversations_of_round,
    round_named,
)
from audit_app.store.workspace import Workspace
from scoring.family_voice import QUESTIONS

NO_CONSENT: Final = "Nothing is kept without the family's consent. Ask them, and tick that they agreed."
_ID_BYTES: Final = 16
_LONGEST: Final = 2_000


class How(StrEnum):
    """How a family was heard."""

    CALL = "call"
    MEETING = "meeting"
    WRITING = "writing"


class Who(StrEnum):
    """Who was heard."""

    PARENT = "parent"
    YOUNG_PERSON = "young person"


@dataclass(frozen=True, slots=True)
class VoiceGiven:
    """A conversation as a person notes it; `answers` are levels from 1 by question, without what was not asked."""

    plan_ref: str
    on: date | None
    how: How = How.CALL
    who: Who = Who.PARENT
    consent: bool = False
    quote_consent: bool = False
    answers: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    quote: str = ""
    note: str = ""
    round_id: str = ""

    @classmethod
    def of(cls, held: Conversation) -> "VoiceGiven":
        """The conversation as it stands, to be changed."""
        return cls(
            held.plan_ref,
            date.fromisoformat(held.on),
            How(held.how),
            Who(held.who),
            consent=True,
            quote_consent=held.may_quote,
            answers=held.answers,
            quote=held.quote,
            note=held.note,
            round_id=held.round_id,
        )


def faults_of(given: VoiceGiven, today: date) -> dict[str, str]:
    """What keeps a conversation from being kept: field → sentence; empty where nothing does."""
    found: dict[str, str] = {}
    if not given.plan_ref.strip():
        found["plan_ref"] = "Give the reference of the plan that it was about."
    if given.on is None:
        found["on"] = "Give the day of the conversation."
    elif given.on > today:
        found["on"] = "This day is still to come. Give the day on which the family was heard."
    if not given.consent:
        found["consent"] = NO_CONSENT
    if not given.answers and not given.quote.strip() and not given.note.strip():
        found["answers"] = "Give at least one answer, a quote or a note."
    for name in ("quote", "note"):
        if len(getattr(given, name)) > _LONGEST:
            found[name] = f"This has more than {_LONGEST:,} characters. Shorten it to what matters."
    known = {one.id for one in QUESTIONS.asked}
    if any(one not in known or not 1 <= level <= len(QUESTIONS.levels) for one, level in given.answers.items()):
        found["answers"] = "One of the answers is none of this version's questions. Answer the questions again."
    return found


def add_conversation(workspace: Workspace, given: VoiceGiven) -> str:
    """Keep a conversation; returns its id.

    Raises AppError where the family did not consent, something else of it cannot be, there is no such plan or round,
    or the person may not; then nothing is kept.
    """
    workspace.demand(Act.OPEN_AUDIT)
    id_ = workspace.means.random(_ID_BYTES).hex()
    return _keep(workspace, id_, given, "Note what a family said")


def change_conversation(workspace: Workspace, conversation_id: str, given: VoiceGiven) -> None:
    """Let a conversation say this. Raises AppError as `add_conversation` does, and where it is gone."""
    workspace.demand(Act.OPEN_AUDIT)
    _held(workspace, conversation_id)
    _keep(workspace, conversation_id, given, "Change what a family said")


def remove_conversation(workspace: Workspace, conversation_id: str) -> None:
    """Take a conversation away, as where the family takes back its consent: its words go from the tables too.

    Raises AppError where it is gone already or the person may not.
    """
    workspace.demand(Act.OPEN_AUDIT)
    held = _held(workspace, conversation_id)
    emptied = Op("family_voice", conversation_id, "record", _record(held.plan_id, None))
    gone = Op("family_voice", conversation_id, "deleted", 1)
    workspace.door.write("Take away what a family said", [emptied, gone], touches=held.plan_id)


def conversation(workspace: Workspace, conversation_id: str) -> Conversation:
    """One conversation. Raises AppError where it is gone."""
    return _held(workspace, conversation_id)


def of_round(workspace: Workspace, round_id: str) -> tuple[Conversation, ...]:
    """The conversations of a round, the latest first."""
    return conversations_of_round(workspace.conn, round_id)


def of_period(workspace: Workspace, first: date, last: date) -> tuple[Conversation, ...]:
    """The conversations of a period, both days included, the latest first."""
    return conversations_between(workspace.conn, first.isoformat(), last.isoformat())


def _held(workspace: Workspace, conversation_id: str) -> Conversation:
    held = conversation_of(workspace.conn, conversation_id)
    if held is None:
        raise AppError("This conversation is not kept any more. It may have been taken away or erased.")
    return held


def _keep(workspace: Workspace, id_: str, given: VoiceGiven, label: str) -> str:
    today = workspace.means.now().astimezone().date()
    if faults := faults_of(given, today):
        raise AppError(faults.get("consent") or " ".join(faults.values()))
    plan_id = found_plan(workspace, given.plan_ref.strip())
    if given.round_id and not round_named(workspace.conn, given.round_id):
        raise AppError("The round of this conversation is not there. Choose another, or none.")
    workspace.door.write(label, [Op("family_voice", id_, "record", _record(plan_id, given))], touches=plan_id)
    return id_


def _record(plan_id: str, given: VoiceGiven | None) -> Json:
    """The whole record; of what is taken away the plan alone, so that it is erased with it."""
    kept = given or VoiceGiven("", None)
    return {
        "plan_id": plan_id,
        "round_id": kept.round_id or None,
        "on_date": kept.on.isoformat() if kept.on else None,
        "how": kept.how.value if given else None,
        "who": kept.who.value if given else None,
        "consent": int(kept.consent),
        "quote_consent": int(kept.quote_consent and bool(kept.quote.strip())),
        "answers": dict(kept.answers) if given else None,
        "quote": kept.quote.strip() or None,
        "note": kept.note.strip() or None,
    }
