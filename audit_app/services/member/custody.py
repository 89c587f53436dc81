"""The half of a round that a keyholder keeps: what it is for, how the round stands, and its release by the rule."""

from base64 import b64decode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from audit_app.domain.canonical_json import Json
from audit_app.domain.counting import counted
from audit_app.domain.people import Act
from audit_app.domain.problems import AppError
from audit_app.domain.rounds import OpeningRule, Seat, Standing, Way, opening_rule
from audit_app.exchange.header import Kind
from audit_app.exchange.pack import Opened
from audit_app.exchange.refusals import Altered
from audit_app.sealing import verify
from audit_app.services.member.body_values import id_of, number, read_strictly, text
from audit_app.services.member.packing import first_keys, pack_for
from audit_app.services.rounds.outgoing import Outgoing
from audit_app.store.keys.boxes import About, statement_of_digests
from audit_app.store.keys.round_keys import KEYHOLDERS, unwrapped_half
from audit_app.store.log.rights import Op
from audit_app.store.read_assignments import (
    Chair,
    HeldCustody,
    custodies_held,
    custody_of,
    partnership_of,
)
from audit_app.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Custody:
    """A round whose half is kept here. `rule` is None until the chair has asked; `released_on` is ISO text.

    `asked_by` is the chair who asked, `seats` how each member stands as that request told it, as far as its signatures
    are right.
    """

    round_id: str
    name: str
    organisation: str
    due: date
    chairs: tuple[str, ...]
    asked_by: str
    asked_on: str
    seats: tuple[Seat, ...]
    rule: OpeningRule | None
    released_on: str

    @property
    def can_release(self) -> bool:
        """Whether the half was asked for, and nothing stands against giving it."""
        return self.rule is not None and self.rule.is_met


def custodies(workspace: Workspace) -> tuple[Custody, ...]:
    """Every round whose half is kept here, the one due last first, judged by this computer's own clock."""
    today = workspace.means.now().date()
    return tuple(_custody(one, today) for one in custodies_held(workspace.conn))


def release(workspace: Workspace, round_id: str) -> Outgoing:
    """The half for the chair who asked, once the rule is met; noted as released.

    Raises AppError where nobody asked, or with what stands against it; then nothing leaves.
    """
    workspace.demand(Act.RELEASE_ROUND)
    held = custody_of(workspace.conn, round_id)
    if held is None or held.asked is None:
        raise AppError("Nobody has asked for this half yet. Take in the pack in which the chair asks for it.")
    found = _custody(held, workspace.means.now().date())
    if found.rule is None or not found.can_release:
        reasons = " ".join(found.rule.reasons) if found.rule is not None else ""
        raise AppError(f"The round {held.name} may not be opened yet. {reasons}")
    half = unwrapped_half(b64decode(held.half), KEYHOLDERS, workspace.unlocked.keys, held.workspace, held.id)
    body = {"round": held.id, "half": half.hex()}
    made = pack_for(
        workspace, held.workspace, held.id, Kind.RELEASE, held.asked["number"], body, [_asker(workspace, held)]
    )
    on = workspace.means.now().date().isoformat()
    workspace.door.write(f"Release the round {held.name}", [Op("custody", held.id, "released", on)], sign="release")
    workspace.note_access("export", f"half of the round {held.name}")
    return made


def hello(workspace: Workspace) -> Outgoing:
    """An invited keyholder's keys for the chairs; without them no half can be given to them.

    Raises AppError where this workspace was not made from a keyholder's invitation.
    """
    partnership = partnership_of(workspace.conn)
    if partnership is None or not partnership.proof:
        raise AppError("This workspace was not made from a keyholder's invitation.")
    body = {"person": workspace.person.id, "keys": first_keys(workspace, partnership.proof)}
    made = pack_for(workspace, partnership.workspace, "", Kind.HELLO, 1, body, partnership.chairs)
    workspace.note_access("export", "own public keys for the chairs")
    return made


def ask_ops(held: HeldCustody, opened: Opened) -> list[Op]:
    """What keeps a request; none where this one, or a newer one, is there. Raises Altered for another shape."""
    value, header = opened.body.value, opened.header
    said = read_strictly(_checked, value)
    if (said, value["round"]) != (header.number, held.id):
        raise Altered("it is about another round inside than outside")
    if held.asked is not None and said <= held.asked["number"]:
        return []
    asked = {"number": said, "by": header.sender.person, "on": header.made_on, "told": value}
    return [Op("custody", held.id, "asked", asked)]


def _checked(value: Json) -> int:
    """The number of a request all of which can be read."""
    date.fromisoformat(value["due"])
    id_of(value["round"])
    for one in value["seats"]:
        _seat(value["round"], one)
    return number(value["number"])


def _custody(held: HeldCustody, today: date) -> Custody:
    asked = held.asked
    seats, faults = _told(held.id, asked["told"]["seats"]) if asked is not None else ((), ())
    rule = None
    if asked is not None:
        due = max(held.due, date.fromisoformat(asked["told"]["due"]))  # no earlier than was said when the half came
        judged = opening_rule(seats, due, today)
        rule = OpeningRule((*judged.reasons, *faults), judged.absentees)
    names = {one.person: one.name for one in held.chairs}
    return Custody(
        *(held.id, held.name, held.organisation, held.due, tuple(names.values())),
        asked_by=names.get(asked["by"], "") if asked is not None else "",
        asked_on=asked["on"] if asked is not None else "",
        seats=seats,
        rule=rule,
        released_on=held.released_on,
    )


def _asker(workspace: Workspace, held: HeldCustody) -> Chair:
    partnership = partnership_of(workspace.conn)
    known = (*held.chairs, *(partnership.chairs if partnership is not None else ()))
    found = next((one for one in reversed(known) if one.person == held.asked["by"]), None)
    if found is None:
        raise AppError("The chair who asked is not known here any more. Ask for the request to be made again.")
    return found


def _told(round_id: str, told: Sequence[Json]) -> tuple[tuple[Seat, ...], tuple[str, ...]]:
    """The seats as they were told, and a sentence for each whose signatures are wrong."""
    pairs = [_seat(round_id, one) for one in told]
    return tuple(seat for seat, _ in pairs), tuple(fault for _, fault in pairs if fault)


def _seat(round_id: str, value: Json) -> tuple[Seat, str]:
    way, person, name = Way(value["way"]), id_of(value["person"]), text(value["name"])
    sound, unsound = set(), 0
    for box in value["boxes"]:
        if way is not Way.PACK or _is_signed(round_id, person, value, box):
            sound.add(id_of(box["audit"]))
        else:
            unsound += 1
    seat = Seat(
        *(person, name, text(value["agency"]), way, tuple(id_of(one) for one in value["audits"]), ()),
        standing=Standing(value["standing"] or ""),
        standing_reason=text(value["standing_reason"] or "", least=0),
        returned=frozenset(sound),
        answered=number(value["answered"]),
        asked=number(value["asked"]),
    )
    return seat, f"What is said to come from {name} was not signed by {name}." if unsound else ""


def _is_signed(round_id: str, person: str, seat: Json, box: Json) -> bool:
    about = About(round_id, id_of(box["review"]), person, number(box["number"]))
    said = statement_of_digests(about, box["answered"], box["asked"], text(box["box_digest"]), text(box["key_digest"]))
    signature = b64decode(text(box["signature"] or "", least=0))
    # who lost their keys has newer ones; what they had submitted was signed with the earlier
    named = (seat["sign_key"] or "", *seat.get("earlier_keys", ()))
    keys = [bytes.fromhex(text(one, least=0)) for one in named]
    return any(len(key) == 32 and verify(key, signature, said) for key in keys)


def seat_lines(found: Custody) -> Iterator[str]:
    """Each member of the round in a line: what of theirs is in, and why it is not waited for."""
    for seat in found.seats:
        done = f"{len(seat.returned & set(seat.audits))} of {counted(len(seat.audits), 'plan')}"
        how = "" if seat.way is Way.PACK else ", blind by procedure"
        why = f", {seat.standing.value}: {seat.standing_reason}" if seat.standing is not Standing.TAKING_PART else ""
        yield f"{seat.name}: {done}{how}{why}"
