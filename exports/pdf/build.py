"""A document as the bytes of a tagged PDF."""

import io
from datetime import date
from functools import partial

from exports.document import Document
from exports.pdf import fonts
from exports.pdf.pages import WIDTH, CountingCanvas, Pages
from exports.pdf.story import story
from exports.pdf.structure import with_structure
from exports.pdf.styles import make_styles
from exports.pdf.tags import Tag
from exports.progress import Progress, in_silence
from resources.theme import Theme, read_measures


def pdf_bytes(asked: Document, theme: Theme, made_on: date, progress: Progress = in_silence) -> bytes:
    """The document on A4, tagged, its fonts embedded; `made_on`, the date of the data, stands as the file's date.

    `progress` is told of pieces done and may raise to stop. The same document gives the same bytes.
    """
    fonts.register()
    styles = make_styles(theme, read_measures())
    pieces = story(asked, styles, WIDTH)
    total, done = len(pieces) + 1, 0

    def tell() -> None:
        nonlocal done
        done = min(done + 1, total - 1)
        progress(done, total)

    tree = Tag("Document")
    target = io.BytesIO()
    Pages(target, asked, styles, tell).build(pieces, canvasmaker=partial(CountingCanvas, tree=tree))
    data = with_structure(target.getvalue(), tree, asked, made_on)
    progress(total, total)
    return data
