"""What recurs across the audited plans of a period: breaks of the thread, and phrases that leave room for doubt."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from audit_app.domain.problems import AppError
from audit_app.services.plan_documents import newest_plan, plan_text
from audit_app.services.wording import flags_in, shipped_phrases
from audit_app.store.figures.asked import Asked
from audit_app.store.figures.audits import pools
from audit_app.store.read_thread import ReviewNamed, confirmed_threads, held_thread, reviews_named
from audit_app.store.workspace import Workspace
from scoring.plan.sections import sections_of
from scoring.thread.breaks import BreakKind, breaks
from scoring.wording import Flag

Progress = Callable[[int, int], None]
"""Told (done, total) plans; raising from it stops the reading."""


@dataclass(frozen=True, slots=True)
class RecurringBreak:
    """A kind of break in a section: at how many items, in which plans; `reviews` opens each, in the plans' order."""

    kind: BreakKind
    section: str
    items: int
    plans: tuple[str, ...]
    reviews: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FrequentPhrase:
    """A flagged phrase: of which class, how often it stands, in which plans; `reviews` opens each."""

    phrase: str
    kind: str
    times: int
    plans: tuple[str, ...]
    reviews: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Recurring:
    """What recurs, most plans first; `threads` and `texts` are how many plans were looked at, `unread` could not be."""

    breaks: tuple[RecurringBreak, ...]
    phrases: tuple[FrequentPhrase, ...]
    threads: int
    texts: int
    unread: tuple[str, ...]


def recurring(workspace: Workspace, asked: Asked, framework: str, progress: Progress | None = None) -> Recurring:
    """Look through the counted audits of a cycle, period and framework.

    Breaks are those of confirmed threads; phrases are counted in the newest document of each plan, dismissed ones left
    out. A document that cannot be read is named and left out.
    """
    pool = pools(workspace.conn, asked).get((asked.cycle.value if asked.cycle else "", framework))
    numbers = [row.review_no for row in pool.counted] if pool is not None else []
    named = reviews_named(workspace.conn, numbers)
    threads = _Breaks()
    for number, held in confirmed_threads(workspace.conn, numbers).items():
        sections = {item.id: item.section for item in held.thread.items}
        threads.add(named[number], Counter((one.kind, sections.get(one.item, "")) for one in breaks(held.thread)))
    phrases, unread, texts = _Phrases(), [], 0
    for done, review in enumerate(named.values()):
        if progress is not None:
            progress(done, len(named))
        try:
            flags = _flags(workspace, review)
        except AppError:
            unread.append(review.plan_ref)
            continue
        if flags is not None:
            texts += 1
            phrases.add(review, flags)
    return Recurring(threads.result(), phrases.result(), threads.plans, texts, tuple(unread))


class _Breaks:
    """Breaks added plan by plan."""

    def __init__(self) -> None:
        self.plans = 0
        self._items: Counter[tuple[BreakKind, str]] = Counter()
        self._reviews: defaultdict[tuple[BreakKind, str], list[ReviewNamed]] = defaultdict(list)

    def add(self, review: ReviewNamed, found: Counter[tuple[BreakKind, str]]) -> None:
        self.plans += 1
        self._items.update(found)
        for key in found:
            self._reviews[key].append(review)

    def result(self) -> tuple[RecurringBreak, ...]:
        ordered = sorted(self._items, key=lambda key: (-len(self._reviews[key]), -self._items[key], key[0], key[1]))
        return tuple(
            RecurringBreak(kind, section, self._items[kind, section], *_named(self._reviews[kind, section]))
            for kind, section in ordered
        )


class _Phrases:
    """Phrases added plan by plan."""

    def __init__(self) -> None:
        self._times: Counter[tuple[str, str]] = Counter()
        self._reviews: defaultdict[tuple[str, str], list[ReviewNamed]] = defaultdict(list)

    def add(self, review: ReviewNamed, flags: Iterable[Flag]) -> None:
        found = Counter((" ".join(flag.text.casefold().split()), flag.of.id) for flag in flags)
        self._times.update(found)
        for key in found:
            self._reviews[key].append(review)

    def result(self) -> tuple[FrequentPhrase, ...]:
        titles = {one.id: one.title for one in shipped_phrases().classes}
        ordered = sorted(self._times, key=lambda key: (-len(self._reviews[key]), -self._times[key], key))
        return tuple(
            FrequentPhrase(phrase, titles.get(of, of), self._times[phrase, of], *_named(self._reviews[phrase, of]))
            for phrase, of in ordered
        )


def _flags(workspace: Workspace, review: ReviewNamed) -> list[Flag] | None:
    """The flags of a plan's text that nobody dismissed; None where the plan has no document."""
    document = newest_plan(workspace, review.plan_id)
    if document is None:
        return None
    text = plan_text(workspace, document.id)
    held = held_thread(workspace.conn, review.review_id)
    placed = sections_of(text, held.moved).placed
    return [
        flag
        for one in placed
        if one.section and not one.is_label
        for flag in flags_in(text.block(one.block).text, one.section)
        if flag.id not in held.dismissed_flags
    ]


def _named(reviews: Iterable[ReviewNamed]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    ordered = sorted(reviews, key=lambda review: (review.plan_ref, review.review_id))
    return tuple(one.plan_ref for one in ordered), tuple(one.review_id for one in ordered)
