"""What a report tells of agreement beyond its figures: plans with several raters, how blind, members, markers."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RewordTold:
    """A marker that members keep scoring apart: in which rounds, how often alike there, and who scores higher."""

    marker: str
    question: str
    rounds: tuple[str, ...]
    of_rounds: int
    exact: float
    within_one: float
    units: int
    leans: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AgreementTold:
    """Counts of plans, reviews and members; agencies are named and nobody else.

    `single` and `several` are audited plans with one and with more reviewers, `blind` counts reviews by how blind they
    were, `late` those that came after the reveal, `absent` members without a score in time by agency. `rule` says when
    a marker is listed for rewording, over the rounds up to the period's end.
    """

    single: int
    several: int
    rounds: int
    blind: tuple[tuple[str, int], ...]
    late: int
    absent: tuple[tuple[str, int], ...]
    rule: str
    rewording: tuple[RewordTold, ...]
