"""Pictures that tests take for logos, and the look that they make."""

import io
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw

from audit_app.domain.report_look import ReportLook, logo_text, look_of
from audit_app.intake.logo import read_logo

PLUM = "#86265F"


def drawn(width: int = 900, height: int = 300, mode: str = "RGB") -> Image.Image:
    """A plum disc and a bar on white."""
    made = Image.new("RGB", (width, height), "white")
    brush = ImageDraw.Draw(made)
    brush.ellipse((5, 5, height - 5, height - 5), fill=PLUM)
    brush.rectangle((height + 10, height // 3, width - 10, height // 2), fill="#18212C")
    return made.convert(mode)


def picture_bytes(image: Image.Image, kind: str = "PNG", **more: Any) -> bytes:
    """The picture as a file's bytes."""
    out = io.BytesIO()
    image.save(out, kind, **more)
    return out.getvalue()


def logo_file(folder: Path, name: str = "logo.png") -> Path:
    """A logo as a person would have it."""
    path = folder / name
    path.write_bytes(picture_bytes(drawn()))
    return path


def look_in(folder: Path, words: str = "", colour: str = PLUM) -> ReportLook:
    """The look of an organisation called Ashford with that logo, its words and its colour."""
    text = logo_text(read_logo(logo_file(folder)))
    return look_of({"colour": colour, "logo": text, "logo_words": words}, "Ashford")
