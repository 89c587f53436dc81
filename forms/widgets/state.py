"""What the form shows at each marker, and what a person says there, as plain values; it knows no Qt and no store."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from forms.model import Answer, Cause, EvidenceKind, Framework, Lack, Marker, NotScore
from scoring.plan.text import Place
from scoring.thread.levels import Suggestion

KIND_WORDS: Mapping[str, str] = {"S": "Stops the grade", "L": "Legal content", "Q": "Quality"}
PAPER_WORDS: Mapping[str, str] = {"plan": "the plan", "advice": "the advice", "file": "the file"}
CAUSE_WORDS: Mapping[str, str] = {cause.value: cause.value.capitalize() for cause in Cause}
LACK_WORDS: Mapping[Lack, str] = {
    Lack.SCORE: "not scored",
    Lack.EVIDENCE: "evidence missing",
    Lack.CAUSE: "cause missing",
    Lack.REASON: "reason missing",
}


@dataclass(frozen=True, slots=True)
class PlaceLink:
    """Where quoted words stand: in which document of the plan, and at which place of its text."""

    document: str
    place: Place


@dataclass(frozen=True, slots=True)
class EvidenceText:
    """Evidence as it is typed, complete or not; `on` is a day as written, `23/11/2026` or `2026-11-23`.

    `link` leads to the words in the plan's document, where they were chosen there.
    """

    kind: EvidenceKind
    text: str = ""
    where: str = ""
    by: str = ""
    on: str = ""
    link: PlaceLink | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Given:
    """Everything that a review says at one marker; `by_rule` is why it does not apply, empty where it may apply.

    `place` says in words where linked evidence stands; `suggested` is a level that the plan's thread suggests, which
    is no score until it is taken.
    """

    answer: Answer = None
    evidence: EvidenceText | None = None
    cause: str = ""
    note: str = ""
    reason: str = ""
    good_practice: bool = False
    by_rule: str = ""
    lacks: tuple[Lack, ...] = ()
    place: str = ""
    suggested: Suggestion | None = None

    @property
    def shown(self) -> Answer:
        """The answer, or NA where none is given and the marker does not apply by rule."""
        return NotScore.NA if self.answer is None and self.by_rule else self.answer

    @property
    def is_done(self) -> bool:
        """Whether submission demands nothing more here."""
        return not self.lacks

    @property
    def is_short(self) -> bool:
        """Whether the marker is at 0 or 1."""
        return self.answer in (0, 1) and self.answer is not None


@dataclass(frozen=True, slots=True)
class FormState:
    """A whole review: what is given at each marker, the ticks of the advice grid, the state of each section.

    `suggested_states` are the states that sections seem to have by the plan's text.
    """

    framework: Framework
    given: Mapping[str, Given]
    ticks: frozenset[tuple[str, str]] = frozenset()
    states: Mapping[str, str] = field(default_factory=dict)
    is_read_only: bool = False
    suggested_states: Mapping[str, str] = field(default_factory=dict)

    def at(self, marker: str) -> Given:
        """What is given at a marker."""
        return self.given.get(marker, Given())

    def progress(self, section: str) -> tuple[int, int]:
        """How many markers of a section are done, and how many it has."""
        markers = [marker for marker in self.framework.markers if marker.section == section]
        return sum(self.at(marker.id).is_done for marker in markers), len(markers)


def answer_words(framework: Framework, answer: Answer) -> str:
    """An answer in the scale's words: “2 Sound”, “NA”, “No evidence”, “Not scored yet”."""
    if answer is None:
        return "Not scored yet"
    if isinstance(answer, NotScore):
        return "NA" if answer is NotScore.NA else "No evidence"
    return f"{answer} {framework.scale[answer]}"


def spoken_level(marker: Marker, framework: Framework, score: int) -> str:
    """A level as it is read aloud: “B1 Sound: …its words”."""
    return f"{marker.id} {framework.scale[score]}: {marker.levels[score]}"


def marker_facts(marker: Marker) -> str:
    """Kind, weight and papers in one line: “Legal content · weight 4 · needs the plan, the advice”."""
    kind = KIND_WORDS.get(marker.kind, "")
    papers = ", ".join(PAPER_WORDS.get(paper, paper) for paper in marker.papers)
    return " · ".join(part for part in (kind, f"weight {marker.weight}", papers) if part)


def sections_to_search(marker: Marker) -> str:
    """The sections that the marker is looked for in: “B”, “F, G, H1”, “A to K” where it is most of the plan."""
    reads = marker.reads or (marker.section,)
    return f"{reads[0]} to {reads[-1]}" if len(reads) > _MANY else ", ".join(reads)


def first_place(marker: Marker) -> str:
    """Where a quotation most likely stands: the marker's own section; the whole plan has none."""
    return marker.section if marker.section in marker.reads else ""


_MANY = 6


def written_day(text: str) -> date | None:
    """The day that a person wrote, day first or ISO; None where it is no day."""
    for form in ("%d/%m/%Y", "%Y-%m-%d", "%d.%m.%Y", "%d/%m/%y"):
        try:
            return datetime.strptime(text.strip(), form).date()
        except ValueError:
            continue
    return None
