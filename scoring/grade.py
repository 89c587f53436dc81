"""Turns the answers of one plan into percentage, limits and grade, exactly. Knows no store and no screen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from forms.model import AGENCIES, Answer, Framework, Grade, NotScore
from scoring.limits import (
    NO_SCORE,
    NOT_APPLICABLE,
    UNSCORED,
    BoundLimit,
    Fired,
    band_of,
    bind_limits,
    hits,
    lowest,
    too_many_unscored,
)

ENGINE = "1"
"""Version of the rules in this module. It is recorded with each grade and rises when one could come out differently."""


@dataclass(frozen=True, slots=True)
class Part:
    """What a set of markers adds up to.

    `score` is Σ weight × score and `possible` is 3 × Σ weight, both over markers with a score; the three
    counts are of markers.
    """

    score: int
    possible: int
    applicable: int
    scored: int
    unscored: int

    @property
    def percentage(self) -> Fraction | None:
        """The exact percentage, 0 to 100, or None when no marker has a score."""
        return Fraction(100 * self.score, self.possible) if self.possible else None


@dataclass(frozen=True, slots=True)
class AgencyPart(Part):
    """The markers that one agency scores alone.

    `grade` is None with fewer scored markers than the framework asks for: then show that `limiting_sound` of
    its `limiting_scored` scored limiting markers are at 2 or 3.
    """

    grade: Grade | None
    limiting_scored: int
    limiting_sound: int


@dataclass(frozen=True, slots=True)
class GradeResult:
    """A plan's grade with its reasons. `band` is the band before limits; a later override is not known here."""

    framework: str
    grade: Grade
    band: Grade
    total: Part
    limits: tuple[Fired, ...]
    sections: Mapping[str, Part]
    agencies: Mapping[str, AgencyPart]
    engine: str = ENGINE

    @property
    def percentage(self) -> Fraction | None:
        """The exact percentage, 0 to 100, or None when nothing is scored."""
        return self.total.percentage

    def record(self) -> dict[str, object]:
        """Return what is stored at submission and compared by `check`: texts, whole numbers and lists only."""
        return {
            "engine": self.engine,
            "framework": self.framework,
            "grade": self.grade.value,
            "band": self.band.value,
            "score": self.total.score,
            "possible": self.total.possible,
            "applicable": self.total.applicable,
            "unscored": self.total.unscored,
            "limits": [{"id": one.limit, "cap": one.cap.value, "markers": list(one.markers)} for one in self.limits],
        }


@dataclass(frozen=True, slots=True)
class _Agency:
    places: tuple[int, ...]
    limiting: tuple[int, ...]
    limits: tuple[BoundLimit, ...]


class Grader:
    """Grades many plans against one framework; what depends on the framework alone is worked out once."""

    def __init__(self, framework: Framework) -> None:
        markers = framework.markers
        self.framework = framework
        self._weights = tuple(marker.weight for marker in markers)
        self._ids = tuple(marker.id for marker in markers)
        self._limits = bind_limits(framework, range(len(markers)))
        self._sections = {
            section.id: places
            for section in framework.sections
            if (places := tuple(n for n, marker in enumerate(markers) if marker.section == section.id))
        }
        self._agencies = {
            agency: self._agency(places)
            for agency in AGENCIES
            if (places := tuple(n for n, marker in enumerate(markers) if marker.sole_agency == agency))
        }

    def grade(self, answers: Mapping[str, Answer]) -> GradeResult:
        """Return the grade of one plan; a marker without an entry in `answers` is not yet scored.

        Raises ValueError for a marker that the framework does not have and for a score out of 0 to 3.
        """
        values = self._values(answers)
        sections = {section: self._part(places, values) for section, places in self._sections.items()}
        total = _sum(tuple(sections.values()))
        band = band_of(self.framework, total.score, total.possible)
        fired = self._fired(values)
        if too_many_unscored(self.framework, total.unscored, total.applicable):
            fired = (self._not_graded(total, values), *fired)
        return GradeResult(
            framework=self.framework.key,
            grade=lowest(band, [one.cap for one in fired]),
            band=band,
            total=total,
            limits=fired,
            sections=sections,
            agencies={name: self._agency_part(agency, values) for name, agency in self._agencies.items()},
        )

    def final(self, answers: Mapping[str, Answer]) -> Grade:
        """Return the final grade alone, without its reasons: for trying many answers. Raises as `grade`."""
        values = self._values(answers)
        return self._grade_of(self._part(range(len(values)), values), self._limits, values)

    def _values(self, answers: Mapping[str, Answer]) -> list[int]:
        """Return a value for each marker in the framework's order, so that the order of answers is lost."""
        for marker_id in answers:
            if marker_id not in self.framework:
                raise ValueError(f"There is no marker {marker_id} in {self.framework.key}.")
        return [_value(marker_id, answers.get(marker_id)) for marker_id in self._ids]

    def _part(self, places: Sequence[int], values: Sequence[int]) -> Part:
        score = weight = applicable = scored = 0
        for place in places:
            value = values[place]
            if value >= 0:
                score += self._weights[place] * value
                weight += self._weights[place]
                scored += 1
            if value != NOT_APPLICABLE:
                applicable += 1
        return Part(score, 3 * weight, applicable, scored, applicable - scored)

    def _fired(self, values: Sequence[int]) -> tuple[Fired, ...]:
        found = ((one.limit, hits(one, values)) for one in self._limits)
        return tuple(
            Fired(limit.id, limit.cap, tuple(self._ids[place] for place in places), limit.words)
            for limit, places in found
            if places
        )

    def _not_graded(self, total: Part, values: Sequence[int]) -> Fired:
        label = self.framework.label(Grade.NOT_GRADED)
        if total.applicable == 0:
            words = f"No marker applies: {label}."
        else:
            limit = self.framework.unscored_limit_percent
            count = f"{total.unscored} of {total.applicable} applicable markers have no score"
            words = f"{count}, and at most {limit} % may be without one: {label}."
        without = tuple(name for name, value in zip(self._ids, values, strict=True) if value == NO_SCORE)
        return Fired(UNSCORED, Grade.NOT_GRADED, without, words)

    def _grade_of(self, part: Part, limits: Sequence[BoundLimit], values: Sequence[int]) -> Grade:
        """Return the grade of one part under the limits over its own markers."""
        if too_many_unscored(self.framework, part.unscored, part.applicable):
            return Grade.NOT_GRADED
        band = band_of(self.framework, part.score, part.possible)
        return lowest(band, [one.limit.cap for one in limits if hits(one, values)])

    def _agency(self, places: tuple[int, ...]) -> _Agency:
        limiting = tuple(place for place in places if self.framework.markers[place].limiting)
        return _Agency(places, limiting, bind_limits(self.framework, places))

    def _agency_part(self, agency: _Agency, values: Sequence[int]) -> AgencyPart:
        part = self._part(agency.places, values)
        enough = part.scored >= self.framework.agency_grade_minimum
        limiting = [values[place] for place in agency.limiting if values[place] >= 0]
        return AgencyPart(
            score=part.score,
            possible=part.possible,
            applicable=part.applicable,
            scored=part.scored,
            unscored=part.unscored,
            grade=self._grade_of(part, agency.limits, values) if enough else None,
            limiting_scored=len(limiting),
            limiting_sound=sum(value >= 2 for value in limiting),
        )


def grade(framework: Framework, answers: Mapping[str, Answer]) -> GradeResult:
    """Return the grade of one plan (framework.md §3). For many plans keep a `Grader`. Raises as `Grader.grade`."""
    return Grader(framework).grade(answers)


def _value(marker_id: str, answer: Answer) -> int:
    if answer is None or answer == NotScore.NE:
        return NO_SCORE
    if answer == NotScore.NA:
        return NOT_APPLICABLE
    if isinstance(answer, int) and 0 <= answer <= 3:
        return answer
    raise ValueError(f"{answer!r} is no answer at {marker_id}: scores are 0 to 3.")


def _sum(parts: Sequence[Part]) -> Part:
    return Part(
        score=sum(part.score for part in parts),
        possible=sum(part.possible for part in parts),
        applicable=sum(part.applicable for part in parts),
        scored=sum(part.scored for part in parts),
        unscored=sum(part.unscored for part in parts),
    )
