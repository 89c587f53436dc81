"""Outcomes and what reviews said of them from a file: whole or not at all; importing it again changes nothing."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from audit_app.domain.counting import counted
from audit_app.domain.people import Act
from audit_app.intake.faults import MOST_SHOWN
from audit_app.intake.outcome_log import OutcomeRow, read_outcome_log
from audit_app.services.log_importing import Compared, LogImported, compared, take_record
from audit_app.services.outcomes.progress import id_of_number
from audit_app.services.progress import Progress, in_silence
from audit_app.services.refusals import refused
from audit_app.store.ids import Ids
from audit_app.store.log.canonical import Json
from audit_app.store.read_advice import HeldLine
from audit_app.store.read_outcomes import held_outcomes, held_progress
from audit_app.store.workspace import Workspace

_SAID: Final = ("words", "area", "agency", "set_on", "target")
_Said = dict[tuple[str, str], dict[str, str]]


def import_outcomes(
    workspace: Workspace,
    path: Path,
    *,
    dry_run: bool = False,
    progress: Progress | None = None,
    most_problems: int = MOST_SHOWN,
) -> LogImported:
    """Take outcomes in, a row an outcome at a review; a dry run writes nothing.

    An outcome is known by plan and number, a review of it by its day. Where rows of one outcome differ in its words,
    area, agency or days, the newest review's hold. An empty cell takes nothing away that is held, and what the file
    lacks stays. Raises AppError with a problem for every fault, among them plans that the register does not have: then
    nothing was written.
    """
    workspace.demand(Act.EDIT_REGISTER)
    reading = read_outcome_log(path, today=workspace.means.now().date(), most_problems=most_problems)
    if reading.problems:
        raise refused(reading.file, reading.problems)
    said, differing = _said(reading.rows)
    taking = _Taking(workspace, said, reading.file)
    found = compared(workspace, reading, progress or in_silence, most_problems, taking.take)
    if found.ops and not dry_run:
        workspace.door.write(f"Import outcomes: {found.new:,} rows new, {found.changed:,} changed", found.ops)
    return found.told(reading, _notes(differing))


class _Taking:
    """Compares each row with what is held: its outcome once, and its review."""

    def __init__(self, workspace: Workspace, said: _Said, source: str) -> None:
        self._ids, self._said, self._source = Ids(workspace.id), said, source
        self._outcomes, self._progress = held_outcomes(workspace.conn), held_progress(workspace.conn)
        self._numbers: defaultdict[str, dict[str, object]] = defaultdict(dict)
        for id_, held in self._outcomes.items():
            self._numbers[str(held.value["plan_id"])][id_] = held.value["number"]
        self._done: dict[tuple[str, str], str] = {}

    def take(self, row: OutcomeRow, plan_id: str, found: Compared) -> None:
        """Take one row in."""
        key = row.plan_ref, row.outcome
        is_new = is_changed = False
        if key not in self._done:
            self._done[key], is_new, is_changed = self._take_outcome(key, plan_id, found)
        if row.reviewed:
            new, changed = self._take_review(f"{self._done[key]}.{row.reviewed}", row, found)
            is_new, is_changed = is_new or new, is_changed or changed
        found.count(is_new=is_new, is_changed=is_changed)

    def _take_outcome(self, key: tuple[str, str], plan_id: str, found: Compared) -> tuple[str, bool, bool]:
        number, numbers = key[1], self._numbers[plan_id]
        live = (id_ for id_, held in numbers.items() if held == number and self._outcomes[id_].is_live)
        id_ = next(live, None) or id_of_number(self._ids, plan_id, number, numbers)
        said = self._said[key]
        value: dict[str, Json] = {"plan_id": plan_id, "number": number, **{name: said.get(name) for name in _SAID}}
        return (id_, *take_record(found, "ehc_outcome", id_, value, self._outcomes.get(id_)))

    def _take_review(self, id_: str, row: OutcomeRow, found: Compared) -> tuple[bool, bool]:
        before = self._progress.get(id_)
        value: dict[str, Json] = {"progress": row.progress, "evidence": row.evidence or None, "source": self._source}
        if before is not None and _is_same(value, before):
            value["source"] = before.value["source"]  # the same from another file is the same
        return take_record(found, "outcome_progress", id_, value, before)


def _is_same(value: Mapping[str, Json], before: HeldLine) -> bool:
    return value["progress"] == before.value["progress"] and value["evidence"] in (None, before.value["evidence"])


def _said(rows: Iterable[OutcomeRow]) -> tuple[_Said, int]:
    """What the file says of each outcome, the newest review's row last; and of how many its rows differ."""
    said: _Said = defaultdict(dict)
    differing: set[tuple[str, str]] = set()
    for row in sorted(rows, key=lambda row: row.reviewed):
        known = said[row.plan_ref, row.outcome]
        for name in _SAID:
            value = getattr(row, name)
            if value and known.get(name, value) != value:
                differing.add((row.plan_ref, row.outcome))
            if value:
                known[name] = value
    return said, len(differing)


def _notes(differing: int) -> Iterable[str]:
    if differing:
        yield (
            f"{counted(differing, 'outcome is', 'outcomes are')} described differently in different rows; what the "
            "newest review's row says was taken."
        )
