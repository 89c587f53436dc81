"""A page of a report, drawn elsewhere, as Qt draws it."""

from PySide6.QtGui import QImage

from exports.pdf.pictures import Picture


def image_of(one: Picture) -> QImage:
    """A picture as Qt draws it, with pixels of its own."""
    return QImage(one.data, one.width, one.height, one.stride, QImage.Format.Format_RGB32).copy()
