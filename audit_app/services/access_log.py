"""The access log for people: who read, exported, printed or unlocked what, page by page, ids turned into plans."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from audit_app.services.trail import PAGE, moments
from audit_app.store.access import AccessFilter, acts_noted, count_of_events, events_that_fit
from audit_app.store.driver import Connection
from audit_app.store.read_draws import draw_of
from audit_app.store.read_trail import plan_ref_of
from audit_app.store.workspace import Workspace

_ENTITY: Final = re.compile(r"\b(plan|review|audit|document|draw) ([0-9a-f]{32})\b")
_ID: Final = re.compile(r"[0-9a-f]{32}")
_KIND: Final = {"plan": "entry"}


@dataclass(frozen=True, slots=True)
class AccessAsked:
    """What a person asks of the access log; empty parts do not matter. Days are those of this computer's clock."""

    person: str = ""
    act: str = ""
    first: date | None = None
    last: date | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class AccessRow:
    """One thing that somebody read, exported, printed or unlocked; `utc` is text."""

    utc: str
    person: str
    act: str
    thing: str


@dataclass(frozen=True, slots=True)
class AccessPage:
    """A page of the events that fit, which of them is its first (from 0), how many fit, and every act there is."""

    rows: tuple[AccessRow, ...]
    first: int
    total: int
    acts: tuple[str, ...]


def access_filter(asked: AccessAsked) -> AccessFilter:
    """The question as the log understands it."""
    first, last = moments(asked.first, asked.last)
    return AccessFilter(asked.person, asked.act, first, last, asked.words)


def access_page(workspace: Workspace, asked: AccessAsked, first: int = 0) -> AccessPage:
    """So many of the events that fit, the newest first, from the `first` on, counted from 0."""
    conn, wanted = workspace.conn, access_filter(asked)
    rows = tuple(
        AccessRow(one.utc, one.person, one.act, thing_in_words(conn, one.thing))
        for one in events_that_fit(conn, wanted, first, PAGE)
    )
    return AccessPage(rows, first, count_of_events(conn, wanted), tuple(acts_noted(conn)))


def thing_in_words(conn: Connection, thing: str) -> str:
    """A thing with the plan's reference in the place of an id; what was erased is said to be."""
    if _ID.fullmatch(thing):
        return _words_of(conn, "document", thing)
    return _ENTITY.sub(lambda found: _words_of(conn, found[1], found[2]), thing)


def _words_of(conn: Connection, kind: str, id_: str) -> str:
    if kind == "draw":
        draw = draw_of(conn, id_)
        return f"the {draw.cycle} sample of {draw.on_date}" if draw is not None else "a sample that was erased"
    plan_ref = plan_ref_of(conn, _KIND.get(kind, kind), id_)
    if not plan_ref:
        return f"a {kind} that was erased"
    return f"plan {plan_ref}" if kind == "plan" else f"{kind} of plan {plan_ref}"
