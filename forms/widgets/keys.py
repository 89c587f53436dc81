"""The keys of the audit form in one place, for the hands and for the sheet that shows them."""

from collections.abc import Mapping
from enum import Enum

from audit_app.ui.shortcuts import KeyGroup, KeyLine
from forms.model import Cause, EvidenceKind, NotScore, SectionState


class Command(Enum):
    """What a key can ask of the form besides giving an answer or beginning evidence."""

    NEXT = "next"
    PREVIOUS = "previous"
    CAUSE = "cause"
    GOOD_PRACTICE = "good practice"
    NOTE = "note"
    WHAT_COUNTS = "what counts"
    STATE = "state"
    ADVICE = "advice"
    KEYS = "keys"
    PLAN = "plan"
    TAKE = "take"
    BACK = "back"


ANSWER_KEYS: Mapping[str, int | NotScore] = {
    "0": 0,
    "1": 1,
    "2": 2,
    "3": 3,
    "n": NotScore.NA,
    "e": NotScore.NE,
}
EVIDENCE_KEYS: Mapping[str, EvidenceKind] = {
    "q": EvidenceKind.QUOTATION,
    "l": EvidenceKind.NOT_FOUND,
    "r": EvidenceKind.RECORD,
    "s": EvidenceKind.SAID,
}
COMMAND_KEYS: Mapping[str, Command] = {
    "c": Command.CAUSE,
    "g": Command.GOOD_PRACTICE,
    "t": Command.NOTE,
    "w": Command.WHAT_COUNTS,
    "h": Command.STATE,
    "a": Command.ADVICE,
    "p": Command.PLAN,
    "y": Command.TAKE,
    "?": Command.KEYS,
}
CAUSE_KEYS: Mapping[str, Cause] = {
    "a": Cause.ADVICE,
    "d": Cause.DRAFTING,
    "r": Cause.REVIEW,
    "e": Cause.DECISION,  # its initial is that of drafting
    "c": Cause.COMMISSIONING,
}
STATE_KEYS: Mapping[str, SectionState] = {
    "n": SectionState.NEEDS,
    "c": SectionState.CHECKED_NONE,
    "u": SectionState.UNCHECKED_NONE,
    "b": SectionState.BLANK,
}


KEY_GROUPS: tuple[KeyGroup, ...] = (
    KeyGroup(
        "Score",
        (
            KeyLine("3  2  1  0", "Score the marker"),
            KeyLine("N", "Not applicable, with a reason"),
            KeyLine("E", "No evidence available"),
            KeyLine("C, then A D R E C", "Cause: advice, drafting, review, decision, commissioning"),
            KeyLine("G", "Share as good practice"),
            KeyLine("T", "Note"),
            KeyLine("W", "What counts"),
            KeyLine("Y", "Yes, take the level that the thread suggests"),
        ),
    ),
    KeyGroup(
        "Evidence",
        (
            KeyLine("Q", "A quotation"),
            KeyLine("L", "Looked for, not found: complete with one key"),
            KeyLine("R", "A record"),
            KeyLine("S", "What was said"),
            KeyLine("Enter or Esc", "In a field: save and go on; Shift + Enter is a new line"),
        ),
    ),
    KeyGroup(
        "Move",
        (
            KeyLine("Enter or ↓", "Next marker"),
            KeyLine("↑", "Previous marker"),
            KeyLine("Alt + A to K, W", "Go to a section; Alt + H again for H2"),
            KeyLine("H, then N C U B", "What section C or D holds; Y takes what the text suggests"),
            KeyLine("A", "Advice grid: arrows move, Space ticks, Esc goes back"),
        ),
    ),
    KeyGroup(
        "Audit",
        (
            KeyLine("P", "The plan's words, at the evidence or at the marker's section; P again comes back"),
            KeyLine("Ctrl + Enter", "Submit, or see what is missing"),
        ),
    ),
)
