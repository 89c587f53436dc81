"""Erasure: one plan on request, or what the retention rules say is due; and which backups still hold it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from audit_app.domain.people import Act
from audit_app.domain.problems import AppError
from audit_app.domain.retention import Kept, RetentionRule, due, rules_of
from audit_app.store.backup import root_in, second_place
from audit_app.store.documents import sweep
from audit_app.store.erasures import add_erasures
from audit_app.store.log.erase import Entity, of_audit, of_plan
from audit_app.store.log.erase import erase as erase_in_log
from audit_app.store.newest_backup import backup_names
from audit_app.store.read_retention import Ageing, ageing
from audit_app.store.read_settings import KEPT_FOR, workspace_settings
from audit_app.store.read_subject import plan_id_of, was_erased
from audit_app.store.workspace import BACKUPS, Workspace


@dataclass(frozen=True, slots=True)
class ToErase:
    """One thing that would be erased, with the records in it; `why` is the rule in words, or the request.

    `kept` is the rule that says so and `since` the day from which the time is counted; None where it is a request.
    """

    plan_ref: str
    why: str
    entities: tuple[Entity, ...]
    kept: Kept | None = None
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Erased:
    """What was erased: how many records, and the older backups that hold them until they are thinned or removed.

    `notes` say where a list of erasures beside backups could not be brought up to date.
    """

    records: int
    backups: tuple[Path, ...]
    notes: tuple[str, ...]


def of_one_plan(workspace: Workspace, plan_ref: str) -> ToErase:
    """A plan with its register entry, documents and audits.

    Raises AppError where there is no such plan, or it was erased before.
    """
    plan_id = found_plan(workspace, plan_ref)
    return ToErase(plan_ref, "the whole plan", tuple(of_plan(workspace.conn, plan_id)))


def found_plan(workspace: Workspace, plan_ref: str) -> str:
    """The id of the plan with this reference; raises AppError where there is none, or it was erased."""
    plan_id = plan_id_of(workspace.conn, plan_ref)
    if plan_id is not None:
        return plan_id
    if was_erased(workspace.conn, workspace.id, plan_ref):
        raise AppError(f"Plan {plan_ref} was erased under a retention rule. Nothing is held on it but that it was.")
    raise AppError(f"There is no plan {plan_ref} in this workspace. Check the reference; capitals and blanks count.")


def rules_in_force(workspace: Workspace) -> Mapping[Kept, RetentionRule]:
    """The retention rules as the partnership has set them, else as usual."""
    chosen = workspace_settings(workspace.conn).get(KEPT_FOR)
    return rules_of(chosen if isinstance(chosen, dict) else {})


def due_today(workspace: Workspace) -> tuple[ToErase, ...]:
    """What the retention rules say may be erased today, each thing with everything in it."""
    today, rules = workspace.means.now().date(), rules_in_force(workspace)
    return tuple(
        ToErase(
            thing.plan_ref,
            f"{rules[thing.kept].words} ({thing.since.isoformat()})",
            _in(workspace, thing),
            thing.kept,
            thing.since,
        )
        for thing in ageing(workspace.conn)
        if due(rules[thing.kept], thing.since, today)
    )


def _in(workspace: Workspace, thing: Ageing) -> tuple[Entity, ...]:
    if thing.kind == "audit":
        return tuple(of_audit(workspace.conn, thing.id))
    return (Entity(thing.kind, thing.id),)


def erase(workspace: Workspace, things: Sequence[ToErase], reason: str) -> Erased:
    """Erase these things in one change, and tell the lists beside the backups, so that a restore erases them again.

    Raises AppError where the person may not erase, gives no reason, or there is nothing to erase.
    """
    workspace.demand(Act.ERASE)
    if not reason.strip():
        raise AppError("To erase needs a reason: the rule or the request behind it. Say it in a few words.")
    entities = list(dict.fromkeys(entity for thing in things for entity in thing.entities))
    if not entities:
        raise AppError("There is nothing to erase.")
    records = erase_in_log(workspace.conn, workspace.door, entities, reason=reason.strip())
    sweep(workspace)  # the keys are forgotten: the files are of no use to anybody
    workspace.note_anchor()
    roots = list(_roots(workspace))
    notes = tuple(note for root in roots if (note := _listed(workspace, root)))
    return Erased(records, tuple(root / name for root in roots for name in backup_names(root)), notes)


def _roots(workspace: Workspace) -> Iterator[Path]:
    yield workspace.folder / BACKUPS
    place = second_place(workspace)
    if place is not None:
        yield root_in(place, workspace)


def _listed(workspace: Workspace, root: Path) -> str:
    """Bring the list of erasures beside these backups up to date; what kept it from that, in words."""
    try:
        if root.is_dir():
            add_erasures(workspace.conn, root)
            return ""
    except (AppError, OSError):
        pass
    return f"The list of erasures in {root} could not be brought up to date. The next backup into it does that."
