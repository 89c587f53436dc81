"""What lies in a shared folder for a member or a keyholder is taken in, in an order in which it can be."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from audit_app.domain.problems import AppError
from audit_app.exchange.header import Kind
from audit_app.services.member.taking import Joined, take
from audit_app.services.shared_folder import addressed, keep_place
from audit_app.store.workspace import Workspace

_WANTED = (Kind.ASSIGN, Kind.CUSTODY, Kind.ASK, Kind.RESULT)
"""A half comes before what asks for it, and a round before its result."""


@dataclass(frozen=True, slots=True)
class TakenFrom:
    """What was taken in, and why the others were refused."""

    taken: tuple[Joined, ...]
    refused: tuple[str, ...]


def take_from(workspace: Workspace, place: Path) -> TakenFrom:
    """Take in every pack of the folder that is for this person, the oldest number first; others' are left alone.

    Raises AppError where the folder cannot be read.
    """
    found = take_all(workspace, [(data, "") for data in addressed(workspace, place, _WANTED)])
    keep_place(workspace, place)
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
