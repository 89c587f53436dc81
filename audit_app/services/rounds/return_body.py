"""What lies in the packs that come back, read strictly: keys, progress and boxes; it knows no workspace."""

import hmac
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from typing import Final, TypeVar

from audit_app.domain.canonical_json import Json, encode
from audit_app.exchange.refusals import Altered
from audit_app.store.keys.boxes import Box, BoxDamaged, box_from

Made = TypeVar("Made")
_ID: Final = re.compile(r"[0-9a-f]{32}")
_KEY: Final = re.compile(r"[0-9a-f]{64}")
_SIGNATURE: Final = re.compile(r"[A-Za-z0-9+/]{86}==")
_MOST: Final = 1_000_000
_MOST_BOXES: Final = 500


@dataclass(frozen=True, slots=True)
class FirstKeys:
    """The public keys of a member or keyholder (hex), and what ties them to an invitation."""

    box_key: str
    sign_key: str
    mac: str = field(repr=False)

    def is_bound(self, person: str, proof: str) -> bool:
        """Whether they came from whoever opened the invitation that carried this proof (hex, empty for none)."""
        if not proof:
            return False
        said = encode(["keys", person, self.box_key, self.sign_key]).encode()
        return hmac.compare_digest(hmac.new(bytes.fromhex(proof), said, sha256).hexdigest(), self.mac)


@dataclass(frozen=True, slots=True)
class BoxIn:
    """One sealed review as it comes in."""

    review: str
    audit: str
    number: int
    box: Box
    signature: str
    answered: int
    asked: int
    sent_on: str


@dataclass(frozen=True, slots=True)
class ReturnIn:
    """A return: whose, for which round, the how many-th, keys where it is the first, progress and boxes."""

    round_id: str
    person: str
    number: int
    keys: FirstKeys | None
    answered: int
    asked: int
    finished: int
    boxes: tuple[BoxIn, ...]


def read_return(value: Json) -> ReturnIn:
    """What a member sends back; raises Altered."""
    return _strictly(_return, value)


def read_hello(value: Json) -> tuple[str, FirstKeys]:
    """The person and keys of an invited keyholder; raises Altered."""
    return _strictly(lambda said: (_fits(_ID, said["person"]), _keys(said["keys"])), value)


def _strictly(read: Callable[[Json], Made], value: Json) -> Made:
    try:
        return read(value)
    except (KeyError, TypeError, ValueError, AttributeError, BoxDamaged):
        raise Altered("what lies in it is not what such a pack holds") from None


def _return(value: Json) -> ReturnIn:
    progress, boxes = value["progress"], value["boxes"]
    found = tuple(_box(one) for one in boxes)
    if len(found) > _MOST_BOXES or len({one.review for one in found}) < len(found):
        raise ValueError("Each review comes once.")
    return ReturnIn(
        _fits(_ID, value["round"]),
        _fits(_ID, value["person"]),
        _count(value["number"], least=1),
        _keys(value["keys"]) if value["keys"] is not None else None,
        _count(progress["answered"]),
        _count(progress["asked"]),
        _count(progress["finished"]),
        found,
    )


def _box(value: Json) -> BoxIn:
    return BoxIn(
        _fits(_ID, value["review"]),
        _fits(_ID, value["audit"]),
        _count(value["number"], least=1),
        box_from(value["box"], value["key"]),
        _fits(_SIGNATURE, value["signature"]),
        _count(value["answered"]),
        _count(value["asked"]),
        date.fromisoformat(value["sent_on"]).isoformat(),
    )


def _keys(value: Json) -> FirstKeys:
    return FirstKeys(*(_fits(_KEY, value[name]) for name in ("box_key", "sign_key", "mac")))


def _fits(shape: re.Pattern[str], value: Json) -> str:
    if not isinstance(value, str) or not shape.fullmatch(value):
        raise ValueError("Another form is expected.")
    return value


def _count(value: Json, least: int = 0) -> int:
    if type(value) is not int or not least <= value <= _MOST:
        raise ValueError("A number is expected.")
    return value
