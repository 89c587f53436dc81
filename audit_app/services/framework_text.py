"""A framework in full as text to be read from top to bottom: what it asks, what counts, and how the grade follows."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from forms.model import CORE, FollowUp, Framework, Grade, Limit, Marker


class Style(StrEnum):
    """How a block of the text is set."""

    TITLE = "title"
    HEADING = "heading"
    MARKER = "marker"
    TEXT = "text"
    FACTS = "facts"
    ITEM = "item"


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph; `lead` are its first words, set apart."""

    style: Style
    text: str
    lead: str = ""


_CYCLES = MappingProxyType(
    {
        "weekly": "weekly audits",
        "multi-agency": "multi-agency rounds",
        "thematic": "thematic audits",
        "advice": "audits of one advice report",
        "annual-review": "audits of an annual review",
    }
)
_KINDS = MappingProxyType(
    {"S": "stops the grade", "L": "can limit the grade: legal content", "Q": "can limit the grade: quality"}
)
_LOOKED_AT = MappingProxyType(
    {"S": "markers that stop the grade", "L": "markers of legal content", "Q": "markers of quality"}
)
_AGENCIES = MappingProxyType(
    {
        "education": "education",
        "health": "health",
        "social_care": "social care",
        "coordinator": "the SEN team",
        "parent_carer": "the parent carer representative",
        CORE: "every member",
    }
)
_UNITS = MappingProxyType({"days": "days", "working_days": "working days", "months": "months"})


def framework_text(framework: Framework) -> tuple[Block, ...]:
    """The whole framework, section by section, then grade, limits, follow-up and the other parts of the form."""
    return (*_head(framework), *_sections(framework), *_grade(framework), *_rest(framework))


def _head(framework: Framework) -> Iterator[Block]:
    yield Block(Style.TITLE, f"{framework.title}, version {framework.version}")
    if framework.about:
        yield Block(Style.TEXT, framework.about)
    count = f"{len(framework.markers)} markers, weight {framework.total_weight} in all"
    yield Block(Style.FACTS, f"{framework.key} · for {_CYCLES[framework.cycle]} · {count}")
    yield Block(Style.HEADING, "The levels")
    for score in (3, 2, 1, 0):
        yield Block(Style.ITEM, framework.scale[score], f"{score}")


def _sections(framework: Framework) -> Iterator[Block]:
    titles = {section.id: section.title for section in framework.sections}
    for section, markers in framework.by_section().items():
        yield Block(Style.HEADING, f"{section}: {titles[section]}")
        for marker in markers:
            yield from _marker(framework, marker)


def _marker(framework: Framework, marker: Marker) -> Iterator[Block]:
    yield Block(Style.MARKER, marker.question, marker.id)
    yield Block(Style.FACTS, " · ".join(_facts(marker)))
    yield Block(Style.TEXT, marker.what_counts, "What counts:")
    for score in (3, 2, 1, 0):
        yield Block(Style.ITEM, marker.levels[score], f"{score} {framework.scale[score]}:")
    if marker.na_reason:
        yield Block(Style.TEXT, marker.na_reason, "Not applicable by rule:")
    if marker.notes:
        yield Block(Style.TEXT, marker.notes, "Note:")
    if marker.source:
        yield Block(Style.FACTS, f"Source: {marker.source}")


def _facts(marker: Marker) -> Iterator[str]:
    yield f"weight {marker.weight}"
    if marker.kind:
        yield _KINDS[marker.kind]
    yield f"papers: {', '.join(marker.papers)}"
    but = f", not {_agencies(marker.not_scored_by)}" if marker.not_scored_by else ""
    yield f"scored by {_agencies(marker.scored_by)}{but}"


def _agencies(ids: tuple[str, ...]) -> str:
    return ", ".join(_AGENCIES.get(id_, id_) for id_ in ids)


def _grade(framework: Framework) -> Iterator[Block]:
    yield Block(Style.HEADING, "How the grade follows")
    preset = next(one for one in framework.presets if one.id == framework.preset)
    yield Block(
        Style.TEXT,
        "The percentage is the weighted sum of the scores, of the most that the scored markers could have. The bands "
        f"are those of “{preset.title}”.",
    )
    above = 101
    for band in framework.bands:
        words = f"from {band.from_percent} %" if band.from_percent else f"below {above} %"
        yield Block(Style.ITEM, words, f"{framework.label(band.grade)}:")
        above = band.from_percent
    yield Block(
        Style.TEXT,
        f"More than {framework.unscored_limit_percent} % of the applicable markers without a score: "
        f"{framework.label(Grade.NOT_GRADED)}.",
    )
    yield Block(Style.HEADING, "Limits: they only lower the grade")
    for limit in framework.limits:
        yield Block(Style.ITEM, f"{limit.words} ({_covers(limit)})")


def _covers(limit: Limit) -> str:
    """Which markers a limit looks at."""
    return ", ".join((*(_LOOKED_AT[kind] for kind in limit.kinds), *limit.markers))


def _rest(framework: Framework) -> Iterator[Block]:
    if framework.follow_up:
        yield Block(Style.HEADING, "What a grade asks for")
        for one in framework.follow_up:
            yield Block(Style.ITEM, f"{one.action} {_within(one)}", _when(framework, one))
    if framework.advice_grid is not None:
        yield Block(Style.HEADING, "Advice grid")
        grid = framework.advice_grid
        sources, ticks = (", ".join(words for _, words in part) for part in (grid.sources, grid.ticks))
        yield Block(Style.TEXT, f"For {sources}: {ticks}.")
    if framework.section_states is not None:
        yield Block(Style.HEADING, "Section states")
        states = ", ".join(words for _, words in framework.section_states.states)
        yield Block(Style.TEXT, f"For section {', '.join(framework.section_states.sections)}: {states}.")


def _when(framework: Framework, follow_up: FollowUp) -> str:
    parts = []
    if follow_up.grade is not None:
        parts.append(framework.label(follow_up.grade))
    if follow_up.marker:
        parts.append(f"{follow_up.marker} at {follow_up.score_at_most} or less")
    return f"{', '.join(parts)}:"


def _within(follow_up: FollowUp) -> str:
    number, unit = follow_up.within, _UNITS[follow_up.unit]
    when = "today" if number == 0 else f"within {number} {unit.removesuffix('s') if number == 1 else unit}"
    return f"({when}{', or at the next review' if follow_up.or_at_next_review else ''})"
