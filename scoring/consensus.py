"""What members of an audit group gave at each marker of one plan, and which of it they must talk through.

The rule is that of framework.md §4: a cell is talked through when scores lie two levels or more apart, or when the
choice among them would change the plan's grade. Who sits in the group and how answers are kept is not known here.
"""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import median_low

from forms.model import Answer, Framework, Grade, Marker, NotScore
from scoring.grade import Grader

WIDE_GAP = 2
"""Levels apart from which a cell is talked through."""


class CellKind(StrEnum):
    """How far the answers at one marker lie apart."""

    WIDE = "wide"
    """Scores two levels or more apart."""
    GRADE = "grade"
    """Scores one level apart, and the choice changes the plan's grade."""
    MIXED = "mixed"
    """NA or no evidence against a score, or against each other."""
    NOBODY = "nobody"
    """Nobody answered, though the marker applies."""
    CLOSE = "close"
    """Scores one level apart that give the same grade."""
    SINGLE = "single"
    """One agency alone answered."""
    AGREED = "agreed"
    """Everybody gave the same."""
    BY_RULE = "by_rule"
    """Nobody answered, and the marker does not apply by rule."""

    @property
    def must_talk(self) -> bool:
        """Whether the group has to talk before there is a consensus."""
        return self in _TALKED


_TALKED = frozenset({CellKind.WIDE, CellKind.GRADE, CellKind.MIXED})
_ORDER = (
    *(CellKind.WIDE, CellKind.GRADE, CellKind.MIXED, CellKind.NOBODY),
    *(CellKind.CLOSE, CellKind.SINGLE, CellKind.AGREED, CellKind.BY_RULE),
)


class How(StrEnum):
    """How the group came to a score."""

    AGREED = "agreed"
    SINGLE = "single"
    TALKED = "talked"


class ReasonCode(StrEnum):
    """Why the group settled on a score where its members differed; coded, so that reasons can be counted."""

    EVIDENCE_MISREAD = "evidence_misread"
    SCALE_MISUNDERSTOOD = "scale_misunderstood"
    SPECIALIST_KNOWLEDGE = "specialist_knowledge"
    NEW_EVIDENCE = "new_evidence"
    CHAIRS_DECISION = "chairs_decision"
    SPLIT_DIFFERENCE = "split_difference"


@dataclass(frozen=True, slots=True)
class Vote:
    """What one member gave at one marker; `answer` is never None."""

    member: str
    agency: str
    answer: int | NotScore


@dataclass(frozen=True, slots=True)
class Cell:
    """One marker of one plan. `gap` is in levels between the lowest and the highest score, 0 with fewer than two.

    `grades` are those that the plan would have with each answer given here, from the best on, where they differ.
    """

    marker: str
    votes: tuple[Vote, ...]
    kind: CellKind
    gap: int = 0
    grades: tuple[Grade, ...] = ()

    @property
    def answers(self) -> frozenset[int | NotScore]:
        """The different answers that were given."""
        return frozenset(vote.answer for vote in self.votes)


def cells_of(grader: Grader, votes: Mapping[str, Sequence[Vote]], by_rule: Container[str] = ()) -> tuple[Cell, ...]:
    """Every marker's cell: what must be talked through first, of that the widest gap, then limiting, then weight.

    `votes` are by marker; a marker without any is nobody's, or out by rule where `by_rule` holds it. Raises ValueError
    for a marker that the framework does not have.
    """
    framework = grader.framework
    for marker in votes:
        if marker not in framework:
            raise ValueError(f"There is no marker {marker} in {framework.key}.")
    middles: dict[str, Answer] = {
        marker.id: NotScore.NA
        if marker.id in by_rule and not votes.get(marker.id)
        else middle(votes.get(marker.id, ()))
        for marker in framework.markers
    }
    found = [_cell(grader, marker, tuple(votes.get(marker.id, ())), middles, by_rule) for marker in framework.markers]
    return in_order(framework, found)


def in_order(framework: Framework, cells: Iterable[Cell]) -> tuple[Cell, ...]:
    """The cells as a meeting takes them."""
    places = {marker.id: at for at, marker in enumerate(framework.markers)}

    def key(cell: Cell) -> tuple[int, int, bool, int, int, int]:
        marker, rank = framework.marker(cell.marker), _ORDER.index(cell.kind)
        group = 0 if cell.kind.must_talk else rank
        return (group, -cell.gap, not marker.limiting, -marker.weight, rank, places[cell.marker])

    return tuple(sorted(cells, key=key))


def middle(votes: Sequence[Vote]) -> Answer:
    """The lower median of the scores; without a score no evidence before NA, None where nobody answered."""
    scores = [vote.answer for vote in votes if isinstance(vote.answer, int)]
    if scores:
        return median_low(scores)
    given = {vote.answer for vote in votes}
    return NotScore.NE if NotScore.NE in given else NotScore.NA if given else None


def _cell(
    grader: Grader, marker: Marker, votes: tuple[Vote, ...], middles: Mapping[str, Answer], by_rule: Container[str]
) -> Cell:
    if not votes:
        return Cell(marker.id, votes, CellKind.BY_RULE if marker.id in by_rule else CellKind.NOBODY)
    answers = {vote.answer for vote in votes}
    scores = [answer for answer in answers if isinstance(answer, int)]
    gap = max(scores) - min(scores) if scores else 0
    grades = _grades(grader, marker.id, answers, middles) if len(answers) > 1 else ()
    return Cell(marker.id, votes, _kind(votes, answers, gap, grades), gap, grades)


def _kind(votes: Sequence[Vote], answers: set[int | NotScore], gap: int, grades: tuple[Grade, ...]) -> CellKind:
    if len(answers) == 1:
        return CellKind.SINGLE if len({vote.agency for vote in votes}) == 1 else CellKind.AGREED
    if gap >= WIDE_GAP:
        return CellKind.WIDE
    if any(isinstance(answer, NotScore) for answer in answers):
        return CellKind.MIXED
    return CellKind.GRADE if grades else CellKind.CLOSE


def _grades(
    grader: Grader, marker: str, answers: Iterable[int | NotScore], middles: Mapping[str, Answer]
) -> tuple[Grade, ...]:
    """The plan's grade with each answer in this cell and all others at their lower median; none where it is one."""
    found = {grader.final({**middles, marker: answer}) for answer in answers}
    return tuple(sorted(found, key=lambda grade: -grade.rank)) if len(found) > 1 else ()


@dataclass(frozen=True, slots=True)
class Closeness:
    """How one agency's scores lie beside the others', over pairs of scores of one plan and marker.

    `gap` is the sum of its score less the other's, in levels: divided by `pairs` it is the mean signed gap.
    """

    pairs: int = 0
    equal: int = 0
    within_one: int = 0
    gap: int = 0


def closeness(agency: str, cells: Iterable[Sequence[Vote]]) -> Closeness:
    """How close an agency's members come to those of the other agencies; NA and no evidence are no scores."""
    pairs = [
        (own.answer, other.answer)
        for votes in cells
        for own in votes
        for other in votes
        if own.agency == agency != other.agency and isinstance(own.answer, int) and isinstance(other.answer, int)
    ]
    return Closeness(
        len(pairs),
        sum(own == other for own, other in pairs),
        sum(abs(own - other) <= 1 for own, other in pairs),
        sum(own - other for own, other in pairs),
    )
