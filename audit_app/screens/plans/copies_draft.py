"""A reading copy while it is made: what was found, what was decided of it, words of one's own; no widget here."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from audit_app.services.copies.proposing import CopyProposal
from scoring.copies.kinds import Decision, Finding, Kind, Own
from scoring.copies.replacing import own_places, undecided
from scoring.plan.text import Place
from scoring.wording.sentences import full_sentences


class Standing(StrEnum):
    """What becomes of a piece of the text."""

    REPLACED = "replaced"
    LEFT_OUT = "left out"
    STAYS = "stays"
    DOUBTFUL = "to be decided"


@dataclass(frozen=True, slots=True)
class CopyLine:
    """One line of the list: what it is, and what becomes of it. `finding` or `own` is what stands behind it."""

    words: str
    stand_in: str
    times: int
    standing: Standing
    why: str
    places: tuple[Place, ...]
    finding: Finding | None = None
    own: Own | None = None

    @property
    def is_fixed(self) -> bool:
        """Whether nobody can keep it."""
        return self.finding is not None and self.finding.is_fixed

    @property
    def told(self) -> str:
        """All of it in sentences."""
        why = f" {self.why[0].upper()}{self.why[1:]}." if self.why else ""
        times = "once" if self.times == 1 else f"{self.times} times"
        return f"“{self.words}” stands here {times}: {self.standing.value}.{why}"


class CopyDraft:
    """Decisions about one proposal."""

    def __init__(self, proposal: CopyProposal) -> None:
        self.proposal = proposal
        self._decisions: dict[str, Decision] = {}
        self._own: list[Own] = []

    @property
    def decisions(self) -> Mapping[str, Decision]:
        """What was decided, by the id of what was found."""
        return dict(self._decisions)

    @property
    def own(self) -> tuple[Own, ...]:
        """The words of one's own."""
        return tuple(self._own)

    @property
    def left(self) -> int:
        """How much is doubtful and not decided yet."""
        return len(undecided(self.proposal.findings, self._decisions))

    def lines(self) -> tuple[CopyLine, ...]:
        """Everything, what is doubtful first, then one's own words."""
        found = sorted(self.proposal.findings, key=lambda one: one.sure)
        return (*(self._line(one) for one in found), *(self._own_line(one) for one in self._own))

    def decide(self, line: CopyLine, decision: Decision) -> bool:
        """Replace or keep what a line is about; whether it can be. Words of one's own that are kept leave the list."""
        if line.is_fixed:
            return False
        if line.own is not None:
            if decision is Decision.KEEP:
                self._own.remove(line.own)
        elif line.finding is not None:
            self._decisions[line.finding.id] = decision
        return True

    def decide_all(self, decision: Decision) -> None:
        """Decide everything doubtful that is left alike."""
        for one in undecided(self.proposal.findings, self._decisions):
            self._decisions[one.id] = decision

    def add(self, words: str, kind: Kind = Kind.WORD) -> bool:
        """Let words of one's own go everywhere; whether they stand in the text and are not on the list yet."""
        own = Own(words.strip(), kind)
        if own in self._own or not own_places(self.proposal.text, own):
            return False
        self._own.append(own)
        return True

    def sentence_at(self, place: Place | None) -> str:
        """The sentence at a place of the text; empty where none is."""
        if place is None:
            return ""
        words = self.proposal.text.block(place.block).text
        spans = [(start, end) for start, end in full_sentences(words) if start <= place.start <= end]
        return words[spans[-1][0] : spans[-1][1]] if spans else ""

    def _line(self, one: Finding) -> CopyLine:
        decision = self._decisions.get(one.id)
        if one.is_fixed or (one.kind is Kind.LEFT_OUT and decision is Decision.REPLACE):
            standing = Standing.LEFT_OUT
        elif decision is Decision.KEEP:
            standing = Standing.STAYS
        else:
            standing = Standing.REPLACED if one.sure or decision else Standing.DOUBTFUL
        return CopyLine(one.words, one.kind.stand_in, one.times, standing, one.why, one.places, finding=one)

    def _own_line(self, own: Own) -> CopyLine:
        places = own_places(self.proposal.text, own)
        standing = Standing.LEFT_OUT if own.kind is Kind.LEFT_OUT else Standing.REPLACED
        return CopyLine(own.words, own.kind.stand_in, len(places), standing, "your own words", places, own=own)
