"""Makes a workspace with two years of a fictional partnership from a seed, whole or not at all."""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, time
from pathlib import Path

from audit_app.domain.cycles import DEFAULTS, Cycle
from audit_app.domain.people import Agency, Role
from audit_app.domain.problems import AppError
from audit_app.files import sentence
from audit_app.services.demo.changes import Change
from audit_app.services.demo.people import FOUNDER, DemoClock, IdFromSeed, People, add_people, details_of
from audit_app.services.demo.plans import document_of
from audit_app.services.demo.span import Span, moment, span_to
from audit_app.services.demo.story import Story, register_story, whole_story
from audit_app.services.frameworks import ensure_shipped
from audit_app.services.plan_documents import take_plan
from audit_app.services.progress import Progress, in_silence
from audit_app.store.creating import Founder, create_workspace
from audit_app.store.driver import Connection
from audit_app.store.means import Means
from audit_app.store.workspace import SUFFIX, Workspace
from forms.model import Framework
from resources.demo import Partnership, partnership

_FOUNDED_AT = time(7, 0)
_LOG_PAGES = 8_000
"""How many pages of 4 KiB the write-ahead log grows to before it is written back."""
_STEP = 100
"""How many changes lie between two calls of a progress."""


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """One of the demo's people; `opens` says whether the printed passphrase opens the workspace as them."""

    name: str
    agency: Agency
    roles: frozenset[Role]
    teams: tuple[str, ...]
    opens: bool


@dataclass(frozen=True, slots=True)
class DemoMade:
    """What was made: the workspace's folder, who can open it and how, and how much is in it."""

    workspace_path: Path
    organisation: str
    passphrase: str
    people: tuple[DemoPerson, ...]
    entries: int
    audits: int
    rounds: int


def make_demo(
    folder: Path, means: Means, *, seed: str = "demo", register_only: bool = False, progress: Progress | None = None
) -> DemoMade:
    """Make the demo's workspace in this folder, its two years ending at `means.now()`; the same seed, the same data.

    The ids of people, their keys and all that hangs on keys differ each time. `progress` counts changes. Raises
    AppError where a workspace of that name is there already or the place will not do; no half-made one is left.
    """
    words = partnership()
    target = folder / f"{words.workspace}{SUFFIX}"
    if target.exists():
        raise AppError(f"{target} exists already. Delete it first, or make the demo in another folder.")
    making = folder / f".making-{means.random(4).hex()}"
    try:
        story = _made(making / target.name, words, means, seed, register_only, progress or in_silence)
        (making / target.name).rename(target)
    except OSError as error:
        raise AppError(sentence(error, target)) from error
    finally:
        shutil.rmtree(making, ignore_errors=True)
    return DemoMade(
        workspace_path=target,
        organisation=words.organisation,
        passphrase=words.passphrase,
        people=_people(words),
        entries=story.entries,
        audits=story.audits,
        rounds=story.rounds,
    )


def _made(place: Path, words: Partnership, means: Means, seed: str, register_only: bool, progress: Progress) -> Story:
    span = span_to(means.now())
    clock = DemoClock(moment(span.open_week if register_only else span.began, _FOUNDED_AT))
    random = IdFromSeed(means.random, seed)
    founder = Founder(words.organisation, words.person(FOUNDER).name, words.passphrase)
    workspace, _ = create_workspace(place, founder, replace(means, clock=clock, random=random))
    with workspace:
        if workspace.id != random.workspace:
            raise AssertionError("the workspace took its id from another request for random bytes")
        with _synced_at_the_end(workspace.conn):
            frameworks = {one.id: one for one in ensure_shipped(workspace)}
            people = add_people(workspace, words, clock)
            story = _story(words, span, people, frameworks, seed, register_only)
            _write(story.changes, people, clock, span.now, progress)
            _sign(workspace, people, clock, span.now)
            for ref, plan in story.documents:
                take_plan(workspace, people.cast.ids.plan(ref), f"{ref}.docx", document_of(plan))
    return story


def _story(
    words: Partnership,
    span: Span,
    people: People,
    frameworks: dict[str, Framework],
    seed: str,
    register_only: bool,
) -> Story:
    if register_only:
        return register_story(words, span, people.cast, seed)
    of_cycles = {cycle: frameworks[DEFAULTS[cycle].framework_id] for cycle in Cycle}
    return whole_story(words, span, people.cast, of_cycles, seed)


def _write(changes: Sequence[Change], people: People, clock: DemoClock, now: datetime, progress: Progress) -> None:
    """Every change through its person's own door, the clock at its moment and never beyond now."""
    for done, change in enumerate(changes):
        if done % _STEP == 0:
            progress(done, len(changes))
        clock.at = max(clock.at, min(change.at, now))
        people.doors[change.by].write(change.label, change.ops, reason=change.reason, touches=change.touches)
    progress(len(changes), len(changes))


def _sign(workspace: Workspace, people: People, clock: DemoClock, now: datetime) -> None:
    """Everybody signs where their chain ends, and the workspace learns where its founder's now stands."""
    clock.at = now
    for door in people.doors.values():
        door.sign("lock")
    workspace.door.people_changed()


@contextmanager
def _synced_at_the_end(conn: Connection) -> Iterator[None]:
    """Wait for the disk once at the end, not after each of thousands of changes: what is stopped is thrown away."""
    conn.execute("PRAGMA synchronous = OFF")
    conn.execute(f"PRAGMA wal_autocheckpoint = {_LOG_PAGES}")
    yield
    conn.execute("PRAGMA synchronous = FULL")
    conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()


def _people(words: Partnership) -> tuple[DemoPerson, ...]:
    found = []
    for member in words.people:
        details = details_of(member)
        found.append(DemoPerson(details.name, details.agency, details.roles, details.teams, member.opens))
    return tuple(found)
