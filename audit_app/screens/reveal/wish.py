"""What is about to be settled at one marker, and what is still asked for; kept as a draft until it is settled."""

import json
from dataclasses import asdict, dataclass

from audit_app.services.answering import Evidence
from audit_app.services.consensus.standing import RevealCell
from forms.model import SCORES, Answer, EvidenceKind, NotScore, answer_text, parse_answer
from scoring.consensus import CellKind

OWN = "own"
"""In place of a member's key: the evidence is the group's own words."""
_MEETING, _GROUP = "consensus meeting", "the group"


@dataclass(frozen=True, slots=True)
class Wish:
    """An answer with everything that goes with it; `evidence` is a member's key, `OWN`, or empty for the usual one."""

    answer: Answer
    code: str = ""
    note: str = ""
    by: tuple[str, ...] = ()
    evidence: str = ""
    own: str = ""
    cause: str = ""

    def service_evidence(self) -> Evidence | str | None:
        """The evidence as `settle` takes it; what the group said is evidence of the meeting."""
        if self.evidence == OWN and self.own:
            return Evidence(EvidenceKind.SAID, text=self.own, where=_MEETING, by=_GROUP)
        return self.evidence if self.evidence != OWN else None

    def text(self) -> str:
        """The wish as a draft keeps it."""
        return json.dumps({**asdict(self), "answer": answer_text(self.answer)}, ensure_ascii=False)


def wish_from(text: str) -> Wish | None:
    """A wish from a draft; None where it cannot be read, as one of another version."""
    try:
        value = json.loads(text)
        return Wish(**{**value, "answer": parse_answer(value["answer"]), "by": tuple(value["by"])})
    except (ValueError, TypeError, KeyError):
        return None


def usual_wish(shown: RevealCell) -> Wish:
    """What stands there before anybody says anything: the consensus so far, or the one answer that was given."""
    held = shown.held
    by = tuple(dict.fromkeys(one.member.agency for one in shown.given))
    if held is not None and held.answer is not None:
        settled = held.settled
        return Wish(
            held.answer,
            code=settled.code if settled is not None else "",
            note=held.note,
            by=settled.by if settled is not None else by,
            cause=held.cause,
        )
    answers = shown.cell.answers
    return Wish(next(iter(answers)) if len(answers) == 1 else None, by=by)


def asks_code(shown: RevealCell) -> bool:
    """Whether a reason code is asked for: scores differed."""
    return len(shown.cell.answers) > 1


def asks_words(shown: RevealCell, answer: Answer) -> bool:
    """Whether the note must say why: nobody gave this answer."""
    if answer is None or (shown.cell.kind is CellKind.BY_RULE and answer == NotScore.NA):
        return False
    return answer not in shown.cell.answers


def asks_evidence(shown: RevealCell, answer: Answer) -> bool:
    """Whether submission asks for evidence: at 0 and 1, and at 3 on a limiting marker."""
    return answer in (0, 1) or (answer == SCORES[-1] and shown.marker.limiting)


def asks_cause(answer: Answer) -> bool:
    """Whether submission asks for a cause: at 0 and 1."""
    return answer in (0, 1)
