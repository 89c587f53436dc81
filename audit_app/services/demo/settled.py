"""How the demo's group came to each score of its consensus, and which learning pages went out."""

from collections.abc import Mapping, Sequence
from datetime import date

from audit_app.services.demo.dice import Dice
from audit_app.store.ids import Ids
from audit_app.store.log.rights import Op
from forms.model import Answer
from scoring.consensus import How, ReasonCode

_CODES = (
    *(ReasonCode.EVIDENCE_MISREAD, ReasonCode.EVIDENCE_MISREAD, ReasonCode.SCALE_MISUNDERSTOOD),
    *(ReasonCode.SPECIALIST_KNOWLEDGE, ReasonCode.SPECIALIST_KNOWLEDGE, ReasonCode.NEW_EVIDENCE),
    *(ReasonCode.CHAIRS_DECISION, ReasonCode.SPLIT_DIFFERENCE, ReasonCode.SPLIT_DIFFERENCE),
)
"""The reasons, each as often as it is usual."""


def settled_op(review: str, marker: str, votes: Sequence[tuple[str, Mapping[str, Answer]]], seed: str) -> Op:
    """How the group settled on a marker, from each member's agency and answers: agreed, single, or talked through."""
    given = [(agency, answers[marker]) for agency, answers in votes if marker in answers]
    agencies = list(dict.fromkeys(agency for agency, _ in given))
    if len({answer for _, answer in given}) > 1:
        how, code = How.TALKED, Dice(seed, "settled", review, marker).pick(_CODES).value
    else:
        how, code = (How.SINGLE if len(agencies) == 1 else How.AGREED), None
    return Op("score", Ids.score(review, marker), "settled", {"how": how.value, "code": code, "by": agencies})


def page_op(round_id: str, agency: str, day: date) -> Op:
    """A learning page that went out on a day."""
    value = {"made_on": day.isoformat(), "sent_on": day.isoformat(), "sent_to": "the agency's lead"}
    return Op("learning_page", Ids.learning_page(round_id, agency), "record", value)
