"""Text of a docx in reading order with addresses: paragraphs, lists, cells, notes, headers; it knows no sections."""

import zlib
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import Any, Final
from zipfile import BadZipFile

from audit_app.domain.problems import Place
from audit_app.intake.faults import refusal
from audit_app.intake.limits import Limits
from audit_app.intake.package import DOCUMENT, Package
from audit_app.intake.plans.docx_parts import Notes, PartWords, Styles, others_of, pictures_in, textless
from audit_app.intake.plans.docx_walk import Walk
from audit_app.intake.plans.progress import Progress
from scoring.plan.text import Block, BlockKind, PlanText

LIMITS: Final = Limits(inflated_bytes=200_000_000, part_bytes=64_000_000, entries=4_000)
_NOT_WORD: Final = "This is no Word document. Save the plan as .docx or PDF and add that file."
_EVERY: Final = 200
"""Progress is told once in so many blocks."""


def read_docx(content: bytes, place: Place, progress: Progress) -> PlanText:
    """The text of a docx. Raises AppError where it is damaged, hostile, or no Word document."""
    # sizes, DTDs, encryption: before any other reader sees it
    package = Package(BytesIO(content), place.file, LIMITS, DOCUMENT)
    if not any(name.startswith("word/") for name in package.names()):
        raise refusal(_NOT_WORD, place)
    document = _opened(content, place)
    blocks: list[Block] = []
    body = getattr(document.element, "body", None)  # another root element has none
    if body is None:
        raise refusal(DOCUMENT.broken, place)
    total = max(1, len(body))
    beside = _beside(document, place)
    walk = Walk(Styles(document), Notes(one for one in beside if one.kind is BlockKind.FOOTNOTE))
    for done, child in enumerate(body):
        blocks.extend(walk.blocks_of(child))
        if done % _EVERY == 0:
            progress(done, total)
    notes = list(textless(body))
    blocks.extend(walk.rest())
    blocks.extend(block for one in beside if one.kind is BlockKind.FURNITURE for block in _of_part(walk, one))
    if (pictures := pictures_in(body)) > 0:
        notes.append(
            f"The document holds {pictures} picture{'s' if pictures > 1 else ''}; words in pictures cannot be read."
        )
    progress(total, total)
    return PlanText("docx", tuple(_numbered(blocks)), notes=tuple(notes))


def _beside(document: Any, place: Place) -> list[PartWords]:
    """Headers, footers and notes."""
    from lxml.etree import XMLSyntaxError

    try:
        return list(others_of(document))
    except (XMLSyntaxError, KeyError, ValueError, AttributeError) as error:
        raise refusal(DOCUMENT.broken, place) from error


def _opened(content: bytes, place: Place) -> Any:
    from docx import Document
    from docx.exceptions import InvalidXmlError
    from docx.opc.exceptions import PackageNotFoundError
    from lxml.etree import XMLSyntaxError

    try:
        return Document(BytesIO(content))
    except (PackageNotFoundError, BadZipFile, XMLSyntaxError, KeyError, ValueError, AttributeError, OSError) as error:
        raise refusal(DOCUMENT.broken, place) from error
    except (TypeError, IndexError, AssertionError, zlib.error, EOFError, NotImplementedError, InvalidXmlError) as error:
        raise refusal(DOCUMENT.broken, place) from error


def _of_part(walk: Walk, words: PartWords) -> Iterator[Block]:
    for element in words.element:
        yield from walk.blocks_of(element, part=words.part, kind=words.kind)


def _numbered(blocks: list[Block]) -> Iterator[Block]:
    for number, block in enumerate(blocks, 1):
        yield replace(block, id=f"b{number}")
