"""Whether bytes are a plain small PNG, nothing but its pixels: asked of what a workspace keeps before it is drawn."""

import struct
import zlib
from collections.abc import Iterator
from typing import Final

_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_HEAD: Final = struct.Struct(">IIBBBBB")
_CHANNELS: Final = {(8, 2): 24, (8, 3): 8, (4, 3): 4, (2, 3): 2, (1, 3): 1}
"""Bits of a pixel by depth and kind of colour: three colours, or one of a palette."""
_LAST_FILTER: Final = 4


def png_size(data: bytes, width: int, height: int) -> tuple[int, int] | None:
    """Width and height of a still PNG of at most this size without anything but palette and pixels; else None.

    Its pixels are inflated to their exact number and no further, so that nothing can be hidden in them.
    """
    parts = list(_chunks(data))
    names = [name for name, _ in parts]
    if names[:1] != [b"IHDR"] or names[-1:] != [b"IEND"] or len(parts[0][1]) != _HEAD.size or parts[-1][1]:
        return None
    wide, high, depth, kind, *rest = _HEAD.unpack(parts[0][1])
    bits = _CHANNELS.get((depth, kind))
    pixels = names[1:-1]
    if pixels[:1] == [b"PLTE"]:
        pixels = pixels[1:]
    if bits is None or any(rest) or not 0 < wide <= width or not 0 < high <= height:
        return None
    if not pixels or set(pixels) != {b"IDAT"} or (kind == 3) != (b"PLTE" in names):
        return None
    packed = b"".join(content for name, content in parts if name == b"IDAT")
    return (wide, high) if _fills(packed, (wide * bits + 7) // 8 + 1, high) else None


def _fills(packed: bytes, stride: int, rows: int) -> bool:
    """Whether what is packed is exactly so many rows, each with a filter that PNG knows."""
    inflating = zlib.decompressobj()
    try:
        lines = inflating.decompress(packed, stride * rows + 1)
    except zlib.error:
        return False
    is_whole = len(lines) == stride * rows and inflating.eof and not inflating.unused_data
    return is_whole and max(lines[::stride]) <= _LAST_FILTER


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Name and content of each part; a damaged one, or what follows the last, is a part without a name."""
    if not data.startswith(_SIGNATURE):
        return
    at = len(_SIGNATURE)
    while at + 12 <= len(data):
        length = int.from_bytes(data[at : at + 4])
        name, content = data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        if data[at + 8 + length : at + 12 + length] != struct.pack(">I", zlib.crc32(name + content)):
            break
        yield name, content
        at += 12 + length
    if at != len(data):
        yield b"", b""
