"""What a report tells of what went wrong: a sentence for each rule that was crossed, and what its owner says of it."""

from dataclasses import dataclass

from exports.commentary import CommentTold


@dataclass(frozen=True, slots=True)
class ExceptionTold:
    """One sentence with its numbers, under the name of the rule that was crossed; `topic` is a figure's id."""

    rule: str
    sentence: str
    topic: str
    comment: CommentTold | None = None


@dataclass(frozen=True, slots=True)
class ExceptionsTold:
    """What crossed a rule, of so many figures and charts that were looked at by so many rules."""

    found: tuple[ExceptionTold, ...]
    looked_at: int
    rules: int
