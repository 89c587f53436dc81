"""A plan's document from bytes to text: which kind it is, its bounds, and the reader for it."""

from pathlib import PurePath
from typing import Final

from audit_app.domain.problems import Place
from audit_app.intake.faults import refusal
from audit_app.intake.plans.progress import Progress
from scoring.plan.text import BlockKind, PlanText

LARGEST_BYTES: Final = 50_000_000
MOST_PAGES: Final = 1_000
MOST_CHARACTERS: Final = 5_000_000
"""A plan of 30 pages has some 80,000 characters."""

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_FOREIGN: Final = (
    (b"{\\rtf", "This is a text document (RTF). Save it as .docx or PDF and add that file."),
    (b"\x89PNG", "This is a picture. Add the plan as .docx or PDF."),
    (b"\xff\xd8\xff", "This is a picture. Add the plan as .docx or PDF."),
)


def read_plan(name: str, content: bytes, progress: Progress | None = None) -> PlanText:
    """The text of a docx or PDF that is given as bytes; `name` is for sentences only, the content decides.

    Raises AppError with a sentence where the file is empty, too large, encrypted, damaged, hostile, of another kind,
    or holds pictures of pages and no text.
    """
    place = Place(file=PurePath(name).name)
    if not content:
        raise refusal("This file is empty. Choose the plan's document again.", place)
    if len(content) > LARGEST_BYTES:
        raise refusal(
            f"This file has {len(content) / 1e6:,.0f} MB; a plan may have {LARGEST_BYTES // 10**6}. "
            "Save it without its pictures and try that file.",
            place,
        )
    text = _read(content, place, progress or _silent)
    size = sum(len(block.text) for block in text.blocks)
    if size > MOST_CHARACTERS:
        raise refusal("This document holds far more text than a plan, and is refused. Add the plan alone.", place)
    if not any(block.text.strip() for block in text.blocks if block.kind is not BlockKind.FURNITURE):
        raise refusal(
            "This document holds no text, only pictures of pages or nothing at all. Ask for the plan as .docx, or as a "
            "PDF made from it.",
            place,
        )
    return text


def _read(content: bytes, place: Place, progress: Progress) -> PlanText:
    if content.startswith(b"PK\x03\x04"):
        from audit_app.intake.plans.docx_text import read_docx

        return read_docx(content, place, progress)
    if b"%PDF-" in content[:1024]:
        from audit_app.intake.plans.pdf_text import read_pdf

        return read_pdf(content, place, progress)
    if content.startswith(_OLE):
        if _ENCRYPTED in content:
            raise refusal("The document is encrypted. Remove the password, save it and try again.", place)
        raise refusal("This is a document of an older Word (.doc). Save it as .docx and add that file.", place)
    for start, sentence in _FOREIGN:
        if content.startswith(start):
            raise refusal(sentence, place)
    raise refusal("This is no .docx and no PDF. Save the plan as one of them and add that file.", place)


def _silent(_done: int, _total: int) -> None:
    """Nobody watches."""
