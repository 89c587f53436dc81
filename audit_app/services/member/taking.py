"""A later pack comes into a small workspace: whole or not at all, from a chair it knows, each once."""

from base64 import b64decode
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace

from audit_app.domain.people import Role
from audit_app.exchange.code import read_code
from audit_app.exchange.header import Kind
from audit_app.exchange.pack import Opened, look, open_pack, open_with_code
from audit_app.exchange.refusals import Altered, NotForYou, PackRefused
from audit_app.services.member.assigning import assign_ops, partnership_op, role_ops
from audit_app.services.member.bodies import is_for_keyholder, read_assign, read_custody, read_joining
from audit_app.services.member.custody import ask_ops
from audit_app.services.member.results import result_ops
from audit_app.store.documents import sweep
from audit_app.store.keys.errors import WrongKey
from audit_app.store.keys.round_keys import KEYHOLDERS, unwrapped_half
from audit_app.store.log.rights import Op
from audit_app.store.read_assignments import (
    Chair,
    Partnership,
    assignment_of,
    custody_of,
    partnership_of,
    was_erased,
)
from audit_app.store.workspace import Workspace

_NOTHING = "Nothing was taken in."


@dataclass(frozen=True, slots=True)
class Joined:
    """What was taken in, in words; `new` is False where it had been taken in before."""

    kind: Kind
    words: str
    new: bool = True


class NeedsCode(PackRefused):
    """An invitation for somebody who has a workspace already: its six words are asked for first."""

    def __init__(self) -> None:
        super().__init__(f"This is an invitation, which its six words open. {_NOTHING} Type the words to take it in.")


def take(workspace: Workspace, data: bytes, code: str = "") -> Joined:
    """Take a later pack into a small workspace: more to score, something handed back, a half, a request, a result.

    `code` are the six words of one more invitation, which a chair sends who does not have the member's keys yet. The
    same pack again, or one that a newer one has overtaken, changes nothing. Raises NeedsCode, and AppError for whatever
    is refused; then nothing is changed.
    """
    partnership = partnership_of(workspace.conn)
    header = look(data)
    if partnership is None:
        raise PackRefused(f"This workspace takes in no packs of this kind. {_NOTHING} Open the workspace it is for.")
    if header.workspace != partnership.workspace:
        raise PackRefused(f"This pack comes from another partnership. {_NOTHING} Open the workspace it is for.")
    if header.kind is Kind.INVITE:
        return _take_invitation(workspace, data, code, partnership)
    opened = open_pack(data, workspace.person.id, workspace.unlocked.keys)
    _demand_known(opened, partnership)
    _demand_kept(workspace, opened)
    match opened.header.kind:
        case Kind.ASSIGN:
            return _take_assign(workspace, opened, partnership)
        case Kind.CUSTODY:
            return _take_custody(workspace, opened, partnership)
        case Kind.ASK:
            return _take_ask(workspace, opened)
        case Kind.RESULT:
            return _take_result(workspace, opened)
        case _:
            raise PackRefused(f"This pack is for the chair of a round, not for a member. {_NOTHING}")


def _take_invitation(workspace: Workspace, data: bytes, code: str, partnership: Partnership) -> Joined:
    """One more invitation of somebody who has joined: the words vouch for its sender, as they did the first time."""
    if not code.strip():
        raise NeedsCode
    opened = open_with_code(data, read_code(code))
    joining = read_joining(opened.body)
    if joining.person.id != workspace.person.id:
        raise NotForYou
    if not is_among(opened, joining.chairs) or not joining.proof:
        raise Altered("its sender is none of the chairs that it names")
    _demand_kept(workspace, opened)
    if not is_for_keyholder(opened.body):
        return _take_assign(workspace, opened, partnership)
    invited = replace(_known(partnership, joining.chairs), proof=joining.proof)
    if invited == partnership:
        return Joined(Kind.INVITE, "This invitation was taken in before.", new=False)
    ops = [partnership_op(workspace, invited), *role_ops(workspace, Role.KEYHOLDER)]
    _write(workspace, "Take in an invitation as keyholder", lambda: ops)
    return Joined(Kind.INVITE, "You were invited as a keyholder. Send your keys to the chair.")


def _demand_kept(workspace: Workspace, opened: Opened) -> None:
    if any(was_erased(workspace.conn, kind, opened.header.round) for kind in ("assignment", "custody")):
        raise PackRefused(f"This round was removed from this computer. {_NOTHING} Ask the chair if it is needed again.")


def _demand_known(opened: Opened, partnership: Partnership) -> None:
    if not is_among(opened, partnership.chairs):
        raise PackRefused(
            f"This pack was not sent by a chair that this workspace knows. {_NOTHING} Ask the chair of the round, who "
            "can invite you anew."
        )


def is_among(opened: Opened, chairs: tuple[Chair, ...]) -> bool:
    """Whether one of these made the pack, by person and signing key."""
    sender = opened.header.sender
    return any(one.person == sender.person and one.sign_key == sender.sign_key.hex() for one in chairs)


def _known(partnership: Partnership, chairs: tuple[Chair, ...]) -> Partnership:
    """The partnership with these chairs too, whose keys may have changed: a chair who is known vouches for them."""
    named = {one.person: one for one in (*partnership.chairs, *chairs)}
    return replace(partnership, chairs=tuple(named.values()))


def _take_assign(workspace: Workspace, opened: Opened, partnership: Partnership) -> Joined:
    assign = read_assign(opened.body)
    _demand_round(opened, assign.round_id, assign.number)
    if assign.joining.person.id != workspace.person.id:
        raise NotForYou
    held = assignment_of(workspace.conn, assign.round_id)
    if held is not None and assign.number <= held.number:
        return Joined(Kind.ASSIGN, f"The pack of the round {assign.name} was taken in before.", new=False)
    if held is not None and held.public != assign.public:
        raise Altered("it names another key of the round than the pack before it")
    if assign.handed_back and held is None:
        raise PackRefused(f"This pack hands plans back that were never scored here. {_NOTHING} Ask the chair for help.")
    _write(
        workspace,
        f"Take in the round {assign.name}",
        lambda: [partnership_op(workspace, _known(partnership, assign.joining.chairs)), *assign_ops(workspace, assign)],
        reason=assign.handed_back,
    )
    if assign.handed_back:
        refs = ", ".join(plan.plan_ref for plan in assign.plans)
        return Joined(Kind.ASSIGN, f"Handed back to you: {refs}. The reason: {assign.handed_back}")
    return Joined(Kind.ASSIGN, f"The round {assign.name} is here, due on {assign.due:%d/%m/%Y}.")


def _take_custody(workspace: Workspace, opened: Opened, partnership: Partnership) -> Joined:
    given = read_custody(opened.body)
    _demand_round(opened, given.round_id, given.number)
    held = custody_of(workspace.conn, given.round_id)
    if held is not None and given.number <= held.number:
        return Joined(Kind.CUSTODY, f"The half of the round {given.name} is kept here already.", new=False)
    try:
        unwrapped_half(b64decode(given.half, validate=True), KEYHOLDERS, workspace.unlocked.keys, *_of(opened))
    except (ValueError, WrongKey):
        raise Altered("the half in it does not open with your keys") from None
    names = ("workspace", "organisation", "name", "half", "number")
    value = {
        **{name: getattr(given, name) for name in names},
        # whatever comes later, no earlier than was said when the half came: a date brings absentees
        "due": max(given.due, held.due if held is not None else given.due).isoformat(),
        "chair": [asdict(one) for one in given.chairs],
        "chair_box_key": given.chairs[0].box_key,
        "chair_sign_key": given.chairs[0].sign_key,
    }
    ops = [
        partnership_op(workspace, _known(partnership, given.chairs)),
        *role_ops(workspace, Role.KEYHOLDER),
        Op("custody", given.round_id, "record", value),
    ]
    _write(workspace, f"Keep a half of the round {given.name}", lambda: ops)
    return Joined(Kind.CUSTODY, f"You keep a half of the round {given.name} now.")


def _take_ask(workspace: Workspace, opened: Opened) -> Joined:
    held = custody_of(workspace.conn, opened.header.round)
    if held is None:
        raise PackRefused(f"You keep no half of this round yet. {_NOTHING} Take in the pack with your half first.")
    ops = ask_ops(held, opened)
    if not ops:
        return Joined(Kind.ASK, f"This request for the round {held.name} was taken in before.", new=False)
    _write(workspace, f"Asked to release the round {held.name}", lambda: ops)
    return Joined(Kind.ASK, f"The chair asks you to release your half of the round {held.name}.")


def _take_result(workspace: Workspace, opened: Opened) -> Joined:
    held = assignment_of(workspace.conn, opened.header.round)
    if held is None:
        raise PackRefused(f"This workspace has no part in the round of this result. {_NOTHING}")
    ops = result_ops(held, opened)
    if not ops:
        return Joined(Kind.RESULT, f"The result of the round {held.name} is here already.", new=False)
    _write(workspace, f"Result of the round {held.name}", lambda: ops)
    return Joined(Kind.RESULT, f"The result of the round {held.name} is here, with your calibration card.")


def _of(opened: Opened) -> tuple[str, str]:
    return opened.header.workspace, opened.header.round


def _demand_round(opened: Opened, round_id: str, number: int) -> None:
    if (opened.header.round, opened.header.number) != (round_id, number):
        raise Altered("it is about another round inside than outside")


def _write(workspace: Workspace, label: str, ops: Callable[[], list[Op]], *, reason: str = "") -> None:
    """One change; where it cannot be written, the files of its documents go again."""
    workspace.demand_writing()
    try:
        workspace.door.write(label, ops(), reason=reason)
    except BaseException:
        sweep(workspace)
        raise
