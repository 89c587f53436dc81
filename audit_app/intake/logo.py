"""A logo from a file that nobody vouches for: bounded, decoded once, and drawn anew as a small plain PNG on white.

What is kept has none of the file's own bytes: no metadata, no profile, nothing behind the picture.
"""

import io
import struct
import warnings
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Final

from audit_app.domain.problems import AppError
from audit_app.domain.report_look import LOGO_BYTES, LOGO_HEIGHT, LOGO_WIDTH
from audit_app.files import read_bounded

if TYPE_CHECKING:
    from PIL.Image import Image

FILE_BYTES: Final = 5 * 1024 * 1024
MOST_SIDE: Final = 5_000
MOST_PIXELS: Final = 16_000_000
"""A picture of more is not decoded: a small file can ask for any amount of memory."""
MOST_PASSES: Final = 100
"""A JPEG is drawn in a dozen passes at most; each of thousands would take as long as the whole picture."""
LEAST_SIDE, LEAST_LENGTH = 16, 64
"""A logo that has fewer pixels across, or along, would be a smudge on paper."""
_PNG, _JPEG, _PASS = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"\xff\xda"
_OTHERS: Final = (
    (0, b"GIF8", "a GIF picture"),
    (8, b"WEBP", "a WebP picture"),
    (4, b"ftyp", "a HEIC or AVIF picture, or a film"),
    (0, b"BM", "a BMP picture"),
    (0, b"II*\0", "a TIFF picture"),
    (0, b"MM\0*", "a TIFF picture"),
    (0, b"%PDF", "a PDF"),
    (0, b"PK\x03\x04", "an Office file or a zip"),
)
"""Where in a file its kind is told, how, and what it then is."""
_WHITE: Final = "#FFFFFF"
_NEARLY_WHITE: Final = 240
_SHARES: Final = (1.0, 0.8, 0.6, 0.45, 0.3)
_NAMED_WORDS: Final = 1024
_BROKEN: Final = (
    OSError, ValueError, SyntaxError, EOFError, TypeError, LookupError, AttributeError, ArithmeticError, MemoryError,
    struct.error, zlib.error,
)  # fmt: skip
"""What the decoder raises for a damaged file, by where it is damaged."""


def read_logo(path: Path) -> bytes:
    """The logo in a PNG or JPEG file, whatever its name, as the plain PNG that is kept.

    Raises AppError with a sentence for a file that is too large, of another kind, damaged, moving, or that would not
    be seen on paper.
    """
    data = read_bounded(path, FILE_BYTES)
    name = path.name
    image = _decoded(data, _kind(data, name), name)
    _demand_room(image, name)
    flat = _on_white(image)
    if _is_blank(flat):
        raise AppError(
            f"Nothing of {name} would be seen on white paper: all of it is white or clear. Choose the logo that is "
            "made for a white ground."
        )
    return _small(flat)


def _kind(data: bytes, name: str) -> str:
    """PNG or JPEG, by what the file holds."""
    if data.startswith(_PNG):
        return "PNG"
    if data.startswith(_JPEG):
        if data.count(_PASS) > MOST_PASSES:
            raise AppError(f"{name} is drawn in more passes than any picture needs. Save it as a PNG, and choose that.")
        return "JPEG"
    if b"<svg" in data[:_NAMED_WORDS].lower():
        raise AppError(
            f"{name} is an SVG drawing, which can hold programs and links and so is not read. Save it as a PNG, "
            f"{LOGO_WIDTH} pixels wide or more, and choose that."
        )
    what = next((words for at, told, words in _OTHERS if data.startswith(told, at)), "neither PNG nor JPEG inside")
    raise AppError(f"{name} is {what}, whatever its name says. Save the logo as a PNG or a JPEG, and choose that.")


def _decoded(data: bytes, kind: str, name: str) -> "Image":
    from PIL import Image, ImageOps

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of sizes that are refused here, and of oddities that do not matter
            image = Image.open(io.BytesIO(data), formats=(kind,))
            _demand_still_and_bounded(image, name)
            image.draft("RGB", (2 * LOGO_WIDTH, 2 * LOGO_HEIGHT))  # a JPEG need not be decoded in full
            image.load()
            return ImageOps.exif_transpose(image)
    except Image.DecompressionBombError as error:
        raise AppError(_too_large(name, "of over 178 million pixels")) from error
    except _BROKEN as error:
        raise AppError(
            f"{name} is damaged, so the picture in it cannot be read. Open it in a picture program, save it again as a "
            "PNG, and choose that."
        ) from error


def _demand_still_and_bounded(image: "Image", name: str) -> None:
    width, height = image.size
    if max(width, height) > MOST_SIDE or width * height > MOST_PIXELS:
        raise AppError(_too_large(name, f"{width:,} × {height:,} pixels"))
    if getattr(image, "n_frames", 1) != 1:
        raise AppError(f"{name} holds several pictures or moves. Save one of them as a PNG, and choose that.")


def _too_large(name: str, size: str) -> str:
    return (
        f"{name} is {size}, which is more than is read. {LOGO_WIDTH} pixels across are enough for print: save it "
        "smaller, and choose that."
    )


def _demand_room(image: "Image", name: str) -> None:
    scale = min(LOGO_WIDTH / image.width, LOGO_HEIGHT / image.height, 1.0)
    sides = sorted((image.width * scale, image.height * scale))
    if sides[0] < LEAST_SIDE or sides[1] < LEAST_LENGTH:
        raise AppError(
            f"{name} is {image.width:,} × {image.height:,} pixels, which is too small or too thin to print. Choose one "
            f"that is {LOGO_WIDTH} pixels wide or so."
        )


def _on_white(image: "Image") -> "Image":
    """The picture as it looks on white paper, no larger than is kept."""
    from PIL import Image

    if image.mode.startswith(("I", "F")):  # 16 bits a pixel, which a plain change of mode would cut off at white
        image = image.point(lambda level: level * (1 / 256)).convert("L")
    if image.has_transparency_data:
        clear = image.convert("RGBA")
        image = Image.new("RGB", clear.size, _WHITE)
        image.paste(clear, mask=clear.getchannel("A"))
    flat = image.convert("RGB")
    flat.thumbnail((LOGO_WIDTH, LOGO_HEIGHT), Image.Resampling.LANCZOS)
    plain = Image.new("RGB", flat.size)  # whatever the file told beside its pixels stays behind
    plain.paste(flat)
    return plain


def _is_blank(image: "Image") -> bool:
    darkest, _ = image.convert("L").getextrema()
    return isinstance(darkest, int | float) and darkest >= _NEARLY_WHITE


def _small(image: "Image") -> bytes:
    """As it is, else in 256 colours, else smaller: the first that is small enough."""
    from PIL import Image

    for share in _SHARES:
        size = (max(round(image.width * share), 1), max(round(image.height * share), 1))
        one = image if share == 1 else image.resize(size, Image.Resampling.LANCZOS)
        for made in (one, one.quantize(256, dither=Image.Dither.NONE)):
            data = _png(made)
            if len(data) <= LOGO_BYTES:
                return data
    raise AssertionError("so few pixels always fit")


def _png(image: "Image") -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()
