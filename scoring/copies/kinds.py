"""What is replaced in a reading copy and by which stand-in, and one thing that was found; it finds nothing itself."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from scoring.plan.text import Place


class Kind(StrEnum):
    """What a piece of text says of somebody; its value in brackets stands in the copy."""

    CHILD = "the child"
    PARENT = "a parent"
    STAFF = "a professional"
    NAME = "a name"
    SCHOOL = "the school"
    ADDRESS = "address"
    POSTCODE = "postcode"
    BIRTH = "date of birth"
    NHS = "NHS number"
    UPN = "UPN"
    ULN = "ULN"
    NUMBER = "a number"
    PHONE = "phone number"
    EMAIL = "e-mail"
    WORD = "replaced"
    LEFT_OUT = "left out"

    @property
    def stand_in(self) -> str:
        """What stands in the copy instead."""
        return f"[{self.value}]"


NAMES: Final = (Kind.CHILD, Kind.PARENT, Kind.STAFF, Kind.NAME)
"""The kinds that are names of people."""

STAND_INS: Final = re.compile("|".join(re.escape(kind.stand_in) for kind in Kind))


class Decision(StrEnum):
    """What a person decided of something that was found."""

    REPLACE = "replace"
    KEEP = "keep"


@dataclass(frozen=True, slots=True)
class Hit:
    """One place in the whole text, from `start` to `end`, with what it is, why it was found, and whether that is sure.

    `name` is the same for everything that is one thing: a name in every case and form.
    """

    kind: Kind
    start: int
    end: int
    why: str
    sure: bool
    name: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to be replaced wherever it stands: `words` as it stands first, and its `places`, of which one that runs
    from one block into the next has two.

    `id` stays the same when the same text is looked at again. What is doubtful is for a person to decide.
    """

    id: str
    kind: Kind
    words: str
    why: str
    sure: bool
    times: int
    places: tuple[Place, ...]

    @property
    def is_fixed(self) -> bool:
        """Whether it goes whatever anybody decides: child protection and child in need words never travel."""
        return self.kind is Kind.LEFT_OUT and self.sure


@dataclass(frozen=True, slots=True)
class Own:
    """Words that a person wants gone besides; with the kind LEFT_OUT every sentence that has them."""

    words: str
    kind: Kind = Kind.WORD


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a plan besides its text: names, schools, and dates of birth as ISO text."""

    child: Sequence[str] = ()
    schools: Sequence[str] = ()
    staff: Sequence[str] = ()
    births: Sequence[str] = ()
