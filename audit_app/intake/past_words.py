"""What the words of an audit sheet mean as levels and grades, with a reason each; pure, it knows no column."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from types import MappingProxyType
from typing import Final

from forms.model import Answer, Grade, NotScore
from resources.past_audits import LevelWords

BEST: Final = 3
LEVELS: Final = ("3", "2", "1", "0", "NA", "NE", "")
"""What a word may mean: a level, not applicable, evidence not available, or not scored."""
GRADES: Final = tuple(grade.value for grade in Grade)
_SCALE: Final = ("Absent", "Partial", "Sound", "Strong")
_SCALE_IDS: Final = ("0", "1", "2", "3")
_NUMBER: Final = re.compile(r"[0-9]{1,3}(?:\.0+)?")
_LEADING: Final = re.compile(r"([0-3])(?:\s*[-–—:)=]\s*|\.?\s+)[^\W\d].*")
_BREAK: Final = re.compile(r"\s*[,;:(–—]|\s+-")
_SPACES: Final = re.compile(r"[\s_\u00a0-]+")
_OFSTED: Final[Mapping[str, str]] = MappingProxyType(
    {"1": "outstanding", "2": "good", "3": "requires_improvement", "4": "inadequate"}
)


class Sureness(IntEnum):
    """How certain a meaning is."""

    NONE = 0
    DOUBTFUL = 1
    LIKELY = 2
    SURE = 3


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a word is taken for: one of LEVELS, or a grade's id; None where it is not known. `why` is a sentence."""

    means: str | None
    sureness: Sureness
    why: str


def folded_word(text: str) -> str:
    """A word as it is compared: small letters, single spaces, hyphens as spaces, without a full stop at the end."""
    line = " ".join(text.split()).casefold().replace("’", "'")
    if not any(letter.isalnum() for letter in line):
        return line
    return _SPACES.sub(" ", line).strip().rstrip(".!")


def answer_of(means: str) -> Answer:
    """The answer that one of LEVELS stands for."""
    if means in (NotScore.NA.value, NotScore.NE.value):
        return NotScore(means)
    return int(means) if means else None


def reversed_answer(answer: Answer) -> Answer:
    """The answer at a question where Yes is the worst: 0 for 3, 1 for 2; what is no score stays."""
    return BEST - answer if isinstance(answer, int) else answer


def level_meanings(words: Iterable[str], known: LevelWords) -> dict[str, Meaning]:
    """What each word of the marker columns means as a level, by the word as given."""
    listed = list(words)
    scale = number_scale(listed)
    return {word: scale.get(word) or _level_of(word, known) for word in listed}


def grade_meanings(words: Iterable[str], known: LevelWords) -> dict[str, Meaning]:
    """What each word of the grade column means as a grade, by the word as given."""
    return {word: _grade_of(word, known) for word in words}


def number_scale(words: Sequence[str]) -> dict[str, Meaning]:
    """The levels of words that are whole numbers: 0 to 3 as they are, other scales spread evenly from 0 to 3.

    What lies between two levels takes the lower one, so that no score is better than it was.
    """
    numbers = {word: int(float(word)) for word in words if _NUMBER.fullmatch(word)}
    if not numbers:
        return {}
    low, high = min(numbers.values()), max(numbers.values())
    if high == BEST:
        return {
            word: Meaning(str(number), Sureness.SURE, "It is a level of 0 to 3.") for word, number in numbers.items()
        }
    sure = Sureness.LIKELY if low == 0 else Sureness.DOUBTFUL
    low = 0 if high < BEST else low
    if low == high:
        why = "It is the only number of the sheet. Say which level it stands for."
        return dict.fromkeys(numbers, Meaning(None, Sureness.NONE, why))
    why = f"The sheet scores from {low} to {high}, {high} taken as the best: spread over 0 to 3, between two the lower."
    return {word: Meaning(str(BEST * (number - low) // (high - low)), sure, why) for word, number in numbers.items()}


def _level_of(word: str, known: LevelWords) -> Meaning:
    folded = folded_word(word)
    means = known.levels.get(folded)
    if means is not None:
        doubt = known.doubtful.get(folded)
        if doubt is not None:
            return Meaning(means, Sureness.DOUBTFUL, f"Taken for {level_words(means)}. {doubt}")
        return Meaning(means, Sureness.SURE, _sure_words(means))
    line = " ".join(word.split()).casefold()
    leading = _LEADING.fullmatch(line)
    if leading is not None:
        return Meaning(leading[1], Sureness.LIKELY, "It begins with the number of a level.")
    first = _BREAK.split(line, maxsplit=1)[0]
    means = known.levels.get(folded_word(first)) if first and first != line else None
    if means:
        why = f"It begins with “{first}”: look whether the rest takes something back."
        return Meaning(means, Sureness.DOUBTFUL, why)
    return Meaning(None, Sureness.NONE, "The word is not known. Say which level it stands for.")


def _sure_words(means: str) -> str:
    if means in _SCALE_IDS:
        return f"A word of level {means}, {_SCALE[int(means)]}."
    return f"It means: {level_words(means)}."


def level_words(means: str | None) -> str:
    """One of LEVELS in words."""
    if means is None:
        return "not decided"
    if means in _SCALE_IDS:
        return f"{means} {_SCALE[int(means)]}"
    return {"NA": "NA, not applicable", "NE": "NE, evidence not available"}.get(means, "not scored")


def grade_words(means: str | None) -> str:
    """A grade's id in words."""
    return Grade(means).label if means in GRADES else "not decided"


def _grade_of(word: str, known: LevelWords) -> Meaning:
    folded = folded_word(word)
    means = known.grades.get(folded)
    if means is not None:
        return Meaning(means, Sureness.SURE, "It is a word for this grade.")
    if folded in _OFSTED:
        return Meaning(
            _OFSTED[folded], Sureness.DOUBTFUL, "Inspection counts from 1, the best, to 4. Turn it if yours does not."
        )
    for words, grade in sorted(known.grades.items(), key=lambda one: -len(one[0])):
        if len(words) > 1 and folded.startswith(f"{words} "):
            return Meaning(grade, Sureness.LIKELY, f"It begins with “{words}”.")
    return Meaning(None, Sureness.NONE, "The word is not known. Say which grade it stands for.")
