"""Which pack a call asks for: the round and the person behind the names typed, and the service that makes it."""

import argparse
from collections.abc import Callable, Iterable
from types import MappingProxyType

from audit_app.cli.call import WrongUse
from audit_app.domain.problems import AppError
from audit_app.services.member import custody
from audit_app.services.member.assignments import assignments
from audit_app.services.member.returning import last_return, make_return
from audit_app.services.rounds import sending
from audit_app.services.rounds.outgoing import Outgoing
from audit_app.services.rounds.progress import progress, rounds
from audit_app.store.log.people_log import people
from audit_app.store.workspace import Workspace

Named = tuple[str, str]
"""Id and name."""

_TO_SEATS = MappingProxyType({"invite": sending.invite, "assign": sending.assign, "result": sending.result})
_TO_KEYHOLDERS = MappingProxyType({"custody": sending.give_custody, "ask": sending.ask_release})
_OPTIONS = MappingProxyType({"reason": ("assign",), "again": ("return",), "everything": ("changes",)})


def check_use(asked: argparse.Namespace) -> None:
    """Raises WrongUse where the kind of pack needs an option that is missing, or has no use for one."""
    kind = asked.kind
    if kind in {*_TO_SEATS, *_TO_KEYHOLDERS}:
        if not asked.person:
            raise WrongUse(f"A pack of the kind {kind} is for one person. Give --person NAME.")
        if not asked.round and kind != "invite":
            raise WrongUse(f"A pack of the kind {kind} belongs to a round. Give --round NAME.")
    for option, kinds in _OPTIONS.items():
        if getattr(asked, option) and kind not in kinds:
            raise WrongUse(f"--{option} goes with --kind {kinds[0]} only.")


def made(workspace: Workspace, asked: argparse.Namespace) -> Outgoing:
    """The pack that is asked for; raises AppError with the reason where there is none to make."""
    kind = asked.kind
    if kind in _TO_KEYHOLDERS:
        return _to_keyholder(workspace, asked, _TO_KEYHOLDERS[kind])
    if kind in _TO_SEATS:
        return _to_seat(workspace, asked)
    return _from_member(workspace, asked)


def _to_seat(workspace: Workspace, asked: argparse.Namespace) -> Outgoing:
    if not asked.round:
        everybody = ((id_, one.name) for id_, one in people(workspace.conn).items())
        return sending.invite_keyholder(workspace, _chosen(asked.person, everybody, "person"))
    round_id = _round(workspace, asked)
    seats = ((one.seat.person, one.seat.name) for one in progress(workspace, round_id).seats)
    person = _chosen(asked.person, seats, "member of this round")
    if asked.reason:
        return sending.hand_back(workspace, round_id, person, asked.reason)
    return _TO_SEATS[asked.kind](workspace, round_id, person)


def _to_keyholder(
    workspace: Workspace, asked: argparse.Namespace, make: Callable[[Workspace, str, str], Outgoing]
) -> Outgoing:
    round_id = _round(workspace, asked)
    holders = progress(workspace, round_id).keyholders
    return make(workspace, round_id, _chosen(asked.person, holders, "keyholder of this round"))


def _from_member(workspace: Workspace, asked: argparse.Namespace) -> Outgoing:
    if asked.kind == "hello":
        return custody.hello(workspace)
    if asked.kind == "release":
        held = ((one.round_id, one.name) for one in custody.custodies(workspace))
        return custody.release(workspace, _chosen(asked.round, held, "round with a half kept here"))
    round_id = _chosen(asked.round, ((one.round_id, one.name) for one in assignments(workspace)), "round to score here")
    return last_return(workspace, round_id) if asked.again else make_return(workspace, round_id)


def _round(workspace: Workspace, asked: argparse.Namespace) -> str:
    return _chosen(asked.round, ((one.id, one.name) for one in rounds(workspace)), "round")


def _chosen(typed: str | None, among: Iterable[Named], what: str) -> str:
    """The id behind what was typed, a name or an id; nothing typed means the only one. Raises AppError."""
    known = tuple(among)
    found = [one for one in known if typed is None or typed in one]
    if len(found) == 1:
        return found[0][0]
    if not known:
        raise AppError(f"There is no {what}. Check which workspace it is.")
    named = ", ".join(f"{name} ({id_})" for id_, name in (found or known))
    if not found:
        raise AppError(f"There is no {what} called {typed}. There are: {named}.")
    raise AppError(f"More than one {what} is meant. Give the id of one: {named}.")
