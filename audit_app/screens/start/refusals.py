"""What to offer when a workspace does not open: each refusal's own sentence and its next step as a button."""

from dataclasses import dataclass
from enum import Enum

from audit_app.domain.problems import AppError
from audit_app.store.keys.errors import (
    DamagedDatabase,
    DamagedKeyFile,
    NewerVersion,
    NotAWorkspace,
    WrongKey,
    WrongPassphrase,
)
from audit_app.store.opening import UnsuitablePlace
from audit_app.ui.feedback import Tone


class Step(Enum):
    """What the button does."""

    CHOOSE_ANOTHER = "choose another"
    RESTORE = "restore"
    RECOVER = "recover"
    USE_USUAL_PLACE = "use the usual place"
    AGAIN = "again"


@dataclass(frozen=True, slots=True)
class Refusal:
    """The sentence, the words on the button, what it does, and how grave it is."""

    sentence: str
    words: str
    step: Step
    tone: Tone = Tone.FAULT


def refusal_of(error: AppError) -> Refusal:
    """What to show of an error in opening."""
    for kind, words, step, tone in _STEPS:
        if isinstance(error, kind):
            return Refusal(error.message, words, step, tone)
    return Refusal(error.message, "Try again", Step.AGAIN, Tone.WARNING)


_STEPS: tuple[tuple[type[AppError], str, Step, Tone], ...] = (
    (NotAWorkspace, "Choose another folder…", Step.CHOOSE_ANOTHER, Tone.WARNING),
    (DamagedKeyFile, "Restore a backup…", Step.RESTORE, Tone.FAULT),
    (DamagedDatabase, "Restore a backup…", Step.RESTORE, Tone.FAULT),
    (NewerVersion, "Choose another workspace…", Step.CHOOSE_ANOTHER, Tone.WARNING),
    (WrongPassphrase, "Use the recovery sheet", Step.RECOVER, Tone.WARNING),
    (WrongKey, "Use the recovery sheet", Step.RECOVER, Tone.WARNING),
    (UnsuitablePlace, "Use the usual place", Step.USE_USUAL_PLACE, Tone.WARNING),
)
