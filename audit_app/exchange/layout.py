"""How the bytes of a pack lie: magic line, header length, header, signature, body; it opens and verifies nothing."""

from dataclasses import dataclass, field

from audit_app.exchange.body import LARGEST_INFLATED
from audit_app.exchange.header import LARGEST_HEADER, Header, context, read_header, read_record
from audit_app.exchange.refusals import Altered, CutShort, NotAPack, TooLarge

LARGEST_PACK = 256 * 1024 * 1024
LIMIT = f"a pack has at most {LARGEST_PACK // 2**20} MiB, and {LARGEST_INFLATED // 2**20} MiB in it"
_MAGIC = b"EHCP audit pack\n"
_LENGTH_BYTES = 4
_SIGNATURE_BYTES = 64
_START = len(_MAGIC) + _LENGTH_BYTES


@dataclass(frozen=True, slots=True)
class Layout:
    """A pack whose size and form are right; the signature is over `signed`, and the seal vouches for `bound`."""

    header: Header
    signed: bytes = field(repr=False)
    signature: bytes = field(repr=False)
    bound: bytes = field(repr=False)
    sealed: memoryview = field(repr=False)


def to_sign(header: bytes) -> bytes:
    """What the sender signs: no signature over anything else of this app can be taken for it."""
    return _MAGIC + header


def laid_out(header: bytes, signature: bytes, sealed: bytes) -> bytes:
    """The bytes of a pack."""
    return b"".join((_MAGIC, len(header).to_bytes(_LENGTH_BYTES), header, signature, sealed))


def read_layout(data: bytes) -> Layout:
    """The parts of a pack; raises TooLarge, NotAPack, CutShort, NewerPack and Altered."""
    if len(data) > LARGEST_PACK:
        raise TooLarge(LIMIT)
    signed_to = outside_bytes(data)
    if len(data) < signed_to:
        raise CutShort
    written = data[_START : signed_to - _SIGNATURE_BYTES]
    record = read_record(written)
    header = read_header(record)
    sealed = memoryview(data)[signed_to:]
    if len(sealed) < header.sizes.body:
        raise CutShort
    if len(sealed) > header.sizes.body:
        raise Altered("something follows after its end")
    if header.sizes.inflated > LARGEST_INFLATED:
        raise TooLarge(LIMIT)
    return Layout(header, to_sign(written), data[signed_to - _SIGNATURE_BYTES : signed_to], context(record), sealed)


def outside_bytes(beginning: bytes) -> int:
    """How many bytes lie before the body, by the first 20; raises NotAPack, CutShort and TooLarge."""
    if not beginning.startswith(_MAGIC):
        raise CutShort if _MAGIC.startswith(beginning) else NotAPack
    length = int.from_bytes(beginning[len(_MAGIC) : _START])
    if length > LARGEST_HEADER:
        raise TooLarge("too much stands outside on it")
    return _START + length + _SIGNATURE_BYTES


def read_outside(outside: bytes) -> Header:
    """The header in the bytes before the body, not verified; raises CutShort, NewerPack and Altered."""
    if len(outside) < outside_bytes(outside):
        raise CutShort
    return read_header(read_record(outside[_START:-_SIGNATURE_BYTES]))
