"""Which figures share counts and which counts add up to others, as cells and relations for withholding.

A relation holds by the definitions of the figures; where the counts given do not add up, the difference is a rest that
nobody sees, and where that is negative, nothing can be worked out and the relation is dropped.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from scoring.cells import Cell, Relation, System
from scoring.family_voice import QUESTIONS
from scoring.figure import Figure, FigureId

PARTITIONS = ("team", "need", "phase", "method", "round", "agency", "area")
_COUNTED = "counted"  # all plans with a counted audit; plans.audited has those of drawn places only
_ADVICE_GRID = "advice grid"
_SHARES = "units"  # a sum of shares, which is no count even where it happens to be whole
_FINAL, _FINAL_NONE = "final", "final without exception"
_INCLUDING, _EXCLUDING = "timeliness.20_weeks.including_exceptions", "timeliness.20_weeks.excluding_exceptions"
_ON_TIME_EXCEPTION = "on time with exception"

_REVIEWED, _WITH_REVIEW_DATE = "outcomes reviewed", "plans with a day of review"
_PROGRESS = tuple(f"progress.outcomes.{how}" for how in ("achieved", "on_track", "some", "none", "changed"))

_DENOMINATORS: Mapping[str, str] = MappingProxyType(
    {
        "plans.audited": "plans.drawn",
        "plans.not_graded": _COUNTED,
        "plans.effective": "graded",
        "grade.outstanding": "graded",
        "grade.good": "graded",
        "grade.requires_improvement": "graded",
        "grade.inadequate": "graded",
        "score.overall": "graded",
        "advice.present": _ADVICE_GRID,
        "advice.current": _ADVICE_GRID,
        "advice.specific": _ADVICE_GRID,
        "thread.needs_without_outcome": "thread.needs",
        "thread.needs_without_provision": "thread.needs",
        "thread.outcomes_without_provision": "outcomes.total",
        "thread.provision_without_need": "provision.total",
        _INCLUDING: _FINAL,
        _EXCLUDING: _FINAL_NONE,
        "timeliness.exceptions": _FINAL,
        "timeliness.average_weeks": _FINAL,
        "actions.overdue": "actions.open",
        "actions.green": "actions.open",
        "actions.amber": "actions.open",
        "actions.red": "actions.open",
        "actions.grey": "actions.open",
        **dict.fromkeys(_PROGRESS, _REVIEWED),
        "reviews.due": _WITH_REVIEW_DATE,
        "reviews.late": _WITH_REVIEW_DATE,
        "adulthood.referred": "adulthood.likely",
        "adulthood.late": "adulthood.likely",
        "adulthood.assessed": "adulthood.likely",
        "agreement.exact": "compared units",
        "agreement.within_one": "compared units",
        "agreement.ac2_quadratic": "compared units",
    }
)
# Totals before parts that are themselves totals, so that one unknown part can be worked out on the way down.
_SUMS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (_COUNTED, ("plans.audited",)),
    (_COUNTED, ("plans.not_graded", "graded")),
    ("graded", ("grade.outstanding", "grade.good", "grade.requires_improvement", "grade.inadequate")),
    ("plans.effective", ("grade.outstanding", "grade.good")),
    (_FINAL, ("timeliness.exceptions", _FINAL_NONE)),
    (_INCLUDING, (_EXCLUDING, _ON_TIME_EXCEPTION)),
    ("timeliness.exceptions", (_ON_TIME_EXCEPTION, "late with exception")),
    ("actions.open", ("actions.green", "actions.amber", "actions.red", "actions.grey")),
    (_REVIEWED, _PROGRESS),
    (_WITH_REVIEW_DATE, ("reviews.due", "reviews.late")),
    ("adulthood.likely", ("adulthood.late", "adulthood.assessed")),
    ("adulthood.referred", ("adulthood.assessed",)),
    # asked, of all conversations: the rest were not
    *(("voice.conversations", (f"{one.figure} of",)) for one in QUESTIONS.asked),
)


@dataclass(frozen=True, slots=True)
class Links:
    """The cells behind the figures, and the cell of each figure's denominator by figure id."""

    system: System
    denominators: Mapping[str, str]


@dataclass(slots=True)
class _Builder:
    cells: dict[str, Cell] = field(default_factory=dict)
    relations: list[Relation] = field(default_factory=list)
    denominators: dict[str, str] = field(default_factory=dict)
    named: dict[str, FigureId] = field(default_factory=dict)

    def own(self, cell: FigureId, count: int, figure: str) -> str:
        """The cell of a figure's count; two figures share it only where they agree on the count."""
        name = str(cell)
        if name in self.cells and self.cells[name].count != count:
            name = f"{name} of {figure}"
        else:
            self.named[name] = cell
        known = self.cells.get(name, Cell(count))
        self.cells[name] = replace(known, figures=known.figures | {figure})
        return name

    def unprinted(self, name: str, count: int, figures: frozenset[str] = frozenset()) -> str:
        """A count that is printed nowhere but follows from others."""
        self.cells[name] = Cell(count, printed=False, figures=figures)
        return name

    def relate(self, total: str, parts: Sequence[str]) -> None:
        """Bind total and parts, with a rest where they differ."""
        rest = self.cells[total].count - sum(self.cells[part].count for part in parts)
        if rest < 0:
            return
        extra = [self.unprinted(f"rest of {total} {len(self.relations)}", rest)] if rest else []
        self.relations.append(Relation(total, (*parts, *extra)))


def link(figures: Sequence[Figure]) -> Links:
    """Cells and relations of all figures that have a count and at most one breakdown."""
    builder = _Builder()
    means = _means_by_sound(figures)
    for figure in figures:
        asked = FigureId.parse(figure.id)
        if len(asked.breakdown) <= 1:
            _add(builder, figure, asked, means.get(figure.id, frozenset()))
    _add_sums(builder)
    _add_partitions(builder)
    return Links(System(builder.cells, tuple(builder.relations)), builder.denominators)


def _add(builder: _Builder, figure: Figure, asked: FigureId, means: frozenset[str]) -> None:
    whole = _whole(figure.denominator)
    if whole is not None:
        name = builder.own(_denominator_cell(asked), whole, figure.id)
        builder.denominators[figure.id] = name
    count = None if figure.unit == _SHARES else _whole(figure.numerator)
    if count is None:
        return
    part = builder.own(asked, count, figure.id)
    lost = means | {figure.id}
    builder.cells[part] = replace(builder.cells[part], figures=builder.cells[part].figures | lost)
    if whole is not None:
        complement = builder.unprinted(f"not {figure.id}", whole - count, lost)
        builder.relations.append(Relation(name, (part, complement)))


def _denominator_cell(asked: FigureId) -> FigureId:
    if asked.base.startswith("marker."):
        return FigureId(f"{asked.base.rpartition('.')[0]} scored", asked.parts)
    shared = _DENOMINATORS.get(asked.base, f"{asked.base} of")
    left = asked.without("source") if shared == _ADVICE_GRID else asked
    return FigureId(shared, left.parts)


def _means_by_sound(figures: Iterable[Figure]) -> dict[str, frozenset[str]]:
    """The means that go with each marker's count of sound plans, by the id of that count.

    Mean and interval of a 0 to 3 scale give away how many plans stand at each level; so does the score of a section
    that has this one marker only.
    """
    present = {figure.id for figure in figures}
    found: dict[str, set[str]] = {}
    sections: defaultdict[str, set[str]] = defaultdict(set)
    known = sorted({_section_named(one) for one in present} - {""}, key=len, reverse=True)
    for asked in map(FigureId.parse, present):
        kind, _, marker = asked.base.partition(".")
        marker, _, what = marker.rpartition(".")
        if kind == "marker" and what == "sound":
            found[str(asked)] = {str(FigureId(f"marker.{marker}.mean", asked.parts))}
            section = next((one for one in known if marker.startswith(one)), marker[:1])
            sections[str(FigureId(f"score.section.{section}", asked.parts))].add(str(asked))
    for score, sounds in sections.items():
        if len(sounds) == 1:
            found[min(sounds)].add(score)
    return {sound: frozenset(means & present) for sound, means in found.items()}


def _section_named(figure: str) -> str:
    """The section whose score a figure is; empty for any other figure."""
    family, _, section = FigureId.parse(figure).base.rpartition(".")
    return section if family == "score.section" else ""


def _add_sums(builder: _Builder) -> None:
    """The sums that hold by definition, for each set of dimensions that occurs."""
    suffixes = dict.fromkeys(cell.suffix for cell in builder.named.values())
    for suffix in suffixes:
        for total, parts in _SUMS:
            named = [part + suffix for part in parts]
            unknown = [part for part in named if part not in builder.cells]
            if total + suffix not in builder.cells or len(unknown) == len(named):
                continue
            known = [part for part in named if part in builder.cells]
            rest = builder.cells[total + suffix].count - sum(builder.cells[part].count for part in known)
            if len(unknown) == 1 and rest >= 0:
                builder.unprinted(unknown[0], rest)
                known = named
            builder.relate(total + suffix, known)


def _add_partitions(builder: _Builder) -> None:
    """Groups of one breakdown add up to the figure without it."""
    groups: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for name, cell in builder.named.items():
        for whole, dimension in _wholes(cell):
            groups[whole, dimension].append(name)
    for (whole, _), parts in groups.items():
        if whole in builder.named:
            builder.relate(whole, parts)


def _wholes(asked: FigureId) -> Iterator[tuple[str, str]]:
    for dimension, _ in asked.parts:
        if dimension in PARTITIONS:
            yield str(asked.without(dimension)), dimension


def _whole(count: float | None) -> int | None:
    """The count as an integer; a sum of weights is no count."""
    if count is None or not float(count).is_integer():
        return None
    return int(count)
