"""What a question offers: an answer with the words on its button and how it looks; knows no dialog."""

from dataclasses import dataclass
from enum import Enum


class Weight(Enum):
    """How a choice looks: the one that is meant, another, or one that destroys."""

    MAIN = "main"
    PLAIN = "plain"
    DANGER = "danger"


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to a question: what the caller gets back, the words on its button, and how it looks."""

    id: str
    words: str
    weight: Weight = Weight.PLAIN
