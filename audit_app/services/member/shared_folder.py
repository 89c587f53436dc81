"""Packs by a folder that machines share: put there, and taken from there where they are addressed to this person."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from audit_app.domain.problems import AppError
from audit_app.exchange import folder as shared
from audit_app.exchange.header import Kind
from audit_app.exchange.layout import LARGEST_PACK
from audit_app.exchange.pack import look
from audit_app.files import read_bounded
from audit_app.services.member.taking import Joined, take
from audit_app.services.rounds.outgoing import Outgoing
from audit_app.store.local_settings import keep_local_setting, local_settings
from audit_app.store.workspace import Workspace

_PLACE = "member.shared_folder"
_WANTED = frozenset({Kind.ASSIGN, Kind.CUSTODY, Kind.ASK, Kind.RESULT})


@dataclass(frozen=True, slots=True)
class TakenFrom:
    """What was taken in, and why the others were refused."""

    taken: tuple[Joined, ...]
    refused: tuple[str, ...]


def put(workspace: Workspace, place: Path, made: Outgoing) -> Path:
    """Put a pack into the folder, under a name that says nothing; the same again is the same file.

    Raises AppError where the machine's policy forbids it or the folder cannot be written.
    """
    workspace.means.policy.demand_export(place)
    path = shared.drop(place, look(made.data), made.data)
    keep_local_setting(workspace.conn, _PLACE, str(place))
    return path


def last_place(workspace: Workspace) -> Path | None:
    """The folder that was used last, None for none."""
    held = local_settings(workspace.conn, _PLACE).get("")
    return Path(held) if held else None


def take_from(workspace: Workspace, place: Path) -> TakenFrom:
    """Take in every pack of the folder that is for this person, the oldest number first; others' are left alone.

    Raises AppError where the folder cannot be read.
    """
    found = take_all(workspace, [(data, "") for data in _addressed(workspace, place)])
    keep_local_setting(workspace.conn, _PLACE, str(place))
    return TakenFrom(tuple(one for one in found.taken if one.new), found.refused)


def take_all(workspace: Workspace, packs: Sequence[tuple[bytes, str]]) -> TakenFrom:
    """Take in packs, each with its six words or none, until nothing more fits: one may wait for another.

    Each comes in whole or not at all; what is refused keeps no other from coming in.
    """
    taken: list[Joined] = []
    left = list(packs)
    while left:
        refused: list[tuple[tuple[bytes, str], str]] = []
        for pack in left:
            try:
                taken.append(take(workspace, *pack))
            except AppError as error:
                refused.append((pack, error.message))
        if len(refused) == len(left):
            return TakenFrom(tuple(taken), tuple(dict.fromkeys(why for _, why in refused)))
        left = [pack for pack, _ in refused]
    return TakenFrom(tuple(taken), ())


def _addressed(workspace: Workspace, place: Path) -> list[bytes]:
    """The packs for this person; a half comes before what asks for it, and a round before its result."""
    order = (Kind.ASSIGN, Kind.CUSTODY, Kind.ASK, Kind.RESULT)
    found: list[tuple[int, int, bytes]] = []
    for waiting in shared.waiting(place, ()):
        if waiting.kind not in _WANTED:
            continue
        try:
            data = read_bounded(place / waiting.name, LARGEST_PACK)
            header = look(data)
        except AppError:  # it is being copied there, or is no pack: it is looked at again the next time
            continue
        if workspace.person.id in header.recipients:
            found.append((order.index(header.kind), header.number, data))
    return [data for _, _, data in sorted(found)]
