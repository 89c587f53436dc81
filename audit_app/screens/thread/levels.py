"""The levels that the thread suggests for markers of the form, beside what was given; no widget here."""

from collections.abc import Mapping
from dataclasses import dataclass

from audit_app.services.thread.page import ThreadPage
from audit_app.store.read_review import SaidAt
from forms.model import Answer, NotScore
from scoring.thread.levels import Suggestion


@dataclass(frozen=True, slots=True)
class Level:
    """One suggestion as it is shown: the marker with its question, the level and the score given, in words."""

    suggestion: Suggestion
    question: str
    level: str
    given: str
    is_given: bool

    @property
    def marker(self) -> str:
        """The marker's id."""
        return self.suggestion.marker


def levels_of(page: ThreadPage, said: Mapping[str, SaidAt]) -> tuple[Level, ...]:
    """What is suggested, in the order of the form."""
    framework = page.found.framework
    scale = framework.scale
    found = []
    for marker in framework.markers:
        one = page.levels.get(marker.id)
        if one is None:
            continue
        answer: Answer = said[marker.id].answer if marker.id in said else None
        if answer is NotScore.NA:  # it does not apply, by rule or as the auditor says: no level is to be taken
            continue
        is_given = type(answer) is int and answer == one.level
        level = f"Level {one.level}, {scale[one.level].lower()}"
        found.append(Level(one, marker.question, level, _given(answer, scale), is_given))
    return tuple(found)


def _given(answer: Answer, scale: tuple[str, ...]) -> str:
    if answer is None:
        return "not scored yet"
    if isinstance(answer, NotScore):
        return answer.value
    return f"{answer} {scale[answer].lower()}"
