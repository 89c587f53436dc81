"""A document as a tagged PDF, written as it is made."""

import io
from collections.abc import Iterator
from datetime import date

from reportlab.platypus import Flowable

from exports.document import Document
from exports.pdf import fonts
from exports.pdf.file import Out
from exports.pdf.pages import WIDTH, Pages
from exports.pdf.story import story
from exports.pdf.styles import Styles, make_styles
from exports.progress import Progress, in_silence
from resources.theme import Theme, read_measures


def write_pdf(asked: Document, theme: Theme, made_on: date, out: Out, progress: Progress = in_silence) -> None:
    """The document on A4, tagged, its fonts embedded; `made_on`, the date of the data, stands as the file's date.

    `progress` is told of blocks done and may raise to stop. The same document gives the same bytes. Memory does not
    grow with the number of pages, but for a few bytes for each thing that the file holds.
    """
    fonts.register()
    styles = make_styles(theme, read_measures(), asked.look.colour)
    Pages(asked, styles).write(_told(asked, styles, progress), out, made_on)
    total = len(asked.blocks) + 1
    progress(total, total)


def pdf_bytes(asked: Document, theme: Theme, made_on: date, progress: Progress = in_silence) -> bytes:
    """The same in memory."""
    out = io.BytesIO()
    write_pdf(asked, theme, made_on, out, progress)
    return out.getvalue()


def _told(asked: Document, styles: Styles, progress: Progress) -> Iterator[Flowable]:
    """The document's pieces; how far they are is told when those of a block are set."""
    total = len(asked.blocks) + 1
    for done, pieces in enumerate(story(asked, styles, WIDTH)):
        if done:
            progress(done, total)
        yield from pieces
