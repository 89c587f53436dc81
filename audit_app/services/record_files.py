"""The audit trail and the access log as files: what fits a question, each text as text, and the export on record."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from audit_app.domain.counting import counted
from audit_app.domain.people import Act
from audit_app.domain.problems import AppError
from audit_app.services.access_log import AccessAsked, access_filter, thing_in_words
from audit_app.services.progress import STEP, Progress
from audit_app.services.trail import TrailAsked, every_value, filter_of
from audit_app.store.access import count_of_events, events_that_fit
from audit_app.store.read_subject import organisation
from audit_app.store.read_trail import trail_count
from audit_app.store.workspace import Workspace
from exports.book import Field
from exports.lists import ListFile

MOST_ROWS: Final = 100_000
"""The most rows that a workbook is given: more would take a spreadsheet program minutes to open."""

_TRAIL: Final = (
    Field("When (UTC)", width=21),
    Field("Who", width=24),
    Field("What", width=36),
    Field("Why", width=30),
    Field("Plan", width=16),
    Field("Value", width=28),
    Field("Old", width=28),
    Field("New", width=28),
)
_ACCESS: Final = (
    Field("When (UTC)", width=21),
    Field("Who", width=24),
    Field("Did", width=16),
    Field("What", width=60),
)
_Rows = Iterator[tuple[str, ...]]


def trail_file(workspace: Workspace, asked: TrailAsked, path: Path, progress: Progress) -> ListFile:
    """Every value of the changes that fit, as a list to be written at this path; it is noted in the access log.

    Raises AppError where the person may not export, the access cannot be noted, or a workbook would be too long.
    """
    _demand(workspace)
    wanted = filter_of(workspace, asked)
    total = trail_count(workspace.conn, wanted)
    rows = tuple(_limited(_trail_rows(workspace, asked, total, progress), path))
    what = f"the audit trail: {counted(total, 'change', 'changes')} with {counted(len(rows), 'value', 'values')}"
    workspace.note_access("export", f"{what}, as {path.suffix.removeprefix('.').upper()}")
    return ListFile("Audit trail", organisation(workspace.conn), tuple(_about(asked, what)), _TRAIL, rows)


def access_file(workspace: Workspace, asked: AccessAsked, path: Path, progress: Progress) -> ListFile:
    """The events of the access log that fit, as a list to be written at this path; it is noted in that log.

    Raises AppError as `trail_file` does.
    """
    _demand(workspace)
    wanted = access_filter(asked)
    total = count_of_events(workspace.conn, wanted)
    rows = tuple(_limited(_access_rows(workspace, asked, total, progress), path))
    what = f"the access log: {counted(total, 'event', 'events')}"
    workspace.note_access("export", f"{what}, as {path.suffix.removeprefix('.').upper()}")
    lines = (f"{what.capitalize()}.", *_days(asked.first, asked.last))
    return ListFile("Access log", organisation(workspace.conn), lines, _ACCESS, rows)


def _demand(workspace: Workspace) -> None:
    workspace.demand(Act.EXPORT)
    workspace.demand_writing()  # an export that cannot be noted must not be made


def _trail_rows(workspace: Workspace, asked: TrailAsked, total: int, progress: Progress) -> _Rows:
    done, now = 0, None
    for head, words in every_value(workspace, filter_of(workspace, asked)):
        if head is not now:
            done, now = done + 1, head
            progress(min(done, total), total)
        label = head.label or "(erased)"
        parts = (words["plan"], words["what"], words["old"], words["new"])
        yield f"{head.utc[:19]}Z", head.person, label, head.reason, *parts


def _access_rows(workspace: Workspace, asked: AccessAsked, total: int, progress: Progress) -> _Rows:
    for done, event in enumerate(events_that_fit(workspace.conn, access_filter(asked)), start=1):
        if done % STEP == 0:
            progress(min(done, total), total)
        yield f"{event.utc[:19]}Z", event.person, event.act, thing_in_words(workspace.conn, event.thing)


def _limited(rows: _Rows, path: Path) -> _Rows:
    """The rows; a workbook takes only so many."""
    is_workbook = path.suffix.casefold() != ".csv"
    for number, row in enumerate(rows):
        if is_workbook and number == MOST_ROWS:
            raise AppError(
                f"There are more than {MOST_ROWS:,} rows, which no spreadsheet program opens in good time. Choose "
                "fewer days, or save it as CSV."
            )
        yield row


def _about(asked: TrailAsked, what: str) -> Iterator[str]:
    yield f"{what.capitalize()}. Values that can say something about a child are not told: only that they changed."
    named = (
        ("Person", asked.person), ("Topic", asked.topic), ("Plan", asked.plan_ref), ("Words", asked.words),
    )  # fmt: skip
    chosen = [f"{name}: {value}" for name, value in named if value]
    if chosen:
        yield "; ".join(chosen)
    yield from _days(asked.first, asked.last)


def _days(first: object, last: object) -> Iterator[str]:
    if first is not None or last is not None:
        yield f"From {first or 'the beginning'} to {last or 'today'}, by the clock of the computer that wrote this."
