"""The questions that families are asked about a plan, and what counts as yes; it knows no conversation."""

import tomllib
from dataclasses import dataclass
from typing import Final

from resources.family_voice import questions_text

YES: Final = 3
"""The lowest answer that counts as yes, on levels from 1."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question: its id in figures, what the figure is called, and how a parent and a young person are asked."""

    id: str
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
            Question(one["id"], one["label"], one["parent"], one["young_person"]) for one in record["question"]
        )
        return Questions(tuple(record["levels"]), asked)
    except (tomllib.TOMLDecodeError, KeyError) as error:
        raise ValueError(f"The questions of family voice cannot be read: {error}.") from None


QUESTIONS: Final = questions_of(questions_text())
"""The questions as they are shipped; figures have their ids."""
