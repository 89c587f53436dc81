"""Versions of an improvement plan: kept whole with a digest, signed off by a board, compared, proved unchanged."""

from dataclasses import dataclass
from hashlib import sha256

from audit_app.domain.improvement import ImprovementPlan
from audit_app.domain.people import Act
from audit_app.domain.plan_rows import Difference, differences, plan_value, rows_of
from audit_app.domain.problems import AppError
from audit_app.services.improvement.fit import SHORT
from audit_app.services.improvement.plans import plan
from audit_app.store.driver import Connection
from audit_app.store.log.canonical import Json, encode
from audit_app.store.log.people_log import people
from audit_app.store.log.rights import Op
from audit_app.store.read_improvement import HeldVersion, version_content, versions_of
from audit_app.store.workspace import Workspace
from exports.plain import one_line


@dataclass(frozen=True, slots=True)
class Version:
    """A version with the names of those who made it and signed it, and whether it is what its digest says."""

    held: HeldVersion
    made_by: str
    signed_by: str
    is_intact: bool

    @property
    def is_signed(self) -> bool:
        """Whether a board signed it off."""
        return self.held.signed_on is not None


def versions(workspace: Workspace, plan_id: str) -> tuple[Version, ...]:
    """The versions of a plan, the newest first, each with whether its content is still what its digest says."""
    names = {id_: person.name for id_, person in people(workspace.conn).items()}
    return tuple(
        Version(
            one,
            names.get(one.made_by, one.made_by),
            names.get(one.signed_by, one.signed_by),
            _is_intact(workspace.conn, one),
        )
        for one in reversed(versions_of(workspace.conn, plan_id))
    )


def make_version(workspace: Workspace, plan_id: str, note: str = "") -> str:
    """Keep the plan as it is now; returns the version's id. Raises AppError where nothing changed since the last."""
    workspace.demand(Act.MANAGE_IMPROVEMENT)
    held = plan(workspace, plan_id)
    content = plan_value(held)
    digest = _digest(content)
    before = versions_of(workspace.conn, plan_id)
    if before and before[-1].digest == digest:
        raise AppError(f"Nothing has changed since version {before[-1].number}. Sign that one off, or change the plan.")
    number = str(1 + max((int(one.number) for one in before if one.number.isdecimal()), default=0))
    value: dict[str, Json] = {
        "plan": plan_id,
        "number": number,
        "made_on": workspace.means.now().astimezone().date().isoformat(),
        "made_by": workspace.person.id,
        "note": one_line(note)[:SHORT] or None,
        "content": content,
        "digest": digest,
    }
    id_ = workspace.means.random(16).hex()
    workspace.door.write(f"Make version {number} of {held.title}", [Op("plan_version", id_, "record", value)])
    return id_


def sign_off(workspace: Workspace, plan_id: str, version_id: str, board: str) -> None:
    """Note that a board signed a version off today. Raises AppError where it was already, or was changed."""
    workspace.demand(Act.MANAGE_IMPROVEMENT)
    found = next((one for one in versions_of(workspace.conn, plan_id) if one.id == version_id), None)
    if found is None:
        raise AppError("This version is not kept any more. Look at the list again.")
    if found.signed_on is not None:
        raise AppError(f"Version {found.number} was signed off on {found.signed_on}. A later one needs its own.")
    if not one_line(board):
        raise AppError("Say which board signed it off, such as SEND Programme Board.")
    if not _is_intact(workspace.conn, found):
        raise AppError(f"Version {found.number} is no longer what its digest says, so it cannot be signed off.")
    value = {
        "on": workspace.means.now().astimezone().date().isoformat(),
        "by": workspace.person.id,
        "board": one_line(board)[:SHORT],
    }
    workspace.door.write(
        f"Sign off version {found.number}", [Op("plan_version", version_id, "signed", value)], sign="signed off"
    )


def version_plan(workspace: Workspace, version_id: str) -> ImprovementPlan:
    """The plan as a version keeps it. Raises AppError where it is gone."""
    found = version_content(workspace.conn, version_id)
    if found is None:
        raise AppError("This version is not kept any more. Look at the list again.")
    return found[1]


def compared(workspace: Workspace, plan_id: str, earlier: str, later: str = "") -> tuple[Difference, ...]:
    """What a later version, or the plan as it is now, has otherwise than an earlier one."""
    after = version_plan(workspace, later) if later else plan(workspace, plan_id)
    return differences(rows_of(version_plan(workspace, earlier)), rows_of(after))


def _is_intact(conn: Connection, version: HeldVersion) -> bool:
    found = version_content(conn, version.id)
    return found is not None and _digest(found[0]) == version.digest


def _digest(content: Json) -> str:
    return sha256(encode(content).encode()).hexdigest()
