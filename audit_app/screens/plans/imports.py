"""What can be imported here, and what an import did or would do, in one shape for the panel; it knows no Qt."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from audit_app.domain.problems import Problem
from audit_app.domain.register import REGISTER_FIELDS
from audit_app.intake.mapping import Mapping
from audit_app.services.past_audits import AuditsImported, import_audits
from audit_app.services.progress import Progress
from audit_app.services.refusals import counted
from audit_app.services.register import RegisterImported, import_register
from audit_app.store.workspace import Workspace

SENSITIVE = tuple(field for field in REGISTER_FIELDS if field.sensitive)
_NAMED = 12


class Kind(Enum):
    """The two kinds of file: id, title, what the button says, and which files."""

    REGISTER = ("register", "Import the register", "&Import the register", "Register (*.csv *.xlsx)")
    AUDITS = ("audits", "Import past audits", "&Import the audits", "Past audits (*.csv *.xlsx)")

    @property
    def title(self) -> str:
        """The panel's title."""
        return str(self.value[1])

    @property
    def verb(self) -> str:
        """What the button says."""
        return str(self.value[2])

    @property
    def files(self) -> str:
        """Which files can be chosen."""
        return str(self.value[3])


@dataclass(frozen=True, slots=True)
class Asked:
    """A file to import; `include` names the sensitive fields of a register that are taken in."""

    kind: Kind
    path: Path
    include: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an import did, or would do: counts with their names, notes in sentences, and dates to look at."""

    summary: str
    counts: tuple[tuple[str, int], ...]
    notes: tuple[str, ...]
    queries: tuple[Problem, ...]
    changes: bool


def run(workspace: Workspace, asked: Asked, progress: Progress, *, dry_run: bool) -> Outcome:
    """Import the file, or with `dry_run` only say what would come of it; raises AppError with every fault."""
    if asked.kind is Kind.AUDITS:
        return _of_audits(import_audits(workspace, asked.path, dry_run=dry_run, progress=progress))
    mapping = Mapping({}, asked.include)
    return _of_register(import_register(workspace, asked.path, mapping=mapping, dry_run=dry_run, progress=progress))


def _of_register(made: RegisterImported) -> Outcome:
    counts = (("New", made.new), ("Changed", made.changed), ("Unchanged", made.unchanged), ("Ceased", made.ceased))
    return Outcome(
        f"{made.file} has {counted(made.rows, 'row', 'rows')}.",
        counts,
        (*map(_for_the_window, made.notes), *_vanished(made.vanished), *_queried(made.query_count, len(made.queries))),
        made.queries,
        made.changes,
    )


def _for_the_window(note: str) -> str:
    """A note that tells how to write a mapping tells to tick a box instead."""
    known, found, _ = note.partition(" Name under include in a mapping")
    if not found:
        return note
    for field in SENSITIVE:
        known = known.replace(field.name, field.label)
    return f"{known} Tick above what is to be taken in."


def _vanished(refs: tuple[str, ...]) -> Iterator[str]:
    if not refs:
        return
    shown = ", ".join(refs[:_NAMED]) + (f" and {len(refs) - _NAMED:,} more" if len(refs) > _NAMED else "")
    verb = "entry is" if len(refs) == 1 else "entries are"
    yield f"{len(refs):,} {verb} held and not in the file; they stay as they are: {shown}."


def _of_audits(made: AuditsImported) -> Outcome:
    counts = (("New audits", made.audits), ("New reviews", made.reviews), ("Unchanged", made.unchanged))
    return Outcome(
        f"{made.file} has {counted(made.rows, 'row', 'rows')}.",
        counts,
        (*made.notes, *_queried(made.query_count, len(made.queries))),
        made.queries,
        made.changes,
    )


def _queried(count: int, shown: int) -> Iterator[str]:
    if count:
        more = f" The first {shown} are listed." if shown < count else ""
        yield f"{counted(count, 'value is', 'values are')} taken in and left out of figures until corrected.{more}"


def done_sentence(made: Outcome) -> str:
    """What to tell after an import."""
    if not made.changes:
        return "Everything in the file was held already, so nothing was written."
    counts = ", ".join(f"{name.lower()} {count:,}" for name, count in made.counts)
    return f"The file was imported: {counts}."
