"""One plan of a revealed round: each member's answers beside each other, and the group's so far; it writes nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from audit_app.store.log.canonical import Json
from audit_app.store.read_consensus import GroupReview, GroupScore
from exports.content import Extract
from forms.model import Framework, Marker, NotScore
from scoring.consensus import Cell, CellKind, How


@dataclass(frozen=True, slots=True)
class RevealMember:
    """Who gave answers: `key` is their person's id, `label` what stands for them while names are hidden."""

    key: str
    agency: str
    name: str
    label: str


@dataclass(frozen=True, slots=True)
class Given:
    """What one member said at one marker; `words` are those of the evidence, `evidence` the value as it is stored.

    `source` is app, sheet or table. What came late is shown and does not move the cell.
    """

    member: RevealMember
    answer: int | NotScore
    words: Extract | None
    evidence: Json
    cause: str
    note: str
    reason: str
    is_good_practice: bool
    source: str
    is_late: bool


@dataclass(frozen=True, slots=True)
class RevealCell:
    """One marker of one plan: how far answers lie apart, each of them, and the consensus so far."""

    cell: Cell
    marker: Marker
    given: tuple[Given, ...]
    held: GroupScore | None
    words: Extract | None
    """The evidence of the consensus, in words."""

    @property
    def is_settled(self) -> bool:
        """Whether nothing is left to do here before the plan's consensus is submitted, evidence apart."""
        return not self.lack

    @property
    def lack(self) -> str:
        """What the group has not said yet, in a sentence; empty where nothing lacks."""
        name = self.marker.id
        if self.held is None or self.held.answer is None:
            return "" if self.cell.kind is CellKind.BY_RULE else f"{name} has no consensus yet."
        settled = self.held.settled
        if len(self.cell.answers) > 1 and (settled is None or not settled.code):
            return f"{name}: scores differed. Say why the group chose {self.held.answer}."
        if self.held.answer not in self.cell.answers and self.cell.kind is not CellKind.BY_RULE and not self.held.note:
            return f"{name}: nobody gave {self.held.answer}. Say in words why the group did."
        return ""

    @property
    def how(self) -> How:
        """How a consensus here comes about."""
        if self.cell.kind is CellKind.SINGLE:
            return How.SINGLE
        return How.AGREED if self.cell.kind in (CellKind.AGREED, CellKind.BY_RULE) else How.TALKED


@dataclass(frozen=True, slots=True)
class Told:
    """How many of a plan's or round's cells there are of each sort, and how many of those to talk are settled."""

    agreed: int = 0
    single: int = 0
    close: int = 0
    nobody: int = 0
    to_talk: int = 0
    talked: int = 0
    left: int = 0
    """All cells without a consensus."""


@dataclass(frozen=True, slots=True)
class RevealPlan:
    """One plan: `review` is the consensus, None until it is begun; `by_rule` says what does not apply, and why.

    `cells` stand in the order in which a meeting takes them; `states` and `ticks` are what a consensus takes over.
    """

    audit_id: str
    plan_ref: str
    audited_on: date
    abandoned: str
    framework: Framework
    review_id: str
    review: GroupReview | None
    members: tuple[RevealMember, ...]
    by_rule: Mapping[str, str]
    cells: tuple[RevealCell, ...]
    states: Mapping[str, str]
    ticks: frozenset[tuple[str, str]]

    @property
    def is_submitted(self) -> bool:
        """Whether the plan's consensus is locked."""
        return self.review is not None and self.review.is_submitted

    @property
    def is_done(self) -> bool:
        """Whether the plan stands in the way of closing no more."""
        return self.is_submitted or bool(self.abandoned)

    def cell(self, marker: str) -> RevealCell | None:
        """The cell of a marker, None where the framework has no such marker."""
        return next((one for one in self.cells if one.marker.id == marker), None)

    @property
    def told(self) -> Told:
        """How many cells there are of each sort."""
        return told_of(self.cells)


def told_of(cells: tuple[RevealCell, ...]) -> Told:
    """How many of these cells there are of each sort."""
    kinds = [one.cell.kind for one in cells]
    talk = [one for one in cells if one.cell.kind.must_talk]
    return Told(
        agreed=kinds.count(CellKind.AGREED) + kinds.count(CellKind.BY_RULE),
        single=kinds.count(CellKind.SINGLE),
        close=kinds.count(CellKind.CLOSE),
        nobody=kinds.count(CellKind.NOBODY),
        to_talk=len(talk),
        talked=sum(one.is_settled for one in talk),
        left=sum(not one.is_settled for one in cells),
    )
