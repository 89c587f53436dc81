"""A folder that machines share: packs put there under names that say nothing, and those found that are for a person."""

from collections.abc import Sequence
from pathlib import Path

from audit_app.domain.problems import AppError
from audit_app.exchange import folder as shared
from audit_app.exchange.header import Kind
from audit_app.exchange.layout import LARGEST_PACK
from audit_app.exchange.pack import look
from audit_app.files import read_bounded
from audit_app.services.rounds.outgoing import Outgoing
from audit_app.store.local_settings import keep_local_setting, local_settings
from audit_app.store.workspace import Workspace

_PLACE = "shared_folder"


def put(workspace: Workspace, place: Path, made: Outgoing) -> Path:
    """Put a pack into the folder, under a name that says nothing; the same again is the same file.

    Raises AppError where the machine's policy forbids it or the folder cannot be written.
    """
    workspace.means.policy.demand_export(place)
    path = shared.drop(place, look(made.data), made.data)
    keep_place(workspace, place)
    return path


def last_place(workspace: Workspace) -> Path | None:
    """The folder that was used last, None for none."""
    held = local_settings(workspace.conn, _PLACE).get("")
    return Path(held) if held else None


def keep_place(workspace: Workspace, place: Path) -> None:
    """Offer this folder the next time."""
    keep_local_setting(workspace.conn, _PLACE, str(place))


def addressed(workspace: Workspace, place: Path, kinds: Sequence[Kind]) -> list[bytes]:
    """The packs of these kinds that lie there for the unlocked person: in the order of the kinds, then by number.

    Others' packs, and what is being copied there or is no pack, are left alone. Raises AppError where the folder cannot
    be read.
    """
    found: list[tuple[int, int, bytes]] = []
    for waiting in shared.waiting(place, ()):
        if waiting.kind not in kinds:
            continue
        try:
            data = read_bounded(place / waiting.name, LARGEST_PACK)
            header = look(data)
        except AppError:  # it is looked at again the next time
            continue
        if workspace.person.id in header.recipients:
            found.append((kinds.index(header.kind), header.number, data))
    return [data for _, _, data in sorted(found)]
