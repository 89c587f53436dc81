"""Saves a picture as a small PNG with a palette of its own: the same bytes for the same picture."""

from collections import Counter
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QImageWriter

from audit_app.domain.problems import AppError

COLOURS = 256
"""A screen has few colours; those beyond the commonest are edges of letters, and take the nearest."""


def save(image: QImage, path: Path) -> None:
    """Save a picture of any format; raises AppError where it cannot be written."""
    table = [colour for colour, _ in colours(image).most_common(COLOURS)]
    small = image.convertToFormat(QImage.Format.Format_Indexed8, table, Qt.ImageConversionFlag.ThresholdDither)
    writer = QImageWriter(str(path), b"png")
    writer.setCompression(100)
    if not writer.write(small):
        raise AppError(f"{path} could not be written: {writer.errorString()}. Choose another folder.")


def colours(image: QImage) -> Counter[int]:
    """How often each colour stands in a picture."""
    return Counter(_points(image))


def count_colours(image: QImage) -> int:
    """How many colours a picture has: one that shows nothing has a handful."""
    return len(set(_points(image)))


def _points(image: QImage) -> memoryview:
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    return memoryview(bytes(plain.constBits())).cast("I")
