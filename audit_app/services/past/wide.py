"""A wide sheet of past audits read for this workspace: its scores, its framework, and plans the register lacks."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from audit_app.domain.people import Act, holds_right
from audit_app.domain.problems import AppError
from audit_app.intake.past_audits import PastAuditsReading
from audit_app.intake.past_check import errors_of
from audit_app.intake.past_framework import Fitted
from audit_app.intake.past_mapping import PastMapping, is_marker
from audit_app.intake.past_mapping_faults import ADD_AS_CEASED
from audit_app.intake.past_wide import read_wide
from audit_app.services.past.frameworks import fitted
from audit_app.services.past.tables import checked_past, past_layout
from audit_app.store.ids import Ids
from audit_app.store.log.rights import Op
from audit_app.store.read_register import PlanEntry, erased_entries, plan_entries
from audit_app.store.workspace import Workspace
from resources.past_audits import level_words

_NAMED: Final = 12
UNKNOWN_NOTE: Final = "Plans that the register does not know"
"""How the note begins that the window says by a card of its own."""


@dataclass(frozen=True, slots=True)
class WideSheet:
    """A sheet as read, the framework it is read by, and the operations that store that first."""

    reading: PastAuditsReading
    fitted: Fitted
    ops: tuple[Op, ...]


def read_sheet(workspace: Workspace, path: Path, mapping: PastMapping, most_problems: int) -> WideSheet:
    """Read a wide sheet by a mapping.

    Raises AppError where something speaks against the mapping, or its framework cannot be made; faults in rows are
    in the reading.
    """
    layout = past_layout(path, mapping)
    against = errors_of(checked_past(workspace, layout, mapping))
    if against:
        raise AppError(f"The mapping does not fit {path.name}: {against[0].message}", against)
    _demand_grades(workspace, layout.headings, mapping)
    found, ops = fitted(workspace, layout.columns, mapping)
    today = workspace.means.now().date().isoformat()
    return WideSheet(read_wide(layout, mapping, found, level_words(), today, most_problems), found, ops)


def _demand_grades(workspace: Workspace, headings: tuple[str, ...], mapping: PastMapping) -> None:
    """Raise AppError where the sheet gives grades beside scores and the person may override none."""
    fields = [mapping.field_of(heading) for heading in headings]
    has_both = "grade" in fields and any(map(is_marker, fields))
    if has_both and not holds_right(workspace.person, Act.OVERRIDE):
        raise AppError(
            "The sheet gives grades beside scores. Where they differ, its grade is kept as an override, which a "
            "moderator may do. Leave the grade column out, or ask a moderator to import the sheet."
        )


class PlansOfFile:
    """The plans of a sheet: those of the register, and those that it does not know, left out or added as ceased."""

    def __init__(self, workspace: Workspace, reading: PastAuditsReading, mapping: PastMapping) -> None:
        held = plan_entries(workspace.conn)
        ids, erased = Ids(workspace.id), erased_entries(workspace.conn)
        last: dict[str, str] = {}
        for score in reading.scores:
            if score.plan_ref not in held and ids.plan(score.plan_ref) not in erased:
                last[score.plan_ref] = max(last.get(score.plan_ref, ""), score.audit_date)
        self._last, self._ids = last, ids
        self._adds = mapping.unknown_plans == ADD_AS_CEASED
        if self._adds and last and not holds_right(workspace.person, Act.EDIT_REGISTER):
            raise AppError(
                "Plans that the register does not know would be added to it, which an owner or a moderator may do. "
                "Leave them out, or ask one of them to import the sheet."
            )
        self.unknown = tuple(last)
        self.left_out = () if self._adds else self.unknown
        self.added = len(last) if self._adds else 0
        fresh = {ref: PlanEntry(ids.plan(ref), ref, "", None, "", "") for ref in last} if self._adds else {}
        self.entries = {**held, **fresh}

    def ops(self) -> Iterator[Op]:
        """Entries for the plans that are added: they ceased on the day of their last audit, so none is drawn."""
        for ref, day in self._last.items() if self._adds else ():
            yield Op("entry", self._ids.plan(ref), "row", {"plan_ref": ref, "ceased_date": day})

    def notes(self) -> Iterator[str]:
        """What becomes of the plans that the register does not know, in a sentence."""
        if not self._last:
            return
        shown = ", ".join(self.unknown[:_NAMED])
        more = f" and {len(self.unknown) - _NAMED:,} more" if len(self.unknown) > _NAMED else ""
        what = (
            "added to it as ceased on the day of their last audit here, so that they count and are never drawn"
            if self._adds
            else "left out with their audits"
        )
        yield f"{UNKNOWN_NOTE}, {what}: {len(self.unknown):,} ({shown}{more})."


def grade_notes(given: int, found: Fitted) -> Iterator[str]:
    """Where the grades come from, in a sentence."""
    if found.of_grade:
        yield f"Grades are those of “{found.of_grade[:60]}”."
    elif given:
        yield f"Reviews whose grade the sheet gives: {given:,}. Where the scores give another, its own is an override."
    else:
        bands = ", ".join(f"{band.grade.label} from {band.from_percent} %" for band in found.framework.bands[:-1])
        yield f"The sheet gives no grade: it follows from the scores by {found.framework.key} ({bands})."
