"""An invitation becomes a small workspace of its own, whole or not at all; later packs come in by `take`."""

import shutil
from pathlib import Path

from audit_app.domain.people import Role
from audit_app.domain.problems import AppError
from audit_app.exchange.code import read_code
from audit_app.exchange.header import Kind
from audit_app.exchange.pack import Opened, open_with_code
from audit_app.exchange.refusals import Altered, NotForYou
from audit_app.files import sentence
from audit_app.services.member.assigning import assign_ops, partnership_op
from audit_app.services.member.bodies import AssignIn, Joining, is_for_keyholder, read_assign, read_joining
from audit_app.services.member.taking import Joined, is_among, take
from audit_app.store.creating import Founder, create_workspace
from audit_app.store.keys.keyjson import read_key_file
from audit_app.store.means import Means
from audit_app.store.opening import open_with_keys
from audit_app.store.read_assignments import Partnership
from audit_app.store.schema import SCHEMA
from audit_app.store.workspace import SUFFIX, Workspace

__all__ = ["AlreadyHere", "Joined", "join", "take"]

_LONGEST_NAME = 80
_MAKING = ".joining-"
_MAKING_BYTES = 4


class AlreadyHere(AppError):
    """This person has a small workspace for this partnership on this computer; `folder` is where it lies."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        super().__init__(
            f"There is a workspace for you on this computer already: {folder.name.removesuffix(SUFFIX)}. Open it with "
            "your passphrase and take this pack in there, with the same six words. If the passphrase is lost, make a "
            "new one beside it: what you had not sent back starts again."
        )


def join(folder: Path, data: bytes, code: str, passphrase: str, means: Means, *, beside: bool = False) -> Workspace:
    """Make the small workspace that an invitation is for, in this folder, and open it.

    `beside` makes another one where the person has one already whose passphrase is lost. Raises AppError where the
    pack, its six words or the passphrase is refused; then no workspace is there.
    """
    opened = open_with_code(data, read_code(code))
    if opened.header.kind is not Kind.INVITE:
        raise NotForYou("it is not an invitation")
    assign = None if is_for_keyholder(opened.body) else read_assign(opened.body)
    joining = assign.joining if assign is not None else read_joining(opened.body)
    _demand_one_story(opened, joining, assign)
    _sweep(folder)
    making = folder / f"{_MAKING}{means.random(_MAKING_BYTES).hex()}"
    try:
        return _made(making, _place(folder, joining, beside=beside), joining, assign, passphrase, means)
    finally:
        shutil.rmtree(making, ignore_errors=True)


def _made(
    making: Path, target: Path, joining: Joining, assign: AssignIn | None, passphrase: str, means: Means
) -> Workspace:
    """Filled out of sight and moved into place at the end: a kill before leaves nothing that looks like a workspace."""
    person = joining.person
    roles = (Role.OWNER, Role.AUDITOR if assign is not None else Role.KEYHOLDER)
    founder = Founder(joining.organisation, person.name, passphrase, person.id, person.agency, roles)
    workspace, _ = create_workspace(making / target.name, founder, means)
    with workspace:
        proof = "" if assign is not None else joining.proof
        partnership = Partnership(joining.workspace, joining.organisation, joining.chairs, proof)
        ops = [partnership_op(workspace, partnership)]
        if assign is not None:
            ops += assign_ops(workspace, assign)
        workspace.door.write(f"Join {joining.organisation}", ops)
        keys = workspace.unlocked.keys
    try:
        (making / target.name).rename(target)
    except OSError as error:
        raise AppError(sentence(error, target)) from error
    return open_with_keys(target, person.id, keys, means)


def _sweep(folder: Path) -> None:
    """What a killed process left half made goes: nobody would see it or remove it, and plans lie in it."""
    for left in folder.glob(f"{_MAKING}{'[0-9a-f]' * 2 * _MAKING_BYTES}"):
        shutil.rmtree(left, ignore_errors=True)


def _place(folder: Path, joining: Joining, *, beside: bool) -> Path:
    """Where the workspace goes; raises AlreadyHere where the person has one for this partnership."""
    name = _file_name(f"{joining.organisation} - {joining.person.name}")
    number, target = 1, folder / f"{name}{SUFFIX}"
    while target.exists():
        if not beside and _is_of(target, joining.person.id):
            raise AlreadyHere(target)
        number += 1
        target = folder / f"{name} {number}{SUFFIX}"
    return target


def _is_of(folder: Path, person: str) -> bool:
    try:
        return any(entry.id == person for entry in read_key_file(folder, SCHEMA).people)
    except AppError:  # whatever lies there, it is not opened as theirs
        return False


def _file_name(words: str) -> str:
    """A folder's name that every system takes."""
    kept = "".join(letter if letter.isalnum() or letter in " -&" else " " for letter in words)
    return " ".join(kept.split())[:_LONGEST_NAME].strip() or "Workspace"


def _demand_one_story(opened: Opened, joining: Joining, assign: AssignIn | None) -> None:
    """What stands outside and what lies inside say the same."""
    header = opened.header
    if header.workspace != joining.workspace or not is_among(opened, joining.chairs):
        raise Altered("its sender is none of the chairs that it names")
    if assign is not None and (header.round, header.number) != (assign.round_id, assign.number):
        raise Altered("it is about another round inside than outside")
    if not joining.proof:
        raise Altered("it lacks what ties your keys to it")
