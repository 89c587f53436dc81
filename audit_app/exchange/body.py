"""What lies inside a pack: a JSON value and files, laid together and taken apart under caps; it knows no keys."""

import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from json import JSONDecoder
from typing import NoReturn

from audit_app.domain.canonical_json import Json, decode, encode
from audit_app.exchange.lock_parts import count
from audit_app.exchange.refusals import Altered, TooLarge, TooLargeToSend

LARGEST_INFLATED = 512 * 1024 * 1024
MOST_FILES = 5_000
LARGEST_LIST = 1024 * 1024
MOST_VALUES = 20_000_000
"""Commas and brackets in the JSON value: each may become an object in memory, of twenty times its bytes."""
_LENGTH_BYTES = 4
_SWELLS_AT_MOST = 200  # times; beyond it, and beyond a mebibyte, it is a bomb and no text
_FREE_TO_SWELL = 1024 * 1024
_LEVEL = 1  # three times as quick as the usual 6, for a few per cent of the size
_NAME = re.compile(r"[A-Za-z0-9_-]([A-Za-z0-9_ .-]{0,78}[A-Za-z0-9_-])?")
_INSIDE = "what lies in it cannot be read"


@dataclass(frozen=True, slots=True)
class Body:
    """A JSON value and files by plain names: letters, digits, blanks, dots, hyphens, at most 80 of them."""

    value: Json
    files: Mapping[str, bytes] = field(default_factory=dict, repr=False)


def is_plain(name: str) -> bool:
    """Whether a file in a pack may be called so: nothing that leads into another folder, and no hidden file."""
    return _NAME.fullmatch(name) is not None and ".." not in name


def laid_together(body: Body) -> tuple[bytes, int]:
    """The bytes of a body, and how many they are inflated; raises TooLargeToSend, and ValueError for a wrong name."""
    names = sorted(body.files)
    if not all(is_plain(name) for name in names) or _has_twins(names):
        raise ValueError("A file in a pack has a plain name of its own.")
    if len(names) > MOST_FILES:
        raise TooLargeToSend(f"it has more than {MOST_FILES:,} files")
    wholes = [encode(body.value).encode(), *(body.files[name] for name in names)]
    if _parts_of(wholes[0]) > MOST_VALUES:
        raise TooLargeToSend(f"it has more than {MOST_VALUES:,} values")
    inflated = sum(len(whole) for whole in wholes)
    if inflated > LARGEST_INFLATED:
        raise TooLargeToSend(f"it has more than {LARGEST_INFLATED // 2**20} MiB in it")
    parts = [_packed(wholes[0]), *wholes[1:]]  # documents are compressed already, or sealed
    lengths = [[len(part), len(whole)] for part, whole in zip(parts, wholes, strict=True)]
    listed = encode([lengths[0], [[name, *each] for name, each in zip(names, lengths[1:], strict=True)]]).encode()
    return b"".join([len(listed).to_bytes(_LENGTH_BYTES), listed, *parts]), inflated


def taken_apart(plain: bytes, inflated: int) -> Body:
    """The body in these bytes; raises Altered and TooLarge. Never more than `inflated` bytes are made of them."""
    try:
        start = _LENGTH_BYTES + int.from_bytes(plain[:_LENGTH_BYTES])
        if start > min(len(plain), LARGEST_LIST):
            raise Altered(_INSIDE)
        listed = decode(plain[_LENGTH_BYTES:start].decode())
        lengths, names = _lengths(listed), [name for name, _, _ in listed[1]]
        if _has_twins(names) or not all(is_plain(name) for name in names) or len(names) > MOST_FILES:
            raise Altered("its files are not named as they should be")
        if sum(whole for _, whole in lengths) != inflated or start + sum(part for part, _ in lengths) != len(plain):
            raise Altered(_INSIDE)
        wholes = _wholes(memoryview(plain)[start:], lengths)
        return Body(_value(wholes[0]), dict(zip(names, wholes[1:], strict=True)))
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError, zlib.error):
        raise Altered(_INSIDE) from None


def _packed(whole: bytes) -> bytes:
    """Compressed where that saves something."""
    smaller = zlib.compress(whole, _LEVEL)
    # what would swell more than may be is said to be a bomb on the other side
    return smaller if len(smaller) < len(whole) and not _swells(len(smaller), len(whole)) else whole


def _swells(part: int, whole: int) -> bool:
    return whole > _FREE_TO_SWELL and whole > part * _SWELLS_AT_MOST


def _lengths(listed: Json) -> list[tuple[int, int]]:
    value, files = listed
    lengths = [(count(part), count(whole)) for part, whole in [value, *(each[1:] for each in files)]]
    if any(part > whole for part, whole in lengths):
        raise ValueError("A part is never longer than what it holds.")
    if any(_swells(part, whole) for part, whole in lengths) or sum(whole for _, whole in lengths) > LARGEST_INFLATED:
        raise TooLarge("what lies in it would swell beyond measure")
    return lengths


def _wholes(view: memoryview, lengths: list[tuple[int, int]]) -> list[bytes]:
    wholes, at = [], 0
    for part, whole in lengths:
        held = view[at : at + part]
        wholes.append(bytes(held) if part == whole else _inflated(held, whole))
        at += part
    return wholes


def _inflated(part: memoryview, whole: int) -> bytes:
    machine = zlib.decompressobj()
    # one byte more than it may have: what is longer is found out without being made
    made = machine.decompress(part, whole + 1)
    if len(made) != whole or not machine.eof or machine.unused_data:
        raise ValueError("A part has another length than it says.")
    return made


def _parts_of(whole: bytes) -> int:
    """At most how many values JSON has, counted without reading it."""
    return sum(whole.count(sign) for sign in (b",", b"[", b"{"))


def _value(whole: bytes) -> Json:
    if _parts_of(whole) > MOST_VALUES:
        raise TooLarge("more lies in it than can be read")
    value = JSONDecoder(parse_constant=_refuse).decode(whole.decode())
    if b"\\ud" in whole.lower():  # half a character, which only an escape can say, is no text
        encode(value).encode()
    return value


def _refuse(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number.")


def _has_twins(names: list[str]) -> bool:
    return len({name.casefold() for name in names}) < len(names)
