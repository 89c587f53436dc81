"""Figures of the golden thread in one pool of audits: breaks, outcomes, lines of provision; confirmed threads alone."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from audit_app.store.driver import Connection
from audit_app.store.figures.audits import ReviewRow
from audit_app.store.figures.groups import DIMENSIONS_OF_PLANS, NOT_RECORDED
from audit_app.store.figures.quality import PoolCount
from audit_app.store.read_thread import HeldThread, confirmed_threads
from scoring.figures import (
    Figure,
    FigureId,
    clustered_figure,
    count_figure,
    counted_note,
    missing_figure,
    proportion_figure,
)
from scoring.intervals import clusters
from scoring.thread.breaks import is_complete
from scoring.thread.counts import Counts, Said, counts
from scoring.thread.model import Thread

NO_THREAD = "No plan of this period has a confirmed golden thread."
CLUSTERED = (
    *("thread.needs_without_outcome", "thread.needs_without_provision", "thread.outcomes_without_provision"),
    *("thread.provision_without_need", "outcomes.smart", "provision.specific_and_quantified"),
)
_ITEMS = {"thread.needs": "needs", "outcomes.total": "outcomes", "provision.total": "lines"}
_ORDER = (
    *("thread.needs", "thread.needs_without_outcome", "thread.needs_without_provision"),
    *("thread.outcomes_without_provision", "thread.provision_without_need", "thread.complete", "outcomes.total"),
    *("provision.total", "outcomes.smart", "provision.specific_and_quantified"),
)
_BY_SECTION = {
    "thread.needs_without_outcome": ("B", "C", "D"),
    "thread.needs_without_provision": ("B", "C", "D"),
    "thread.provision_without_need": ("F", "G", "H1", "H2"),
    "provision.specific_and_quantified": ("F", "G", "H1", "H2"),
}
AGENCY_SECTIONS = {"education": ("B", "F"), "health": ("C", "G"), "social_care": ("D", "H1", "H2")}
"""Which agency answers for what stands in a section, as its advice leads to it."""


class Threaded(NamedTuple):
    """One counted review with its confirmed thread."""

    row: ReviewRow
    thread: Thread
    said: Mapping[str, Said]


def threaded_in(conn: Connection, count: PoolCount) -> list[Threaded]:
    """The counted reviews of a pool that have a confirmed thread."""
    held = confirmed_threads(conn, (row.review_no for row in count.pool.counted))
    return [
        Threaded(row, held[row.review_no].thread, _said(held[row.review_no]))
        for row in count.pool.counted
        if row.review_no in held
    ]


def thread_figures(count: PoolCount, plans: Sequence[Threaded]) -> Iterator[Figure]:
    """The ten figures of the golden thread, in the order of the catalogue."""
    if not plans:
        for figure in _ORDER:
            yield missing_figure(count.id(figure), count.scope, NO_THREAD)
        return
    of_plans = [counts(one.thread, one.said) for one in plans]
    without = len(count.pool.counted) - len(plans)
    note = f"{_plans(len(plans))} with a confirmed thread"
    left_out = counted_note((without, "plan without one" if without == 1 else "plans without one"))
    for figure in _ORDER:
        yield _figure(count, figure, plans, of_plans, "; ".join(part for part in (note, left_out) if part))


def thread_breakdowns(count: PoolCount, plans: Sequence[Threaded]) -> Iterator[Figure]:
    """The same by section and agency, and by team, primary need and phase."""
    if not plans:
        return
    for figure, sections in _BY_SECTION.items():
        for section in sections:
            yield _of_sections(count, figure, plans, frozenset({section}), section=section)
        for agency, of_agency in AGENCY_SECTIONS.items():
            if wanted := frozenset(of_agency) & frozenset(sections):
                yield _of_sections(count, figure, plans, wanted, agency=agency)
    for dimension, name_of in DIMENSIONS_OF_PLANS.items():
        yield from _by_group(count, plans, dimension, name_of)


def _by_group(
    count: PoolCount, plans: Sequence[Threaded], dimension: str, name_of: Callable[[ReviewRow], str]
) -> Iterator[Figure]:
    groups: defaultdict[str, list[Threaded]] = defaultdict(list)
    for one in plans:
        groups[name_of(one.row)].append(one)
    if set(groups) <= {NOT_RECORDED}:
        return
    for name, members in sorted(groups.items()):
        of = {dimension: name}
        yield _complete(count, count.id("thread.complete", **of), members)
        of_plans = [counts(one.thread, one.said) for one in members]
        for figure in CLUSTERED:
            sums = clusters(one.pairs[figure] for one in of_plans)
            yield clustered_figure(count.id(figure, **of), sums, count.scope)


def _figure(count: PoolCount, figure: str, plans: Sequence[Threaded], of_plans: Sequence[Counts], note: str) -> Figure:
    if figure in _ITEMS:
        number = sum(int(getattr(one, _ITEMS[figure])) for one in of_plans)
        return count_figure(count.id(figure), number, count.scope, note=note)
    if figure == "thread.complete":
        return _complete(count, count.id(figure), plans, note)
    sums = clusters(one.pairs[figure] for one in of_plans)
    return clustered_figure(count.id(figure), sums, count.scope, note=note, draw=count.draw)


def _complete(count: PoolCount, figure: FigureId, plans: Sequence[Threaded], note: str = "") -> Figure:
    answers = [answer for one in plans if (answer := is_complete(one.thread)) is not None]
    return proportion_figure(figure, sum(answers), len(answers), count.scope, note=note)


def _of_sections(
    count: PoolCount, figure: str, plans: Sequence[Threaded], sections: frozenset[str], **dimension: str
) -> Figure:
    sums = clusters(counts(one.thread, one.said, sections).pairs[figure] for one in plans)
    return clustered_figure(count.id(figure, **dimension), sums, count.scope)


def _said(held: HeldThread) -> dict[str, Said]:
    return {one.item.id: Said({**one.smart, **one.gives}, one.countable, one.checked) for one in held.items}


def _plans(number: int) -> str:
    return "1 plan" if number == 1 else f"{number} plans"
