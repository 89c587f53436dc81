"""The recovery sheet: a secret on paper that opens a workspace when every passphrase is lost."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from audit_app.domain.problems import AppError, Problem
from audit_app.store.keys.crypto import KEY_BYTES, opening_public, unwrap

# Crockford's base 32: no I, L, O or U, so that nothing on paper can be read in two ways.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1"})
GROUPS = 13
GROUP_LENGTH = 5
_PAD_BITS = GROUPS * (GROUP_LENGTH - 1) * 5 - KEY_BYTES * 8


@dataclass(frozen=True, slots=True)
class RecoverySheet:
    """A secret of 256 bits and the X25519 key that it stands for."""

    secret: bytes = field(repr=False)

    @classmethod
    def generate(cls, random: Callable[[int], bytes]) -> "RecoverySheet":
        """A new sheet from a source of random bytes (`secrets.token_bytes`)."""
        return cls(random(KEY_BYTES))

    @classmethod
    def parse(cls, typed: str) -> "RecoverySheet":
        """The sheet that somebody typed; blanks, hyphens, line breaks and small letters do not matter.

        Raises AppError with one problem for each group that cannot be right, by its number.
        """
        groups = _split(typed)
        problems = [problem for at, group in enumerate(groups) if (problem := _problem(at, group))]
        if len(groups) != GROUPS:
            problems.insert(0, Problem(f"A sheet has {GROUPS} groups of {GROUP_LENGTH}; {len(groups)} were typed."))
        number = 0
        for group in groups:
            for character in group[: GROUP_LENGTH - 1]:
                number = number * 32 + max(_ALPHABET.find(character), 0)
        if not problems and number % (1 << _PAD_BITS):
            problems.append(Problem(f"Group {GROUPS} ({groups[-1]}) has a typing slip. Compare it with the sheet."))
        if problems:
            raise AppError(problems[0].message, problems)
        return cls((number >> _PAD_BITS).to_bytes(KEY_BYTES, "big"))

    @property
    def groups(self) -> tuple[str, ...]:
        """The secret as thirteen groups: four characters and a check character each."""
        number = int.from_bytes(self.secret, "big") << _PAD_BITS
        digits = [number >> shift & 31 for shift in range((GROUPS * (GROUP_LENGTH - 1) - 1) * 5, -1, -5)]
        parts = [digits[at * 4 : at * 4 + 4] for at in range(GROUPS)]
        return tuple(_written([*part, _check(at, part)]) for at, part in enumerate(parts))

    @property
    def public(self) -> bytes:
        """The X25519 public half, to which the database key is wrapped."""
        return opening_public(self._private())

    def open_wrapped(self, wrapped: bytes, workspace: str, purpose: str) -> bytes:
        """What was wrapped to this sheet for this workspace and purpose; raises WrongKey."""
        return unwrap(wrapped, self._private(), workspace, purpose)

    def text(self, organisation: str, workspace: str, on: date) -> str:
        """The words to print for the sealed envelope; the workspace by its name."""
        rows = [self.groups[at : at + 4] for at in range(0, GROUPS, 4)]
        lines = [f"  {at * 4 + 1:>2}   {'   '.join(row)}" for at, row in enumerate(rows)]
        return "\n".join(
            [*_HEAD, f"Organisation: {organisation}", f"Workspace:    {workspace}", *_made(on), *lines, *_FOOT]
        )

    def _private(self) -> bytes:
        from cryptography.hazmat.primitives.hashes import SHA256
        from cryptography.hazmat.primitives.kdf.hkdf import HKDF

        return HKDF(SHA256(), KEY_BYTES, salt=None, info=b"ehcp-audit/1 recovery sheet").derive(self.secret)


_HEAD = ("RECOVERY SHEET", "")
_FOOT = (
    "",
    "Whoever holds this sheet can open the workspace and read everything in it.",
    "Print it, put it in an envelope, seal and sign the envelope, and lock it away",
    "in another place than the computer. Then delete this file.",
    "",
    "It is needed when nobody's passphrase opens the workspace any more. Type the",
    "groups in order; capitals do not matter, and there is no letter I, L, O or U.",
    "After it has been used, make a new sheet and destroy this one.",
    "",
)


def _made(on: date) -> tuple[str, ...]:
    return (f"Made on:      {on.day} {on:%B %Y}", "")


def _split(typed: str) -> list[str]:
    words = typed.upper().translate(_READ_AS).replace("-", " ").split()
    joined = "".join(words)
    if len(joined) == GROUPS * GROUP_LENGTH:  # however it was cut up, it is all there
        return [joined[at : at + GROUP_LENGTH] for at in range(0, len(joined), GROUP_LENGTH)]
    return words


def _problem(at: int, group: str) -> Problem | None:
    name = f"Group {at + 1} ({group})"
    if len(group) != GROUP_LENGTH:
        return Problem(f"{name} has {len(group)} characters instead of {GROUP_LENGTH}. Compare it with the sheet.")
    if strange := [character for character in group if character not in _ALPHABET]:
        return Problem(f"{name} has {strange[0]}, which is on no sheet. Compare it with the sheet.")
    digits = [_ALPHABET.index(character) for character in group]
    if digits[-1] != _check(at, digits[:-1]):
        return Problem(f"{name} has a typing slip or stands in the wrong place. Compare it with the sheet.")
    return None


def _check(at: int, digits: Sequence[int]) -> int:
    """The check digit: every single slip, every two digits swapped and every group out of place are found.

    A polynomial over GF(32) whose constant term is the check digit plus the group's place: two places of a
    group never weigh the same.
    """
    total = at
    for digit in digits:
        total = _times_two(total ^ digit)
    return total


def _times_two(value: int) -> int:
    doubled = value << 1
    return doubled ^ 0b100101 if doubled & 32 else doubled


def _written(digits: Sequence[int]) -> str:
    return "".join(_ALPHABET[digit] for digit in digits)
