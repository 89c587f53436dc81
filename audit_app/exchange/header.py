"""What stands outside on a pack: from whom, for whom, what for; it opens nothing and checks no signature."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TypeVar

from audit_app.domain.canonical_json import Json, decode, encode
from audit_app.exchange.lock_parts import CodePart, code_part, code_record, count, raw, text
from audit_app.exchange.refusals import Altered, NewerPack
from audit_app.sealing import KEY_BYTES, binds, takes_wraps

FORMAT = 1
LARGEST_HEADER = 1024 * 1024
MOST_RECIPIENTS = 500
MOST_WRITERS = 10_000
_LONGEST_ID = 80
_LONGEST_NAME = 400
_UNREADABLE = "what stands outside on it cannot be read"
# The rest is what the seal of the body also vouches for: nobody can put another sender or round before a body.
_AFTER_SEALING = frozenset({"locks", "digest", "sizes"})

Value = TypeVar("Value")


class Kind(StrEnum):
    """What a pack is for."""

    INVITE = "invite"
    ASSIGN = "assign"
    CUSTODY = "custody"
    RETURN = "return"
    HELLO = "hello"
    ASK = "ask"
    RELEASE = "release"
    RESULT = "result"
    CHANGES = "changes"


@dataclass(frozen=True, slots=True)
class Sender:
    """Who made a pack: id, name, and both public halves (X25519 and Ed25519, 32 bytes each)."""

    person: str
    name: str
    box_key: bytes
    sign_key: bytes


@dataclass(frozen=True, slots=True)
class Draft:
    """What a pack to be made says outside. `made_on` is ISO text; `round` is empty where it concerns none.

    `number` counts the packs of one kind to one person in a round; `ranges` has writer -> (first, last) of changes.
    """

    workspace: str
    round: str
    kind: Kind
    number: int
    sender: Sender
    made_on: str
    ranges: Mapping[str, tuple[int, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sizes:
    """Bytes of the body as it lies in the pack, and of all that is in it, inflated."""

    body: int
    inflated: int


@dataclass(frozen=True, slots=True)
class Header:
    """What stands outside on a pack. `digest` (hex) is the body's; `wrapped` has the content key for each recipient.

    A pack locked by six words has no recipients and a `code`. All of it is signed.
    """

    format: int
    workspace: str
    round: str
    kind: Kind
    number: int
    sender: Sender
    recipients: tuple[str, ...]
    made_on: str
    digest: str
    sizes: Sizes
    ranges: Mapping[str, tuple[int, int]]
    wrapped: Mapping[str, bytes]
    code: CodePart | None = None


def draft_record(draft: Draft, recipients: tuple[str, ...]) -> dict[str, Json]:
    """The part of a header that is known before the body is sealed."""
    sender = draft.sender
    return {
        "format": FORMAT,
        "workspace": draft.workspace,
        "round": draft.round,
        "kind": draft.kind.value,
        "number": draft.number,
        "sender": {
            "person": sender.person,
            "name": sender.name,
            "box_key": sender.box_key.hex(),
            "sign_key": sender.sign_key.hex(),
        },
        "recipients": list(recipients),
        "made_on": draft.made_on,
        "ranges": {writer: list(reach) for writer, reach in draft.ranges.items()},
    }


def locks_record(wrapped: Mapping[str, bytes], code: CodePart | None) -> dict[str, Json]:
    """The content key, locked to each recipient or by six words."""
    if code is not None:
        return {"code": code_record(code)}
    return {"wrapped": {person: key.hex() for person, key in wrapped.items()}}


def context(record: Mapping[str, Json]) -> bytes:
    """What the seal of the body vouches for besides the body: the header without what follows from the sealing."""
    return encode({name: value for name, value in record.items() if name not in _AFTER_SEALING}).encode()


def read_record(data: bytes) -> dict[str, Json]:
    """The header in these bytes as a record; raises NewerPack and Altered. A name twice, or not canonical: altered."""
    try:
        record = decode(data.decode())
        is_newer = count(record["format"]) > FORMAT
        is_canonical = encode(record).encode() == data
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError):
        raise Altered(_UNREADABLE) from None
    if is_newer:
        raise NewerPack
    if not is_canonical or record["format"] < 1:
        raise Altered(_UNREADABLE)
    return dict(record)


def read_header(record: Mapping[str, Json]) -> Header:
    """The header that a record stands for; raises NewerPack for a kind that is not known, and Altered."""
    try:
        if text(record["kind"], _LONGEST_ID) not in set(Kind):
            raise NewerPack
        return _header(record)
    except (KeyError, TypeError, ValueError, AttributeError):
        raise Altered(_UNREADABLE) from None


def _header(record: Mapping[str, Json]) -> Header:
    recipients, locks = tuple(text(one, _LONGEST_ID) for one in record["recipients"]), record["locks"]
    wrapped = _each(locks.get("wrapped", {}), raw, MOST_RECIPIENTS)
    code = code_part(locks["code"]) if "code" in locks else None
    if set(wrapped) != set(recipients) or len(recipients) != len(wrapped) or (code is None) != bool(recipients):
        raise ValueError("Every recipient has the key once, and a pack has recipients or a code.")
    return Header(
        format=count(record["format"]),
        workspace=text(record["workspace"], _LONGEST_ID),
        round=text(record["round"], _LONGEST_ID, least=0),
        kind=Kind(record["kind"]),
        number=count(record["number"]),
        sender=_sender(record["sender"]),
        recipients=recipients,
        made_on=date.fromisoformat(record["made_on"]).isoformat(),
        digest=raw(record["digest"], 32).hex(),
        sizes=Sizes(count(record["sizes"]["body"]), count(record["sizes"]["inflated"])),
        ranges=_each(record["ranges"], _reach, MOST_WRITERS),
        wrapped=wrapped,
        code=code,
    )


def _sender(record: Json) -> Sender:
    box_key, sign_key = raw(record["box_key"], KEY_BYTES), raw(record["sign_key"], KEY_BYTES)
    if not takes_wraps(box_key) or not binds(sign_key):
        raise ValueError("A sender has keys that are somebody's alone.")
    return Sender(text(record["person"], _LONGEST_ID), text(record["name"], _LONGEST_NAME), box_key, sign_key)


def _reach(value: Json) -> tuple[int, int]:
    first, last = (count(one) for one in value)
    if not 1 <= first <= last:
        raise ValueError("A range goes from 1 upwards.")
    return first, last


def _each(record: Json, read: Callable[[Json], Value], most: int) -> dict[str, Value]:
    if not isinstance(record, dict) or len(record) > most:
        raise TypeError("A mapping of no more than so many is expected.")
    return {text(name, _LONGEST_ID): read(value) for name, value in record.items()}
