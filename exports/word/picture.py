"""A scene as a PNG: drawn as a page of a PDF, so that a picture shows what the PDF shows, and turned into pixels."""

import io
import struct
import zlib

from exports.charts.scene import Scene
from exports.pdf import fonts
from exports.pdf.paint import paint
from exports.pdf.pictures import Picture, picture
from exports.pdf.tags import ARTIFACT, TaggedCanvas
from resources.theme import Theme

_PIXELS_PER_POINT = 2.5
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_EIGHT_BITS, _RGB = 8, 2
_METRE_IN_POINTS = 72 / 0.0254


def png_of(scene: Scene, theme: Theme) -> bytes:
    """The scene on white at 180 dots an inch; the same scene gives the same bytes."""
    fonts.register()
    page = io.BytesIO()
    size = (scene.width, scene.height)
    canvas = TaggedCanvas(page, pagesize=size, invariant=1, initialFontName=fonts.REGULAR)
    with canvas.marked(ARTIFACT):
        paint(canvas, scene, theme)
    canvas.showPage()
    canvas.save()
    return _png(picture(page.getvalue(), 0, round(scene.width * _PIXELS_PER_POINT)))


def _png(of: Picture) -> bytes:
    rows = bytearray()
    for row in range(of.height):
        blue_first = of.data[row * of.stride : row * of.stride + 4 * of.width]
        line = bytearray(3 * of.width)
        line[0::3], line[1::3], line[2::3] = blue_first[2::4], blue_first[1::4], blue_first[0::4]
        rows += b"\0" + line  # no filter: the drawings are flat
    head = struct.pack(">IIBBBBB", of.width, of.height, _EIGHT_BITS, _RGB, 0, 0, 0)
    dots = round(_PIXELS_PER_POINT * _METRE_IN_POINTS)
    parts = (
        (b"IHDR", head), (b"pHYs", struct.pack(">IIB", dots, dots, 1)), (b"IDAT", zlib.compress(bytes(rows), 9)),
        (b"IEND", b""),
    )  # fmt: skip
    return _SIGNATURE + b"".join(_chunk(name, data) for name, data in parts)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
