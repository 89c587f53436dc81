"""The questions that families are asked about a plan, what counts as yes, and the counts; it reads no workspace."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from resources.family_voice import questions_text
from scoring.intervals import Interval, wilson

YES: Final = 3
"""The lowest answer that counts as yes, on levels from 1."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question: its id in figures, what the figure is called, and how a parent and a young person are asked."""

    id: str
    short: str
    label: str
    parent: str
    young_person: str

    @property
    def figure(self) -> str:
        """The id of its figure."""
        return f"voice.{self.id}"


@dataclass(frozen=True, slots=True)
class Questions:
    """All questions in order; the answers' words from the lowest level, which is 1."""

    levels: tuple[str, ...]
    asked: tuple[Question, ...]


def questions_of(text: str) -> Questions:
    """The questions that a TOML text states. Raises ValueError where it states none."""
    try:
        record = tomllib.loads(text)
        asked = tuple(
            Question(one["id"], one["short"], one["label"], one["parent"], one["young_person"])
            for one in record["question"]
        )
        return Questions(tuple(record["levels"]), asked)
    except (tomllib.TOMLDecodeError, KeyError) as error:
        raise ValueError(f"The questions of family voice cannot be read: {error}.") from None


QUESTIONS: Final = questions_of(questions_text())
"""The questions as they are shipped; figures have their ids."""


@dataclass(frozen=True, slots=True)
class Counted:
    """How many answered a question with yes, of how many who were asked; `bounds` is Wilson's interval, as shares."""

    question: Question
    yes: int
    asked: int
    bounds: Interval | None


def counted(answers: Iterable[Mapping[str, int]]) -> tuple[Counted, ...]:
    """Each question over conversations, whose answers are levels from 1 by question."""
    held = list(answers)
    found = []
    for one in QUESTIONS.asked:
        levels = [said[one.id] for said in held if one.id in said]
        yes = sum(level >= YES for level in levels)
        found.append(Counted(one, yes, len(levels), wilson(yes, len(levels)) if levels else None))
    return tuple(found)
