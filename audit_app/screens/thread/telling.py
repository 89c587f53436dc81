"""What stands above the board, in words: which plan, its document, the breaks counted, confirmed or why not yet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from audit_app.screens.thread.cards import Board
from audit_app.services.thread.page import ThreadPage
from audit_app.store.documents import Document
from scoring.thread.breaks import Break, BreakKind

_PLURALS: Mapping[BreakKind, tuple[str, str]] = {
    BreakKind.NEED_WITHOUT_OUTCOME: ("need without outcome", "needs without outcome"),
    BreakKind.NEED_WITHOUT_PROVISION: ("need without provision", "needs without provision"),
    BreakKind.OUTCOME_WITHOUT_PROVISION: ("outcome without provision", "outcomes without provision"),
    BreakKind.OUTCOME_WITHOUT_NEED: ("outcome without need", "outcomes without need"),
    BreakKind.PROVISION_WITHOUT_NEED: ("line of provision without need", "lines of provision without need"),
    BreakKind.EDUCATES_OUTSIDE_F: ("line that educates, not in F", "lines that educate, not in F"),
    BreakKind.SHORT_BREAK_MISPLACED: (
        "short break in the wrong part of H",
        "short breaks in the wrong part of H",
    ),
}
_LONGEST_NAME = 48


@dataclass(frozen=True, slots=True)
class Choice:
    """A document that the thread may read, by its id and in words."""

    id: str
    words: str


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above the board.

    `breaks` are counts in words, `of_plan` says the breaks of the whole plan in full. `confirmed` says by whom and
    when, empty while it is not; `why_not` why it cannot be confirmed now, empty where it can. `newer` is a document of
    the plan that came after the one that the thread reads, and `of_newer` says so; None where it may not be read now.
    """

    plan_ref: str
    about: str
    documents: tuple[Choice, ...]
    document: str
    breaks: tuple[str, ...]
    of_plan: str
    is_whole: bool
    proposed: int
    suggested: int
    confirmed: str
    why_not: str
    is_locked: bool
    newer: Choice | None = None
    of_newer: str = ""


def head_of(page: ThreadPage, board: Board, person: str) -> Head:
    """The head of a page; `person` is the name of who confirmed it."""
    audit = page.found.audit
    on = date.fromisoformat(audit.date)
    year = page.year_group
    year_words = (
        f"Year {year}" if year is not None and year > 0 else ("Reception or earlier" if year is not None else "")
    )
    newer = page.newer if not page.locked_because else None
    about = (audit.cycle, year_words, f"as of {on.day} {on:%B %Y}", page.found.review.reviewer)
    return Head(
        page.plan_ref,
        " · ".join(part for part in about if part),
        _documents(page),
        page.document.id if page.document is not None else "",
        counted(page.breaks) if page.items else (),
        " ".join(f"{one.words} {one.mend}" for one in page.breaks if not one.item),
        bool(page.items) and not page.breaks,
        len(board.proposals()),
        len(board.suggested),
        f"Confirmed by {person} on {_day(page.held.confirmed_on)}" if page.held.is_confirmed else "",
        why_not(page),
        bool(page.locked_because),
        Choice(newer.id, _shortened(newer.name)) if newer is not None else None,
        _of_newer(page, newer) if newer is not None else "",
    )


def _of_newer(page: ThreadPage, newer: Document) -> str:
    """That the plan has a newer document than the thread reads, and what going to it takes away."""
    read = _shortened(page.document.name) if page.document is not None else ""
    there = f"The plan has a newer document, {_shortened(newer.name)}, added {_day(newer.added_on)}."
    if not page.held.is_confirmed:
        return f"This thread reads {read}. {there}"
    return f"This confirmed thread reads {read}. {there} Going to it takes the confirmation back."


def _documents(page: ThreadPage) -> tuple[Choice, ...]:
    """The plan's documents by name; where there are several, with the day on which each was added."""
    plans = [one for one in page.documents if one.about.role == "plan"]
    if len(plans) == 1:
        return (Choice(plans[0].id, _shortened(plans[0].name)),)
    return tuple(Choice(one.id, f"{_shortened(one.name)}, added {_day(one.added_on)}") for one in plans)


def why_not(page: ThreadPage) -> str:
    """Why the thread cannot be confirmed now, in a sentence; empty where it can."""
    if page.locked_because:
        return page.locked_because
    if page.held.is_confirmed:
        return "The thread is confirmed."
    if not page.items:
        return "Accept or add the needs, outcomes and provision first."
    return ""


def counted(found: Sequence[Break]) -> tuple[str, ...]:
    """The breaks counted by kind, in words; one of the whole plan is said in its own."""
    said = []
    for kind in BreakKind:
        those = [one for one in found if one.kind is kind]
        if those and kind in _PLURALS:
            said.append(f"{len(those)} {_PLURALS[kind][len(those) > 1]}")
        elif those:
            year, _, _ = those[0].words.partition(":")
            said.append(f"{year}: {kind.label.lower()}")
    return tuple(said)


def _day(text: str) -> str:
    if not text:
        return "an unknown day"
    on = date.fromisoformat(text[:10])
    return f"{on.day} {on:%B %Y}"


def _shortened(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 9]}…{name[-8:]}"
