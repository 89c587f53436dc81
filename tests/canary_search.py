"""Finds a text in files however it stands there: as text, in UTF-16, in base64, or inside anything compressed."""

import base64
import re
import zlib
from collections.abc import Iterator
from pathlib import Path

CANARY = "Zebedee Quillfeather"
"""A name that nobody has."""
TELLTALE = "marzipan lighthouses"
"""Words of a plan that nothing else says."""
_STREAMS = re.compile(rb"\x78[\x01\x5e\x9c\xda]|\x1f\x8b\x08|PK\x03\x04")
_MOST = 20_000_000


def forms_of(text: str) -> dict[str, bytes]:
    """The bytes by which a text would be known, by what they are called."""
    plain = {"UTF-8": text.encode(), "UTF-16": text.encode("utf-16-le"), "UTF-16, big end": text.encode("utf-16-be")}
    encoded = {
        f"base64 of {name} at {shift}": core
        for name, data in plain.items()
        for shift, core in enumerate(_in_base64(data))
    }
    return {**plain, **encoded, "hexadecimal": text.encode().hex().encode()}


def hits(folder: Path, *texts: str, aside: tuple[Path, ...] = ()) -> list[str]:
    """Where a text stands in the files of a folder and in their names; the folders `aside` are not looked into."""
    found = []
    for path in sorted(folder.rglob("*")):
        if any(path.is_relative_to(one) for one in aside):
            continue
        if any(text.casefold() in path.name.casefold() for text in texts):
            found.append(f"{path}: its name")
        if path.is_file():
            found += [f"{path}: {form}" for form in hits_in(path.read_bytes(), *texts)]
    return found


def hits_in(data: bytes, *texts: str) -> list[str]:
    """In which forms a text stands in these bytes, or in what is compressed among them."""
    forms = [form for text in texts for form in forms_of(text).items()]
    found = [name for name, form in forms if form in data]
    for inside in unpacked(data):
        found += [f"{name}, compressed" for name, form in forms if form in inside]
    return found


def unpacked(data: bytes) -> Iterator[bytes]:
    """What every stream that begins somewhere in the bytes holds: zlib, gzip, or the members of a zip."""
    for start in _STREAMS.finditer(data):
        at, kind = start.start(), start.group()
        if kind == b"PK\x03\x04":
            name, extra = (int.from_bytes(data[at + place : at + place + 2], "little") for place in (26, 28))
            yield from _inflated(data[at + 30 + name + extra :], -zlib.MAX_WBITS)
        else:
            yield from _inflated(data[at:], 47)  # zlib or gzip, by their own heads


def _inflated(data: bytes, window: int) -> Iterator[bytes]:
    opened = zlib.decompressobj(window)
    try:
        inside = opened.decompress(data, _MOST)
    except zlib.error:
        return
    if inside:
        yield inside


def _in_base64(data: bytes) -> list[bytes]:
    """What base64 makes of the data at each place in a group of three, without the letters that neighbours share."""
    cores = []
    for shift in range(3):
        whole = base64.b64encode(bytes(shift) + data).rstrip(b"=")
        first = (shift * 8 + 5) // 6
        last = (shift + len(data)) * 8 // 6
        cores.append(whole[first:last])
    return cores
