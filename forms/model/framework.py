"""The framework as data: markers, bands, limits, follow-up. It does not know how a grade is worked out."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from forms.model.answers import Grade
from forms.model.vocabulary import AGENCIES, CORE, AdviceSource, AdviceTick, SectionState


@dataclass(frozen=True, slots=True)
class Marker:
    """One quality marker.

    `levels` holds the words of each level, indexed by score 0 to 3. `kind` is blank, S, L or Q. `shares` is
    empty, or the whole percentages from which levels 3, 2 and 1 begin where the level follows from a count.
    `reads` are the sections that the auditor looks in. `comparable_with` names framework keys whose marker
    of the same id means the same.
    """

    id: str
    section: str
    question: str
    what_counts: str
    papers: tuple[str, ...]
    reads: tuple[str, ...]
    scored_by: tuple[str, ...]
    not_scored_by: tuple[str, ...]
    weight: int
    kind: str
    levels: tuple[str, str, str, str]
    shares: tuple[int, ...] = ()
    na_rule: str = ""
    na_reason: str = ""
    notes: str = ""
    source: str = ""
    comparable_with: tuple[str, ...] = ()

    @property
    def limiting(self) -> bool:
        """Whether the marker is of a kind that can limit the grade."""
        return self.kind != ""

    @property
    def sole_agency(self) -> str | None:
        """The one agency that scores the marker alone, or None for core markers and those of several."""
        return self.scored_by[0] if len(self.scored_by) == 1 and self.scored_by[0] != CORE else None

    def is_scored_by(self, agency: str) -> bool:
        """Whether a member of `agency` scores this marker."""
        if agency not in AGENCIES or agency in self.not_scored_by:
            return False
        return agency in self.scored_by or CORE in self.scored_by

    def level_for(self, n: int, of: int) -> int:
        """Return the score that `n` of `of` counted items gives, compared in whole numbers.

        Raises ValueError for a marker without shares, or unless 0 ≤ n ≤ of and of ≥ 1.
        """
        if not self.shares:
            raise ValueError(f"The level of {self.id} does not follow from a count.")
        if not 0 <= n <= of or of < 1:
            raise ValueError(f"{n} of {of} is not a count of items.")
        return sum(100 * n >= share * of for share in self.shares)


@dataclass(frozen=True, slots=True)
class Band:
    """A grade and the whole percentage from which it is reached."""

    grade: Grade
    from_percent: int


@dataclass(frozen=True, slots=True)
class BandPreset:
    """A named set of bands, best first; Inadequate begins at 0."""

    id: str
    title: str
    bands: tuple[Band, ...]
    source: str = ""


@dataclass(frozen=True, slots=True)
class Limit:
    """A rule that lowers the band to `cap` at most.

    It looks at the markers of `kinds`, or at those named in `markers`. A marker counts when its score is
    `score_at_most` or lower, or, with `without_score`, when it is applicable and has no score. The limit
    fires when `at_least` markers count, or more than `more_than_percent` of the scored ones.
    """

    id: str
    words: str
    cap: Grade
    kinds: tuple[str, ...] = ()
    markers: tuple[str, ...] = ()
    score_at_most: int | None = None
    without_score: bool = False
    at_least: int | None = None
    more_than_percent: int | None = None

    def covers(self, marker: Marker) -> bool:
        """Whether the limit looks at `marker`."""
        return marker.kind in self.kinds or marker.id in self.markers


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What a grade, or a low score on one marker, asks for, and within how many units of time."""

    id: str
    action: str
    within: int
    unit: str
    grade: Grade | None = None
    marker: str = ""
    score_at_most: int | None = None
    or_at_next_review: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the form. A marker belongs to the section with whose id its own begins."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class AdviceGrid:
    """Rows and columns of the advice grid with their labels, in the order shown."""

    sources: tuple[tuple[AdviceSource, str], ...]
    ticks: tuple[tuple[AdviceTick, str], ...]


@dataclass(frozen=True, slots=True)
class SectionStates:
    """The sections that are given a state, and the labels of the states."""

    sections: tuple[str, ...]
    states: tuple[tuple[SectionState, str], ...]


@dataclass(frozen=True, slots=True)
class Framework:
    """A versioned set of quality markers with scale, weights, limits and bands.

    `scale` holds the names of the levels, indexed by score. `preset` is the id of the band preset in use.
    """

    id: str
    version: int
    title: str
    cycle: str
    about: str
    scale: tuple[str, str, str, str]
    grade_labels: tuple[tuple[Grade, str], ...]
    preset: str
    presets: tuple[BandPreset, ...]
    unscored_limit_percent: int
    agency_grade_minimum: int
    limits: tuple[Limit, ...]
    follow_up: tuple[FollowUp, ...]
    advice_grid: AdviceGrid | None
    section_states: SectionStates | None
    sections: tuple[Section, ...]
    markers: tuple[Marker, ...]
    _by_id: Mapping[str, Marker] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_id", {marker.id: marker for marker in self.markers})

    @property
    def key(self) -> str:
        """Id and version, `core-42/1`."""
        return f"{self.id}/{self.version}"

    @property
    def bands(self) -> tuple[Band, ...]:
        """The bands in use, best first."""
        return next(preset.bands for preset in self.presets if preset.id == self.preset)

    @property
    def total_weight(self) -> int:
        """The sum of the markers' weights."""
        return sum(marker.weight for marker in self.markers)

    def __contains__(self, marker_id: object) -> bool:
        return marker_id in self._by_id

    def marker(self, marker_id: str) -> Marker:
        """Return the marker with this id. Raises KeyError with a sentence when there is none."""
        try:
            return self._by_id[marker_id]
        except KeyError:
            raise KeyError(f"There is no marker {marker_id} in {self.key}.") from None

    def by_section(self) -> dict[str, tuple[Marker, ...]]:
        """Return the markers of each section that has any, in the framework's order."""
        grouped = {s.id: tuple(m for m in self.markers if m.section == s.id) for s in self.sections}
        return {section: markers for section, markers in grouped.items() if markers}

    def scored_by(self, agency: str) -> tuple[Marker, ...]:
        """Return the markers that a member of `agency` scores: its own and the core."""
        return tuple(marker for marker in self.markers if marker.is_scored_by(agency))

    def only(self, markers: Collection[str]) -> "Framework":
        """Return the framework with these markers alone, for a form; grades need the whole one."""
        return replace(self, markers=tuple(marker for marker in self.markers if marker.id in markers))

    def label(self, grade: Grade) -> str:
        """Return this framework's words for `grade`."""
        return dict(self.grade_labels)[grade]
