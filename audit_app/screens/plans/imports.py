"""What can be imported here, and what an import did or would do, in one shape for the panel; it knows no Qt."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import Enum
from pathlib import Path
from typing import Final

from audit_app.domain.counting import counted
from audit_app.domain.problems import AppError, Problem
from audit_app.domain.register import REGISTER_FIELDS
from audit_app.intake.advice_headings import holds_advice_log
from audit_app.intake.mapping import Mapping
from audit_app.intake.outcome_headings import holds_adulthood, holds_outcomes
from audit_app.intake.past_mapping import PastMapping
from audit_app.intake.past_mapping_faults import ADD_AS_CEASED, LEAVE_OUT
from audit_app.intake.register import SENSITIVE_NOTE
from audit_app.services.advice.importing import import_advice
from audit_app.services.log_importing import LogImported
from audit_app.services.outcomes.adulthood_importing import import_adulthood
from audit_app.services.outcomes.importing import import_outcomes
from audit_app.services.past.audits import AuditsImported, import_audits
from audit_app.services.past.remembered import remember_past
from audit_app.services.past.sheets import PastOffer, offer_past
from audit_app.services.past.tables import is_row_a_score
from audit_app.services.past.wide import UNKNOWN_NOTE
from audit_app.services.progress import Progress
from audit_app.services.register.entries import SIX, Change, EntryChange
from audit_app.services.register.files import is_return
from audit_app.services.register.importing import RegisterImported, import_register
from audit_app.services.register.lists import CHANGE_WORDS
from audit_app.services.register.mapping import MappingOffer, holds_past_audits, offer_mapping
from audit_app.services.register.remembered import remember_mapping
from audit_app.store.workspace import Workspace

SENSITIVE = tuple(one for one in REGISTER_FIELDS if one.sensitive)
MOST_PROBLEMS = 10_000
"""How many faults are listed at most: a list to mend a source by should be whole."""
_NAMED = 12


class Kind(Enum):
    """The kinds of file: id, title, what the button says, and which files."""

    REGISTER = ("register", "Import the register", "&Import the register", "Register (*.csv *.xlsx *.xml *.zip)")
    AUDITS = ("audits", "Import past audits", "&Import them", "Past audits (*.csv *.xlsx)")
    ADVICE = ("advice", "Import an advice log", "&Import the advice log", "Advice log (*.csv *.xlsx)")
    OUTCOMES = ("outcomes", "Import outcomes", "&Import the outcomes", "Outcomes (*.csv *.xlsx)")
    ADULTHOOD = ("adulthood", "Import the way to adulthood", "&Import it", "Way to adulthood (*.csv *.xlsx)")

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
    """A file to import.

    `mapping` says how a register's columns are read, and which sensitive fields are taken in; `headings` are those it
    was made for, none while our own headings explain the file, and `name` is that under which it is remembered.
    `maps` asks for the mapping even where nothing has to be asked.

    `past` says how a sheet of past audits is read, None while that is not known or a row is a score; `sheet` and
    `heading_row` say where its headings are to be looked for, and `unknown_plans` what becomes of plans that the
    register does not know.
    """

    kind: Kind
    path: Path
    mapping: Mapping = field(default_factory=Mapping)
    headings: tuple[str, ...] = ()
    name: str = ""
    maps: bool = False
    past: PastMapping | None = None
    sheet: str = ""
    heading_row: int = 0
    unknown_plans: str = LEAVE_OUT

    def including(self, include: frozenset[str]) -> "Asked":
        """The same with these sensitive fields taken in."""
        return replace(self, mapping=replace(self.mapping, include=include))

    def adding_unknown(self, adds: bool) -> "Asked":
        """The same with plans added that the register does not know, or left out."""
        unknown = ADD_AS_CEASED if adds else LEAVE_OUT
        past = replace(self.past, unknown_plans=unknown) if self.past is not None else None
        return replace(self, past=past, unknown_plans=unknown)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an import did, or would do: counts with their names, notes in sentences, and dates to look at.

    `entries` say what happens to each entry of the register, `sensitive` which sensitive fields the file has. `past`
    is all that came of a sheet of past audits that was mapped.
    """

    asked: Asked
    summary: str
    counts: tuple[tuple[str, int], ...]
    notes: tuple[str, ...]
    queries: tuple[Problem, ...]
    changes: bool
    entries: tuple[EntryChange, ...] = ()
    sensitive: tuple[str, ...] = ()
    past: AuditsImported | None = None


_KNOWN: Final = {
    Kind.OUTCOMES: holds_outcomes,
    Kind.ADVICE: holds_advice_log,
    Kind.ADULTHOOD: holds_adulthood,
}
"""The logs, by what tells them by their headings."""
_LOGS: Final = {
    Kind.ADVICE: import_advice,
    Kind.OUTCOMES: import_outcomes,
    Kind.ADULTHOOD: import_adulthood,
}
_LOG_WORDS: Final = {
    Kind.ADVICE: ("is an advice log of", "request", "requests", "New requests"),
    Kind.OUTCOMES: ("says of outcomes, in", "row", "rows", "New"),
    Kind.ADULTHOOD: ("is about", "young person near adulthood", "young people near adulthood", "New"),
}

Found = Outcome | MappingOffer | PastOffer | Asked
"""What looking at a file comes to."""


def look(workspace: Workspace, asked: Asked, progress: Progress) -> Found:
    """What would come of the file; where its columns have to be explained first, what they are guessed to be.

    Where the headings are those of past audits or of a log, what is to be asked for instead. Raises AppError
    with every fault.
    """
    if asked.kind is Kind.REGISTER and not asked.headings and not is_return(asked.path, by_hand=asked.maps):
        if holds_past_audits(asked.path):
            return Asked(Kind.AUDITS, asked.path)
        for kind, holds in _KNOWN.items():
            if holds(asked.path):
                return Asked(kind, asked.path)
        offer = offer_mapping(workspace, asked.path, sheet=asked.mapping.sheet)
        if asked.maps or not offer.is_settled:
            return offer
    if asked.kind is Kind.AUDITS and asked.past is None and not is_row_a_score(asked.path):
        return offer_past(workspace, asked.path, sheet=asked.sheet, heading_row=asked.heading_row)
    return run(workspace, asked, progress, dry_run=True)


def run(workspace: Workspace, asked: Asked, progress: Progress, *, dry_run: bool) -> Outcome:
    """Import the file, or with `dry_run` only say what would come of it; raises AppError with every fault."""
    if asked.kind is Kind.AUDITS:
        return _run_audits(workspace, asked, progress, dry_run=dry_run)
    if (taking_in := _LOGS.get(asked.kind)) is not None:
        made_of_log = taking_in(workspace, asked.path, dry_run=dry_run, progress=progress, most_problems=MOST_PROBLEMS)
        return _of_log(asked, made_of_log)
    made = import_register(
        workspace, asked.path, mapping=asked.mapping, dry_run=dry_run, progress=progress, most_problems=MOST_PROBLEMS
    )
    outcome = _of_register(asked, made)
    if dry_run or not asked.name:
        return outcome
    try:
        remember_mapping(workspace, asked.name, asked.headings, asked.mapping)
    except AppError as error:  # the register is in; that alone must not look like a failure
        return replace(outcome, notes=(*outcome.notes, f"The mapping was not remembered. {error.message}"))
    return outcome


def _run_audits(workspace: Workspace, asked: Asked, progress: Progress, *, dry_run: bool) -> Outcome:
    made = import_audits(
        workspace,
        asked.path,
        mapping=asked.past,
        dry_run=dry_run,
        progress=progress,
        most_problems=MOST_PROBLEMS,
    )
    outcome = _of_audits(asked, made)
    if dry_run or not asked.name or asked.past is None:
        return outcome
    try:
        remember_past(workspace, asked.name, asked.headings, asked.past)
    except AppError as error:  # the audits are in; that alone must not look like a failure
        return replace(outcome, notes=(*outcome.notes, f"The mapping was not remembered. {error.message}"))
    return outcome


def _of_register(asked: Asked, made: RegisterImported) -> Outcome:
    told = (*SIX, Change.CHANGED, Change.VANISHED)
    counts = (*((CHANGE_WORDS[one], made.happened.get(one, 0)) for one in told), ("Unchanged", made.unchanged))
    return Outcome(
        asked,
        f"{made.file} has {counted(made.rows, 'row', 'rows')}.",
        counts,
        (
            *(note for note in made.notes if not note.startswith(SENSITIVE_NOTE)),
            *_vanished(made.vanished),
            *_unlisted(len(made.entries), made.unlisted),
            *_queried(made.query_count, len(made.queries)),
        ),
        made.queries,
        made.changes,
        made.entries,
        made.sensitive,
    )


def _vanished(refs: tuple[str, ...]) -> Iterator[str]:
    if not refs:
        return
    shown = ", ".join(refs[:_NAMED]) + (f" and {len(refs) - _NAMED:,} more" if len(refs) > _NAMED else "")
    verb = "entry is" if len(refs) == 1 else "entries are"
    yield f"{len(refs):,} {verb} held and not in the file; they stay as they are: {shown}."


def _unlisted(listed: int, unlisted: int) -> Iterator[str]:
    if unlisted:
        yield f"What changes is counted in every entry, and listed in {listed:,} of {listed + unlisted:,}."


def _of_audits(asked: Asked, made: AuditsImported) -> Outcome:
    counts = [("New audits", made.audits), ("New reviews", made.reviews), ("Unchanged", made.unchanged)]
    if asked.past is not None:
        counts.append(("Plans not in the register", len(made.unknown)))
    return Outcome(
        asked,
        f"{made.file} has {counted(made.rows, 'row', 'rows')} of past audits.",
        tuple(counts),
        (
            *(note for note in made.notes if not note.startswith(UNKNOWN_NOTE)),
            *_queried(made.query_count, len(made.queries)),
        ),
        made.queries,
        made.changes,
        past=made if asked.past is not None else None,
    )


def _of_log(asked: Asked, made: LogImported) -> Outcome:
    what, row, rows, new = _LOG_WORDS[asked.kind]
    counts = ((new, made.new), ("Changed", made.changed), ("Unchanged", made.unchanged))
    return Outcome(
        asked,
        f"{made.file} {what} {counted(made.rows, row, rows)}.",
        counts,
        (*made.notes, *_queried(made.query_count, len(made.queries))),
        made.queries,
        made.changes,
    )


def _queried(count: int, shown: int) -> Iterator[str]:
    if count:
        more = f" The first {shown} are listed." if shown < count else ""
        yield (
            f"{counted(count, 'thing is', 'things are')} to be looked at in the source. All values are taken in; dates "
            f"that cannot be right are left out of figures.{more}"
        )


def done_sentence(made: Outcome) -> str:
    """What to tell after an import."""
    if not made.changes:
        return "Everything in the file was held already, so nothing was written."
    counts = ", ".join(f"{name.lower()} {count:,}" for name, count in made.counts if count)
    return f"The file was imported: {counts}."
