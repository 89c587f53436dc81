"""Answers to a survey, counted: positive of answered, how many were asked, and the table behind; it keeps nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from audit_app.store.log.canonical import Json
from scoring.figure_words import rounded

_POSITIVE: Final = frozenset(
    {
        *("very good", "good", "excellent", "outstanding", "very satisfied", "satisfied", "very happy", "happy"),
        *("strongly agree", "agree", "yes", "positive", "very positive", "always", "mostly"),
    }
)
_NO_ANSWER: Final = frozenset(
    {
        *("no answer", "not answered", "did not answer", "no reply", "no response", "blank", "prefer not to say"),
        *("skipped", "not applicable", "n/a"),
    }
)
_ASKED: Final = frozenset({"asked", "sent", "invited", "all asked"})
CODES: Final[Mapping[str, str]] = MappingProxyType(
    {"parents": "satisfaction_parents", "young people": "satisfaction_young_people"}
)
"""Whose answers are which measure."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question of one survey: positive answers, answers in all, and how many were asked."""

    words: str
    positive: int
    answered: int
    asked: int

    @property
    def without(self) -> int:
        """How many were asked and gave no answer."""
        return self.asked - self.answered


@dataclass(frozen=True, slots=True)
class Survey:
    """All questions put to the same people in a period; `main` is the one that the measure counts."""

    questions: tuple[Question, ...]
    main: Question

    @property
    def note(self) -> str:
        """Which question counts, and how many did not answer."""
        share = f" ({rounded(100 * self.main.answered / self.main.asked)} %)" if self.main.asked else ""
        others = f"; {len(self.questions) - 1} more in the table" if len(self.questions) > 1 else ""
        said = f"{self.main.answered:,} of {self.main.asked:,} asked gave an answer{share}"
        return f"“{self.main.words[:120]}”{others}. {said}."

    @property
    def detail(self) -> list[dict[str, Json]]:
        """The questions as they are kept."""
        return [
            {"question": one.words, "positive": one.positive, "answered": one.answered, "asked": one.asked}
            for one in self.questions
        ]


def survey_of(answers: Iterable[tuple[str, str, int]]) -> Survey | None:
    """The survey behind (question, answer, count); None where nobody answered.

    The measure counts one question, since the same people answer all: the one that asks about the whole, else the
    first. Where nobody says how many were asked, those who answered and those who did not are all.
    """
    counted: dict[str, dict[str, int]] = {}
    for question, answer, count in answers:
        kinds = counted.setdefault(question, {"positive": 0, "answered": 0, "silent": 0, "asked": 0})
        said = answer.casefold().rstrip(".")
        if said in _ASKED:
            kinds["asked"] += count
        elif said in _NO_ANSWER:
            kinds["silent"] += count
        else:
            kinds["answered"] += count
            kinds["positive"] += count if said in _POSITIVE else 0
    questions = tuple(_question(words, kinds) for words, kinds in counted.items())
    answered = [one for one in questions if one.answered]
    if not answered:
        return None
    return Survey(questions, next((one for one in answered if _is_whole(one.words)), answered[0]))


def _question(words: str, kinds: Mapping[str, int]) -> Question:
    asked = max(kinds["asked"], kinds["answered"] + kinds["silent"])
    return Question(words, kinds["positive"], kinds["answered"], asked)


def _is_whole(words: str) -> bool:
    return any(word in words.casefold() for word in ("overall", "on the whole", "all in all"))
