"""Where a golden thread breaks, in words; it finds what is not linked or misplaced and judges no quality.

Rules: Code of Practice 9.62 to 9.69; Children and Families Act 2014, s.21(5), by which health or social care provision
that educates or trains is special educational provision and belongs in section F.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from scoring.thread.model import Adulthood, Item, ItemRole, NeedArea, ShortBreak, Thread
from scoring.thread.words import likeness


class BreakKind(StrEnum):
    """What is broken; the first four are counted in figures, the others are shown."""

    NEED_WITHOUT_OUTCOME = "need_without_outcome"
    NEED_WITHOUT_PROVISION = "need_without_provision"
    OUTCOME_WITHOUT_PROVISION = "outcome_without_provision"
    PROVISION_WITHOUT_NEED = "provision_without_need"
    OUTCOME_WITHOUT_NEED = "outcome_without_need"
    EDUCATES_OUTSIDE_F = "educates_outside_f"
    SHORT_BREAK_MISPLACED = "short_break_misplaced"
    ADULTHOOD_MISSING = "adulthood_missing"

    @property
    def label(self) -> str:
        """A few words for lists and marks."""
        return _LABELS[self]


COUNTED = (
    BreakKind.NEED_WITHOUT_OUTCOME,
    BreakKind.NEED_WITHOUT_PROVISION,
    BreakKind.OUTCOME_WITHOUT_PROVISION,
    BreakKind.PROVISION_WITHOUT_NEED,
)
"""A plan with none of these four has a complete thread (`thread.complete`)."""

ADULTHOOD_FROM_YEAR = 9
"""From this year group on a plan prepares for adulthood (Code of Practice 8.9)."""

SAME_PROVISION = 0.6
"""From this likeness on a line in F is taken for the same provision as one in G or H."""

_LABELS = {
    BreakKind.NEED_WITHOUT_OUTCOME: "Need without outcome",
    BreakKind.NEED_WITHOUT_PROVISION: "Need without provision",
    BreakKind.OUTCOME_WITHOUT_PROVISION: "Outcome without provision",
    BreakKind.PROVISION_WITHOUT_NEED: "Provision without need",
    BreakKind.OUTCOME_WITHOUT_NEED: "Outcome without need",
    BreakKind.EDUCATES_OUTSIDE_F: "Educates, but not in F",
    BreakKind.SHORT_BREAK_MISPLACED: "Short break in the wrong part of H",
    BreakKind.ADULTHOOD_MISSING: "Adulthood not prepared for",
}
_AREAS = {
    Adulthood.EMPLOYMENT: "employment",
    Adulthood.INDEPENDENT_LIVING: "independent living",
    Adulthood.COMMUNITY: "community inclusion",
    Adulthood.HEALTH: "health",
}
_BELONGS_IN = {ShortBreak.NON_RESIDENTIAL: "H1", ShortBreak.RESIDENTIAL: "H2"}


@dataclass(frozen=True, slots=True)
class Break:
    """One break: the item it is at (empty for the whole plan), what is wrong, and what would mend it."""

    kind: BreakKind
    item: str
    words: str
    mend: str


@dataclass(frozen=True, slots=True)
class Remark:
    """Something worth showing at an item that is no break."""

    item: str
    words: str


def breaks(thread: Thread, *, year_group: int | None = None) -> tuple[Break, ...]:
    """Every break of a thread, item by item in the order of the columns, then those of the whole plan.

    `year_group` is the school year, None where it is not known: then preparing for adulthood is not asked.
    """
    return (
        *(one for item in thread.of(ItemRole.NEED) for one in _of_need(thread, item)),
        *(one for item in thread.of(ItemRole.OUTCOME) for one in _of_outcome(thread, item)),
        *(one for item in thread.of(ItemRole.PROVISION) for one in _of_provision(thread, item)),
        *_adulthood(thread, year_group),
    )


def remarks(thread: Thread) -> tuple[Remark, ...]:
    """What is shown beside items without being a break: a health or care need that is met in F."""
    return tuple(
        Remark(need.id, "Met in F")
        for need in thread.of(ItemRole.NEED)
        if need.section in ("C", "D")
        and (provision := thread.provision_of(need.id))
        and {line.section for line in provision} == {"F"}
    )


def is_complete(thread: Thread) -> bool | None:
    """Whether none of the four counted breaks is there; None where the thread has no needs."""
    if not thread.of(ItemRole.NEED):
        return None
    return not any(one.kind in COUNTED for one in breaks(thread))


def _of_need(thread: Thread, need: Item) -> Iterator[Break]:
    if not thread.linked(need.id, ItemRole.OUTCOME):
        yield Break(
            BreakKind.NEED_WITHOUT_OUTCOME,
            need.id,
            "No outcome in E belongs to this need.",
            "Link the outcome that answers it, or record that E has none.",
        )
    if not thread.provision_of(need.id):
        home = {"C": "G, or F where it educates", "D": "H1 or H2"}.get(need.section, "F")
        yield Break(
            BreakKind.NEED_WITHOUT_PROVISION,
            need.id,
            "Nothing in F, G, H1 or H2 provides for this need.",
            f"Link the provision that meets it, to be looked for in {home}, or record that there is none.",
        )


def _of_outcome(thread: Thread, outcome: Item) -> Iterator[Break]:
    if not thread.linked(outcome.id, ItemRole.PROVISION):
        yield Break(
            BreakKind.OUTCOME_WITHOUT_PROVISION,
            outcome.id,
            "No provision leads to this outcome.",
            "Link the provision that works towards it, or record that there is none.",
        )
    if not thread.linked(outcome.id, ItemRole.NEED):
        yield Break(
            BreakKind.OUTCOME_WITHOUT_NEED,
            outcome.id,
            "This outcome answers no need in B, C or D.",
            "Link the need that it answers, or record that the plan names none.",
        )


def _of_provision(thread: Thread, line: Item) -> Iterator[Break]:
    if not thread.needs_of(line.id):
        yield Break(
            BreakKind.PROVISION_WITHOUT_NEED,
            line.id,
            "This provision meets no need in B, C or D.",
            "Link the need, or an outcome that has one, or record that the plan names none.",
        )
    if line.section != "F" and line.educates and not _stands_in_f(thread, line):
        yield Break(
            BreakKind.EDUCATES_OUTSIDE_F,
            line.id,
            f"This educates or trains and stands only in {line.section}.",
            "What educates or trains belongs in F (section 21(5)): raise it with the agency that advised it.",
        )
    if line.short_break is not None and line.section in ("H1", "H2") and line.section != _BELONGS_IN[line.short_break]:
        kind = line.short_break.value.replace("_", "-")
        yield Break(
            BreakKind.SHORT_BREAK_MISPLACED,
            line.id,
            f"A {kind} short break stands in {line.section}.",
            f"A {kind} short break belongs in {_BELONGS_IN[line.short_break]}.",
        )


def _stands_in_f(thread: Thread, line: Item) -> bool:
    return any(
        likeness(line.words, other.words) >= SAME_PROVISION
        for other in thread.of(ItemRole.PROVISION)
        if other.section == "F"
    )


def _adulthood(thread: Thread, year_group: int | None) -> Iterator[Break]:
    if year_group is None or year_group < ADULTHOOD_FROM_YEAR:
        return
    found = {outcome.adulthood for outcome in thread.of(ItemRole.OUTCOME)}
    lacking = [words for area, words in _AREAS.items() if area not in found]
    if lacking:
        yield Break(
            BreakKind.ADULTHOOD_MISSING,
            "",
            f"Year {year_group}: no outcome prepares for {_listed(lacking)}.",
            "From Year 9 all four areas are considered; mark the outcomes that do, or record what is missing.",
        )


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"


AREA_LABELS = {
    NeedArea.COMMUNICATION: "Communication and interaction",
    NeedArea.COGNITION: "Cognition and learning",
    NeedArea.SOCIAL_EMOTIONAL: "Social, emotional and mental health",
    NeedArea.SENSORY_PHYSICAL: "Sensory and physical",
}
ADULTHOOD_LABELS = {area: words.capitalize() for area, words in _AREAS.items()}
